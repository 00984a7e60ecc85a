"""Marks on a paper that are no part of its text: the code to scan, the reprint mark, the mark of a void paper."""

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.fonts import Face
from firereg.documents.qr import draw_qr
from firereg.documents.sheet import RIGHT, TOP
from firereg.documents.text import plain, wrap

_CODE = 9
_CODE_WIDTH = 40 * mm
_REPRINT = 11
CODE_SIDE = 14 * mm
"""The height of what `draw_code` draws, in points."""


def draw_code(book: Book, code: str, right: float, top: float) -> None:
    """Draws the QR of `code` with its upper right corner at (right, top), the code in letters to its left."""
    draw_qr(book, code, right - CODE_SIDE, top - CODE_SIDE, CODE_SIDE)
    (line,) = wrap(plain(code), _CODE_WIDTH, _CODE, "right")
    book.line(right - CODE_SIDE - 6 - _CODE_WIDTH, top - CODE_SIDE + 1, line, _CODE)


def draw_reprint_mark(book: Book) -> None:
    """Says in the top margin that this is not the first print.

    Not "Bản sao": by Decree 30/2020, Annex I, part II, that is a copy certified by an office.
    """
    (line,) = wrap(plain("Bản in lại", Face.ITALIC), 60 * mm, _REPRINT, "right")
    book.line(book.width - RIGHT - 60 * mm, book.height - TOP / 2 - _REPRINT / 3, line, _REPRINT)


def draw_void_mark(book: Book) -> None:
    """Says across the page, in grey, that the paper is void."""
    book.slanted("ĐÃ HỦY", 120, 0.88)
