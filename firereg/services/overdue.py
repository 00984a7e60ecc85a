"""What is past due: the list, its totals, and where it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from firereg.domain.equipment import State
from firereg.domain.poverty import Category
from firereg.domain.schedule import Clock, LateBand
from firereg.store import models as t
from firereg.store import overdue as sql
from firereg.store.search import Indexed, match_expression

SORTS = tuple(sql.ORDERS)
_CLOCKS = {str(clock): clock for clock in Clock}
_STATES = {str(state): state for state in State}


class OverdueRow(NamedTuple):
    """One clock of one extinguisher that is past due, and who holds it."""

    id: int
    clock: Clock
    due: date
    days_late: int
    extinguisher_id: int
    serial: str
    kind_code: str
    state: State
    household_id: int | None
    household_code: str
    head_name: str
    address: str
    name_key: bytes
    group_id: int | None
    group_number: int | None
    group_ward: str


@dataclass(frozen=True)
class OverdueFilter:
    """Which overdue clocks are wanted; None is any. `by_firm` leaves out what the household does itself.

    `late` is how long past due, `category` what the household is recognised as on the day asked about, `text`
    what the extinguisher is found by.
    """

    clock: Clock | None = None
    group_id: int | None = None
    by_firm: bool = False
    late: LateBand | None = None
    kind_id: int | None = None
    category: Category | None = None
    text: str = ""

    def asked(self, as_of: date) -> dict[str, Any]:
        """The same in the words of the query."""
        least, most = self.late.days if self.late else (1, None)
        asked: dict[str, Any] = {"latest": _text(as_of - timedelta(days=least))}
        if most is not None:
            asked["earliest"] = _text(as_of - timedelta(days=most))
        if self.clock:
            asked["clock"] = self.clock
        if self.by_firm:
            asked["not_clock"] = Clock.OWNER_CHECK
        if self.group_id:
            asked["group"] = self.group_id
        if self.kind_id:
            asked["kind"] = self.kind_id
        if self.category:
            asked |= {"category": self.category, "day": _text(as_of)}
        if self.text.strip():
            asked["text"] = match_expression(Indexed.EXTINGUISHERS, self.text) or '""'
        return asked


@dataclass(frozen=True)
class OverdueTotals:
    """How many clocks are past due, each and of how many cylinders."""

    by_clock: dict[Clock, int]
    extinguishers: int

    @property
    def clocks(self) -> int:
        """All of them."""
        return sum(self.by_clock.values())


def overdue_page(
    as_of: date,
    which: OverdueFilter = OverdueFilter(),
    *,
    sort: str = "due",
    descending: bool = False,
    after: tuple | None = None,
) -> list[OverdueRow]:
    """One screenful of what is past due on `as_of`; `sort` is one of SORTS."""
    rows = sql.page_rows(_database(), which.asked(as_of), sort, after, descending=descending)
    return as_rows(rows, as_of)


def overdue_all(as_of: date, which: OverdueFilter = OverdueFilter()) -> list[OverdueRow]:
    """Everything past due on `as_of`, by group, name, extinguisher and clock, for paper and export."""
    return as_rows(sql.all_rows(_database(), which.asked(as_of), "group"), as_of)


def overdue_key(row: OverdueRow, sort: str) -> tuple:
    """Where the page after `row` begins."""
    if sort == "due":
        return _text(row.due), row.id
    if sort == "serial":
        return row.serial, row.clock
    if sort == "kind":
        return row.kind_code, row.serial, row.clock
    place = row.state, row.extinguisher_id, row.clock
    if row.household_id is None:
        return place
    home = row.name_key, row.household_id, *place
    return home if sort == "name" else (row.group_number, row.group_ward, *home)


def overdue_totals(as_of: date, which: OverdueFilter = OverdueFilter()) -> OverdueTotals:
    """How many clocks and cylinders are past due; for the whole ward from counters, however large it is."""
    asked = which.asked(as_of)
    if sql.only_of_due_dates(asked) and (which.clock or which == OverdueFilter()):
        by_clock = dict(sql.totals(_database(), asked))
        cylinders = sum(by_clock.values()) if which.clock else sql.cylinders(_database(), asked)
    else:
        by_clock = dict(sql.counted(_database(), asked))
        cylinders = by_clock.pop("")
    return OverdueTotals({_CLOCKS[clock]: n for clock, n in by_clock.items()}, cylinders)


def overdue_counts(as_of: date, which: OverdueFilter = OverdueFilter()) -> dict[Clock, int]:
    """How many are past due, by clock."""
    asked = which.asked(as_of)
    if sql.only_of_due_dates(asked):
        return {_CLOCKS[clock]: n for clock, n in sql.totals(_database(), asked)}
    return overdue_totals(as_of, which).by_clock


def near_poor_concerned(as_of: date, which: OverdueFilter = OverdueFilter()) -> int:
    """How many households that are near-poor on `as_of` have something past due."""
    if which.category is not None and which.category is not Category.NEAR_POOR:
        return 0
    asked = which.asked(as_of) | {"category": Category.NEAR_POOR, "day": _text(as_of)}
    return sql.households_concerned(_database(), asked)


def overdue_by_group(as_of: date) -> list[tuple[int, int]]:
    """(id of the group, extinguishers with something past due), the most first."""
    return sql.cylinders_by_group(_database(), _text(as_of - timedelta(days=1)))


def as_rows(rows: Iterable[tuple[Any, ...]], as_of: date) -> list[OverdueRow]:
    """What the query gave, as rows of the list."""
    today, day_of, clock_of, state_of = as_of.toordinal(), date.fromisoformat, _CLOCKS, _STATES
    return [
        OverdueRow(
            row_id,
            clock_of[clock],
            day := day_of(due),
            today - day.toordinal(),
            eid,
            serial,
            kind,
            state_of[state],
            home,
            code or "",
            name or "",
            address or "",
            key or b"",
            group,
            number,
            ward or "",
        )
        for row_id, clock, due, eid, serial, kind, state, home, code, name, address, key, group, number, ward in rows
    ]


def _database() -> Any:
    return t.DueDate._meta.database


def _text(day: date) -> str:
    return day.isoformat()
