"""Households: found by a few letters, listed, entered, changed, and each one's story."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import fn

from firereg.domain import identity
from firereg.domain.equipment import State
from firereg.domain.numbering import household_code
from firereg.domain.poverty import Category, Status, status_on
from firereg.domain.text import name_sort_key
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import equipment, handover_list, journal
from firereg.services.inputs import compact, line, required, taken
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.paging import page
from firereg.store.search import Indexed

_SUGGESTIONS = 12


@dataclass(frozen=True)
class HouseholdRow:
    """A household in a list; `status` is the one in force on the day asked about."""

    id: int
    code: str
    head_name: str
    group_id: int
    group_number: int
    address: str
    persons: int
    born_year: int | None
    sex: str
    id_number: str
    phone: str
    status: Status | None
    extinguishers: int
    name_key: bytes
    group_ward: str = ""


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


@dataclass(frozen=True)
class HouseholdFilter:
    """Which households are wanted; None is any."""

    text: str = ""
    group_id: int | None = None
    category: Category | None = None
    has_extinguisher: bool | None = None


SORTS = {
    "name": (t.Household.name_key, t.Household.id),
    "code": (t.Household.code,),
    "group": (t.ResidentialGroup.number, t.ResidentialGroup.ward, t.Household.name_key, t.Household.id),
}


def household_page(
    registry: Registry,
    which: HouseholdFilter = HouseholdFilter(),
    *,
    sort: str = "name",
    descending: bool = False,
    after: tuple | None = None,
) -> list[HouseholdRow]:
    """One screenful of households with their status of today; `sort` is one of SORTS."""
    query = _filtered(_select(), which, registry.today())
    if sort == "group":
        # True of every group; it makes the engine walk them in order and not sort all households.
        query = query.where(t.ResidentialGroup.number > 0)
    return _rows(page(query, SORTS[sort], after, descending=descending), registry.today())


def household_key(row: HouseholdRow, sort: str) -> tuple:
    """Where the page after `row` begins."""
    return {
        "name": (row.name_key, row.id),
        "code": (row.code,),
        "group": (row.group_number, row.group_ward, row.name_key, row.id),
    }[sort]


def count(registry: Registry, which: HouseholdFilter = HouseholdFilter()) -> tuple[int, int]:
    """(households, persons) that the filter lets through."""
    query = t.Household.select(fn.COUNT(t.Household.id), fn.COALESCE(fn.SUM(t.Household.persons), 0))
    return _filtered(query, which, registry.today()).tuples().get()


def suggest(registry: Registry, text: str, limit: int = _SUGGESTIONS) -> list[HouseholdRow]:
    """The households that match what is typed, the best first: whole words before beginnings, names that have
    nothing more before longer ones."""
    ids = search.find(registry.database, Indexed.HOUSEHOLDS, text, limit * 8)
    words = set(search.words(text))

    def rank(candidate: tuple) -> tuple:
        household_id, head_name, name_key = candidate
        name = search.words(head_name)
        return (-len(words.intersection(name)), len(name), name_key, household_id)

    names = t.Household.select(t.Household.id, t.Household.head_name, t.Household.name_key)
    best = [one[0] for one in sorted(names.where(t.Household.id.in_(ids)).tuples(), key=rank)[:limit]]
    rows = {row.id: row for row in _rows(_select().where(t.Household.id.in_(best)), registry.today())}
    return [rows[household_id] for household_id in best]


def by_id(household_id: int, day: date) -> HouseholdRow:
    """One household."""
    return _rows(_select().where(t.Household.id == household_id), day)[0]


def by_code(code: str, day: date) -> HouseholdRow:
    """The household with that code; BadInputError where there is none."""
    rows = _rows(_select().where(t.Household.code == compact(code)), day)
    if not rows:
        raise BadInputError(
            _("No household has the code {code}. Search by name to find the right one.").format(
                code=code[:30]
            ),
            "household",
        )
    return rows[0]


def statuses(household_id: int) -> list[Status]:
    """Every recognition of a household, the newest first."""
    return statuses_of([household_id])[household_id]


def statuses_of(household_ids: list[int]) -> dict[int, list[Status]]:
    """Every recognition of each of these households, the newest first."""
    found: dict[int, list[Status]] = {household_id: [] for household_id in household_ids}
    query = t.PovertyStatus.select().where(t.PovertyStatus.household.in_(household_ids))
    for row in query.order_by(t.PovertyStatus.valid_from.desc(), t.PovertyStatus.id.desc()):
        found[row.household_id].append(_status(row))
    return found


def note_of(household_id: int) -> tuple[str, datetime]:
    """(note, when the household was last changed); the moment guards against a stale form."""
    row = t.Household.get_by_id(household_id)
    return row.note, row.updated_at


def add(registry: Registry, draft: HouseholdDraft) -> HouseholdRow:
    """A new household under the next code of its group."""
    fields = _checked(draft)
    with registry.transaction():
        group = t.ResidentialGroup.get_by_id(draft.group_id)
        row = t.Household.create(code=_next_code(group.number), updated_at=registry.now(), **fields)
        reindex(registry, [row.id])
        journal.append(registry, "household.add", row.code, **asdict(draft))
    return by_id(row.id, registry.today())


def change(registry: Registry, household_id: int, draft: HouseholdDraft, seen_at: datetime) -> HouseholdRow:
    """Change a household. ConflictError where somebody changed it after `seen_at`, when the form was filled."""
    fields = _checked(draft)
    with registry.transaction():
        row = t.Household.get_by_id(household_id)
        if row.updated_at != seen_at:
            raise ConflictError(
                _(
                    "Somebody else changed {name} in the meantime. Open the household again and repeat your change."
                ).format(name=row.head_name)
            )
        before = {name: getattr(row, name if name != "group" else "group_id") for name in fields}
        changed = {
            name: [before[name], value]
            for name, value in fields.items()
            if name != "name_key" and value != before[name]
        }
        if changed:
            # A moment of its own, so that a second change within the second is seen as one.
            moment = max(registry.now(), row.updated_at + timedelta(seconds=1))
            t.Household.update(updated_at=moment, **fields).where(t.Household.id == household_id).execute()
            reindex(registry, [household_id])
            if "head_name" in changed:
                _reindex_belongings(registry, household_id)
            journal.append(registry, "household.change", row.code, **changed)
    return by_id(household_id, registry.today())


def warnings(draft: HouseholdDraft) -> list[str]:
    """What looks wrong in a draft but may be right: an ID number that does not fit sex or year of birth."""
    return identity.check_number(draft.id_number.strip(), draft.born_year, draft.sex or None)


def reindex(registry: Registry, ids: list[int]) -> None:
    """Bring the search index up to date for these households."""
    query = t.Household.select(t.Household, t.ResidentialGroup).join(t.ResidentialGroup)
    rows = query.where(t.Household.id.in_(ids))
    search.put(registry.database, Indexed.HOUSEHOLDS, ((row.id, search_text(row)) for row in rows))


def _reindex_belongings(registry: Registry, household_id: int) -> None:
    """What is found by the name of the household it belongs to."""
    equipment.reindex(registry, [row.id for row in equipment.held_by(household_id)])
    handovers = t.Handover.select(t.Handover.id).where(t.Handover.household == household_id)
    handover_list.reindex(registry, [row.id for row in handovers])


def search_text(row: t.Household) -> str:
    """What a household is found by: name, code, group, address, phone, ID number and its last four digits."""
    group = f"tổ {row.group.number} tdp{row.group.number}"
    return " ".join(
        (row.head_name, row.code, group, row.address, row.phone, row.id_number, row.id_number[-4:])
    )


def _checked(draft: HouseholdDraft) -> dict[str, Any]:
    name = required(draft.head_name, "head_name", _("Enter the name of the head of the household."))
    if draft.group_id is None:
        raise BadInputError(_("Choose the residential group of the household."), "group_id")
    if not 0 < draft.persons <= 99:
        raise BadInputError(_("The number of persons must be from 1 to 99."), "persons")
    if draft.born_year is not None and not 1900 <= draft.born_year <= 2100:
        raise BadInputError(_("The year of birth must have four digits, such as 1965."), "born_year")
    if draft.sex not in ("", identity.MALE, identity.FEMALE):
        raise BadInputError(_("Choose the sex of the head of the household, or leave it empty."), "sex")
    return {
        "head_name": name,
        "name_key": name_sort_key(name),
        "group": draft.group_id,
        "address": line(draft.address, "address"),
        "persons": draft.persons,
        "born_year": draft.born_year,
        "sex": draft.sex,
        "id_number": taken(identity.parse_number, draft.id_number, "id_number")
        if draft.id_number.strip()
        else "",
        "phone": taken(identity.normalise_phone, draft.phone, "phone") if draft.phone.strip() else "",
        "note": line(draft.note, "note", limit=1000),
    }


def _next_code(group_number: int) -> str:
    prefix = household_code(group_number, 0)[:-4]
    next_prefix = prefix[:-1] + chr(ord(prefix[-1]) + 1)  # a range, since LIKE cannot use the index
    last = (
        t.Household.select(t.Household.code)
        .where(t.Household.code >= prefix, t.Household.code < next_prefix)
        .order_by(fn.LENGTH(t.Household.code).desc(), t.Household.code.desc())
        .first()
    )
    return household_code(group_number, int(last.code[len(prefix) :]) + 1 if last else 1)


def _select():
    """What a HouseholdRow takes, as plain tuples: a model for each row would cost far more than the query."""
    its, group = t.Household, t.ResidentialGroup
    fields = (
        *(its.id, its.code, its.head_name, its.group.alias("group_id"), group.number.alias("group_number")),
        *(group.ward.alias("group_ward"), its.address, its.persons, its.born_year, its.sex, its.id_number),
        *(its.phone, its.name_key),
    )
    return its.select(*fields).join(group).namedtuples()


def _filtered(query, which: HouseholdFilter, day: date):
    if which.text.strip():
        query = query.where(t.Household.id.in_(search.matching(Indexed.HOUSEHOLDS, which.text)))
    if which.group_id:
        query = query.where(t.Household.group == which.group_id)
    if which.category:
        holding = t.PovertyStatus.select(t.PovertyStatus.household).where(
            t.PovertyStatus.category == which.category,
            t.PovertyStatus.valid_from <= day,
            t.PovertyStatus.valid_to.is_null() | (t.PovertyStatus.valid_to >= day),
        )
        query = query.where(t.Household.id.in_(holding))
    if which.has_extinguisher is not None:
        holds = fn.EXISTS(
            t.Extinguisher.select().where(
                t.Extinguisher.household == t.Household.id, t.Extinguisher.state == State.WITH_HOUSEHOLD
            )
        )
        query = query.where(holds if which.has_extinguisher else ~holds)
    return query


def _rows(query, day: date) -> list[HouseholdRow]:
    found = list(query)
    ids = [row.id for row in found]
    by_household = statuses_of(ids)
    held = dict(
        t.Extinguisher.select(t.Extinguisher.household, fn.COUNT(t.Extinguisher.id))
        .where(t.Extinguisher.household.in_(ids), t.Extinguisher.state == State.WITH_HOUSEHOLD)
        .group_by(t.Extinguisher.household)
        .tuples()
    )
    return [
        HouseholdRow(
            **row._asdict(), status=status_on(by_household[row.id], day), extinguishers=held.get(row.id, 0)
        )
        for row in found
    ]


def _status(row: t.PovertyStatus) -> Status:
    return Status(Category(row.category), row.valid_from, row.valid_to, row.certificate)
