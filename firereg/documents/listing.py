"""What the lists have in common: their head, and the amount in words and signatures on one page with the last row."""

from collections.abc import Sequence
from datetime import date

from firereg.documents.book import Book
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_letterhead, draw_title
from firereg.documents.papers import Letterhead
from firereg.documents.sheet import BODY, PARAGRAPH_GAP, Sheet
from firereg.documents.signatures import Signer, draw_signatures, signatures_height
from firereg.documents.table import Column, Table
from firereg.documents.text import Runs, plain
from firereg.documents.wording import AmountWords


def list_sheet(letterhead: Letterhead, day: date, subject: str, notes: Sequence[str]) -> Sheet:
    """A list on wide A4, begun down to its table; `notes` stand under its title: what it is attached to, or as of when.

    Layout: Decree 30/2020, Annex I.
    """
    book = Book(
        title=f"Danh sách {subject[:1].lower()}{subject[1:]}",
        author=letterhead.body,
        subject=subject,
        day=day,
        wide=True,
    )
    sheet = Sheet(book)
    draw_letterhead(sheet, letterhead, day)
    draw_title(sheet, "DANH SÁCH", subject)
    for line in notes:
        sheet.centered(line, Face.ITALIC, size=BODY, gap=3)
    sheet.gap(PARAGRAPH_GAP)
    return sheet


class GroupedTable(Table):
    """A table whose rows come group by group, each in the outline; a group that goes on over a page is named again."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], *, size: float) -> None:
        super().__init__(sheet, columns, size=size, after_break=self._name_again)
        self._group = ""

    def group(self, name: str, count: str, sums: Sequence[str] = (), *, keep: float) -> None:
        """Draws the name and count of a group, `sums` under the last columns; `keep` is its first row's height."""
        self._group = ""
        self.merged_row(plain(f"{name}: {count}", Face.BOLD), sums, align="left", keep=keep)
        self._group = name
        self.sheet.book.bookmark(name)

    def _name_again(self) -> None:
        if self._group:
            self.closing_row(plain(f"{self._group} (tiếp theo)", Face.BOLD), align="left")


class ListEnd:
    """What stands under the table of a list: the sum of `amounts` in words, where one is known, and who signs.

    `height` is what it takes, in points; the last row of the table keeps it free, so nobody signs an empty page.
    """

    def __init__(
        self, sheet: Sheet, amounts: Sequence[int | None], reading: AmountWords, signers: Sequence[Signer]
    ) -> None:
        known = [amount for amount in amounts if amount is not None]
        self._words: Runs = plain(f"(Bằng chữ: {reading(sum(known))}.)", Face.ITALIC) if known else ()
        self._sheet, self._signers = sheet, signers
        words = sheet.height(self._words) if known else 0
        self.height = signatures_height(sheet, signers) + PARAGRAPH_GAP + words

    def draw(self) -> None:
        """Draws it."""
        sheet = self._sheet
        sheet.need(self.height)
        if self._words:
            sheet.paragraph(self._words, align="center", indent=0)
        sheet.gap(PARAGRAPH_GAP)
        draw_signatures(sheet, self._signers)
