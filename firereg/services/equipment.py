"""Extinguishers as lists show them and as a clerk finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from firereg.domain.equipment import State
from firereg.domain.schedule import Clock
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services.inputs import compact
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.paging import page
from firereg.store.search import Indexed

_SUGGESTIONS = 12
_LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True)
class KindRow:
    """A kind of extinguisher to choose from."""

    id: int
    code: str
    name: str
    has_gauge: bool


@dataclass(frozen=True)
class ExtinguisherRow:
    """An extinguisher in a list, with the clock that is due first.

    `group_ward` is the old ward of the group, `label` the ward's own number on the cylinder, `delivery` the
    paper it came with, `stands_for` the serial a lent spare replaces meanwhile, `fault` what is wrong with it.
    """

    id: int
    serial: str
    kind_code: str
    kind_name: str
    made_on: date | None
    received_on: date | None
    state: State
    donor: str
    placed_on: date | None
    household_id: int | None
    head_name: str
    group_number: int | None
    group_ward: str
    label: str
    price_dong: int | None
    note: str
    delivery_id: int | None
    delivery: str
    stands_for_id: int | None
    stands_for: str
    next_clock: Clock | None
    next_due: date | None
    fault: str


@dataclass(frozen=True)
class ExtinguisherFilter:
    """Which extinguishers are wanted; None is any. `made_before` leaves out those of unknown age."""

    text: str = ""
    state: State | None = None
    kind_code: str | None = None
    group_id: int | None = None
    donor: str | None = None
    delivery_id: int | None = None
    has_fault: bool | None = None
    made_before: date | None = None
    made_unknown: bool = False


SORTS = {
    "serial": (t.Extinguisher.serial,),
    "state": (t.Extinguisher.state, t.Extinguisher.serial),
}


def kinds() -> list[KindRow]:
    """The kinds a new extinguisher can be of."""
    query = t.ExtinguisherKind.select().order_by(t.ExtinguisherKind.code)
    return [KindRow(k.id, k.code, k.name, k.has_gauge) for k in query]


def extinguisher_page(
    which: ExtinguisherFilter = ExtinguisherFilter(),
    *,
    sort: str = "serial",
    descending: bool = False,
    after: tuple | None = None,
) -> list[ExtinguisherRow]:
    """One screenful of extinguishers; `sort` is one of SORTS."""
    return _rows(page(_filtered(_select(), which), SORTS[sort], after, descending=descending))


def extinguisher_key(row: ExtinguisherRow, sort: str) -> tuple:
    """Where the page after `row` begins."""
    return {"serial": (row.serial,), "state": (row.state, row.serial)}[sort]


def count(which: ExtinguisherFilter = ExtinguisherFilter()) -> int:
    """How many extinguishers the filter lets through."""
    query = t.Extinguisher.select(fn.COUNT(t.Extinguisher.id)).join(t.ExtinguisherKind)
    return _filtered(query, which).scalar()


def count_by_state() -> dict[State, int]:
    """How many extinguishers are where."""
    query = t.Extinguisher.select(t.Extinguisher.state, fn.COUNT(t.Extinguisher.id)).group_by(
        t.Extinguisher.state
    )
    return {State(state): n for state, n in query.tuples()}


def suggest(text: str, *, state: State | None = None, limit: int = _SUGGESTIONS) -> list[ExtinguisherRow]:
    """Extinguishers that match what is typed: an exact serial or label, then serials that begin so, then others."""
    if not text.strip():
        return []
    its, wanted = t.Extinguisher, compact(text)
    of_state = [its.state == state] if state else []
    # Each asks its index for a few rows: to sort all that match a common name would take as long as it is common.
    exact = its.select(its.id).where((its.serial == wanted) | (its.label == wanted), *of_state)
    begins = its.select(its.id).where(its.serial >= wanted, its.serial < wanted + _LAST_LETTER, *of_state)
    found = its.select(its.id).where(its.id.in_(search.matching(Indexed.EXTINGUISHERS, text)), *of_state)
    ids: dict[int, None] = {}
    for query in (exact, begins.order_by(its.serial), found):
        ids |= dict.fromkeys(row_id for (row_id,) in query.limit(limit).tuples())
        if len(ids) >= limit:
            break
    rows = _rows(_select().where(its.id.in_(list(ids))))

    def rank(row: ExtinguisherRow) -> tuple:
        return wanted not in (row.serial, row.label), not row.serial.startswith(wanted), row.serial

    return sorted(rows, key=rank)[:limit]


def by_id(extinguisher_id: int) -> ExtinguisherRow:
    """One extinguisher."""
    return _rows(_select().where(t.Extinguisher.id == extinguisher_id))[0]


def by_serial(serial: str) -> ExtinguisherRow:
    """The extinguisher with that serial number; BadInputError where there is none."""
    rows = _rows(_select().where(t.Extinguisher.serial == compact(serial)))
    if not rows:
        raise BadInputError(
            _(
                "No extinguisher has the serial number {serial}. Check the label, or receive it into stock first."
            ).format(serial=serial.strip()[:40]),
            "serial",
        )
    return rows[0]


def held_by(household_id: int) -> list[ExtinguisherRow]:
    """The extinguishers of a household, one at the workshop and a lent spare among them."""
    its_own = _select().where(
        t.Extinguisher.household == household_id,
        t.Extinguisher.state.in_([State.WITH_HOUSEHOLD, State.AT_SERVICE, State.SPARE_LENT]),
    )
    return _rows(its_own.order_by(t.Extinguisher.serial))


def reindex(registry: Registry, ids: Sequence[int]) -> None:
    """Bring the search index up to date for these extinguishers."""
    rows = _rows(_select().where(t.Extinguisher.id.in_(ids)))
    entries = ((row.id, _search_text(row)) for row in rows)
    search.put(registry.database, Indexed.EXTINGUISHERS, entries)


def _search_text(row: ExtinguisherRow) -> str:
    """What an extinguisher is found by; "a00002" finds A-00002."""
    bare = "".join(letter for letter in row.serial if letter.isalnum())
    return f"{row.serial} {bare} {row.label} {row.kind_code} {row.kind_name} {row.head_name} {row.donor}"


def _select():
    """What an ExtinguisherRow takes, as plain tuples."""
    its, kind, household, group = t.Extinguisher, t.ExtinguisherKind, t.Household, t.ResidentialGroup
    delivery, other = t.Delivery, its.alias()
    fields = (
        *(
            its.id,
            its.serial,
            kind.code.alias("kind_code"),
            kind.name.alias("kind_name"),
            its.made_on,
            its.received_on,
            its.state,
        ),
        *(its.donor, its.placed_on, its.household.alias("household_id")),
        *(fn.COALESCE(household.head_name, "").alias("head_name"), group.number.alias("group_number")),
        *(fn.COALESCE(group.ward, "").alias("group_ward"), its.label, its.price_dong, its.note),
        *(its.delivery.alias("delivery_id"), fn.COALESCE(delivery.document, "").alias("delivery")),
        *(its.stands_for.alias("stands_for_id"), fn.COALESCE(other.serial, "").alias("stands_for")),
    )
    return (
        its.select(*fields)
        .join(kind)
        .join_from(its, household, JOIN.LEFT_OUTER)
        .join(group, JOIN.LEFT_OUTER)
        .join_from(its, delivery, JOIN.LEFT_OUTER)
        .join_from(its, other, JOIN.LEFT_OUTER, on=its.stands_for == other.id)
        .namedtuples()
    )


def _filtered(query, which: ExtinguisherFilter):
    its = t.Extinguisher
    if which.text.strip():
        query = query.where(its.id.in_(search.matching(Indexed.EXTINGUISHERS, which.text)))
    if which.state:
        query = query.where(its.state == which.state)
    if which.kind_code:
        query = query.where(t.ExtinguisherKind.code == which.kind_code)
    if which.group_id is not None:
        of_group = t.Household.select(t.Household.id).where(t.Household.group == which.group_id)
        query = query.where(its.household.in_(of_group))
    if which.donor is not None:
        query = query.where(its.donor == which.donor)
    if which.delivery_id is not None:
        query = query.where(its.delivery == which.delivery_id)
    if which.has_fault is not None:
        faulty = t.Fault.select(t.Fault.extinguisher).where(t.Fault.closed_on.is_null())
        query = query.where(its.id.in_(faulty) if which.has_fault else its.id.not_in(faulty))
    if which.made_before is not None:
        query = query.where(its.made_on < which.made_before)
    if which.made_unknown:
        query = query.where(its.made_on.is_null())
    return query


def _rows(query) -> list[ExtinguisherRow]:
    found = list(query)
    ids = [row.id for row in found]
    dues = t.DueDate.select(t.DueDate.extinguisher, t.DueDate.clock, t.DueDate.due)
    dues = dues.where(t.DueDate.extinguisher.in_(ids)).order_by(t.DueDate.due.desc())
    first = {extinguisher: (Clock(clock), due) for extinguisher, clock, due in dues.tuples()}
    faults = t.Fault.select(t.Fault.extinguisher, fn.GROUP_CONCAT(t.Fault.what, "; "))
    faults = faults.where(t.Fault.extinguisher.in_(ids), t.Fault.closed_on.is_null())
    wrong = dict(faults.group_by(t.Fault.extinguisher).tuples())
    rows = []
    for row in found:
        next_clock, next_due = first.get(row.id, (None, None))
        fields = row._asdict() | {"state": State(row.state), "fault": wrong.get(row.id, "")}
        rows.append(ExtinguisherRow(**fields, next_clock=next_clock, next_due=next_due))
    return rows
