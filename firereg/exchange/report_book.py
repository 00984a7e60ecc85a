"""Figures as a workbook: a sheet for each table, with a chart that Excel draws itself and that follows the cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

Cell = str | int | float | None


@dataclass(frozen=True)
class BookTable:
    """A table; its first column says what each row is. `charted` are the columns of figures that are drawn.

    `chart` is a kind XlsxWriter knows ("column", "bar", "line"), "" for none.
    """

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: str = ""
    charted: tuple[int, ...] = (1,)


def report_book(title: str, tables: Iterable[BookTable]) -> bytes:
    """The bytes of an .xlsx with one sheet for each table."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF4"}
        ),
        "number": book.add_format({"num_format": "#,##0"}),
        "parts": book.add_format({"num_format": "#,##0.0#"}),
        "text": book.add_format({"num_format": "@"}),
    }
    for table in tables:
        sheet = book.add_worksheet(table.name)
        _fill(sheet, title, table, formats)
        if table.chart and table.rows:
            sheet.insert_chart(2, len(table.head) + 1, _chart(book, table))
    book.close()
    return buffer.getvalue()


_HEAD = 2


def _fill(sheet, title: str, table: BookTable, formats: dict) -> None:
    sheet.write_string(0, 0, title, formats["title"])
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, len(table.head) - 1, 16)
    for x, words in enumerate(table.head):
        sheet.write_string(_HEAD, x, words, formats["head"])
    for y, row in enumerate(table.rows, start=_HEAD + 1):
        for x, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(y, x, cell, formats["number"])
            elif isinstance(cell, float):
                sheet.write_number(y, x, cell, formats["parts"])
            elif cell:
                sheet.write_string(y, x, cell, formats["text"])
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _chart(book, table: BookTable):
    chart = book.add_chart({"type": table.chart})
    last = _HEAD + len(table.rows)
    for x in table.charted:
        chart.add_series(
            {
                "name": [table.name, _HEAD, x],
                "categories": [table.name, _HEAD + 1, 0, last, 0],
                "values": [table.name, _HEAD + 1, x, last, x],
                "data_labels": {"value": table.chart == "bar"},
            }
        )
    chart.set_title({"name": table.name, "name_font": {"size": 12}})
    if table.chart == "bar":  # the first row on top, as in the table
        chart.set_y_axis({"reverse": True})
    if len(table.charted) == 1:
        chart.set_legend({"none": True})
    else:
        chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 720, "height": 60 + max(300, 22 * len(table.rows))})
    return chart
