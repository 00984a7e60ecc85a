"""Everything that belongs to a programme: its time line, and the figures for its report."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from peewee import JOIN, fn

from firereg.domain.alerts import AlertKind
from firereg.domain.duty import Post, Shift
from firereg.domain.walks import Outcome
from firereg.services import notices
from firereg.services.programmes import ProgrammeRow, by_id
from firereg.services.zalo_groups import zalo_groups
from firereg.store import models as t


class What(StrEnum):
    """What happened in a programme."""

    LAUNCHED = "launched"
    ROUND = "round"
    HANDOVERS = "handovers"  # in no round of the programme: all of a day together
    WALK = "walk"
    NOTICE = "notice"
    REMINDERS = "reminders"
    ALERT = "alert"
    DUTY = "duty"  # all of a month together, on its last day with a turn
    ENDED = "ended"


@dataclass(frozen=True)
class StoryEvent:
    """Something that happened on a day, with its name, how many it were and what they were worth.

    `count` are the households of a round, the extinguishers of a walk, the groups that were told, the turns of a
    month; `amount` the đồng of a round, the hours of duty. `is_open` is an alert, a round or a walk that goes on.
    """

    day: date
    what: What
    name: str = ""
    count: int = 0
    amount: float = 0
    is_open: bool = False
    id: int | None = None


@dataclass(frozen=True)
class ProgrammeFigures:
    """What came of a programme, from `first` to `last`, both included; the Zalo groups are those of today."""

    first: date
    last: date
    rounds: int
    handovers: int
    households: int
    extinguishers: int
    given_dong: int
    walks: int
    inspected: int
    zalo_groups: int
    members: int
    reached: int
    notices: int
    reminders: int
    alerts: int
    alerts_closed: int
    alerts_by_kind: dict[AlertKind, int]
    turns: int
    hours: float


def time_line(programme_id: int) -> list[StoryEvent]:
    """What happened in a programme, the newest first."""
    row = by_id(programme_id)
    events = [StoryEvent(row.launched_on, What.LAUNCHED)]
    if row.ended_on:
        events.append(StoryEvent(row.ended_on, What.ENDED))
    for part in (_rounds, _handovers, _walks, _notices, _reminders, _alerts, _duty):
        events += part(programme_id)
    late = {What.LAUNCHED: 0, What.ENDED: 2}  # of one day
    return sorted(events, key=lambda one: (one.day, late.get(one.what, 1)))[::-1]


def figures(programme_id: int, first: date | None = None, last: date | None = None) -> ProgrammeFigures:
    """What came of a programme in these days, of all its time where none are named."""
    first, last = first or date.min, last or date.max
    turns = list(_turns(programme_id, first, last))
    groups = zalo_groups(programme_id=programme_id, closed=False)
    kinds = {kind: _alerts_count(programme_id, first, last, t.Alert.kind == kind) for kind in AlertKind}
    return ProgrammeFigures(
        first=first,
        last=last,
        rounds=_count(t.Round, programme_id, t.Round.day.between(first, last)),
        **_given(programme_id, first, last),
        walks=_count(t.InspectionRound, programme_id, t.InspectionRound.first_day.between(first, last)),
        inspected=_inspected(programme_id, first, last),
        zalo_groups=len(groups),
        members=sum(group.members or 0 for group in groups),
        reached=sum(group.households or 0 for group in groups),
        notices=len(notices.told(first, last, programme_id)),
        reminders=_count(t.Reminder, programme_id, t.Reminder.day.between(first, last)),
        alerts=sum(kinds.values()),
        alerts_closed=_alerts_count(programme_id, first, last, t.Alert.closed_on.is_null(False)),
        alerts_by_kind=kinds,
        turns=len(turns),
        hours=sum(hours for _day, hours in turns),
    )


def helped_by_group(programme_id: int, first: date, last: date) -> dict[int, int]:
    """How many households were helped in these days, by the id of the group they are in today."""
    its, home = t.Handover, t.Household
    query = its.select(home.group, fn.COUNT(home.id.distinct())).join(home, on=its.household == home.id)
    return dict(
        query.where(_belongs(programme_id), its.day.between(first, last)).group_by(home.group).tuples()
    )


def years_of(row: ProgrammeRow, today: date) -> list[int]:
    """The years in which a programme ran, the last one first."""
    last = min(row.ended_on or today, today).year
    return list(range(max(last, row.launched_on.year), row.launched_on.year - 1, -1))


def _belongs(programme_id: int):
    """The handovers of a programme that stand: by their round, or by themselves."""
    own = t.Round.select(t.Round.id).where(t.Round.programme == programme_id)
    its = t.Handover
    return its.voided_at.is_null() & ((its.programme == programme_id) | its.round.in_(own))


def _given(programme_id: int, first: date, last: date) -> dict[str, int]:
    its, line = t.Handover, t.HandoverLine
    where = (_belongs(programme_id), its.day.between(first, last))
    counted = its.select(
        fn.COUNT(its.id), fn.COUNT(its.household.distinct()), fn.COALESCE(fn.SUM(its.total_dong), 0)
    )
    handovers, households, dong = counted.where(*where).tuples().get()
    handed = line.select(line.id).join(its).where(*where, line.extinguisher.is_null(False))
    return {
        "handovers": handovers,
        "households": households,
        "given_dong": dong,
        "extinguishers": handed.count(),
    }


def _rounds(programme_id: int) -> Iterator[StoryEvent]:
    its, own = t.Round, t.Handover
    given = (own.round == its.id) & own.voided_at.is_null()
    query = (
        its.select(
            *(its.id, its.name, its.day, its.closed_on),
            fn.COUNT(own.household.distinct()).alias("households"),
            fn.COALESCE(fn.SUM(own.total_dong), 0).alias("dong"),
        )
        .join(own, JOIN.LEFT_OUTER, on=given)
        .where(its.programme == programme_id)
        .group_by(its.id)
    )
    for row in query.namedtuples():
        open_ = row.closed_on is None
        yield StoryEvent(row.day, What.ROUND, row.name, row.households, row.dong, open_, row.id)


def _handovers(programme_id: int) -> Iterator[StoryEvent]:
    """Those in no round of the programme."""
    its = t.Handover
    in_rounds = its.round.in_(t.Round.select(t.Round.id).where(t.Round.programme == programme_id))
    counted = its.select(its.day, fn.COUNT(its.household.distinct()), fn.SUM(its.total_dong))
    query = counted.where(_belongs(programme_id), its.round.is_null() | ~in_rounds).group_by(its.day)
    for day, households, dong in query.tuples():
        yield StoryEvent(day, What.HANDOVERS, "", households, dong)


def _walks(programme_id: int) -> Iterator[StoryEvent]:
    its, line = t.InspectionRound, t.RoundLine
    done = (line.round == its.id) & (line.outcome != Outcome.OPEN)
    query = (
        its.select(its.id, its.name, its.first_day, its.closed_on, fn.COUNT(line.id).alias("done"))
        .join(line, JOIN.LEFT_OUTER, on=done)
        .where(its.programme == programme_id)
        .group_by(its.id)
    )
    for row in query.namedtuples():
        yield StoryEvent(
            row.first_day, What.WALK, row.name, row.done, is_open=row.closed_on is None, id=row.id
        )


def _notices(programme_id: int) -> Iterator[StoryEvent]:
    for day, text, zalo_ids in notices.told(date.min, date.max, programme_id):
        yield StoryEvent(day, What.NOTICE, notices.gist(text), len(zalo_ids))


def _reminders(programme_id: int) -> Iterator[StoryEvent]:
    its = t.Reminder
    query = its.select(its.day, fn.COUNT(its.id)).where(its.programme == programme_id).group_by(its.day)
    for day, many in query.tuples():
        yield StoryEvent(day, What.REMINDERS, "", many)


def _alerts(programme_id: int) -> Iterator[StoryEvent]:
    its = t.Alert
    for row in its.select().where(its.programme == programme_id):
        yield StoryEvent(row.at.date(), What.ALERT, row.what, is_open=row.closed_on is None, id=row.id)


def _alerts_count(programme_id: int, first: date, last: date, which: Any) -> int:
    its = t.Alert
    days = its.at.between(datetime.combine(first, time.min), datetime.combine(last, time.max))
    return its.select().where(its.programme == programme_id, days, which).count()


def _inspected(programme_id: int, first: date, last: date) -> int:
    line, its = t.RoundLine, t.InspectionRound
    query = line.select(line.id).join(its).where(its.programme == programme_id, line.outcome != Outcome.OPEN)
    return query.where(its.first_day.between(first, last)).count()


def _duty(programme_id: int) -> Iterator[StoryEvent]:
    months: dict[tuple[int, int], list[tuple[date, float]]] = defaultdict(list)
    for day, hours in _turns(programme_id, date.min, date.max):
        months[day.year, day.month].append((day, hours))
    for turns in months.values():
        yield StoryEvent(
            max(day for day, _hours in turns), What.DUTY, "", len(turns), sum(hours for _day, hours in turns)
        )


def _turns(programme_id: int, first: date, last: date) -> Iterator[tuple[date, float]]:
    """The day and the hours of each turn that somebody has attended."""
    its, post = t.DutyTurn, t.DutyPost
    query = its.select(its.day, its.starts, its.ends).join(post).where(post.programme == programme_id)
    for day, starts, ends in query.where(its.attended, its.day.between(first, last)).tuples():
        held = Post(0, frozenset(), time.fromisoformat(starts), time.fromisoformat(ends), 1)
        yield day, Shift(day, held).hours


def _count(model: Any, programme_id: int, which: Any) -> int:
    return model.select().where(model.programme == programme_id, which).count()
