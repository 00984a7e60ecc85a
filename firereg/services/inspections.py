"""Records of what was done to an extinguisher; the clocks and the faults that follow.

Anybody may inspect; maintenance, recharge and pressure test name the competent firm (TCVN 7435-2:2004
§4.1.2). Each record can be taken back like any change (services.history).
"""

from dataclasses import dataclass
from datetime import date

from firereg.domain import checklist
from firereg.domain.checklist import MOST_CO2_LOST, Item
from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.labels import item_label, record_label
from firereg.domain.schedule import Clock, RecordKind
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import clocks, equipment, equipment_moves, faults, history
from firereg.services.history import Recorder, recording
from firereg.services.inputs import line, not_future, required
from firereg.services.registry import Registry
from firereg.store import models as t

_MOST_GRAMS = 1_000_000
_MOST_DONG = 10**12


@dataclass(frozen=True)
class InspectionDraft:
    """A look at one extinguisher; what is wrong is told by points of the checklist, in words, or both.

    `weight_g` is what all of it weighs, with its shell. One that passes closes the open faults where
    `closes_faults` says that they were mended; `responsible` and `due_on` go with the fault that a fail opens.
    """

    serial: str
    day: date
    passed: bool
    fault: str = ""
    inspector: str = ""
    failed_items: tuple[Item, ...] = ()
    weight_g: int | None = None
    closes_faults: bool = False
    responsible: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class ServiceDraft:
    """Work by a firm; `cost_dong` is None where nobody says. It mends what was open, unless `closes_faults` says no."""

    serial: str
    kind: RecordKind
    day: date
    firm: str
    certificate: str = ""
    cost_dong: int | None = None
    closes_faults: bool = True


def inspect(registry: Registry, draft: InspectionDraft) -> dict[Clock, date | None]:
    """Keep an inspection; the due dates after it."""
    with registry.transaction():
        return clocks.due_of(t.Inspection.get_by_id(keep_inspection(registry, draft)).extinguisher_id)


def keep_inspection(registry: Registry, draft: InspectionDraft) -> int:
    """Keep an inspection with its fault and its clocks; its id."""
    with recording(registry, "extinguisher.inspect") as change:
        return put_inspection(registry, change, draft)


def put_inspection(
    registry: Registry, change: Recorder, draft: InspectionDraft, replaces: int | None = None
) -> int:
    """Keep an inspection as a part of `change`, in the place of the one it `replaces`, if any; its id."""
    words = line(draft.fault, "fault", limit=500)
    if not draft.passed and not words and not draft.failed_items:
        raise BadInputError(_("Say what is wrong with the extinguisher, so that it can be mended."), "fault")
    row = _recordable(registry, draft.serial, draft.day)
    items = _failed_items(row.id, draft)
    fields = {
        "extinguisher": row.id,
        "day": draft.day,
        "passed": draft.passed,
        "fault": "" if draft.passed else words,
        "inspector": line(draft.inspector, "inspector") or registry.full_name,
        "failed_items": checklist.joined(items),
        "weight_g": _weight(draft.weight_g),
        "recorded_by": registry.user_id,
    }
    if replaces is None:
        inspection_id = change.insert(t.Inspection, **fields)
    else:
        inspection_id = replaces
        change.update(t.Inspection, inspection_id, **fields)
    if draft.passed:
        faults.withdraw(change, inspection_id)
    else:
        faults.open_fault(
            registry,
            change,
            row.id,
            draft.day,
            fault_words(items, words),
            inspection_id=inspection_id,
            responsible=draft.responsible,
            due_on=draft.due_on,
        )
    if draft.passed and draft.closes_faults:
        faults.close_all(change, row.id, draft.day, _("Passed the inspection"))
    change.subject = row.serial
    change.detail = {"day": draft.day, "passed": draft.passed, "fault": words, "items": list(items)}
    return inspection_id


def take_out(change: Recorder, inspection_id: int) -> None:
    """Take an inspection out that was none, as a part of `change`; ConflictError where it has a photo."""
    if t.Attachment.select().where(t.Attachment.inspection == inspection_id).exists():
        raise ConflictError(_("This inspection has photos. Remove them first."))
    faults.withdraw(change, inspection_id)
    for row in t.Fault.select(t.Fault.id).where(t.Fault.inspection == inspection_id):
        change.update(t.Fault, row.id, inspection=None)
    change.delete(t.Inspection, inspection_id)


def service(registry: Registry, draft: ServiceDraft) -> dict[Clock, date | None]:
    """Keep the work of a firm; the due dates after it. One that was used comes back with its recharge (§4.4)."""
    if draft.kind is RecordKind.INSPECTION:
        raise ValueError(draft.kind)
    firm = required(
        draft.firm, "firm", _("Name the firm that did the work; only a competent one may."), limit=200
    )
    if draft.cost_dong is not None and not 0 <= draft.cost_dong <= _MOST_DONG:
        raise BadInputError(_("The cost must be a number of đồng that is not negative."), "cost_dong")
    with recording(registry, f"extinguisher.{draft.kind}") as change:
        row = _recordable(registry, draft.serial, draft.day)
        change.insert(
            t.Service,
            extinguisher=row.id,
            kind=draft.kind,
            day=draft.day,
            firm=firm,
            certificate=line(draft.certificate, "certificate"),
            cost_dong=draft.cost_dong,
            recorded_by=registry.user_id,
        )
        done = f"{record_label(draft.kind)}: {firm}"
        if draft.closes_faults:
            faults.close_all(change, row.id, draft.day, done)
        if draft.kind is RecordKind.RECHARGE:
            equipment_moves.recharged(registry, change, row.id, draft.day, done)
        change.subject, change.detail = row.serial, {"day": draft.day, "firm": firm, "cost": draft.cost_dong}
    return clocks.due_of(row.id)


def take_back(registry: Registry, inspection_id: int) -> None:
    """Undo an inspection with the fault that it opened; ConflictError where something was built on it."""
    change = history.of_row(t.Inspection, inspection_id)
    if change is None:
        raise ConflictError(_("This inspection was recorded by an earlier version and stays."))
    history.take_back(registry, change.id)


def warnings(draft: InspectionDraft) -> list[str]:
    """What a clerk should know before saving, but may go past."""
    row = equipment.by_serial(draft.serial)
    found = []
    if draft.weight_g is not None:
        found += _lost_weight(row.id, draft.day, draft.weight_g)
    if draft.passed and not draft.closes_faults and row.fault:
        found.append(
            _("Extinguisher {serial} has an open fault: {fault}. If it was mended, close it.").format(
                serial=row.serial, fault=row.fault
            )
        )
    return found


def fault_words(items: tuple[Item, ...], words: str) -> str:
    """What is wrong, in one line: the points of the checklist, then what was said."""
    points = _("Not in order: {points}").format(points=", ".join(item_label(i) for i in items))
    return ". ".join(part for part in (points if items else "", words) if part)


def items_of(kind_code: str) -> tuple[Item, ...]:
    """The checklist of a kind."""
    return checklist.checklist(_kind_of(t.ExtinguisherKind.code == kind_code))


def _kind_of(which):
    return clocks.kind_of(t.ExtinguisherKind.get(which))


def _kind_of_extinguisher(extinguisher_id: int):
    its = t.Extinguisher.select(t.Extinguisher.kind).where(t.Extinguisher.id == extinguisher_id)
    return _kind_of(t.ExtinguisherKind.id == its)


def _failed_items(extinguisher_id: int, draft: InspectionDraft) -> tuple[Item, ...]:
    if draft.passed and draft.failed_items:
        raise BadInputError(
            _("A point of the checklist is not in order, so the extinguisher has not passed."), "passed"
        )
    possible = checklist.checklist(_kind_of_extinguisher(extinguisher_id)) if draft.failed_items else ()
    wrong = next((item for item in draft.failed_items if item not in possible), None)
    if wrong:
        raise BadInputError(
            _("This kind of extinguisher has no such point: {point}.").format(point=item_label(wrong)),
            "failed_items",
        )
    return tuple(item for item in possible if item in draft.failed_items)


def _weight(weight_g: int | None) -> int | None:
    if weight_g is not None and not 0 < weight_g <= _MOST_GRAMS:
        raise BadInputError(_("The weight must be more than 0 and at most 1,000 kg."), "weight_g")
    return weight_g


def _lost_weight(extinguisher_id: int, day: date, now_g: int) -> list[str]:
    its = t.Inspection
    before = (
        its.select(its.day, its.weight_g)
        .where(its.extinguisher == extinguisher_id, its.weight_g.is_null(False), its.day < day)
        .order_by(its.day.desc(), its.id.desc())
        .first()
    )
    lost = checklist.co2_lost(_kind_of_extinguisher(extinguisher_id), before.weight_g, now_g) if before else 0
    if not lost or lost <= MOST_CO2_LOST:
        return []
    return [
        _(
            "It lost {n} % of its gas since {day}; more than {most} % is a defect. Have it looked at by a firm."
        ).format(n=round(lost * 100), day=format_date(before.day), most=round(MOST_CO2_LOST * 100))
    ]


def _recordable(registry: Registry, serial: str, day: date) -> equipment.ExtinguisherRow:
    row = equipment.by_serial(serial)
    not_future(day, registry.today())
    if row.state in (State.LOST, State.DISCARDED):
        raise ConflictError(
            _(
                "Extinguisher {serial} is lost or discarded; nothing can be recorded for it. Check the serial number."
            ).format(serial=row.serial)
        )
    if row.made_on and day < row.made_on:
        raise BadInputError(_("That day is before the extinguisher was made. Check the date."), "day")
    return row
