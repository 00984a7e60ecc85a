"""Danh sách ký nhận: the list on which the households of a round sign for what they get."""

from itertools import accumulate

from firereg.documents.fonts import Face
from firereg.documents.listing import ListEnd, list_sheet
from firereg.documents.papers import SignList, SignRow
from firereg.documents.sheet import Sheet
from firereg.documents.signatures import Signer
from firereg.documents.table import Column, Table, filled
from firereg.documents.text import plain, tied
from firereg.domain.money import format_dong

_SIZE = 11
_AMOUNT = "Số tiền (đồng)"
_COLUMNS = (
    Column("STT", 30, "center"),
    Column("Họ và tên chủ hộ", 102),
    Column("Năm sinh", 32, "center"),
    Column("Số CCCD/ căn cước", 76, "center"),
    Column("Địa chỉ, tổ dân phố", 106),
    Column("Đối tượng", 57),
    Column("Nội dung quà", 0),
    Column(_AMOUNT, 58, "right"),
    Column("Ký nhận hoặc điểm chỉ", 78, "center"),
    Column("Ghi chú", 66),
)
_SIGNING_LINES = 3
"""Lines a row is high at least, 15 mm: a hand needs the room, and so does a thumb."""


def sign_list_pdf(data: SignList) -> bytes:
    """The list as a PDF file, wide A4, with a subtotal on every page and the total in figures and words.

    ValueError without rows. Columns and signatures follow custom, no rule fixes them; layout by Decree 30/2020.
    """
    if not data.rows:
        raise ValueError("no rows")
    words = data.words
    sheet = list_sheet(data.letterhead, data.day, words.subject, words.attached)
    titled = (
        (words.preparer_title, data.prepared_by),
        (words.accountant_title, data.accountant),
        (words.witness_title, data.group_head),
    )
    signers = [Signer((title,), words.sign_hint, name) for title, name in titled if title]
    signers.append(Signer(data.sign_authority, words.seal_hint, data.signer))
    end = ListEnd(sheet, [row.amount_dong for row in data.rows], data.reading, signers)
    _rows(sheet, data, end.height)
    end.draw()
    sheet.book.turn()
    return sheet.book.finish()


def _rows(sheet: Sheet, data: SignList, end: float) -> None:
    """Every household; `Cộng trang` under each page, `Mang sang` on top of the next, `Tổng cộng` at the end.

    `end` points under the last row are kept free for what follows.
    """
    done, turned = 0, 0  # rows drawn, and those of them on the pages before
    sums = [*accumulate((row.amount_dong or 0 for row in data.rows), initial=0)]

    def total(label: str, first: int, last: int) -> None:
        amount = sums[last] - sums[first]
        words = plain(f"{label}: {last - first:02} hộ", Face.BOLD)
        table.closing_row(words, [format_dong(amount) if amount else "", "", ""])

    def subtotal() -> None:
        total("Cộng trang", turned, done)

    def carried() -> None:
        nonlocal turned
        turned = done
        total("Mang sang", 0, done)

    largest = format_dong(sums[-1])
    figures = [largest if column.title == _AMOUNT else "" for column in _COLUMNS]
    columns = filled(_COLUMNS, [figures], size=_SIZE, width=sheet.width)
    table = Table(sheet, columns, size=_SIZE, before_break=subtotal, after_break=carried)
    closing = table.merged_height(plain("Cộng trang", Face.BOLD), [largest, "", ""])
    table.reserve = closing
    group = ""
    for done, row in enumerate(data.rows):
        last = done == len(data.rows) - 1
        table.row(_cells(done + 1, row), lines=_SIGNING_LINES, keep=closing + end if last else 0)
        if row.group_name != group:
            group = row.group_name
            sheet.book.bookmark(group)
    done = len(data.rows)
    if sheet.page > 1:
        subtotal()
    table.reserve = 0
    total("Tổng cộng", 0, done)


def _cells(number: int, row: SignRow) -> list[str]:
    return [
        str(number),
        row.head_name,
        str(row.born_year or ""),
        row.id_number,
        ", ".join(filter(None, (row.address, tied(row.group_name)))),
        row.category,
        row.gift,
        "" if row.amount_dong is None else format_dong(row.amount_dong),
        "",
        row.note,
    ]
