"""Danh sách ký nhận quà: the list on which the households of a round sign for their gift."""

from firereg.documents.book import Book
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_letterhead, draw_title
from firereg.documents.papers import SignList, SignRow
from firereg.documents.sheet import BODY, PARAGRAPH_GAP, Sheet
from firereg.documents.signatures import Signer, draw_signatures, signatures_height
from firereg.documents.table import Column, Table, scaled
from firereg.documents.text import Runs, plain
from firereg.domain.money import amount_in_words, format_dong

_SIZE = 11
_COLUMNS = (
    Column("STT", 32, "center"),
    Column("Họ và tên chủ hộ", 114),
    Column("Năm sinh", 34, "center"),
    Column("Số CCCD/ căn cước", 84, "center"),
    Column("Địa chỉ, tổ dân phố", 128),
    Column("Đối tượng", 72),
    Column("Nội dung quà", 92),
    Column("Số tiền (đồng)", 64, "right"),
    Column("Ký nhận", 66, "center"),
    Column("Ghi chú", 70),
)
_SIGNING_LINES = 2
"""Lines a row is high at least: a hand needs the room."""


def sign_list_pdf(data: SignList) -> bytes:
    """The list as a PDF file, wide A4, with a subtotal on every page and the total in figures and words.

    ValueError without rows. Columns and signatures follow custom, no rule fixes them; layout by Decree 30/2020.
    """
    if not data.rows:
        raise ValueError("no rows")
    book = Book(
        title=f"Danh sách {data.subject}", author=data.letterhead.body, subject=data.subject, wide=True
    )
    sheet = Sheet(book)
    draw_letterhead(sheet, data.letterhead, data.day)
    draw_title(sheet, "DANH SÁCH", data.subject)
    if data.attached_to:
        sheet.centered(f"(Kèm theo {data.attached_to})", Face.ITALIC, size=BODY, gap=3)
    sheet.gap(PARAGRAPH_GAP)
    _rows(sheet, data)
    _close(sheet, data)
    book.turn()
    return book.finish()


def _money(amounts: list[int]) -> str:
    return format_dong(sum(amounts)) if amounts else ""


def _rows(sheet: Sheet, data: SignList) -> None:
    """Every household, `Cộng trang` under each page and `Tổng cộng` at the end."""
    on_page: list[int] = []

    def subtotal() -> None:
        table.closing_row(plain("Cộng trang", Face.BOLD), [_money(on_page), "", ""])
        on_page.clear()

    table = Table(sheet, scaled(_COLUMNS, sheet.width), size=_SIZE, before_break=subtotal)
    table.reserve = table.line_height
    table.head()
    for number, row in enumerate(data.rows, start=1):
        last = number == len(data.rows)
        table.row(_cells(number, row), lines=_SIGNING_LINES, keep=table.line_height if last else 0)
        if row.amount_dong is not None:
            on_page.append(row.amount_dong)
    amounts = [row.amount_dong for row in data.rows if row.amount_dong is not None]
    if sheet.page > 1:
        subtotal()
    table.reserve = 0
    table.merged_row(plain(f"Tổng cộng: {len(data.rows):02} hộ", Face.BOLD), [_money(amounts), "", ""])


def _cells(number: int, row: SignRow) -> list[str]:
    return [
        str(number),
        row.head_name,
        str(row.born_year or ""),
        row.id_number,
        ", ".join(filter(None, (row.address, row.group_name))),
        row.category,
        row.gift,
        "" if row.amount_dong is None else format_dong(row.amount_dong),
        "",
        row.note,
    ]


def _close(sheet: Sheet, data: SignList) -> None:
    """The amount in words and the signatures, together on one page."""
    amounts = [row.amount_dong for row in data.rows if row.amount_dong is not None]
    hint = "(Ký, ghi rõ họ tên)"
    signers = (
        Signer(("NGƯỜI LẬP",), hint, data.prepared_by),
        Signer(("KẾ TOÁN",), hint, data.accountant),
        Signer(("TỔ TRƯỞNG TỔ DÂN PHỐ",), hint, data.group_head),
        Signer(data.sign_authority, "(Ký, đóng dấu)", data.signer),
    )
    words: Runs = plain(f"(Bằng chữ: {amount_in_words(sum(amounts))}.)", Face.ITALIC)
    needed = signatures_height(sheet, signers) + PARAGRAPH_GAP
    sheet.need(needed + (sheet.height(words) if amounts else 0))
    if amounts:
        sheet.paragraph(words, align="center", indent=0)
    sheet.gap(PARAGRAPH_GAP)
    draw_signatures(sheet, signers)
