"""Households entered, changed and taken out, each change undoable; how they are read is in household_list."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from firereg.domain import identity
from firereg.domain.household import HouseholdState
from firereg.domain.numbering import household_code
from firereg.domain.text import fold, title_case_name
from firereg.domain.ward_names import bare_name
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import printable, wards
from firereg.services.history import recording
from firereg.services.household_list import (
    NAMES_JOINED,
    SORTS,
    HouseholdFilter,
    HouseholdRow,
    StatusRow,
    by_code,
    by_id,
    by_ids,
    count,
    household_key,
    household_page,
    next_number,
    note_of,
    statuses,
    statuses_of,
)
from firereg.services.household_search import suggest
from firereg.services.inputs import line, required, taken
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.store import models as t

__all__ = [
    "SORTS",
    "HouseholdDraft",
    "HouseholdFilter",
    "HouseholdRow",
    "StatusRow",
    "add",
    "as_kept",
    "by_code",
    "by_id",
    "by_ids",
    "change",
    "change_many",
    "checked",
    "count",
    "draft_from_card",
    "household_key",
    "household_page",
    "note_of",
    "refuse_gone",
    "remove",
    "renamed",
    "statuses",
    "statuses_of",
    "suggest",
    "warnings",
]

ADDRESS_LIMIT = 200
_NAMED = 5


@dataclass(frozen=True)
class HouseholdDraft:
    """A household as it is typed; everything but the name and the group may be left empty."""

    head_name: str
    group_id: int | None
    address: str = ""
    persons: int = 1
    born_year: int | None = None
    sex: str = ""
    id_number: str = ""
    phone: str = ""
    note: str = ""


def add(registry: Registry, draft: HouseholdDraft, apart_from: Iterable[int] = ()) -> HouseholdRow:
    """A new household under the next code of its group; it looks like those of `apart_from`, and is another."""
    fields = checked(draft)
    with recording(registry, "household.add", **asdict(draft)) as change:
        change.subject = next_code(fields["group"])
        row_id = change.insert(t.Household, code=change.subject, updated_at=registry.now(), **fields)
        for other in apart_from:
            change.insert(t.KeptApart, first=other, second=row_id)
            change.detail.setdefault("apart_from", []).append(t.Household.get_by_id(other).code)
    return by_id(row_id, registry.today())


def change(registry: Registry, household_id: int, draft: HouseholdDraft, seen_at: datetime) -> HouseholdRow:
    """Change a household. StaleError where somebody changed it after `seen_at`, when the form was filled."""
    fields = checked(draft)
    with recording(registry, "household.change") as change:
        row = still_there(t.Household, household_id)
        refuse_stale(row.head_name, seen_at, row.updated_at)
        change.subject = row.code
        changed = change.update(t.Household, household_id, **fields | renamed(row, fields["head_name"]))
        change.detail |= {name: changed[name] for name in fields if name in changed}
    return by_id(household_id, registry.today())


def as_kept(household_id: int) -> tuple[HouseholdDraft, datetime]:
    """A household as it stands in a form that changes it, and the moment that guards against a stale one."""
    row = still_there(t.Household, household_id)
    fields = {name: getattr(row, name) for name in HouseholdDraft.__dataclass_fields__}
    return HouseholdDraft(**fields), row.updated_at


def change_many(
    registry: Registry, ids: Iterable[int], *, group_id: int | None = None, note: str | None = None
) -> int:
    """Put many households into another group, or give them all a note, as one change; how many that changed."""
    fields: dict[str, Any] = {}
    if group_id is not None:
        fields["group"] = t.ResidentialGroup.get_by_id(group_id).id
    if note is not None:
        fields["note"] = line(note, "note", limit=1000)
    with recording(registry, "household.change_many", **fields) as change:
        changed = [one for one in ids if change.update(t.Household, one, **fields)]
        change.subject = codes_in_short(changed)
        change.detail["count"] = len(changed)
    return len(changed)


def remove(registry: Registry, household_id: int) -> None:
    """Take out a household that was entered by mistake; ConflictError where anything was given to it."""
    with recording(registry, "household.remove") as change:
        row = t.Household.get_by_id(household_id)
        change.subject, change.detail = row.code, {"head_name": row.head_name}
        its_own = (
            *(t.Handover.household, t.Extinguisher.household, t.Household.merged_into),
            *(t.Move.household, t.RoundLine.household, t.Reminder.household),
        )
        if any(field.model.select().where(field == household_id).exists() for field in its_own):
            raise ConflictError(
                _(
                    "Household {name} has or had receipts or extinguishers, so it stays. If it moved away, record that."
                ).format(name=row.head_name)
            )
        _refuse_listed(row)
        for field in (
            *(t.Member.household, t.PovertyStatus.household, t.KeptApart.first, t.KeptApart.second),
            t.Entitled.household,
        ):
            for belonging in field.model.select(field.model.id).where(field == household_id):
                change.delete(field.model, belonging.id)
        change.delete(t.Household, household_id)


def _refuse_listed(row: t.Household) -> None:
    """ConflictError where it stands on a list that is approved, or where the list says what became of it."""
    its = t.Entitled
    lasting = t.Round.approved_at.is_null(False) | (its.outcome != "")
    listed = its.select(its, t.Round).join(t.Round).where(its.household == row.id, ~its.taken_out, lasting)
    if (one := listed.first()) is not None:
        raise ConflictError(
            _(
                "Household {name} stands on the list of “{round}”, so it stays. If it moved away, record that."
            ).format(name=row.head_name, round=one.round.name)
        )


def warnings(draft: HouseholdDraft) -> list[str]:
    """What looks wrong in a draft but may be right: an ID number that does not fit, letters no paper can print."""
    number = identity.check_number(draft.id_number.strip(), draft.born_year, draft.sex or None)
    return number + printable.doubts(draft.head_name, draft.address)


def draft_from_card(raw: str, group_id: int | None = None) -> tuple[HouseholdDraft, list[str]]:
    """What the QR of an identity card says of a head, to fill the form, and what to look at before saving.

    BadInputError where it is no card's code. The code itself is kept nowhere. A card has the address of its day
    of issue, with units that may be gone since; the ward and what is above it are left out if they are ours.
    """
    card = taken(identity.parse_card_qr, raw, "card")
    address, elsewhere = _street_part(card.address)
    found = identity.check_number(card.number, card.born.year, card.sex)
    if elsewhere:
        found.append(
            _("The address on the card is not in this ward: {address}.").format(address=card.address)
        )
    draft = HouseholdDraft(
        title_case_name(card.name),
        group_id,
        address[:ADDRESS_LIMIT],
        born_year=card.born.year,
        sex=card.sex,
        id_number=card.number,
    )
    return draft, found


def _street_part(address: str) -> tuple[str, bool]:
    """(the address without ward, district and city, False), or (all of it, True) where it is of another ward."""
    ours = {fold(bare_name(ward.name)) for ward in wards.profiles()} | {fold(g.ward) for g in wards.groups()}
    parts = [part.strip() for part in address.split(",")]
    for i, part in enumerate(parts[1:], start=1):
        if fold(bare_name(part)) in ours:
            return ", ".join(parts[:i]), False
    return address, True


def refuse_gone(row: HouseholdRow) -> None:
    """ConflictError where the household moved away or was merged into another."""
    if row.state is HouseholdState.MOVED:
        raise ConflictError(
            _("Household {name} has moved away. If it came back, record that first.").format(
                name=row.head_name
            )
        )
    if row.state is HouseholdState.MERGED:
        raise ConflictError(
            _("Household {code} was merged into another. Open that one.").format(code=row.code)
        )


def codes_in_short(ids: Sequence[int]) -> str:
    """The codes of the first of these households, to name a change of many."""
    first = t.Household.select(t.Household.code).where(t.Household.id.in_(ids[:_NAMED]))
    codes = ", ".join(row.code for row in first.order_by(t.Household.code))
    return f"{codes} …" if len(ids) > _NAMED else codes


def next_code(group_id: int) -> str:
    """The code of the next household of a group."""
    number = t.ResidentialGroup.get_by_id(group_id).number
    return household_code(number, next_number(number))


def renamed(row: t.Household, head_name: str) -> dict[str, str]:
    """The name of the head as fields to keep; the name before stays one the household is found by."""
    before = [name for name in row.former_names.split(NAMES_JOINED) if name]
    if fold(row.head_name) != fold(head_name):
        before = [name for name in before if name not in (row.head_name, head_name)] + [row.head_name]
    return {"head_name": head_name, "former_names": NAMES_JOINED.join(before)}


def checked(draft: HouseholdDraft) -> dict[str, Any]:
    """The draft as clean fields of the table, or BadInputError with the first input that is wrong.

    `household_list.derived` gives the fields that follow from them; what `history.Recorder` inserts has both.
    """
    name = required(draft.head_name, "head_name", _("Enter the name of the head of the household."))
    if draft.group_id is None:
        raise BadInputError(_("Choose the residential group of the household."), "group_id")
    if not 0 < draft.persons <= 99:
        raise BadInputError(_("The number of persons must be from 1 to 99."), "persons")
    if draft.born_year is not None and not 1900 <= draft.born_year <= 2100:
        raise BadInputError(_("The year of birth must have four digits, such as 1965."), "born_year")
    if draft.sex not in ("", identity.MALE, identity.FEMALE):
        raise BadInputError(_("Choose the sex of the head of the household, or leave it empty."), "sex")
    number, phone = draft.id_number.strip(), draft.phone.strip()
    return {
        "head_name": name,
        "group": draft.group_id,
        "address": line(draft.address, "address", limit=ADDRESS_LIMIT),
        "persons": draft.persons,
        "born_year": draft.born_year,
        "sex": draft.sex,
        "id_number": taken(identity.parse_number, number, "id_number") if number else "",
        "phone": taken(identity.normalise_phone, phone, "phone") if phone else "",
        "note": line(draft.note, "note", limit=1000),
    }
