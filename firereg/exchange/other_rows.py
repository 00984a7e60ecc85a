"""Rows of a list that are no household: totals, signatures, headings within the list, titles once more."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from firereg.domain.poverty import Category
from firereg.domain.text import fold
from firereg.exchange.caption import Caption
from firereg.exchange.cell_readers import find_category, parse_group
from firereg.exchange.heads import Header
from firereg.exchange.legacy import to_unicode
from firereg.exchange.repairs import as_text
from firereg.exchange.sheets import Cell
from firereg.exchange.ward_columns import Field
from firereg.i18n import _

# "Tống Công Minh" is a man and "Tổng cộng" a total, so accents count; without any, nothing may follow.
_TOTAL = re.compile(r"tổng (?:cộng|số)\b.*|(?:tổng|cộng)\s*(?:[:(\d].*)?|tong (?:cong|so)\s*:?")
_SIGNATURE = re.compile(
    r"(nguoi (lap|tong hop|kiem tra|duyet)|lap (bieu|bang)|ke toan|thu quy|to truong|truong (khu|thon)|thu truong|"
    r"(pho )?chu tich|(tm|kt|tl|tuq)\b.*(ubnd|uy ban|chu tich)|ky ten|ky,? ghi ro|noi nhan|xac nhan|can bo)\b.*|"
    r"(.* )?ngay .*thang .*nam.*"
)
_ENUMERATION = re.compile(r"(?:[ivxlc]+|[a-d]|\d{1,2})\s*[.)\-:]?", re.IGNORECASE)
_ENUMERATED = re.compile(r"^(?:[ivxlc]+|[a-d]|\d{1,2})\s*[.)\-:]\s*", re.IGNORECASE)
_GROUP_HEADING = re.compile(r"(?:tổ|to|tdp|kp|khu|thôn|cụm)(?![^\W\d_])", re.IGNORECASE)
_COUNT = re.compile(r"[:(][^:(]*\d.*$")
_SMALL = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?(?:\s*=.*)?", re.IGNORECASE)

LIKE_ANOTHER_ROW = re.compile(
    r"(?:tổng|cộng|tong |tổ |tdp|kp|khu |thôn |cụm |người |họ |hộ |kế |chủ |phó |thủ |tm\b|ngày |nơi |xác |lập |cán |"
    r"trưởng |[ivxlc]+[.)\- ]|[a-d][.)]|\W|\d)",
    re.IGNORECASE,
)
"""Names that begin so are looked at; hardly any person's does."""


class SkippedRow(NamedTuple):
    """A row that is no household, and why."""

    row_number: int
    reason: str


def is_total(filled: Sequence[str]) -> bool:
    """Whether these cells are those of a total."""
    return any(_TOTAL.fullmatch(cell.lower()) for cell in filled)


def is_signature(filled: Sequence[str]) -> bool:
    """Whether these cells stand below a list: the date, who signs, whom it goes to."""
    return any(_SIGNATURE.fullmatch(fold(cell)) for cell in filled)


def is_head(filled: Sequence[str], header: Header) -> bool:
    """Whether these cells are the titles of the list once more, or the numbers of its columns."""
    if len(filled) > 2 and all(_SMALL.fullmatch(cell) for cell in filled):
        return True
    titles = {fold(title) for title in header.titles if title}
    return len(filled) > 1 and sum(fold(cell) in titles for cell in filled) * 2 > len(filled)


def shown(cell: Cell) -> str:
    """A cell as a person reads it."""
    return " ".join(to_unicode(as_text(cell))[0].split())


class OtherRows:
    """Tells other rows from households; remembers the heading of the part that the list is in."""

    def __init__(self, header: Header, caption: Caption) -> None:
        self._header = header
        self.signed = False
        self.group = caption.group
        told = {Field.CATEGORY, Field.POOR, Field.NEAR_POOR} & header.columns.keys()
        self.category: Category | None = None if told else caption.category

    def look(self, row_number: int, row: Sequence[Cell]) -> SkippedRow | None:
        """The row as one to leave out, None where it is a household."""
        reason = self._reason([shown(cell) for cell in row])
        return SkippedRow(row_number, reason) if reason else None

    def _reason(self, cells: list[str]) -> str:
        filled = [cell for cell in cells if cell]
        if not filled:
            return _("The row is empty.")
        if is_head(filled, self._header):
            self.signed = False
            return _("The titles of the columns once more.")
        if is_total(filled) and not self._cell(cells, Field.ID_NUMBER):
            return _("A total.")
        if self._is_numbered(cells):
            self.signed = False  # the signatures were those of a part of the list
            return ""
        return self._reason_unnumbered(cells, filled)

    def _reason_unnumbered(self, cells: list[str], filled: list[str]) -> str:
        if self.signed or is_signature(filled):
            self.signed = True
            return _("The date and signatures below the list.")
        words = [cell for cell in filled if not _ENUMERATION.fullmatch(cell)]
        if len(words) == 1 and self._is_heading(_COUNT.sub("", _ENUMERATED.sub("", words[0])).strip()):
            return _("The heading of a part of the list.")
        if len(filled) == 1 and not self._cell(cells, Field.HEAD_NAME):
            return _("A remark within the list.")
        return ""

    def _cell(self, cells: list[str], field: Field) -> str:
        place = self._header.columns.get(field, len(cells))
        return cells[place] if place < len(cells) else ""

    def _is_numbered(self, cells: list[str]) -> bool:
        numbered = re.fullmatch(r"\d+\.?", self._cell(cells, Field.ORDINAL))
        name = self._cell(cells, Field.HEAD_NAME)
        return bool((numbered and name) or any(map(str.isdigit, self._cell(cells, Field.ID_NUMBER))))

    def _is_heading(self, text: str) -> bool:
        """Whether `text` names a group or a category; the rows below then belong to it."""
        if _GROUP_HEADING.match(text):
            group = parse_group(text)
            if group.number is not None:
                self.group = group
                return True
        category = find_category(text) if "ngheo" in fold(text) else None
        self.category = category or self.category
        return category is not None
