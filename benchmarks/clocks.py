"""Changing an interval: every due date of a kind derived again, beside one plain UPDATE of the same rows."""

from collections.abc import Callable, Iterator
from itertools import count

from benchmarks.measure import seconds, turns
from benchmarks.table import Row, row
from firereg.domain.schedule import Clock, Interval, Unit
from firereg.services import kinds, overdue
from firereg.services.registry import Registry
from firereg.store import due_dates
from firereg.store import models as t

_SECTION = "Clocks"
_PLAIN = "UPDATE due_date SET due = date(start, :step) WHERE clock = :clock"
_COUNT = "SELECT clock, count(*) FROM due_date WHERE due < :day GROUP BY clock"
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'due_date'"


def rows(registry: Registry, size: int, rounds: int) -> list[Row]:
    """A changed interval kept, and looked at before."""
    kind_id = t.ExtinguisherKind.get(t.ExtinguisherKind.id == t.Extinguisher.get_by_id(1).kind_id).id
    days = count(31)  # never twice the same, or nothing would be written
    today = registry.today()

    def changed() -> float:
        interval = Interval(next(days), Unit.DAY)
        return seconds(lambda: kinds.change_interval(registry, kind_id, Clock.OWNER_CHECK, interval))

    def looked_at() -> object:
        return kinds.preview_interval(kind_id, Clock.OWNER_CHECK, Interval(45, Unit.DAY), today)

    beside = "one UPDATE of the same rows, without the counters"
    plain = plain_update(registry, days)
    turns(1, changed, plain)
    found = [
        row(_SECTION, f"An interval changed, {size:,} cylinders", beside, turns(rounds, changed, plain)),
        row(
            _SECTION, f"What it would do, {size:,}", beside, turns(rounds, lambda: seconds(looked_at), plain)
        ),
    ]
    due_dates.count_again(registry.database)
    return found


def totals_row(registry: Registry, size: int, rounds: int) -> Row:
    """The totals over the overdue list, beside counting it by its index."""
    today = registry.today()
    values = {"day": today.isoformat()}
    measures = (
        lambda: seconds(lambda: overdue.overdue_totals(today)),
        lambda: seconds(lambda: registry.database.execute_sql(_COUNT, values).fetchall()),
    )
    turns(1, *measures)
    return row(
        _SECTION, f"Totals of what is overdue at {size:,}", "counting the index", turns(rounds, *measures)
    )


def plain_update(registry: Registry, days: Iterator[int]) -> Callable[[], float]:
    """Seconds of the UPDATE that a change of the owner's check comes down to, kept like it; without its triggers."""
    connection = registry.database.connection()
    triggers = connection.execute(_TRIGGERS).fetchall()

    def update() -> float:
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        values = {"step": f"+{next(days)} days", "clock": Clock.OWNER_CHECK}

        def act() -> None:
            with registry.transaction():
                connection.execute(_PLAIN, values)

        try:
            return seconds(act)
        finally:
            for _name, sql in triggers:
                connection.execute(sql)

    return update
