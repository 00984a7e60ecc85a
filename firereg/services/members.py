"""The people of a household, and who is its head."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from firereg.domain import identity
from firereg.domain.household import Relation, relation_to_new_head
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import printable
from firereg.services.history import Recorder, recording
from firereg.services.households import renamed
from firereg.services.inputs import line, not_future, required, taken
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.store import models as t

_MOST_PERSONS = 99
_ORDER = list(Relation)


@dataclass(frozen=True)
class MemberRow:
    """Somebody of a household; the head has no id of their own here, since they stand in the household itself."""

    id: int | None
    household_id: int
    name: str
    relation: Relation
    born_on: date | None
    born_year: int | None
    sex: str
    id_number: str
    note: str


@dataclass(frozen=True)
class MemberDraft:
    """A person as typed; everything but the name may be left empty."""

    name: str
    relation: Relation = Relation.OTHER
    born_on: date | None = None
    born_year: int | None = None
    sex: str = ""
    id_number: str = ""
    note: str = ""


def people_of(household_id: int) -> list[MemberRow]:
    """The head, then the others by what they are to the head, the oldest first."""
    head = t.Household.get_by_id(household_id)
    first = MemberRow(
        None, head.id, head.head_name, Relation.HEAD, None, head.born_year, head.sex, head.id_number, ""
    )
    rows = [_row(member) for member in t.Member.select().where(t.Member.household == household_id)]
    rows.sort(key=lambda row: (_ORDER.index(row.relation), row.born_year or 9999, row.id))
    return [first, *rows]


def add(registry: Registry, household_id: int, draft: MemberDraft) -> int:
    """The id of a new person; the number of persons grows where the household would have more people than that."""
    fields = checked(draft, registry.today())
    with recording(registry, "member.add", name=fields["name"], relation=draft.relation) as change:
        household = t.Household.get_by_id(household_id)
        change.subject = household.code
        member_id = change.insert(t.Member, household=household_id, **fields)
        change.update(t.Household, household_id, persons=max(household.persons, listed(household_id)))
    return member_id


def change(registry: Registry, member_id: int, draft: MemberDraft, seen: MemberRow | None = None) -> None:
    """Change what is known of a person. StaleError where that is not what was `seen` any more."""
    fields = checked(draft, registry.today())
    with recording(registry, "member.change") as change:
        row = still_there(t.Member, member_id)
        refuse_stale(row.name, seen, _row(row))
        change.subject = row.household.code
        change.detail = {"name": row.name} | change.update(t.Member, member_id, **fields)


def remove(registry: Registry, member_id: int, reason: str = "") -> None:
    """Take a person out; one person fewer, where everybody of the household was listed."""
    reason = line(reason, "reason", limit=300)
    with recording(registry, "member.remove", reason=reason) as change:
        row = still_there(t.Member, member_id)
        change.subject, change.detail["name"] = row.household.code, row.name
        everybody = listed(row.household_id) == row.household.persons
        change.delete(t.Member, member_id)
        if everybody:
            change.update(t.Household, row.household_id, persons=max(1, row.household.persons - 1))


def change_head(
    registry: Registry,
    household_id: int,
    member_id: int,
    *,
    keep_former: bool = True,
    relations: Mapping[int, Relation] | None = None,
) -> None:
    """Make a member the head; code, receipts and extinguishers stay with the household.

    The former head becomes a member, unless they died or left (`keep_former` false), and stays a name the
    household is found by. What everybody is to the new head follows, where it does with certainty; `relations`
    corrects it by member id.
    """
    with recording(registry, "household.head") as change:
        household, new = t.Household.get_by_id(household_id), t.Member.get_by_id(member_id)
        if new.household_id != household_id:
            raise BadInputError(_("Choose somebody of this household as its new head."), "member")
        change.subject = household.code
        change.detail = {"before": household.head_name, "after": new.name}
        everybody = listed(household_id) == household.persons
        step = Relation(new.relation)
        change.delete(t.Member, member_id)
        _reckon_from(change, household_id, step, relations or {})
        if keep_former:
            change.insert(
                t.Member,
                household=household_id,
                name=household.head_name,
                relation=relation_to_new_head(step, Relation.HEAD),
                born_year=household.born_year,
                sex=household.sex,
                id_number=household.id_number,
            )
        fewer = 0 if keep_former or not everybody else 1
        change.update(
            t.Household,
            household_id,
            persons=max(1, household.persons - fewer),
            **renamed(household, new.name),
            **head_fields(new),
        )


def warnings(draft: MemberDraft) -> list[str]:
    """What looks wrong in a draft but may be right: an ID number that does not fit, letters no paper can print."""
    year = draft.born_on.year if draft.born_on else draft.born_year
    return identity.check_number(draft.id_number.strip(), year, draft.sex or None) + printable.doubts(
        draft.name
    )


def checked(draft: MemberDraft, today: date) -> dict[str, Any]:
    """The draft as clean fields of the table, or BadInputError with the first input that is wrong."""
    name = required(draft.name, "name", _("Enter the name of the person."))
    if draft.relation is Relation.HEAD:
        raise BadInputError(
            _("A household has one head. Choose another relation, or change the head."), "relation"
        )
    if draft.born_on:
        not_future(draft.born_on, today, "born_on")
    year = draft.born_on.year if draft.born_on else draft.born_year
    if year is not None and not 1900 <= year <= 2100:
        raise BadInputError(_("The year of birth must have four digits, such as 1965."), "born_year")
    if draft.sex not in ("", identity.MALE, identity.FEMALE):
        raise BadInputError(_("Choose the sex of the person, or leave it empty."), "sex")
    number = draft.id_number.strip()
    return {
        "name": name,
        "relation": draft.relation,
        "born_on": draft.born_on,
        "born_year": year,
        "sex": draft.sex,
        "id_number": taken(identity.parse_number, number, "id_number") if number else "",
        "note": line(draft.note, "note", limit=1000),
    }


def listed(household_id: int) -> int:
    """How many people of a household are listed, the head among them."""
    return min(_MOST_PERSONS, 1 + t.Member.select().where(t.Member.household == household_id).count())


def head_fields(member: t.Member) -> dict[str, Any]:
    """What a household keeps of its head besides the name."""
    return {"born_year": member.born_year, "sex": member.sex, "id_number": member.id_number}


def _reckon_from(
    change: Recorder, household_id: int, step: Relation, relations: Mapping[int, Relation]
) -> None:
    for member in t.Member.select().where(t.Member.household == household_id):
        relation = relations.get(member.id) or relation_to_new_head(step, Relation(member.relation))
        change.update(t.Member, member.id, relation=relation)


def _row(member: t.Member) -> MemberRow:
    return MemberRow(
        member.id,
        member.household_id,
        member.name,
        Relation(member.relation or Relation.OTHER),
        member.born_on,
        member.born_year,
        member.sex,
        member.id_number,
        member.note,
    )
