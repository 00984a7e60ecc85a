"""The SQL of the list of households: an order is walked along its index, or, where something is asked, along the
index of words and marks that lies in that order (household_listing). The list by group is that of each group in turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.store import household_listing, paging
from firereg.store import household_marks as marks
from firereg.store.engine import Database
from firereg.store.household_listing import BY_ADDRESS, BY_CODE, BY_NAME, Order

_ORDERS = {"name": BY_NAME, "code": BY_CODE, "address": BY_ADDRESS}
ORDERS = (*_ORDERS, "group")
"""How the list can be sorted; by group it goes by number, ward and then name."""

_FEW = 300
"""So many are sorted in less time than it takes to ask for those of each of some twenty groups."""


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


def page_ids(
    database: Database,
    which: HouseholdFilter,
    day: date,
    sort: str,
    after: Sequence[Any] | None,
    *,
    descending: bool,
) -> list[int]:
    """The ids of one screenful, in the order of `sort`; recognitions count as of `day`.

    `after` has the keys of the order of the last household seen; by group, number and ward before those of the name.
    """
    page = _Page(database, which, day, descending=descending)
    if sort != "group":
        return page.rows(_ORDERS[sort], after, paging.PAGE_ROWS)
    if which.group_id:
        return page.rows(BY_NAME, after and after[2:], paging.PAGE_ROWS)
    if page.are_few():
        return page.few_by_group(after)
    found: list[int] = []
    for group, its_after in _groups(database, after, descending=descending):
        found += page.rows(BY_NAME, its_after, paging.PAGE_ROWS - len(found), group)
        if len(found) == paging.PAGE_ROWS:
            break
    return found


def counted(database: Database, which: HouseholdFilter, day: date) -> tuple[int, int]:
    """(households, persons) that the filter lets through."""
    conditions, asked = _conditions(which, day), _asked(database, which, day)
    if asked is None:
        return 0, 0
    tables = "household h"
    if asked:
        tables, matching = _matching(BY_NAME, asked)
        conditions.insert(0, matching)
    sql = f"SELECT count(*), coalesce(sum(h.persons), 0) FROM {tables} {_where(conditions)}"
    return database.execute_sql(sql, _values(conditions)).fetchone()


class _Page:
    """Screenfuls of what a filter lets through."""

    def __init__(self, database: Database, which: HouseholdFilter, day: date, *, descending: bool) -> None:
        self._database = database
        self._conditions = _conditions(which, day)
        self._asked = _asked(database, which, day)
        self._follows, self._direction = ("<", "DESC") if descending else (">", "ASC")

    def rows(
        self, order: Order, after: Sequence[Any] | None, limit: int, group: int | None = None
    ) -> list[int]:
        """The ids of the next of an order, in one group or all."""
        if self._asked is None:
            return []
        mark = f'"{marks.of_group(group)}"' if group else ""
        asked = " AND ".join(filter(None, (mark, self._asked)))
        return self._matching(order, after, limit, asked) if asked else self._all(order, after, limit)

    def are_few(self) -> bool:
        """Whether so few match that sorting them costs less than to ask for those of each group."""
        if not self._asked:
            return self._asked is None
        table = BY_NAME.table
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT ?)"
        return self._database.execute_sql(sql, (self._asked, _FEW + 1)).fetchone()[0] <= _FEW

    def few_by_group(self, after: Sequence[Any] | None) -> list[int]:
        """The ids of the next by group, all that match sorted."""
        if not self._asked:
            return []
        tables, matching = _matching(BY_NAME, self._asked)
        conditions = [matching, *self._conditions]
        keys = ["g.number", "g.ward", *_keys(BY_NAME)]
        if after is not None:
            conditions.append(self._following(keys, after))
        sql = f"""SELECT h.id FROM {tables} CROSS JOIN residential_group g ON g.id = h.group_id {_where(conditions)}
            ORDER BY {self._ordered(keys)} LIMIT ?"""
        return self._ids(sql, conditions, paging.PAGE_ROWS)

    def _all(self, order: Order, after: Sequence[Any] | None, limit: int) -> list[int]:
        """The order by its keys."""
        conditions = [*self._conditions]
        if after is not None:
            conditions.append(self._following(_keys(order), after))
        sql = f"""SELECT h.id FROM household h INDEXED BY {order.key_index} {_where(conditions)}
            ORDER BY {self._ordered(_keys(order))} LIMIT ?"""
        return self._ids(sql, conditions, limit)

    def _matching(self, order: Order, after: Sequence[Any] | None, limit: int, asked: str) -> list[int]:
        """The order by its index of words and marks."""
        tables, matching = _matching(order, asked)
        conditions = [matching, *self._conditions]
        if after is not None:
            label = self._next_label(order, after)
            if label is None:
                return []
            conditions.append(_Condition(f"f.rowid {self._follows}= ?", (label,)))
        sql = f"SELECT h.id FROM {tables} {_where(conditions)} ORDER BY f.rowid {self._direction} LIMIT ?"
        return self._ids(sql, conditions, limit)

    def _next_label(self, order: Order, after: Sequence[Any]) -> int | None:
        """The label of the household that follows in the order."""
        following = self._following(_keys(order), after)
        sql = f"""SELECT o.{order.name} FROM household h INDEXED BY {order.key_index}
            CROSS JOIN search_order o ON o.household = h.id
            WHERE {following.sql} ORDER BY {self._ordered(_keys(order))} LIMIT ?"""
        return next(iter(self._ids(sql, [following], 1)), None)

    def _following(self, keys: Sequence[str], after: Sequence[Any]) -> _Condition:
        values = ", ".join("?" * len(keys))
        return _Condition(f"({', '.join(keys)}) {self._follows} ({values})", tuple(after))

    def _ordered(self, keys: Sequence[str]) -> str:
        return ", ".join(f"{key} {self._direction}" for key in keys)

    def _ids(self, sql: str, conditions: Sequence[_Condition], limit: int) -> list[int]:
        rows = self._database.execute_sql(sql, (*_values(conditions), limit)).fetchall()
        return [row_id for (row_id,) in rows]


def _groups(
    database: Database, after: Sequence[Any] | None, *, descending: bool
) -> Iterator[tuple[int, Sequence[Any] | None]]:
    """The ids of the groups in order, each with the keys of the last household of it that was seen."""
    sql = "SELECT number, ward, id FROM residential_group ORDER BY number, ward"
    rows = database.execute_sql(sql).fetchall()
    for *place, group in reversed(rows) if descending else rows:
        seen = [*after[:2]] if after else place
        if place == seen:
            yield group, after and after[2:]
        elif (place < seen) == descending:
            yield group, None


def _asked(database: Database, which: HouseholdFilter, day: date) -> str | None:
    """What is asked of the indexes of words and marks; "" for nothing, None where nobody can match.

    It lets through what is wanted and, of recognitions that ended and days that begin in the night, a little more.
    """
    marked = []
    if which.group_id:
        marked.append([marks.of_group(which.group_id)])
    if which.category:
        marked.append([marks.of_category(which.category)])
    if which.has_extinguisher is not None:
        marked.append([marks.of_holding(holds=which.has_extinguisher)])
    if which.state not in (None, HouseholdState.LIVING):  # nearly all are living
        marked.append([marks.of_state(which.state)])
    if which.changed_since:
        until = date(day.year + 1, 12, 31)  # a clock may have been wrong
        marked.append(marks.changed_since(_midnight(which.changed_since).date(), until))
    return household_listing.expression(database, which.text, marked)


def _matching(order: Order, asked: str) -> tuple[str, _Condition]:
    """The tables from an index to the households, and the condition that they match."""
    tables = f"""{order.table} f CROSS JOIN search_order o ON o.{order.name} = f.rowid
        CROSS JOIN household h ON h.id = o.household"""
    return tables, _Condition(f"f.{order.table} MATCH ?", (asked,))


def _conditions(which: HouseholdFilter, day: date) -> list[_Condition]:
    """What the row of a household itself tells, in the order of what it costs to know."""
    found = []
    if which.state:
        found.append(_Condition("h.state = ?", (str(which.state),)))
    if which.changed_since:
        found.append(_Condition("+h.updated_at >= ?", (str(_midnight(which.changed_since)),)))
    if which.category:
        recognised = """EXISTS (SELECT 1 FROM poverty_status s WHERE s.household_id = h.id AND +s.category = ?
            AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?))"""
        found.append(_Condition(recognised, (str(which.category), day.isoformat(), day.isoformat())))
    return found


def _midnight(day: date) -> datetime:
    """When a day of here begins, as moments are kept."""
    return datetime.combine(day, time.min).astimezone(UTC).replace(tzinfo=None)


def _keys(order: Order) -> list[str]:
    return [f"h.{key}" for key in order.keys]


def _where(conditions: Sequence[_Condition]) -> str:
    return f"WHERE {' AND '.join(one.sql for one in conditions)}" if conditions else ""


def _values(conditions: Sequence[_Condition]) -> tuple[Any, ...]:
    return tuple(value for one in conditions for value in one.values)
