"""Everything that is known of a household, as a story: its people, what it has, what it got, what it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from functools import partial

from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.household import HouseholdState
from firereg.domain.identity import mask_number, mask_phone
from firereg.domain.labels import (
    action_label,
    category_label,
    clock_label,
    household_state_label,
    relation_label,
    state_label,
)
from firereg.domain.money import format_dong
from firereg.i18n import _
from firereg.services import (
    equipment,
    handover_list,
    household_story,
    household_support,
    households,
    members,
    round_list,
)
from firereg.services.equipment import ExtinguisherRow
from firereg.services.handover_list import HandoverFilter, HandoverRow
from firereg.services.household_story import HouseholdChange
from firereg.services.household_support import ReceivedYear
from firereg.services.households import HouseholdRow, StatusRow
from firereg.services.members import MemberRow
from firereg.services.registry import Registry
from firereg.ui.pages.households.household_columns import field_name
from firereg.ui.widgets.story import Event, Story

_FEW_CHANGES, _ALL_CHANGES = 3, 100


@dataclass(frozen=True)
class Ways:
    """Where the events of a story lead."""

    open_receipt: Callable[[int], object]
    open_status: Callable[[StatusRow], object] | None  # None where it may not be changed
    open_changes: Callable[[], object]
    open_desk: Callable[[int], object] | None = None  # where a round is given out; None where one may not


def story_of(
    registry: Registry,
    row: HouseholdRow,
    ways: Ways,
    *,
    numbers_shown: bool = False,
    all_changes: bool = False,
) -> Story:
    """The story of a household, the newest event first; ID and phone numbers are masked unless wanted.

    Of the changes the last few are told, unless all are wanted.
    """
    return Story(
        row.head_name,
        ", ".join(part for part in (row.address, row.group_name) if part),
        _badges(row),
        _facts(registry, row, numbers_shown),
        [*_waiting(row, ways), *_events(row, ways)],
        _changes(row, ways, all_changes=all_changes),
    )


def extinguisher_words(item: ExtinguisherRow) -> str:
    """ "MFZL4 · PC-0001", beneath it where it is, if not with the household for good, and what is due next."""
    words = f"{item.kind_code} · {item.serial}"
    if item.state is State.SPARE_LENT and item.stands_for:
        words += "\n" + _("Lent in place of {serial}").format(serial=item.stands_for)
    elif item.state is not State.WITH_HOUSEHOLD:
        words += f"\n{state_label(item.state)}"
    if item.next_clock and item.next_due:
        words += f"\n{clock_label(item.next_clock)}: {format_date(item.next_due)}"
    return words


def received_words(years: Sequence[ReceivedYear]) -> str:
    """A line for each year, the newest first, and one for all of them where there are several."""
    lines = [f"{one.year}: {_given(one.extinguishers, one.gifts, one.total_dong)}" for one in years]
    if len(years) > 1:
        extinguishers, dong = sum(one.extinguishers for one in years), sum(one.total_dong for one in years)
        lines.append(_("Together: {what}").format(what=_given(extinguishers, (), dong)))
    return "\n".join(lines)


def _given(extinguishers: int, gifts: Sequence[str], dong: int) -> str:
    cylinders = _("{n} × extinguisher").format(n=extinguishers) if extinguishers else ""
    return ", ".join(filter(None, (cylinders, *gifts, f"{format_dong(dong)} đ" if dong else ""))) or "–"


def _badges(row: HouseholdRow) -> list[tuple[str, str]]:
    badges = [(category_label(row.status.category), "accent")] if row.status else []
    if row.state is not HouseholdState.LIVING:
        badges.append((household_state_label(row.state), "warning"))
    return badges


def _facts(registry: Registry, row: HouseholdRow, numbers_shown: bool) -> list[tuple[str, str]]:
    note, _changed = households.note_of(row.id)
    number, phone = row.id_number, row.phone
    if not numbers_shown:
        number, phone = mask_number(number), mask_phone(phone)
    facts = [
        (_("Code"), row.code),
        (_("Persons"), str(row.persons)),
        (_("Born"), str(row.born_year or "–")),
        (_("ID number"), number or "–"),
        (_("Phone"), phone or "–"),
    ]
    facts += [(_("Extinguisher"), extinguisher_words(item)) for item in equipment.held_by(row.id)]
    if given := household_support.received(row.id):
        facts.append((_("Given so far"), received_words(given)))
    facts += [(relation_label(one.relation), _person(one)) for one in members.people_of(row.id)[1:]]
    if note:
        facts.append((_("Note"), note))
    if row.former_names:
        facts.append((_("Former head"), row.former_names))
    merged = household_story.merged_here(registry, row.id)
    if merged:
        facts.append((_("Merged in"), "\n".join(f"{one.code} · {one.head_name}" for one in merged)))
    apart = household_story.kept_apart(registry, row.id)
    if apart:
        facts.append((_("Is not"), "\n".join(f"{one.code} · {one.head_name}" for one in apart)))
    return facts


def _person(person: MemberRow) -> str:
    born = format_date(person.born_on) if person.born_on else str(person.born_year or "")
    return f"{person.name}, {born}" if born else person.name


def _waiting(row: HouseholdRow, ways: Ways) -> list[Event]:
    """The rounds in which it still waits for its share: they stand above all that happened."""
    open_desk = ways.open_desk
    return [
        Event(
            format_date(its.day),
            _("Waits to receive: {round}").format(round=its.name),
            place.reason or place.why,
            "hand-helping",
            "warning",
            partial(open_desk, its.id) if open_desk else None,
        )
        for its, place in round_list.waiting_for(row.id)
    ]


def _events(row: HouseholdRow, ways: Ways) -> list[Event]:
    dated = [
        (receipt.day, _receipt(receipt, ways))
        for receipt in handover_list.handover_page(HandoverFilter(household_id=row.id))
    ]
    dated += [(status.valid_from, _status(status, ways)) for status in households.statuses(row.id)]
    if row.moved_on:
        words = _("Moved away: {where}").format(where=row.moved_to) if row.moved_to else _("Moved away")
        dated.append((row.moved_on, Event(format_date(row.moved_on), words, "", "truck", "warning")))
    return [event for _day, event in sorted(dated, key=_newest, reverse=True)]


def _changes(row: HouseholdRow, ways: Ways, *, all_changes: bool) -> list[Event]:
    limit = _ALL_CHANGES if all_changes else _FEW_CHANGES
    found = household_story.changes(row.id, limit + 1)
    told = [_change(change) for change in found[:limit]]
    if len(found) > _FEW_CHANGES and not all_changes:
        told.append(
            Event("", _("Show earlier changes"), icon="ellipsis", role="muted", on_open=ways.open_changes)
        )
    return told


def _change(change: HouseholdChange) -> Event:
    names = ", ".join(filter(None, map(field_name, change.fields)))
    what = " · ".join(filter(None, (action_label(change.action), names or change.subject)))
    moment = f"{change.at.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"
    return Event(moment, what, change.user, "pencil", "muted")


def _newest(dated: tuple[date, Event]) -> date:
    return dated[0]


def _receipt(row: HandoverRow, ways: Ways) -> Event:
    amount = f"{format_dong(row.total_dong)} đ" if row.total_dong else ""
    detail = " · ".join(part for part in (row.code, row.round_name, row.programme_name, amount) if part)
    if row.voided:
        detail = " · ".join((row.code, _("Cancelled")))
    return Event(
        format_date(row.day),
        row.items,
        detail,
        "x" if row.voided else "handshake",
        "muted" if row.voided else "accent",
        lambda: ways.open_receipt(row.id),
    )


def _status(status: StatusRow, ways: Ways) -> Event:
    open_status = ways.open_status
    until = format_date(status.valid_to) if status.valid_to else _("today")
    papers = " · ".join(part for part in (status.certificate, status.decision) if part)
    return Event(
        f"{format_date(status.valid_from)} – {until}",
        category_label(status.category),
        papers,
        "users",
        "muted",
        (lambda: open_status(status)) if open_status else None,
    )
