"""The due dates of the extinguishers: derived from facts, records and rules, kept, and derived again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from peewee import chunked

from firereg.domain.equipment import Agent, Build, Extinguisher, ExtinguisherKind, State
from firereg.domain.schedule import (
    Clock,
    Interval,
    Record,
    RecordKind,
    Rule,
    Unit,
    due_dates,
    starts,
    unknown_clocks,
)
from firereg.services.registry import Registry
from firereg.store import due_dates as kept_dates
from firereg.store import models as t

_CHUNK = 500
_DERIVED_BY, _VERSION = "due_dates.version", "2"
"""Raise the version when the same records and rules give other due dates."""

Dues = dict[Clock, tuple[date, date]]
"""(start, due) of each running clock whose start is known."""


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


def rule_of(row: t.IntervalRule) -> Rule:
    """The domain's view of a rule."""
    return Rule(
        Clock(row.clock), Interval(row.count, Unit(row.unit)), row.source, row.proven, row.applies_from
    )


def rules_by_kind() -> dict[int, list[Rule]]:
    """The rules of each kind, by its id."""
    found: dict[int, list[Rule]] = defaultdict(list)
    for row in t.IntervalRule.select().order_by(t.IntervalRule.id):
        found[row.kind_id].append(rule_of(row))
    return found


def rebuild(extinguisher_ids: Iterable[int]) -> None:
    """Derive the due dates of these extinguishers from their records and rules again; only what differs is written."""
    its = t.DueDate
    by_kind = rules_by_kind()
    for ids in chunked(extinguisher_ids, _CHUNK):
        wanted = {
            (eid, clock): days for eid, dues in _derive(ids, by_kind).items() for clock, days in dues.items()
        }
        gone = []
        for row in its.select().where(its.extinguisher.in_(ids)).namedtuples():
            days = wanted.pop((row.extinguisher, Clock(row.clock)), None)
            if days is None:
                gone.append(row.id)
            elif days != (row.start, row.due):
                its.update(start=days[0], due=days[1]).where(its.id == row.id).execute()
        if gone:
            its.delete().where(its.id.in_(gone)).execute()
        if wanted:
            rows = [(*key, *days) for key, days in wanted.items()]
            its.insert_many(rows, fields=[its.extinguisher, its.clock, its.start, its.due]).execute()
    kept_dates.sweep(its._meta.database)


def follow_rules(changed: Iterable[tuple[int, Clock]]) -> None:
    """Bring the clocks of (kind, clock) in line with their rules, all cylinders at once; which clocks run stays."""
    by_kind = rules_by_kind()
    for kind_id, clock in changed:
        for rule, until in spans(by_kind[kind_id]):
            if rule.clock is clock:
                kept_dates.move(t.DueDate._meta.database, kind_id, rule, until)


def spans(rules: Iterable[Rule]) -> list[tuple[Rule, date]]:
    """Each rule and the day from which the next one of its clock counts."""
    rules = list(rules)
    later = (
        [
            one.applies_from
            for one in rules
            if one.clock is rule.clock and one.applies_from > rule.applies_from
        ]
        for rule in rules
    )
    return [(rule, min(days, default=date.max)) for rule, days in zip(rules, later, strict=True)]


def catch_up(registry: Registry) -> None:
    """Derive every due date again where another version of the program derived them; at once where not."""
    kept = t.Setting.get_or_none(t.Setting.name == _DERIVED_BY)
    if kept is not None and kept.value == _VERSION:
        return
    with registry.transaction(None):
        rebuild([row_id for (row_id,) in t.Extinguisher.select(t.Extinguisher.id).tuples()])
        t.Setting.replace(name=_DERIVED_BY, value=_VERSION).execute()


def derive(ids: list[int]) -> dict[int, dict[Clock, date]]:
    """What the due dates of these extinguishers are by their records, without keeping them."""
    found = _derive(ids, rules_by_kind())
    return {eid: {clock: due for clock, (_start, due) in dues.items()} for eid, dues in found.items()}


def due_of(extinguisher_id: int) -> dict[Clock, date | None]:
    """Every running clock of one extinguisher; None where its start is not known."""
    row = next(iter(_with_kind([extinguisher_id])))
    its_rules = rules_by_kind()[row.kind_id]
    due = due_dates(_facts(row), _records([row.id])[row.id], its_rules)
    unknown = unknown_clocks(_facts(row), due, its_rules)
    return {clock: due.get(clock) for clock in Clock if clock in due or clock in unknown}


def wrong(ids: list[int]) -> list[int]:
    """Those of these extinguishers whose kept due dates are not what their records and rules give."""
    kept: dict[int, Dues] = {eid: {} for eid in ids}
    for row in t.DueDate.select().where(t.DueDate.extinguisher.in_(ids)).namedtuples():
        kept[row.extinguisher][Clock(row.clock)] = row.start, row.due
    return [eid for eid, dues in _derive(ids, rules_by_kind()).items() if kept[eid] != dues]


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


def _derive(ids: list[int], by_kind: Mapping[int, list[Rule]]) -> dict[int, Dues]:
    records = _records(ids)
    found = {}
    for row in _with_kind(ids):
        facts, its_rules = _facts(row), by_kind[row.kind_id]
        begun = starts(facts, records[row.id], its_rules)
        dues = due_dates(facts, records[row.id], its_rules)
        found[row.id] = {clock: (begun[clock], due) for clock, due in dues.items()}
    return found
