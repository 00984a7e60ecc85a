"""Due dates moved by the engine itself: one UPDATE for each rule, however many cylinders it concerns.

The engine's `date(start, '+N months', 'floor')` is `domain.dates.add_months`: a month end stays a month end.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from firereg.domain.schedule import Interval, Rule
from firereg.store.engine import Database
from firereg.store.overdue import COLUMNS, FROM_DUE_DATES

_AFTER = "date(d.start, :step, 'floor')"
_BEGUN = "d.clock = :clock AND d.start >= :first AND d.start < :last"
_OF_KIND = "d.extinguisher_id IN (SELECT id FROM extinguisher WHERE kind_id = :kind)"
_TOTALS = (
    "SELECT clock, due, count(*) FROM due_date GROUP BY clock, due UNION ALL SELECT '', due, count(*) "
    "FROM (SELECT min(due) AS due FROM due_date GROUP BY extinguisher_id) GROUP BY due"
)


def move(database: Database, kind_id: int, rule: Rule, until: date) -> None:
    """Make due by `rule` every clock of that kind that began from the rule's day on and before `until`."""
    sql = f"UPDATE due_date AS d SET due = {_AFTER} WHERE {_BEGUN} AND {_OF_KIND} AND due <> {_AFTER}"
    database.execute_sql(sql, _values(kind_id, rule, until))
    sweep(database)


def sweep(database: Database) -> None:
    """Take out the counters of days on which nothing is due any more."""
    database.execute_sql("DELETE FROM due_total WHERE n = 0")


def count_again(database: Database) -> None:
    """Fill the counters anew, where due dates came in without their triggers."""
    database.execute_sql("DELETE FROM due_total")
    database.execute_sql(f"INSERT INTO due_total (clock, due, n) {_TOTALS}")


def miscounted(database: Database) -> Iterator[tuple[str, str]]:
    """(clock, day) of every counter that is not what the due dates are."""
    kept = "SELECT clock, due, n FROM due_total WHERE n <> 0"
    for one, other in ((kept, _TOTALS), (_TOTALS, kept)):
        for clock, due, _n in database.execute_sql(f"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})"):
            yield clock, due


class Trial(NamedTuple):
    """A rule that a kind could have, for what begins before `until`, looked at on a day."""

    kind_id: int
    rule: Rule
    until: date
    as_of: date

    def values(self) -> dict[str, Any]:
        """The values of its queries."""
        return _values(self.kind_id, self.rule, self.until) | {"day": self.as_of.isoformat()}


def overdue_with(database: Database, trial: Trial) -> list[tuple[int | None, int, int]]:
    """(id of the group, overdue now, overdue by this rule), where either is not 0; None is the ward's store."""
    sql = f"""
        SELECT h.group_id, sum(d.due < :day), sum(iif({_BEGUN}, {_AFTER}, d.due) < :day)
        FROM extinguisher e CROSS JOIN due_date d ON d.extinguisher_id = e.id
        LEFT JOIN household h ON h.id = e.household_id
        WHERE d.clock = :clock AND e.kind_id = :kind GROUP BY h.group_id ORDER BY h.group_id
    """
    found = database.execute_sql(sql, trial.values()).fetchall()
    return [(group, now, then) for group, now, then in found if now or then]


def becoming_overdue(database: Database, trial: Trial, limit: int) -> list[tuple[Any, ...]]:
    """The first rows that the rule would bring into the overdue list, as `overdue.page_rows` gives them."""
    columns = COLUMNS.replace("d.due", _AFTER)
    sql = f"""
        SELECT {columns} FROM {FROM_DUE_DATES} WHERE d.id IN (
            SELECT d.id FROM extinguisher e CROSS JOIN due_date d ON d.extinguisher_id = e.id
            WHERE {_BEGUN} AND e.kind_id = :kind AND d.due >= :day AND {_AFTER} < :day
            ORDER BY {_AFTER}, d.id LIMIT :limit)
        ORDER BY 3, 1
    """
    return database.execute_sql(sql, trial.values() | {"limit": limit}).fetchall()


def _values(kind_id: int, rule: Rule, until: date) -> dict[str, Any]:
    return {
        "kind": kind_id,
        "clock": rule.clock,
        "step": _step(rule.interval),
        "first": rule.applies_from.isoformat(),
        "last": until.isoformat(),
    }


def _step(interval: Interval) -> str:
    return f"+{interval.count} {interval.unit}s"
