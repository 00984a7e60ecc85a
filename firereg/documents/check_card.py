"""Thẻ kiểm tra: the card that hangs on an extinguisher, a row for every month and for the services of a firm.

Four cards of the size A6 on a sheet of A4, with marks to cut along and to punch.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import cos, pi, sin

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.equipment_papers import CheckCard
from firereg.documents.fitting import draw_fitted, fit
from firereg.documents.fonts import Face
from firereg.documents.label_sheet import Cell
from firereg.documents.qr import draw_qr
from firereg.documents.sheet import leading

_PER_SHEET = 4
_PAD = 6 * mm
_QR = 18 * mm
_QUIET = _QR * 4 / 21
_HOLE, _HOLE_DROP = 2.5 * mm, 7 * mm
_CUT_MARK = 6 * mm
_MONTHS_MM = (13, 18, 13, 13, 36)
_MONTH_HEADS = ("Tháng", "Ngày", "Đạt", "Hỏng", "Người kiểm tra (ký)")
_MONTH = 4.7 * mm
_SERVICES_MM = (27, 18, 30, 18)
_SERVICE_HEADS = ("Dịch vụ", "Ngày", "Đơn vị (ký)", "Hạn sau")
_SERVICES = ("Bảo dưỡng", "Nạp lại", "Thử thủy lực")
_SERVICE = 5.2 * mm
_BOX = 2.8 * mm
_SIZE = 8
_TEXT = 9
_LEAST = 6

_SEEN = "đúng chỗ, dễ thấy; hướng dẫn đọc được; chốt, niêm phong còn nguyên; vỏ, vòi không hỏng, không rò"
_BY_NEEDLE = f"Mỗi tháng xem: {_SEEN}; kim ở vạch xanh."
_BY_WEIGHT = f"Mỗi tháng xem: {_SEEN}; cân đủ khối lượng ghi trên vỏ."


def check_cards_pdf(cards: Sequence[CheckCard]) -> bytes:
    """The cards as a PDF file, four to a page, in their order. ValueError without cards.

    What is looked at every month: TCVN 7435-2:2004 §4.2.2; who may do what: §4.1.2.
    """
    if not cards:
        raise ValueError("no cards")
    book = Book(
        title="Thẻ kiểm tra bình chữa cháy", author=cards[0].ward_name, subject="Thẻ treo bình chữa cháy"
    )
    width, height = book.width / 2, book.height / 2
    for place, card in enumerate(cards):
        row, column = divmod(place % _PER_SHEET, 2)
        if place and not row and not column:
            book.turn()
        if not row and not column:
            _cut_marks(book)
        left, top = column * width, book.height - row * height
        _draw(book, Cell(left, top - height, left + width, top), card)
    book.turn()
    return book.finish()


def _cut_marks(book: Book) -> None:
    """Short lines at the edges and a cross in the middle, where the sheet is cut in four."""
    x, y, far = book.width / 2, book.height / 2, _CUT_MARK
    book.lines(
        [
            (x, 0, x, far),
            (x, book.height - far, x, book.height),
            (0, y, far, y),
            (book.width - far, y, book.width, y),
            (x - far / 2, y, x + far / 2, y),
            (x, y - far / 2, x, y + far / 2),
        ],
        weight=0.3,
    )


def _draw(book: Book, cell: Cell, card: CheckCard) -> None:
    inner = cell.shrunk(_PAD)
    _hole(book, (cell.left + cell.right) / 2, cell.top - _HOLE_DROP)
    top = _title(book, inner, card)
    top = _facts(book, inner, card, top)
    advice = fit(
        _BY_WEIGHT if card.weighed else _BY_NEEDLE,
        inner.width,
        size=_SIZE,
        least=7,
        lines=3,
        face=Face.ITALIC,
    )
    top = draw_fitted(book, advice, inner.left, top) - 2
    top = _months(book, inner, top)
    top = _services(book, inner, top - 4)
    text = fit("Dùng bình rồi, hoặc thấy hỏng: báo ngay tổ dân phố. Cháy: gọi 114.", inner.width, size=_TEXT, least=7,
               face=Face.BOLD, align="center")  # fmt: skip
    draw_fitted(book, text, inner.left, top - 3)


def _hole(book: Book, x: float, y: float) -> None:
    """A ring to punch, with its centre."""
    steps = 24
    ring = [
        (x + _HOLE * cos(2 * pi * n / steps), y + _HOLE * sin(2 * pi * n / steps)) for n in range(steps + 1)
    ]
    arcs = [(*start, *end) for start, end in pairwise(ring)]
    book.lines([*arcs, (x - 2, y, x + 2, y), (x, y - 2, x, y + 2)], weight=0.3)


def _title(book: Book, inner: Cell, card: CheckCard) -> float:
    """The ward left of the hole, the year right of it, the title below; where it ends."""
    half = inner.width / 2 - 2 * _HOLE
    name = fit(card.ward_name, half, size=_TEXT, least=_LEAST, lines=2)
    draw_fitted(book, name, inner.left, inner.top + 3)
    year = fit(f"Năm {card.year}", half, size=13, least=_LEAST, face=Face.BOLD, align="right")
    draw_fitted(book, year, inner.right - half, inner.top + 3)
    title = fit("THẺ KIỂM TRA BÌNH CHỮA CHÁY", inner.width, size=13, least=9, face=Face.BOLD, align="center")
    return draw_fitted(book, title, inner.left, inner.top - 2 * leading(_TEXT))


def _facts(book: Book, inner: Cell, card: CheckCard, top: float) -> float:
    """What it is and where it hangs, the QR to the right; where both end."""
    draw_qr(book, card.code, inner.right - _QR, top - _QUIET - _QR, _QR)
    room = inner.width - _QR - _QUIET
    label = f" (tem {card.label})" if card.label else ""
    facts = (
        (f"Số sê-ri: {card.serial}{label}", Face.BOLD, 2),
        (f"Loại: {card.kind_name}" if card.kind_name else "", Face.REGULAR, 1),
        (f"Hộ: {card.holder}" if card.holder else "", Face.REGULAR, 1),
        (", ".join(filter(None, (card.address, card.group_name))), Face.REGULAR, 2),
    )
    foot = top
    for text, face, lines in facts:
        foot = draw_fitted(
            book,
            fit(text, room, size=_TEXT + (face is Face.BOLD), least=_LEAST, lines=lines, face=face),
            inner.left,
            foot,
        )
    return min(foot, top - 2 * _QUIET - _QR)


def _months(book: Book, inner: Cell, top: float) -> float:
    rows = [(str(month), *[""] * (len(_MONTHS_MM) - 1)) for month in range(1, 13)]
    edges = _edges(inner, _MONTHS_MM)
    _grid(book, edges, top, (_MONTH_HEADS, *rows), _MONTH)
    sides = []
    for row in range(1, 13):
        y = top - (row + 0.5) * _MONTH - _BOX / 2
        for column in (2, 3):
            x = (edges[column] + edges[column + 1] - _BOX) / 2
            sides += Cell(x, y, x + _BOX, y + _BOX).sides()
    book.lines(sides)
    return top - 13 * _MONTH


def _services(book: Book, inner: Cell, top: float) -> float:
    """What only a competent firm does (TCVN 7435-2:2004 §4.1.2)."""
    rows = [(name, "", "", "") for name in _SERVICES]
    _grid(book, _edges(inner, _SERVICES_MM), top, (_SERVICE_HEADS, *rows), _SERVICE)
    return top - (len(rows) + 1) * _SERVICE


def _edges(inner: Cell, widths_mm: Sequence[float]) -> list[float]:
    """The edges of columns that fill `inner`."""
    scale = inner.width / sum(widths_mm)
    return [inner.left + width * scale for width in accumulate(widths_mm, initial=0)]


def _grid(book: Book, edges: Sequence[float], top: float, rows: Sequence[Sequence[str]], high: float) -> None:
    """A table of rows of one height, its first in bold."""
    foot = top - len(rows) * high
    rules = [(edges[0], top - n * high, edges[-1], top - n * high) for n in range(len(rows) + 1)]
    book.lines([*rules, *[(x, top, x, foot) for x in edges]])
    for number, row in enumerate(rows):
        for text, (left, right) in zip(row, pairwise(edges), strict=True):
            face = Face.REGULAR if number else Face.BOLD
            block = fit(text, right - left - 4, size=_SIZE, least=_LEAST, face=face, align="center")
            draw_fitted(book, block, left + 2, top - number * high - (high - block.height) / 2)
