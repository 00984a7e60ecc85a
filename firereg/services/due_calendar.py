"""What falls due in the months to come."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from firereg.domain.dates import add_months
from firereg.domain.schedule import Clock
from firereg.services import equipment_standing
from firereg.store import models as t
from firereg.store import overdue as sql

_MONTHS = 12


@dataclass(frozen=True)
class Due:
    """How many of each clock fall due on a day, or in the month that begins with it."""

    day: date
    by_clock: Mapping[Clock, int]

    @property
    def clocks(self) -> int:
        """All of them."""
        return sum(self.by_clock.values())


def due_by_day(first: date, last: date) -> list[Due]:
    """Each day from `first` to `last` on which something is due."""
    found = sql.due_totals(t.DueDate._meta.database, first.isoformat(), last.isoformat())
    by_day: dict[str, dict[Clock, int]] = defaultdict(dict)
    for clock, day, n in found:
        by_day[day][Clock(clock)] = n
    return [Due(date.fromisoformat(day), counts) for day, counts in by_day.items()]


def months_ahead(today: date, months: int = _MONTHS) -> list[Due]:
    """This month from today on and the months after it, `months` in all, empty ones too."""
    begin = [add_months(today.replace(day=1), n) for n in range(months + 1)]
    by_month = {month: Counter[Clock]() for month in begin[:-1]}
    for due in due_by_day(today, begin[-1] - timedelta(days=1)):
        by_month[due.day.replace(day=1)].update(due.by_clock)
    return [Due(month, dict(counts)) for month, counts in by_month.items()]


def overdue_at_month_ends(today: date, months: int = _MONTHS) -> list[Due]:
    """How many of each clock were overdue at the end of each of the last `months` months, and today, worked out
    from the records.

    By the rules of now, so that the line tells how the ward looked after its extinguishers and not when an
    interval was changed. It takes seconds where there are many.
    """
    first = today.replace(day=1)
    days = [*(add_months(first, -n) - timedelta(days=1) for n in reversed(range(months))), today]
    counts = {day: Counter[Clock]() for day in days}
    for told in equipment_standing.standings(days):
        for standing in told:
            counts[standing.day].update(standing.overdue)
    return [Due(day, dict(found)) for day, found in counts.items()]
