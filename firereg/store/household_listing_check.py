"""Whether the indexes of the list of households are what the households give."""

from collections.abc import Iterator
from itertools import chain

from firereg.store import household_listing, household_text, search
from firereg.store.engine import Database
from firereg.store.household_listing import ORDERS, Order

_CHUNK = 2_000


def wrong(database: Database) -> Iterator[int]:
    """The ids of households with no label, one that does not fit its order, or other words than theirs.

    Those that wait are not looked at: the next transaction makes their entries anew.
    """
    waiting = set(_ids(database, "SELECT household FROM search_waiting"))
    ids = "SELECT id FROM household", "SELECT household FROM search_order"
    found = [_ids(database, f"{one} EXCEPT {other}") for one, other in (ids, ids[::-1])]
    for order in ORDERS:
        found += [_misplaced(database, order), _misread(database, order)]
    yield from sorted(set(chain.from_iterable(found)) - waiting)


def _misplaced(database: Database, order: Order) -> Iterator[int]:
    keys = ", ".join(order.keys)
    return _ids(
        database,
        f"""SELECT id FROM (SELECT h.id, o.{order.name} AS label, lag(o.{order.name}) OVER (ORDER BY {keys}) AS before
            FROM household h JOIN residential_group g ON g.id = h.group_id
            JOIN search_order o ON o.household = h.id) WHERE label <= before""",
    )


def _misread(database: Database, order: Order) -> Iterator[int]:
    """Those whose entry has not their words and marks, and entries of nobody."""
    place = ORDERS.index(order)
    known = {word for (word,) in database.execute_sql("SELECT word FROM search_word").fetchall()}
    kept = _kept(database, order)
    label, words = next(kept, (None, set()))
    ids = list(_ids(database, f"SELECT household FROM search_order ORDER BY {order.name}"))
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        made = household_listing.entries(database, household_text.entries(database, some))
        for one in sorted(made, key=lambda one: one.labels[place]):
            if one.labels[place] != label:
                yield one.household
                return  # all that follow would be compared with others
            its = set(search.split(one.words))
            if words != its or not known.issuperset(household_listing.spelled(one.words)):
                yield one.household
            label, words = next(kept, (None, set()))
    if label is not None:
        yield 0


def _kept(database: Database, order: Order) -> Iterator[tuple[int, set[str]]]:
    """What the index has: the label and the words of each entry, in order."""
    vocabulary = f"temp.words_{order.name}"
    database.execute_sql(f"DROP TABLE IF EXISTS {vocabulary}")
    database.execute_sql(f"CREATE VIRTUAL TABLE {vocabulary} USING fts5vocab(main, {order.table}, instance)")
    sql = f"SELECT doc, group_concat(term, ' ') FROM {vocabulary} GROUP BY doc ORDER BY doc"
    for label, words in database.execute_sql(sql):
        yield label, set(words.split())


def _ids(database: Database, sql: str) -> Iterator[int]:
    return (row_id for (row_id,) in database.execute_sql(sql).fetchall())
