"""Extinguishers: received into stock, listed, found, and each one's life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from firereg.domain.equipment import State
from firereg.domain.schedule import Clock, RecordKind
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import clocks, journal
from firereg.services.inputs import compact, line, not_future, required
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.paging import page
from firereg.store.search import Indexed

_SUGGESTIONS = 12


@dataclass(frozen=True)
class KindRow:
    """A kind of extinguisher to choose from."""

    id: int
    code: str
    name: str
    has_gauge: bool


@dataclass(frozen=True)
class ExtinguisherRow:
    """An extinguisher in a list, with the clock that is due first."""

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
    next_clock: Clock | None
    next_due: date | None


@dataclass(frozen=True)
class ExtinguisherDraft:
    """A cylinder as it is received; `made_on` is None where the stamp cannot be read."""

    serial: str
    kind_code: str
    made_on: date | None = None
    received_on: date | None = None
    donor: str = ""
    note: str = ""


@dataclass(frozen=True)
class ExtinguisherFilter:
    """Which extinguishers are wanted; None is any."""

    text: str = ""
    state: State | None = None
    kind_code: str | None = None


@dataclass(frozen=True)
class RecordRow:
    """Something in the life of an extinguisher."""

    day: date
    kind: RecordKind | None
    passed: bool
    who: str
    detail: str


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
    """The extinguishers that match what is typed, an exact serial first."""
    if not text.strip():
        return []
    query = _filtered(_select(), ExtinguisherFilter(text, state))
    wanted = compact(text)
    return _rows(query.order_by(t.Extinguisher.serial != wanted, t.Extinguisher.serial).limit(limit))


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
    """The extinguishers of a household, one at the workshop among them."""
    its_own = _select().where(
        t.Extinguisher.household == household_id,
        t.Extinguisher.state.in_([State.WITH_HOUSEHOLD, State.AT_SERVICE]),
    )
    return _rows(its_own.order_by(t.Extinguisher.serial))


def life(extinguisher_id: int) -> list[RecordRow]:
    """The inspections, services and handovers of one extinguisher, the newest first."""
    rows = [
        RecordRow(i.day, RecordKind.INSPECTION, i.passed, i.inspector, i.fault)
        for i in t.Inspection.select().where(t.Inspection.extinguisher == extinguisher_id)
    ]
    rows += [
        RecordRow(s.day, RecordKind(s.kind), True, s.firm, s.certificate)
        for s in t.Service.select().where(t.Service.extinguisher == extinguisher_id)
    ]
    lines = (
        t.HandoverLine.select(t.HandoverLine, t.Handover, t.Household)
        .join(t.Handover)
        .join(t.Household)
        .where(t.HandoverLine.extinguisher == extinguisher_id)
    )
    rows += [
        RecordRow(
            x.handover.day,
            None,
            x.handover.voided_at is None,
            x.handover.household.head_name,
            x.handover.code,
        )
        for x in lines
    ]
    return sorted(rows, key=lambda row: row.day, reverse=True)


def receive(registry: Registry, drafts: Sequence[ExtinguisherDraft]) -> list[int]:
    """Take new extinguishers into stock, all or none; their ids."""
    kind_ids = {kind.code: kind.id for kind in kinds()}
    rows = [_checked(draft, kind_ids, registry.today()) for draft in drafts]
    serials = [row["serial"] for row in rows]
    with registry.transaction():
        taken = t.Extinguisher.select(t.Extinguisher.serial).where(t.Extinguisher.serial.in_(serials)).first()
        double = taken.serial if taken else next((s for s in serials if serials.count(s) > 1), None)
        if double:
            raise ConflictError(
                _("The serial number {serial} is in the registry already. Check the label.").format(
                    serial=double
                )
            )
        ids = [t.Extinguisher.create(state=State.IN_STOCK, **row).id for row in rows]
        reindex(registry, ids)
        clocks.rebuild(ids)
        journal.append(registry, "extinguisher.receive", ", ".join(serials[:20]), count=len(ids))
    return ids


def reindex(registry: Registry, ids: Sequence[int]) -> None:
    """Bring the search index up to date for these extinguishers."""
    rows = _rows(_select().where(t.Extinguisher.id.in_(ids)))
    entries = ((row.id, _search_text(row)) for row in rows)
    search.put(registry.database, Indexed.EXTINGUISHERS, entries)


def _search_text(row: ExtinguisherRow) -> str:
    """What an extinguisher is found by; "a00002" finds A-00002."""
    bare = "".join(letter for letter in row.serial if letter.isalnum())
    return f"{row.serial} {bare} {row.kind_code} {row.kind_name} {row.head_name} {row.donor}"


def _checked(draft: ExtinguisherDraft, kind_ids: dict[str, int], today: date) -> dict[str, Any]:
    serial = required(
        compact(draft.serial),
        "serial",
        _("Enter the serial number on the label of the extinguisher."),
        limit=40,
    )
    if draft.kind_code not in kind_ids:
        raise BadInputError(_("Choose the kind of the extinguisher."), "kind_code")
    if draft.made_on:
        not_future(draft.made_on, today, "made_on")
    received_on = not_future(draft.received_on or today, today, "received_on")
    if draft.made_on and draft.made_on > received_on:
        raise BadInputError(
            _("The extinguisher was made after it was received. Check both dates."), "made_on"
        )
    return {
        "serial": serial,
        "kind": kind_ids[draft.kind_code],
        "made_on": draft.made_on,
        "received_on": received_on,
        "donor": line(draft.donor, "donor"),
        "note": line(draft.note, "note", limit=1000),
    }


def _select():
    """What an ExtinguisherRow takes, as plain tuples."""
    its, kind, household, group = t.Extinguisher, t.ExtinguisherKind, t.Household, t.ResidentialGroup
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
    )
    return (
        its.select(*fields)
        .join(kind)
        .join_from(its, household, JOIN.LEFT_OUTER)
        .join(group, JOIN.LEFT_OUTER)
        .namedtuples()
    )


def _filtered(query, which: ExtinguisherFilter):
    if which.text.strip():
        query = query.where(t.Extinguisher.id.in_(search.matching(Indexed.EXTINGUISHERS, which.text)))
    if which.state:
        query = query.where(t.Extinguisher.state == which.state)
    if which.kind_code:
        query = query.where(t.ExtinguisherKind.code == which.kind_code)
    return query


def _rows(query) -> list[ExtinguisherRow]:
    found = list(query)
    dues = t.DueDate.select(t.DueDate.extinguisher, t.DueDate.clock, t.DueDate.due)
    dues = dues.where(t.DueDate.extinguisher.in_([row.id for row in found])).order_by(t.DueDate.due.desc())
    first = {extinguisher: (Clock(clock), due) for extinguisher, clock, due in dues.tuples()}
    rows = []
    for row in found:
        next_clock, next_due = first.get(row.id, (None, None))
        fields = row._asdict() | {"state": State(row.state)}
        rows.append(ExtinguisherRow(**fields, next_clock=next_clock, next_due=next_due))
    return rows
