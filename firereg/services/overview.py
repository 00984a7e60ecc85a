"""The figures of the first page."""

from dataclasses import dataclass
from datetime import date

from firereg.domain.dates import add_months
from firereg.domain.equipment import State
from firereg.domain.poverty import Category
from firereg.domain.schedule import Clock
from firereg.services import clocks, equipment, handover_list, households
from firereg.services.handover_list import HandoverRow
from firereg.services.households import HouseholdFilter
from firereg.services.registry import Registry

_MONTHS_AHEAD = 12
_RECENT = 6


@dataclass(frozen=True)
class Overview:
    """Where the ward stands today."""

    households: int
    persons: int
    near_poor: int
    near_poor_without_extinguisher: int
    extinguishers: dict[State, int]
    overdue: dict[Clock, int]
    overdue_by_group: list[tuple[int, int]]
    due_by_month: list[tuple[date, int]]
    recent: list[HandoverRow]


def overview(registry: Registry) -> Overview:
    """Everything the first page shows."""
    today = registry.today()
    households_all, persons = households.count(registry)
    near_poor = HouseholdFilter(category=Category.NEAR_POOR)
    without = HouseholdFilter(category=Category.NEAR_POOR, has_extinguisher=False)
    months = [add_months(today.replace(day=1), n) for n in range(_MONTHS_AHEAD)]
    by_month = clocks.due_by_month(today, add_months(months[-1], 1))
    return Overview(
        households=households_all,
        persons=persons,
        near_poor=households.count(registry, near_poor)[0],
        near_poor_without_extinguisher=households.count(registry, without)[0],
        extinguishers=equipment.count_by_state(),
        overdue=clocks.overdue_counts(today),
        overdue_by_group=clocks.overdue_by_group(today),
        due_by_month=[(month, by_month.get((month.year, month.month), 0)) for month in months],
        recent=handover_list.handover_page()[:_RECENT],
    )
