"""What was done to an extinguisher, what was found wrong, the walks past them, and who was reminded."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from firereg.store.models.equipment import Extinguisher
from firereg.store.models.handovers import Handover
from firereg.store.models.households import Household
from firereg.store.models.programmes import Programme
from firereg.store.models.ward import ResidentialGroup, User


class Inspection(Model):
    """A look at one extinguisher by anybody (TCVN 7435-2:2004 §4.1.2).

    `failed_items` are the points of the checklist that were not as they should be, by commas (domain/checklist).
    """

    extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
    day = DateField()
    passed = BooleanField()
    fault = TextField(default="")
    inspector = TextField(default="")
    failed_items = TextField(default="")
    weight_g = IntegerField(null=True)
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
    cost_dong = BigIntegerField(null=True)
    recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "service"


class Fault(Model):
    """Something wrong with an extinguisher, open until somebody says what was done about it."""

    extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
    inspection = ForeignKeyField(Inspection, null=True, on_delete="RESTRICT")
    found_on = DateField()
    what = TextField()
    responsible = TextField(default="")
    due_on = DateField(null=True)
    closed_on = DateField(null=True)
    done = TextField(default="")
    recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "fault"
        indexes = ((("closed_on", "due_on", "id"), False),)


class InspectionRound(Model):
    """A walk past the extinguishers of a group or a street, planned and then entered."""

    name = TextField(unique=True)
    first_day = DateField()
    last_day = DateField()
    group = ForeignKeyField(ResidentialGroup, null=True, on_delete="RESTRICT", index=False)
    street = TextField(default="")
    inspector = TextField(default="")
    closed_on = DateField(null=True)
    programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "inspection_round"


class RoundLine(Model):
    """One extinguisher of a walk: where it should be, and what was found ("" while nobody has been there)."""

    round = ForeignKeyField(InspectionRound, on_delete="CASCADE", index=False)
    position = IntegerField()
    extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
    household = ForeignKeyField(Household, null=True, on_delete="RESTRICT", index=False)
    outcome = CharField(default="")
    inspection = ForeignKeyField(Inspection, null=True, on_delete="RESTRICT", index=False)
    remark = TextField(default="")

    class Meta:
        table_name = "round_line"
        indexes = ((("round", "position"), True), (("round", "extinguisher"), True))


class Reminder(Model):
    """A group or a household was reminded of what is overdue, in these words."""

    day = DateField()
    group = ForeignKeyField(ResidentialGroup, null=True, on_delete="RESTRICT")
    household = ForeignKeyField(Household, null=True, on_delete="RESTRICT")
    way = CharField()
    text = TextField()
    recorded_at = DateTimeField()
    recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)
    programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "reminder"


class Attachment(Model):
    """A photo, or the scan of a signed paper; its bytes lie encrypted in a file of that name, in `attachments/`.

    It belongs to one of: an extinguisher, an inspection, a handover, a programme.
    """

    file = CharField(unique=True)
    media_type = CharField()
    size = IntegerField()
    added_at = DateTimeField()
    added_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)
    extinguisher = ForeignKeyField(Extinguisher, null=True, on_delete="RESTRICT")
    inspection = ForeignKeyField(Inspection, null=True, on_delete="RESTRICT")
    handover = ForeignKeyField(Handover, null=True, on_delete="RESTRICT")
    programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")
    title = TextField(default="")

    class Meta:
        table_name = "attachment"
