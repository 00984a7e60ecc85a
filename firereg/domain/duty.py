"""Rosters of duty: which shifts a month has, and whose turn it is, shared out fairly."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


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
    """What somebody has done so far: turns, and the day of the last one, None where there is none yet."""

    turns: int = 0
    last: date | None = None


class TooFewError(ValueError):
    """A day asks for more people than there are; `day` is the first such day."""

    def __init__(self, day: date) -> None:
        super().__init__(str(day))
        self.day = day


def shifts(posts: Iterable[Post], first: date, last: date) -> list[Shift]:
    """Every shift from `first` to `last`, both included, by day and time."""
    kept = sorted(posts, key=lambda post: (post.starts, post.id))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [Shift(day, post) for day in days for post in kept if day.weekday() in post.weekdays]


def shared_out(
    wanted: Iterable[Shift],
    people: Collection[int],
    so_far: Mapping[int, Share],
    away: Mapping[int, Collection[date]] = {},
) -> Iterator[tuple[Shift, tuple[int, ...]]]:
    """For each shift who stands there: whoever had the fewest turns, then whose last turn is longest ago.

    Nobody has two turns on a day. Whoever is new begins with the fewest turns that anybody has, so that nobody
    has to catch up for the years before. `away` are the days on which somebody cannot come. TooFewError where a
    day asks for more people than can come.
    """
    least = min((so_far[one].turns for one in people if one in so_far), default=0)
    shares = {one: so_far.get(one, Share(least)) for one in people}
    busy: set[tuple[date, int]] = set()
    for shift in wanted:
        free = [one for one in people if (shift.day, one) not in busy and shift.day not in away.get(one, ())]
        if len(free) < shift.post.people:
            raise TooFewError(shift.day)
        free.sort(key=lambda one: (shares[one].turns, shares[one].last or date.min, one))
        chosen = tuple(free[: shift.post.people])
        for one in chosen:
            busy.add((shift.day, one))
            shares[one] = Share(shares[one].turns + 1, shift.day)
        yield shift, chosen
