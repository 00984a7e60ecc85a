"""Danh sách hộ được hưởng hỗ trợ: who gets what in a round and why, group by group; it is attached to the plan."""

from reportlab.lib.units import mm

from firereg.documents.fonts import Face
from firereg.documents.listing import GroupedTable, ListEnd, list_sheet
from firereg.documents.qr import draw_qr
from firereg.documents.sheet import Sheet
from firereg.documents.signatures import Signer
from firereg.documents.support_papers import EligibleList, EligibleRow
from firereg.documents.table import Column, Table, filled
from firereg.documents.text import plain
from firereg.domain.money import format_dong

_SIZE = 11
_CODE = 1
_VALUE = "Giá trị (đồng)"
_COLUMNS = (
    Column("STT", 30, "center"),
    Column("Mã", 42, "center"),
    Column("Họ và tên chủ hộ", 102),
    Column("Năm sinh", 32, "center"),
    Column("Số CCCD/ căn cước", 76, "center"),
    Column("Địa chỉ", 92),
    Column("Đối tượng, lý do", 126),
    Column("Nội dung hưởng", 0),
    Column(_VALUE, 58, "right"),
    Column("Ghi chú", 48),
)
_LINES = 3
"""Lines a row is high at least: with them the QR has its four modules of white above and below."""
_QR = 10.5 * mm


def eligible_list_pdf(data: EligibleList) -> bytes:
    """The list as a PDF file, wide A4, a QR in every row to find the household by when it comes to collect.

    ValueError without rows. Columns and signatures follow custom, no rule fixes them; layout by Decree 30/2020.
    """
    rows = [row for group in data.groups for row in group.rows]
    if not rows:
        raise ValueError("no rows")
    words = data.words
    sheet = list_sheet(data.letterhead, data.day, words.subject, words.attached)
    values = [row.value_dong for row in rows]
    signers = (
        Signer((words.preparer_title,), words.sign_hint, data.prepared_by),
        Signer(data.sign_authority, words.seal_hint, data.signer),
    )
    end = ListEnd(sheet, values, data.reading, signers)
    _rows(sheet, data, values, end.height)
    end.draw()
    sheet.book.turn()
    return sheet.book.finish()


def _rows(sheet: Sheet, data: EligibleList, values: list[int | None], end: float) -> None:
    sums = [_sum(values) if column.title == _VALUE else "" for column in _COLUMNS]
    columns = filled(_COLUMNS, [sums], size=_SIZE, width=sheet.width)
    table = GroupedTable(sheet, columns, size=_SIZE)
    number = 0
    for group in data.groups:
        own = [row.value_dong for row in group.rows]
        first = table.row_height(_cells(number + 1, group.rows[0]), lines=_LINES) if group.rows else 0
        table.group(group.name, f"{len(group.rows):02} hộ", [_sum(own), ""], keep=first)
        for row in group.rows:
            number += 1
            last = number == len(values)
            table.row(_cells(number, row), lines=_LINES, keep=table.line_height + end if last else 0)
            _code(table, row.code)
    table.merged_row(plain(f"Tổng cộng: {number:02} hộ", Face.BOLD), [_sum(values), ""])


def _sum(values: list[int | None]) -> str:
    known = [value for value in values if value is not None]
    return format_dong(sum(known)) if known else ""


def _cells(number: int, row: EligibleRow) -> list[str]:
    return [
        str(number),
        "",
        row.head_name,
        str(row.born_year or ""),
        row.id_number,
        row.address,
        row.reason,
        row.gift,
        "" if row.value_dong is None else format_dong(row.value_dong),
        row.note,
    ]


def _code(table: Table, code: str) -> None:
    """The QR in the middle of its cell of the row just drawn."""
    sheet, (number, cell) = table.sheet, table.columns[: _CODE + 1]
    x = sheet.left + number.width + (cell.width - _QR) / 2
    draw_qr(sheet.book, code, x, sheet.y + (table.last_height - _QR) / 2, _QR)
