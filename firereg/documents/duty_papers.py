"""What stands on the papers of duty: frozen plain data."""

from dataclasses import dataclass
from datetime import date, time

from firereg.documents.papers import Letterhead
from firereg.documents.wording import RosterWords


@dataclass(frozen=True)
class RosterShift:
    """A post on one day, and who stands there; `note` names whose turn it was before."""

    post: str
    starts: time
    ends: time
    people: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class RosterDay:
    """The shifts of one day by time."""

    day: date
    shifts: tuple[RosterShift, ...]


@dataclass(frozen=True)
class DutyHours:
    """What one person did in the month: turns planned, kept, missed, and the hours of those kept."""

    name: str
    body: str
    planned: int
    kept: int
    missed: int
    hours: float


@dataclass(frozen=True)
class DutyPaper:
    """A paper of duty for the month that begins on `month`, made on `day`; `words` are filled in."""

    letterhead: Letterhead
    day: date
    month: date
    words: RosterWords
    prepared_by: str = ""
    sign_authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN",)
    signer: str = ""


@dataclass(frozen=True)
class Roster(DutyPaper):
    """Lịch trực of a month."""

    days: tuple[RosterDay, ...] = ()


@dataclass(frozen=True)
class HoursSummary(DutyPaper):
    """Bảng tổng hợp giờ trực of a month."""

    rows: tuple[DutyHours, ...] = ()
