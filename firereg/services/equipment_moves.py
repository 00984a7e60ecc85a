"""Where an extinguisher goes without a receipt: back into stock, to the workshop, lost, used, discarded.

Every such move is kept with its day and reason, and can be taken back like any change (services.history).
"""

from collections.abc import Sequence
from datetime import date

from peewee import fn

from firereg.domain.dates import format_date
from firereg.domain.equipment import AFTER_RECHARGE, LEGAL_MOVES, State, can_move
from firereg.domain.labels import state_label
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import faults
from firereg.services.equipment import ExtinguisherRow
from firereg.services.history import Recorder, recording
from firereg.services.inputs import line, not_future, required
from firereg.services.registry import Registry
from firereg.store import models as t

NEEDS_REASON = frozenset({State.LOST, State.DISCARDED})
"""What somebody will ask about later."""

_REASON_LIMIT = 300
# One that is lost, used or at the workshop may come back to its household; these two leave it for good.
_LEAVES_HOUSEHOLD = frozenset({State.IN_STOCK, State.DISCARDED})


def moves(row: ExtinguisherRow) -> Sequence[State]:
    """Where this extinguisher may go by `move`; into a household only to the one that it was given to."""
    held = row.household_id is not None and row.state is not State.SPARE_LENT
    return [
        state
        for state in State
        if can_move(row.state, state)
        and state is not State.SPARE_LENT
        and (state is not State.WITH_HOUSEHOLD or held)
    ]


def move(
    registry: Registry,
    extinguisher_id: int,
    state: State,
    reason: str = "",
    day: date | None = None,
    *,
    for_good: bool = False,
) -> None:
    """Bring an extinguisher into another state on `day` (today), its clocks with it.

    One that goes elsewhere `for_good` does not come back to its household. Into stock or discarded it never does.
    BadInputError without a reason where one is needed and for a day in the future or before it came where it is;
    ConflictError where the way is not legal.
    """
    if state in NEEDS_REASON:
        required(reason, "reason", _("Say what happened to it; this is kept for good."), limit=_REASON_LIMIT)
    with recording(registry, "extinguisher.move") as change:
        row = t.Extinguisher.get_by_id(extinguisher_id)
        if not can_move(State(row.state), state):
            raise ConflictError(_not_from_there(row.serial, State(row.state), state))
        if state is State.SPARE_LENT:
            raise ConflictError(
                _("Extinguisher {serial} is lent as a spare for another one. Choose that one first.").format(
                    serial=row.serial
                )
            )
        if state is State.WITH_HOUSEHOLD and (row.household_id is None or row.state == State.SPARE_LENT):
            raise ConflictError(
                _("Extinguisher {serial} goes to a household only by a handover. Make one.").format(
                    serial=row.serial
                )
            )
        change.subject = row.serial
        change.detail = relocate(registry, change, row, state, day=day, reason=reason, for_good=for_good)


def recharged(registry: Registry, change: Recorder, extinguisher_id: int, day: date, reason: str) -> None:
    """Bring one that was used back where it belongs, as a part of `change`: to its household, else into stock."""
    row = t.Extinguisher.get_by_id(extinguisher_id)
    if row.state != State.USED or day < _last_day(row):
        return
    back = State.WITH_HOUSEHOLD if row.household_id is not None else State.IN_STOCK
    assert back in AFTER_RECHARGE
    relocate(registry, change, row, back, day=day, reason=reason)


def take_from_household(
    registry: Registry, change: Recorder, extinguisher_id: int, day: date, reason: str
) -> None:
    """Make an extinguisher the ward's again as a part of `change`: back in stock, or not to come back from elsewhere.

    It cannot come back before it was there: then the day is the one it came on.
    """
    row = t.Extinguisher.get_by_id(extinguisher_id)
    if row.state in (State.WITH_HOUSEHOLD, State.SPARE_LENT):
        relocate(registry, change, row, State.IN_STOCK, day=max(day, _last_day(row)), reason=reason)
    else:
        change.update(t.Extinguisher, row.id, household=None, placed_on=None)


def relocate(
    registry: Registry,
    change: Recorder,
    row: t.Extinguisher,
    state: State,
    *,
    day: date | None = None,
    reason: str = "",
    for_good: bool = False,
    lent_to: int | None = None,
    stands_for: int | None = None,
) -> dict[str, object]:
    """Keep one move as a part of `change`, legal or not: that is the caller's; what the journal says of it.

    A spare that was lent leaves its household with whatever becomes of it. `lent_to` and `stands_for` are the
    household and the extinguisher of one that becomes a spare.
    """
    day = _possible_day(registry, row, day)
    before = State(row.state)
    whose = lent_to if lent_to is not None else row.household_id
    leaves = state in _LEAVES_HOUSEHOLD or (for_good and state is not State.WITH_HOUSEHOLD)
    keeps = before is not State.SPARE_LENT and not leaves
    reason = line(reason, "reason", limit=_REASON_LIMIT)
    change.insert(
        t.Move,
        extinguisher=row.id,
        day=day,
        before=before,
        after=state,
        household=whose,
        reason=reason,
        recorded_at=registry.now(),
        recorded_by=registry.user_id,
    )
    change.update(
        t.Extinguisher,
        row.id,
        state=state,
        household=whose if keeps else None,
        placed_on=day if lent_to is not None else row.placed_on if keeps else None,
        stands_for=stands_for,
    )
    if state is State.USED:
        what = _("Used in a fire, needs a recharge")
        faults.open_fault(registry, change, row.id, day, what, due_on=day)
    return {"day": day, "before": before, "after": state, "household": whose, "reason": reason}


def _possible_day(registry: Registry, row: t.Extinguisher, day: date | None) -> date:
    """The day of a move, today where none is said."""
    day = not_future(day or registry.today(), registry.today())
    last = _last_day(row)
    if day < last:
        raise BadInputError(
            _("Extinguisher {serial} came where it is on {day}. Enter that day or a later one.").format(
                serial=row.serial, day=format_date(last)
            ),
            "day",
        )
    return day


def last_day(extinguisher_id: int) -> date:
    """The day an extinguisher came where it is now, as far as that is known; else the first day of all."""
    return _last_day(t.Extinguisher.get_by_id(extinguisher_id))


def _last_day(row: t.Extinguisher) -> date:
    its = t.Move.select(fn.MAX(t.Move.day)).where(t.Move.extinguisher == row.id)
    return max(day for day in (its.scalar(), row.placed_on, row.received_on, date.min) if day)


def _not_from_there(serial: str, before: State, after: State) -> str:
    possible = ", ".join(state_label(state) for state in State if state in LEGAL_MOVES[before])
    return _(
        "Extinguisher {serial} is now: {before}. From there it cannot become: {after}. Possible: {possible}."
    ).format(serial=serial, before=state_label(before), after=state_label(after), possible=possible or "–")
