"""The columns of a list, each read from top to bottom by the reader of its field.

Columns of few different cells remember what each gave. Only where old letters turn up is a sheet read a
second time, now with the fonts of its cells, or with the encoding that the rest of the column has.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import repeat
from typing import Any, NamedTuple

from firereg.exchange.heads import Header
from firereg.exchange.legacy import FONT_OF, is_beyond_latin
from firereg.exchange.repairs import Reader, Reading, Repair
from firereg.exchange.sheets import Cell, Sheet


@dataclass(frozen=True)
class Layout:
    """How the columns of a kind of list are read, in which order their values come.

    `reader` makes the one of a field from its title and the day; `empty` is what a field gives where nothing
    stands, else "". Cells of `all_different` are hardly ever twice the same, those of `joined_down` may be joined
    over several rows, those of `no_text` are never in old letters.
    """

    order: tuple[StrEnum, ...]
    reader: Callable[[Any, str, date], Reader]
    empty: Mapping[Any, Any]
    all_different: frozenset[StrEnum] = frozenset()
    joined_down: frozenset[StrEnum] = frozenset()
    no_text: frozenset[StrEnum] = frozenset()


class Problem(NamedTuple):
    """What stops a row: the title of the column, what stands there, and the sentence."""

    column: str
    value: str
    sentence: str


def read_columns(sheet: Sheet, header: Header, today: date, layout: Layout) -> Iterator[tuple[Any, ...]]:
    """The rows below the head as tuples of values, or Readings of them, in order; no empty rows at the end."""
    start, end = header.data_starts - 1, _end_of(sheet)
    present = [field for field in layout.order if field in header.columns]
    raw = {
        field: _cells(sheet, header.columns[field], start, end, joined=field in layout.joined_down)
        for field in present
    }
    readers = {field: layout.reader(field, header.title(header.columns[field]), today) for field in present}
    read: dict[StrEnum, list[Any]] = {}
    old: dict[StrEnum, set[str]] = {}
    for field, column in raw.items():
        read[field], different = _read(column, readers[field], once=field in layout.all_different)
        if kinds := _old_kinds(different):
            old[field] = kinds
    if old:
        fonts = sheet.fonts()
        for field in raw.keys() - layout.no_text:
            own = fonts.get(header.columns[field], {})
            rest = _shared_font(raw[field], old.get(field, set()))
            if own or rest:
                read[field] = _read_in_fonts(raw[field], readers[field], own, rest, start)
    if not raw:
        return iter(())
    return zip(
        *(read.get(field, repeat(layout.empty.get(field, ""))) for field in layout.order), strict=False
    )


def opened(values: Sequence[Any]) -> tuple[Sequence[Any], tuple[Repair, ...], tuple[Problem, ...]]:
    """The bare values, with the repairs and problems of all cells together."""
    bare = list(values)
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()
    for place, value in enumerate(values):
        if value.__class__ is Reading:
            bare[place] = value.value
            repairs += value.repairs
            if value.problem:
                problems += (Problem(value.column, value.shown, value.problem),)
    return bare, repairs, problems


def _end_of(sheet: Sheet) -> int:
    end = len(sheet.rows)
    while end and all(
        cell is None or (isinstance(cell, str) and not cell.strip()) for cell in sheet.rows[end - 1]
    ):
        end -= 1
    return end


def _cells(sheet: Sheet, x: int, start: int, end: int, *, joined: bool) -> list[Cell]:
    column = [row[x] if x < len(row) else None for row in sheet.rows[start:end]]
    if joined:
        for (top, left), (bottom, _right) in sheet.merged:
            if left == x and start <= top < bottom < end:
                column[top - start : bottom - start + 1] = [column[top - start]] * (bottom - top + 1)
    return column


class _Remembering(dict[tuple[Cell, str | None], Any]):
    """What a reader gave for each different cell and font."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, cell_and_font: tuple[Cell, str | None]) -> Any:
        self[cell_and_font] = value = self._reader(*cell_and_font)
        return value


def _read(column: list[Cell], reader: Reader, *, once: bool) -> tuple[list[Any], Iterable[Any]]:
    """What the cells of a column give; and the same once for each different cell, or nearly so."""
    if once:
        values = list(map(reader, column))
        return values, values
    remembering = _Remembering(reader)
    return list(map(remembering.__getitem__, zip(column, repeat(None)))), remembering.values()


def _read_in_fonts(
    column: list[Cell], reader: Reader, own: dict[int, str], rest: str, start: int
) -> list[Any]:
    remembering = _Remembering(reader)
    return [remembering[cell, own.get(y, rest) or None] for y, cell in enumerate(column, start)]


def _old_kinds(values: Iterable[Any]) -> set[str]:
    """Which old encodings turned up."""
    readings = (value for value in values if value.__class__ is Reading)
    return {str(repair.kind) for reading in readings for repair in reading.repairs if repair.kind in FONT_OF}


def _shared_font(column: list[Cell], kinds: set[str]) -> str:
    """A font for the doubtful cells of a column that is in one old encoding and has no Unicode letter at all."""
    if len(kinds) != 1 or any(isinstance(cell, str) and is_beyond_latin(cell) for cell in column):
        return ""
    return FONT_OF[next(iter(kinds))]
