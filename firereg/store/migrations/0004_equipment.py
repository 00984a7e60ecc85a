"""Version 4: deliveries, moves, faults that stay open, walks of inspection, reminders, photos, dated intervals."""

from datetime import date

from peewee import (
    CharField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


def up(migrator, db):
    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class ResidentialGroup(Model):
        class Meta:
            database = db
            table_name = "residential_group"

    class Household(Model):
        class Meta:
            database = db
            table_name = "household"

    class Extinguisher(Model):
        class Meta:
            database = db
            table_name = "extinguisher"

    class Inspection(Model):
        class Meta:
            database = db
            table_name = "inspection"

    class Delivery(Model):
        day = DateField()
        donor = TextField(default="")
        document = TextField(default="")
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "delivery"
            indexes = ((("day", "id"), False),)

    class Move(Model):
        extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
        day = DateField()
        before = CharField()
        after = CharField()
        household = ForeignKeyField(Household, null=True, on_delete="RESTRICT", index=False)
        reason = TextField(default="")
        recorded_at = DateTimeField()
        recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "move"

    class DueDate(Model):
        extinguisher = ForeignKeyField(Extinguisher, on_delete="CASCADE", index=False)
        clock = CharField()
        start = DateField()
        due = DateField()

        class Meta:
            database = db
            table_name = "due_date"
            indexes = (
                (("extinguisher", "clock"), True),
                (("due", "id"), False),
                (("clock", "due", "id"), False),
            )

    class DueTotal(Model):
        clock = CharField()
        due = DateField()
        n = IntegerField()

        class Meta:
            database = db
            table_name = "due_total"
            primary_key = CompositeKey("clock", "due")
            without_rowid = True

    class Fault(Model):
        extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
        inspection = ForeignKeyField(Inspection, null=True, on_delete="RESTRICT")
        found_on = DateField()
        what = TextField()
        responsible = TextField(default="")
        due_on = DateField(null=True)
        closed_on = DateField(null=True)
        done = TextField(default="")
        recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "fault"
            indexes = ((("closed_on", "due_on", "id"), False),)

    class InspectionRound(Model):
        name = TextField(unique=True)
        first_day = DateField()
        last_day = DateField()
        group = ForeignKeyField(ResidentialGroup, null=True, on_delete="RESTRICT", index=False)
        street = TextField(default="")
        inspector = TextField(default="")
        closed_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "inspection_round"

    class RoundLine(Model):
        round = ForeignKeyField(InspectionRound, on_delete="CASCADE", index=False)
        position = IntegerField()
        extinguisher = ForeignKeyField(Extinguisher, on_delete="RESTRICT")
        household = ForeignKeyField(Household, null=True, on_delete="RESTRICT", index=False)
        outcome = CharField(default="")
        inspection = ForeignKeyField(Inspection, null=True, on_delete="RESTRICT", index=False)
        remark = TextField(default="")

        class Meta:
            database = db
            table_name = "round_line"
            indexes = ((("round", "position"), True), (("round", "extinguisher"), True))

    class Reminder(Model):
        day = DateField()
        group = ForeignKeyField(ResidentialGroup, null=True, on_delete="RESTRICT")
        household = ForeignKeyField(Household, null=True, on_delete="RESTRICT")
        way = CharField()
        text = TextField()
        recorded_at = DateTimeField()
        recorded_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "reminder"

    class Attachment(Model):
        file = CharField(unique=True)
        media_type = CharField()
        size = IntegerField()
        added_at = DateTimeField()
        added_by = ForeignKeyField(User, on_delete="RESTRICT", index=False)
        extinguisher = ForeignKeyField(Extinguisher, null=True, on_delete="RESTRICT")
        inspection = ForeignKeyField(Inspection, null=True, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "attachment"

    # The due dates are derived and kept with their start from here on; opening the registry derives them again.
    db.execute_sql("DROP TABLE due_date")
    db.execute_sql("DELETE FROM setting WHERE name = 'due_dates.version'")
    db.create_tables(
        [Delivery, Move, DueDate, DueTotal, Fault, InspectionRound, RoundLine, Reminder, Attachment]
    )
    for table, column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    for name in ("label", "delivery_id", "stands_for_id"):
        db.execute_sql(f"CREATE INDEX extinguisher_{name} ON extinguisher ({name})")
    _count_due_dates(db)
    db.execute_sql("DROP INDEX extinguisher_kind_id")
    db.execute_sql("CREATE INDEX extinguisher_kind_id_serial ON extinguisher (kind_id, serial)")
    db.execute_sql("DROP INDEX intervalrule_kind_id_clock")
    db.execute_sql(
        "CREATE UNIQUE INDEX intervalrule_kind_id_clock_applies_from "
        "ON interval_rule (kind_id, clock, applies_from)"
    )
    db.execute_sql(
        "INSERT INTO interval_rule (kind_id, clock, count, unit, source, proven) "
        "SELECT id, 'hydrostatic', 60, 'month', 'TCVN 7435-2:2004 §5', 0 FROM extinguisher_kind WHERE rechargeable"
    )
    _open_faults(db)


_COLUMNS = (
    ("extinguisher_kind", "wheeled INTEGER NOT NULL DEFAULT 0"),
    ("extinguisher_kind", "active INTEGER NOT NULL DEFAULT 1"),
    ("interval_rule", f"applies_from DATE NOT NULL DEFAULT '{date.min}'"),
    ("extinguisher", "label VARCHAR(255) NOT NULL DEFAULT ''"),
    ("extinguisher", "delivery_id INTEGER REFERENCES delivery (id) ON DELETE RESTRICT"),
    ("extinguisher", "price_dong INTEGER"),
    ("extinguisher", "stands_for_id INTEGER REFERENCES extinguisher (id) ON DELETE RESTRICT"),
    ("inspection", "failed_items TEXT NOT NULL DEFAULT ''"),
    ("inspection", "weight_g INTEGER"),
    ("service", "cost_dong INTEGER"),
)


def _count_due_dates(db):
    """Triggers that count how many are due on a day: by clock, and with the clock '' the first of each cylinder."""
    less = "UPDATE due_total SET n = n - 1 WHERE clock = {} AND due = {};"
    more = "INSERT INTO due_total (clock, due, n) {} ON CONFLICT (clock, due) DO UPDATE SET n = n + 1;"
    before, after = less.format("OLD.clock", "OLD.due"), more.format("VALUES (NEW.clock, NEW.due, 1)")
    for event, row, counting in (
        ("INSERT", "NEW", after),
        ("UPDATE OF due", "OLD", before + after),
        ("DELETE", "OLD", before),
    ):
        its = f"FROM due_date WHERE extinguisher_id = {row}.extinguisher_id"
        name = f"due_total_{event.partition(' ')[0].lower()}"
        first_less = less.format("''", f"(SELECT min(due) {its})")
        first_more = more.format(f"SELECT '', min(due), 1 {its} GROUP BY extinguisher_id")
        db.execute_sql(f"CREATE TRIGGER {name}_before BEFORE {event} ON due_date BEGIN {first_less} END")
        db.execute_sql(
            f"CREATE TRIGGER {name}_after AFTER {event} ON due_date BEGIN {counting} {first_more} END"
        )


def _open_faults(db):
    """Until now a fault was over with the next inspection that passed, or with the next work of a firm."""
    db.execute_sql(
        "INSERT INTO fault (extinguisher_id, inspection_id, found_on, what, responsible, closed_on, done, "
        "recorded_by_id) "
        "SELECT i.extinguisher_id, i.id, i.day, i.fault, '', "
        "(SELECT min(day) FROM (SELECT day FROM service s WHERE s.extinguisher_id = i.extinguisher_id "
        "AND s.day >= i.day UNION ALL SELECT day FROM inspection p WHERE p.extinguisher_id = i.extinguisher_id "
        "AND p.passed AND (p.day, p.id) > (i.day, i.id))), '', i.recorded_by_id "
        "FROM inspection i WHERE NOT i.passed"
    )
