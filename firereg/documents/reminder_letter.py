"""Thông báo: a polite letter to a household about what is due on its extinguishers."""

from collections.abc import Sequence

from firereg.documents.book import Book
from firereg.documents.closing import closing_height, draw_closing
from firereg.documents.equipment_papers import ReminderItem, ReminderLetter
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_letterhead, draw_title, number_line
from firereg.documents.sheet import PARAGRAPH_GAP, Sheet
from firereg.documents.table import Column, Table, fitted
from firereg.documents.text import Runs, plain
from firereg.domain.dates import decree_date, format_date

_SIZE = 11
_COLUMNS = (
    Column("STT", 34, "center"),
    Column("Loại bình", 90),
    Column("Số sê-ri", 120),
    Column("Việc cần làm", 0),
    Column("Hạn", 70, "center"),
    Column("Trễ (ngày)", 60, "center"),
)


def letters_pdf(letters: Sequence[ReminderLetter]) -> bytes:
    """The letters in one PDF file, each on pages of its own. ValueError without letters.

    Layout: Decree 30/2020, Annex I. Who may do what: TCVN 7435-2:2004 §4.1.2, §4.2.2.
    """
    if not letters:
        raise ValueError("no letters")
    subject = letters[0].words.subject
    book = Book(
        title=f"Thông báo {subject[0].lower()}{subject[1:]}",
        author=letters[0].letterhead.body,
        subject=subject,
        day=letters[0].day,
    )
    for letter in letters:
        if len(letters) > 1:
            book.bookmark(" - ".join(filter(None, (letter.code, letter.head_name))))
        _draw(book, letter)
    return book.finish()


def _draw(book: Book, letter: ReminderLetter) -> None:
    sheet = Sheet(book)
    draw_letterhead(sheet, letter.letterhead, letter.day, number_line(letter.number, letter.symbol))
    draw_title(sheet, "THÔNG BÁO", letter.words.subject)
    sheet.paragraph(_addressee(letter), gap=2 * PARAGRAPH_GAP)
    due = "có việc đến hạn như sau:" if letter.items else "đến kỳ kiểm tra."
    opening = (
        f"Theo sổ theo dõi phương tiện chữa cháy của phường, tính đến {decree_date(letter.day)}, bình chữa cháy "
        f"đã bàn giao cho gia đình ông (bà) {due}"
    )
    sheet.paragraph(plain(opening))
    _items(sheet, letter.items)
    sheet.paragraph(plain(letter.words.own_check))
    sheet.paragraph(plain(letter.words.by_a_firm))
    end = [*_contact(letter.contact), plain(letter.words.thanks)]
    closing = closing_height(sheet, letter.sign_authority, letter.recipients, letter.code) + PARAGRAPH_GAP
    sheet.need(sum(sheet.height(runs) for runs in end) + closing)
    for runs in end:
        sheet.paragraph(runs)
    sheet.gap(PARAGRAPH_GAP)
    draw_closing(sheet, letter.sign_authority, letter.signer, letter.recipients, letter.code)
    book.turn()


def _addressee(letter: ReminderLetter) -> Runs:
    home = ", ".join(filter(None, (letter.address, letter.group_name)))
    name = (letter.head_name, Face.BOLD) if letter.head_name else ("." * 40, Face.REGULAR)
    return (
        ("Kính gửi: Gia đình ông (bà) ", Face.REGULAR),
        name,
        (f", {home}." if home else ".", Face.REGULAR),
    )


def _contact(contact: str) -> list[Runs]:
    return [plain(f"Khi cần giúp đỡ, xin liên hệ: {contact.rstrip(' .')}.")] if contact else []


def _items(sheet: Sheet, items: Sequence[ReminderItem]) -> None:
    """What is due, line by line; nothing without items."""
    if not items:
        return
    rows = [
        (
            str(number),
            item.kind,
            item.serial,
            item.what,
            format_date(item.due),
            str(item.days_late) if item.days_late else "",
        )
        for number, item in enumerate(items, start=1)
    ]
    table = Table(sheet, fitted(_COLUMNS, rows, size=_SIZE, width=sheet.width), size=_SIZE)
    sheet.gap(PARAGRAPH_GAP)
    for row in rows:
        table.row(row)
