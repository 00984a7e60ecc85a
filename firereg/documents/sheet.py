"""One paper flowing over its pages, with the frame, sizes and page numbers of Decree 30/2020, Annex I."""

from collections.abc import Callable

from reportlab.lib.units import mm

from firereg.documents.book import Book
from firereg.documents.fonts import ASCENT, SINGLE, Face
from firereg.documents.text import Align, Runs, plain, wrap

TOP = BOTTOM = 20 * mm
LEFT = 30 * mm
RIGHT = 15 * mm
INDENT = 10 * mm
BODY = 13
"""Size of the body text, in points."""
PARAGRAPH_GAP = 6
"""Least distance between paragraphs, in points."""


def leading(size: float) -> float:
    """Height of a single-spaced line, in points."""
    return size * SINGLE


class Sheet:
    """The pages of one paper. `y` is how far down the current page is filled, in points from its foot.

    `backdrop` draws what lies under the text of every page, such as the mark of a void paper; `foot` what stands
    in the bottom margin of every page that another follows. Page numbers start again with every sheet.
    """

    def __init__(
        self,
        book: Book,
        *,
        backdrop: Callable[[], None] | None = None,
        foot: Callable[[], None] | None = None,
    ) -> None:
        self.book = book
        self.left = LEFT
        self.right = book.width - RIGHT
        self.width = self.right - self.left
        self.page = 1
        self._backdrop, self._foot = backdrop, foot
        self._start()

    def _start(self) -> None:
        self.top = self.y = self.book.height - TOP
        self.floor = BOTTOM
        if self._backdrop:
            self._backdrop()

    @property
    def room(self) -> float:
        """What is left of the page, in points."""
        return self.y - self.floor

    @property
    def full(self) -> float:
        """What an empty page after the first takes, in points."""
        return self.book.height - TOP - BOTTOM

    def next_page(self) -> None:
        """Goes on to a new page, with its number in the middle of the top margin."""
        if self._foot:
            self._foot()
        self.book.turn()
        self.page += 1
        self._start()
        (number,) = wrap(plain(str(self.page)), self.book.width, BODY, "center")
        self.book.line(0, self.book.height - TOP / 2 - BODY / 3, number, BODY)

    def need(self, height: float) -> None:
        """Goes on to a new page unless `height` points are left."""
        if self.room < height and self.y < self.top:
            self.next_page()

    def gap(self, height: float) -> None:
        """Leaves `height` points free; nothing at the head of a page."""
        if self.y < self.top:
            self.y -= height

    def paragraph(
        self,
        runs: Runs,
        *,
        size: float = BODY,
        align: Align = "justify",
        indent: float = INDENT,
        gap: float = PARAGRAPH_GAP,
    ) -> None:
        """Sets `runs` over the full width, `gap` below what stands before; no line of it stays alone."""
        lines = wrap(runs, self.width, size, align, indent)
        self.gap(gap)
        high = leading(size)
        for number, line in enumerate(lines):
            if number in {0, len(lines) - 2}:
                self.need(high * min(2, len(lines) - number))
            else:
                self.need(high)
            self.y -= high
            self.book.line(self.left, self.y + high - ASCENT * size, line, size)

    def height(self, runs: Runs, *, size: float = BODY, indent: float = INDENT) -> float:
        """What `paragraph` takes, in points, the gap included."""
        return PARAGRAPH_GAP + leading(size) * len(wrap(runs, self.width, size, "justify", indent))

    def centered(self, text: str, face: Face, *, size: float, gap: float = 0) -> tuple[float, float]:
        """Sets `text` in the middle in balanced lines; where the last one starts and ends."""
        self.gap(gap)
        return self.block(text, face, size=size, left=self.left, width=self.width)

    def block(
        self, text: str, face: Face, *, size: float, left: float, width: float, align: Align = "center"
    ) -> tuple[float, float]:
        """Sets `text` in a column of the page from `y` down; where its last line starts and ends."""
        high = leading(size)
        line = None
        for line in wrap(plain(text, face), width, size, align):
            self.y -= high
            self.book.line(left, self.y + high - ASCENT * size, line, size)
        return (left + line.offset, left + line.offset + line.length) if line else (left, left)
