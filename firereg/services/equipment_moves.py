"""Where an extinguisher goes apart from a handover: back into stock, to the workshop, lost, used, discarded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from firereg.domain.equipment import LEGAL_MOVES, State, can_move
from firereg.domain.labels import state_label
from firereg.errors import ConflictError
from firereg.i18n import _
from firereg.services import clocks, equipment, journal
from firereg.services.equipment import ExtinguisherRow
from firereg.services.inputs import line, required
from firereg.services.registry import Registry
from firereg.store import models as t

NEEDS_REASON = frozenset({State.LOST, State.DISCARDED})
"""What somebody will ask about later."""

# One that is lost, used or at the workshop may come back to its household; these two leave it for good.
_HELD = frozenset({State.WITH_HOUSEHOLD, State.SPARE_LENT})
_LEAVES_HOUSEHOLD = frozenset({State.IN_STOCK, State.DISCARDED})


@dataclass(frozen=True)
class Place:
    """Where an extinguisher is, to put it back there."""

    state: State
    household_id: int | None
    placed_on: date | None


def moves(row: ExtinguisherRow) -> Sequence[State]:
    """Where this extinguisher may go without a handover; into a household only to the one it came from."""
    return [
        state
        for state in State
        if can_move(row.state, state) and (state not in _HELD or row.household_id is not None)
    ]


def move(registry: Registry, extinguisher_id: int, state: State, reason: str = "") -> Place:
    """Bring an extinguisher into another state, its clocks with it; where it was before.

    BadInputError without a reason where one is needed, ConflictError where the way is not legal.
    """
    if state in NEEDS_REASON:
        reason = required(reason, "reason", _("Say what happened to it; this is kept for good."), limit=300)
    with registry.transaction():
        row = t.Extinguisher.get_by_id(extinguisher_id)
        if state in _HELD and row.household_id is None:
            raise ConflictError(
                _("Extinguisher {serial} goes to a household only by a handover. Make one.").format(
                    serial=row.serial
                )
            )
        leaves = state in _LEAVES_HOUSEHOLD
        after = Place(state, None if leaves else row.household_id, None if leaves else row.placed_on)
        return _put(registry, row, after, line(reason, "reason", limit=300))


def move_back(registry: Registry, extinguisher_id: int, place: Place) -> None:
    """Take a move back; ConflictError where the way back is not legal."""
    with registry.transaction():
        _put(registry, t.Extinguisher.get_by_id(extinguisher_id), place, "")


def _put(registry: Registry, row: t.Extinguisher, after: Place, reason: str) -> Place:
    before = Place(State(row.state), row.household_id, row.placed_on)
    if not can_move(before.state, after.state):
        raise ConflictError(
            _(
                "Extinguisher {serial} is now: {before}. From there it cannot become: {after}. Possible: {possible}."
            ).format(
                serial=row.serial,
                before=state_label(before.state),
                after=state_label(after.state),
                possible=", ".join(state_label(s) for s in State if s in LEGAL_MOVES[before.state]) or "–",
            )
        )
    row.state, row.household, row.placed_on = after.state, after.household_id, after.placed_on
    row.save()
    equipment.reindex(registry, [row.id])
    clocks.rebuild([row.id])
    journal.append(
        registry,
        "extinguisher.move",
        row.serial,
        before=before.state,
        after=after.state,
        household=after.household_id or before.household_id,
        reason=reason,
    )
    return before
