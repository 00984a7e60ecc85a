"""The ward, its groups, who signs in, its settings and its journal."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
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
