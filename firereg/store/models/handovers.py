"""What was given, and the receipts."""

from peewee import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from firereg.store.models.equipment import Extinguisher
from firereg.store.models.households import Household
from firereg.store.models.ward import User


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
