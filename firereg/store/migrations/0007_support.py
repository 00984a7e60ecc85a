"""Version 7: what a round gives, to whom, its budget, and the list of those who are entitled to it."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


def up(migrator, db):
    class Household(Model):
        class Meta:
            database = db
            table_name = "household"

    class Round(Model):
        class Meta:
            database = db
            table_name = "round"

    class Handover(Model):
        class Meta:
            database = db
            table_name = "handover"

    class RoundItem(Model):
        round = ForeignKeyField(Round, on_delete="RESTRICT", index=False)
        position = IntegerField()
        form = CharField()
        name = TextField()
        unit = TextField(default="")
        quantity = IntegerField(default=1)
        value_dong = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "round_item"
            indexes = ((("round", "position"), True),)

    class Entitled(Model):
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
            database = db
            table_name = "entitled"
            indexes = ((("round", "household"), True),)

    db.create_tables([RoundItem, Entitled])
    db.execute_sql(
        "INSERT INTO round_item (round_id, position, form, name, unit, quantity, value_dong) "
        "SELECT id, 1, CASE WHEN gift_value > 0 AND gift_name LIKE '%tiền%' THEN 'cash' ELSE 'goods' END, "
        "gift_name, 'suất', 1, NULLIF(gift_value, 0) FROM round WHERE gift_name <> ''"
    )
    for column in ("gift_name", "gift_value"):
        db.execute_sql(f"ALTER TABLE round DROP COLUMN {column}")
    for column in (
        "budget_dong INTEGER",
        "criteria TEXT NOT NULL DEFAULT ''",
        "approved_at DATETIME",
        "approved_by_id INTEGER REFERENCES user (id) ON DELETE RESTRICT",
        "closed_on DATE",
    ):
        db.execute_sql(f"ALTER TABLE round ADD COLUMN {column}")
