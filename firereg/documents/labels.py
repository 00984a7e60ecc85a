"""Stickers for extinguishers: the serial as QR, as Code 128 or both, and in letters."""

from collections.abc import Sequence
from typing import Literal

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.code128 import QUIET, code128_bars, draw_code128
from firereg.documents.equipment_papers import Label, LabelStock
from firereg.documents.fitting import Fitted, draw_fitted, fit
from firereg.documents.fonts import Face
from firereg.documents.label_sheet import Cell, draw_stickers
from firereg.documents.qr import draw_qr, qr_modules
from firereg.documents.text import Align, natural_width, plain

Symbol = Literal["qr", "code128", "both"]

_PAD = 1.2 * mm
_QR_QUIET = 4
_LARGEST_QR = 45 * mm
_NARROWEST_BAR = 0.19 * mm
"""7.5 thousandths of an inch: thinner bars are lost between printer and scanner."""
_WIDEST_BAR = 0.4 * mm
_LOWEST_BARS, _HIGHEST_BARS = 5 * mm, 16 * mm
_LEAST = 5.5
_GAP = 1.5


def labels_pdf(
    labels: Sequence[Label],
    stock: LabelStock,
    *,
    start: int = 1,
    dx_mm: float = 0,
    dy_mm: float = 0,
    symbol: Symbol = "qr",
    frames: bool = False,
) -> bytes:
    """The stickers as a PDF file of A4 sheets, the first on sticker `start`, moved by `dx_mm` right, `dy_mm` down.

    Bars that would become too thin, or a code that Code 128 cannot hold, give way to the QR. `frames` draws the edges
    of the stickers. ValueError without labels, or when the sheet has no sticker `start`.
    """
    author = labels[0].ward_name if labels else ""
    book = Book(title="Tem bình chữa cháy", author=author, subject=stock.name)

    def draw(book: Book, cell: Cell, label: Label) -> None:
        if symbol == "code128" and _bar(label.code, cell.width):
            _draw_bars(book, cell, label)
            return
        rest = _draw_qr(book, cell, label.code, share=0.36 if symbol == "both" else 0.45)
        if symbol == "both" and _bar(label.code, rest.width):
            _draw_bars(book, rest, label)
        else:
            _draw_text(book, rest, label)

    draw_stickers(book, stock, labels, draw, start=start, dx_mm=dx_mm, dy_mm=dy_mm, frames=frames)
    return book.finish()


def _bar(code: str, room: float) -> float:
    """The width of the thinnest bar when the code and its white take `room`; 0 where it would be too thin."""
    try:
        _bars, modules = code128_bars(code)
    except ValueError:
        return 0
    bar = room / (modules + 2 * QUIET)
    return min(bar, _WIDEST_BAR) if bar >= _NARROWEST_BAR else 0


def _draw_qr(book: Book, cell: Cell, code: str, *, share: float) -> Cell:
    """The QR at the left of the sticker with four modules of white around it; what is left to its right."""
    modules = len(qr_modules(code))
    whole = min(cell.height, cell.width * share, _LARGEST_QR)
    white = whole * _QR_QUIET / (modules + 2 * _QR_QUIET)
    draw_qr(book, code, cell.left + white, (cell.foot + cell.top - whole) / 2 + white, whole - 2 * white)
    return Cell(cell.left + whole, cell.foot, cell.right, cell.top)


def _sizes(cell: Cell) -> tuple[float, float]:
    """The size of the code in letters and of the lines: larger on a larger sticker."""
    return min(max(12, cell.height / 7), 22), min(max(9, cell.height / 10), 14)


def _draw_text(book: Book, cell: Cell, label: Label) -> None:
    """The code in letters and the lines under it, in the middle of the height."""
    room, height = cell.width - _PAD, cell.height - 2 * _PAD
    code = fit(label.code, room, size=_sizes(cell)[0], least=_LEAST, lines=2, face=Face.BOLD)
    blocks = [code, *_lines(cell, label, room, height - code.height, "left")]
    _stack(book, blocks, cell.left, (cell.top + cell.foot + _height(blocks)) / 2)


def _draw_bars(book: Book, cell: Cell, label: Label) -> None:
    """The lines on top, then the bars, then the code in letters, in the middle of the height."""
    inner = cell.shrunk(_PAD)
    code = fit(label.code, inner.width, size=_sizes(cell)[1], least=_LEAST, face=Face.BOLD, align="center")
    free = inner.height - code.height - 2 * _GAP
    lines = _lines(cell, label, inner.width, free - _LOWEST_BARS, "center")
    high = min(_HIGHEST_BARS, free - _height(lines))
    top = (cell.top + cell.foot + _height([*lines, code]) + high) / 2 + _GAP
    top = _stack(book, lines, inner.left, top) - _GAP
    _bars, modules = code128_bars(label.code)
    width = _bar(label.code, cell.width) * modules
    draw_code128(
        book,
        label.code,
        Cell((cell.left + cell.right - width) / 2, top - high, (cell.left + cell.right + width) / 2, top),
    )
    draw_fitted(book, code, inner.left, top - high - _GAP)


def _lines(cell: Cell, label: Label, room: float, height: float, align: Align) -> list[Fitted]:
    """The lines of the label on two rows each, if need be smaller, or on one, or as many as find room in `height`."""
    full = _sizes(cell)[1]
    for rows, size in ((2, full), (2, 0.8 * full), (1, full)):
        blocks = [
            fit(
                text,
                room,
                size=size,
                least=_LEAST,
                lines=1 if _nearly_fits(text, room, size) else rows,
                align=align,
            )
            for text in label.lines
        ]
        if _height(blocks) <= height:
            return blocks
    while blocks and _height(blocks) > height:
        blocks.pop()
    return blocks


def _nearly_fits(text: str, room: float, size: float) -> bool:
    """Whether a slightly smaller size saves a second row."""
    return natural_width(plain(text), 0.75 * size) <= room


def _height(blocks: Sequence[Fitted]) -> float:
    return sum(block.height for block in blocks)


def _stack(book: Book, blocks: Sequence[Fitted], left: float, top: float) -> float:
    for block in blocks:
        top = draw_fitted(book, block, left, top)
    return top
