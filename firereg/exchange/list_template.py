"""Workbooks that a ward hands out to be filled in: titles that the import knows, cells that keep their zeros."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

_ROWS = 2000
Row = Sequence[str | int | None]


@dataclass(frozen=True)
class TemplateColumn:
    """A column to fill in, with the advice that stands on the second sheet."""

    title: str
    width: float
    advice: str
    is_text: bool = False
    validation: dict | None = None


def list_template(title: str, columns: Sequence[TemplateColumn], rows: Sequence[Row] = ()) -> bytes:
    """An .xlsx to fill in: one sheet for the list, with `rows` in it, one that explains each column."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {
                "bold": True,
                "border": 1,
                "bg_color": "#DDE7F3",
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        ),
        "text": book.add_format({"num_format": 49}),  # "@", text
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _fill_list(book.add_worksheet("Danh sách"), formats, title, columns, rows)
    _fill_advice(book.add_worksheet("Hướng dẫn"), formats, columns)
    book.close()
    return buffer.getvalue()


def _fill_list(
    sheet, formats: dict, title: str, columns: Sequence[TemplateColumn], rows: Sequence[Row]
) -> None:
    sheet.write_string(0, 0, title, formats["title"])
    for x, column in enumerate(columns):
        sheet.set_column(x, x, column.width, formats["text"] if column.is_text else None)
        sheet.write_string(2, x, column.title, formats["head"])
        if column.validation:
            sheet.data_validation(3, x, _ROWS, x, column.validation | {"error_type": "warning"})
    for y, row in enumerate(rows, start=3):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(y, x, cell, formats["text"])
            elif cell is not None:
                sheet.write_number(y, x, cell)
    sheet.set_row(2, 32)
    sheet.freeze_panes(3, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _fill_advice(sheet, formats: dict, columns: Sequence[TemplateColumn]) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, "Cách ghi từng cột", formats["title"])
    for y, column in enumerate(columns, start=2):
        sheet.write_string(y, 0, column.title)
        sheet.write_string(y, 1, column.advice, formats["wrapped"])
