"""The SQL of what cannot be told: clocks that run and whose start nobody knows."""

from typing import Any

from firereg.domain.schedule import RUNS_IN
from firereg.store.engine import Database

_RUNNING = ", ".join(
    f"('{clock}', '{state}')" for clock, states in RUNS_IN.items() for state in sorted(states)
)
_MISSING = f"""
    SELECT DISTINCT r.clock AS clock FROM interval_rule r
    WHERE r.kind_id = e.kind_id AND (r.clock, e.state) IN (VALUES {_RUNNING})
    AND NOT EXISTS (SELECT 1 FROM due_date d WHERE d.extinguisher_id = e.id AND d.clock = r.clock)
"""
# A clock begins with a record, the manufacture, the receipt or the placing: with both of these all are known.
_DOUBTFUL = "(e.made_on IS NULL OR e.placed_on IS NULL)"


def page_rows(database: Database, group_id: int | None, after: str, limit: int) -> list[tuple[Any, ...]]:
    """The extinguishers after that serial number, each with its unknown clocks by commas."""
    sql = f"""
        SELECT e.id, e.serial, k.code, e.state, h.id, coalesce(h.head_name, ''), coalesce(h.address, ''), h.group_id,
               g.number, coalesce(g.ward, ''), (SELECT group_concat(clock) FROM ({_MISSING})) AS missing
        FROM extinguisher e CROSS JOIN extinguisher_kind k ON k.id = e.kind_id
        LEFT JOIN household h ON h.id = e.household_id LEFT JOIN residential_group g ON g.id = h.group_id
        WHERE {_DOUBTFUL} AND e.serial > :after AND (:group IS NULL OR h.group_id = :group) AND missing IS NOT NULL
        ORDER BY e.serial LIMIT :limit
    """
    values = {"group": group_id, "after": after, "limit": limit}
    return database.execute_sql(sql, values).fetchall()


def counted(database: Database) -> tuple[int, list[tuple[str, int]]]:
    """How many extinguishers have an unknown clock, and (clock, how many)."""
    missing = f"""
        WITH missing AS MATERIALIZED (
            SELECT DISTINCT e.id AS id, r.clock AS clock FROM extinguisher e
            CROSS JOIN interval_rule r ON r.kind_id = e.kind_id
            WHERE {_DOUBTFUL} AND (r.clock, e.state) IN (VALUES {_RUNNING})
            AND NOT EXISTS (SELECT 1 FROM due_date d WHERE d.extinguisher_id = e.id AND d.clock = r.clock))
        SELECT clock, count(*) FROM missing GROUP BY clock UNION ALL SELECT '', count(DISTINCT id) FROM missing
    """
    found = dict(database.execute_sql(missing).fetchall())
    return found.pop(""), list(found.items())
