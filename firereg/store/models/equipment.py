"""Extinguishers: kinds, intervals, cylinders, and when each is due."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from firereg.store.models.households import Household


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
