"""The rows of a stock list of extinguishers: typed, repaired, ranges written out, and what is no row of it left out.

Nothing is decided here that the registry must decide: which kind the words mean, which serials are there already.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from firereg.domain.dates import parse_date
from firereg.domain.text import excerpt, fold
from firereg.errors import BadInputError
from firereg.exchange.heads import Header
from firereg.exchange.list_columns import Problem, opened, read_columns
from firereg.exchange.other_rows import SkippedRow, is_head, is_signature, is_total, shown
from firereg.exchange.repairs import Reading, Repair
from firereg.exchange.sheets import Sheet
from firereg.exchange.stock_columns import LAYOUT, StockField, stock_field_label
from firereg.i18n import _

_DONOR = re.compile(
    r"(?:nhà tài trợ|đơn vị tài trợ|đơn vị trao tặng|bên giao|đơn vị cung cấp|nguồn)\s*:\s*(.+)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b((?:biên bản|hóa đơn|hoá đơn|phiếu (?:nhập|xuất)(?: kho)?|hợp đồng)\b.*?số\s*:?\s*[\w\-/.]*\d[\w\-/.]*)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")
_ENUMERATION = re.compile(r"(?:[ivxlc]+|[a-d]|\d{1,3})[.)]?")
_TELLING = (StockField.KIND, StockField.MADE, StockField.LABEL, StockField.PRICE, StockField.QUANTITY)
"""A row with one of these is no heading."""
_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_SHORT_DAY = re.compile(r"ngày[^\d]{0,20}(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})", re.IGNORECASE)


class StockRow(NamedTuple):
    """One row of a stock list; it stands for each of `serials`, and `labels` has as many or none.

    `row_number` counts as the spreadsheet does. `kind` is what the list calls the kind. A row with problems
    cannot be stored.
    """

    row_number: int
    serials: tuple[str, ...]
    kind: str
    made_on: date | None
    labels: tuple[str, ...]
    price_dong: int | None
    donor: str
    note: str
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()


class StockCaption(NamedTuple):
    """What the lines above a stock list say of all its rows."""

    donor: str = ""
    document: str = ""
    day: date | None = None


def read_stock_caption(header: Header, today: date) -> StockCaption:
    """Who gave them, with which paper and on which day; empty where the lines above the list do not say."""
    lines = [" ".join(line.split()) for line in header.caption]
    donors = [match[1].strip(" .") for line in lines if (match := _DONOR.search(line))]
    papers = [match[1] for line in lines if (match := _PAPER.search(line))]
    return StockCaption(donors[0] if donors else "", papers[0] if papers else "", _day(lines, today))


def _day(lines: Sequence[str], today: date) -> date | None:
    for line in lines:
        match = _DAY.search(line)
        short = _SHORT_DAY.search(line)
        text = "/".join(match.groups()) if match else short[1] if short else ""
        try:
            day = parse_date(text, today)
        except ValueError:
            continue
        if day <= today:
            return day
    return None


def read_stock_rows(sheet: Sheet, header: Header, today: date) -> Iterator[StockRow | SkippedRow]:
    """Every row below the head, in order: extinguishers, or why it is none. BadInputError without a serial column."""
    if StockField.SERIAL not in header.columns:
        raise BadInputError(
            _(
                "No column of sheet “{sheet}” holds the serial numbers of the extinguishers. Say which one does; "
                "a list of quantities alone cannot come in."
            ).format(sheet=sheet.name),
            "map",
        )
    rows = _Rows(header)
    for row_number, values in enumerate(read_columns(sheet, header, today, LAYOUT), start=header.data_starts):
        reason = rows.other(values[0], sheet.rows[row_number - 1])
        yield SkippedRow(row_number, reason) if reason else rows.read(row_number, values)


class _Rows:
    """Tells rows of extinguishers from others; remembers the heading of the part that the list is in."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._signed = False
        self._heading = ""
        self._telling = [header.columns[field] for field in _TELLING if field in header.columns]

    def other(self, serials: Any, cells: Sequence[Any]) -> str:
        """Why the row is left out, "" where it stands for extinguishers."""
        wrong = isinstance(serials, Reading) and serials.problem
        found = serials.value if isinstance(serials, Reading) else serials
        if wrong or any(_has_digit(one) and not _WORDS.search(one) for one in found):
            if self._signed and not self._is_counted(cells):
                return _("The date and signatures below the list.")
            self._signed = False  # the signatures were those of a part of the list
            return self._reason_numbered(cells)
        return self._reason([shown(cell) for cell in cells])

    def _is_counted(self, cells: Sequence[Any]) -> bool:
        place = self._header.columns.get(StockField.ORDINAL, len(cells))
        return place < len(cells) and shown(cells[place]).rstrip(".").isdigit()

    def _reason_numbered(self, cells: Sequence[Any]) -> str:
        """Of a row that has something like a serial number few things are asked: most rows are such."""
        first = next((cell for cell in map(shown, cells) if cell), "")
        if not re.match(r"tổng|cộng|tong |ngày |\(?1\)?$", first.lower()):
            return ""
        filled = [cell for cell in map(shown, cells) if cell]
        if is_head(filled, self._header):
            return _("The titles of the columns once more.")
        return _("A total.") if is_total(filled) else ""

    def _reason(self, cells: list[str]) -> str:
        filled = [cell for cell in cells if cell]
        if not filled:
            return _("The row is empty.")
        if is_head(filled, self._header):
            self._signed = False
            return _("The titles of the columns once more.")
        if is_total(filled):
            return _("A total.")
        if self._signed or is_signature(filled):
            self._signed = True
            return _("The date and signatures below the list.")
        words = [cell for cell in filled if not _ENUMERATION.fullmatch(fold(cell))]
        if len(words) == 1 and not any(cells[x] for x in self._telling if x < len(cells)):
            self._heading = re.sub(r"^(?:[IVXLC]+|[A-D]|\d{1,2})\s*[.)\-:]\s*", "", words[0])
            return _("The heading of a part of the list.")
        return ""

    def read(self, row_number: int, values: Sequence[Any]) -> StockRow:
        """The row, with what is wrong in it."""
        repairs: tuple[Repair, ...] = ()
        problems: tuple[Problem, ...] = ()
        if Reading in map(type, values):
            values, repairs, problems = opened(values)
        serials, kind, name, made_on, labels, price, donor, quantity, note = values
        if not problems:
            problems = self._problems(serials, labels, quantity)
        return StockRow(
            *(row_number, serials, kind or name or self._heading, made_on, labels, price, donor, note),
            problems=problems,
            repairs=repairs,
        )

    def _problems(
        self, serials: tuple[str, ...], labels: tuple[str, ...], quantity: int | None
    ) -> tuple[Problem, ...]:
        if not serials and (quantity or 0) > 1:
            sentence = _(
                "The row stands for {n} extinguishers without serial numbers. Write each number, or a range "
                "such as A-001 đến A-010."
            )
            return (self._problem(StockField.SERIAL, "", sentence.format(n=quantity)),)
        if not serials:
            return (self._problem(StockField.SERIAL, "", _("The serial number is missing.")),)
        named = ", ".join(serials)
        if bare := next((serial for serial in serials if not _has_digit(serial)), ""):
            sentence = _("“{value}” is no serial number: it has no digit.").format(value=excerpt(bare))
            return (self._problem(StockField.SERIAL, named, sentence),)
        if quantity is not None and quantity != len(serials):
            sentence = _(
                "The row says {n} extinguishers and names {named} serial numbers. Correct one of them."
            )
            return (
                self._problem(
                    StockField.QUANTITY, str(quantity), sentence.format(n=quantity, named=len(serials))
                ),
            )
        if labels and len(labels) != len(serials):
            sentence = _("The row has {labels} labels for {named} extinguishers. Write as many, or none.")
            shown_labels = ", ".join(labels)
            text = sentence.format(labels=len(labels), named=len(serials))
            return (self._problem(StockField.LABEL, shown_labels, text),)
        return ()

    def _problem(self, field: StockField, value: str, sentence: str) -> Problem:
        place = self._header.columns.get(field)
        column = self._header.title(place) if place is not None else stock_field_label(field)
        return Problem(column, excerpt(value), sentence)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
