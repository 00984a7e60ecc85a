"""Where every extinguisher is, by kind and donor: what came must be somewhere."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from peewee import fn

from firereg.domain.equipment import State
from firereg.services.registry import Registry
from firereg.store import models as t


@dataclass(frozen=True)
class BalanceRow:
    """The extinguishers of one kind from one donor; `donor` is "" where nobody is named."""

    kind_code: str
    kind_name: str
    donor: str
    states: Mapping[State, int]

    @property
    def received(self) -> int:
        """All that came, wherever they are."""
        return sum(self.states.values())

    @property
    def in_stock(self) -> int:
        """Those that can be handed out."""
        return self.states.get(State.IN_STOCK, 0)


class _Event(NamedTuple):
    """Something that brought an extinguisher from one state into another."""

    day: date
    at: datetime
    id: int
    before: str


def balance(registry: Registry, as_of: date | None = None) -> list[BalanceRow]:
    """A row for each kind and donor with what came up to `as_of` (today) and where it was at the end of that day.

    A past day is told from today backwards by moves and handovers; a cancelled handover never was. One that
    nobody knows the day of counts as always there.
    """
    counts = _now() if as_of is None or as_of >= registry.today() else _then(as_of)
    its = t.ExtinguisherKind
    kinds = {row_id: (code, name) for row_id, code, name in its.select(its.id, its.code, its.name).tuples()}
    rows: dict[tuple[int, str], dict[State, int]] = {}
    for (kind, donor, state), count in counts.items():
        rows.setdefault((kind, donor), {})[State(state)] = count
    found = [BalanceRow(*kinds[kind], donor, states) for (kind, donor), states in rows.items()]
    return sorted(found, key=lambda row: (row.kind_code, row.donor))


def _now() -> dict[tuple[int, str, str], int]:
    its = t.Extinguisher
    query = its.select(its.kind, its.donor, its.state, fn.COUNT(its.id)).group_by(
        its.kind, its.donor, its.state
    )
    return {(kind, donor, state): count for kind, donor, state, count in query.tuples()}


def _then(as_of: date) -> dict[tuple[int, str, str], int]:
    """What stood on that day: before the first thing that happened to each extinguisher since."""
    first: dict[int, _Event] = {}
    for extinguisher, event in _events_after(as_of):
        if extinguisher not in first or event < first[extinguisher]:
            first[extinguisher] = event
    its = t.Extinguisher
    query = its.select(its.id, its.kind, its.donor, its.state).where(
        its.received_on.is_null() | (its.received_on <= as_of)
    )
    return Counter(
        (kind, donor, first[row_id].before if row_id in first else state)
        for row_id, kind, donor, state in query.tuples()
    )


def _events_after(day: date) -> Iterator[tuple[int, _Event]]:
    move, line, handover = t.Move, t.HandoverLine, t.Handover
    moves = move.select(move.extinguisher, move.day, move.recorded_at, move.id, move.before).where(
        move.day > day
    )
    for extinguisher, *event in moves.tuples():
        yield extinguisher, _Event(*event)
    given = (
        line.select(line.extinguisher, handover.day, handover.recorded_at, handover.id)
        .join(handover)
        .where(line.extinguisher.is_null(False), handover.voided_at.is_null(), handover.day > day)
    )
    for extinguisher, when, at, row_id in given.tuples():
        yield extinguisher, _Event(when, at, row_id, State.IN_STOCK)
