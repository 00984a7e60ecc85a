"""Where each sticker stands on its A4 sheet."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.equipment_papers import LabelStock

_UNPRINTABLE = 5 * mm
"""What most desk printers leave white at the edges of a sheet."""

Thing = TypeVar("Thing")


class Cell(NamedTuple):
    """A box on the page, in points from the lower left corner of the page."""

    left: float
    foot: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.foot

    def shrunk(self, pad: float) -> "Cell":
        """What is left `pad` points inside of it."""
        return Cell(self.left + pad, self.foot + pad, self.right - pad, self.top - pad)

    def sides(self) -> list[tuple[float, float, float, float]]:
        """Its four edges, to be drawn."""
        return [
            (self.left, self.foot, self.right, self.foot),
            (self.right, self.foot, self.right, self.top),
            (self.right, self.top, self.left, self.top),
            (self.left, self.top, self.left, self.foot),
        ]

    def printable(self, book: Book) -> "Cell":
        """What of it a printer reaches."""
        return Cell(
            max(self.left, _UNPRINTABLE),
            max(self.foot, _UNPRINTABLE),
            min(self.right, book.width - _UNPRINTABLE),
            min(self.top, book.height - _UNPRINTABLE),
        )


def cell_at(stock: LabelStock, place: int, dx_mm: float = 0, dy_mm: float = 0) -> Cell:
    """The sticker at `place`, counted from 0 along the rows; `dx_mm` moves it right, `dy_mm` down."""
    row, column = divmod(place, stock.columns)
    left = (stock.left_mm + column * stock.pitch_x_mm + dx_mm) * mm
    top = (297 - stock.top_mm - row * stock.pitch_y_mm - dy_mm) * mm
    return Cell(left, top - stock.height_mm * mm, left + stock.width_mm * mm, top)


def draw_stickers(
    book: Book,
    stock: LabelStock,
    things: Iterable[Thing],
    draw: Callable[[Book, Cell, Thing], None],
    *,
    start: int = 1,
    dx_mm: float = 0,
    dy_mm: float = 0,
    frames: bool = False,
) -> None:
    """Draws each of `things` into the next sticker, the first into number `start` of the first sheet.

    `frames` draws the edges of the stickers, to be held against a sheet. ValueError without things, or when the sheet
    has no sticker `start`.
    """
    if not 1 <= start <= stock.cells:
        raise ValueError(f"a sheet of {stock.name} has no label {start}")
    place = start - 1
    empty = True
    for thing in things:
        if place == stock.cells:
            book.turn()
            place = 0
        cell = cell_at(stock, place, dx_mm, dy_mm)
        if frames:
            book.lines(cell.sides())
        draw(book, cell.printable(book), thing)
        place, empty = place + 1, False
    if empty:
        raise ValueError("no labels")
    book.turn()
