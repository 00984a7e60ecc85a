"""A Code 128 as dark bars, for scanners that read no QR."""

from itertools import accumulate

from reportlab.graphics.barcode.code128 import Code128

from firereg.documents.book import Book
from firereg.documents.label_sheet import Cell

QUIET = 10
"""White left and right of the bars, in modules (ISO/IEC 15417)."""


def code128_bars(text: str) -> tuple[list[tuple[int, int]], int]:
    """The bars of the code for `text` as (start, width), and the width of the whole, in modules.

    ValueError for text that is empty or has letters outside of ASCII.
    """
    if not text or not text.isascii() or not text.isprintable():
        raise ValueError("Code 128 holds ASCII only")
    code = Code128(text, quiet=0)
    code.validate()
    code.encode()
    code.decompose()
    # "BaAb": a bar of 2 modules, white of 1, a bar of 1, white of 2
    widths = [ord(letter.lower()) - ord("a") + 1 for letter in code.decomposed]
    starts = list(accumulate(widths, initial=0))
    bars = [
        (start, width)
        for start, width, letter in zip(starts, widths, code.decomposed, strict=False)
        if letter.isupper()
    ]
    return bars, starts[-1]


def draw_code128(book: Book, text: str, box: Cell) -> None:
    """Draws the bars over the whole of `box`; keep `QUIET` modules of white at both ends."""
    bars, modules = code128_bars(text)
    module = box.width / modules
    book.fill((box.left + start * module, box.foot, wide * module, box.height) for start, wide in bars)
