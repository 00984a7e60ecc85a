"""The roster of a month: made fairly, changed by swaps, with who came, and the hours it comes to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from peewee import JOIN, fn

from firereg.domain.dates import format_date
from firereg.domain.duty import Post, Share, Shift, TooFewError, shared_out, shifts
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import duty
from firereg.services.history import recording
from firereg.services.inputs import line
from firereg.services.registry import Registry
from firereg.services.stale import still_there
from firereg.store import models as t


@dataclass(frozen=True)
class TurnRow:
    """One person on one post on one day; `attended` is None until somebody says it."""

    id: int
    day: date
    post_id: int
    post: str
    starts: time
    ends: time
    person_id: int
    person: str
    body: str
    stood_in_for: str
    attended: bool | None
    note: str
    phone: str = ""

    @property
    def hours(self) -> float:
        """How long it lasts."""
        return Shift(self.day, Post(self.post_id, frozenset(), self.starts, self.ends, 1)).hours


@dataclass(frozen=True)
class HoursRow:
    """What one person did in a time: turns planned, kept, missed, and the hours of those kept."""

    person_id: int
    person: str
    body: str
    planned: int
    kept: int
    missed: int
    hours: float


def month(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), following - timedelta(days=1)


def turns(programme_id: int, first: date, last: date) -> list[TurnRow]:
    """The turns from `first` to `last`, both included, by day, time and post."""
    its, first_of_all = t.DutyTurn, t.DutyPerson.alias()
    query = (
        its.select(its, t.DutyPost, t.DutyPerson, first_of_all)
        .join(t.DutyPost)
        .switch(its)
        .join(t.DutyPerson, on=its.person == t.DutyPerson.id)
        .switch(its)
        .join(first_of_all, JOIN.LEFT_OUTER, on=its.stood_in_for == first_of_all.id)
        .where(t.DutyPost.programme == programme_id, its.day.between(first, last))
        .order_by(its.day, its.starts, t.DutyPost.name, its.id)
    )
    return [_turn(row) for row in query]


def make(
    registry: Registry,
    programme_id: int,
    first: date,
    last: date,
    away: Mapping[int, Collection[date]] | None = None,
) -> int:
    """Plan the turns of these days that are not planned yet, fairly; how many were added.

    Whoever had the fewest turns at the post comes first. `away` are days on which somebody cannot come.
    BadInputError where nobody or too few can come, or there is no post; then nothing is planned.
    """
    with recording(registry, "duty.make_roster", first_day=first, last_day=last) as change:
        programme = still_there(t.Programme, programme_id)
        change.subject = programme.name
        posts = {row.id: row.as_post() for row in duty.posts(programme_id) if row.active}
        if not posts:
            raise BadInputError(_("Add a post first: where and on which days people stand there."), "posts")
        people = [row.id for row in duty.people(programme_id) if row.active]
        planned = {(turn.post_id, turn.day) for turn in turns(programme_id, first, last)}
        wanted = [one for one in shifts(posts.values(), first, last) if (one.post.id, one.day) not in planned]
        busy: dict[int, set[date]] = defaultdict(set, {one: set(days) for one, days in (away or {}).items()})
        for turn in turns(programme_id, first, last):
            busy[turn.person_id].add(turn.day)
        try:
            roster = list(shared_out(wanted, people, _so_far(programme_id), busy))
        except TooFewError as too_few:
            raise BadInputError(
                _(
                    "On {day} more people are needed than can come. Add people, or ask for fewer at the post."
                ).format(day=format_date(too_few.day)),
                "people",
            ) from too_few
        added = 0
        for shift, chosen in roster:
            for person in chosen:
                change.insert(
                    t.DutyTurn,
                    post=shift.post.id,
                    day=shift.day,
                    starts=f"{shift.post.starts:%H:%M}",
                    ends=f"{shift.post.ends:%H:%M}",
                    person=person,
                )
                added += 1
        change.detail["count"] = added
    return added


def clear(registry: Registry, programme_id: int, first: date, last: date) -> int:
    """Take the planned turns of these days out again, except those of which somebody has said who came; how many."""
    with recording(registry, "duty.clear_roster", first_day=first, last_day=last) as change:
        change.subject = still_there(t.Programme, programme_id).name
        gone = [turn.id for turn in turns(programme_id, first, last) if turn.attended is None]
        for turn_id in gone:
            change.delete(t.DutyTurn, turn_id)
        change.detail["count"] = len(gone)
    return len(gone)


def stand_in(registry: Registry, turn_id: int, person_id: int, note: str = "") -> None:
    """Give a turn to somebody else; it stays to be seen whose it was."""
    with recording(registry, "duty.stand_in", note=line(note, "note")) as change:
        row = still_there(t.DutyTurn, turn_id)
        _refuse_busy(row, person_id)
        change.subject = row.post.name
        change.detail["day"] = row.day
        first_of_all = row.stood_in_for_id or row.person_id
        change.update(
            t.DutyTurn,
            turn_id,
            person=person_id,
            stood_in_for=None if first_of_all == person_id else first_of_all,
            note=line(note, "note"),
        )


def swap(registry: Registry, one_id: int, other_id: int) -> None:
    """Let two people change their turns with each other."""
    with recording(registry, "duty.swap") as change:
        one, other = (still_there(t.DutyTurn, turn_id) for turn_id in (one_id, other_id))
        if one.day != other.day:
            _refuse_busy(one, other.person_id)
            _refuse_busy(other, one.person_id)
        elif one.post_id == other.post_id:
            raise ConflictError(_("Both stand at that post on that day already."))
        change.subject = one.post.name
        change.detail["days"] = [one.day, other.day]
        for row, person in ((one, other.person_id), (other, one.person_id)):
            first_of_all = row.stood_in_for_id or row.person_id
            change.update(
                t.DutyTurn,
                row.id,
                person=person,
                stood_in_for=None if first_of_all == person else first_of_all,
            )


def say_attended(
    registry: Registry, turn_ids: Collection[int], attended: bool | None, note: str = ""
) -> None:
    """Say who came and who did not; None takes that back. BadInputError for a day that has not come."""
    with recording(registry, "duty.attended", attended=attended) as change:
        for turn_id in turn_ids:
            row = still_there(t.DutyTurn, turn_id)
            if attended is not None and row.day > registry.today():
                raise BadInputError(
                    _("{day} has not come yet. Say who came on the day or after it.").format(
                        day=format_date(row.day)
                    ),
                    "day",
                )
            change.subject = row.post.name
            change.update(t.DutyTurn, turn_id, attended=attended, note=line(note, "note") or row.note)
        change.detail["count"] = len(turn_ids)


def hours(programme_id: int, first: date, last: date) -> list[HoursRow]:
    """What everybody did in these days, the most hours first; somebody without a turn is left out."""
    of_person: dict[int, list[TurnRow]] = defaultdict(list)
    for turn in turns(programme_id, first, last):
        of_person[turn.person_id].append(turn)
    found = [
        HoursRow(
            person_id,
            its[0].person,
            its[0].body,
            planned=len(its),
            kept=sum(turn.attended is True for turn in its),
            missed=sum(turn.attended is False for turn in its),
            hours=sum(turn.hours for turn in its if turn.attended),
        )
        for person_id, its in of_person.items()
    ]
    return sorted(found, key=lambda row: (-row.hours, -row.kept, row.person))


def _so_far(programme_id: int) -> dict[int, dict[int, Share]]:
    """What everybody had of turns at each post of this programme; a turn that was missed is none."""
    its = t.DutyTurn
    query = (
        its.select(its.post, its.person, fn.COUNT(its.id), fn.MAX(its.day))
        .join(t.DutyPost)
        .where(t.DutyPost.programme == programme_id, its.attended.is_null() | its.attended)
        .group_by(its.post, its.person)
    )
    found: dict[int, dict[int, Share]] = defaultdict(dict)
    for post, person, count, last in query.tuples():
        found[post][person] = Share(count, _day(last))
    return found


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _refuse_busy(row: t.DutyTurn, person_id: int) -> None:
    its = t.DutyTurn
    there = its.get_or_none(its.day == row.day, its.person == person_id, its.id != row.id)
    if there is not None:
        raise ConflictError(
            _("{name} has a turn on {day} already ({post}).").format(
                name=there.person.name, day=format_date(row.day), post=there.post.name
            )
        )


def _turn(row: t.DutyTurn) -> TurnRow:
    return TurnRow(
        id=row.id,
        day=row.day,
        post_id=row.post_id,
        post=row.post.name,
        starts=time.fromisoformat(row.starts),
        ends=time.fromisoformat(row.ends),
        person_id=row.person_id,
        person=row.person.name,
        body=row.person.body,
        stood_in_for=row.stood_in_for.name if row.stood_in_for_id else "",
        attended=row.attended,
        note=row.note,
        phone=row.person.phone,
    )
