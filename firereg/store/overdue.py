"""The SQL of the overdue list: each order walks an index of its own, or sorts the few rows that a filter leaves.

The engine cannot know which is sooner: it has no figures of how many are past due today. So the way through the
tables is said here (CROSS JOIN keeps it), and `overdue_rows` looks which way is the short one.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from firereg.store import paging
from firereg.store.engine import Database

_FEW = 2_000
"""So many rows are fetched and sorted sooner than an index is walked in search of a page of them."""

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
_HAS_STATUS = "category = :category AND valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)"
_RECOGNISED = f"SELECT household_id FROM poverty_status WHERE {_HAS_STATUS}"
_FOUND = "SELECT rowid FROM search_extinguisher WHERE search_extinguisher MATCH :text"
_CONDITIONS = {
    "latest": "d.due <= :latest",
    "earliest": "d.due >= :earliest",
    "clock": "d.clock = :clock",
    "not_clock": "d.clock <> :not_clock",
    "kind": "e.kind_id = :kind",
    "group": "h.group_id = :group",
    "category": f"EXISTS (SELECT 1 FROM poverty_status WHERE household_id = h.id AND {_HAS_STATUS})",
    "text": f"e.id IN ({_FOUND})",
}
_OF_DUE = ("latest", "earliest", "clock", "not_clock")
_OF_HOUSEHOLD = ("group", "category")
# What a filter begins with where it leaves few: the way through the tables, how many that are, what it says then.
_BEGINNINGS = (
    ("text", "cylinder", _FOUND, _CONDITIONS["text"]),
    ("category", "household", _RECOGNISED, f"h.id IN ({_RECOGNISED})"),
    ("kind", "cylinder", "SELECT 1 FROM extinguisher WHERE kind_id = :kind", _CONDITIONS["kind"]),
    ("group", "household", "SELECT 1 FROM household WHERE group_id = :group", _CONDITIONS["group"]),
)


class _Part(NamedTuple):
    """A stretch of an order: the index walked, what its rows have in common, what they are sorted by.

    The first `outer` keys are known before a due date is looked for.
    """

    way: str
    keys: tuple[str, ...]
    outer: int
    condition: str = ""


_STORE = _Part("cylinder", ("e.state", "e.id", "d.clock"), 2, "e.household_id IS NULL")
_AT_HOME = ("e.state", "e.id", "d.clock")
ORDERS: dict[str, tuple[_Part, ...]] = {
    "due": (_Part("due", ("d.due", "d.id"), 2),),
    "serial": (_Part("cylinder", ("e.serial", "d.clock"), 1),),
    "kind": (_Part("kind", ("k.code", "e.serial", "d.clock"), 2),),
    "name": (_STORE, _Part("household", ("h.name_key", "h.id", *_AT_HOME), 2)),
    "group": (_STORE, _Part("group", ("g.number", "g.ward", "h.name_key", "h.id", *_AT_HOME), 4)),
}
"""How the list can be sorted; what lies in the ward's own store comes first where the order is one of households."""

Asked = Mapping[str, Any]
"""What a filter asks, by the names in _CONDITIONS; `day` is the day the recognition of a household is of."""


def page_rows(
    database: Database, asked: Asked, order: str, after: Sequence[Any] | None, *, descending: bool
) -> list[tuple[Any, ...]]:
    """One screenful from the row after that with these keys; the keys of the store are shorter than the others."""
    parts = _parts(asked, order)
    if descending:
        parts = parts[::-1]
    if after is not None:
        parts = parts[[len(part.keys) for part in parts].index(len(after)) :]
    found: list[tuple[Any, ...]] = []
    way = _beginning(database, asked, among_due=order != "due") if parts else None
    for part in parts:
        resumed = after if after is not None and part is parts[0] else None
        sql = _select(COLUMNS, part, asked, way, resumed=resumed is not None, descending=descending)
        values = dict(asked) | {f"key{n}": key for n, key in enumerate(resumed or ())}
        values["limit"] = paging.PAGE_ROWS - len(found)
        found += database.execute_sql(f"{sql} LIMIT :limit", values).fetchall()
        if len(found) == paging.PAGE_ROWS:
            break
    return found


def all_rows(database: Database, asked: Asked, order: str) -> Iterator[tuple[Any, ...]]:
    """Every row."""
    for part in _parts(asked, order):
        way = ("due", "") if not set(asked) & {one[0] for one in _BEGINNINGS} else None
        yield from database.execute_sql(_select(COLUMNS, part, asked, way), dict(asked))


def counted(
    database: Database, asked: Asked, what: str, by: str = "1", order: str = "1"
) -> list[tuple[Any, int]]:
    """(value of `by`, how many `what`) of what is overdue."""
    way = _beginning(database, asked, among_due=False) or ("household" if "group" in asked else "due", "")
    sql = _select(f"{by}, count({what})", _Part(way[0], (), 0), asked, way)
    return database.execute_sql(f"{sql} GROUP BY {by} ORDER BY {order}", dict(asked)).fetchall()


def households_concerned(database: Database, asked: Asked) -> int:
    """How many households of the category that `asked` names have something overdue."""
    begins = f"h.id IN ({_RECOGNISED})"
    sql = _select("count(DISTINCT h.id)", _Part("household", (), 0), asked, ("household", begins))
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


def _parts(asked: Asked, order: str) -> tuple[_Part, ...]:
    """The stretches that can have rows: the store has no household."""
    parts = ORDERS[order]
    return parts[-1:] if any(name in asked for name in _OF_HOUSEHOLD) else parts


def _beginning(database: Database, asked: Asked, *, among_due: bool) -> tuple[str, str] | None:
    """The way and the condition that leave few rows to be sorted; None where all of them leave many."""
    for name, way, rows, condition in _BEGINNINGS:
        if name in asked and _few(database, rows, asked):
            return way, condition
    if among_due:
        conditions = " AND ".join(_CONDITIONS[name] for name in _OF_DUE if name in asked)
        if _few(database, f"SELECT 1 FROM due_date d WHERE {conditions}", asked):
            return "due", ""
    return None


def _few(database: Database, rows: str, asked: Asked) -> bool:
    sql = f"SELECT count(*) FROM ({rows} LIMIT {_FEW + 1})"
    return database.execute_sql(sql, dict(asked)).fetchone()[0] <= _FEW


def _select(
    columns: str,
    part: _Part,
    asked: Asked,
    way: tuple[str, str] | None,
    *,
    resumed: bool = False,
    descending: bool = False,
) -> str:
    name, begins = way or (part.way, "")
    at_home = any(key.startswith(("h.", "g.")) for key in part.keys) or bool(set(asked) & set(_OF_HOUSEHOLD))
    tables = _FROM[name].format(*(["CROSS" if at_home else "LEFT"] * 2))
    conditions = [_CONDITIONS[one] for one in asked if one in _CONDITIONS and _CONDITIONS[one] != begins]
    conditions += [one for one in (begins, part.condition) if one]
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
