"""The figures of the first page."""

from dataclasses import dataclass
from datetime import date

from firereg.domain.equipment import State
from firereg.domain.poverty import Category
from firereg.domain.schedule import Clock
from firereg.services import due_calendar, equipment, handover_list, households, overdue
from firereg.services.handover_list import HandoverRow
from firereg.services.households import HouseholdFilter
from firereg.services.registry import Registry

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
    return Overview(
        households=households_all,
        persons=persons,
        near_poor=households.count(registry, near_poor)[0],
        near_poor_without_extinguisher=households.count(registry, without)[0],
        extinguishers=equipment.count_by_state(),
        overdue=overdue.overdue_counts(today),
        overdue_by_group=overdue.overdue_by_group(today),
        due_by_month=[(month.day, month.clocks) for month in due_calendar.months_ahead(today)],
        recent=handover_list.handover_page()[:_RECENT],
    )
