"""A handover as it is typed, and what stands against it."""

from dataclasses import dataclass
from datetime import date

from firereg.domain import identity
from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.labels import clock_label
from firereg.domain.support import Form
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import equipment, equipment_moves, faults, households
from firereg.services.inputs import line, not_future, required, taken
from firereg.services.registry import Registry
from firereg.services.round_outcomes import refuse_another_share
from firereg.services.rounds import refuse_closed
from firereg.services.stale import still_there
from firereg.store import models as t

_MAX_LINES = 200
_MAX_DONG = 10**12
_MAX_QUANTITY = 100_000


@dataclass(frozen=True)
class Gift:
    """A gift in kind or in cash; `value_dong` is the value of all of it, None where none is stated."""

    name: str
    value_dong: int | None = None
    quantity: int = 1
    unit: str = ""


@dataclass(frozen=True)
class HandoverDraft:
    """A handover as it is typed.

    `receiver_relation` is empty where the head of the household receives in person; otherwise it says what
    the receiver is to the head. `official_number` is the number the records office gave, where it did.
    `despite` is why the household gets this although its round does not give it (again). `programme_id` is for a
    handover that does not belong to a programme by its round.
    """

    household_id: int
    day: date
    serials: tuple[str, ...] = ()
    gifts: tuple[Gift, ...] = ()
    round_id: int | None = None
    receiver_name: str = ""
    receiver_relation: str = ""
    receiver_id_number: str = ""
    giver_name: str = ""
    giver_title: str = ""
    witness_name: str = ""
    witness_title: str = ""
    place: str = ""
    official_number: str = ""
    despite: str = ""
    programme_id: int | None = None


def warnings(draft: HandoverDraft) -> list[str]:
    """What a clerk should know before saving, but may go past."""
    found = []
    if draft.serials:
        held = [row.serial for row in equipment.held_by(draft.household_id)]
        if held:
            found.append(
                _("This household already has extinguisher {serials}.").format(serials=", ".join(held))
            )
    found += _doubtful_items(draft)
    number = draft.receiver_id_number.strip()
    if number and not draft.receiver_relation.strip():
        head = households.by_id(draft.household_id, draft.day)
        found += identity.check_number(number, head.born_year, head.sex or None)
    return found


def _doubtful_items(draft: HandoverDraft) -> list[str]:
    """What a household should not be handed: an extinguisher with a fault, or one whose time is over."""
    items = [equipment.by_serial(serial) for serial in draft.serials]
    open_faults = faults.open_of([item.id for item in items])
    found = [
        _("Extinguisher {serial} has a fault, found on {day}: {fault}.").format(
            serial=item.serial, day=format_date(fault.found_on), fault=fault.what
        )
        for item in items
        for fault in open_faults.get(item.id, ())
    ]
    came = {item.serial: equipment_moves.last_day(item.id) for item in items}
    found += [
        _("Extinguisher {serial} came into stock on {day}, after this handover. Check the day.").format(
            serial=serial, day=format_date(day)
        )
        for serial, day in came.items()
        if day > draft.day
    ]
    return found + [
        _("Extinguisher {serial} is overdue since {day}: {work}.").format(
            serial=item.serial, day=format_date(item.next_due), work=clock_label(item.next_clock)
        )
        for item in items
        if item.next_clock and item.next_due and item.next_due < draft.day
    ]


def checked(registry: Registry, draft: HandoverDraft) -> HandoverDraft:
    """The draft with clean text and defaults filled in, or the first thing that stands against it."""
    not_future(draft.day, registry.today())
    if not draft.serials and not draft.gifts:
        raise BadInputError(_("Add an extinguisher or a gift; the receipt is still empty."), "items")
    if len(draft.serials) + len(draft.gifts) > _MAX_LINES:
        raise BadInputError(_("A receipt holds at most {n} lines. Split it.").format(n=_MAX_LINES), "items")
    household = households.by_id(draft.household_id, draft.day)
    households.refuse_gone(household)
    items = [in_stock(serial) for serial in draft.serials]
    _refuse_before_made(items, draft.day)
    serials = tuple(item.serial for item in items)
    double = next((s for s in serials if serials.count(s) > 1), None)
    if double:
        raise BadInputError(
            _("Extinguisher {serial} stands on the receipt twice.").format(serial=double), "items"
        )
    official = line(draft.official_number, "official_number", limit=30)
    refuse_taken_number(official, draft.day.year, None)
    despite = line(draft.despite, "despite", limit=300)
    if draft.round_id is not None:
        refuse_closed(draft.round_id)
    if draft.round_id is not None and not despite:
        forms = [*([Form.EXTINGUISHER] if serials else []), *([Form.GOODS] if draft.gifts else [])]
        refuse_another_share(draft.round_id, draft.household_id, forms)
    receiver = line(draft.receiver_name, "receiver_name", limit=100)
    relation = line(draft.receiver_relation, "receiver_relation", limit=60)
    if relation and not receiver:
        raise BadInputError(_("Enter the name of the person who receives for the head."), "receiver_name")
    receiver = receiver or household.head_name
    if receiver != household.head_name and not relation:
        raise BadInputError(
            _(
                "{name} receives for the household: say what they are to the head, such as “wife” or “son”."
            ).format(name=receiver),
            "receiver_relation",
        )
    id_number = draft.receiver_id_number.strip()
    return HandoverDraft(
        household_id=household.id,
        day=draft.day,
        serials=serials,
        gifts=tuple(_gift(gift) for gift in draft.gifts),
        round_id=draft.round_id,
        receiver_name=receiver,
        receiver_relation=relation,
        receiver_id_number=taken(identity.parse_number, id_number, "receiver_id_number") if id_number else "",
        giver_name=required(draft.giver_name, "giver_name", _("Enter who hands over for the ward.")),
        giver_title=line(draft.giver_title, "giver_title"),
        witness_name=line(draft.witness_name, "witness_name", limit=100),
        witness_title=line(draft.witness_title, "witness_title"),
        place=line(draft.place, "place"),
        official_number=official,
        despite=despite,
        programme_id=own_programme(draft.programme_id, draft.round_id),
    )


def own_programme(programme_id: int | None, round_id: int | None) -> int | None:
    """The programme to keep with a handover itself; None where there is none, or its round belongs to it.

    BadInputError where its round belongs to another one: a handover counts in one programme.
    """
    if programme_id is None:
        return None
    programme = still_there(t.Programme, programme_id)
    its_round = t.Round.get_by_id(round_id) if round_id is not None else None
    if its_round is None or its_round.programme_id is None:
        return programme_id
    if its_round.programme_id == programme_id:
        return None
    raise BadInputError(
        _(
            "The round “{round}” belongs to another programme, and its handovers with it. Leave the programme "
            "“{programme}” out."
        ).format(round=its_round.name, programme=programme.name),
        "programme",
    )


def in_stock(serial: str) -> equipment.ExtinguisherRow:
    """The extinguisher, if it is in stock; else ConflictError says where it is, BadInputError that it is nowhere."""
    row = equipment.by_serial(serial)
    if row.state is State.WITH_HOUSEHOLD:
        raise ConflictError(
            _(
                "Extinguisher {serial} was given to household {name} on {day}. Cancel that receipt or take the "
                "extinguisher back first."
            ).format(
                serial=row.serial,
                name=row.head_name,
                day=format_date(row.placed_on) if row.placed_on else "?",
            )
        )
    if row.state is not State.IN_STOCK:
        raise ConflictError(
            _("Extinguisher {serial} is not in stock. Choose another one.").format(serial=row.serial)
        )
    return row


def _refuse_before_made(items: list[equipment.ExtinguisherRow], day: date) -> None:
    late = next((item for item in items if item.made_on and item.made_on > day), None)
    if late:
        raise BadInputError(
            _("Extinguisher {serial} was made after {day}. Check the day and the extinguisher.").format(
                serial=late.serial, day=format_date(day)
            ),
            "items",
        )


def _gift(gift: Gift) -> Gift:
    name = required(gift.name, "items", _("Say what the gift is."), limit=200)
    if not 1 <= gift.quantity <= _MAX_QUANTITY or not 0 <= (gift.value_dong or 0) <= _MAX_DONG:
        raise BadInputError(
            _("The number or the value of the gift “{name}” is wrong.").format(name=name), "items"
        )
    return Gift(name, gift.value_dong, gift.quantity, line(gift.unit, "items", limit=30))


def refuse_taken_number(official: str, year: int, own_id: int | None) -> None:
    """ConflictError where another receipt of the year has that official number."""
    if not official:
        return
    other = t.Handover.get_or_none(t.Handover.official_number == official, t.Handover.year == year)
    if other and other.id != own_id:
        raise ConflictError(
            _("Number {number} is on receipt {code} already. Check it with the records office.").format(
                number=official, code=other.code
            )
        )
