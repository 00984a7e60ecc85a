"""Danh sách bình quá hạn: what is late, group by group, to be walked off with a pencil."""

from collections.abc import Sequence
from itertools import zip_longest

from firereg.documents.listing import GroupedTable, list_sheet
from firereg.documents.papers import OverdueGroup, OverdueList, OverdueRow
from firereg.documents.sheet import PARAGRAPH_GAP, Sheet
from firereg.documents.table import Column, scaled
from firereg.documents.text import plain
from firereg.domain.dates import decree_date, format_date

_SIZE = 11
_COLUMNS = (
    Column("STT", 34, "center"),
    Column("Chủ hộ", 128),
    Column("Địa chỉ", 170),
    Column("Bình (loại, số sê-ri)", 122),
    Column("Việc quá hạn", 110),
    Column("Hạn", 64, "center"),
    Column("Trễ (ngày)", 42, "center"),
    Column("Đánh dấu", 44, "center"),
)
_SUBJECT = "Bình chữa cháy quá hạn kiểm tra, bảo dưỡng"


def overdue_pdf(data: OverdueList) -> bytes:
    """The list as a PDF file, wide A4, the total on top, a count for every group and a box to tick in every row."""
    sheet = list_sheet(data.letterhead, data.day, _SUBJECT, (f"(Tính đến {decree_date(data.day)})",))
    sheet.paragraph(plain(_total(data.groups)), indent=0, gap=0)
    sheet.gap(PARAGRAPH_GAP)
    if any(group.rows for group in data.groups):
        _table(sheet, data.groups)
    sheet.book.turn()
    return sheet.book.finish()


def _total(groups: Sequence[OverdueGroup]) -> str:
    rows = [row for group in groups for row in group.rows]
    if not rows:
        return "Không có bình chữa cháy nào quá hạn."
    extinguishers = len({row.serial for row in rows})
    return f"Tổng số: {len(rows):02} việc quá hạn của {extinguishers:02} bình chữa cháy."


def _table(sheet: Sheet, groups: Sequence[OverdueGroup]) -> None:
    columns = scaled(_COLUMNS, sheet.width)
    table = GroupedTable(sheet, columns, size=_SIZE)
    for group in groups:
        rows = [_cells(number, row) for number, row in enumerate(group.rows, start=1)]
        if not rows:
            continue
        table.group(group.name, f"{len(rows):02} việc quá hạn", keep=table.row_height(rows[0]))
        for row, after in zip_longest(rows, rows[1:]):
            table.row(row, keep=table.row_height(after) if after is rows[-1] else 0)  # nor the last one alone
            _box(sheet, columns[-1].width, table.last_height)


def _cells(number: int, row: OverdueRow) -> list[str]:
    return [
        str(number),
        row.holder,
        row.address,
        f"{row.kind}, {row.serial}",
        row.clock,
        format_date(row.due),
        str(row.days_late),
        "",
    ]


def _box(sheet: Sheet, width: float, height: float) -> None:
    """A box to tick in the last column of the row just drawn."""
    side = 9.0
    x, y = sheet.right - width / 2 - side / 2, sheet.y + height / 2 - side / 2
    top, right = y + side, x + side
    sheet.book.lines([(x, y, right, y), (right, y, right, top), (right, top, x, top), (x, top, x, y)])
