"""Version 6: words of households, and marks of what else lists are filtered by, indexed in each order of the list."""


def up(migrator, db):
    for index in _DROPPED:
        db.execute_sql(f"DROP INDEX {index}")
    for index, keys in _ORDERS.items():
        db.execute_sql(f"CREATE INDEX {index} ON household ({keys})")
    for order in _INDEXED:
        db.execute_sql(
            f"CREATE VIRTUAL TABLE search_{order} USING fts5("
            "words, content='', contentless_delete=1, detail=none, tokenize='unicode61')"
        )
    labels = ", ".join(f"{order} INTEGER NOT NULL UNIQUE" for order in _INDEXED)
    db.execute_sql(f"CREATE TABLE search_order (household INTEGER PRIMARY KEY, {labels})")
    db.execute_sql("CREATE TABLE search_word (word TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute_sql("CREATE TABLE search_waiting (household INTEGER PRIMARY KEY)")
    for table, household in _WATCHED.items():
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            ids = (f"{row}.{column}" for column in household for row in rows)
            waiting = " ".join(
                f"INSERT OR IGNORE INTO search_waiting SELECT {one} WHERE {one} IS NOT NULL;" for one in ids
            )
            db.execute_sql(
                f"CREATE TRIGGER {table}_waiting_{event.lower()} AFTER {event} ON {table} BEGIN {waiting} END"
            )
    for event, row in (("INSERT", "NEW"), ("UPDATE OF number, ward", "OLD"), ("DELETE", "OLD")):
        # Groups of one number stand by their wards: those beside a new one may have moved on.
        numbers = "OLD.number, NEW.number" if event.startswith("UPDATE") else f"{row}.number"
        db.execute_sql(
            f"CREATE TRIGGER residential_group_waiting_{event[:6].lower()} AFTER {event} ON residential_group BEGIN "
            "INSERT OR IGNORE INTO search_waiting SELECT h.id FROM residential_group g "
            f"JOIN household h ON h.group_id = g.id WHERE g.number IN ({numbers}); END"
        )
    # The program makes all entries when it has opened the registry, those of the search too.
    db.execute_sql("INSERT INTO search_household (search_household) VALUES ('delete-all')")
    db.execute_sql("DELETE FROM search_place")
    db.execute_sql("INSERT INTO search_waiting SELECT id FROM household")


_INDEXED = ("by_name", "by_code", "by_address", "by_group")
_ORDERS = {
    "household_by_name": "name_key, id",
    "household_by_address": "address_key, id",
    "household_by_group": "group_id, name_key, id",
}
_WATCHED = {
    "household": ("id", "merged_into_id"),
    "member": ("household_id",),
    "poverty_status": ("household_id",),
}
_OLD = ("name", "code", "address", "group_name", "group_code", "group_address")
_DROPPED = (
    "household_held",
    *(f"household_by_{order}{part}" for order in _OLD for part in ("", "_recognised", "_gone")),
)
