"""Who is poor, near-poor or otherwise supported, and since when until when.

A status is a dated row, since it is recognised for a year and can change in any month (Decision
24/2021/QĐ-TTg); nobody simply "is" near-poor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Category(StrEnum):
    """What a household is recognised as."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    ESCAPED_POOR = "escaped_poor"
    ESCAPED_NEAR_POOR = "escaped_near_poor"
    POLICY = "policy"
    HARDSHIP = "hardship"
    OTHER = "other"


PAPER_NAMES: dict[Category, str] = {
    Category.POOR: "hộ nghèo",
    Category.NEAR_POOR: "hộ cận nghèo",
    Category.ESCAPED_POOR: "hộ mới thoát nghèo",
    Category.ESCAPED_NEAR_POOR: "hộ mới thoát cận nghèo",
    Category.POLICY: "hộ chính sách",
    Category.HARDSHIP: "hộ có hoàn cảnh khó khăn",
    Category.OTHER: "đối tượng khác",
}
"""The words of the papers, always Vietnamese."""


@dataclass(frozen=True)
class Status:
    """One recognition; `valid_to` is its last day, None while it runs on."""

    category: Category
    valid_from: date
    valid_to: date | None
    certificate: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the status is in force on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def status_on(statuses: Iterable[Status], day: date) -> Status | None:
    """The status in force on `day`; the one recognised last where several are."""
    holding = [status for status in statuses if status.holds_on(day)]
    return max(holding, key=lambda status: status.valid_from, default=None)
