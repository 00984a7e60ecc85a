"""What can be undone, what came by import, what is remembered of lists."""

from peewee import (
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from firereg.store.models.ward import User


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
