"""Marks on a paper that are no part of its text: the code to scan, the reprint mark, the mark of a void paper."""

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.fonts import Face
from firereg.documents.qr import draw_qr
from firereg.documents.sheet import LEFT, RIGHT, TOP, leading
from firereg.documents.text import plain, wrap

_CODE = 9
_CODE_WIDTH = 40 * mm
_MARK = 11
_REPRINT_WIDTH = 30 * mm
_REASON_LINES = 3
CODE_SIDE = 14 * mm
"""The height of what `draw_code` draws, in points."""


def draw_code(
    book: Book, code: str, right: float, top: float, *, scanned: str = "", side: float = CODE_SIDE
) -> None:
    """Draws the QR of `code` with its upper right corner at (right, top), the code in letters to its left.

    The QR says `scanned` where that is more than the code.
    """
    draw_qr(book, scanned or code, right - side, top - side, side)
    (line,) = wrap(plain(code), _CODE_WIDTH, _CODE, "right")
    book.line(right - side - 6 - _CODE_WIDTH, top - side + 1, line, _CODE)


def draw_reprint_mark(book: Book) -> None:
    """Says in the top margin that this is not the first print.

    Not "Bản sao": by Decree 30/2020, Annex I, part II, that is a copy certified by an office.
    """
    (line,) = wrap(plain("Bản in lại", Face.ITALIC), _REPRINT_WIDTH, _MARK, "right")
    book.line(book.width - RIGHT - _REPRINT_WIDTH, book.height - TOP / 2 - _MARK / 3, line, _MARK)


def draw_void_mark(book: Book) -> None:
    """Says across the page, in grey, that the paper is void."""
    book.slanted("ĐÃ HỦY", 120, 0.88)


def draw_void_reason(book: Book, reason: str) -> None:
    """Says in the top margin of page 1 why; there it moves nothing, so a void paper stays as it was signed."""
    width = book.width - LEFT - RIGHT - _REPRINT_WIDTH
    text = f"Biên bản đã hủy. Lý do: {reason.rstrip(' .')}."
    lines = wrap(plain(text, Face.ITALIC), width, _MARK)[:_REASON_LINES]
    baseline = book.height - TOP / 2 - _MARK / 3 + leading(_MARK) * (len(lines) - 1) / 2
    for line in lines:
        book.line(LEFT, baseline, line, _MARK)
        baseline -= leading(_MARK)
