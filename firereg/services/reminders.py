"""Reminders: the message for the chat of each group, letters to households, and when who was reminded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peewee import fn

from firereg.documents.equipment_papers import ReminderItem, ReminderLetter
from firereg.documents.wording import LetterWords, filled_in
from firereg.domain.reminder_text import LateHome, Occasion, reminder_parts
from firereg.domain.roles import Right
from firereg.domain.schedule import Clock
from firereg.domain.ward_names import in_text
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import journal, overdue
from firereg.services.overdue import OverdueFilter, OverdueRow
from firereg.services.paper_words import usual_values, words
from firereg.services.papers import CLOCK_NAMES, group_on_paper
from firereg.services.printable import refuse_box
from firereg.services.receipts import letterhead
from firereg.services.registry import Registry
from firereg.services.wards import GroupRow, groups, ward_on
from firereg.store import models as t


class Way(StrEnum):
    """How somebody was reminded."""

    CHAT = "chat"
    FILE = "file"
    LETTER = "letter"
    CALL = "call"


@dataclass(frozen=True)
class GroupText:
    """What to send to one group, each of `parts` as a message of its own."""

    group_id: int
    group_number: int
    group_name: str
    households: int
    extinguishers: int
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """All parts, an empty line between them."""
        return "\n\n".join(self.parts)


@dataclass(frozen=True)
class ReminderRow:
    """Somebody was reminded."""

    id: int
    day: date
    way: Way
    text: str


def texts(
    registry: Registry, as_of: date | None = None, group_id: int | None = None, *, names: bool = True
) -> list[GroupText]:
    """The message of each group where something is past due on `as_of` (today), by the number of the group.

    Without `names` it only counts.
    """
    registry.require(Right.RECORD)
    day = as_of or registry.today()
    ward = ward_on(day)
    among = groups()
    late = _late_by_group(overdue.overdue_all(day, OverdueFilter(group_id=group_id)))
    told = []
    for group in among:
        if rows := late.get(group.id):
            occasion = Occasion(
                group_on_paper(group, among), in_text(ward.name, ward.place), day, group.leader_name
            )
            homes = _homes(rows)
            told.append(
                GroupText(
                    group_id=group.id,
                    group_number=group.number,
                    group_name=occasion.group,
                    households=len(homes),
                    extinguishers=len({row.extinguisher_id for row in rows}),
                    parts=reminder_parts(occasion, homes, names=names),
                )
            )
    return told


def letters(
    registry: Registry, household_ids: Sequence[int], as_of: date | None = None
) -> list[ReminderLetter]:
    """A letter to each of these households that has something past due, in the order of the list on paper.

    BadInputError names what cannot be printed.
    """
    registry.require(Right.RECORD)
    day = as_of or registry.today()
    ward = ward_on(day)
    among = groups()
    by_id = {group.id: group for group in among}
    wanted = set(household_ids)
    rows = [row for row in overdue.overdue_all(day) if row.household_id in wanted]
    said = filled_in(words(LetterWords), usual_values(ward, day))
    told = []
    for own in _by_home(rows):
        group = by_id[own[0].group_id or 0]
        told.append(
            ReminderLetter(
                letterhead=letterhead(ward),
                day=day,
                head_name=own[0].head_name,
                address=own[0].address,
                group_name=group_on_paper(group, among),
                items=tuple(
                    ReminderItem(row.serial, row.kind_code, CLOCK_NAMES[row.clock], row.due, row.days_late)
                    for row in own
                ),
                contact=_contact(group),
                code=own[0].household_code,
                sign_authority=ward.authority_lines,
                signer=ward.giver_name,
                recipients=said.recipients,
                words=said,
            )
        )
    refuse_box(tuple(told))
    return told


def remember(
    registry: Registry,
    *,
    way: Way,
    text: str,
    group_id: int | None = None,
    household_id: int | None = None,
    programme_id: int | None = None,
) -> int:
    """Keep that a group or a household was reminded today, in these words; the id of the row."""
    if (group_id is None) == (household_id is None):
        raise ValueError("one group or one household is reminded")
    if not text.strip():
        raise BadInputError(_("There is nothing to remind of."), "text")
    with registry.transaction():
        row = t.Reminder.create(
            day=registry.today(),
            group=group_id,
            household=household_id,
            programme=programme_id,
            way=way,
            text=text.strip(),
            recorded_at=registry.now(),
            recorded_by=registry.user_id,
        )
        journal.append(registry, "reminder.keep", _reminded(group_id, household_id), way=way, reminder=row.id)
    return row.id


def last_reminded() -> dict[int, date]:
    """When each group was reminded last, by its id; one that never was is not in it."""
    its = t.Reminder
    query = its.select(its.group, fn.MAX(its.day)).where(its.group.is_null(False)).group_by(its.group)
    return dict(query.tuples())


def last_reminded_households(household_ids: Iterable[int]) -> dict[int, date]:
    """When each of these households was reminded last by itself."""
    its = t.Reminder
    query = its.select(its.household, fn.MAX(its.day)).where(its.household.in_(list(household_ids)))
    return dict(query.group_by(its.household).tuples())


def reminders_of(*, group_id: int | None = None, household_id: int | None = None) -> list[ReminderRow]:
    """The reminders of a group or a household, the newest first."""
    its = t.Reminder
    whose = its.group == group_id if household_id is None else its.household == household_id
    query = its.select().where(whose).order_by(its.day.desc(), its.id.desc())
    return [ReminderRow(row.id, row.day, Way(row.way), row.text) for row in query]


def _late_by_group(rows: Iterable[OverdueRow]) -> dict[int, list[OverdueRow]]:
    late: dict[int, list[OverdueRow]] = {}
    for row in rows:
        if row.group_id is not None:
            late.setdefault(row.group_id, []).append(row)
    return late


def _homes(rows: Iterable[OverdueRow]) -> list[LateHome]:
    """The households among these rows, each once with its longest delays."""
    return [
        LateHome(
            own[0].head_name,
            own[0].address,
            check=max((r.days_late for r in own if r.clock is Clock.OWNER_CHECK), default=None),
            firm=max((r.days_late for r in own if r.clock is not Clock.OWNER_CHECK), default=None),
        )
        for own in _by_home(rows)
    ]


def _by_home(rows: Iterable[OverdueRow]) -> Iterable[list[OverdueRow]]:
    """The rows of each household together: two of the same name may stand mixed in the list."""
    by_home: dict[int | None, list[OverdueRow]] = {}
    for row in rows:
        by_home.setdefault(row.household_id, []).append(row)
    return by_home.values()


def _contact(group: GroupRow) -> str:
    # The letter goes to one household by hand, so the telephone of the leader may stand on it.
    if not group.leader_name:
        return ""
    phone = f", điện thoại {group.leader_phone}" if group.leader_phone else ""
    return f"ông (bà) {group.leader_name}, tổ trưởng tổ dân phố{phone}"


def _reminded(group_id: int | None, household_id: int | None) -> str:
    if household_id is not None:
        return t.Household.get_by_id(household_id).code
    group = t.ResidentialGroup.get_by_id(group_id)
    return f"{group.number} {group.ward}"
