"""Records of what was done to an extinguisher, and the clocks that follow.

Anybody may inspect; maintenance, recharge and pressure test name the competent firm (TCVN 7435-2:2004
§4.1.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peewee import fn

from firereg.domain.equipment import State
from firereg.domain.schedule import Clock, RecordKind
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import clocks, equipment, journal
from firereg.services.inputs import line, not_future, required
from firereg.services.registry import Registry
from firereg.store import models as t


@dataclass(frozen=True)
class InspectionDraft:
    """A look at one extinguisher; a fault is described where it did not pass."""

    serial: str
    day: date
    passed: bool
    fault: str = ""
    inspector: str = ""


@dataclass(frozen=True)
class ServiceDraft:
    """Work by a firm."""

    serial: str
    kind: RecordKind
    day: date
    firm: str
    certificate: str = ""


def inspect(registry: Registry, draft: InspectionDraft) -> dict[Clock, date | None]:
    """Keep an inspection; the due dates after it."""
    fault = line(draft.fault, "fault", limit=500)
    if not draft.passed and not fault:
        raise BadInputError(_("Say what is wrong with the extinguisher, so that it can be mended."), "fault")
    with registry.transaction():
        row = _recordable(registry, draft.serial, draft.day)
        t.Inspection.create(
            extinguisher=row.id,
            day=draft.day,
            passed=draft.passed,
            fault="" if draft.passed else fault,
            inspector=line(draft.inspector, "inspector") or registry.full_name,
            recorded_by=registry.user_id,
        )
        return _move_clocks(
            registry, row, "extinguisher.inspect", draft.day, passed=draft.passed, fault=fault
        )


def service(registry: Registry, draft: ServiceDraft) -> dict[Clock, date | None]:
    """Keep the work of a firm; the due dates after it."""
    if draft.kind is RecordKind.INSPECTION:
        raise ValueError(draft.kind)
    firm = required(
        draft.firm, "firm", _("Name the firm that did the work; only a competent one may."), limit=200
    )
    with registry.transaction():
        row = _recordable(registry, draft.serial, draft.day)
        t.Service.create(
            extinguisher=row.id,
            kind=draft.kind,
            day=draft.day,
            firm=firm,
            certificate=line(draft.certificate, "certificate"),
            recorded_by=registry.user_id,
        )
        return _move_clocks(registry, row, f"extinguisher.{draft.kind}", draft.day, firm=firm)


def open_faults(extinguisher_ids: Sequence[int]) -> dict[int, tuple[date, str]]:
    """The fault of each of these that did not pass the last time and was not in a firm's hands since."""
    its, work = t.Inspection, t.Service
    looks = its.select(its.extinguisher, its.day, its.passed, its.fault).order_by(its.day, its.id)
    last = {eid: look for eid, *look in looks.where(its.extinguisher.in_(list(extinguisher_ids))).tuples()}
    served = work.select(work.extinguisher, fn.MAX(work.day)).group_by(work.extinguisher)
    mended = dict(served.where(work.extinguisher.in_(list(extinguisher_ids))).tuples())
    return {
        eid: (day, fault)
        for eid, (day, passed, fault) in last.items()
        if not passed and not (eid in mended and mended[eid] >= day)
    }


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


def _move_clocks(
    registry: Registry, row: equipment.ExtinguisherRow, action: str, day: date, **detail: object
) -> dict[Clock, date | None]:
    clocks.rebuild([row.id])
    journal.append(registry, action, row.serial, day=day, **detail)
    return clocks.due_of(row.id)
