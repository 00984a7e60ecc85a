"""A QR code as dark squares."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from firereg.documents.book import Book

_MASK = 2
"""Any of the eight masks can be read; trying them all for the prettiest takes longer than the rest of the paper."""


def qr_modules(text: str) -> list[list[bool]]:
    """The dark modules of the code for `text`, row by row, at error correction M."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    return code.modules


def draw_qr(book: Book, text: str, x: float, y: float, side: float) -> None:
    """Draws the code with its lower left corner at (x, y); keep four modules of white around it."""
    rows = qr_modules(text)
    boxes = []
    for row, modules in enumerate(rows):
        start = None
        for place, dark in enumerate([*modules, False]):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                boxes.append((start, len(rows) - row - 1, place - start, 1))
                start = None
    book.squares(boxes, x, y, side / len(rows))
