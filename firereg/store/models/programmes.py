"""The ward's programmes (mô hình): who stands behind them, their Zalo groups, what came in, who is on duty."""

from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from firereg.store.models.ward import ResidentialGroup, User


class Programme(Model):
    """A programme of the ward; `pledge` are the commitments of its bodies (giao ước thi đua), one a line."""

    name = TextField(unique=True)
    decision = TextField(default="")
    launched_on = DateField()
    ended_on = DateField(null=True)
    aim = TextField(default="")
    pledge = TextField(default="")

    class Meta:
        table_name = "programme"


class ProgrammeBody(Model):
    """A body that takes part, and who signs the pledge for it; the first one leads."""

    programme = ForeignKeyField(Programme, on_delete="RESTRICT", index=False)
    position = IntegerField()
    name = TextField()
    signer_name = TextField(default="")
    signer_title = TextField(default="")

    class Meta:
        table_name = "programme_body"
        indexes = ((("programme", "position"), True),)


class ProgrammeGroup(Model):
    """A residential group that a programme covers; a programme without any covers the ward."""

    programme = ForeignKeyField(Programme, on_delete="RESTRICT", index=False)
    group = ForeignKeyField(ResidentialGroup, on_delete="RESTRICT")

    class Meta:
        table_name = "programme_group"
        indexes = ((("programme", "group"), True),)


class ZaloGroup(Model):
    """A Zalo group: of a residential group, or of the ward where there is none; counted on `counted_on`."""

    programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")
    group = ForeignKeyField(ResidentialGroup, null=True, on_delete="RESTRICT")
    name = TextField(unique=True)
    link = TextField(default="")
    run_by = TextField(default="")
    members = IntegerField(null=True)
    households = IntegerField(null=True)
    counted_on = DateField(null=True)
    opened_on = DateField(null=True)
    closed_on = DateField(null=True)

    class Meta:
        table_name = "zalo_group"


class Notice(Model):
    """Something that was told to a Zalo group, in these words; to all groups of the programme where none is named."""

    programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")
    zalo_group = ForeignKeyField(ZaloGroup, null=True, on_delete="RESTRICT")
    day = DateField()
    text = TextField()
    recorded_at = DateTimeField()
    recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "notice"


class Alert(Model):
    """A sign of fire or crime that somebody reported; open until it is said what came of it. `at` is local time."""

    programme = ForeignKeyField(Programme, null=True, on_delete="RESTRICT")
    zalo_group = ForeignKeyField(ZaloGroup, null=True, on_delete="RESTRICT")
    kind = CharField()
    at = DateTimeField()
    place = TextField(default="")
    what = TextField()
    handled_by = TextField(default="")
    result = TextField(default="")
    closed_on = DateField(null=True)
    recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

    class Meta:
        table_name = "alert"
        indexes = ((("closed_on", "at", "id"), False),)


class DutyPost(Model):
    """A place to be on duty: on which days of the week (0 is Monday, by commas), from when to when, how many."""

    programme = ForeignKeyField(Programme, on_delete="RESTRICT")
    name = TextField()
    weekdays = CharField()
    starts = CharField()
    ends = CharField()
    people = IntegerField(default=2)
    active = BooleanField(default=True)

    class Meta:
        table_name = "duty_post"
        indexes = ((("programme", "name", "starts"), True),)


class DutyPerson(Model):
    """Somebody of a body of the programme who takes turns."""

    programme = ForeignKeyField(Programme, on_delete="RESTRICT", index=False)
    name = TextField()
    body = TextField(default="")
    phone = CharField(default="")
    active = BooleanField(default=True)

    class Meta:
        table_name = "duty_person"
        indexes = ((("programme", "name", "phone"), True),)


class DutyTurn(Model):
    """One person on one post on one day; `stood_in_for` had the turn before a swap, `attended` is None until said."""

    post = ForeignKeyField(DutyPost, on_delete="RESTRICT", index=False)
    day = DateField()
    starts = CharField()
    ends = CharField()
    person = ForeignKeyField(DutyPerson, on_delete="RESTRICT")
    stood_in_for = ForeignKeyField(DutyPerson, null=True, on_delete="RESTRICT", index=False)
    attended = BooleanField(null=True)
    note = TextField(default="")

    class Meta:
        table_name = "duty_turn"
        indexes = ((("post", "day", "person"), True),)
