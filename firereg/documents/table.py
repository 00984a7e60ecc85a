"""Tables with rules around every cell, their head repeated on every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from firereg.documents.fonts import ASCENT, Face
from firereg.documents.sheet import Sheet, leading
from firereg.documents.text import Align, Line, Runs, natural_width, plain, wrap

_PAD_X = 3
_PAD_Y = 2
_HEAD_LINES = 2


@dataclass(frozen=True)
class Column:
    """A column: its title, its width in points and how its cells stand; `fitted` and `filled` give 0 what is left."""

    title: str
    width: float
    align: Align = "left"


def fitted(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    size: float,
    width: float,
    whole_titles: bool = False,
) -> tuple[Column, ...]:
    """`columns` as narrow as what stands in them allows, at most their own width; the one of width 0 takes the rest.

    A title is broken between its words unless `whole_titles`.
    """
    widths = []
    for place, column in enumerate(columns):
        words = [column.title] if whole_titles else column.title.split()
        needed = max(natural_width(plain(word, Face.BOLD), size) for word in words)
        for row in rows:
            needed = max(needed, natural_width(plain(row[place]), size))
        widths.append(min(column.width, needed + 2 * _PAD_X + 1))
    return _with_rest(columns, widths, width)


def filled(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, size: float, width: float
) -> tuple[Column, ...]:
    """`columns` in their own width, wider where a figure in `rows` asks for it; the one of width 0 takes the rest.

    Figures stand at the right; none is broken over two lines.
    """
    widths = [column.width for column in columns]
    for place, column in enumerate(columns):
        if column.align == "right":
            figures = (natural_width(plain(row[place], Face.BOLD), size) for row in rows)
            widths[place] = max(column.width, max(figures, default=0) + 2 * _PAD_X + 1)
    return _with_rest(columns, widths, width)


def _with_rest(columns: Sequence[Column], widths: Sequence[float], width: float) -> tuple[Column, ...]:
    taken = sum(its for column, its in zip(columns, widths, strict=True) if column.width)
    return tuple(
        replace(column, width=its if column.width else width - taken)
        for column, its in zip(columns, widths, strict=True)
    )


def scaled(columns: Sequence[Column], width: float) -> list[Column]:
    """`columns` stretched or shrunk alike to fill `width` points."""
    scale = width / sum(column.width for column in columns)
    return [replace(column, width=column.width * scale) for column in columns]


class Table:
    """A table growing down a sheet, its head drawn with the first row, so that it never stands alone.

    `before_break` may draw a closing row at the foot of every page but the last, into the `reserve` points kept
    free for it; `after_break` may draw under the head of every page but the first. `last_height` is that of the row
    just drawn.
    """

    def __init__(
        self,
        sheet: Sheet,
        columns: Sequence[Column],
        *,
        size: float,
        before_break: Callable[[], None] | None = None,
        after_break: Callable[[], None] | None = None,
    ) -> None:
        self.sheet = sheet
        self.columns = tuple(columns)
        self.size = size
        self.reserve = 0.0
        self.last_height = 0.0
        self._before_break = before_break
        self._after_break = after_break
        self._begun = False

    @property
    def line_height(self) -> float:
        """The height of a row of one line, in points."""
        return leading(self.size) + 2 * _PAD_Y

    def row_height(self, cells: Sequence[str], *, lines: int = 1) -> float:
        """What `row` takes, in points."""
        return self._height(max(lines, *map(len, self._wrapped(self.columns, cells, Face.REGULAR))))

    def beginning(self, cells: Sequence[str]) -> float:
        """What the head takes with a first row of `cells`, in points."""
        return self._height(max(map(len, self._titles()[1]))) + self.row_height(cells)

    def row(self, cells: Sequence[str], *, lines: int = 1, keep: float = 0) -> None:
        """Draws one row at least `lines` high, on the next page if it does not fit with `keep` points after it."""
        self._flow(self.columns, self._wrapped(self.columns, cells, Face.REGULAR), keep, lines)

    def spanned(self, label: str, rows: Sequence[Sequence[str]], *, keep: float = 0) -> None:
        """Draws rows side by side with one first cell over all of them; together on a page if one holds them."""
        span, rest = self.columns[0], self.columns[1:]
        (first,) = self._wrapped((span,), (label,), Face.REGULAR)
        cells = [self._wrapped(rest, row, Face.REGULAR) for row in rows]
        lines = [max(1, *map(len, row)) for row in cells]
        lines[-1] += max(0, len(first) - sum(lines))
        high = sum(map(self._height, lines))
        if high + keep > self.sheet.full - self._height(_HEAD_LINES):
            for row in rows:
                self.row([label, *row], keep=keep if row is rows[-1] else 0)
            return
        self._begin_row(high + keep)
        sheet, top = self.sheet, self.sheet.y
        for its_cells, count in zip(cells, lines, strict=True):
            self._draw(rest, its_cells, count, indent=span.width)
        self.last_height = high
        self._text(sheet.left, (top + sheet.y) / 2, first)
        left = sheet.left
        sheet.book.lines([(left, top, left, sheet.y), (left, sheet.y, left + span.width, sheet.y)])

    def merged_row(
        self, label: Runs, cells: Sequence[str] = (), *, align: Align = "center", keep: float = 0
    ) -> None:
        """Draws a row whose first cell spans the columns that `cells`, in bold, leave over."""
        columns, lines = self._merged(label, cells, align)
        self._flow(columns, lines, keep)

    def merged_height(self, label: Runs, cells: Sequence[str] = ()) -> float:
        """What such a row takes, in points."""
        return self._height(max(1, *map(len, self._merged(label, cells, "center")[1])))

    def closing_row(self, label: Runs, cells: Sequence[str] = (), *, align: Align = "center") -> None:
        """Draws a merged row into the reserved room or on top of a page, never breaking it."""
        self._draw(*self._merged(label, cells, align))

    def _merged(
        self, label: Runs, cells: Sequence[str], align: Align
    ) -> tuple[list[Column], list[tuple[Line, ...]]]:
        spanned = self.columns[: len(self.columns) - len(cells)]
        rest = self.columns[len(spanned) :]
        first = Column("", sum(column.width for column in spanned), align)
        lines = wrap(label, first.width - 2 * _PAD_X, self.size, align)
        return [first, *rest], [lines, *self._wrapped(rest, cells, Face.BOLD)]

    def _wrapped(self, columns: Sequence[Column], cells: Sequence[str], face: Face) -> list[tuple[Line, ...]]:
        return [
            wrap(plain(cell, face), column.width - 2 * _PAD_X, self.size, column.align) if cell else ()
            for column, cell in zip(columns, cells, strict=True)
        ]

    def _height(self, lines: int) -> float:
        return lines * leading(self.size) + 2 * _PAD_Y

    def _flow(
        self, columns: Sequence[Column], cells: list[tuple[Line, ...]], keep: float, lines: int = 1
    ) -> None:
        """Draws a row where it fits; only one that is higher than a page is cut."""
        lines = max(lines, *map(len, cells))
        self._begin_row(self._height(lines) + keep)
        while self._height(lines) > self._room():
            fitting = max(1, int((self._room() - 2 * _PAD_Y) / leading(self.size)))
            self._draw(columns, [cell[:fitting] for cell in cells], fitting)
            cells = [cell[fitting:] for cell in cells]
            lines -= fitting
            self._break()
        self._draw(columns, cells, lines)

    def _room(self) -> float:
        return self.sheet.room - self.reserve

    def _begin_row(self, height: float) -> None:
        """Makes room for a row that takes `height` points with what it has to keep; the head first."""
        if self._begun:
            if height > self._room():
                self._break()
            return
        self._begun = True
        titles, cells = self._titles()
        self.sheet.need(self._height(max(map(len, cells))) + height + self.reserve)
        self._head(titles, cells)

    def _break(self) -> None:
        if self._before_break:
            self._before_break()
        self.sheet.next_page()
        self._head(*self._titles())
        if self._after_break:
            self._after_break()

    def _titles(self) -> tuple[list[Column], list[tuple[Line, ...]]]:
        titles = [replace(column, align="center") for column in self.columns]
        return titles, self._wrapped(titles, [column.title for column in titles], Face.BOLD)

    def _head(self, titles: Sequence[Column], cells: Sequence[tuple[Line, ...]]) -> None:
        """Draws the titles of the columns and the upper edge."""
        sheet = self.sheet
        sheet.book.lines([(sheet.left, sheet.y, sheet.right, sheet.y)])
        self._draw(titles, cells)

    def _draw(
        self,
        columns: Sequence[Column],
        cells: Sequence[tuple[Line, ...]],
        lines: int = 1,
        indent: float = 0,
    ) -> None:
        sheet = self.sheet
        self.last_height = self._height(max(lines, *map(len, cells)))
        top, x = sheet.y, sheet.left + indent
        bottom = sheet.y = top - self.last_height
        strokes = [(x, bottom, sheet.right, bottom), (x, top, x, bottom)]
        for column, cell in zip(columns, cells, strict=True):
            self._text(x, (top + bottom) / 2, cell)
            x += column.width
            strokes.append((x, top, x, bottom))
        sheet.book.lines(strokes)

    def _text(self, x: float, middle: float, cell: tuple[Line, ...]) -> None:
        """The lines of the cell that begins at `x`, half of them above its middle."""
        high = leading(self.size)
        baseline = middle + len(cell) * high / 2 - ASCENT * self.size
        for line in cell:
            self.sheet.book.line(x + _PAD_X, baseline, line, self.size)
            baseline -= high
