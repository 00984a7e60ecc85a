"""The tables. A change here needs a migration beside it (migrations/, docs/database-changes.md).

Money is whole đồng. Dates are ISO dates, times UTC. Codes are stored, labels are not. The models are bound
to the database of the registry that is open, one in a process (database.py).
"""

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


class WardProfile(Model):
    """The ward as it is named from a day on; a paper takes the profile valid on its date."""

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
        table_name = "ward_profile"


class User(Model):
    """Somebody who signs in; the password itself is nowhere, it unwraps a key slot."""

    name = CharField(unique=True)
    full_name = TextField()
    role = CharField()
    active = BooleanField(default=True)
    created_at = DateTimeField()

    class Meta:
        table_name = "user"


class ResidentialGroup(Model):
    """A tổ dân phố. Groups of merged wards share numbers, so the ward it came from is part of the key."""

    ward = TextField()
    number = IntegerField()
    leader_name = TextField(default="")
    leader_phone = TextField(default="")

    class Meta:
        table_name = "residential_group"
        indexes = ((("number", "ward"), True),)


class Household(Model):
    """A household under its own stable code; the head can change, the code does not.

    `name_key`, `name_fold`, `place` and `address_key` follow from the name and the address (services/household_list).
    """

    code = CharField(unique=True)
    head_name = TextField()
    name_key = BlobField()
    id_number = CharField(default="", index=True)
    born_year = IntegerField(null=True)
    sex = CharField(default="")
    phone = CharField(default="", index=True)
    address = TextField(default="")
    group = ForeignKeyField(ResidentialGroup, on_delete="RESTRICT", index=False)
    persons = IntegerField(default=1)
    note = TextField(default="")
    updated_at = DateTimeField(index=True)
    state = CharField(default="living", index=True)
    merged_into = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    moved_on = DateField(null=True)
    moved_to = TextField(default="")
    former_names = TextField(default="")
    name_fold = CharField(default="")
    place = CharField(default="")
    address_key = BlobField(default=b"")

    class Meta:
        table_name = "household"
        indexes = (
            (("name_key", "id"), False),
            (("group", "name_key", "id"), False),
            (("group", "code"), False),
            (("address_key", "id"), False),
            (("group", "address_key", "id"), False),
            (("name_fold", "place"), False),
        )


class Member(Model):
    """Somebody of a household besides its head, who stands in the household's own row."""

    household = ForeignKeyField(Household, on_delete="RESTRICT")
    name = TextField()
    relation = CharField(default="")
    born_on = DateField(null=True)
    born_year = IntegerField(null=True)
    sex = CharField(default="")
    id_number = CharField(default="", index=True)
    note = TextField(default="")

    class Meta:
        table_name = "member"


class PovertyStatus(Model):
    """One dated recognition of a household."""

    household = ForeignKeyField(Household, on_delete="RESTRICT")
    category = CharField()
    valid_from = DateField()
    valid_to = DateField(null=True)
    certificate = TextField(default="")
    decision = TextField(default="")

    class Meta:
        table_name = "poverty_status"
        indexes = ((("category", "valid_from", "valid_to", "household"), False),)


class ExtinguisherKind(Model):
    """A model of extinguisher."""

    code = CharField(unique=True)
    name = TextField()
    agent = CharField()
    build = CharField()
    mass_g = IntegerField()
    has_gauge = BooleanField()
    rechargeable = BooleanField()

    class Meta:
        table_name = "extinguisher_kind"


class IntervalRule(Model):
    """How long one clock of one kind runs, with the source of the figure."""

    kind = ForeignKeyField(ExtinguisherKind, on_delete="RESTRICT", index=False)
    clock = CharField()
    count = IntegerField()
    unit = CharField()
    source = TextField()
    proven = BooleanField()

    class Meta:
        table_name = "interval_rule"
        indexes = ((("kind", "clock"), True),)


class Extinguisher(Model):
    """One cylinder."""

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
        table_name = "extinguisher"
        indexes = ((("state", "serial"), False), (("household", "state"), False))


class DueDate(Model):
    """When one clock of one extinguisher is due: derived from its records and rules, always rebuildable."""

    extinguisher = ForeignKeyField(Extinguisher, on_delete="CASCADE", index=False)
    clock = CharField()
    due = DateField()

    class Meta:
        table_name = "due_date"
        indexes = ((("extinguisher", "clock"), True), (("due", "id"), False), (("clock", "due", "id"), False))


class Inspection(Model):
    """A look at one extinguisher by anybody (TCVN 7435-2:2004 §4.1.2)."""

    extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
    day = DateField()
    passed = BooleanField()
    fault = TextField(default="")
    inspector = TextField(default="")
    recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "inspection"


class Service(Model):
    """Work on one extinguisher by a competent firm."""

    extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
    kind = CharField()
    day = DateField()
    firm = TextField()
    certificate = TextField(default="")
    recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "service"


class Round(Model):
    """A round of giving (đợt): what is handed over on one occasion."""

    name = TextField(unique=True)
    day = DateField()
    place = TextField(default="")
    plan = TextField(default="")
    donor = TextField(default="")
    gift_name = TextField(default="")
    gift_value = BigIntegerField(default=0)

    class Meta:
        table_name = "round"


class Handover(Model):
    """One handover and its receipt. Never deleted: voided with a reason, its number stays used.

    `paper` is the receipt as it was issued, so that it prints the same for ever.
    """

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
        table_name = "handover"
        indexes = ((("year", "number"), True), (("day", "id"), False))


class HandoverLine(Model):
    """One thing on a receipt: an extinguisher, a gift in kind or cash."""

    handover = ForeignKeyField(Handover, on_delete="RESTRICT", index=False)
    position = IntegerField()
    extinguisher = ForeignKeyField(Extinguisher, null=True, on_delete="RESTRICT")
    description = TextField()
    unit = TextField(default="")
    quantity = IntegerField(default=1)
    value_dong = BigIntegerField(null=True)

    class Meta:
        table_name = "handover_line"
        indexes = ((("handover", "position"), True),)


class Change(Model):
    """Something that can be undone and done again: a label, and the rows it touched (`ChangedRow`)."""

    at = DateTimeField()
    user = ForeignKeyField(User, on_delete="RESTRICT", index=False)
    action = CharField()
    subject = TextField()
    undone = BooleanField(default=False)

    class Meta:
        table_name = "change"
        indexes = ((("undone", "id"), False),)


class ChangedRow(Model):
    """One row before and after a change, as JSON of the fields that differ; null where it was not there."""

    change = ForeignKeyField(Change, on_delete="CASCADE")
    table = CharField()
    row = IntegerField()
    before = TextField(null=True)
    after = TextField(null=True)

    class Meta:
        table_name = "changed_row"
        indexes = ((("table", "row"), False),)


class ImportBatch(Model):
    """One import of a file, and the change that takes it back."""

    at = DateTimeField()
    user = TextField()
    kind = CharField()
    file_name = TextField()
    counts = TextField()
    change = ForeignKeyField(Change, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "import_batch"


class ColumnMapping(Model):
    """Which column holds what in a layout of lists met before."""

    layout = CharField(primary_key=True)
    columns = TextField()

    class Meta:
        table_name = "column_mapping"


class SavedView(Model):
    """Filters and columns of a list, kept under a name."""

    page = CharField()
    name = TextField()
    content = TextField()

    class Meta:
        table_name = "saved_view"
        indexes = ((("page", "name"), True),)


class Setting(Model):
    """What the ward set, by name (services/settings.py declares each)."""

    name = CharField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"


class JournalEntry(Model):
    """Who did what, when. Append-only; each entry carries the hash of the one before."""

    at = DateTimeField()
    user = TextField()
    action = CharField()
    subject = TextField()
    detail = TextField()
    hash = CharField()

    class Meta:
        table_name = "journal"


MODELS: tuple[type[Model], ...] = (
    WardProfile,
    User,
    ResidentialGroup,
    Household,
    Member,
    PovertyStatus,
    ExtinguisherKind,
    IntervalRule,
    Extinguisher,
    DueDate,
    Inspection,
    Service,
    Round,
    Handover,
    HandoverLine,
    Change,
    ChangedRow,
    ImportBatch,
    ColumnMapping,
    SavedView,
    Setting,
    JournalEntry,
)
