"""A walk workbook as somebody filled it in and saved it with another program: values alone, no formats."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter

from firereg.exchange.sheets import Cell, Sheet, read_sheets
from firereg.exchange.walk_book import COLUMNS, HEAD_ROW

Changes = Mapping[tuple[str, int, str], Cell]


def filled_in(path: Path, changes: Changes) -> Path:
    """`path`, its cells changed: {(sheet, line from 1, field of the column): value}; line 0 is the day for all."""
    sheets = read_sheets(path)
    for (name, line, field), value in changes.items():
        sheet = next(one for one in sheets if one.name == name)
        if line:
            _put(sheet, HEAD_ROW + line, list(COLUMNS).index(field), value)
        else:
            _put(sheet, 2, list(COLUMNS).index("serial"), value)
    return saved(path, sheets)


def saved(path: Path, sheets: tuple[Sheet, ...]) -> Path:
    """These sheets as an .xlsx."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for y, row in enumerate(sheet.rows):
            for x, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(y, x, cell)
                elif isinstance(cell, str):
                    page.write_string(y, x, cell)
                elif cell is not None:
                    page.write_number(y, x, cell)
    book.close()
    path.write_bytes(buffer.getvalue())
    return path


def _put(sheet: Sheet, y: int, x: int, value: Cell) -> None:
    while len(sheet.rows) <= y:
        sheet.rows.append([])
    row = sheet.rows[y]
    row += [None] * (x + 1 - len(row))
    row[x] = value
