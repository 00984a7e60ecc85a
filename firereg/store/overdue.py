"""The SQL of the overdue list: each order walks an index of its own, or sorts the few rows that a filter leaves.

The engine cannot know which is sooner: it has no figures of how many are past due today. So the way through the
tables is said here (CROSS JOIN keeps it), and `overdue_rows` looks which way is the short one.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import isqrt
from typing import Any, NamedTuple

from firereg.domain.schedule import RUNS_IN
from firereg.store import paging
from firereg.store.engine import Database

_PAGE = 100
"""Of n rows among N a page is met after about _PAGE * N / n steps along an index; all n are fetched and sorted in n."""

COLUMNS = """d.id, d.clock, d.due, e.id, e.serial, k.code, e.state, h.id, h.code, h.head_name, h.address,
    h.name_key, g.id, g.number, g.ward"""
_BY_CYLINDER = "d.extinguisher_id = e.id"
_KIND = "CROSS JOIN extinguisher_kind k ON k.id = e.kind_id"
_HOME = "{} JOIN household h ON h.id = e.household_id {} JOIN residential_group g ON g.id = h.group_id"
_FROM = {
    "due": f"due_date d CROSS JOIN extinguisher e ON {_BY_CYLINDER} {_KIND} {_HOME}",
    "cylinder": f"extinguisher e CROSS JOIN due_date d ON {_BY_CYLINDER} {_KIND} {_HOME}",
    "kind": f"extinguisher_kind k CROSS JOIN extinguisher e ON e.kind_id = k.id "
    f"CROSS JOIN due_date d ON {_BY_CYLINDER} {_HOME}",
    "household": "household h CROSS JOIN residential_group g ON g.id = h.group_id "
    f"CROSS JOIN extinguisher e ON e.household_id = h.id CROSS JOIN due_date d ON {_BY_CYLINDER} {_KIND}",
    "group": "residential_group g CROSS JOIN household h ON h.group_id = g.id "
    f"CROSS JOIN extinguisher e ON e.household_id = h.id CROSS JOIN due_date d ON {_BY_CYLINDER} {_KIND}",
}
FROM_DUE_DATES = _FROM["due"].format("LEFT", "LEFT")
_RECOGNISED = """SELECT household_id FROM poverty_status
    WHERE category = :category AND valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)"""
_FOUND = "SELECT rowid FROM search_extinguisher WHERE search_extinguisher MATCH :text"
_CONDITIONS = {
    "latest": "d.due <= :latest",
    "earliest": "d.due >= :earliest",
    "clock": "d.clock = :clock",
    "not_clock": "d.clock <> :not_clock",
    "kind": "e.kind_id = :kind",
    "group": "h.group_id = :group",
    "category": f"+h.id IN ({_RECOGNISED})",  # plus: not to begin with
    "text": f"e.id IN ({_FOUND})",
}
_OF_DUE = ("latest", "earliest", "clock", "not_clock")
_OF_HOUSEHOLD = ("group", "category")


class _Way(NamedTuple):
    """A way through the tables; where it begins with what a filter asks (`name`), how its rows are found."""

    tables: str
    name: str = ""
    rows: str = ""
    condition: str = ""


_BEGINNINGS = {
    "text": _Way("cylinder", "text", _FOUND, _CONDITIONS["text"]),
    "category": _Way("household", "category", _RECOGNISED, f"h.id IN ({_RECOGNISED})"),
    "kind": _Way("cylinder", "kind", "SELECT 1 FROM extinguisher WHERE kind_id = :kind", _CONDITIONS["kind"]),
    "group": _Way(
        "household", "group", "SELECT 1 FROM household WHERE group_id = :group", _CONDITIONS["group"]
    ),
}
"""What a filter leaves few of, to begin with."""


class _Part(NamedTuple):
    """A stretch of an order: the index walked, what its rows have in common, what they are sorted by.

    The first `outer` keys are known before a due date is looked for. A stretch of the store has a `state`.
    """

    way: str
    keys: tuple[str, ...]
    outer: int
    condition: str = ""
    state: str = ""


_AT_HOME = ("e.state", "e.id", "d.clock")
# State by state, so that those that are gone for good, where no clock runs, are not looked at.
_STORE = tuple(
    _Part("cylinder", _AT_HOME, 2, f"e.household_id IS NULL AND e.state = '{state}'", state)
    for state in sorted(set().union(*RUNS_IN.values()))
)
ORDERS: dict[str, tuple[_Part, ...]] = {
    "due": (_Part("due", ("d.due", "d.id"), 2),),
    "serial": (_Part("cylinder", ("e.serial", "d.clock"), 1),),
    "kind": (_Part("kind", ("k.code", "e.serial", "d.clock"), 2),),
    "name": (*_STORE, _Part("household", ("h.name_key", "h.id", *_AT_HOME), 2)),
    "group": (*_STORE, _Part("group", ("g.number", "g.ward", "h.name_key", "h.id", *_AT_HOME), 4)),
}
"""How the list can be sorted; what lies in the ward's own store comes first where the order is one of households."""

Asked = Mapping[str, Any]
"""What a filter asks, by the names in _CONDITIONS; `day` is the day the recognition of a household is of."""


def page_rows(
    database: Database, asked: Asked, order: str, after: Sequence[Any] | None, *, descending: bool
) -> list[tuple[Any, ...]]:
    """One screenful from the row after that with these keys; the keys of the store are shorter than the others."""
    parts = _parts(database, asked, order)
    if descending:
        parts = parts[::-1]
    if after is not None:
        parts = parts[next((n for n, part in enumerate(parts) if _follows(part, after)), len(parts)) :]
    found: list[tuple[Any, ...]] = []
    way = _beginning(database, asked, order)
    for part in parts:
        resumed = after if after is not None and part is parts[0] else None
        sql = _select(COLUMNS, part, asked, way, resumed=resumed is not None, descending=descending)
        values = dict(asked) | {f"key{n}": key for n, key in enumerate(resumed or ())}
        values["limit"] = paging.PAGE_ROWS - len(found)
        found += database.execute_sql(f"{sql} LIMIT :limit", values).fetchall()
        if len(found) == paging.PAGE_ROWS:
            break
    return found


def _follows(part: _Part, after: Sequence[Any]) -> bool:
    """Whether the row with these keys is in this stretch."""
    return len(part.keys) == len(after) and part.state in ("", after[0])


def all_rows(database: Database, asked: Asked, order: str) -> Iterator[tuple[Any, ...]]:
    """Every row."""
    for part in _parts(database, asked, order):
        way = None if part.state or set(asked) & set(_BEGINNINGS) else _Way("due")
        yield from database.execute_sql(_select(COLUMNS, part, asked, way), dict(asked))


def counted(database: Database, asked: Asked) -> list[tuple[str, int]]:
    """(clock, how many are overdue), and with the clock "" of how many cylinders."""
    way = next((way for name, way in _BEGINNINGS.items() if name in asked), _Way("due"))
    found = _select("d.clock AS clock, d.extinguisher_id AS cylinder", _Part(way.tables, (), 0), asked, way)
    sql = f"""
        WITH found AS MATERIALIZED ({found})
        SELECT clock, count(*) FROM found GROUP BY clock UNION ALL SELECT '', count(DISTINCT cylinder) FROM found
    """
    return database.execute_sql(sql, dict(asked)).fetchall()


def cylinders_by_group(database: Database, latest: str) -> list[tuple[int, int]]:
    """(id of the group, how many of its cylinders have anything due on that day or before), the most first."""
    sql = f"""
        SELECT h.group_id, count(*) FROM household h CROSS JOIN extinguisher e ON e.household_id = h.id
        JOIN residential_group g ON g.id = h.group_id
        WHERE EXISTS (SELECT 1 FROM due_date d WHERE {_BY_CYLINDER} AND {_CONDITIONS["latest"]})
        GROUP BY h.group_id ORDER BY 2 DESC, g.number
    """
    return database.execute_sql(sql, {"latest": latest}).fetchall()


def households_concerned(database: Database, asked: Asked) -> int:
    """How many households of the category that `asked` names have something overdue."""
    if set(asked) <= {*_OF_DUE, "category", "day"}:
        conditions = " AND ".join(_CONDITIONS[name] for name in _OF_DUE if name in asked)
        sql = f"""
            SELECT count(*) FROM (SELECT DISTINCT household_id AS id FROM ({_RECOGNISED})) h WHERE EXISTS (
                SELECT 1 FROM extinguisher e CROSS JOIN due_date d ON {_BY_CYLINDER}
                WHERE e.household_id = h.id AND {conditions})
        """
    else:
        sql = _select("count(DISTINCT h.id)", _Part("household", (), 0), asked, _BEGINNINGS["category"])
    return database.execute_sql(sql, dict(asked)).fetchone()[0]


def only_of_due_dates(asked: Asked) -> bool:
    """Whether the filter asks nothing but clocks and days, so that the counters know the answer."""
    return set(asked) <= set(_OF_DUE)


def totals(database: Database, asked: Asked) -> list[tuple[str, int]]:
    """(clock, how many are overdue), from the counters."""
    conditions = " AND ".join(_CONDITIONS[name] for name in asked)
    sql = f"SELECT d.clock, sum(d.n) FROM due_total d WHERE d.clock <> '' AND {conditions} GROUP BY d.clock"
    return database.execute_sql(f"{sql} HAVING sum(d.n) > 0", dict(asked)).fetchall()


def due_totals(database: Database, first: str, last: str) -> list[tuple[str, str, int]]:
    """(clock, day, how many are due then) from day to day, both among them, from the counters."""
    sql = "SELECT clock, due, n FROM due_total WHERE clock <> '' AND due BETWEEN ? AND ? AND n > 0 ORDER BY due, clock"
    return database.execute_sql(sql, (first, last)).fetchall()


def cylinders(database: Database, asked: Asked) -> int:
    """How many cylinders have anything overdue, from the counters; of `asked` the days alone count."""
    sql = f"SELECT coalesce(sum(d.n), 0) FROM due_total d WHERE d.clock = '' AND {_CONDITIONS['latest']}"
    return database.execute_sql(sql, {"latest": asked["latest"]}).fetchone()[0]


def _parts(database: Database, asked: Asked, order: str) -> list[_Part]:
    """The stretches that can have rows; what is asked of a household is not so of the store."""
    parts = ORDERS[order]
    if any(name in asked for name in _OF_HOUSEHOLD):
        return list(parts[-1:])
    stored = [part for part in parts if part.state]
    if not stored:
        return list(parts)
    held = "EXISTS (SELECT 1 FROM extinguisher WHERE household_id IS NULL AND state = '{}')"
    found = database.execute_sql(f"SELECT {', '.join(held.format(part.state) for part in stored)}").fetchone()
    return [part for part, there in zip(stored, found, strict=True) if there] + list(parts[-1:])


def _beginning(database: Database, asked: Asked, order: str) -> _Way | None:
    """The way that leaves few rows to be sorted; None where the index of the order is the shorter one."""
    if order == "due" and not any(name in asked for name in _BEGINNINGS):
        return None
    few = _few(database)
    walked = "group" if order in ("name", "group") else ""  # that index has the group in it
    for name, way in _BEGINNINGS.items():
        if name in asked and name != walked and _is_few(database, way.rows, asked, few):
            return way
    if order == "due" or _overdue(database, asked) > few:
        return None
    if walked in asked and _is_few(database, _BEGINNINGS[walked].rows, asked, few):
        return None
    return _Way("due")


def _few(database: Database) -> int:
    """How many rows are sorted sooner than a page of them is met."""
    sql = "SELECT max(coalesce((SELECT max(id) FROM household), 0), coalesce((SELECT max(id) FROM extinguisher), 0))"
    return isqrt(_PAGE * database.execute_sql(sql).fetchone()[0])


def _is_few(database: Database, rows: str, asked: Asked, few: int) -> bool:
    sql = f"SELECT count(*) FROM ({rows} LIMIT {few + 1})"
    return database.execute_sql(sql, dict(asked)).fetchone()[0] <= few


def _overdue(database: Database, asked: Asked) -> int:
    """How many are overdue by the counters; where any clock counts, how many cylinders, which is enough to know."""
    clock = f"d.clock {'<>' if 'not_clock' in asked else '='} ''" if "clock" not in asked else "1"
    conditions = " AND ".join(_CONDITIONS[name] for name in _OF_DUE if name in asked)
    sql = f"SELECT coalesce(sum(d.n), 0) FROM due_total d WHERE {clock} AND {conditions}"
    return database.execute_sql(sql, dict(asked)).fetchone()[0]


def _select(
    columns: str,
    part: _Part,
    asked: Asked,
    way: _Way | None = None,
    *,
    resumed: bool = False,
    descending: bool = False,
) -> str:
    way = way or _Way(part.way)
    at_home = part.way in ("household", "group") or any(name in asked for name in _OF_HOUSEHOLD)
    tables = _FROM[way.tables].format(*(["CROSS" if at_home else "LEFT"] * 2))
    conditions = [text for name, text in _CONDITIONS.items() if name in asked and name != way.name]
    conditions += [one for one in (way.condition, part.condition) if one]
    if resumed:
        conditions += _resumed(part, "<" if descending else ">")
    sql = f"SELECT {columns} FROM {tables} WHERE {' AND '.join(conditions)}"
    if not part.keys:
        return sql
    return f"{sql} ORDER BY {', '.join(f'{key} DESC' if descending else key for key in part.keys)}"


def _resumed(part: _Part, sign: str) -> Iterator[str]:
    """Past the last row seen; the outer keys are compared by themselves too, before anything is fetched for them."""
    for first, orequal in ((len(part.keys), ""), (part.outer, "=")):
        keys = ", ".join(part.keys[:first])
        yield f"({keys}) {sign}{orequal} ({', '.join(f':key{n}' for n in range(first))})"
