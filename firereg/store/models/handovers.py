"""What is given in which round, to whom, and the receipts."""

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
from firereg.store.models.households import Household
from firereg.store.models.programmes import Programme
from firereg.store.models.ward import User


class Round(Model):
    """A round of giving (đợt): what is handed over on one occasion, to whom, from which budget.

    `criteria` say who is entitled (domain/support, as JSON). Once approved, the list of the entitled is frozen.
    """

    name = TextField(unique=True)
    day = DateField()
    place = TextField(default="")
    plan = TextField(default="")
    donor = TextField(default="")
    budget_dong = BigIntegerField(null=True)
    criteria = TextField(default="")
    approved_at = DateTimeField(null=True)
    approved_by = ForeignKeyField(User, null=True, on_delete="RESTRICT", index=False)
    closed_on = DateField(null=True)
    programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "round"


class RoundItem(Model):
    """One thing that a round gives to each household; `value_dong` is the value of all of that item."""

    round = ForeignKeyField(Round, on_delete="RESTRICT", index=False)
    position = IntegerField()
    form = CharField()
    name = TextField()
    unit = TextField(default="")
    quantity = IntegerField(default=1)
    value_dong = BigIntegerField(null=True)

    class Meta:
        table_name = "round_item"
        indexes = ((("round", "position"), True),)


class Handover(Model):
    """One handover and its receipt. Never deleted: voided with a reason, its number stays used.

    `paper` is the receipt as it was issued, so that it prints the same for ever.
    """

    year = IntegerField()
    number = IntegerField()
    code = CharField(unique=True)
    official_number = CharField(default="")
    day = DateField()
    round = ForeignKeyField(Round, null=True, on_delete="RESTRICT", index=False)
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
    programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "handover"
        indexes = ((("year", "number"), True), (("day", "id"), False))


# Whatever is told of a round stands here: in the rows it lies behind the long papers.
Handover.add_index(
    Handover.round,
    Handover.year,
    Handover.number,
    Handover.voided_at,
    Handover.total_dong,
    Handover.household,
    name="handover_of_round",
)


class Entitled(Model):
    """A household on the list of a round: why it is on it, and what became of it. Never deleted once approved.

    `reason` is what it was entitled by on the day of the round, in the words of the paper; `why` is what was said
    when it was put on the list (`by_hand`) or taken out of it by hand.
    """

    round = ForeignKeyField(Round, on_delete="RESTRICT", index=False)
    household = ForeignKeyField(Household, on_delete="RESTRICT")
    reason = TextField(default="")
    by_hand = BooleanField(default=False)
    taken_out = BooleanField(default=False)
    why = TextField(default="")
    outcome = CharField(default="")
    outcome_on = DateField(null=True)
    outcome_note = TextField(default="")
    handover = ForeignKeyField(Handover, null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "entitled"
        indexes = ((("round", "household"), True),)


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
