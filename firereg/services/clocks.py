"""The due dates of the extinguishers: kept from record to record, and what is overdue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, chunked, fn

from firereg.domain.equipment import Agent, Build, Extinguisher, ExtinguisherKind, State
from firereg.domain.schedule import (
    Clock,
    Interval,
    Record,
    RecordKind,
    Rule,
    Unit,
    days_late,
    due_dates,
    starts,
    unknown_clocks,
)
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import journal
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store.paging import page

_CHUNK = 500
# An extinguisher in the ward's own store has no household; it sorts first.
_NAME_KEY = fn.COALESCE(t.Household.name_key, b"")
_GROUP_NUMBER = fn.COALESCE(t.ResidentialGroup.number, 0)
_MAX_COUNT = 3650
_DERIVED_BY, _VERSION = "due_dates.version", "2"
"""Raise the version when the same records and rules give other due dates."""


@dataclass(frozen=True)
class RuleRow:
    """One interval of one kind, as it stands."""

    id: int
    kind_code: str
    kind_name: str
    rule: Rule


@dataclass(frozen=True)
class OverdueRow:
    """One clock of one extinguisher that is past due, and who holds it."""

    id: int
    clock: Clock
    due: date
    days_late: int
    extinguisher_id: int
    serial: str
    kind_code: str
    household_id: int | None
    household_code: str
    head_name: str
    address: str
    group_id: int | None
    group_number: int | None
    name_key: bytes


@dataclass(frozen=True)
class OverdueFilter:
    """Which overdue clocks are wanted; None is any. `by_firm` leaves out what the household does itself."""

    clock: Clock | None = None
    group_id: int | None = None
    by_firm: bool = False

    def narrowed(self, query):
        """`query` on the due dates, with what concerns the clocks."""
        if self.clock:
            query = query.where(t.DueDate.clock == self.clock)
        if self.by_firm:
            query = query.where(t.DueDate.clock != Clock.OWNER_CHECK)
        return query


def kind_of(row: t.ExtinguisherKind) -> ExtinguisherKind:
    """The domain's view of a kind."""
    return ExtinguisherKind(
        row.code,
        row.name,
        Agent(row.agent),
        Build(row.build),
        row.mass_g,
        row.has_gauge,
        row.rechargeable,
        row.wheeled,
    )


def rules() -> list[RuleRow]:
    """Every interval, by kind."""
    query = (
        t.IntervalRule.select(t.IntervalRule, t.ExtinguisherKind)
        .join(t.ExtinguisherKind)
        .order_by(t.ExtinguisherKind.code, t.IntervalRule.id)
    )
    return [RuleRow(r.id, r.kind.code, r.kind.name, _rule(r)) for r in query]


def change_interval(registry: Registry, rule_id: int, interval: Interval) -> int:
    """Change one interval; every due date of the kind follows. How many extinguishers it touched."""
    if not 0 < interval.count <= _MAX_COUNT:
        raise BadInputError(
            _("The interval must be a number from 1 to {most}.").format(most=_MAX_COUNT), "count"
        )
    with registry.transaction():
        row = t.IntervalRule.get_by_id(rule_id)
        before = Interval(row.count, Unit(row.unit))
        row.count, row.unit = interval.count, interval.unit
        row.save()
        ids = [
            e.id for e in t.Extinguisher.select(t.Extinguisher.id).where(t.Extinguisher.kind == row.kind_id)
        ]
        rebuild(ids)
        journal.append(
            registry,
            "interval.change",
            f"{row.kind.code} {row.clock}",
            before=f"{before.count} {before.unit}",
            after=f"{interval.count} {interval.unit}",
        )
    return len(ids)


def rebuild(extinguisher_ids: Iterable[int]) -> None:
    """Derive the due dates of these extinguishers from their records and rules again."""
    its = t.DueDate
    for ids in chunked(extinguisher_ids, _CHUNK):
        rows = [(eid, clock, *days) for eid, found in _derive(ids).items() for clock, days in found.items()]
        its.delete().where(its.extinguisher.in_(ids)).execute()
        if rows:
            its.insert_many(rows, fields=[its.extinguisher, its.clock, its.start, its.due]).execute()


def catch_up(registry: Registry) -> None:
    """Derive every due date again where another version of the program derived them; at once where not."""
    kept = t.Setting.get_or_none(t.Setting.name == _DERIVED_BY)
    if kept is not None and kept.value == _VERSION:
        return
    with registry.transaction():
        rebuild([row_id for (row_id,) in t.Extinguisher.select(t.Extinguisher.id).tuples()])
        t.Setting.replace(name=_DERIVED_BY, value=_VERSION).execute()


def preview_interval(rule_id: int, interval: Interval, as_of: date) -> tuple[int, int]:
    """How many extinguishers this rule has overdue on `as_of`: now, and if it ran for `interval`."""
    row = t.IntervalRule.get_by_id(rule_id)
    clock = Clock(row.clock)
    its_kind = t.Extinguisher.select(t.Extinguisher.id).where(t.Extinguisher.kind == row.kind_id)
    ids = [e.id for e in its_kind]
    counts = []
    for its_interval in (Interval(row.count, Unit(row.unit)), interval):
        tried = {row.kind_id: [Rule(clock, its_interval, row.source, row.proven, row.applies_from)]}
        found = (dues for some in chunked(ids, _CHUNK) for dues in derive(some, tried).values())
        counts.append(sum(clock in dues and dues[clock] < as_of for dues in found))
    return counts[0], counts[1]


def derive(ids: list[int], by_kind: Mapping[int, list[Rule]] | None = None) -> dict[int, dict[Clock, date]]:
    """What the due dates of these extinguishers are by their records, without keeping them.

    `by_kind` has the rules of each kind by its id; without it those in force count.
    """
    return {
        eid: {clock: due for clock, (_start, due) in found.items()}
        for eid, found in _derive(ids, by_kind).items()
    }


def due_of(extinguisher_id: int) -> dict[Clock, date | None]:
    """Every running clock of one extinguisher; None where its start is not known."""
    row = next(iter(_with_kind([extinguisher_id])))
    its_rules = _rules_by_kind()[row.kind_id]
    due = due_dates(_facts(row), _records([row.id])[row.id], its_rules)
    unknown = unknown_clocks(_facts(row), due, its_rules)
    return {
        rule.clock: due.get(rule.clock) for rule in its_rules if rule.clock in due or rule.clock in unknown
    }


def overdue_page(
    as_of: date,
    which: OverdueFilter = OverdueFilter(),
    *,
    sort: str = "due",
    descending: bool = False,
    after: tuple | None = None,
) -> list[OverdueRow]:
    """One screenful of what is past due on `as_of`; `sort` is "due", "name", "group" or "serial"."""
    keys = {
        "due": (t.DueDate.due, t.DueDate.id),
        "name": (_NAME_KEY, t.DueDate.id),
        "group": (_GROUP_NUMBER, _NAME_KEY, t.DueDate.id),
        "serial": (t.Extinguisher.serial, t.DueDate.id),
    }[sort]
    rows = page(_overdue_query(as_of, which), keys, after, descending=descending)
    return [_overdue_row(row, as_of) for row in rows]


def overdue_all(as_of: date, which: OverdueFilter = OverdueFilter()) -> list[OverdueRow]:
    """Everything past due on `as_of`, by group, name and date, for paper and export."""
    query = _overdue_query(as_of, which).order_by(
        t.ResidentialGroup.number,
        t.ResidentialGroup.ward,
        t.Household.name_key,
        t.Extinguisher.serial,
        t.DueDate.due,
    )
    return [_overdue_row(row, as_of) for row in query]


def overdue_key(row: OverdueRow, sort: str) -> tuple:
    """Where the page after `row` begins."""
    return {
        "due": (row.due, row.id),
        "name": (row.name_key, row.id),
        "group": (row.group_number or 0, row.name_key, row.id),
        "serial": (row.serial, row.id),
    }[sort]


def overdue_counts(as_of: date, which: OverdueFilter = OverdueFilter()) -> dict[Clock, int]:
    """How many are past due, by clock."""
    base = _overdue_base(as_of, which) if which.group_id else t.DueDate.select().where(t.DueDate.due < as_of)
    query = which.narrowed(base.select(t.DueDate.clock, fn.COUNT(t.DueDate.id)).group_by(t.DueDate.clock))
    return {Clock(clock): n for clock, n in query.tuples()}


def overdue_by_group(as_of: date) -> list[tuple[int, int]]:
    """(id of the group, extinguishers with something past due), the most first."""
    late = t.DueDate.select(t.DueDate.extinguisher).where(t.DueDate.due < as_of)
    count = fn.COUNT(t.Extinguisher.id)
    query = (
        t.Extinguisher.select(t.Household.group, count)
        .join(t.Household)
        .join(t.ResidentialGroup)
        .where(t.Extinguisher.id.in_(late))
        .group_by(t.Household.group, t.ResidentialGroup.number)
        .order_by(count.desc(), t.ResidentialGroup.number)
    )
    return list(query.tuples())


def due_by_month(first: date, last: date) -> dict[tuple[int, int], int]:
    """How many clocks fall due in each month from `first` to `last`: (year, month) to a count."""
    counts: dict[tuple[int, int], int] = defaultdict(int)
    query = (
        t.DueDate.select(t.DueDate.due, fn.COUNT(t.DueDate.id))
        .where(t.DueDate.due.between(first, last))
        .group_by(t.DueDate.due)
        .tuples()
    )
    for due, n in query:
        counts[due.year, due.month] += n
    return dict(counts)


def _overdue_base(as_of: date, which: OverdueFilter):
    query = (
        t.DueDate.select()
        .join(t.Extinguisher)
        .join(t.Household, JOIN.LEFT_OUTER)
        .join(t.ResidentialGroup, JOIN.LEFT_OUTER)
        .where(t.DueDate.due < as_of)
    )
    if which.group_id:
        query = query.where(t.Household.group == which.group_id)
    return which.narrowed(query)


def _overdue_query(as_of: date, which: OverdueFilter):
    return (
        _overdue_base(as_of, which)
        .select(
            t.DueDate.id,
            t.DueDate.clock,
            t.DueDate.due,
            t.Extinguisher.id.alias("extinguisher_id"),
            t.Extinguisher.serial,
            t.ExtinguisherKind.code.alias("kind_code"),
            t.Household.id.alias("household_id"),
            t.Household.code.alias("household_code"),
            t.Household.head_name,
            t.Household.address,
            t.Household.name_key,
            t.ResidentialGroup.id.alias("group_id"),
            t.ResidentialGroup.number.alias("group_number"),
        )
        .join_from(t.Extinguisher, t.ExtinguisherKind)
        .namedtuples()
    )


def _overdue_row(row, as_of: date) -> OverdueRow:
    return OverdueRow(
        id=row.id,
        clock=Clock(row.clock),
        due=row.due,
        days_late=days_late(row.due, as_of),
        extinguisher_id=row.extinguisher_id,
        serial=row.serial,
        kind_code=row.kind_code,
        household_id=row.household_id,
        household_code=row.household_code or "",
        head_name=row.head_name or "",
        address=row.address or "",
        group_id=row.group_id,
        group_number=row.group_number,
        name_key=row.name_key or b"",
    )


def _with_kind(ids: Iterable[int]) -> Iterable[t.Extinguisher]:
    return (
        t.Extinguisher.select(t.Extinguisher, t.ExtinguisherKind)
        .join(t.ExtinguisherKind)
        .where(t.Extinguisher.id.in_(list(ids)))
    )


def _facts(row: t.Extinguisher) -> Extinguisher:
    return Extinguisher(kind_of(row.kind), State(row.state), row.made_on, row.received_on, row.placed_on)


def _records(ids: list[int]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = defaultdict(list)
    inspections = t.Inspection.select(t.Inspection.extinguisher, t.Inspection.day)
    for eid, day in inspections.where(t.Inspection.extinguisher.in_(ids)).tuples():
        found[eid].append(Record(RecordKind.INSPECTION, day))
    services = t.Service.select(t.Service.extinguisher, t.Service.kind, t.Service.day)
    for eid, kind, day in services.where(t.Service.extinguisher.in_(ids)).tuples():
        found[eid].append(Record(RecordKind(kind), day))
    return found


def _derive(
    ids: list[int], by_kind: Mapping[int, list[Rule]] | None = None
) -> dict[int, dict[Clock, tuple[date, date]]]:
    """(start, due) of every running clock whose start is known."""
    by_kind = _rules_by_kind() if by_kind is None else by_kind
    records = _records(ids)
    found = {}
    for row in _with_kind(ids):
        facts, its_rules = _facts(row), by_kind[row.kind_id]
        begun = starts(facts, records[row.id], its_rules)
        dues = due_dates(facts, records[row.id], its_rules)
        found[row.id] = {clock: (begun[clock], due) for clock, due in dues.items()}
    return found


def _rules_by_kind() -> dict[int, list[Rule]]:
    found: dict[int, list[Rule]] = defaultdict(list)
    for row in t.IntervalRule.select().order_by(t.IntervalRule.id):
        found[row.kind_id].append(_rule(row))
    return found


def _rule(row: t.IntervalRule) -> Rule:
    return Rule(
        Clock(row.clock), Interval(row.count, Unit(row.unit)), row.source, row.proven, row.applies_from
    )
