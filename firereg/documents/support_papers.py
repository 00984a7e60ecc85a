"""What stands on the papers of support: frozen plain data."""

from dataclasses import dataclass
from datetime import date

from firereg.documents.papers import Letterhead
from firereg.documents.wording import NORTHERN, AmountWords, CoverageReportWords, EligibleListWords


@dataclass(frozen=True)
class EligibleRow:
    """A household that is to be given something. `code` is its own, for the QR; `id_number` is masked already.

    `reason` is why it is entitled; `value_dong` is None where no value is stated.
    """

    code: str
    head_name: str
    born_year: int | None
    id_number: str
    address: str
    reason: str
    gift: str
    value_dong: int | None
    note: str = ""


@dataclass(frozen=True)
class EligibleGroup:
    """The rows of one residential group."""

    name: str
    rows: tuple[EligibleRow, ...]


@dataclass(frozen=True)
class EligibleList:
    """The list of those entitled in a round, which is attached to its plan."""

    letterhead: Letterhead
    day: date
    groups: tuple[EligibleGroup, ...]
    words: EligibleListWords
    prepared_by: str = ""
    sign_authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN",)
    signer: str = ""
    reading: AmountWords = NORTHERN


@dataclass(frozen=True)
class GroupCoverage:
    """The supported households of one residential group, and how many of them have an extinguisher."""

    name: str
    households: int
    covered: int

    @property
    def share(self) -> float:
        """How many of a hundred have one; 0 where there is nobody."""
        return 100 * self.covered / self.households if self.households else 0.0


@dataclass(frozen=True)
class YearFigures:
    """One year as of `day`: supported households and those with an extinguisher; what was given during the year."""

    day: date
    households: int
    covered: int
    receipts: int
    helped: int
    extinguishers: int
    given_dong: int


@dataclass(frozen=True)
class CoverageReport:
    """How many households of `category` ("hộ cận nghèo") have an extinguisher; groups by rank, years ascending."""

    letterhead: Letterhead
    day: date
    category: str
    groups: tuple[GroupCoverage, ...]
    years: tuple[YearFigures, ...]
    sign_authority: tuple[str, ...]
    signer: str
    words: CoverageReportWords
    recipients: tuple[str, ...] = ("Lưu: VT",)
    number: str | None = None
    symbol: str = "BC-UBND"
    reading: AmountWords = NORTHERN
