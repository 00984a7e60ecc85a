"""The sheets of a workbook or CSV list, as plain cells.

What kind a file is says its content, not its name. Values alone are read: formulas give what they last came
to, links are not followed, macros are never run.
"""

import os
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from firereg.domain.money import format_dong
from firereg.errors import BadInputError
from firereg.exchange.archives import (
    MOST_COLUMNS,
    MOST_ROWS,
    check_archive,
    damaged,
    not_a_list,
    protected,
)
from firereg.exchange.cell_fonts import Fonts, old_fonts
from firereg.exchange.csv_text import csv_rows
from firereg.i18n import _

Cell = str | int | float | date | None
Area = tuple[tuple[int, int], tuple[int, int]]

MOST_BYTES = 50_000_000
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
_XLS_PASSWORD = re.compile(b"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00[\x04-\xff]\x00", re.DOTALL)
"""The first records of an .xls: its beginning, perhaps "write protected", then FILEPASS."""
_OTHER_KINDS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
    b"{\\rtf",
    b"SQLite",
)
_PLAIN = frozenset({int, float, date})


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows` from the first row of the sheet on, None for an empty cell.

    `merged` are the joined cells, (row, column) from 0 of both corners; the value stands in the first.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Area, ...] = ()
    workbook: bytes = field(default=b"", repr=False)

    def fonts(self) -> Fonts:
        """The cells in fonts of old encodings, where the kind of file tells: .xlsx alone."""
        return old_fonts(self.workbook, self.name) if self.workbook else {}


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of an .xlsx, .xls, .ods or .csv; BadInputError with the next step where it cannot be read."""
    data = _contents(path)
    if data.startswith(_ZIP):
        return _workbook(data, path.name, keep=check_archive(data, path.name) == "xlsx")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or _XLS_PASSWORD.search(data):
            raise protected(path.name)
        return _workbook(data, path.name, keep=False)
    if data.startswith(_OTHER_KINDS):
        raise not_a_list(path.name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise BadInputError(
            _("{file} is a web page, whatever its name says. Open it in Excel and save it as .xlsx.").format(
                file=path.name
            ),
            "file",
        )
    rows: list[list[Cell]] = [[cell or None for cell in row] for row in csv_rows(data, path.name, MOST_ROWS)]
    return (Sheet(path.stem, _within_limits(rows, path.stem, path.name)),)


def _contents(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read() if size <= MOST_BYTES else b"too large"
    except FileNotFoundError as error:
        raise BadInputError(
            _("There is no file {path}. Check the name and the folder.").format(path=path), "file"
        ) from error
    except OSError as error:
        raise BadInputError(
            _("{path} cannot be read. Close it where it is open, then choose it again.").format(path=path),
            "file",
        ) from error
    if not data:
        raise BadInputError(
            _("{file} is empty. Save the list again, or copy it again from where it came.").format(
                file=path.name
            ),
            "file",
        )
    if size > MOST_BYTES:
        raise BadInputError(
            _(
                "{file} is larger than {limit} MB. Copy the list alone, without pictures, to a new workbook."
            ).format(file=path.name, limit=MOST_BYTES // 1_000_000),
            "file",
        )
    return data


def _workbook(data: bytes, file: str, *, keep: bool) -> tuple[Sheet, ...]:
    import python_calamine as calamine

    try:
        with calamine.load_workbook(BytesIO(data)) as book:
            shown = [
                about.name
                for about in book.sheets_metadata
                if about.typ == calamine.SheetTypeEnum.WorkSheet
                and about.visible == calamine.SheetVisibleEnum.Visible
            ]
            return tuple(_sheet(book.get_sheet_by_name(name), file, data if keep else b"") for name in shown)
    except calamine.PasswordError as error:
        raise protected(file) from error
    except BadInputError:
        raise
    except BaseException as error:
        # A broken workbook can make the reader panic, and its panic is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise damaged(file) from error
        raise


def _sheet(sheet: Any, file: str, workbook: bytes) -> Sheet:
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise _beyond_limits(sheet.name, file)
    rows = sheet.to_python(skip_empty_area=False)
    for number, row in enumerate(rows):
        rows[number] = [
            (value or None)
            if value.__class__ is str
            else value
            if value.__class__ in _PLAIN
            else _plain(value)
            for value in row
        ]
    return Sheet(sheet.name, rows, tuple(sheet.merged_cell_ranges or ()), workbook)


def _plain(value: Any) -> Cell:
    if isinstance(value, bool):
        return int(value)
    return value.date() if isinstance(value, datetime) else str(value)


def _within_limits(rows: list[list[Cell]], sheet: str, file: str) -> list[list[Cell]]:
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise _beyond_limits(sheet, file)
    return rows


def _beyond_limits(sheet: str, file: str) -> BadInputError:
    return BadInputError(
        _(
            "Sheet “{sheet}” of {file} is too large: at most {rows} rows and {columns} columns are read. "
            "Delete what stands outside the list, save the file and choose it again."
        ).format(sheet=sheet, file=file, rows=format_dong(MOST_ROWS), columns=MOST_COLUMNS),
        "file",
    )
