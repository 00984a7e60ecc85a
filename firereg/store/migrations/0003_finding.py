"""Version 3: what filters of a list of households ask stands in the indexes of its orders; households kept apart."""

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
    for name in _DROPPED:
        db.execute_sql(f"DROP INDEX household_{name}")
    db.execute_sql("CREATE INDEX household_held ON household (held)")
    for order, keys in _ORDERS.items():
        for part, condition in _PARTS.items():
            db.execute_sql(
                f"CREATE INDEX household_by_{order}{part} ON household ({keys}, state, held) {condition}"
            )


_COUNTS = {
    "recognitions": ("poverty_status", ""),
    "held": ("extinguisher", " AND state IN ('with_household', 'spare_lent')"),
}
_WATCHED = {"recognitions": "household_id", "held": "household_id, state"}
_ORDERS = {
    "name": "name_key, id",
    "code": "code",
    "address": "address_key, id",
    "group_name": "group_id, name_key, id",
    "group_code": "group_id, code",
    "group_address": "group_id, address_key, id",
}
_PARTS = {"": "", "_recognised": "WHERE recognitions > 0", "_gone": "WHERE state <> 'living'"}
_DROPPED = (
    "name_key_id",
    "address_key_id",
    "group_id_name_key_id",
    "group_id_code",
    "group_id_address_key_id",
    "state",
)


def _counting(name, household):
    table, counted = _COUNTS[name]
    return f"SELECT count(*) FROM {table} WHERE household_id = {household}{counted}"
