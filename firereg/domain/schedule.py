"""The clocks of an extinguisher: what is due when, and why.

Each clock runs on its own. An inspection moves the owner's check and nothing else; a maintenance moves the
maintenance and nothing else; a recharge moves the full service and nothing else.

The intervals a new registry starts with stand in `default_rules`, each with its source. The ward can change
them; what the standard does not prove is marked so, and the screen says it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from firereg.domain.dates import add_months
from firereg.domain.equipment import Agent, Build, Extinguisher, ExtinguisherKind, State


class Clock(StrEnum):
    """What can fall due."""

    OWNER_CHECK = "owner_check"
    MAINTENANCE = "maintenance"
    FULL_SERVICE = "full_service"
    HYDROSTATIC = "hydrostatic"
    DISCARD = "discard"


class RecordKind(StrEnum):
    """What was done to an extinguisher. Anybody may inspect; the others name a competent firm."""

    INSPECTION = "inspection"
    MAINTENANCE = "maintenance"
    RECHARGE = "recharge"
    HYDROSTATIC = "hydrostatic"


class Unit(StrEnum):
    """What an interval counts."""

    DAY = "day"
    MONTH = "month"


class LateBand(StrEnum):
    """How long past due."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    LONGER = "longer"

    @property
    def days(self) -> tuple[int, int | None]:
        """(least, most) days late; None is any number."""
        return {
            LateBand.MONTH: (1, 30),
            LateBand.QUARTER: (31, 90),
            LateBand.YEAR: (91, 365),
            LateBand.LONGER: (366, None),
        }[self]


@dataclass(frozen=True)
class Interval:
    """`count` days or months."""

    count: int
    unit: Unit

    def after(self, day: date) -> date:
        """The day the interval ends; a month end stays a month end (31/01 + 1 month is 28/02 or 29/02)."""
        if self.unit is Unit.DAY:
            return day + timedelta(days=self.count)
        return add_months(day, self.count)


@dataclass(frozen=True)
class Rule:
    """How long one clock runs for one kind, and where that comes from.

    `proven` is false where no text of the standard was found for it: a default, not the law. It counts for what
    begins on `applies_from` or later, until a rule of the same clock that applies from a later day.
    """

    clock: Clock
    interval: Interval
    source: str
    proven: bool
    applies_from: date = date.min


@dataclass(frozen=True)
class Record:
    """Something done on a day."""

    kind: RecordKind
    day: date


MOVED_BY: dict[Clock, RecordKind | None] = {
    Clock.OWNER_CHECK: RecordKind.INSPECTION,
    Clock.MAINTENANCE: RecordKind.MAINTENANCE,
    Clock.FULL_SERVICE: RecordKind.RECHARGE,
    Clock.HYDROSTATIC: RecordKind.HYDROSTATIC,
    Clock.DISCARD: None,
}

_HELD = frozenset({State.WITH_HOUSEHOLD, State.SPARE_LENT})
_KEPT = _HELD | {State.IN_STOCK, State.AT_SERVICE}
RUNS_IN: dict[Clock, frozenset[State]] = {
    Clock.OWNER_CHECK: _HELD,
    Clock.MAINTENANCE: _KEPT,
    Clock.FULL_SERVICE: _KEPT,
    Clock.HYDROSTATIC: _KEPT,
    Clock.DISCARD: _KEPT,
}
"""In which states a clock runs: nobody checks one that is lost, and its household does not check one in stock."""

_OWNER_CHECK = Rule(Clock.OWNER_CHECK, Interval(30, Unit.DAY), "TCVN 7435-2:2004 §4.2.1", proven=True)
_FIVE_YEARS = Interval(60, Unit.MONTH)


def default_rules(kind: ExtinguisherKind) -> tuple[Rule, ...]:
    """The clocks of a kind and their intervals, as a new registry starts with them.

    TCVN 7435-2:2004: an inspection about every 30 days (§4.2.1); maintenance at most a year apart (§4.3, the
    wording of the lower bound is ambiguous); every 5 years the unit is emptied, opened and examined inside
    (§4.3.2.5, Table 2), a clean agent recovered (§4.3.2.6); one that cannot be recharged is discharged and
    discarded at most 5 years after manufacture (§4.3.2.5, note).
    """
    if not kind.rechargeable:
        return (
            _OWNER_CHECK,
            Rule(Clock.DISCARD, _FIVE_YEARS, "TCVN 7435-2:2004 §4.3.2.5", proven=True),
        )
    if kind.agent is Agent.CLEAN_AGENT:
        full_service = Rule(Clock.FULL_SERVICE, _FIVE_YEARS, "TCVN 7435-2:2004 §4.3.2.6", proven=True)
    else:
        full_service = Rule(
            Clock.FULL_SERVICE,
            _FIVE_YEARS,
            "TCVN 7435-2:2004 §4.3.2.5",
            proven=kind.build is Build.STORED_PRESSURE and kind.agent in (Agent.POWDER_ABC, Agent.POWDER_BC),
        )
    return (
        _OWNER_CHECK,
        Rule(Clock.MAINTENANCE, Interval(12, Unit.MONTH), "TCVN 7435-2:2004 §4.3", proven=True),
        full_service,
        # The text of §5 was not found; 5 years is what the trade does.
        Rule(Clock.HYDROSTATIC, _FIVE_YEARS, "TCVN 7435-2:2004 §5", proven=False),
    )


def starts(extinguisher: Extinguisher, records: Iterable[Record], rules: Iterable[Rule]) -> dict[Clock, date]:
    """The day each running clock counts from; one whose start is not known is left out, never guessed.

    An inspection is made when the unit is first placed, so the owner's check counts from the day it came to
    the household (TCVN 7435-2:2004 §4.2.1). Maintenance counts from the last maintenance, for a new unit
    from its manufacture, and from its receipt where that is not known. The full service, the pressure test and
    the end of life count from manufacture (§4.3.2.5).
    """
    last: dict[RecordKind, date] = {}
    for record in records:
        last[record.kind] = max(record.day, last.get(record.kind, record.day))
    running = {rule.clock for rule in rules if extinguisher.state in RUNS_IN[rule.clock]}
    known = {clock: _start(extinguisher, clock, last) for clock in Clock if clock in running}
    return {clock: start for clock, start in known.items() if start is not None}


def rule_for(clock: Clock, start: date, rules: Iterable[Rule]) -> Rule | None:
    """The rule that counts for what begins on `start`; None where none applies yet."""
    its = (rule for rule in rules if rule.clock is clock and rule.applies_from <= start)
    return max(its, key=lambda rule: rule.applies_from, default=None)


def due_dates(
    extinguisher: Extinguisher, records: Iterable[Record], rules: Iterable[Rule]
) -> dict[Clock, date]:
    """The day each running clock is due: its start and the interval that counts for what begins then."""
    rules = list(rules)
    due = {}
    for clock, start in starts(extinguisher, records, rules).items():
        rule = rule_for(clock, start, rules)
        if rule is not None:
            due[clock] = rule.interval.after(start)
    return due


def unknown_clocks(extinguisher: Extinguisher, due: dict[Clock, date], rules: Iterable[Rule]) -> list[Clock]:
    """The clocks that should run but have no known start."""
    running = {rule.clock for rule in rules if extinguisher.state in RUNS_IN[rule.clock]}
    return [clock for clock in Clock if clock in running and clock not in due]


def _start(extinguisher: Extinguisher, clock: Clock, last: dict[RecordKind, date]) -> date | None:
    moved_by = MOVED_BY[clock]
    done = last.get(moved_by) if moved_by else None
    if clock is Clock.OWNER_CHECK:
        candidates = [day for day in (done, extinguisher.placed_on) if day]
        return max(candidates, default=None)
    if clock is Clock.MAINTENANCE:
        return done or extinguisher.made_on or extinguisher.received_on
    return done or extinguisher.made_on


def days_late(due: date, as_of: date) -> int:
    """How many days past due; 0 on the day itself and before: due today is not overdue."""
    return max(0, (as_of - due).days)
