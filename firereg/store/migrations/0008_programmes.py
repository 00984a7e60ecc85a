"""Version 8: programmes with their bodies, Zalo groups, notices, alerts and duty; scans of signed papers."""

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

    class ResidentialGroup(Model):
        class Meta:
            database = db
            table_name = "residential_group"

    class Programme(Model):
        name = TextField(unique=True)
        decision = TextField(default="")
        launched_on = DateField()
        ended_on = DateField(null=True)
        aim = TextField(default="")
        pledge = TextField(default="")

        class Meta:
            database = db
            table_name = "programme"

    class ProgrammeBody(Model):
        programme = ForeignKeyField(Programme, on_delete="RESTRICT", index=False)
        position = IntegerField()
        name = TextField()
        signer_name = TextField(default="")
        signer_title = TextField(default="")

        class Meta:
            database = db
            table_name = "programme_body"
            indexes = ((("programme", "position"), True),)

    class ProgrammeGroup(Model):
        programme = ForeignKeyField(Programme, on_delete="RESTRICT", index=False)
        group = ForeignKeyField(ResidentialGroup, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "programme_group"
            indexes = ((("programme", "group"), True),)

    class ZaloGroup(Model):
        programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")
        group = ForeignKeyField(ResidentialGroup, null=True, on_delete="RESTRICT")
        name = TextField(unique=True)
        link = TextField(default="")
        run_by = TextField(default="")
        members = IntegerField(null=True)
        households = IntegerField(null=True)
        counted_on = DateField(null=True)
        opened_on = DateField(null=True)
        closed_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "zalo_group"

    class Notice(Model):
        programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")
        zalo_group = ForeignKeyField(ZaloGroup, null=True, on_delete="RESTRICT")
        day = DateField()
        text = TextField()
        recorded_at = DateTimeField()
        recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "notice"

    class Alert(Model):
        programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")
        zalo_group = ForeignKeyField(ZaloGroup, null=True, on_delete="RESTRICT")
        kind = CharField()
        at = DateTimeField()
        place = TextField(default="")
        what = TextField()
        handled_by = TextField(default="")
        result = TextField(default="")
        closed_on = DateField(null=True)
        recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "alert"
            indexes = ((("closed_on", "at", "id"), False),)

    class DutyPost(Model):
        programme = ForeignKeyField(Programme, on_delete="RESTRICT")
        name = TextField()
        weekdays = CharField()
        starts = CharField()
        ends = CharField()
        people = IntegerField(default=2)
        active = BooleanField(default=True)

        class Meta:
            database = db
            table_name = "duty_post"
            indexes = ((("programme", "name", "starts"), True),)

    class DutyPerson(Model):
        programme = ForeignKeyField(Programme, on_delete="RESTRICT", index=False)
        name = TextField()
        body = TextField(default="")
        phone = CharField(default="")
        active = BooleanField(default=True)

        class Meta:
            database = db
            table_name = "duty_person"
            indexes = ((("programme", "name", "phone"), True),)

    class DutyTurn(Model):
        post = ForeignKeyField(DutyPost, on_delete="RESTRICT", index=False)
        day = DateField()
        starts = CharField()
        ends = CharField()
        person = ForeignKeyField(DutyPerson, on_delete="RESTRICT")
        stood_in_for = ForeignKeyField(DutyPerson, null=True, on_delete="RESTRICT", index=False)
        attended = BooleanField(null=True)
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "duty_turn"
            indexes = ((("post", "day", "person"), True),)

    db.create_tables(
        [
            Programme,
            ProgrammeBody,
            ProgrammeGroup,
            ZaloGroup,
            Notice,
            Alert,
            DutyPost,
            DutyPerson,
            DutyTurn,
        ]
    )
    for table in ("round", "handover", "inspection_round", "reminder"):
        _add(db, table, "programme_id INTEGER REFERENCES programme (id) ON DELETE RESTRICT")
    _add(db, "attachment", "handover_id INTEGER REFERENCES handover (id) ON DELETE RESTRICT")
    _add(db, "attachment", "programme_id INTEGER REFERENCES programme (id) ON DELETE RESTRICT")
    _add(db, "attachment", "title TEXT NOT NULL DEFAULT ''")


def _add(db, table, column):
    name = column.partition(" ")[0]
    db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN {column}')
    if name.endswith("_id"):
        db.execute_sql(f'CREATE INDEX {table.replace("_", "")}_{name} ON "{table}" ({name})')
