"""The columns of a list, each read from top to bottom by the reader of its field.

Columns of few different cells remember what each gave. Only where old letters turn up is a sheet read a
second time, now with the fonts of its cells, or with the encoding that the rest of the column has.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from typing import Any

from firereg.domain.poverty import Category
from firereg.exchange import cell_readers as cells
from firereg.exchange.legacy import FONT_OF, is_beyond_latin
from firereg.exchange.repairs import Reader, Reading, name_reader, text_reader
from firereg.exchange.sheets import Cell, Sheet
from firereg.exchange.ward_columns import Field, Header

ORDER = (
    Field.HEAD_NAME,
    Field.ID_NUMBER,
    Field.BORN,
    Field.MALE,
    Field.FEMALE,
    Field.SEX,
    Field.GROUP,
    Field.WARD,
    Field.HOUSE_NUMBER,
    Field.STREET,
    Field.ADDRESS,
    Field.PERSONS,
    Field.PHONE,
    Field.CATEGORY,
    Field.POOR,
    Field.NEAR_POOR,
    Field.CERTIFICATE,
    Field.DECISION,
    Field.NOTE,
    Field.CODE,
)
_ALL_DIFFERENT = frozenset({Field.HEAD_NAME, Field.ID_NUMBER, Field.PHONE, Field.ADDRESS, Field.CODE})
_JOINED_DOWN = frozenset({Field.GROUP, Field.WARD, Field.ADDRESS, Field.STREET, Field.DECISION})
_NO_TEXT = frozenset({Field.ID_NUMBER, Field.BORN, Field.MALE, Field.FEMALE, Field.PERSONS, Field.PHONE})
_EMPTY: dict[Field, Any] = dict.fromkeys(
    (Field.BORN, Field.MALE, Field.FEMALE, Field.PERSONS, Field.CATEGORY, Field.POOR, Field.NEAR_POOR)
) | {Field.GROUP: cells.Group()}


def read_columns(sheet: Sheet, header: Header, today: date) -> Iterator[tuple[Any, ...]]:
    """The rows below the head as tuples of values, or Readings of them, in ORDER; no empty rows at the end."""
    start, end = header.data_starts - 1, _end_of(sheet)
    raw = {field: _cells(sheet, header, field, start, end) for field in ORDER if field in header.columns}
    readers = {field: _reader(field, header, today) for field in raw}
    read: dict[Field, list[Any]] = {}
    old: dict[Field, set[str]] = {}
    for field, column in raw.items():
        read[field], different = _read(field, column, readers[field])
        if kinds := _old_kinds(different):
            old[field] = kinds
    if old:
        fonts = sheet.fonts()
        for field in raw.keys() - _NO_TEXT:
            own = fonts.get(header.columns[field], {})
            rest = _shared_font(raw[field], old.get(field, set()))
            if own or rest:
                read[field] = _read_in_fonts(raw[field], readers[field], own, rest, start)
    if not raw:
        return iter(())
    return zip(*(read.get(field, repeat(_EMPTY.get(field, ""))) for field in ORDER), strict=False)


def _end_of(sheet: Sheet) -> int:
    end = len(sheet.rows)
    while end and all(
        cell is None or (isinstance(cell, str) and not cell.strip()) for cell in sheet.rows[end - 1]
    ):
        end -= 1
    return end


def _cells(sheet: Sheet, header: Header, field: Field, start: int, end: int) -> list[Cell]:
    x = header.columns[field]
    column = [row[x] if x < len(row) else None for row in sheet.rows[start:end]]
    if field in _JOINED_DOWN:
        for (top, left), (bottom, _right) in sheet.merged:
            if left == x and start <= top < bottom < end:
                column[top - start : bottom - start + 1] = [column[top - start]] * (bottom - top + 1)
    return column


def _reader(field: Field, header: Header, today: date) -> Reader:
    title = header.title(header.columns[field])
    if field in (Field.BORN, Field.MALE, Field.FEMALE):
        return cells.born_reader(title, today, mark=field is not Field.BORN)
    if field in (Field.POOR, Field.NEAR_POOR):
        return cells.mark_reader(title, Category(field.value))
    if field is Field.NOTE:
        return text_reader(title, limit=1000)
    makers = {
        Field.HEAD_NAME: name_reader,
        Field.ID_NUMBER: cells.id_reader,
        Field.SEX: cells.sex_reader,
        Field.GROUP: cells.group_reader,
        Field.PERSONS: cells.persons_reader,
        Field.PHONE: cells.phone_reader,
        Field.CATEGORY: cells.category_reader,
    }
    return makers.get(field, text_reader)(title)


class _Remembering(dict[tuple[Cell, str | None], Any]):
    """What a reader gave for each different cell and font."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, cell_and_font: tuple[Cell, str | None]) -> Any:
        self[cell_and_font] = value = self._reader(*cell_and_font)
        return value


def _read(field: Field, column: list[Cell], reader: Reader) -> tuple[list[Any], Iterable[Any]]:
    """What the cells of a column give; and the same once for each different cell, or nearly so."""
    if field in _ALL_DIFFERENT:
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
