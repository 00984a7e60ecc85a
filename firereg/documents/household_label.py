"""The sticker of a household: here is an extinguisher, and what to do in a fire.

It hangs where everybody sees it, so it names nobody.
"""

from collections.abc import Sequence

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.equipment_papers import HouseholdLabel, LabelStock
from firereg.documents.fitting import draw_fitted, fit
from firereg.documents.fonts import Face
from firereg.documents.label_sheet import Cell, draw_stickers
from firereg.documents.label_stocks import HOUSEHOLD_STOCKS, LEAST_DOOR_HEIGHT_MM, LEAST_DOOR_WIDTH_MM
from firereg.documents.qr import draw_qr

_PAD = 3 * mm
_SIDE = 25 * mm
_QR = 17 * mm
_QR_SHARE = 0.42
_NUMBER = 44
_BAND = 9 * mm
_GREY = 0.88
_LEAST = 6
_STEPS = (
    "1. Hô to “Cháy!”, gọi mọi người, đưa trẻ em, người già ra ngoài.",
    "2. Ngắt điện, khóa bình ga nếu kịp.",
    "3. Lấy bình: rút chốt, hướng vòi vào gốc lửa, bóp cò; đứng quay lưng ra lối thoát.",
    "4. Lửa không tắt: ra ngoài, đóng cửa, gọi 114, nói rõ địa chỉ.",
)


def household_labels_pdf(
    labels: Sequence[HouseholdLabel],
    stock: LabelStock = HOUSEHOLD_STOCKS[0],
    *,
    start: int = 1,
    dx_mm: float = 0,
    dy_mm: float = 0,
    frames: bool = False,
) -> bytes:
    """The stickers as a PDF file of A4 sheets, as `labels_pdf` places them; the QR says the household's code.

    ValueError without labels, for a sticker below 90 × 55 mm, or when the sheet has no sticker `start`.
    """
    if stock.width_mm < LEAST_DOOR_WIDTH_MM or stock.height_mm < LEAST_DOOR_HEIGHT_MM:
        raise ValueError(f"too small: {stock.name}")
    author = labels[0].ward_name if labels else ""
    book = Book(title="Tem hộ gia đình có bình chữa cháy", author=author, subject=stock.name)
    draw_stickers(book, stock, labels, _draw, start=start, dx_mm=dx_mm, dy_mm=dy_mm, frames=frames)
    return book.finish()


def _draw(book: Book, cell: Cell, label: HouseholdLabel) -> None:
    inner = cell.shrunk(_PAD)
    book.fill([(inner.left, inner.top - _BAND, inner.width, _BAND)], _GREY)
    title = fit("NHÀ CÓ BÌNH CHỮA CHÁY", inner.width - 6, size=17, least=9, face=Face.BOLD, align="center")
    draw_fitted(book, title, inner.left + 3, inner.top - (_BAND - title.height) / 2)
    top = inner.top - _BAND - 1.5 * mm
    foot = _ward(book, inner, label)
    _steps(book, Cell(inner.left, foot, inner.right - _SIDE - 2 * mm, top))
    _call(book, Cell(inner.right - _SIDE, foot, inner.right, top), label.code)


def _ward(book: Book, inner: Cell, label: HouseholdLabel) -> float:
    """Where the extinguisher stands, to be written by hand, and who gave it; the height above both."""
    given = fit(
        " - ".join(filter(None, (label.ward_name, label.group_name))), inner.width, size=9, least=_LEAST
    )
    place = fit("Bình để tại:", inner.width, size=10, least=10)
    top = inner.foot + given.height + place.height + 2
    foot = draw_fitted(book, place, inner.left, top)
    book.lines([(inner.left + place.lines[0].length + 4, foot + 1, inner.right, foot + 1)])
    draw_fitted(book, given, inner.left, foot - 2)
    return top


def _steps(book: Book, cell: Cell) -> None:
    """What to do in a fire, as large as there is room for."""
    size = 11.0
    while True:
        head = fit("KHI CÓ CHÁY", cell.width, size=size + 1, least=size + 1, face=Face.BOLD)
        steps = [fit(step, cell.width, size=size, least=size, lines=4) for step in _STEPS]
        if sum(step.height for step in steps) + head.height <= cell.height or size <= _LEAST:
            break
        size -= 0.5
    top = draw_fitted(book, head, cell.left, cell.top)
    for step in steps:
        top = draw_fitted(book, step, cell.left, top)


def _call(book: Book, cell: Cell, code: str) -> None:
    """The number of the fire brigade, the QR and the code of the household."""
    letters = fit(code, cell.width, size=10, least=_LEAST, face=Face.BOLD, align="center")
    draw_fitted(book, letters, cell.left, cell.foot + letters.height)
    side = min(_QR, cell.height * _QR_SHARE)
    white = side * 4 / 21
    foot = cell.foot + letters.height + white
    draw_qr(book, code, (cell.left + cell.right - side) / 2, foot, side)
    room = cell.top - foot - side - white
    number = fit("114", cell.width, size=min(_NUMBER, room), least=14, face=Face.BOLD, align="center")
    draw_fitted(book, number, cell.left, cell.top + 0.15 * number.size)
