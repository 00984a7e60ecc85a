"""A first look at a list: its sheets, their heads and a few rows, so that a clerk can say what is what."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from firereg.domain.text import fold
from firereg.exchange.caption import read_caption
from firereg.exchange.heads import Header, column_letter, layout_key, list_sheets, map_columns
from firereg.exchange.legacy import to_unicode
from firereg.exchange.repairs import as_text
from firereg.exchange.sheets import Cell, read_sheets
from firereg.exchange.ward_columns import HOUSEHOLDS, Field
from firereg.services.import_plan import ListKind, PlannedSheet
from firereg.store.models import ColumnMapping

_ROWS = 5


@dataclass(frozen=True)
class ListLook:
    """A sheet with a list; `year` is None where its lines do not name one. `header` is as it will be read."""

    name: str
    header: Header
    rows: tuple[tuple[str, ...], ...]
    count: int
    kind: ListKind
    year: int | None
    names_group: bool


def look(path: Path) -> tuple[ListLook, ...]:
    """The sheets of a file that hold a list; BadInputError where there is none or the file cannot be read."""
    found = []
    for sheet, header in list_sheets(read_sheets(path), HOUSEHOLDS):
        caption = read_caption(header)
        below = sheet.rows[header.data_starts - 1 :]
        filled = (row for row in below if any(cell is not None for cell in row))
        found.append(
            ListLook(
                name=sheet.name,
                header=header_of(header, {}),
                rows=tuple(tuple(map(_shown, row)) for row in islice(filled, _ROWS)),
                count=len(below),
                kind=_kind(header),
                year=caption.year,
                names_group=Field.GROUP in header.columns or caption.group.number is not None,
            )
        )
    return tuple(found)


def header_of(header: Header, mapping: Mapping[str, str]) -> Header:
    """The head with what was said of lists with the same titles before, and with `mapping`, which wins."""
    row = ColumnMapping.get_or_none(ColumnMapping.layout == layout_key(header))
    remembered = json.loads(row.columns) if row else {}
    return map_columns(map_columns(header, remembered), mapping)


def remember_columns(sheet: PlannedSheet, mapping: Mapping[str, str]) -> None:
    """Keep what the clerk said of the columns for the next list with the same titles."""
    if not mapping:
        return
    columns, fields = sheet.header.columns, sheet.header.words.fields
    said = {name: column_letter(columns[fields(name)]) if fields(name) in columns else "" for name in mapping}
    row = ColumnMapping.get_or_none(ColumnMapping.layout == sheet.layout)
    said = (json.loads(row.columns) if row else {}) | said
    ColumnMapping.replace(layout=sheet.layout, columns=json.dumps(said)).execute()


def _kind(header: Header) -> ListKind:
    """What the lines above say that the list is."""
    words = " ".join(fold(line) for line in header.caption)
    return ListKind.POVERTY if "ho ngheo" in words or "can ngheo" in words else ListKind.HOUSEHOLDS


def _shown(cell: Cell) -> str:
    return to_unicode(as_text(cell))[0]
