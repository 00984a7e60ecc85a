"""What an entry of the journal tells, in words: its fields by name, before and after, numbers masked."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from firereg.domain.alerts import AlertKind
from firereg.domain.checklist import Item
from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.household import Relation
from firereg.domain.identity import FEMALE, MALE, mask_number, mask_phone
from firereg.domain.labels import (
    action_label,
    alert_kind_label,
    category_label,
    criteria_label,
    item_label,
    outcome_label,
    relation_label,
    role_label,
    state_label,
    weekday_labels,
)
from firereg.domain.money import format_dong
from firereg.domain.poverty import Category
from firereg.domain.roles import Role
from firereg.domain.support import Criteria
from firereg.domain.walks import Outcome
from firereg.i18n import _
from firereg.services.journal import JournalRow
from firereg.services.paper_words import text_labels

Groups = Mapping[int, str]

_OWN_IDS = frozenset(
    ("batch", "delivery", "inspection", "redacted", "reminder", "walk")
)  # say nothing to a person
_LISTS = frozenset(("apart_from", "codes", "gifts", "items", "lost", "returned", "serials", "walks"))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def facts(row: JournalRow, groups: Groups) -> list[tuple[str, str]]:
    """Name and value of each field the entry tells of; "before → after" where it changed.

    ID and phone numbers are masked: the story of a household shows them, and that is an entry of its own. `groups`
    says what residential groups are called. A field or value without words stands as it is.
    """
    names = _names()
    return [
        (names.get(key, key), _told(key, value, groups))
        for key, value in row.detail.items()
        if key not in _OWN_IDS
    ]


def masked(detail: Any, key: str = "") -> Any:
    """The detail of an entry as it is kept, with ID and phone numbers masked."""
    if isinstance(detail, dict):
        return {name: masked(value, name) for name, value in detail.items()}
    if isinstance(detail, list):
        return [masked(one, key) for one in detail]
    return _MASKS[key](detail) if key in _MASKS and isinstance(detail, str) else detail


def summary(row: JournalRow, groups: Groups) -> str:
    """The same on one line."""
    return "; ".join(f"{name}: {value}" for name, value in facts(row, groups))


def _told(key: str, value: Any, groups: Groups) -> str:
    if isinstance(value, list):
        if key not in _LISTS and len(value) == 2:
            return " → ".join(_word(key, one, groups) for one in value)
        return ", ".join(_told(key, one, groups) for one in value) or "–"
    return _word(key, value, groups)


def _word(key: str, value: Any, groups: Groups) -> str:
    if value is None or value == "":
        return "–"
    try:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if key in _OF_GROUPS:
            return _OF_GROUPS[key](value, groups)
        if key in _WORDS:
            return _WORDS[key](value)
    except (ValueError, KeyError):
        return str(value)  # of a newer version, or gone since
    is_day = isinstance(value, str) and _DAY.fullmatch(value)
    return format_date(date.fromisoformat(value)) if is_day else str(value)


_OF_GROUPS: Mapping[str, Callable[[Any, Groups], str]] = {
    "criteria": lambda text, groups: criteria_label(Criteria.from_json(text), groups),
    "group": lambda one, groups: groups[one],
    "group_id": lambda one, groups: groups[one],
}
_MASKS: Mapping[str, Callable[[str], str]] = {
    "id_number": mask_number,
    "leader_phone": mask_phone,
    "phone": mask_phone,
}
_WORDS: Mapping[str, Callable[[Any], str]] = {
    "after": lambda code: state_label(State(code)),  # of a move; other words stand as they are
    "before": lambda code: state_label(State(code)),
    "budget_dong": lambda dong: f"{format_dong(int(dong))} đ",
    "category": lambda code: category_label(Category(code)),
    "change": action_label,
    "cost": lambda dong: f"{format_dong(int(dong))} đ",
    "gifts": lambda one: f"{format_dong(one)} đ" if isinstance(one, int) else str(one),
    "items": lambda code: item_label(Item(code)),
    "kind": lambda code: alert_kind_label(
        AlertKind(code)
    ),  # of a report; that of an extinguisher stands as it is
    "numbers": lambda how: {
        "masked": _("masked"),
        "full": _("in full"),
        "none": _("left out"),
    }[how],
    "outcome": lambda code: outcome_label(Outcome(code)),
    "price_dong": lambda dong: f"{format_dong(int(dong))} đ",
    "relation": lambda code: relation_label(Relation(code)),
    "role": lambda code: role_label(Role(code)),
    "sex": lambda code: {MALE: _("Male"), FEMALE: _("Female")}[code],
    "state": lambda code: state_label(State(code)),
    "weekdays": lambda numbers: ", ".join(weekday_labels()[int(one)] for one in numbers.split(",")),
    **_MASKS,
}


def _names() -> dict[str, str]:
    """What the fields of the entries are called."""
    return {
        "active": _("In use"),
        "added_at": _("Added"),
        "address": _("Address"),
        "address_line": _("Address line"),
        "after": _("After"),
        "aim": _("Aim"),
        "apart_from": _("Kept apart from"),
        "at": _("When"),
        "attended": _("Attended"),
        "before": _("Before"),
        "bodies": _("Bodies"),
        "body": _("Body"),
        "body_lines": _("Issuing body"),
        "born_year": _("Year of birth"),
        "budget_dong": _("Budget"),
        "bytes": _("Bytes"),
        "category": _("Poverty status"),
        "change": _("What it was"),
        "closed_on": _("Closed"),
        "codes": _("Receipts"),
        "cost": _("Cost"),
        "count": _("How many"),
        "counted_on": _("Counted on"),
        "criteria": _("For whom"),
        "day": _("Day"),
        "days": _("Days of both"),
        "decision": _("Decision"),
        "despite": _("Despite"),
        "district": _("District"),
        "document": _("Paper"),
        "done": _("What was done"),
        "donor": _("Donor"),
        "dropped": _("Taken off the list"),
        "due_on": _("To be mended by"),
        "duplicate": _("Twice in the list"),
        "ended": _("Statuses ended"),
        "ends": _("Ends"),
        "fault": _("Fault"),
        "faults": _("Faults"),
        "firm": _("Firm"),
        "first": _("First household"),
        "first_day": _("First day"),
        "full_name": _("Full name"),
        "gifts": _("Gifts"),
        "given_to": _("Given to"),
        "giver_name": _("Giver"),
        "giver_title": _("Position"),
        "group": _("Group"),
        "group_id": _("Group"),
        "groups": _("Residential groups"),
        "handled_by": _("Dealt with by"),
        "head_name": _("Head"),
        "household": _("Household"),
        "households": _("Households"),
        "id_number": _("ID number"),
        "inspections": _("Inspections"),
        "items": _("Points"),
        "kept": _("Stays"),
        "kind": _("Kind"),
        "label": _("Label"),
        "last_day": _("Last day"),
        "launched_on": _("Launched"),
        "leader_name": _("Leader"),
        "leader_phone": _("Phone of the leader"),
        "lines": _("Lines"),
        "link": _("Link"),
        "lost": _("Lost their way in"),
        "made_on": _("Made"),
        "members": _("Members"),
        "merged": _("Merged into it"),
        "moved_on": _("Moved away on"),
        "name": _("Name"),
        "new": _("New"),
        "not_visited": _("Not visited"),
        "note": _("Note"),
        "numbers": _("ID and phone numbers"),
        "opened_on": _("Opened on"),
        "outcome": _("Result"),
        "pages": _("Pages"),
        "parent_body": _("Body above"),
        "passed": _("Passed"),
        "people": _("People"),
        "persons": _("Persons"),
        "phone": _("Phone"),
        "photos": _("Photos"),
        "place": _("Place"),
        "plan": _("Ground"),
        "pledge": _("Commitments"),
        "price_dong": _("Unit price"),
        "programme": _("Programme"),
        "province": _("Province or city"),
        "reason": _("Reason"),
        "received_on": _("Received"),
        "relation": _("Relation to the head"),
        "replaced": _("Replaced"),
        "responsible": _("Responsible"),
        "result": _("Result"),
        "returned": _("Back in stock"),
        "role": _("Role"),
        "rows": _("Rows"),
        "run_by": _("Run by"),
        "second": _("Second household"),
        "serial": _("Serial number"),
        "serials": _("Serial numbers"),
        "services": _("Services"),
        "sex": _("Sex"),
        "sign_authority": _("Signs for"),
        "skipped": _("Left out"),
        "spare": _("Spare"),
        "starts": _("Begins"),
        "state": _("State"),
        "symbol": _("Symbol"),
        "unchanged": _("Unchanged"),
        "updated": _("Changed"),
        "valid_from": _("Valid from"),
        "valid_to": _("Valid to"),
        "walks": _("Walks"),
        "way": _("Way"),
        "weekdays": _("Weekdays"),
        "what": _("What is wrong"),
        "where_to": _("Where to"),
        "why": _("Reason"),
        "wrong_tries": _("Wrong tries"),
        "zalo_group": _("Zalo group"),
        "zalo_groups": _("Zalo groups"),
    } | {f"words_{name}": words for name, words in text_labels().items()}
