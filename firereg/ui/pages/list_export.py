"""What a list shows, as a file: the same columns, the same rows, the same order, down to the last one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from firereg.exchange.delimited import delimited
from firereg.exchange.workbook import Cell, workbook
from firereg.exchange.workbook import Column as SheetColumn
from firereg.i18n import _
from firereg.services import exports
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.models.paged import Column, PagedTableModel

KINDS = "Excel (*.xlsx);;CSV (*.csv)"
_PIXELS_OF_A_LETTER = 7


def export(desk: Desk, model: PagedTableModel, columns: Sequence[Column], title: str, file_name: str) -> None:
    """Ask where, then write the file in the background; the export stands in the journal."""
    path = desk.ask_where_to_save(_("Export the list"), file_name, KINDS)
    if path is None:
        return
    if not path.suffix:
        path = path.with_suffix(".xlsx")
    source = model.source()

    def work(progress: Progress) -> int:
        from firereg.exchange.files import save_file

        with desk.registry.other_thread():
            rows = [[_cell(column, row) for column in columns] for row in source.all_rows(progress)]
            save_file(path, _file(path, title, columns, rows))
            exports.record(desk.registry, title, len(rows), path.suffix)
        return len(rows)

    desk.run(work, lambda count: desk.say(_("{n} rows are in {name}.").format(n=count, name=path.name)))


def _file(path: Path, title: str, columns: Sequence[Column], rows: list[list[Cell]]) -> bytes:
    if path.suffix.lower() == ".csv":
        return delimited([column.title for column in columns], rows)
    heads = [SheetColumn(c.title, 36 if c.stretch else c.width / _PIXELS_OF_A_LETTER) for c in columns]
    return workbook(title[:31], heads, rows)


def _cell(column: Column, row: Any) -> Cell:
    value = column.value(row)
    return value if value is None or isinstance(value, int | date) else str(value)
