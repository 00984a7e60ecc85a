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

from firereg.domain.addresses import address_sort_key, place_key
from firereg.domain.text import fold


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
            indexes = ((("table", "row"), False),)

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
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE household ADD COLUMN {column}")
    _work_out(db)
    for name, columns in _INDEXES.items():
        db.execute_sql(f"CREATE INDEX {name} ON household ({columns})")
    db.execute_sql("DROP INDEX povertystatus_category_valid_from")
    db.execute_sql(
        "CREATE INDEX povertystatus_category_valid_from_valid_to_household_id "
        "ON poverty_status (category, valid_from, valid_to, household_id)"
    )
    _index_again(db)


_COLUMNS = (
    "state VARCHAR(255) NOT NULL DEFAULT 'living'",
    "merged_into_id INTEGER REFERENCES household (id) ON DELETE RESTRICT",
    "moved_on DATE",
    "moved_to TEXT NOT NULL DEFAULT ''",
    "former_names TEXT NOT NULL DEFAULT ''",
    "name_fold VARCHAR(255) NOT NULL DEFAULT ''",
    "place VARCHAR(255) NOT NULL DEFAULT ''",
    "address_key BLOB NOT NULL DEFAULT x''",
)
_INDEXES = {
    "household_updated_at": "updated_at",
    "household_state": "state",
    "household_merged_into_id": "merged_into_id",
    "household_address_key_id": "address_key, id",
    "household_group_id_address_key_id": "group_id, address_key, id",
    "household_name_fold_place": "name_fold, place",
    "household_group_id_code": "group_id, code",
}


def _work_out(db):
    """What follows from the name and the address of the households there are."""
    rows = db.execute_sql("SELECT id, head_name, address FROM household").fetchall()
    db.cursor().executemany(
        "UPDATE household SET name_fold = ?, place = ?, address_key = ? WHERE id = ?",
        (
            (fold(name), place_key(address), address_sort_key(address), row_id)
            for row_id, name, address in rows
        ),
    )


def _index_again(db):
    """The search for households, with an index of beginnings for every length that a syllable can have."""
    db.execute_sql("DROP TABLE search_household")
    db.execute_sql(
        "CREATE VIRTUAL TABLE search_household USING fts5(text, content='', contentless_delete=1, "
        "prefix='1 2 3 4 5 6 7', detail=none, tokenize='unicode61')"
    )
    rows = db.execute_sql(
        "SELECT h.id, h.head_name, h.code, g.number, h.address, h.phone, h.id_number "
        "FROM household h JOIN residential_group g ON g.id = h.group_id"
    ).fetchall()
    db.cursor().executemany(
        "INSERT INTO search_household (rowid, text) VALUES (?, ?)",
        (
            (row_id, fold(f"{name} {code} tổ {group} tdp{group} {address} {phone} {number} {number[-4:]}"))
            for row_id, name, code, group, address, phone, number in rows
        ),
    )
