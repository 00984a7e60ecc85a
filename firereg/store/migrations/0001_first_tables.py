"""Version 1: the first tables, the search indexes, and the journal that cannot be edited."""

from peewee import (
    BigIntegerField,
    BlobField,
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
    class ExtinguisherKind(Model):
        code = CharField(unique=True)
        name = TextField()
        agent = CharField()
        build = CharField()
        mass_g = IntegerField()
        has_gauge = BooleanField()
        rechargeable = BooleanField()

        class Meta:
            database = db
            table_name = "extinguisher_kind"

    db.create_tables([ExtinguisherKind])

    class ResidentialGroup(Model):
        ward = TextField()
        number = IntegerField()
        leader_name = TextField(default="")
        leader_phone = TextField(default="")

        class Meta:
            database = db
            table_name = "residential_group"
            indexes = ((("number", "ward"), True),)

    db.create_tables([ResidentialGroup])

    class Household(Model):
        code = CharField(unique=True)
        head_name = TextField()
        name_key = BlobField()
        id_number = CharField(index=True, default="")
        born_year = IntegerField(null=True)
        sex = CharField(default="")
        phone = CharField(index=True, default="")
        address = TextField(default="")
        group = ForeignKeyField(ResidentialGroup, on_delete="RESTRICT", index=False)
        persons = IntegerField(default=1)
        note = TextField(default="")
        updated_at = DateTimeField()

        class Meta:
            database = db
            table_name = "household"
            indexes = ((("name_key", "id"), False), (("group", "name_key", "id"), False))

    db.create_tables([Household])

    class Extinguisher(Model):
        serial = CharField(unique=True)
        kind = ForeignKeyField(ExtinguisherKind, on_delete="RESTRICT")
        made_on = DateField(null=True)
        received_on = DateField(null=True)
        donor = TextField(default="")
        state = CharField()
        household = ForeignKeyField(Household, null=True, on_delete="RESTRICT", index=False)
        placed_on = DateField(null=True)
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "extinguisher"
            indexes = ((("state", "serial"), False), (("household", "state"), False))

    db.create_tables([Extinguisher])

    class DueDate(Model):
        extinguisher = ForeignKeyField(Extinguisher, on_delete="CASCADE", index=False)
        clock = CharField()
        due = DateField()

        class Meta:
            database = db
            table_name = "due_date"
            indexes = (
                (("extinguisher", "clock"), True),
                (("due", "id"), False),
                (("clock", "due", "id"), False),
            )

    db.create_tables([DueDate])

    class Round(Model):
        name = TextField(unique=True)
        day = DateField()
        place = TextField(default="")
        plan = TextField(default="")
        donor = TextField(default="")
        gift_name = TextField(default="")
        gift_value = BigIntegerField(default=0)

        class Meta:
            database = db
            table_name = "round"

    db.create_tables([Round])

    class User(Model):
        name = CharField(unique=True)
        full_name = TextField()
        role = CharField()
        active = BooleanField(default=True)
        created_at = DateTimeField()

        class Meta:
            database = db
            table_name = "user"

    db.create_tables([User])

    class Handover(Model):
        year = IntegerField()
        number = IntegerField()
        code = CharField(unique=True)
        official_number = CharField(default="")
        day = DateField()
        round = ForeignKeyField(Round, null=True, on_delete="RESTRICT")
        household = ForeignKeyField(Household, on_delete="RESTRICT")
        receiver_name = TextField()
        receiver_relation = TextField(default="")
        total_dong = BigIntegerField(default=0)
        paper = TextField()
        printed = IntegerField(default=0)
        voided_at = DateTimeField(null=True)
        void_reason = TextField(default="")
        recorded_at = DateTimeField()
        recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "handover"
            indexes = ((("year", "number"), True), (("day", "id"), False))

    db.create_tables([Handover])

    class HandoverLine(Model):
        handover = ForeignKeyField(Handover, on_delete="RESTRICT", index=False)
        position = IntegerField()
        extinguisher = ForeignKeyField(Extinguisher, null=True, on_delete="RESTRICT")
        description = TextField()
        unit = TextField(default="")
        quantity = IntegerField(default=1)
        value_dong = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "handover_line"
            indexes = ((("handover", "position"), True),)

    db.create_tables([HandoverLine])

    class Inspection(Model):
        extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
        day = DateField()
        passed = BooleanField()
        fault = TextField(default="")
        inspector = TextField(default="")
        recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "inspection"

    db.create_tables([Inspection])

    class IntervalRule(Model):
        kind = ForeignKeyField(ExtinguisherKind, on_delete="RESTRICT", index=False)
        clock = CharField()
        count = IntegerField()
        unit = CharField()
        source = TextField()
        proven = BooleanField()

        class Meta:
            database = db
            table_name = "interval_rule"
            indexes = ((("kind", "clock"), True),)

    db.create_tables([IntervalRule])

    class JournalEntry(Model):
        at = DateTimeField()
        user = TextField()
        action = CharField()
        subject = TextField()
        detail = TextField()
        hash = CharField()

        class Meta:
            database = db
            table_name = "journal"

    db.create_tables([JournalEntry])

    class PovertyStatus(Model):
        household = ForeignKeyField(Household, on_delete="RESTRICT")
        category = CharField()
        valid_from = DateField()
        valid_to = DateField(null=True)
        certificate = TextField(default="")
        decision = TextField(default="")

        class Meta:
            database = db
            table_name = "poverty_status"
            indexes = ((("category", "valid_from"), False),)

    db.create_tables([PovertyStatus])

    class Service(Model):
        extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
        kind = CharField()
        day = DateField()
        firm = TextField()
        certificate = TextField(default="")
        recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "service"

    db.create_tables([Service])

    class Setting(Model):
        name = CharField(primary_key=True)
        value = TextField()

        class Meta:
            database = db
            table_name = "setting"

    db.create_tables([Setting])

    class WardProfile(Model):
        valid_from = DateField(unique=True)
        name = TextField()
        district = TextField(default="")
        province = TextField()
        body_lines = TextField()
        parent_body = TextField(default="")
        place = TextField()
        symbol = CharField(default="BB-UBND")
        sign_authority = TextField(default="")
        giver_name = TextField(default="")
        giver_title = TextField(default="")
        address_line = TextField(default="")

        class Meta:
            database = db
            table_name = "ward_profile"

    db.create_tables([WardProfile])

    # Contentless: the text lives in the tables, the index only finds it.
    for table in ("search_household", "search_extinguisher", "search_handover"):
        db.execute_sql(
            f"CREATE VIRTUAL TABLE {table} USING fts5("
            "text, content='', contentless_delete=1, prefix='1 2 3', detail=none, tokenize='unicode61')"
        )
    for event in ("UPDATE", "DELETE"):
        db.execute_sql(
            f"CREATE TRIGGER journal_no_{event.lower()} BEFORE {event} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )
