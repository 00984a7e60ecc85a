"""Lịch trực: who is on duty when and where in a month; and the summary of the hours it came to.

Columns and signatures follow custom, no rule fixes them; layout by Decree 30/2020, Annex I.
"""

from datetime import date, time

from firereg.documents.book import Book
from firereg.documents.duty_papers import DutyHours, DutyPaper, HoursSummary, Roster, RosterShift
from firereg.documents.fonts import Face
from firereg.documents.letterhead import draw_letterhead, draw_title
from firereg.documents.sheet import PARAGRAPH_GAP, Sheet
from firereg.documents.signatures import (
    Signer,
    draw_recipients,
    draw_signatures,
    recipients_height,
    signatures_height,
)
from firereg.documents.table import Column, Table, filled, fitted
from firereg.documents.text import plain

_SIZE = 11
_TURNS = (
    Column("Ngày (thứ)", 90, "center"),
    Column("Ca trực, địa điểm", 96),
    Column("Thời gian", 78, "center"),
    Column("Người trực", 0),
    Column("Ghi chú", 96),
)
_HOURS = (
    Column("STT", 30, "center"),
    Column("Họ và tên", 0),
    Column("Đơn vị", 138),
    Column("Số ca", 38, "right"),
    Column("Có mặt", 46, "right"),
    Column("Vắng", 38, "right"),
    Column("Số giờ", 42, "right"),
)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_RECIPIENTS = 0.5


def roster_pdf(roster: Roster) -> bytes:
    """The roster as a PDF file, upright A4; the shifts of a day stand together. ValueError without days."""
    if not roster.days:
        raise ValueError("no days")
    drawn = _Drawn(roster, "LỊCH TRỰC")
    days = [(day_words(its.day), [_shift(shift) for shift in its.shifts]) for its in roster.days]
    rows = [[day, *shift] for day, shifts in days for shift in shifts]
    columns = fitted(_TURNS, rows, size=_SIZE, width=drawn.sheet.width, whole_titles=True)
    table = Table(drawn.sheet, columns, size=_SIZE)
    for number, (day, shifts) in enumerate(days, start=1):
        table.spanned(day, shifts, keep=drawn.end_height if number == len(days) else 0)
    return drawn.end()


def hours_pdf(summary: HoursSummary) -> bytes:
    """The summary of hours as a PDF file, upright A4. ValueError without rows."""
    if not summary.rows:
        raise ValueError("no rows")
    drawn = _Drawn(summary, "BẢNG TỔNG HỢP GIỜ TRỰC")
    figures = [["", "", "", *_figures(row)] for row in summary.rows]
    columns = filled(_HOURS, figures, size=_SIZE, width=drawn.sheet.width)
    table = Table(drawn.sheet, columns, size=_SIZE)
    for number, row in enumerate(summary.rows, start=1):
        keep = table.line_height + drawn.end_height if number == len(summary.rows) else 0
        table.row([str(number), row.name, row.body, *_figures(row)], keep=keep)
    rows = summary.rows
    total = DutyHours(
        "",
        "",
        sum(row.planned for row in rows),
        sum(row.kept for row in rows),
        sum(row.missed for row in rows),
        sum(row.hours for row in rows),
    )
    table.merged_row(plain("Tổng cộng", Face.BOLD), _figures(total))
    return drawn.end()


class _Drawn:
    """A paper of duty from its head to its table, and its end, which stands on one page with the last row."""

    def __init__(self, paper: DutyPaper, kind: str) -> None:
        words, kind = paper.words, f"{kind} THÁNG {paper.month:%m/%Y}"
        self._paper = paper
        self._book = Book(
            title=f"{kind.capitalize()}, {words.subject}",
            author=paper.letterhead.body,
            subject=words.subject,
            day=paper.day,
        )
        self.sheet = Sheet(self._book)
        draw_letterhead(self.sheet, paper.letterhead, paper.day)
        draw_title(self.sheet, kind, words.subject)
        self.sheet.gap(PARAGRAPH_GAP)
        self._signers = (
            Signer((words.preparer_title,), words.sign_hint, paper.prepared_by),
            Signer(paper.sign_authority, words.seal_hint, paper.signer),
        )
        self._recipients_width = self.sheet.width * _RECIPIENTS
        self.end_height = (
            2 * PARAGRAPH_GAP
            + signatures_height(self.sheet, self._signers)
            + recipients_height(words.recipients, self._recipients_width)
        )

    def end(self) -> bytes:
        """Who signs, to whom it goes, and the whole as a file."""
        self.sheet.gap(PARAGRAPH_GAP)
        draw_signatures(self.sheet, self._signers)
        self.sheet.gap(PARAGRAPH_GAP)
        draw_recipients(self.sheet, self._paper.words.recipients, self._recipients_width)
        self._book.turn()
        return self._book.finish()


def day_words(day: date) -> str:
    """ "05/11 (Chủ nhật)"."""
    return f"{day:%d/%m} ({_WEEKDAYS[day.weekday()]})"


def time_words(starts: time, ends: time) -> str:
    """ "05h30 - 11h00"."""
    return f"{starts:%Hh%M} - {ends:%Hh%M}"


def _shift(shift: RosterShift) -> list[str]:
    return [shift.post, time_words(shift.starts, shift.ends), ", ".join(shift.people), shift.note]


def _figures(row: DutyHours) -> list[str]:
    hours = f"{round(row.hours, 2):g}".replace(".", ",")
    return [str(row.planned), str(row.kept), str(row.missed), hours]
