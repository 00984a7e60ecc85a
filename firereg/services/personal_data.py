"""All that is held on the people of a household, for one of them who asks (Law 91/2025/QH15; within 2 working days)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from peewee import JOIN

from firereg.domain.roles import Right
from firereg.domain.text import fold
from firereg.domain.walks import Outcome
from firereg.services import (
    household_list,
    household_story,
    household_support,
    journal,
    members,
    personal_traces,
    scans,
)
from firereg.services.handover_list import HandoverFilter, HandoverRow, handover_page
from firereg.services.household_list import HouseholdRow, StatusRow
from firereg.services.household_story import HouseholdChange
from firereg.services.household_support import ReceivedYear
from firereg.services.members import MemberRow
from firereg.services.personal_traces import Whose
from firereg.services.registry import Registry
from firereg.services.reminders import ReminderRow, Way
from firereg.store import models as t

_LOOKED = (
    *("household.show_numbers", "household.print_file"),
    *("receipt.print", "receipt.show", "scan.show", "list.export"),
)
_ALL_CHANGES = 10_000


@dataclass(frozen=True)
class HeldRow:
    """An extinguisher that is or was with the household; `last` is the day it left, None while it is there."""

    serial: str
    kind: str
    first: date
    last: date | None


@dataclass(frozen=True)
class CheckRow:
    """An inspection of an extinguisher while it was with the household; `fault` is "" where it passed."""

    day: date
    serial: str
    passed: bool
    fault: str
    inspector: str


@dataclass(frozen=True)
class VisitRow:
    """The household on a walk of inspection."""

    walk: str
    day: date
    serial: str
    outcome: Outcome
    remark: str


@dataclass(frozen=True)
class PhotoRow:
    """A photo taken while the extinguisher was with the household."""

    day: date
    serial: str


@dataclass(frozen=True)
class SignedRow:
    """The scan of a signed receipt, put in on that day."""

    day: date
    receipt: str
    pages: int


@dataclass(frozen=True)
class ListedRow:
    """The household on the list of a round of giving; `taken_out` where it was taken out of it."""

    round: str
    reason: str
    why: str
    taken_out: bool
    outcome_note: str


@dataclass(frozen=True)
class LookRow:
    """Somebody saw, printed or exported the full numbers, or a receipt; `at` is in UTC."""

    at: datetime
    user: str
    action: str
    what: str


@dataclass(frozen=True)
class PersonFile:
    """All that is held; the newest of each first. `merged` are the codes of households that were merged into it.

    ID and phone numbers are in full. For one member (`one_member`) it has what is theirs and the household's, of
    receipts those they signed, and nothing that tells of the others.
    """

    household: HouseholdRow
    note: str
    merged: tuple[str, ...]
    people: tuple[MemberRow, ...]
    statuses: tuple[StatusRow, ...]
    extinguishers: tuple[HeldRow, ...]
    handovers: tuple[HandoverRow, ...]
    received: tuple[ReceivedYear, ...]
    lists: tuple[ListedRow, ...]
    inspections: tuple[CheckRow, ...]
    reminders: tuple[ReminderRow, ...]
    visits: tuple[VisitRow, ...]
    photos: tuple[PhotoRow, ...]
    signed: tuple[SignedRow, ...]
    changes: tuple[HouseholdChange, ...]
    looks: tuple[LookRow, ...]
    one_member: bool = False


def everything_on(
    registry: Registry, *, household_id: int | None = None, member_id: int | None = None
) -> PersonFile:
    """What is held on a household and all its people, or on one member. Showing it is the caller's to record.

    NotAllowedError for somebody who may not see numbers in full.
    """
    registry.require(Right.RECORD)
    if member_id is not None:
        return _of_member(registry, personal_traces.of_member(member_id))
    if household_id is None:
        raise ValueError("a household or a member is asked about")
    whose = personal_traces.of_household(household_id)
    people = [person for one in whose.ids for person in members.people_of(one)]
    return _file(registry, whose, tuple(people))


def note_given(registry: Registry, file: PersonFile, given_to: str) -> None:
    """Put into the journal that the file was printed or saved, and for whom."""
    with registry.transaction():
        detail = {"name": file.people[0].name} if file.one_member else {}
        journal.append(
            registry, "household.print_file", file.household.code, given_to=given_to.strip(), **detail
        )


def _of_member(registry: Registry, whose: Whose) -> PersonFile:
    (member,) = whose.members
    people = [one for one in members.people_of(whose.household.id) if one.id == member.id]
    file = _file(registry, whose, tuple(people))
    names = {fold(name) for name in personal_traces.of(whose).names}
    signed = tuple(row for row in file.handovers if fold(row.receiver_name) in names)
    home = file.household._replace(id_number="", phone="", former_names="")
    return replace(
        file,
        household=home,
        note="",
        handovers=signed,
        received=(),
        signed=tuple(_signed(signed)),
        inspections=(),
        reminders=(),
        visits=(),
        one_member=True,
    )


def _file(registry: Registry, whose: Whose, people: tuple[MemberRow, ...]) -> PersonFile:
    household_id = whose.household.id
    handovers = tuple(_handovers(whose))
    statuses = (row for one in whose.ids for row in household_list.statuses(one))
    return PersonFile(
        household=household_list.by_id(household_id, registry.today()),
        note=whose.household.note,
        merged=tuple(one.code for one in whose.merged),
        people=people,
        statuses=tuple(sorted(statuses, key=lambda row: row.valid_from, reverse=True)),
        extinguishers=tuple(_held(whose)),
        handovers=handovers,
        received=tuple(household_support.received(household_id)),
        lists=tuple(_lists(whose)),
        inspections=tuple(_inspections(whose)),
        reminders=tuple(_reminders(whose)),
        visits=tuple(_visits(whose)),
        photos=tuple(_photos(whose)),
        signed=tuple(_signed(handovers)),
        changes=tuple(household_story.changes(household_id, _ALL_CHANGES)),
        looks=tuple(_looks(whose)),
    )


def _held(whose: Whose) -> Iterator[HeldRow]:
    rows = {
        row.id: row
        for row in t.Extinguisher.select(t.Extinguisher, t.ExtinguisherKind)
        .join(t.ExtinguisherKind)
        .where(t.Extinguisher.id.in_(list(whose.extinguishers)))
    }
    for stay in sorted(personal_traces.stays(whose), key=lambda one: one.first, reverse=True):
        row = rows[stay.extinguisher_id]
        yield HeldRow(row.serial, row.kind.name, stay.first, stay.last)


def _handovers(whose: Whose) -> Iterator[HandoverRow]:
    for household_id in whose.ids:
        after = None
        while rows := handover_page(HandoverFilter(household_id=household_id), after=after):
            yield from rows
            after = (rows[-1].day, rows[-1].id)


def _lists(whose: Whose) -> Iterator[ListedRow]:
    its = t.Entitled
    query = its.select(its, t.Round).join(t.Round).where(its.household.in_(whose.ids))
    for row in query.order_by(t.Round.day.desc(), its.id.desc()):
        yield ListedRow(row.round.name, row.reason, row.why, row.taken_out, row.outcome_note)


def _inspections(whose: Whose) -> Iterator[CheckRow]:
    its = t.Inspection
    stays = personal_traces.stays(whose)
    query = its.select(its, t.Extinguisher).join(t.Extinguisher)
    for row in query.where(its.extinguisher.in_(list(whose.extinguishers))).order_by(its.day.desc()):
        if any(stay.extinguisher_id == row.extinguisher_id and stay.has(row.day) for stay in stays):
            yield CheckRow(row.day, row.extinguisher.serial, row.passed, row.fault, row.inspector)


def _reminders(whose: Whose) -> Iterator[ReminderRow]:
    its = t.Reminder
    query = its.select().where(its.household.in_(whose.ids)).order_by(its.day.desc(), its.id.desc())
    for row in query:
        yield ReminderRow(row.id, row.day, Way(row.way), row.text)


def _visits(whose: Whose) -> Iterator[VisitRow]:
    its = t.RoundLine
    query = (
        its.select(its, t.InspectionRound, t.Extinguisher, t.Inspection)
        .join(t.InspectionRound)
        .join_from(its, t.Extinguisher)
        .join_from(its, t.Inspection, JOIN.LEFT_OUTER)
        .where(its.household.in_(whose.ids))
    )
    for row in query.order_by(t.InspectionRound.first_day.desc(), its.id.desc()):
        day = row.inspection.day if row.inspection_id else row.round.first_day
        yield VisitRow(row.round.name, day, row.extinguisher.serial, Outcome(row.outcome), row.remark)


def _photos(whose: Whose) -> Iterator[PhotoRow]:
    for photo in sorted(personal_traces.photos_of(whose), key=lambda one: one.id, reverse=True):
        extinguisher = photo.extinguisher or photo.inspection.extinguisher
        yield PhotoRow(photo.added_at.date(), extinguisher.serial)


def _signed(handovers: Iterable[HandoverRow]) -> Iterator[SignedRow]:
    for handover in handovers:
        pages = scans.of_handover(handover.id)
        if pages:
            yield SignedRow(scans.day_of(pages), handover.code, len(pages))


def _looks(whose: Whose) -> Iterator[LookRow]:
    """By the entries of the journal; of whole lists those that went out with the numbers in full."""
    names = journal.names_of_users()
    receipts = {row.code for row in whose.handovers}
    its = t.JournalEntry
    for row in its.select().where(its.action.in_(_LOOKED)).order_by(its.id.desc()):
        detail = json.loads(row.detail)
        printed = receipts.intersection(detail.get("codes", ()))
        whole = row.action == "list.export" and detail.get("numbers") == "full"
        printed |= receipts & {row.subject}
        if row.subject in whose.codes or printed or whole:
            what = ", ".join(sorted(printed)) or (row.subject if whole else "")
            yield LookRow(row.at, names.get(row.user, row.user), row.action, what)
