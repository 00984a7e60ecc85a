"""Kinds of extinguisher and the intervals of their clocks: data of the ward, to be changed and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from peewee import fn

from firereg.domain.dates import format_date
from firereg.domain.equipment import Agent, Build, ExtinguisherKind
from firereg.domain.schedule import Clock, Interval, Rule, default_rules
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import history
from firereg.services.clocks import kind_of, rule_of, spans
from firereg.services.history import Recorder
from firereg.services.inputs import compact, line, required
from firereg.services.overdue import OverdueRow, as_rows
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale, still_there
from firereg.store import due_dates
from firereg.store import models as t
from firereg.store.due_dates import Trial

FROM_THE_BEGINNING = date.min
_MAX_COUNT = 3650
_MAX_MASS_G = 500_000
_FIRST = 10


@dataclass(frozen=True)
class KindDraft:
    """A kind as a clerk enters it; `mass_g` is the mass of its agent in grams, without a gauge it is weighed."""

    code: str
    name: str
    agent: Agent
    build: Build
    mass_g: int
    has_gauge: bool
    rechargeable: bool = True
    wheeled: bool = False


@dataclass(frozen=True)
class KindEntry:
    """A kind as it is kept; a retired one (`active` is false) is not offered for new extinguishers."""

    id: int
    kind: ExtinguisherKind
    active: bool
    extinguishers: int


@dataclass(frozen=True)
class RuleRow:
    """One interval of one kind, as it stands."""

    id: int
    kind_id: int
    kind_code: str
    kind_name: str
    rule: Rule


@dataclass(frozen=True)
class IntervalPreview:
    """How many extinguishers an interval has overdue: now, and if it were changed.

    `by_group` has (id of the group, now, then) where either is not 0; the ward's store has no group. `first` are
    those that would become overdue, the longest first, with the day they would have been due.
    """

    now: int
    then: int
    by_group: Sequence[tuple[int | None, int, int]]
    first: Sequence[OverdueRow]


def kinds() -> list[KindEntry]:
    """Every kind by its code, retired ones too."""
    counts = t.Extinguisher.select(t.Extinguisher.kind, fn.COUNT(t.Extinguisher.id)).group_by(
        t.Extinguisher.kind
    )
    held = dict(counts.tuples())
    query = t.ExtinguisherKind.select().order_by(t.ExtinguisherKind.code)
    return [KindEntry(row.id, kind_of(row), row.active, held.get(row.id, 0)) for row in query]


def add_kind(registry: Registry, draft: KindDraft) -> int:
    """Keep a new kind with the intervals of the standard; its id."""
    kind = _checked(draft)
    with history.recording(registry, "kind.add", kind.code, name=kind.name) as change:
        _refuse_taken(kind.code)
        kind_id = change.insert(t.ExtinguisherKind, **_fields(kind))
        _insert_rules(change, kind_id, default_rules(kind))
    return kind_id


def change_kind(
    registry: Registry, kind_id: int, draft: KindDraft, seen: ExtinguisherKind | None = None
) -> None:
    """Correct a kind; where it can be recharged now or no more, it gets the clocks of the standard for that.

    StaleError where it is not what was `seen` any more.
    """
    kind = _checked(draft)
    with history.recording(registry, "kind.change", kind.code) as change:
        row = still_there(t.ExtinguisherKind, kind_id)
        refuse_stale(row.code, seen, kind_of(row))
        _refuse_taken(kind.code, kind_id)
        rechargeable = row.rechargeable
        changed = change.update(t.ExtinguisherKind, kind_id, **_fields(kind))
        change.detail |= {name: list(map(str, sides)) for name, sides in changed.items()}
        if kind.rechargeable != rechargeable:
            for rule in _rules_of(kind_id):
                change.delete(t.IntervalRule, rule.id)
            _insert_rules(change, kind_id, default_rules(kind))


def retire_kind(registry: Registry, kind_id: int, *, active: bool = False) -> None:
    """Offer a kind no more for new extinguishers (or again); those there are keep their clocks."""
    action = "kind.restore" if active else "kind.retire"
    code = t.ExtinguisherKind.get_by_id(kind_id).code
    with history.recording(registry, action, code) as change:
        change.update(t.ExtinguisherKind, kind_id, active=active)


def rules() -> list[RuleRow]:
    """Every interval by kind, clock and the day it applies from."""
    its = t.IntervalRule
    query = its.select(its, t.ExtinguisherKind).join(t.ExtinguisherKind)
    found = [RuleRow(r.id, r.kind_id, r.kind.code, r.kind.name, rule_of(r)) for r in query]
    order = list(Clock)
    return sorted(found, key=lambda r: (r.kind_code, order.index(r.rule.clock), r.rule.applies_from))


def change_interval(
    registry: Registry,
    kind_id: int,
    clock: Clock,
    interval: Interval,
    *,
    applies_from: date = FROM_THE_BEGINNING,
    source: str = "",
    seen: RuleRow | None = None,
) -> int:
    """Let a clock of a kind run for `interval` when it begins on `applies_from` or later; every due date follows.

    It replaces the rule from the same day, and counts until a rule from a later one. `source` is what the ward
    goes by; without one it is the standard's where the interval is the standard's, and none where not. How many
    extinguishers there are of the kind. StaleError where the rule that was `seen` is another one now.
    """
    rule = _rule(kind_id, clock, interval, applies_from, line(source, "source", limit=300))
    with history.recording(registry, "interval.change", _subject(kind_id, clock)) as change:
        if seen is not None:
            refuse_stale(change.subject, seen.rule, rule_of(still_there(t.IntervalRule, seen.id)))
        here = _standing(kind_id, clock, applies_from)
        change.detail |= {"after": _words(rule)}
        if here is None:
            _insert_rules(change, kind_id, [rule])
        else:
            change.detail["before"] = _words(rule_of(here))
            change.update(t.IntervalRule, here.id, **_rule_fields(rule))
    return t.Extinguisher.select().where(t.Extinguisher.kind == kind_id).count()


def remove_interval(registry: Registry, rule_id: int) -> None:
    """Take out a rule that applies from a day; what began since then is due by the rule before it again."""
    row = t.IntervalRule.get_by_id(rule_id)
    if row.applies_from == FROM_THE_BEGINNING:
        raise ConflictError(
            _("An interval from the beginning can be changed, but a clock cannot be without one.")
        )
    subject = _subject(row.kind_id, Clock(row.clock))
    with history.recording(registry, "interval.remove", subject, before=_words(rule_of(row))) as change:
        change.delete(t.IntervalRule, rule_id)


def preview_interval(
    kind_id: int,
    clock: Clock,
    interval: Interval,
    as_of: date,
    *,
    applies_from: date = FROM_THE_BEGINNING,
    first: int = _FIRST,
) -> IntervalPreview:
    """What `change_interval` would have overdue on `as_of`; nothing is kept."""
    rule = _rule(kind_id, clock, interval, applies_from, "")
    others = [rule_of(r) for r in _rules_of(kind_id) if (r.clock, r.applies_from) != (clock, applies_from)]
    until = dict(spans([rule, *others]))[rule]
    database, trial = t.DueDate._meta.database, Trial(kind_id, rule, until, as_of)
    by_group = due_dates.overdue_with(database, trial)
    return IntervalPreview(
        sum(now for _group, now, _then in by_group),
        sum(then for _group, _now, then in by_group),
        by_group,
        as_rows(due_dates.becoming_overdue(database, trial, first), as_of),
    )


def _rule(kind_id: int, clock: Clock, interval: Interval, applies_from: date, source: str) -> Rule:
    """The rule that is wanted; BadInputError where it is none."""
    if not 0 < interval.count <= _MAX_COUNT:
        raise BadInputError(
            _("The interval must be a number from 1 to {most}.").format(most=_MAX_COUNT), "count"
        )
    if _standing(kind_id, clock, FROM_THE_BEGINNING) is None:
        raise BadInputError(_("Extinguishers of this kind have no such clock."), "clock")
    wanted = Rule(clock, interval, source, proven=False, applies_from=applies_from)
    for rule in default_rules(kind_of(t.ExtinguisherKind.get_by_id(kind_id))):
        if (rule.clock, rule.interval) == (clock, interval) and source in ("", rule.source):
            return replace(rule, applies_from=applies_from)
    return wanted


def _standing(kind_id: int, clock: Clock, applies_from: date) -> t.IntervalRule | None:
    its = t.IntervalRule
    return its.get_or_none(its.kind == kind_id, its.clock == clock, its.applies_from == applies_from)


def _rules_of(kind_id: int) -> list[t.IntervalRule]:
    return list(t.IntervalRule.select().where(t.IntervalRule.kind == kind_id))


def _insert_rules(change: Recorder, kind_id: int, wanted: Sequence[Rule]) -> None:
    for rule in wanted:
        change.insert(
            t.IntervalRule,
            kind=kind_id,
            clock=str(rule.clock),
            applies_from=rule.applies_from,
            **_rule_fields(rule),
        )


def _rule_fields(rule: Rule) -> dict[str, object]:
    return {
        "count": rule.interval.count,
        "unit": str(rule.interval.unit),
        "source": rule.source,
        "proven": rule.proven,
    }


def _checked(draft: KindDraft) -> ExtinguisherKind:
    code = required(
        compact(draft.code), "code", _("Enter the code of the kind, for example MFZL4."), limit=20
    )
    name = required(draft.name, "name", _("Enter the name of the kind."))
    if not 0 < draft.mass_g <= _MAX_MASS_G:
        raise BadInputError(
            _("The mass must be more than 0 and at most {most} kg.").format(most=_MAX_MASS_G // 1000),
            "mass_g",
        )
    return ExtinguisherKind(
        code,
        name,
        draft.agent,
        draft.build,
        draft.mass_g,
        draft.has_gauge,
        draft.rechargeable,
        draft.wheeled,
    )


def _refuse_taken(code: str, but: int = 0) -> None:
    its = t.ExtinguisherKind
    if its.select().where(its.code == code, its.id != but).exists():
        raise ConflictError(_("There is a kind with the code {code} already.").format(code=code))


def _fields(kind: ExtinguisherKind) -> dict[str, object]:
    return {
        "code": kind.code,
        "name": kind.name,
        "agent": str(kind.agent),
        "build": str(kind.build),
        "mass_g": kind.mass_g,
        "has_gauge": kind.has_gauge,
        "rechargeable": kind.rechargeable,
        "wheeled": kind.wheeled,
    }


def _subject(kind_id: int, clock: Clock) -> str:
    return f"{t.ExtinguisherKind.get_by_id(kind_id).code} {clock}"


def _words(rule: Rule) -> str:
    interval = f"{rule.interval.count} {rule.interval.unit}"
    if rule.applies_from == FROM_THE_BEGINNING:
        return interval
    return f"{interval}, {format_date(rule.applies_from)}"
