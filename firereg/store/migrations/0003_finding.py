"""Version 3: what the filters of a list ask stands in the indexes of its orders; pairs of households kept apart."""

from peewee import ForeignKeyField, Model


def up(migrator, db):
    class Household(Model):
        class Meta:
            database = db
            table_name = "household"

    class KeptApart(Model):
        first = ForeignKeyField(Household, on_delete="CASCADE", index=False)
        second = ForeignKeyField(Household, on_delete="CASCADE")

        class Meta:
            database = db
            table_name = "kept_apart"
            indexes = ((("first", "second"), True),)

    db.create_tables([KeptApart])
    for name, (table, _counted) in _COUNTS.items():
        db.execute_sql(f"ALTER TABLE household ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
        db.execute_sql(f"UPDATE household SET {name} = ({_counting(name, 'household.id')})")
        for event in ("INSERT", "UPDATE", "DELETE"):
            rows = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}[event]
            updates = " ".join(
                f"UPDATE household SET {name} = ({_counting(name, f'{row}.household_id')}) "
                f"WHERE id = {row}.household_id;"
                for row in rows
            )
            of = f" OF {_WATCHED[name]}" if event == "UPDATE" else ""
            db.execute_sql(
                f"CREATE TRIGGER household_{name}_{event.lower()} AFTER {event}{of} ON {table} BEGIN {updates} END"
            )
    for columns in _ORDERS:
        name = f"household_{'_'.join(columns)}"
        db.execute_sql(f"DROP INDEX IF EXISTS {name}")
        every = (*columns, "state", "recognitions", "held")
        db.execute_sql(f"CREATE INDEX household_{'_'.join(every)} ON household ({', '.join(every)})")
    # Dropped above: the plain index of the code was the one that keeps it unique.
    db.execute_sql("CREATE UNIQUE INDEX household_code ON household (code)")


_COUNTS = {
    "recognitions": ("poverty_status", ""),
    "held": ("extinguisher", " AND state IN ('with_household', 'spare_lent')"),
}
_WATCHED = {"recognitions": "household_id", "held": "household_id, state"}
_ORDERS = (
    ("name_key", "id"),
    ("code",),
    ("address_key", "id"),
    ("group_id", "name_key", "id"),
    ("group_id", "code"),
    ("group_id", "address_key", "id"),
)


def _counting(name, household):
    table, counted = _COUNTS[name]
    return f"SELECT count(*) FROM {table} WHERE household_id = {household}{counted}"
