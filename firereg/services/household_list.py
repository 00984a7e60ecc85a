"""Households as lists show them and as a clerk asks for them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from peewee import Node, chunked, fn

from firereg.domain.addresses import address_sort_key, place_key
from firereg.domain.equipment import State
from firereg.domain.household import HouseholdState
from firereg.domain.labels import group_label
from firereg.domain.numbering import household_code
from firereg.domain.poverty import Category, Status, status_on
from firereg.domain.text import fold, name_sort_key
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services.inputs import compact
from firereg.services.registry import Registry
from firereg.store import household_index, search
from firereg.store import models as t
from firereg.store.paging import few, page
from firereg.store.prepared import Prepared, among_ids
from firereg.store.search import Indexed

_CHUNK = 500
_MERGED = HouseholdState.MERGED
NAMES_JOINED = "; "
"""Between the names a household had before."""

DERIVED: dict[str, tuple[str, Callable[[str], Any]]] = {
    "name_key": ("head_name", name_sort_key),
    "name_fold": ("head_name", fold),
    "place": ("address", place_key),
    "address_key": ("address", address_sort_key),
}
"""What is kept of a household only to sort and compare it: the field it follows from, and how."""


@dataclass(frozen=True)
class StatusRow(Status):
    """One recognition of a household, with the decision it stands on."""

    decision: str = ""
    id: int = 0


@dataclass(frozen=True)
class HouseholdRow:
    """A household in a list; `status` is the one in force on the day asked about.

    `group_name` names the old ward too where groups of merged wards share the number. A household that was merged
    into another has that one's id in `merged_into`; `former_names` are those it had before, by "; ".
    """

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
    address_key: bytes = b""
    group_ward: str = ""
    group_name: str = ""
    state: HouseholdState = HouseholdState.LIVING
    merged_into: int | None = None
    moved_on: date | None = None
    moved_to: str = ""
    former_names: str = ""


@dataclass(frozen=True)
class HouseholdFilter:
    """Which households are wanted; None is any. Those that moved away or were merged only if asked for."""

    text: str = ""
    group_id: int | None = None
    category: Category | None = None
    has_extinguisher: bool | None = None
    state: HouseholdState | None = HouseholdState.LIVING
    changed_since: date | None = None


class Candidate(NamedTuple):
    """A household as `_select` gives it."""

    id: int
    code: str
    head_name: str
    group_id: int
    group_number: int
    group_ward: str
    group_shared: int
    address: str
    persons: int
    born_year: int | None
    sex: str
    id_number: str
    phone: str
    name_key: bytes
    address_key: bytes
    state: str
    merged_into: int | None
    moved_on: date | str | None
    moved_to: str
    former_names: str
    extinguishers: int
    recognitions: int
    name_fold: str


_FOR_THE_LIST = ("group_shared", "recognitions", "name_fold")

SORTS = {
    "name": (t.Household.name_key, t.Household.id),
    "code": (t.Household.code,),
    "group": (t.ResidentialGroup.number, t.ResidentialGroup.ward, t.Household.name_key, t.Household.id),
    "address": (t.Household.address_key, t.Household.id),
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
        "address": (row.address_key, row.id),
    }[sort]


def count(registry: Registry, which: HouseholdFilter = HouseholdFilter()) -> tuple[int, int]:
    """(households, persons) that the filter lets through."""
    query = t.Household.select(fn.COUNT(t.Household.id), fn.COALESCE(fn.SUM(t.Household.persons), 0))
    return _filtered(query, which, registry.today()).tuples().get()


def by_id(household_id: int, day: date) -> HouseholdRow:
    """One household."""
    return _rows(_select().where(t.Household.id == household_id), day)[0]


def by_ids(ids: Sequence[int], day: date) -> list[HouseholdRow]:
    """These households, in this order."""
    found = {row[0]: row for row in _CHOSEN.rows(ids)}
    return _rows([found[household_id] for household_id in ids], day)


def best(ids: Sequence[int], rank: Callable[[Candidate], Any], limit: int, day: date) -> list[HouseholdRow]:
    """The first `limit` of these households, in the order of `rank`."""
    return _rows(sorted(map(Candidate._make, _CHOSEN.rows(ids)), key=rank)[:limit], day)


def by_code(code: str, day: date) -> HouseholdRow:
    """The household with that code, or the one it was merged into; BadInputError where there is none."""
    rows = _rows(_select().where(t.Household.code == compact(code)), day)
    if not rows:
        raise BadInputError(
            _("No household has the code {code}. Search by name to find the right one.").format(
                code=code[:30]
            ),
            "household",
        )
    return by_id(rows[0].merged_into, day) if rows[0].merged_into else rows[0]


def statuses(household_id: int) -> list[StatusRow]:
    """Every recognition of a household, the newest first."""
    return statuses_of([household_id])[household_id]


def statuses_of(household_ids: list[int]) -> dict[int, list[StatusRow]]:
    """Every recognition of each of these households, the newest first."""
    found: dict[int, list[StatusRow]] = {household_id: [] for household_id in household_ids}
    for household_id, category, first, last, *rest in _STATUSES.rows(household_ids):
        status = StatusRow(Category(category), _day(first), last and _day(last), *rest)
        found[household_id].append(status)
    for its in found.values():
        its.sort(key=lambda status: (status.valid_from, status.id), reverse=True)
    return found


def note_of(household_id: int) -> tuple[str, datetime]:
    """(note, when the household was last changed); the moment guards against a stale form."""
    row = t.Household.get_by_id(household_id)
    return row.note, row.updated_at


def next_number(group_number: int) -> int:
    """The number of the next code in a group of that number; codes are never given twice."""
    prefix = household_code(group_number, 0)[:-4]
    next_prefix = prefix[:-1] + chr(ord(prefix[-1]) + 1)  # a range, since LIKE cannot use the index
    last = (
        t.Household.select(t.Household.code)
        .where(t.Household.code >= prefix, t.Household.code < next_prefix)
        .order_by(fn.LENGTH(t.Household.code).desc(), t.Household.code.desc())
        .first()
    )
    return int(last.code[len(prefix) :]) + 1 if last else 1


def derived(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of DERIVED that follow from those in `fields`."""
    return {name: derive(fields[source]) for name, (source, derive) in DERIVED.items() if source in fields}


def reindex(registry: Registry, ids: Iterable[int]) -> None:
    """Bring the search index up to date for these households; one merged into another is found as that one."""
    its = t.Household
    fields = (its.id, its.head_name, its.code, t.ResidentialGroup.number.alias("group_number"), its.address)
    query = its.select(*fields, its.phone, its.id_number, its.former_names, its.state)
    query = query.join(t.ResidentialGroup).namedtuples()
    for some in chunked(ids, _CHUNK):
        also = _also_found_by(some)
        entries = (
            (row.id, row.head_name, "" if row.state == _MERGED else search_text(row, also.get(row.id, "")))
            for row in query.where(its.id.in_(some))
        )
        household_index.put(registry.database, entries)


def search_text(row: Any, also: str = "") -> str:
    """What a household is found by: name, code, group, address, phone, ID number and its last four digits, names
    it had; `also` is what its people and the households merged into it are found by."""
    group = f"tổ {row.group_number} tdp{row.group_number}"
    name = f"{row.head_name} {row.former_names}"
    return " ".join((name, row.code, group, row.address, row.phone, row.id_number, row.id_number[-4:], also))


def _also_found_by(ids: list[int]) -> dict[int, str]:
    """What other tables and rows say of each of these households."""
    found: dict[int, str] = {}
    people = t.Member.select(t.Member.household, t.Member.name, t.Member.id_number)
    for household_id, name, number in people.where(t.Member.household.in_(ids)).tuples():
        found[household_id] = f"{found.get(household_id, '')} {name} {number} {number[-4:]}"
    its = t.Household
    merged = its.select(its.merged_into, its.code, its.head_name, its.former_names, its.id_number, its.phone)
    for household_id, *texts in merged.where(its.merged_into.in_(ids)).tuples():
        found[household_id] = " ".join((found.get(household_id, ""), *texts))
    return found


def _select():
    """What a HouseholdRow takes, as plain tuples: a model for each row would cost far more than the query."""
    its, group, other = t.Household, t.ResidentialGroup, t.ResidentialGroup.alias()
    shared = fn.EXISTS(other.select(other.id).where(other.number == group.number, other.id != group.id))
    fields = (
        *(its.id, its.code, its.head_name, its.group.alias("group_id"), group.number.alias("group_number")),
        *(group.ward.alias("group_ward"), shared.alias("group_shared"), its.address, its.persons),
        *(its.born_year, its.sex, its.id_number, its.phone, its.name_key, its.address_key, its.state),
        *(its.merged_into.alias("merged_into"), its.moved_on, its.moved_to, its.former_names),
        *(its.held, its.recognitions, its.name_fold),
    )
    return its.select(*fields).join(group).tuples()


def _filtered(query, which: HouseholdFilter, day: date):
    its = t.Household
    if which.text.strip():
        query = _among(query, search.matching(Indexed.HOUSEHOLDS, which.text))
    if which.group_id:
        query = query.where(its.group == which.group_id)
    if which.state is HouseholdState.LIVING:
        # Nearly all of them: put like this, the engine takes the index of the order, not the one of the state.
        query = query.where(its.state.not_in([HouseholdState.MOVED, HouseholdState.MERGED]))
    elif which.state:
        other = its.alias()
        query = _among(query, other.select(other.id).where(other.state == which.state))
    if which.changed_since:
        midnight = datetime.combine(which.changed_since, time.min).astimezone(UTC).replace(tzinfo=None)
        query = query.where(its.updated_at >= midnight)
    if which.category:
        holding = t.PovertyStatus.select(t.PovertyStatus.household).where(
            t.PovertyStatus.category == which.category,
            t.PovertyStatus.valid_from <= day,
            t.PovertyStatus.valid_to.is_null() | (t.PovertyStatus.valid_to >= day),
        )
        query = _among(query, holding)
    if which.has_extinguisher is not None:
        given = t.Extinguisher.select(t.Extinguisher.household).where(
            t.Extinguisher.household.is_null(False), t.Extinguisher.state == State.WITH_HOUSEHOLD
        )
        if which.has_extinguisher and few(t.Household._meta.database, given):
            return query.where(its.id.in_(given))
        # Compared, or the engine makes a join of it and begins with the extinguishers.
        holds = fn.EXISTS(given.where(t.Extinguisher.household == its.id))
        query = query.where(holds == which.has_extinguisher)
    return query


def _among(query, ids: Node):
    """`query` for the households of these ids only, asked in the way that fits how many they are.

    A few are fetched and sorted. Of many, the engine walks the index of the order until a page is full, since
    fetching all of them costs a page of the file for each.
    """
    return query.where(
        t.Household.id.in_(ids) if few(t.Household._meta.database, ids) else (t.Household.id + 0).in_(ids)
    )


def _rows(query: Iterable[tuple], day: date) -> list[HouseholdRow]:
    found = [Candidate(*row) for row in query]
    recognised = [row.id for row in found if row.recognitions]
    by_household = statuses_of(recognised) if recognised else {}
    groups: dict[int, str] = {}
    for row in found:
        if row.group_id not in groups:
            groups[row.group_id] = group_label(row.group_number, row.group_ward if row.group_shared else "")
    return [_row(row, groups[row.group_id], by_household.get(row.id, []), day) for row in found]


def _row(row: Candidate, group_name: str, its: list[StatusRow], day: date) -> HouseholdRow:
    fields = row._asdict()
    for name in _FOR_THE_LIST:
        del fields[name]
    fields["state"] = HouseholdState(row.state)
    fields["moved_on"] = _day(row.moved_on) if isinstance(row.moved_on, str) else row.moved_on
    status = status_on(its, day)
    return HouseholdRow(**fields, group_name=group_name, status=status)


def _day(text: str) -> date:
    return date.fromisoformat(text)


_CHOSEN = Prepared(t.Household, lambda: _select().where(among_ids(t.Household.id)))
_STATUSES = Prepared(
    t.PovertyStatus,
    lambda: t.PovertyStatus.select(
        t.PovertyStatus.household,
        t.PovertyStatus.category,
        t.PovertyStatus.valid_from,
        t.PovertyStatus.valid_to,
        t.PovertyStatus.certificate,
        t.PovertyStatus.decision,
        t.PovertyStatus.id,
    ).where(among_ids(t.PovertyStatus.household)),
)
