"""Version 2: members, households that moved or were merged, changes that can be undone, imports, saved views."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class Household(Model):
        class Meta:
            database = db
            table_name = "household"

    class Member(Model):
        household = ForeignKeyField(Household, on_delete="RESTRICT")
        name = TextField()
        relation = CharField(default="")
        born_on = DateField(null=True)
        born_year = IntegerField(null=True)
        sex = CharField(default="")
        id_number = CharField(default="", index=True)
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "member"

    class Change(Model):
        at = DateTimeField()
        user = ForeignKeyField(User, on_delete="RESTRICT", index=False)
        action = CharField()
        subject = TextField()
        undone = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "change"
            indexes = ((("undone", "id"), False),)

    class ChangedRow(Model):
        change = ForeignKeyField(Change, on_delete="CASCADE")
        table = CharField()
        row = IntegerField()
        before = TextField(null=True)
        after = TextField(null=True)

        class Meta:
            database = db
            table_name = "changed_row"

    class ImportBatch(Model):
        at = DateTimeField()
        user = TextField()
        kind = CharField()
        file_name = TextField()
        counts = TextField()
        change = ForeignKeyField(Change, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "import_batch"

    class ColumnMapping(Model):
        layout = CharField(primary_key=True)
        columns = TextField()

        class Meta:
            database = db
            table_name = "column_mapping"

    class SavedView(Model):
        page = CharField()
        name = TextField()
        content = TextField()

        class Meta:
            database = db
            table_name = "saved_view"
            indexes = ((("page", "name"), True),)

    db.create_tables([Member, Change, ChangedRow, ImportBatch, ColumnMapping, SavedView])
    db.execute_sql("ALTER TABLE household ADD COLUMN state VARCHAR(255) NOT NULL DEFAULT 'living'")
    db.execute_sql(
        "ALTER TABLE household ADD COLUMN merged_into_id INTEGER REFERENCES household (id) ON DELETE RESTRICT"
    )
    db.execute_sql("ALTER TABLE household ADD COLUMN address_key BLOB NOT NULL DEFAULT x''")
