"""The SQL of the list of households: each order is walked along an index of its own, or the few rows that a filter
leaves are sorted.

The engine has no figures that tell which is sooner, so the way is said here: an order is walked along the index it
names, and a filter that is looked into first is joined first (CROSS JOIN keeps that).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import isqrt
from typing import Any, NamedTuple

from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.store import paging, search
from firereg.store.engine import Database
from firereg.store.search import Indexed

ORDERS: dict[str, tuple[str, ...]] = {
    "name": ("h.name_key", "h.id"),
    "code": ("h.code",),
    "address": ("h.address_key", "h.id"),
    "group": ("g.number", "g.ward", "h.name_key", "h.id"),
}
"""What each order goes by; together unique."""

_SORTED = 2
"""Times √N: of so many among N households, sorting all costs what walking an order for a page of them costs."""
_FETCHED = 36
"""Times √N: to fetch the ids of more costs more than to look at every household of the order for a page of them."""
_LOOKED_AT = 3
"""Times √N: how many texts are read before the ids of all that match are fetched after all."""
_SMALL = 20_000
"""Among so few households the ids of all that match are fetched before the first texts are read."""

Texts = Callable[[Sequence[int]], list[tuple[int, str]]]
"""(id, what it is found by) of these households, in the same order."""


@dataclass(frozen=True)
class HouseholdFilter:
    """Which households are wanted; None is any. Those that moved away or were merged only if asked for."""

    text: str = ""
    group_id: int | None = None
    category: Category | None = None
    has_extinguisher: bool | None = None
    state: HouseholdState | None = HouseholdState.LIVING
    changed_since: date | None = None


class _Condition(NamedTuple):
    sql: str
    values: tuple[Any, ...] = ()


class _Ids(NamedTuple):
    """A condition that can be looked into first: what gives the ids of those it lets through."""

    name: str
    sql: str
    values: tuple[Any, ...]


def page_ids(
    database: Database,
    which: HouseholdFilter,
    day: date,
    order: str,
    after: Sequence[Any] | None,
    *,
    descending: bool,
    texts: Texts,
) -> list[int]:
    """The ids of one screenful, in the order of `order`; recognitions count as of `day`."""
    page = _Page(database, which, day, order, after, descending=descending)
    households = database.execute_sql("SELECT max(id) FROM household").fetchone()[0] or 0
    root = isqrt(households)
    conditions: list[_Condition] = []
    text = None
    for ids in _looked_into(which):
        found = _count(database, ids, _FETCHED * root if ids.name == "changed" else _SORTED * root)
        if found <= _SORTED * root:
            return page.of_few(ids)
        if ids.name == "text" and households > _SMALL:
            text = ids
        elif ids.name == "text" or (ids.name == "changed" and found <= _FETCHED * root):
            conditions.append(_among(ids))
    if text is None:
        return page.walked(conditions)
    return page.read(conditions, text, texts, _LOOKED_AT * root)


def counted(database: Database, which: HouseholdFilter, day: date) -> tuple[int, int]:
    """(households, persons) that the filter lets through."""
    conditions = _conditions(which, day)
    if which.text.strip():
        conditions.append(_among(_text(which.text)))
    index = _part(which) and f"INDEXED BY household_by_name{_part(which)}"
    sql = f"SELECT count(*), coalesce(sum(h.persons), 0) FROM household h {index} {_where(conditions)}"
    return database.execute_sql(sql, _values(conditions)).fetchone()


class _Page:
    """One screenful of an order after a row, by each way there is to it."""

    def __init__(
        self,
        database: Database,
        which: HouseholdFilter,
        day: date,
        order: str,
        after: Sequence[Any] | None,
        *,
        descending: bool,
    ) -> None:
        self._database = database
        self._which = which
        self._conditions = _conditions(which, day)
        if order == "group" and which.group_id:  # all have the same number
            order, after = "name", after and after[2:]
        self._order = order
        self._after = after
        self._follows = "<" if descending else ">"
        self._sorted = ", ".join(f"{key} DESC" if descending else key for key in ORDERS[order])

    def of_few(self, ids: _Ids) -> list[int]:
        """Those who fit, found one by one and sorted."""
        first = _Condition(f"({ids.sql}) few CROSS JOIN household h ON h.id = few.id", ids.values)
        others = [_among(one) for one in _looked_into(self._which) if one.name == "text" and one != ids]
        conditions = [*self._conditions, *others]
        if self._after is not None:
            conditions.append(self._row(ORDERS[self._order], self._after))
        group = "CROSS JOIN residential_group g ON g.id = h.group_id" if self._order == "group" else ""
        return self._fetch(f"{first.sql} {group}", conditions, first.values)

    def walked(self, conditions: list[_Condition]) -> list[int]:
        """The first of the order that fit these conditions too."""
        found: list[int] = []
        for stretch in self._stretches():
            found += self._fetch(
                self._tables(), [*self._conditions, *conditions, *stretch], (), paging.PAGE_ROWS - len(found)
            )
            if len(found) == paging.PAGE_ROWS:
                break
        return found

    def read(self, conditions: list[_Condition], text: _Ids, texts: Texts, most: int) -> list[int]:
        """The first of the order whose text has all the words; looked up in the index where they are far away."""
        fits = search.matcher(Indexed.HOUSEHOLDS, self._which.text)
        found: list[int] = []
        looked_at = 0
        for some in self._walk(conditions):
            found += [household for household, its in texts(some) if fits(its)]
            looked_at += len(some)
            if len(found) >= paging.PAGE_ROWS:
                return found[: paging.PAGE_ROWS]
            if looked_at >= most:
                return self.walked([*conditions, _among(text)])
        return found

    def _walk(self, conditions: list[_Condition]) -> Iterator[list[int]]:
        """The ids of the order, in runs of growing length."""
        length = 2 * paging.PAGE_ROWS
        for stretch in self._stretches():
            every = [*self._conditions, *conditions, *stretch]
            sql = f"SELECT h.id FROM {self._tables()} {_where(every)} ORDER BY {self._sorted}"
            cursor = self._database.execute_sql(sql, _values(every))
            while some := cursor.fetchmany(length):
                yield [household for (household,) in some]
                length *= 2

    def _fetch(
        self, tables: str, conditions: list[_Condition], values: tuple[Any, ...], limit: int | None = None
    ) -> list[int]:
        sql = f"SELECT h.id FROM {tables} {_where(conditions)} ORDER BY {self._sorted} LIMIT ?"
        every = (*values, *_values(conditions), paging.PAGE_ROWS if limit is None else limit)
        return [household for (household,) in self._database.execute_sql(sql, every).fetchall()]

    def _tables(self) -> str:
        """The order by its index; all groups in turn where it goes by them."""
        within = "group_" if self._which.group_id or self._order == "group" else ""
        keys = "name" if self._order == "group" else self._order
        household = f"household h INDEXED BY household_by_{within}{keys}{_part(self._which)}"
        if self._order != "group":
            return household
        groups = "residential_group g INDEXED BY residentialgroup_number_ward"
        return f"{groups} CROSS JOIN {household} ON h.group_id = g.id"

    def _stretches(self) -> list[list[_Condition]]:
        """What follows the last row: the rest of its group, then the other groups, where the order goes by them."""
        after = self._after
        if self._order != "group":
            return [[] if after is None else [self._row(ORDERS[self._order], after)]]
        every = _Condition("g.number > 0")  # or the engine sorts them
        if after is None:
            return [[every]]
        group, name = ORDERS["group"][:2], ORDERS["group"][2:]
        its = [_Condition(f"{key} = ?", (value,)) for key, value in zip(group, after, strict=False)]
        return [[*its, self._row(name, after[2:])], [every, self._row(group, after[:2])]]

    def _row(self, keys: Sequence[str], values: Sequence[Any]) -> _Condition:
        marks = ", ".join("?" * len(keys))
        return _Condition(f"({', '.join(keys)}) {self._follows} ({marks})", tuple(values))


def _conditions(which: HouseholdFilter, day: date) -> list[_Condition]:
    """All that is asked of a household but its text, in the order of what it costs to know."""
    found = []
    if which.state is HouseholdState.LIVING:
        found.append(_Condition("+h.state = 'living'"))
    elif which.state:
        found.append(_Condition("h.state <> 'living' AND +h.state = ?", (str(which.state),)))
    if which.group_id:
        found.append(_Condition("h.group_id = ?", (which.group_id,)))
    if which.has_extinguisher is not None:
        found.append(_Condition("+h.held > 0" if which.has_extinguisher else "+h.held = 0"))
    if which.changed_since:
        found.append(_Condition("+h.updated_at >= ?", (_midnight(which.changed_since),)))
    if which.category:
        recognised = """h.recognitions > 0 AND EXISTS (SELECT 1 FROM poverty_status s WHERE s.household_id = h.id
            AND +s.category = ? AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?))"""
        found.append(_Condition(recognised, (str(which.category), day.isoformat(), day.isoformat())))
    return found


def _looked_into(which: HouseholdFilter) -> list[_Ids]:
    found = []
    if which.text.strip():
        found.append(_text(which.text))
    if which.has_extinguisher is not None:
        holds = "held > 0" if which.has_extinguisher else "held = 0"
        found.append(_Ids("held", f"SELECT id FROM household INDEXED BY household_held WHERE {holds}", ()))
    if which.changed_since:
        changed = "SELECT id FROM household INDEXED BY household_updated_at WHERE updated_at >= ?"
        found.append(_Ids("changed", changed, (_midnight(which.changed_since),)))
    return found


def _text(text: str) -> _Ids:
    sql = f"SELECT {search.ID} AS id FROM search_household WHERE search_household MATCH ?"
    return _Ids("text", sql, (search.match_expression(Indexed.HOUSEHOLDS, text) or '""',))


def _among(ids: _Ids) -> _Condition:
    return _Condition(f"+h.id IN ({ids.sql})", ids.values)


def _count(database: Database, ids: _Ids, most: int) -> int:
    """How many they are, counted no further than it must."""
    sql = f"SELECT count(*) FROM ({ids.sql} LIMIT ?)"
    return database.execute_sql(sql, (*ids.values, most + 1)).fetchone()[0]


def _part(which: HouseholdFilter) -> str:
    """The part of an order in which all are that the filter lets through."""
    if which.category:
        return "_recognised"
    return "" if which.state in (None, HouseholdState.LIVING) else "_gone"


def _midnight(day: date) -> str:
    """When a day of here begins, as moments are kept."""
    return str(datetime.combine(day, time.min).astimezone(UTC).replace(tzinfo=None))


def _where(conditions: Sequence[_Condition]) -> str:
    return f"WHERE {' AND '.join(one.sql for one in conditions)}" if conditions else ""


def _values(conditions: Sequence[_Condition]) -> tuple[Any, ...]:
    return tuple(value for one in conditions for value in one.values)
