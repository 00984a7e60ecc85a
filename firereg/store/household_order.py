"""The SQL of the list of households: each order is walked along an index of its own, or the few rows that a filter
leaves are sorted.

The engine has no figures that tell which is sooner, so the way is said here: an order is walked along the index it
names, and a filter that is looked into first is joined first (CROSS JOIN keeps that).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import isqrt
from random import Random
from typing import Any, NamedTuple

from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.store import household_index, paging, search
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
_BY_ID = 20
"""Times √N: more that match a text are told by their places in the index, which come in order and are put by sooner."""
_FETCHED = 36
"""Times √N: to fetch the ids of more costs more than to look at every household of the order for a page of them."""
_SMALL = 50_000
"""Among so few households all that match are fetched before the first texts are read."""
_READ_FIRST = 3
"""Pages of texts that are read before it is asked how common the words are."""
_READ_OF_FEW = 20
"""The same where only those recognised or gone are read: they soon come to an end."""
_SAMPLE = 100
_PLACES_PER_TEXT = 60
"""How many that match are fetched in the time in which one text is read."""

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

    sql: str
    values: tuple[Any, ...] = ()


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
    looked_into = _looked_into(which, day)
    for ids in looked_into.values():
        if _at_most(database, ids, _SORTED * root):
            return page.of_few(ids)
    conditions: list[_Condition] = []
    changed, text = looked_into.get("changed"), looked_into.get("text")
    if changed and _at_most(database, changed, _FETCHED * root):
        conditions.append(_among(changed))
    if not text:
        return page.walked(conditions)
    page.skip_names()
    found = page.read(conditions, households, texts) if households > _SMALL else None
    if found is None:
        by_id = _at_most(database, text, _BY_ID * root)
        found = page.walked([*conditions, _among(text) if by_id else _placed(which.text)])
    return found


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
        self._names: list[_Condition] = []
        self._sorted = ", ".join(f"{key} DESC" if descending else key for key in ORDERS[order])

    def skip_names(self) -> None:
        """Leave out the names before the first that has the words, where the order goes by them."""
        if self._order == "name" and self._follows == ">":
            signs, first = household_index.first_names(self._database, self._which.text)
            self._names = [_Condition("h.name_key < ?", (signs,)), _Condition("h.name_key >= ?", (first,))]

    def of_few(self, ids: _Ids) -> list[int]:
        """Those who fit, found one by one and sorted."""
        first = _Condition(f"({ids.sql}) few CROSS JOIN household h ON h.id = few.id", ids.values)
        conditions = [*self._conditions]
        if self._which.text.strip() and ids != _text(self._which.text):
            conditions.append(_among(_text(self._which.text)))
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

    def read(self, conditions: list[_Condition], households: int, texts: Texts) -> list[int] | None:
        """The first of the order whose text has all the words; None where the index tells that sooner."""
        fits = search.matcher(Indexed.HOUSEHOLDS, self._which.text)
        found: list[int] = []
        first = (_READ_OF_FEW if _part(self._which) else _READ_FIRST) * paging.PAGE_ROWS
        read, most = 0, first
        for some in self._walk(conditions):
            if read == first:
                most = _most_read(households, texts, fits)
            if read >= most:
                return None
            found += [household for household, its in texts(some) if fits(its)]
            read += len(some)
            if len(found) >= paging.PAGE_ROWS:
                break
        return found[: paging.PAGE_ROWS]

    def _walk(self, conditions: list[_Condition]) -> Iterator[list[int]]:
        """The ids of the order, a page at a time."""
        for stretch in self._stretches():
            every = [*self._conditions, *conditions, *stretch]
            sql = f"SELECT h.id FROM {self._tables()} {_where(every)} ORDER BY {self._sorted}"
            cursor = self._database.execute_sql(sql, _values(every))
            while some := cursor.fetchmany(paging.PAGE_ROWS):
                yield [household for (household,) in some]

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
            rest = [] if after is None else [self._row(ORDERS[self._order], after)]
            return [[*rest, names] for names in self._names] or [rest]
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


def _most_read(households: int, texts: Texts, fits: Callable[[str], bool]) -> int:
    """How many texts are read in the time in which all that match are fetched; none where a page of them
    is likely to need more.
    """
    sample = Random(households).sample(range(1, households + 1), _SAMPLE)
    share = sum(fits(its) for _household, its in texts(sample)) / _SAMPLE
    most = int(share * households / _PLACES_PER_TEXT)
    return most if share and paging.PAGE_ROWS / share < most else 0


def _looked_into(which: HouseholdFilter, day: date) -> dict[str, _Ids]:
    """The conditions that can be looked into first; what they let through is a little more than what is wanted."""
    found = {}
    if which.text.strip():
        found["text"] = _text(which.text)
    if which.has_extinguisher is not None:
        holds = "held > 0" if which.has_extinguisher else "held = 0"
        found["held"] = _Ids(f"SELECT id FROM household INDEXED BY household_held WHERE {holds}")
    if which.changed_since:
        changed = "SELECT id FROM household INDEXED BY household_updated_at WHERE updated_at >= ?"
        found["changed"] = _Ids(changed, (_midnight(which.changed_since),))
    if which.category:
        recognised = (
            "SELECT DISTINCT household_id AS id FROM poverty_status WHERE category = ? AND valid_from <= ?"
        )
        found["category"] = _Ids(recognised, (str(which.category), day.isoformat()))
    return found


def _text(text: str) -> _Ids:
    sql = f"SELECT {search.ID} AS id FROM search_household WHERE search_household MATCH ?"
    return _Ids(sql, (search.match_expression(Indexed.HOUSEHOLDS, text) or '""',))


def _among(ids: _Ids) -> _Condition:
    return _Condition(f"+h.id IN ({ids.sql})", ids.values)


def _placed(text: str) -> _Condition:
    """The same as `_among` for a text that many have."""
    place = "(SELECT place FROM search_place WHERE household = h.id)"
    matching = "SELECT rowid FROM search_household WHERE search_household MATCH ?"
    return _Condition(f"{place} IN ({matching})", (search.match_expression(Indexed.HOUSEHOLDS, text),))


def _at_most(database: Database, ids: _Ids, most: int) -> bool:
    """Whether they are no more, counted no further than it must."""
    sql = f"SELECT count(*) FROM ({ids.sql} LIMIT ?)"
    return database.execute_sql(sql, (*ids.values, most + 1)).fetchone()[0] <= most


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
