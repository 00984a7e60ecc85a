"""Households, their people, and what they were recognised as."""

from peewee import (
    BlobField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from firereg.store.models.ward import ResidentialGroup


class Household(Model):
    """A household under its own stable code; the head can change, the code does not.

    `name_key`, `name_fold`, `place` and `address_key` follow from the name and the address (services/household_list).
    Triggers count `recognitions` (rows of poverty_status) and `held` (extinguishers that are with it).
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
    state = CharField(default="living")
    merged_into = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    moved_on = DateField(null=True)
    moved_to = TextField(default="")
    former_names = TextField(default="")
    name_fold = CharField(default="")
    place = CharField(default="")
    address_key = BlobField(default=b"")
    recognitions = IntegerField(default=0)
    held = IntegerField(default=0)

    class Meta:
        table_name = "household"
        indexes = ((("name_fold", "place"), False),)


def _add_orders() -> None:
    """Indexes of the orders of a list; the code has its own."""
    its = Household
    for name, fields in (
        ("name", ("name_key", "id")),
        ("address", ("address_key", "id")),
        ("group", ("group", "name_key", "id")),
    ):
        its.add_index(its.index(*(getattr(its, field) for field in fields), name=f"household_by_{name}"))


_add_orders()


class KeptApart(Model):
    """Two households that look alike and that a clerk has said are two; the smaller id stands first."""

    first = ForeignKeyField(Household, on_delete="CASCADE", index=False)
    second = ForeignKeyField(Household, on_delete="CASCADE")

    class Meta:
        table_name = "kept_apart"
        indexes = ((("first", "second"), True),)


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
