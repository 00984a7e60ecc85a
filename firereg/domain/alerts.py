"""What people report to the ward: of what kind it is, and how far it is."""

from datetime import date, timedelta
from enum import StrEnum

LATE_AFTER = timedelta(days=7)
"""A report that is open for longer than this stands out: somebody waits for an answer."""


class AlertKind(StrEnum):
    """What a report is a sign of."""

    FIRE = "fire"
    CRIME = "crime"
    OTHER = "other"


class AlertStatus(StrEnum):
    """How far a report is; LATE is open for too long."""

    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


def status_on(reported_on: date, closed_on: date | None, day: date) -> AlertStatus:
    """How far a report is on a day."""
    if closed_on is not None:
        return AlertStatus.CLOSED
    return AlertStatus.LATE if day - reported_on > LATE_AFTER else AlertStatus.OPEN
