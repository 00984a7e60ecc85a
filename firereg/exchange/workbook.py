"""Lists as Excel workbooks: text as text, dates as dates, numbers as numbers, and never a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

Cell = str | int | date | None
_MOST_LETTERS = 32_767
"""What Excel takes in one cell."""


@dataclass(frozen=True)
class Column:
    """A column: its head, and its width in characters."""

    head: str
    width: float


def workbook(sheet_name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The bytes of an .xlsx with one sheet: the head frozen and bold, with filters, one row for each of `rows`."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet(sheet_name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    formats = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        int: book.add_format({"num_format": "#,##0"}),
    }
    for x, column in enumerate(columns):
        sheet.set_column(x, x, column.width)
        sheet.write_string(0, x, column.head, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for x, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, x, cell, formats[date])
            elif isinstance(cell, int):
                sheet.write_number(last, x, cell, formats[int])
            elif cell:
                sheet.write_string(last, x, cell[:_MOST_LETTERS], text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    return buffer.getvalue()
