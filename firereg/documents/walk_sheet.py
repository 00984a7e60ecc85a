"""Phiếu kiểm tra: the sheet an inspector walks with, a line and a QR for every extinguisher, boxes to tick.

A working paper that stays in the ward, on a clipboard: its margins are smaller than those of Decree 30/2020.
Every page looks alike and holds the same number of rows, so pages can be shared out.
"""

from collections.abc import Sequence
from math import ceil

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.equipment_papers import WalkLine, WalkSheet
from firereg.documents.fitting import draw_fitted, fit
from firereg.documents.fonts import Face
from firereg.documents.label_sheet import Cell
from firereg.documents.qr import draw_qr
from firereg.documents.sheet import leading
from firereg.documents.text import Align, plain, wrap
from firereg.domain.checklist import Item
from firereg.domain.dates import format_date

CHECKS = {
    Item.PLACE: "Vị trí",
    Item.VISIBLE: "Dễ thấy",
    Item.LEGIBLE: "Hướng dẫn",
    Item.SEAL: "Niêm phong",
    Item.FULL: "Đầy",
    Item.BODY: "Vỏ, vòi",
    Item.GAUGE: "Kim hoặc cân (kg)",
}
"""The points of the checklist in short; where there is no needle, the weight is written in its column."""
ROWS = 12
"""How many rows a page holds."""
SPARE_ROWS = 3
"""Empty rows after the last line, for what is found and not on the list."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 15 * mm, 10 * mm, 10 * mm, 9 * mm
_HEAD, _TITLES, _ROW = 16 * mm, 11.5 * mm, 12.5 * mm
_QR = 10.5 * mm
_QUIET = 1 * mm
"""Added over the first and under the last row: with half of what a row leaves, four modules of white."""
_BOX = 4.2 * mm
_PAD = 1.2 * mm
_WIDTHS_MM = (9, 14.5, 62, 40, *[11] * (len(CHECKS) - 1), 17, 10, 10, 12, 31.5)
_CHECKED_FROM = 4
_VERDICT = _CHECKED_FROM + len(CHECKS)
_NEEDLE = _VERDICT - 1
_REMARKS = _VERDICT + 3
_HEADS = (
    "STT",
    "Mã",
    "Hộ, địa chỉ",
    "Bình",
    *CHECKS.values(),
    "Đạt",
    "Hỏng",
    "Không thấy",
    "Ghi chú",
)
_SMALL = 8.5


def walk_sheets_pdf(sheets: Sequence[WalkSheet]) -> bytes:
    """All sheets in one PDF file, wide A4, each on pages of its own and in the outline. ValueError without sheets.

    The lines stand as they are given. A code of at most 20 capitals, digits and " $%*+-./:" makes the coarsest QR,
    which every scanner reads.
    """
    if not sheets:
        raise ValueError("no walk sheets")
    first = sheets[0]
    book = Book(
        title=first.title,
        author=first.letterhead.body,
        subject="Phiếu kiểm tra bình chữa cháy",
        day=first.first_day,
        wide=True,
    )
    for sheet in sheets:
        book.bookmark(sheet.group_name)
        pages = ceil((len(sheet.lines) + SPARE_ROWS) / ROWS)
        for page in range(pages):
            _Page(book, sheet, page, pages).draw()
            book.turn()
    return book.finish()


class _Page:
    """One page of one sheet; its rules are gathered and drawn in one stroke."""

    def __init__(self, book: Book, sheet: WalkSheet, page: int, pages: int) -> None:
        self.book, self.sheet, self.page, self.pages = book, sheet, page, pages
        self.right = book.width - _RIGHT
        self.columns = [_LEFT]
        for width in _WIDTHS_MM:
            self.columns.append(self.columns[-1] + width * mm)
        self.top = book.height - _TOP - _HEAD
        self.first_row = self.top - _TITLES - _QUIET
        self.rules: list[tuple[float, float, float, float]] = []
        self.boxes: list[Cell] = []

    def draw(self) -> None:
        """Draws the page."""
        lines = self.sheet.lines[self.page * ROWS : (self.page + 1) * ROWS]
        last = self.page == self.pages - 1
        spare = min(SPARE_ROWS, ROWS - len(lines)) if last or len(lines) < ROWS else 0
        self._head()
        self._titles()
        for place, line in enumerate(lines):
            self._line(line, self.first_row - place * _ROW)
        for place in range(len(lines), len(lines) + spare):
            self._spare(self.first_row - place * _ROW)
        for place in range(1, len(lines) + spare):
            self._rule(self.first_row - place * _ROW)
        foot = self.first_row - (len(lines) + spare) * _ROW - _QUIET
        self.rules.append((_LEFT, foot, self.right, foot))
        self.rules += [(x, self._column_top(n), x, foot) for n, x in enumerate(self.columns)]
        self.book.lines(self.rules)
        self.book.lines((side for box in self.boxes for side in box.sides()), weight=0.8)
        if last:
            self._summary(foot)
        self._foot()

    def _text(
        self,
        text: str,
        x: float,
        top: float,
        room: float,
        size: float,
        *,
        face: Face = Face.REGULAR,
        align: Align = "left",
    ) -> None:
        draw_fitted(self.book, fit(text, room, size=size, least=7, face=face, align=align), x, top)

    def _head(self) -> None:
        """Who sends, what is walked and when, in three columns."""
        sheet, top = self.sheet, self.book.height - _TOP
        side = 72 * mm
        y = top
        for number, line in enumerate(sheet.letterhead.body_lines):
            face = Face.BOLD if number == len(sheet.letterhead.body_lines) - 1 else Face.REGULAR
            self._text(line, _LEFT, y, side, 10, face=face)
            y -= leading(10)
        middle, room = _LEFT + side, self.right - _LEFT - 2 * side
        self._text(sheet.words.title, middle, top, room, 14, face=Face.BOLD, align="center")
        self._text(sheet.group_name, middle, top - leading(14), room, 12, face=Face.BOLD, align="center")
        self._text(sheet.title, middle, top - leading(14) - leading(12), room, 11, align="center")
        days = f"Từ {format_date(sheet.first_day)} đến {format_date(sheet.last_day)}"
        self._text(days, self.right - side, top, side, 11, align="right")
        count = f"Tổng số: {len(sheet.lines):02} bình"
        self._text(count, self.right - side, top - leading(11), side, 11, align="right")

    def _titles(self) -> None:
        """The heads of the columns; the boxes share one over them."""
        split = self.top - 4 * mm
        shared = (
            (_CHECKED_FROM, _VERDICT, "Kiểm tra (đạt: V, không đạt: X)"),
            (_VERDICT, _REMARKS, "Kết luận"),
        )
        for start, end, title in shared:
            self._title(title, (start, end), self.top, split)
            self.rules.append((self.columns[start], split, self.columns[end], split))
        for place, title in enumerate(_HEADS):
            top = split if _CHECKED_FROM <= place < _REMARKS else self.top
            self._title(title, (place, place + 1), top, self.top - _TITLES)
        self.rules += [
            (_LEFT, self.top, self.right, self.top),
            (_LEFT, self.first_row + _QUIET, self.right, self.first_row + _QUIET),
        ]

    def _column_top(self, place: int) -> float:
        """Where the rule left of a column starts: lower between columns that share a head."""
        shared = _CHECKED_FROM < place < _REMARKS and place != _VERDICT
        return self.top - 4 * mm if shared else self.top

    def _title(self, text: str, columns: tuple[int, int], top: float, foot: float) -> None:
        left, right = self.columns[columns[0]], self.columns[columns[1]]
        fitted = fit(text, right - left - 2, size=_SMALL, least=7, lines=3, face=Face.BOLD, align="center")
        draw_fitted(self.book, fitted, left + 1, (top + foot + fitted.height) / 2)

    def _line(self, line: WalkLine, top: float) -> None:
        number, code, household, unit = self.columns[:4]
        middle = top - _ROW / 2
        (position,) = wrap(plain(str(line.position)), code - number, 11, "center")
        self.book.line(number, middle - 4, position, 11)
        draw_qr(self.book, line.code, (code + household - _QR) / 2, middle - _QR / 2, _QR)
        self._stack(
            household,
            unit,
            top,
            ((line.head_name, Face.BOLD, 10.5, 1), (line.address, Face.REGULAR, 9, 2)),
        )
        label = f"Tem: {line.label}" if line.label else ""
        checked = format_date(line.last_check) if line.last_check else "chưa có"
        self._stack(
            unit,
            self.columns[_CHECKED_FROM],
            top,
            (
                (line.serial, Face.BOLD, 10.5, 1),
                (", ".join(filter(None, (line.kind_code, label))), Face.REGULAR, 9, 1),
                (f"Lần trước: {checked}", Face.REGULAR, _SMALL, 1),
            ),
        )
        self._stack(self.columns[_REMARKS], self.right, top, ((line.note, Face.ITALIC, _SMALL, 3),))
        self._row_boxes(top, weighed=line.weighed)

    def _spare(self, top: float) -> None:
        """A row for an extinguisher that is not on the list."""
        asked = (
            (2, "Thấy ngoài danh sách, tại:"),
            (3, "Loại, số sê-ri:"),
        )
        for place, words in asked:
            self._stack(
                self.columns[place],
                self.columns[place + 1],
                top,
                ((words, Face.ITALIC, _SMALL, 1),),
                centred=False,
            )
        self._row_boxes(top, weighed=False, missing=False)

    def _stack(
        self,
        left: float,
        right: float,
        top: float,
        texts: Sequence[tuple[str, Face, float, int]],
        *,
        centred: bool = True,
    ) -> None:
        """Texts (words, cut, size, lines at most) one below the other in a cell of a row."""
        room = right - left - 2 * _PAD
        blocks = [
            fit(text, room, size=size, least=6.5, lines=most, face=face)
            for text, face, size, most in texts
            if text
        ]
        y = top - 2
        if centred:
            y = top - (_ROW - sum(block.height for block in blocks)) / 2
        for block in blocks:
            y = draw_fitted(self.book, block, left + _PAD, y)

    def _row_boxes(self, top: float, *, weighed: bool, missing: bool = True) -> None:
        """The boxes of a row; one that is weighed has a line for the kilograms."""
        middle = top - _ROW / 2
        for place in range(_CHECKED_FROM, _REMARKS - (not missing)):
            left, right = self.columns[place], self.columns[place + 1]
            if weighed and place == _NEEDLE:
                self.rules.append((left + 2 * _PAD, middle - _BOX / 2, right - 2 * _PAD, middle - _BOX / 2))
                continue
            x = (left + right - _BOX) / 2
            self.boxes.append(Cell(x, middle - _BOX / 2, x + _BOX, middle + _BOX / 2))

    def _rule(self, y: float) -> None:
        """A rule between two rows, which leaves the white around the QR alone."""
        code, household = self.columns[1], self.columns[2]
        self.rules += [(_LEFT, y, code, y), (household, y, self.right, y)]

    def _summary(self, foot: float) -> None:
        """The result in figures, to be filled in at the end."""
        words = f"Kết quả: tổng số {len(self.sheet.lines):02} bình; đạt ........; hỏng ........; không thấy ........; "
        self._text(f"{words}thấy ngoài danh sách ........", _LEFT, foot - 3, self.right - _LEFT, 11)

    def _foot(self) -> None:
        """Who walked, when, the signature, and the number of the page."""
        base = _BOTTOM + leading(11)
        self._text(
            f"{self.sheet.words.inspector} {self.sheet.inspector or '.' * 50}", _LEFT, base, 95 * mm, 11
        )
        self._text("Ngày kiểm tra: ....../....../............", _LEFT + 100 * mm, base, 60 * mm, 11)
        self._text(f"Chữ ký: {'.' * 45}", _LEFT + 165 * mm, base, 75 * mm, 11)
        number = f"Trang {self.page + 1}/{self.pages}"
        self._text(number, self.right - 30 * mm, base, 30 * mm, 11, align="right")
