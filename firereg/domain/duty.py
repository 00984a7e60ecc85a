"""Rosters of duty: which shifts a month has, and whose turn it is, shared out fairly."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from firereg.domain.text import excerpt
from firereg.i18n import _

_DAYS = re.compile(r"(\d{1,2})(?:\s*-\s*(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True)
class Post:
    """A place to be on duty; `weekdays` are 0 (Monday) to 6 (Sunday), `people` how many stand there at a time."""

    id: int
    weekdays: frozenset[int]
    starts: time
    ends: time
    people: int


@dataclass(frozen=True)
class Shift:
    """A post on one day."""

    day: date
    post: Post

    @property
    def hours(self) -> float:
        """How long it lasts, in hours; one that ends at or before its start ends on the next day."""
        begin = datetime.combine(self.day, self.post.starts)
        end = datetime.combine(self.day, self.post.ends)
        if end <= begin:
            end += timedelta(days=1)
        return (end - begin) / timedelta(hours=1)


@dataclass(frozen=True)
class Share:
    """What somebody has done so far at a post: turns, and the day of the last one, None where there is none yet."""

    turns: int = 0
    last: date | None = None


class TooFewError(ValueError):
    """A day asks for more people than there are; `day` is the first such day."""

    def __init__(self, day: date) -> None:
        super().__init__(str(day))
        self.day = day


def days_typed(text: str, first: date, last: date) -> set[date]:
    """The days of a month named by "5, 12, 19" or "5-7; 12"; ValueError for what is no day from `first` to `last`."""
    found: set[date] = set()
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", text))):
        match = _DAYS.fullmatch(part)
        numbers = range(int(match[1]), int(match[2] or match[1]) + 1) if match else range(0)
        if not numbers or numbers[0] < first.day or numbers[-1] > last.day:
            raise ValueError(
                _("“{text}” is no day from {first} to {last}. Type days like 5, 12, 19.").format(
                    text=excerpt(part), first=f"{first:%d/%m}", last=f"{last:%d/%m}"
                )
            )
        found.update(first.replace(day=number) for number in numbers)
    return found


def shifts(posts: Iterable[Post], first: date, last: date) -> list[Shift]:
    """Every shift from `first` to `last`, both included, by day and time."""
    kept = sorted(posts, key=lambda post: (post.starts, post.id))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [Shift(day, post) for day in days for post in kept if day.weekday() in post.weekdays]


def shared_out(
    wanted: Sequence[Shift],
    people: Collection[int],
    so_far: Mapping[int, Mapping[int, Share]],
    away: Mapping[int, Collection[date]] = {},
) -> Iterator[tuple[Shift, tuple[int, ...]]]:
    """For each shift who stands there: whoever had the fewest turns at its post, then in all, then longest ago.

    Each post is shared out by itself, so a long Sunday and a short morning come to everybody alike. `so_far` is by
    post and person. Nobody has two turns on a day. Whoever is new at a post begins with the fewest turns that
    anybody has there, so that nobody has to catch up for the years before. `away` are the days on which somebody
    cannot come. TooFewError where a day asks for more people than can come.
    """
    turns = {post: _turns(people, so_far.get(post, {})) for post in {shift.post.id for shift in wanted}}
    last = {
        one: max((its[one].last or date.min for its in so_far.values() if one in its), default=date.min)
        for one in people
    }
    busy: set[tuple[date, int]] = set()
    for shift in wanted:
        here = turns[shift.post.id]
        free = [one for one in people if (shift.day, one) not in busy and shift.day not in away.get(one, ())]
        if len(free) < shift.post.people:
            raise TooFewError(shift.day)
        in_all = {one: sum(its[one] for its in turns.values()) for one in free}
        free.sort(key=lambda one: (here[one], in_all[one], last[one], one))
        chosen = tuple(free[: shift.post.people])
        for one in chosen:
            busy.add((shift.day, one))
            here[one] += 1
            last[one] = shift.day
        yield shift, chosen


def _turns(people: Collection[int], known: Mapping[int, Share]) -> dict[int, int]:
    least = min((known[one].turns for one in people if one in known), default=0)
    return {one: known[one].turns if one in known else least for one in people}
