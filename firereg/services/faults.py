"""Faults: what is wrong with an extinguisher stays open until somebody says what was done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peewee import JOIN, fn

from firereg.domain.equipment import State
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import equipment
from firereg.services.history import Recorder, recording
from firereg.services.inputs import line, not_future, required
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale
from firereg.store import models as t
from firereg.store import search
from firereg.store.paging import page
from firereg.store.search import Indexed

NAME_LIMIT = 100
_WORDS_LIMIT = 500


class FaultStatus(StrEnum):
    """How far a fault is."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


@dataclass(frozen=True)
class FaultRow:
    """A fault in a list, and whose extinguisher it is; `responsible` mends it by `due_on`, where that is agreed."""

    id: int
    extinguisher_id: int
    serial: str
    kind_code: str
    state: State
    household_id: int | None
    head_name: str
    group_number: int | None
    group_ward: str
    inspection_id: int | None
    found_on: date
    what: str
    responsible: str
    due_on: date | None
    closed_on: date | None
    done: str

    def status(self, as_of: date) -> FaultStatus:
        """How far it is on a day; due that day is not overdue."""
        if self.closed_on is not None:
            return FaultStatus.CLOSED
        return FaultStatus.OVERDUE if self.due_on and self.due_on < as_of else FaultStatus.OPEN


@dataclass(frozen=True)
class FaultFilter:
    """Which faults are wanted; None is any. Open ones include those overdue."""

    status: FaultStatus | None = FaultStatus.OPEN
    group_id: int | None = None
    text: str = ""
    extinguisher_id: int | None = None


_CLOSED = t.Fault.closed_on.is_null(False)
_DUE = fn.COALESCE(t.Fault.due_on, date.max)
SORTS = {
    # Those overdue come first by themselves; what has no day comes after what has one.
    "due": (_CLOSED, _DUE, t.Fault.found_on, t.Fault.id),
    "found": (t.Fault.found_on, t.Fault.id),
    "serial": (t.Extinguisher.serial, t.Fault.id),
}


def fault_page(
    as_of: date,
    which: FaultFilter = FaultFilter(),
    *,
    sort: str = "due",
    descending: bool = False,
    after: tuple | None = None,
) -> list[FaultRow]:
    """One screenful of faults; `sort` is one of SORTS, "due" has what is overdue on top."""
    return _rows(page(_filtered(_select(), as_of, which), SORTS[sort], after, descending=descending))


def fault_key(row: FaultRow, sort: str) -> tuple:
    """Where the page after `row` begins."""
    return {
        "due": (row.closed_on is not None, row.due_on or date.max, row.found_on, row.id),
        "found": (row.found_on, row.id),
        "serial": (row.serial, row.id),
    }[sort]


def count(as_of: date, which: FaultFilter = FaultFilter()) -> int:
    """How many faults the filter lets through."""
    return _filtered(t.Fault.select(fn.COUNT(t.Fault.id)), as_of, which).scalar()


def counts(as_of: date, group_id: int | None = None) -> dict[FaultStatus, int]:
    """How many faults are how far on a day; open ones include those overdue."""
    return {status: count(as_of, FaultFilter(status, group_id)) for status in FaultStatus}


def by_id(fault_id: int) -> FaultRow:
    """One fault."""
    return _rows(_select().where(t.Fault.id == fault_id))[0]


def open_of(extinguisher_ids: Sequence[int]) -> dict[int, list[FaultRow]]:
    """The open faults of each of these that has one, the most pressing first."""
    query = _select().where(t.Fault.extinguisher.in_(list(extinguisher_ids)), ~_CLOSED)
    found: dict[int, list[FaultRow]] = {}
    for row in _rows(query.order_by(*SORTS["due"])):
        found.setdefault(row.extinguisher_id, []).append(row)
    return found


def report(
    registry: Registry,
    serial: str,
    found_on: date,
    what: str,
    *,
    responsible: str = "",
    due_on: date | None = None,
) -> int:
    """Open a fault that was told of without an inspection; its id."""
    with recording(registry, "fault.report") as change:
        row = equipment.by_serial(serial)
        what = required(
            what,
            "what",
            _("Say what is wrong with the extinguisher, so that it can be mended."),
            limit=_WORDS_LIMIT,
        )
        if row.state is State.DISCARDED:
            raise ConflictError(_("Extinguisher {serial} is discarded.").format(serial=row.serial))
        not_future(found_on, registry.today(), "found_on")
        change.subject, change.detail = row.serial, {"what": what, "due_on": due_on}
        return open_fault(registry, change, row.id, found_on, what, responsible=responsible, due_on=due_on)


def open_fault(
    registry: Registry,
    change: Recorder,
    extinguisher_id: int,
    found_on: date,
    what: str,
    *,
    inspection_id: int | None = None,
    responsible: str = "",
    due_on: date | None = None,
) -> int:
    """Open a fault as a part of `change`, or find the one that is open in the same words; its id.

    Walks see the same broken seal month after month; it is mended once. Where the inspection has opened one
    already, it is corrected: that one gets the new words.
    """
    _refuse_due_before(due_on, found_on)
    own = t.Fault.get_or_none(t.Fault.inspection == inspection_id) if inspection_id else None
    if own is not None:
        change.update(t.Fault, own.id, found_on=found_on, what=what)
        return own.id
    same = t.Fault.get_or_none(t.Fault.extinguisher == extinguisher_id, t.Fault.what == what, ~_CLOSED)
    if same is not None:
        return same.id
    return change.insert(
        t.Fault,
        extinguisher=extinguisher_id,
        inspection=inspection_id,
        found_on=found_on,
        what=what,
        responsible=line(responsible, "responsible", limit=NAME_LIMIT),
        due_on=due_on,
        recorded_by=registry.user_id,
    )


def withdraw(change: Recorder, inspection_id: int) -> None:
    """Take out what an inspection opened and nobody has seen to since, as a part of `change`."""
    its = t.Fault
    for row in its.select(its.id).where(its.inspection == inspection_id, ~_CLOSED, its.responsible == ""):
        change.delete(its, row.id)


def close_all(change: Recorder, extinguisher_id: int, day: date, done: str) -> int:
    """Close what was found up to `day` as a part of `change`; how many."""
    found = t.Fault.select().where(t.Fault.extinguisher == extinguisher_id, ~_CLOSED, t.Fault.found_on <= day)
    return sum(bool(change.update(t.Fault, row.id, closed_on=day, done=done)) for row in found)


def assign(
    registry: Registry, fault_id: int, responsible: str, due_on: date | None, seen: FaultRow | None = None
) -> None:
    """Say who mends a fault, and by when. StaleError where somebody else said so since it was `seen`."""
    with recording(registry, "fault.assign") as change:
        row = _still_open(by_id(fault_id))
        refuse_stale(row.serial, seen and (seen.responsible, seen.due_on), (row.responsible, row.due_on))
        _refuse_due_before(due_on, row.found_on)
        who = line(responsible, "responsible", limit=NAME_LIMIT)
        changed = change.update(t.Fault, fault_id, responsible=who, due_on=due_on)
        change.subject, change.detail = row.serial, {"what": row.what, **changed}


def close(registry: Registry, fault_id: int, day: date, done: str) -> None:
    """Close a fault with what was done about it."""
    done = required(done, "done", _("Say what was done about the fault."), limit=_WORDS_LIMIT)
    with recording(registry, "fault.close") as change:
        row = _still_open(by_id(fault_id))
        if not_future(day, registry.today()) < row.found_on:
            raise BadInputError(_("That day is before the fault was found. Check the date."), "day")
        change.update(t.Fault, fault_id, closed_on=day, done=done)
        change.subject, change.detail = row.serial, {"what": row.what, "day": day, "done": done}


def reopen(registry: Registry, fault_id: int) -> None:
    """Open a fault again that was closed by mistake."""
    with recording(registry, "fault.reopen") as change:
        row = by_id(fault_id)
        change.update(t.Fault, fault_id, closed_on=None, done="")
        change.subject, change.detail = row.serial, {"what": row.what}


def _still_open(row: FaultRow) -> FaultRow:
    if row.closed_on is not None:
        raise ConflictError(_("This fault has been closed already. Open it again first."))
    return row


def _refuse_due_before(due_on: date | None, found_on: date) -> None:
    if due_on is not None and due_on < found_on:
        raise BadInputError(_("A fault cannot be due before it was found. Check the date."), "due_on")


def _select():
    its, fault, household, group = t.Extinguisher, t.Fault, t.Household, t.ResidentialGroup
    return (
        fault.select(
            fault.id,
            *(its.id.alias("extinguisher_id"), its.serial, t.ExtinguisherKind.code.alias("kind_code")),
            *(its.state, its.household.alias("household_id")),
            *(fn.COALESCE(household.head_name, "").alias("head_name"), group.number.alias("group_number")),
            *(fn.COALESCE(group.ward, "").alias("group_ward"), fault.inspection.alias("inspection_id")),
            *(fault.found_on, fault.what, fault.responsible, fault.due_on, fault.closed_on, fault.done),
        )
        .join(its)
        .join(t.ExtinguisherKind)
        .join_from(its, household, JOIN.LEFT_OUTER)
        .join(group, JOIN.LEFT_OUTER)
        .namedtuples()
    )


def _filtered(query, as_of: date, which: FaultFilter):
    its = t.Fault.extinguisher
    if which.status is FaultStatus.CLOSED:
        query = query.where(_CLOSED)
    elif which.status is not None:
        query = query.where(~_CLOSED)
    if which.status is FaultStatus.OVERDUE:
        query = query.where(t.Fault.due_on < as_of)
    if which.group_id is not None:
        households = t.Household.select(t.Household.id).where(t.Household.group == which.group_id)
        query = query.where(
            its.in_(t.Extinguisher.select(t.Extinguisher.id).where(t.Extinguisher.household.in_(households)))
        )
    if text := which.text.strip():
        words = t.Fault.what.contains(text) | t.Fault.responsible.contains(text)
        query = query.where(its.in_(search.matching(Indexed.EXTINGUISHERS, text)) | words)
    if which.extinguisher_id is not None:
        query = query.where(its == which.extinguisher_id)
    return query


def _rows(query) -> list[FaultRow]:
    return [FaultRow(**row._asdict() | {"state": State(row.state)}) for row in query]
