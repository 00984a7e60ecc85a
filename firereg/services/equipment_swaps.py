"""Two extinguishers or two households at once: swaps, passing on, and spares lent while the own one is away.

What goes to a household for good has its receipt, written in the same transaction. The receipt is cancelled, the
move is taken back like any change: two steps, since a receipt keeps its number for ever.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from firereg.domain import equipment as domain
from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.labels import clock_label
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import clocks, equipment, equipment_moves, handovers
from firereg.services.equipment import ExtinguisherRow
from firereg.services.handover_draft import HandoverDraft, in_stock
from firereg.services.handover_list import HandoverRow
from firereg.services.history import recording
from firereg.services.registry import Registry
from firereg.store import models as t

OLD_GOES = (State.IN_STOCK, State.AT_SERVICE, State.DISCARDED)
"""Where the old one of a swap may go."""


def swap(
    registry: Registry,
    old_serial: str,
    receipt: HandoverDraft,
    *,
    old_goes: State = State.IN_STOCK,
    reason: str = "",
) -> HandoverRow:
    """Hand over the extinguishers of `receipt` for the old one that its household gives back that day.

    The old one leaves the household for stock, the workshop or for good (one of OLD_GOES; DISCARDED needs the
    reason). Else as `handovers.record`.
    """
    old = _with(equipment.by_serial(old_serial), State.WITH_HOUSEHOLD)
    if old.household_id != receipt.household_id:
        raise ConflictError(
            _("Extinguisher {serial} is with {name}, not with the household of this receipt.").format(
                serial=old.serial, name=old.head_name
            )
        )
    if old_goes not in OLD_GOES:
        raise BadInputError(_("Say where the old extinguisher goes."), "old_goes")
    with registry.transaction():
        equipment_moves.move(registry, old.id, old_goes, reason, receipt.day, for_good=True)
        return handovers.record(registry, receipt)


def pass_on(registry: Registry, serial: str, receipt: HandoverDraft, reason: str = "") -> HandoverRow:
    """Take an extinguisher from the household that has it and hand it over to that of `receipt`, the same day."""
    row = _with(equipment.by_serial(serial), State.WITH_HOUSEHOLD)
    if row.household_id == receipt.household_id:
        raise ConflictError(
            _("Household {name} has extinguisher {serial} already.").format(
                name=row.head_name, serial=row.serial
            )
        )
    return _give(registry, row, receipt, reason)


def keep_spare(
    registry: Registry, spare_serial: str, receipt: HandoverDraft, reason: str = ""
) -> HandoverRow:
    """Give a lent spare to its household for good, where its own one does not come back; with a receipt."""
    row = _with(equipment.by_serial(spare_serial), State.SPARE_LENT)
    if row.household_id != receipt.household_id:
        raise ConflictError(
            _("Extinguisher {serial} is with {name}, not with the household of this receipt.").format(
                serial=row.serial, name=row.head_name
            )
        )
    return _give(registry, row, receipt, reason)


def lend_spare(registry: Registry, own_serial: str, spare_serial: str, day: date | None = None) -> None:
    """Send a household's own extinguisher to the workshop and lend it one from stock meanwhile (§4.1.4).

    The own one may be at the workshop already.
    """
    own, spare = equipment.by_serial(own_serial), in_stock(spare_serial)
    if own.household_id is None or own.state not in (State.WITH_HOUSEHOLD, State.AT_SERVICE):
        raise ConflictError(
            _("Extinguisher {serial} is not with a household, so nobody needs a spare for it.").format(
                serial=own.serial
            )
        )
    lent = spare_of(own.id)
    if lent is not None:
        raise ConflictError(
            _("Extinguisher {spare} is lent for {serial} already.").format(
                spare=lent.serial, serial=own.serial
            )
        )
    with recording(registry, "extinguisher.lend", own.serial, spare=spare.serial, day=day) as change:
        if own.state is State.WITH_HOUSEHOLD:
            row = t.Extinguisher.get_by_id(own.id)
            equipment_moves.relocate(registry, change, row, State.AT_SERVICE, day=day)
        equipment_moves.relocate(
            registry,
            change,
            t.Extinguisher.get_by_id(spare.id),
            State.SPARE_LENT,
            day=day,
            reason=_("Stands for {serial}").format(serial=own.serial),
            lent_to=own.household_id,
            stands_for=own.id,
        )


def end_loan(registry: Registry, own_serial: str, day: date | None = None) -> None:
    """Bring a household's own extinguisher back from the workshop and the spare back into stock.

    Where the own one is back already, or does not come back, only the spare moves.
    """
    own = equipment.by_serial(own_serial)
    spare = spare_of(own.id)
    if spare is None:
        raise ConflictError(_("No spare is lent for extinguisher {serial}.").format(serial=own.serial))
    with recording(registry, "extinguisher.loan_end", own.serial, spare=spare.serial, day=day) as change:
        row = t.Extinguisher.get_by_id(spare.id)
        equipment_moves.relocate(registry, change, row, State.IN_STOCK, day=day)
        if own.state is State.AT_SERVICE:
            row = t.Extinguisher.get_by_id(own.id)
            equipment_moves.relocate(registry, change, row, State.WITH_HOUSEHOLD, day=day)


def spare_of(own_id: int) -> ExtinguisherRow | None:
    """The spare that is lent for an extinguisher; None where there is none."""
    spare = t.Extinguisher.get_or_none(t.Extinguisher.stands_for == own_id)
    return equipment.by_id(spare.id) if spare else None


def spare_doubts(own: ExtinguisherRow, spare: ExtinguisherRow, as_of: date) -> list[str]:
    """What a clerk should know before lending: type and capacity (TCVN 7435-2:2004 §4.1.4), faults, what is late."""
    found = domain.spare_doubts(_kind(own), _kind(spare))
    if spare.fault:
        found.append(
            _("The spare {serial} has an open fault: {fault}.").format(serial=spare.serial, fault=spare.fault)
        )
    if spare.next_clock and spare.next_due and spare.next_due < as_of:
        found.append(
            _("The spare {serial} is overdue since {day}: {work}.").format(
                serial=spare.serial, day=format_date(spare.next_due), work=clock_label(spare.next_clock)
            )
        )
    return found


def spares_for(own: ExtinguisherRow, limit: int = 50) -> Sequence[ExtinguisherRow]:
    """What could be lent from stock for an extinguisher: those without a doubt first, then by serial."""
    rows = equipment.extinguisher_page(equipment.ExtinguisherFilter(state=State.IN_STOCK), sort="state")
    its_kind = _kind(own)
    kinds = {row.kind_code: _kind(row) for row in rows}
    return sorted(rows, key=lambda row: len(domain.spare_doubts(its_kind, kinds[row.kind_code])))[:limit]


def _give(registry: Registry, row: ExtinguisherRow, receipt: HandoverDraft, reason: str) -> HandoverRow:
    """Through the ward's hands to the household of `receipt`."""
    serials = receipt.serials if row.serial in receipt.serials else (row.serial, *receipt.serials)
    with registry.transaction():
        equipment_moves.move(registry, row.id, State.IN_STOCK, reason, receipt.day)
        return handovers.record(registry, replace(receipt, serials=serials))


def _with(row: ExtinguisherRow, state: State) -> ExtinguisherRow:
    if row.state is not state:
        raise ConflictError(
            _("Extinguisher {serial} is not there any more. Look at its life first.").format(
                serial=row.serial
            )
        )
    return row


def _kind(row: ExtinguisherRow) -> domain.ExtinguisherKind:
    return clocks.kind_of(t.ExtinguisherKind.get(t.ExtinguisherKind.code == row.kind_code))
