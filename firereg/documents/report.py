"""What reports (báo cáo) have in common: head, numbered sections, tables with totals, numbered charts, the end."""

from collections.abc import Iterator, Sequence

from reportlab.graphics.shapes import Drawing

from firereg.documents.book import Book
from firereg.documents.closing import closing_height, draw_closing
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_letterhead, draw_title, number_line
from firereg.documents.papers import Letterhead
from firereg.documents.sheet import BODY, PARAGRAPH_GAP, Sheet, leading
from firereg.documents.table import Column, Table, filled
from firereg.documents.text import Runs, plain
from firereg.domain.money import format_dong
from firereg.domain.numbering import padded

_SIZE = 11
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


class Report:
    """A report being drawn, upright A4; sections and charts are numbered as they come.

    Layout: Decree 30/2020, Annex I. What is reported follows no form: none is prescribed.
    """

    def __init__(self, subject: str, letterhead: Letterhead) -> None:
        self.book = Book(
            title=f"Báo cáo {subject[0].lower()}{subject[1:]}", author=letterhead.body, subject=subject
        )
        self.sheet = Sheet(self.book)
        self._subject, self._letterhead = subject, letterhead
        self._sections: Iterator[str] = iter(_ROMAN)
        self._charts = 0

    def head(self, day, number: str | None, symbol: str, addressee: str = "") -> None:
        """Letterhead, title and to whom it goes."""
        self.book.metadata.day = day
        draw_letterhead(self.sheet, self._letterhead, day, number_line(number, symbol))
        draw_title(self.sheet, "BÁO CÁO", self._subject)
        if addressee:
            words = plain(f"Kính gửi: {addressee}")
            self.sheet.paragraph(words, align="center", indent=0, gap=2 * PARAGRAPH_GAP)

    def section(self, title: str) -> None:
        """A heading that never stands alone at the foot of a page."""
        self.sheet.need(9 * leading(BODY))
        self.book.bookmark(title.capitalize())
        self.sheet.paragraph(plain(f"{next(self._sections)}. {title}", Face.BOLD), gap=2 * PARAGRAPH_GAP)

    def sentence(self, words: str) -> None:
        """One paragraph."""
        self.sheet.paragraph(plain(words))

    def table(self, heads: Sequence[Column], rows: Sequence[Sequence[str]], totals: Sequence[str]) -> None:
        """A table, its column of width 0 taking what the others leave, and its total row.

        `totals` stand under the last columns; none of them asks for no such row.
        """
        sums = [*[""] * (len(heads) - len(totals)), *totals]
        columns = filled(heads, [*rows, sums], size=_SIZE, width=self.sheet.width)
        table = Table(self.sheet, columns, size=_SIZE)
        self.sheet.gap(PARAGRAPH_GAP)
        self.sheet.need(min(5, len(rows) + 2) * table.line_height + leading(_SIZE))
        for number, row in enumerate(rows, start=1):
            last = number == len(rows)
            table.row(row, keep=table.line_height if last and totals else 0)
        label: Runs = plain("Tổng cộng", Face.BOLD)
        if totals:
            table.merged_row(label, totals)

    def chart(self, drawing: Drawing, caption: str) -> None:
        """The chart with its number and name under it, together on one page."""
        sheet = self.sheet
        sheet.need(drawing.height + 3 * leading(BODY))
        sheet.gap(2 * PARAGRAPH_GAP)
        sheet.y -= drawing.height
        self.book.drawing(drawing, sheet.left, sheet.y)
        self._charts += 1
        sheet.centered(f"Biểu đồ {self._charts}. {caption}", Face.ITALIC, size=BODY, gap=PARAGRAPH_GAP)

    def end(self, words: str, titles: Sequence[str], signer: str, recipients: Sequence[str]) -> bytes:
        """The last sentence with the signature on its page; the finished PDF."""
        sheet = self.sheet
        last = plain(f"{words.rstrip(' ./')}./.")
        sheet.need(sheet.height(last) + PARAGRAPH_GAP + closing_height(sheet, titles, recipients))
        sheet.paragraph(last)
        sheet.gap(PARAGRAPH_GAP)
        draw_closing(sheet, titles, signer, recipients)
        self.book.turn()
        return self.book.finish()


def counted(number: int) -> str:
    """ "0", "05", "12", "1.240"."""
    return padded(number) if 0 < number < 1000 else format_dong(number)


def percent(part: int, whole: int) -> str:
    """ "43,1"; "" of nothing."""
    return f"{100 * part / whole:.1f}".replace(".", ",") if whole else ""
