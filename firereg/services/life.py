"""The whole life of one extinguisher as a time line: made, received, given, looked at, mended, moved, lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from peewee import JOIN, fn

from firereg.domain import checklist
from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.labels import item_label, record_label, state_label
from firereg.domain.money import format_dong
from firereg.domain.schedule import RecordKind
from firereg.domain.walks import Outcome
from firereg.i18n import _
from firereg.services import equipment
from firereg.store import models as t


class LifeKind(StrEnum):
    """What sort of thing happened, in the order of a day on which several did."""

    MADE = "made"
    RECEIVED = "received"
    MOVED = "moved"
    GIVEN = "given"
    CANCELLED = "cancelled"
    NOT_FOUND = "not_found"
    PASSED = "passed"
    FAILED = "failed"
    FAULT = "fault"
    SERVICED = "serviced"
    MENDED = "mended"


@dataclass(frozen=True)
class LifeRow:
    """One thing that happened; `who` did it or had it, `photos` counts the pictures of it.

    `id` is that of the row it came from: a handover, inspection, service, move, fault or line of a walk.
    """

    day: date
    kind: LifeKind
    title: str
    detail: str = ""
    who: str = ""
    photos: int = 0
    id: int = 0
    at: datetime = datetime.min


_SORT = list(LifeKind)
_BY_MOMENT = (LifeKind.MOVED, LifeKind.GIVEN, LifeKind.CANCELLED)


def events(extinguisher_id: int) -> list[LifeRow]:
    """What happened to an extinguisher, the newest first."""
    sources = (_beginning, _handovers, _moves, _inspections, _services, _faults, _walks)
    rows = [row for source in sources for row in source(extinguisher_id)]
    return sorted(rows, key=_place, reverse=True)


def _place(row: LifeRow) -> tuple:
    """Moves and handovers of a day stand in the order they were recorded in, the others by their sort."""
    sort = _SORT.index(row.kind)
    rank = _SORT.index(LifeKind.MOVED) if row.kind in _BY_MOMENT else sort
    return row.day, rank, row.at, sort, row.id


def _beginning(extinguisher_id: int) -> Iterator[LifeRow]:
    row = equipment.by_id(extinguisher_id)
    if row.made_on:
        yield LifeRow(row.made_on, LifeKind.MADE, _("Made"), f"{row.kind_code} · {row.kind_name}")
    if row.received_on:
        price = f"{format_dong(row.price_dong)} đ" if row.price_dong is not None else ""
        yield LifeRow(
            row.received_on,
            LifeKind.RECEIVED,
            _("Received into stock"),
            _joined(row.delivery, price),
            row.donor,
        )


def _handovers(extinguisher_id: int) -> Iterator[LifeRow]:
    query = (
        t.HandoverLine.select(t.HandoverLine, t.Handover, t.Household)
        .join(t.Handover)
        .join(t.Household)
        .where(t.HandoverLine.extinguisher == extinguisher_id)
    )
    for line in query:
        its = line.handover
        name = its.household.head_name
        title = _("Handed over: {name}").format(name=name)
        yield LifeRow(its.day, LifeKind.GIVEN, title, its.code, name, id=its.id, at=its.recorded_at)
        if its.voided_at is not None:
            title = _("Handover cancelled: {name}").format(name=name)
            yield LifeRow(
                max(its.voided_at.date(), its.day),
                LifeKind.CANCELLED,
                title,
                _joined(its.code, its.void_reason),
                name,
                id=its.id,
                at=its.voided_at,
            )


def _moves(extinguisher_id: int) -> Iterator[LifeRow]:
    query = t.Move.select(t.Move, t.Household).join(t.Household, JOIN.LEFT_OUTER)
    for row in query.where(t.Move.extinguisher == extinguisher_id):
        title = _move_title(State(row.before), State(row.after))
        who = row.household.head_name if row.household_id else ""
        yield LifeRow(row.day, LifeKind.MOVED, title, row.reason, who, id=row.id, at=row.recorded_at)


def _move_title(before: State, after: State) -> str:
    if before is State.LOST:
        return _("Found again: {where}").format(where=state_label(after))
    return {
        State.IN_STOCK: _("Back into stock"),
        State.WITH_HOUSEHOLD: _("Back with its household"),
        State.AT_SERVICE: _("Sent to the workshop"),
    }.get(after, state_label(after))


def _inspections(extinguisher_id: int) -> Iterator[LifeRow]:
    its = t.Inspection
    pictures = t.Attachment.select(fn.COUNT(t.Attachment.id)).where(t.Attachment.inspection == its.id)
    query = its.select(its, pictures.alias("photos")).where(its.extinguisher == extinguisher_id)
    for row in query:
        points = ", ".join(item_label(item) for item in checklist.parted(row.failed_items))
        weight = _("{n} kg").format(n=f"{row.weight_g / 1000:.2f}") if row.weight_g else ""
        kind = LifeKind.PASSED if row.passed else LifeKind.FAILED
        title = _("Inspection: passed") if row.passed else _("Inspection: fault")
        yield LifeRow(
            row.day, kind, title, _joined(points, row.fault, weight), row.inspector, row.photos, row.id
        )


def _services(extinguisher_id: int) -> Iterator[LifeRow]:
    for row in t.Service.select().where(t.Service.extinguisher == extinguisher_id):
        cost = f"{format_dong(row.cost_dong)} đ" if row.cost_dong is not None else ""
        title = record_label(RecordKind(row.kind))
        detail = _joined(row.certificate, cost)
        yield LifeRow(row.day, LifeKind.SERVICED, title, detail, row.firm, id=row.id)


def _faults(extinguisher_id: int) -> Iterator[LifeRow]:
    """Those that no inspection tells of already, and the end of all that are closed."""
    for row in t.Fault.select().where(t.Fault.extinguisher == extinguisher_id):
        if row.inspection_id is None:
            due = _("due on {day}").format(day=format_date(row.due_on)) if row.due_on else ""
            title, detail = _("Fault found"), _joined(row.what, due)
            yield LifeRow(row.found_on, LifeKind.FAULT, title, detail, row.responsible, id=row.id)
        if row.closed_on is not None:
            title, detail = _("Fault closed"), _joined(row.what, row.done)
            yield LifeRow(row.closed_on, LifeKind.MENDED, title, detail, row.responsible, id=row.id)


def _walks(extinguisher_id: int) -> Iterator[LifeRow]:
    """Where a walk did not find it, or not where it should be."""
    titles = {Outcome.NOT_FOUND: _("Not found on a walk"), Outcome.ELSEWHERE: _("Found elsewhere on a walk")}
    query = t.RoundLine.select(t.RoundLine, t.InspectionRound).join(t.InspectionRound)
    its = t.RoundLine
    for row in query.where(its.extinguisher == extinguisher_id, its.outcome.in_(list(titles))):
        walk = row.round
        detail = _joined(walk.name, row.remark)
        day = walk.closed_on or walk.first_day
        yield LifeRow(
            day, LifeKind.NOT_FOUND, titles[Outcome(row.outcome)], detail, walk.inspector, id=row.id
        )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
