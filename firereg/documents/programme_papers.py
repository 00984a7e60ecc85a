"""What stands on the papers of programmes: frozen plain data."""

from dataclasses import dataclass
from datetime import date

from firereg.documents.papers import Letterhead
from firereg.documents.wording import PledgeWords, ProgrammeReportWords, ZaloReportWords
from firereg.domain.programmes import Body

MONTHS = tuple(f"Tháng {number}" for number in range(1, 13))


@dataclass(frozen=True)
class Pledge:
    """The pledge of several bodies; `aim` may be empty, `words` are filled in."""

    letterhead: Letterhead
    day: date
    place_text: str
    aim: str
    bodies: tuple[Body, ...]
    commitments: tuple[str, ...]
    words: PledgeWords


@dataclass(frozen=True)
class AlertCount:
    """Reports of one kind in a year, by month, January first, and how many of them are closed."""

    kind: str
    by_month: tuple[int, ...]
    closed: int

    @property
    def received(self) -> int:
        """How many came in."""
        return sum(self.by_month)


@dataclass(frozen=True)
class Achievement:
    """One line of what was achieved: in the year, and since the launch."""

    name: str
    unit: str
    in_year: str
    since_launch: str


@dataclass(frozen=True)
class Activity:
    """Something that was done on a day, and what came of it."""

    day: date
    name: str
    outcome: str


@dataclass(frozen=True)
class GroupReached:
    """A residential group: its households, those helped in the year, those that Zalo groups reach, with members."""

    name: str
    households: int
    helped: int
    zalo_groups: int
    members: int
    reached: int
    notices: int
    alerts: int


@dataclass(frozen=True)
class ProgrammeReport:
    """The report on a programme for a year up to `day`; `groups` are those it covers."""

    letterhead: Letterhead
    day: date
    year: int
    name: str
    decision: str
    launched_on: date
    ended_on: date | None
    aim: str
    bodies: tuple[str, ...]
    everywhere: bool
    achievements: tuple[Achievement, ...]
    activities: tuple[Activity, ...]
    groups: tuple[GroupReached, ...]
    alerts: tuple[AlertCount, ...]
    words: ProgrammeReportWords
    sign_authority: tuple[str, ...]
    signer: str
    number: str | None = None
    symbol: str = "BC-UBND"


@dataclass(frozen=True)
class ZaloReport:
    """The yearly summary of the Zalo groups; `notices` counts each notice once."""

    letterhead: Letterhead
    day: date
    year: int
    groups: tuple[GroupReached, ...]
    of_the_ward: int
    notices: int
    alerts: tuple[AlertCount, ...]
    words: ZaloReportWords
    sign_authority: tuple[str, ...]
    signer: str
    number: str | None = None
    symbol: str = "BC-UBND"
