"""What stands on the papers of the equipment: frozen plain data, words in Vietnamese, as they shall be printed.

No drawing here, so these can be built without loading the PDF machinery.
"""

from dataclasses import dataclass
from datetime import date

from firereg.documents.papers import Letterhead
from firereg.documents.wording import NORTHERN, AmountWords, EquipmentReportWords, LetterWords, WalkSheetWords

_WALK_SHEET, _LETTER = WalkSheetWords(), LetterWords()


@dataclass(frozen=True)
class WalkLine:
    """One extinguisher to look at on a walk.

    `position` is the number of the line on its sheet. `code` is what its QR says: it names the walk and the line,
    so that a sheet of another walk is noticed. `weighed` says that it is weighed where others show a needle
    (TCVN 7435-2:2004 §4.2.2). `note` is known beforehand ("lỗi chưa xử lý: vòi nứt") and printed among the
    remarks.
    """

    position: int
    code: str
    head_name: str
    address: str
    kind_code: str
    serial: str
    label: str = ""
    weighed: bool = False
    last_check: date | None = None
    note: str = ""


@dataclass(frozen=True)
class WalkSheet:
    """The lines of one residential group or street, in the order they are walked.

    `title` names the walk ("Kiểm tra bình chữa cháy tháng 11/2026"), `group_name` who is visited.
    """

    letterhead: Letterhead
    title: str
    group_name: str
    first_day: date
    last_day: date
    inspector: str
    lines: tuple[WalkLine, ...]
    words: WalkSheetWords = _WALK_SHEET


@dataclass(frozen=True)
class Label:
    """A sticker: `code` is scanned and printed below its bars; of `lines` come as many as find room.

    `ward_name` is who the file says it is of.
    """

    code: str
    lines: tuple[str, ...] = ()
    ward_name: str = ""


@dataclass(frozen=True)
class LabelStock:
    """A sheet of stickers on A4: how many, how large, where the first stands and how far it is to the next."""

    name: str
    columns: int
    rows: int
    width_mm: float
    height_mm: float
    left_mm: float
    top_mm: float
    pitch_x_mm: float
    pitch_y_mm: float

    @property
    def cells(self) -> int:
        """How many stickers a sheet has."""
        return self.columns * self.rows


@dataclass(frozen=True)
class CheckCard:
    """The card that hangs on an extinguisher for `year`, a box for every month. `code` is what its QR says."""

    ward_name: str
    serial: str
    label: str
    kind_name: str
    holder: str
    address: str
    group_name: str
    year: int
    code: str
    weighed: bool = False


@dataclass(frozen=True)
class HouseholdLabel:
    """The sticker of a household that keeps an extinguisher: no name, no ID number, no telephone of anybody.

    `code` is the household's own code, `ward_name` who gave the extinguisher.
    """

    ward_name: str
    code: str
    group_name: str


@dataclass(frozen=True)
class ReminderItem:
    """Something that fell due: `what` reads like "Kiểm tra định kỳ". Not late yet is 0 days."""

    serial: str
    kind: str
    what: str
    due: date
    days_late: int


@dataclass(frozen=True)
class ReminderLetter:
    """A letter to one household about what is due.

    `number` is the official one; None leaves room to write it. `contact` says whom to turn to ("Ông Phạm Văn A, Tổ
    trưởng tổ dân phố số 7"). `code` is the household's own code, for the QR; it may be empty.
    """

    letterhead: Letterhead
    day: date
    head_name: str
    address: str
    group_name: str
    items: tuple[ReminderItem, ...]
    contact: str = ""
    code: str = ""
    number: str | None = None
    symbol: str = "TB-UBND"
    sign_authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN",)
    signer: str = ""
    recipients: tuple[str, ...] = ("Như trên",)
    words: LetterWords = _LETTER


@dataclass(frozen=True)
class Count:
    """How many there are of something: a kind, an age, a state, a clock."""

    label: str
    count: int


@dataclass(frozen=True)
class GroupFigures:
    """One residential group at the end of the year. `inspected` and `overdue` are extinguishers."""

    name: str
    households: int
    extinguishers: int
    inspected: int
    overdue: int
    open_faults: int


@dataclass(frozen=True)
class ServiceFigures:
    """What was done in the year ("Bảo dưỡng"), how often, and what it cost; None where no cost is known."""

    what: str
    count: int
    cost_dong: int | None


@dataclass(frozen=True)
class ReportTotals:
    """The ward's extinguishers: those it answers for on the day, and what happened in the year."""

    extinguishers: int
    households: int
    received: int
    handed_over: int
    inspections: int
    failed: int
    lost: int
    used: int
    discarded: int
    overdue: int
    open_faults: int


@dataclass(frozen=True)
class EquipmentReport:
    """The report on the ward's extinguishers in `year`, as of `day`.

    `by_age` counts years since manufacture, "Không rõ" among them. `overdue_by_month` says how many were overdue
    at the end of each month, (month, count), as far as known. `proposals` are clauses without a full stop.
    """

    letterhead: Letterhead
    year: int
    day: date
    totals: ReportTotals
    by_group: tuple[GroupFigures, ...]
    by_kind: tuple[Count, ...]
    by_age: tuple[Count, ...]
    by_state: tuple[Count, ...]
    overdue_by_clock: tuple[Count, ...]
    words: EquipmentReportWords
    overdue_by_month: tuple[tuple[int, int], ...] = ()
    services: tuple[ServiceFigures, ...] = ()
    proposals: tuple[str, ...] = ()
    number: str | None = None
    symbol: str = "BC-UBND"
    addressee: str = ""
    sign_authority: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN",)
    signer: str = ""
    recipients: tuple[str, ...] = ()
    reading: AmountWords = NORTHERN
