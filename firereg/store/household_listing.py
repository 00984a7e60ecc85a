"""The indexes by which a list of households is filtered: one in each order of the list, so that a page of any filter
is the first that match, read in turn, however many there are.

An entry holds the folded words a household is found by and its marks: what else lists are filtered by. Its row id is
the household's label in the order (`search_order`): a number that grows along the order, with room for others between.
Triggers note in `search_waiting` whose entries are out of date; `settle` makes them anew before the transaction ends.
"""

import json
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

from peewee import chunked

from firereg.store import household_index, household_text, search
from firereg.store import household_marks as marks
from firereg.store.engine import Database
from firereg.store.search import Indexed

_LABEL_BITS, _WARD_BITS = 46, 6
_SPACE = 2**_LABEL_BITS
"""Labels lie between 0 and this; by group, the place of the group stands above that by name."""
_APART, _CLOSE = 2**20, 2**10
"""How far apart labels are at the end of an order, and between others: many come one after the other, as codes do."""
_NEIGHBOURS = 200
_MANY, _CHUNK = 1_000, 20_000
_WRITTEN_AT_A_TIME = 8 * 2**20
"""Bytes: enough for the entries of a ward."""
_MANY_WORDS = 200
"""Beginnings of more words than so many are told by the engine itself: they are of numbers that few have."""
_WAITING = "IN (SELECT household FROM search_waiting)"


class Order(NamedTuple):
    """One order of all households: by which keys (h is the household, g its group), and its index of households."""

    name: str
    keys: tuple[str, ...]
    key_index: str

    @property
    def table(self) -> str:
        """Its index of words and marks."""
        return f"search_{self.name}"


_KEYED = (
    Order("by_name", ("h.name_key", "h.id"), "household_by_name"),
    Order("by_code", ("h.code",), "household_code"),
    Order("by_address", ("h.address_key", "h.id"), "household_by_address"),
)
BY_NAME, BY_CODE, BY_ADDRESS = _KEYED
BY_GROUP = Order("by_group", ("g.number", "g.ward", *BY_NAME.keys), "household_by_group")
ORDERS = (*_KEYED, BY_GROUP)
_LABELS = ", ".join(f"o.{order.name}" for order in ORDERS)
_GROUP_PLACE = f"""(g.number << {_WARD_BITS})
    + (SELECT count(*) FROM residential_group WHERE number = g.number AND ward < g.ward)"""


class Entry(NamedTuple):
    """What the indexes have of a household: its label in each of ORDERS, its words and marks."""

    household: int
    labels: tuple[int, ...]
    words: str


class _Run(NamedTuple):
    """Households without a label that follow each other, and the label before them."""

    low: int
    ids: list[int]


def waiting(database: Database) -> bool:
    """Whether some entries are out of date."""
    return bool(database.execute_sql("SELECT EXISTS (SELECT 1 FROM search_waiting)").fetchone()[0])


def settle(database: Database) -> None:
    """Make the entries that are out of date anew; for the end of a transaction."""
    if not waiting(database):
        return
    neighbours = _NEIGHBOURS
    _take_out(database)
    while crowded := _label(database):
        _let_wait(database, *crowded, neighbours)
        _take_out(database)
        neighbours *= 8
    labelled = f"SELECT household FROM search_order WHERE household {_WAITING} ORDER BY by_name"
    ids = [row_id for (row_id,) in database.execute_sql(labelled)]
    # Whatever the engine writes at a time is a piece of its own in an index, and every query reads all pieces.
    if len(ids) > _MANY:
        _command(database, "hashsize", _WRITTEN_AT_A_TIME)
    for some in chunked(ids, _CHUNK):
        _put_in(database, some)
    if len(ids) > _CHUNK:
        _command(database, "optimize")
    database.execute_sql("DELETE FROM search_waiting")


def _command(database: Database, command: str, value: int | None = None) -> None:
    """Have the engine do this to every index of households."""
    for index in (Indexed.HOUSEHOLDS, *(order.table for order in ORDERS)):
        database.execute_sql(f"INSERT INTO {index} ({index}, rank) VALUES (?, ?)", (command, value))


def _take_out(database: Database) -> None:
    """Forget entries and labels of all that wait."""
    labels = ((order.table, order.name, "search_order") for order in ORDERS)
    for index, label, table in (*labels, (Indexed.HOUSEHOLDS, "place", "search_place")):
        ids = f"SELECT {label} FROM {table} WHERE household {_WAITING}"
        database.execute_sql(f"DELETE FROM {index} WHERE rowid IN ({ids})")
    for table in ("search_order", "search_place"):
        database.execute_sql(f"DELETE FROM {table} WHERE household {_WAITING}")


def _label(database: Database) -> tuple[Order, int] | None:
    """Give a label in each order to all that wait; else the order without room and the label before it."""
    labels: list[dict[int, int]] = []
    for order in _KEYED:
        found: dict[int, int] = {}
        for run in _runs(database, order):
            following = f"SELECT min({order.name}) FROM search_order WHERE {order.name} > ?"
            high = database.execute_sql(following, (run.low,)).fetchone()[0]
            step = min(((high or _SPACE) - run.low) // (len(run.ids) + 1), _CLOSE if high else _APART)
            if step == 0:
                return order, run.low
            found |= {household: run.low + step * n for n, household in enumerate(run.ids, 1)}
        labels.append(found)
    sql = f"""SELECT h.id, {_GROUP_PLACE} FROM search_waiting w CROSS JOIN household h ON h.id = w.household
        JOIN residential_group g ON g.id = h.group_id"""
    rows = (
        (household, *(one[household] for one in labels), labels[0][household] + (place << _LABEL_BITS))
        for household, place in database.cursor().execute(sql).fetchall()
    )
    database.cursor().executemany("INSERT INTO search_order VALUES (?, ?, ?, ?, ?)", rows)
    return None


def group_labels(database: Database, number: int, ward: str) -> tuple[int, int]:
    """Between which labels by group the households of a group are."""
    sql = f"SELECT {_GROUP_PLACE} FROM (SELECT ? AS number, ? AS ward) g"
    place = database.execute_sql(sql, (number, ward)).fetchone()[0]
    return place << _LABEL_BITS, (place + 1) << _LABEL_BITS


def _runs(database: Database, order: Order) -> Iterator[_Run]:
    """All that wait, in order; together those between whom nobody has a label."""
    keys = ", ".join(order.keys)
    theirs = keys.replace("h.", "p.")
    backwards = theirs.replace(",", " DESC,") + " DESC"
    before = f"""SELECT p.id FROM household p INDEXED BY {order.key_index}
        WHERE ({theirs}) < ({keys}) ORDER BY {backwards} LIMIT 1"""
    sql = f"""SELECT h.id, (SELECT {order.name} FROM search_order WHERE household = ({before}))
        FROM search_waiting w CROSS JOIN household h ON h.id = w.household ORDER BY {keys}"""
    run = _Run(0, [])
    for household, low in database.cursor().execute(sql).fetchall():
        if low is not None:
            if run.ids:
                yield run
            run = _Run(low, [])
        run.ids.append(household)
    if run.ids:
        yield run


def _let_wait(database: Database, order: Order, label: int, neighbours: int) -> None:
    """Let those around a label wait too: the room between them is dealt out anew."""
    label_of = order.name
    database.execute_sql(
        f"""INSERT OR IGNORE INTO search_waiting
        SELECT household FROM (
            SELECT household FROM search_order WHERE {label_of} <= ? ORDER BY {label_of} DESC LIMIT ?)
        UNION SELECT household FROM (
            SELECT household FROM search_order WHERE {label_of} > ? ORDER BY {label_of} LIMIT ?)""",
        (label, neighbours, label, neighbours),
    )


def expression(
    database: Database, text: str, marked: Sequence[str], one_of: Sequence[str] = ()
) -> str | None:
    """What the indexes are asked with for all of `marked`, every word of `text`, and some mark of `one_of`, which
    many have; "" for nothing at all, None where nobody can match.
    """
    parts = [f'"{mark}"' for mark in marked]
    if text.strip():
        asked = search.match_expression(Indexed.HOUSEHOLDS, text)
        words = [_whole_words(database, one) if one.endswith("*") else one for one in asked.split(" AND ")]
        if not all(words):
            return None
        parts.append(" AND ".join(f"({one})" for one in words))
    if one_of:
        parts.append(" OR ".join(f'"{mark}"' for mark in one_of))
    return reduce(_then, parts) if parts else ""


def _then(found: str, part: str) -> str:
    """Those found of which `part` holds too.

    Without a name that nobody has the engine would put all parts side by side and read every list as far as it has
    read any; so it looks for those found in the next list, and leaves out what lies between.
    """
    return f'(({found}) AND ({part})) OR "{marks.NOBODY}"'


def _whole_words(database: Database, term: str) -> str:
    """The words that begin so: they are read in turn, where the engine would first put all beginnings together."""
    beginning = term[1:-2]
    if beginning[0].isdigit():
        return term
    sql = "SELECT word FROM search_word WHERE word >= ? AND word < ? LIMIT ?"
    found = database.execute_sql(sql, (beginning, beginning + search.AFTER_ALL, _MANY_WORDS + 1)).fetchall()
    return term if len(found) > _MANY_WORDS else " OR ".join(f'"{word}"' for (word,) in found)


def entries(database: Database, texts: Sequence[household_text.Entry]) -> list[Entry]:
    """What the indexes should have of households that have their labels, from what they are found by."""
    sql = f"""SELECT {_LABELS}, h.id, h.group_id, h.held, h.state, h.updated_at,
            (SELECT group_concat(DISTINCT category) FROM poverty_status WHERE household_id = h.id)
        FROM search_order o CROSS JOIN household h ON h.id = o.household
        WHERE o.household IN (SELECT value FROM json_each(?))"""
    ids = json.dumps([household for household, _name, _text in texts])
    text_of = {household: text for household, _name, text in texts}
    found = []
    for row in database.cursor().execute(sql, (ids,)).fetchall():
        labels, (household, *facts) = row[: len(ORDERS)], row[len(ORDERS) :]
        found.append(Entry(household, labels, f"{text_of[household]} {marks.entry(*facts)}"))
    return found


def _put_in(database: Database, ids: Sequence[int]) -> None:
    """Make the entries of these households, who have their labels."""
    texts = household_text.entries(database, ids)
    household_index.add(database, texts)
    made = entries(database, texts)
    cursor = database.cursor()
    for n, order in enumerate(ORDERS):
        # In the order of the index: where row ids do not rise, the engine begins another piece of it.
        rows = sorted((one.labels[n], one.words) for one in made)
        cursor.executemany(f"INSERT INTO {order.table} (rowid, words) VALUES (?, ?)", rows)
    words = {word for one in made for word in spelled(one.words)}
    cursor.executemany("INSERT OR IGNORE INTO search_word VALUES (?)", ((word,) for word in words))


def spelled(words: str) -> Iterator[str]:
    """Those of the words and marks of an entry whose beginnings are looked up."""
    return (word for word in search.split(words) if word[0].isalpha() and not marks.is_mark(word))
