"""The SQL of the list of households: an order is walked along its index, or, where something is asked, along the
index of words and marks that lies in that order (household_listing).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.store import household_listing, paging
from firereg.store import household_marks as marks
from firereg.store.engine import Database
from firereg.store.household_listing import BY_ADDRESS, BY_CODE, BY_GROUP, BY_NAME, Order

ORDERS = {"name": BY_NAME, "code": BY_CODE, "address": BY_ADDRESS, "group": BY_GROUP}
"""How the list can be sorted; by group it goes by number, ward and then name."""


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
    return _Page(database, which, day, descending=descending).rows(ORDERS[sort], after)


def counted(database: Database, which: HouseholdFilter, day: date) -> tuple[int, int]:
    """(households, persons) that the filter lets through."""
    conditions, asked = _conditions(which, day), _asked(database, which, day)
    if asked is None:
        return 0, 0
    tables = "household h"
    if asked:
        tables, _label, matching = _labelled(BY_NAME, asked)
        conditions = [*matching, *conditions]
    sql = f"SELECT count(*), coalesce(sum(h.persons), 0) FROM {tables} {_where(conditions)}"
    return database.execute_sql(sql, _values(conditions)).fetchone()


class _Page:
    """Screenfuls of what a filter lets through."""

    def __init__(self, database: Database, which: HouseholdFilter, day: date, *, descending: bool) -> None:
        self._database = database
        self._conditions = _conditions(which, day)
        self._asked = _asked(database, which, day)
        self._follows, self._direction = ("<", "DESC") if descending else (">", "ASC")

    def rows(self, order: Order, after: Sequence[Any] | None) -> list[int]:
        """The ids of the next of an order."""
        if self._asked is None:
            return []
        if not self._asked and order is not BY_GROUP:
            return self._all(order, after)
        tables, label, conditions = _labelled(order, self._asked)
        conditions += self._conditions
        if after is not None:
            start = self._group_start(after) if order is BY_GROUP else self._start(order, order.keys, after)
            if start is None:
                return []
            conditions.append(_Condition(f"{label} {self._follows}= ?", (start,)))
        sql = f"SELECT h.id FROM {tables} {_where(conditions)} ORDER BY {label} {self._direction} LIMIT ?"
        return self._ids(sql, conditions)

    def _all(self, order: Order, after: Sequence[Any] | None) -> list[int]:
        """The next of an order by its keys."""
        conditions = [*self._conditions]
        if after is not None:
            conditions.append(self._following(order.keys, after))
        sql = f"""SELECT h.id FROM household h INDEXED BY {order.key_index} {_where(conditions)}
            ORDER BY {self._ordered(order.keys)} LIMIT ?"""
        return self._ids(sql, conditions)

    def _start(
        self, order: Order, keys: Sequence[str], after: Sequence[Any], *conditions: _Condition
    ) -> int | None:
        """The label of the first household that follows by `keys`, of those that fit."""
        every = [*conditions, self._following(keys, after)]
        sql = f"""SELECT o.{order.name} FROM household h INDEXED BY {order.key_index}
            CROSS JOIN search_order o ON o.household = h.id {_where(every)} ORDER BY {self._ordered(keys)} LIMIT ?"""
        return next(iter(self._ids(sql, every, 1)), None)

    def _group_start(self, after: Sequence[Any]) -> int:
        """The label by group of what follows: somebody of the same group, or else where the next group begins."""
        number, ward, *name = after
        group = "h.group_id = (SELECT id FROM residential_group WHERE number = ? AND ward = ?)"
        start = self._start(BY_GROUP, BY_NAME.keys, name, _Condition(group, (number, ward)))
        first, last = household_listing.group_labels(self._database, number, ward)
        return start or (last if self._follows == ">" else first)

    def _following(self, keys: Sequence[str], after: Sequence[Any]) -> _Condition:
        values = ", ".join("?" * len(keys))
        return _Condition(f"({', '.join(keys)}) {self._follows} ({values})", tuple(after))

    def _ordered(self, keys: Sequence[str]) -> str:
        return ", ".join(f"{key} {self._direction}" for key in keys)

    def _ids(self, sql: str, conditions: Sequence[_Condition], limit: int | None = None) -> list[int]:
        values = (*_values(conditions), paging.PAGE_ROWS if limit is None else limit)
        return [row_id for (row_id,) in self._database.execute_sql(sql, values).fetchall()]


def _asked(database: Database, which: HouseholdFilter, day: date) -> str | None:
    """What is asked of the indexes of words and marks; "" for nothing, None where nobody can match.

    It lets through what is wanted and, of recognitions that ended and days that begin in the night, a little more.
    """
    marked, changed = [], []
    if which.group_id:
        marked.append(marks.of_group(which.group_id))
    if which.category:
        marked.append(marks.of_category(which.category))
    if which.has_extinguisher is not None:
        marked.append(marks.of_holding(holds=which.has_extinguisher))
    if which.state not in (None, HouseholdState.LIVING):  # nearly all are living
        marked.append(marks.of_state(which.state))
    if which.changed_since:
        until = date(day.year + 1, 12, 31)  # a clock may have been wrong
        changed = marks.changed_since(_midnight(which.changed_since).date(), until)
    return household_listing.expression(database, which.text, marked, changed)


def _labelled(order: Order, asked: str) -> tuple[str, str, list[_Condition]]:
    """The tables from the labels of an order to the households, the label, and the condition that they match."""
    tables = "search_order o CROSS JOIN household h ON h.id = o.household"
    if not asked:
        return tables, f"o.{order.name}", []
    index = f"{order.table} f CROSS JOIN search_order o ON o.{order.name} = f.rowid"
    found = tables.replace("search_order o", index)
    return found, "f.rowid", [_Condition(f"f.{order.table} MATCH ?", (asked,))]


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


def _where(conditions: Sequence[_Condition]) -> str:
    return f"WHERE {' AND '.join(one.sql for one in conditions)}" if conditions else ""


def _values(conditions: Sequence[_Condition]) -> tuple[Any, ...]:
    return tuple(value for one in conditions for value in one.values)
