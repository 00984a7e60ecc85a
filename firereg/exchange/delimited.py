"""Lists as .csv: UTF-8 with its mark, so that Excel reads the accents, and no text that a program would run."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from firereg.exchange.workbook import Cell

_RUN_BY_PROGRAMS = ("=", "+", "-", "@", "\t", "\r")


def delimited(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The bytes of the file. A text that begins like a formula gets an apostrophe in front, dates are dd/mm/yyyy."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([_safe(head) for head in heads])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return _safe(cell) if isinstance(cell, str) else cell


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RUN_BY_PROGRAMS) else text
