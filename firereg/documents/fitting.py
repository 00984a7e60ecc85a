"""Text in a box of fixed size: smaller where it does not fit, and cut where it still does not."""

from typing import NamedTuple

from firereg.documents.book import Book
from firereg.documents.fonts import ASCENT, Face, printable, width
from firereg.documents.sheet import leading
from firereg.documents.text import Align, Line, plain, wrap

_STEP = 0.5
_CUT = "…"


class Fitted(NamedTuple):
    """Lines of one size, ready to draw."""

    lines: tuple[Line, ...]
    size: float

    @property
    def height(self) -> float:
        """What the lines take, in points."""
        return len(self.lines) * leading(self.size)


def fit(
    text: str,
    room: float,
    *,
    size: float,
    least: float,
    lines: int = 1,
    face: Face = Face.REGULAR,
    align: Align = "left",
) -> Fitted:
    """`text` in at most `lines` lines of `room` points: in `size`, else smaller down to `least`, else cut with "…".

    No lines for empty text. A word is broken only in the least size.
    """
    text = " ".join(printable(text).split())
    if not text:
        return Fitted((), size)
    longest = max(width(word, face) for word in text.split(" "))
    while size > least and (
        longest * size > room
        or width(text, face) * size > room * lines
        or _rows(text, face, room, size) > lines
    ):
        size = max(least, size - _STEP)
    found = wrap(plain(text, face), room, size, align)
    if len(found) > lines:
        kept = _cut(found[:lines], room / size, face)
        found = tuple(wrap(plain(line, face), room, size, align)[0] for line in kept)
    return Fitted(found, size)


def _rows(text: str, face: Face, room: float, size: float) -> int:
    return len(wrap(plain(text, face), room, size))


def _cut(found: tuple[Line, ...], ems: float, face: Face) -> list[str]:
    """The text of the lines, the last one ending in "…" within `ems`."""
    *kept, last = ("".join(piece for piece, _face in line.pieces) for line in found)
    while last and width(last + _CUT, face) > ems:
        last = last[:-1]
    return [*kept, last.rstrip(" ,;-/") + _CUT]


def draw_fitted(book: Book, fitted: Fitted, left: float, top: float) -> float:
    """Draws the lines from `top` down, their margin at `left`; the height at which they end."""
    high = leading(fitted.size)
    for line in fitted.lines:
        book.line(left, top - ASCENT * fitted.size, line, fitted.size)
        top -= high
    return top
