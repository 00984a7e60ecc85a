"""Where each extinguisher was on a day of the past, and what was overdue then.

Today's state is known; moves and handovers after a day are turned back from it. A move that an earlier version of the
program kept in its journal alone is not seen.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from peewee import chunked

from firereg.domain.equipment import Extinguisher, State
from firereg.domain.schedule import Clock, Record, RecordKind, due_dates
from firereg.services import clocks
from firereg.store import models as t

_CHUNK = 500
_HELD = (State.WITH_HOUSEHOLD, State.SPARE_LENT)


@dataclass(frozen=True)
class Standing:
    """One extinguisher on one day; `overdue` are the clocks that had run out."""

    day: date
    extinguisher_id: int
    kind_id: int
    made_on: date | None
    state: State
    household_id: int | None
    overdue: frozenset[Clock]


@dataclass(frozen=True)
class _Event:
    """What turned something else into what followed: where it was before."""

    day: date
    at: datetime
    before: State
    household_id: int | None


def standings(days: Sequence[date]) -> Iterator[tuple[Standing, ...]]:
    """For every extinguisher its standing on each of `days`, which ascend; days before it was received are left out."""
    kinds = {row.id: clocks.kind_of(row) for row in t.ExtinguisherKind.select()}
    rules = clocks.rules_by_kind()
    ids = [row_id for (row_id,) in t.Extinguisher.select(t.Extinguisher.id).tuples()]
    for some in chunked(ids, _CHUNK):
        events, placed, records = _events(some, days[0]), _placed(some), _records(some, days[-1])
        for row in t.Extinguisher.select().where(t.Extinguisher.id.in_(some)):
            told, before, due = [], None, {}
            for day in days:
                if row.received_on and row.received_on > day:
                    continue
                state, household_id = _was(row, events[row.id], day)
                placed_on = _last(placed[row.id], day) or row.placed_on if state in _HELD else None
                done = bisect_right(records[row.id], day, key=lambda one: one.day)
                if (state, placed_on, done) != before:  # most days nothing has changed since the one before
                    before = state, placed_on, done
                    facts = Extinguisher(kinds[row.kind_id], state, row.made_on, row.received_on, placed_on)
                    due = due_dates(facts, records[row.id][:done], rules[row.kind_id])
                overdue = frozenset(clock for clock, until in due.items() if until < day)
                told.append(Standing(day, row.id, row.kind_id, row.made_on, state, household_id, overdue))
            yield tuple(told)


def holders_on(day: date) -> frozenset[int]:
    """The households that had an extinguisher at the end of `day`."""
    its = t.Extinguisher
    ids = [row_id for (row_id,) in its.select(its.id).tuples()]
    found: set[int | None] = set()
    for some in chunked(ids, _CHUNK):
        events = _events(some, day)
        for row in its.select(its.id, its.state, its.household, its.received_on).where(its.id.in_(some)):
            if row.received_on is None or row.received_on <= day:
                state, household_id = _was(row, events[row.id], day)
                found.add(household_id if state in _HELD else None)
    return frozenset(household_id for household_id in found if household_id is not None)


def _was(row: t.Extinguisher, events: Sequence[_Event], day: date) -> tuple[State, int | None]:
    later = next((event for event in events if event.day > day), None)
    return (later.before, later.household_id) if later else (State(row.state), row.household_id)


def _last(days: Sequence[date], until: date) -> date | None:
    at = bisect_right(days, until)
    return days[at - 1] if at else None


def _events(ids: list[int], after: date) -> Mapping[int, list[_Event]]:
    found: dict[int, list[_Event]] = defaultdict(list)
    its = t.Move
    for move in its.select().where(its.extinguisher.in_(ids), its.day > after):
        before = State(move.before)
        home = None if before is State.IN_STOCK else move.household_id
        found[move.extinguisher_id].append(_Event(move.day, move.recorded_at, before, home))
    for eid, day, at in _handovers(ids):
        if day > after:
            found[eid].append(_Event(day, at, State.IN_STOCK, None))
    for events in found.values():
        events.sort(key=lambda event: (event.day, event.at))
    return found


def _placed(ids: list[int]) -> Mapping[int, list[date]]:
    """The days on which each of these came to a household."""
    found: dict[int, list[date]] = defaultdict(list)
    for eid, day, _at in _handovers(ids):
        found[eid].append(day)
    its = t.Move
    for eid, day in (
        its.select(its.extinguisher, its.day)
        .where(its.extinguisher.in_(ids), its.after.in_(_HELD), its.before == State.IN_STOCK)
        .tuples()
    ):
        found[eid].append(day)
    for days in found.values():
        days.sort()
    return found


def _handovers(ids: list[int]) -> list[tuple[int, date, datetime]]:
    its, handover = t.HandoverLine, t.Handover
    query = its.select(its.extinguisher, handover.day, handover.recorded_at).join(handover)
    return list(query.where(its.extinguisher.in_(ids), handover.voided_at.is_null()).tuples())


def _records(ids: list[int], until: date) -> Mapping[int, list[Record]]:
    """What was done to each of these, by day."""
    found: dict[int, list[Record]] = defaultdict(list)
    look, work = t.Inspection, t.Service
    for eid, day in (
        look.select(look.extinguisher, look.day).where(look.extinguisher.in_(ids), look.day <= until).tuples()
    ):
        found[eid].append(Record(RecordKind.INSPECTION, day))
    for eid, kind, day in (
        work.select(work.extinguisher, work.kind, work.day)
        .where(work.extinguisher.in_(ids), work.day <= until)
        .tuples()
    ):
        found[eid].append(Record(RecordKind(kind), day))
    for records in found.values():
        records.sort(key=lambda one: one.day)
    return found
