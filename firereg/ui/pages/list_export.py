"""What a list shows, as a file: the same columns, the same rows, the same order, down to the last one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from firereg.domain.roles import Right
from firereg.exchange.delimited import delimited
from firereg.exchange.workbook import Cell, workbook
from firereg.exchange.workbook import Column as SheetColumn
from firereg.i18n import _
from firereg.services import exports
from firereg.services.exports import Numbers
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.models.paged import Column, PagedTableModel

KINDS = "Excel (*.xlsx);;CSV (*.csv)"
_PIXELS_OF_A_LETTER = 7


def columns_to_export(shown: Sequence[Column], every: Sequence[Column], numbers: Numbers) -> list[Column]:
    """The columns on screen as they are, or without those that are private, or with all that is masked in full."""
    if numbers is Numbers.NONE:
        return [column for column in shown if not column.private]
    if numbers is Numbers.FULL:
        wanted = [column for column in every if column in shown or column.in_full]
        return [replace(column, value=column.in_full or column.value) for column in wanted]
    return list(shown)


def export(
    desk: Desk,
    model: PagedTableModel,
    shown: Sequence[Column],
    title: str,
    file_name: str,
    *,
    numbers: Numbers = Numbers.MASKED,
    right: Right = Right.LOOK,
) -> None:
    """Ask where, then write the file in the background; the export stands in the journal."""
    desk.registry.require(right)
    path = desk.ask_where_to_save(_asked(numbers), file_name, KINDS)
    if path is None:
        return
    if not path.suffix:
        path = path.with_suffix(".xlsx")
    source, columns = model.source(), columns_to_export(shown, model.columns, numbers)
    told = numbers if any(column.private for column in model.columns) else None

    def work(progress: Progress) -> int:
        from firereg.exchange.files import save_file

        with desk.registry.other_thread():
            rows = [[_cell(column, row) for column in columns] for row in source.all_rows(progress)]
            with exports.recording(desk.registry, title, len(rows), path.suffix, told, right=right):
                save_file(path, _file(path, title, columns, rows))
        return len(rows)

    desk.run(work, lambda count: desk.say(_done(numbers).format(n=count, name=path.name)))


def _asked(numbers: Numbers) -> str:
    return {
        Numbers.MASKED: _("Export the list"),
        Numbers.FULL: _("Export with ID and phone numbers in full"),
        Numbers.NONE: _("Export for the public, without ID and phone numbers"),
    }[numbers]


def _done(numbers: Numbers) -> str:
    if numbers is Numbers.FULL:
        return _("{n} rows with full ID and phone numbers are in {name}. Keep it where no one else reads it.")
    return _("{n} rows are in {name}.")


def _file(path: Path, title: str, columns: Sequence[Column], rows: list[list[Cell]]) -> bytes:
    if path.suffix.lower() == ".csv":
        return delimited([column.title for column in columns], rows)
    heads = [SheetColumn(c.title, 36 if c.stretch else c.width / _PIXELS_OF_A_LETTER) for c in columns]
    return workbook(title[:31], heads, rows)


def _cell(column: Column, row: Any) -> Cell:
    value = column.value(row)
    return value if value is None or isinstance(value, int | date) else str(value)
