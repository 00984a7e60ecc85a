"""Extinguishers: kinds, intervals, cylinders, and when each is due."""

from datetime import date

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from firereg.store.models.households import Household
from firereg.store.models.ward import User


class ExtinguisherKind(Model):
    """A model of extinguisher."""

    code = CharField(unique=True)
    name = TextField()
    agent = CharField()
    build = CharField()
    mass_g = IntegerField()
    has_gauge = BooleanField()
    rechargeable = BooleanField()
    wheeled = BooleanField(default=False)
    active = BooleanField(default=True)

    class Meta:
        table_name = "extinguisher_kind"


class IntervalRule(Model):
    """How long one clock of one kind runs, with the source of the figure.

    It counts for what begins on `applies_from` or later, until a rule that applies from a later day.
    """

    kind = ForeignKeyField(ExtinguisherKind, on_delete="RESTRICT", index=False)
    clock = CharField()
    count = IntegerField()
    unit = CharField()
    source = TextField()
    proven = BooleanField()
    applies_from = DateField(default=date.min)

    class Meta:
        table_name = "interval_rule"
        indexes = ((("kind", "clock", "applies_from"), True),)


class Delivery(Model):
    """Extinguishers that came to the ward together."""

    day = DateField()
    donor = TextField(default="")
    document = TextField(default="")
    note = TextField(default="")

    class Meta:
        table_name = "delivery"
        indexes = ((("day", "id"), False),)


class Extinguisher(Model):
    """One cylinder; `label` is the ward's own number on it, `stands_for` the one a lent spare replaces meanwhile."""

    serial = CharField(unique=True)
    kind = ForeignKeyField(ExtinguisherKind, on_delete="RESTRICT", index=False)
    made_on = DateField(null=True)
    received_on = DateField(null=True)
    donor = TextField(default="")
    state = CharField()
    household = ForeignKeyField(Household, null=True, on_delete="RESTRICT", index=False)
    placed_on = DateField(null=True)
    note = TextField(default="")
    label = CharField(default="", index=True)
    delivery = ForeignKeyField(Delivery, null=True, on_delete="RESTRICT")
    price_dong = BigIntegerField(null=True)
    stands_for = ForeignKeyField("self", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "extinguisher"
        indexes = ((("kind", "serial"), False), (("state", "serial"), False), (("household", "state"), False))


class Move(Model):
    """An extinguisher that went somewhere else without a receipt; `household` is whom it went to or came from."""

    extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
    day = DateField()
    before = CharField()
    after = CharField()
    household = ForeignKeyField(Household, null=True, on_delete="RESTRICT", index=False)
    reason = TextField(default="")
    recorded_at = DateTimeField()
    recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "move"


class DueDate(Model):
    """When one clock of one extinguisher is due: derived from its records and rules, always rebuildable.

    `start` is the day the interval counts from.
    """

    extinguisher = ForeignKeyField(Extinguisher, on_delete="CASCADE", index=False)
    clock = CharField()
    start = DateField()
    due = DateField()

    class Meta:
        table_name = "due_date"
        indexes = ((("extinguisher", "clock"), True), (("due", "id"), False), (("clock", "due", "id"), False))


class DueTotal(Model):
    """How many cylinders have a clock due on a day; with the clock "" how many have their first one due then.

    Triggers on due_date count.
    """

    clock = CharField()
    due = DateField()
    n = IntegerField()

    class Meta:
        table_name = "due_total"
        primary_key = CompositeKey("clock", "due")
        without_rowid = True
