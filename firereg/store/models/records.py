"""What was done to an extinguisher."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    Model,
    TextField,
)

from firereg.store.models.equipment import Extinguisher
from firereg.store.models.ward import User


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
