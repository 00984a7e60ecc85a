"""Households as lists show them and as a clerk asks for them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from peewee import fn

from firereg.domain.addresses import address_sort_key, place_key
from firereg.domain.household import HouseholdState
from firereg.domain.labels import group_label
from firereg.domain.numbering import household_code
from firereg.domain.poverty import Category, Status, status_on
from firereg.domain.text import fold, name_sort_key
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services.inputs import compact
from firereg.services.registry import Registry
from firereg.store import household_order
from firereg.store import models as t
from firereg.store.household_order import HouseholdFilter
from firereg.store.prepared import Prepared, among_ids

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


class HouseholdRow(NamedTuple):
    """A household in a list; `status` is the one in force on the day asked about.

    `group_name` names the old ward too where groups of merged wards share the number. A household that was merged
    into another has that one's id in `merged_into`; `former_names` are those it had before, by "; ".
    """

    id: int
    code: str
    head_name: str
    group_id: int
    group_number: int
    group_ward: str
    address: str
    persons: int
    born_year: int | None
    sex: str
    id_number: str
    phone: str
    name_key: bytes
    address_key: bytes
    merged_into: int | None
    moved_to: str
    former_names: str
    extinguishers: int
    state: HouseholdState
    moved_on: date | None
    group_name: str
    status: Status | None


class Candidate(NamedTuple):
    """A household as `_select` gives it; it begins as a HouseholdRow does, `_ALIKE` fields long."""

    id: int
    code: str
    head_name: str
    group_id: int
    group_number: int
    group_ward: str
    address: str
    persons: int
    born_year: int | None
    sex: str
    id_number: str
    phone: str
    name_key: bytes
    address_key: bytes
    merged_into: int | None
    moved_to: str
    former_names: str
    extinguishers: int
    state: str
    moved_on: date | str | None
    group_shared: int
    recognitions: int
    name_fold: str


_ALIKE: Final = 18


_ALL = HouseholdFilter()
SORTS = tuple(household_order.ORDERS)


def household_page(
    registry: Registry,
    which: HouseholdFilter = _ALL,
    *,
    sort: str = "name",
    descending: bool = False,
    after: tuple | None = None,
) -> list[HouseholdRow]:
    """One screenful of households with their status of today; `sort` is one of SORTS."""
    today = registry.today()
    ids = household_order.page_ids(registry.database, which, today, sort, after, descending=descending)
    return by_ids(ids, today)


def household_key(row: HouseholdRow, sort: str) -> tuple:
    """Where the page after `row` begins."""
    return {
        "name": (row.name_key, row.id),
        "code": (row.code,),
        "group": (row.group_number, row.group_ward, row.name_key, row.id),
        "address": (row.address_key, row.id),
    }[sort]


def count(registry: Registry, which: HouseholdFilter = _ALL) -> tuple[int, int]:
    """(households, persons) that the filter lets through."""
    return household_order.counted(registry.database, which, registry.today())


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


def statuses_of(household_ids: list[int], day: date | None = None) -> dict[int, list[StatusRow]]:
    """Every recognition of each of these households, the newest first; of `day`, if one is given."""
    found: dict[int, list[StatusRow]] = {household_id: [] for household_id in household_ids}
    its_day = day.isoformat() if day else ""
    for household_id, category, first, last, *rest in _STATUSES.rows(household_ids):
        if not its_day or first <= its_day <= (last or its_day):
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


def _select():
    """What a HouseholdRow takes, as plain tuples: a model for each row would cost far more than the query."""
    its, group, other = t.Household, t.ResidentialGroup, t.ResidentialGroup.alias()
    shared = fn.EXISTS(other.select(other.id).where(other.number == group.number, other.id != group.id))
    fields = (
        *(its.id, its.code, its.head_name, its.group.alias("group_id"), group.number.alias("group_number")),
        *(group.ward.alias("group_ward"), its.address, its.persons, its.born_year, its.sex, its.id_number),
        *(its.phone, its.name_key, its.address_key, its.merged_into.alias("merged_into"), its.moved_to),
        *(its.former_names, its.held, its.state, its.moved_on, shared.alias("group_shared")),
        *(its.recognitions, its.name_fold),
    )
    return its.select(*fields).join(group).tuples()


def _rows(query: Iterable[tuple], day: date) -> list[HouseholdRow]:
    found = [Candidate(*row) for row in query]
    recognised = [row.id for row in found if row.recognitions]
    by_household = statuses_of(recognised, day) if recognised else {}
    groups: dict[int, str] = {}
    for row in found:
        if row.group_id not in groups:
            groups[row.group_id] = group_label(row.group_number, row.group_ward if row.group_shared else "")
    return [_row(row, groups[row.group_id], by_household.get(row.id, []), day) for row in found]


def _row(row: Candidate, group_name: str, its: list[StatusRow], day: date) -> HouseholdRow:
    moved_on = _day(row.moved_on) if isinstance(row.moved_on, str) else row.moved_on
    status = status_on(its, day) if its else None
    return HouseholdRow(*row[:_ALIKE], HouseholdState(row.state), moved_on, group_name, status)


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
