"""Phiếu cung cấp thông tin: all that is held on the people of a household, to be handed to one of them who asks.

Law 91/2025/QH15 gives everybody the right to be told; the paper tells whom it was given to, and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from firereg.documents.book import Book
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_letterhead, draw_title, number_line
from firereg.documents.papers import Letterhead
from firereg.documents.sheet import PARAGRAPH_GAP, Sheet
from firereg.documents.signatures import Signer, draw_signatures, signatures_height
from firereg.documents.table import Column, Table, filled, fitted
from firereg.documents.text import Runs, plain
from firereg.domain.dates import decree_date

KIND = "PHIẾU CUNG CẤP THÔNG TIN"
SUBJECT = "Về dữ liệu cá nhân đang lưu giữ"
_SIZE = 11
_FACTS = (Column("Nội dung", 150), Column("Thông tin", 0))
_DOTS = "." * 45
_NONE = "Không có."
_GROUNDS = (
    "Căn cứ Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15;",
    "Căn cứ Nghị định số 356/2025/NĐ-CP ngày 31 tháng 12 năm 2025 của Chính phủ;",
)
_RIGHTS = (
    "Dữ liệu được lưu trong tệp mã hóa tại trụ sở và trong các bản sao lưu mã hóa của tệp đó. Người có thông tin nêu "
    "trên có quyền yêu cầu chỉnh sửa thông tin chưa đúng, yêu cầu xóa hoặc ẩn danh thông tin không còn cần thiết; số, "
    "ngày và nội dung các biên bản bàn giao được giữ lại theo quy định về lưu trữ./."
)


@dataclass(frozen=True)
class Section:
    """One part of the file: a table; `wide` is the head of the column that takes what the others leave."""

    title: str
    heads: tuple[str, ...]
    wide: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PersonPaper:
    """What stands on the paper. `given_to` is who asked ("" is written by hand), `about` names whom it is on.

    `body` is who gives it, as in a sentence: "Ủy ban nhân dân phường Dư Hàng Kênh".
    """

    letterhead: Letterhead
    body: str
    day: date
    about: str
    code: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    given_to: str = ""
    prepared_by: str = ""
    sign_authority: tuple[str, ...] = ()
    signer: str = ""
    symbol: str = "UBND"


def person_file_pdf(paper: PersonPaper) -> bytes:
    """The paper as a PDF file. Layout: Decree 30/2020, Annex I; tables in 11 points."""
    book = Book(
        title=f"Phiếu cung cấp thông tin {paper.code}",
        author=paper.letterhead.body,
        subject=SUBJECT,
        day=paper.day,
    )
    sheet = Sheet(book)
    draw_letterhead(sheet, paper.letterhead, paper.day, number_line(None, paper.symbol))
    draw_title(sheet, KIND, SUBJECT)
    for ground in _GROUNDS:
        sheet.paragraph(plain(ground, Face.ITALIC))
    for runs in _opening(paper):
        sheet.paragraph(runs)
    _facts(sheet, paper.facts)
    for number, section in enumerate(paper.sections, start=2):
        _section(sheet, number, section)
    signers = _signers(paper)
    sheet.need(sheet.height(plain(_RIGHTS)) + PARAGRAPH_GAP + signatures_height(sheet, signers))
    sheet.paragraph(plain(_RIGHTS))
    sheet.gap(2 * PARAGRAPH_GAP)
    draw_signatures(sheet, signers)
    book.turn()
    return book.finish()


def _opening(paper: PersonPaper) -> list[Runs]:
    who = (paper.given_to, Face.BOLD) if paper.given_to else (_DOTS, Face.REGULAR)
    return [
        (("Theo yêu cầu của ông (bà): ", Face.ITALIC), who, (".", Face.REGULAR)),
        (
            (
                f"{paper.body} cung cấp toàn bộ thông tin đang lưu giữ về ",
                Face.REGULAR,
            ),
            (paper.about, Face.BOLD),
            (f", mã hộ {paper.code}, tính đến {decree_date(paper.day)}, như sau:", Face.REGULAR),
        ),
    ]


def _facts(sheet: Sheet, facts: Sequence[tuple[str, str]]) -> None:
    _table(sheet, 1, "Thông tin về hộ", filled(_FACTS, facts, size=_SIZE, width=sheet.width), facts)


def _section(sheet: Sheet, number: int, section: Section) -> None:
    if not section.rows:
        _heading(sheet, number, section.title, sheet.height(plain(_NONE)))
        sheet.paragraph(plain(_NONE), gap=PARAGRAPH_GAP / 2)
        return
    most = sheet.width / 3
    wanted = [Column(head, 0 if head == section.wide else most) for head in section.heads]
    columns = fitted(wanted, section.rows, size=_SIZE, width=sheet.width, whole_titles=True)
    _table(sheet, number, section.title, columns, section.rows)


def _heading(sheet: Sheet, number: int, title: str, room: float) -> None:
    """A heading with `room` points under it on its page."""
    words = plain(f"{number}. {title}", Face.BOLD)
    sheet.need(min(sheet.height(words) + 2 * PARAGRAPH_GAP + room, sheet.full))
    sheet.paragraph(words, gap=2 * PARAGRAPH_GAP)
    sheet.book.bookmark(title)
    sheet.gap(PARAGRAPH_GAP / 2)


def _table(
    sheet: Sheet, number: int, title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> None:
    table = Table(sheet, columns, size=_SIZE)
    _heading(sheet, number, title, table.beginning(rows[0]))
    for row in rows:
        table.row(row)


def _signers(paper: PersonPaper) -> list[Signer]:
    return [
        Signer(("NGƯỜI NHẬN",), "(Ký, ghi rõ họ tên)", paper.given_to),
        Signer(("NGƯỜI LẬP",), "(Ký, ghi rõ họ tên)", paper.prepared_by),
        Signer(paper.sign_authority, "(Ký, đóng dấu)", paper.signer),
    ]
