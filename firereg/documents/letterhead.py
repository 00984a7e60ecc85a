"""The head of a paper: titles, issuing body, number, place, date and grounds (Decree 30/2020, Annex I, II.1-6)."""

from collections.abc import Sequence
from datetime import date

from firereg.documents.fonts import ASCENT, Face
from firereg.documents.papers import Letterhead
from firereg.documents.sheet import BODY, Sheet, leading
from firereg.documents.text import Line, natural_width, plain, wrap
from firereg.domain.dates import decree_date
from firereg.domain.numbering import paper_number

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TITLE = 14
_NAMES = 12
_FOOT = 11
_GUTTER = 10
_BODY_WIDTH = 240
_RULE_DROP = 3
_SHORT = 0.4
"""Length of the short rules; the decree allows a third to a half of the line above."""


def number_line(number: str | None, symbol: str) -> str:
    """ "Số: 05/BB-UBND"; without a number there is room to write it. Numbers below 10 get a leading zero."""
    if not number:
        return f"Số:          /{symbol}"
    return f"Số: {paper_number(number, symbol)}"


def draw_letterhead(sheet: Sheet, head: Letterhead, day: date, number: str = "") -> None:
    """Draws both columns of the head and the row of number, place and date; `number` may be empty."""
    where = f"{head.place}, {decree_date(day)}"
    widest = max(
        natural_width(plain(NATION, Face.BOLD), _NAMES), natural_width(plain(where, Face.ITALIC), BODY)
    )
    right_width = min(widest + 1, sheet.width * 0.62)
    right, left_width = sheet.right - right_width, min(sheet.width - right_width - _GUTTER, _BODY_WIDTH)
    top = sheet.y
    _body(sheet, head, left_width)
    under_body, sheet.y = sheet.y, top
    _nation(sheet, right, right_width)
    row = sheet.y = min(under_body, sheet.y) - 6
    if number:
        _number(sheet, number, left_width)
    under_number, sheet.y = sheet.y, row
    sheet.block(where, Face.ITALIC, size=BODY, left=right, width=right_width)
    sheet.y = min(under_number, sheet.y)
    if head.address_line:
        _address(sheet, head.address_line)


def _body(sheet: Sheet, head: Letterhead, width: float) -> None:
    if head.parent_body:
        sheet.block(head.parent_body, Face.REGULAR, size=_NAMES, left=sheet.left, width=width)
    ends = (sheet.left, sheet.left)
    for line in head.body_lines:
        ends = sheet.block(line, Face.BOLD, size=_NAMES, left=sheet.left, width=width)
    _short_rule(sheet, *ends)


def _nation(sheet: Sheet, left: float, width: float) -> None:
    sheet.block(NATION, Face.BOLD, size=_NAMES, left=left, width=width)
    start, end = sheet.block(MOTTO, Face.BOLD, size=BODY, left=left, width=width)
    sheet.book.lines([(start, sheet.y - _RULE_DROP, end, sheet.y - _RULE_DROP)])


def _short_rule(sheet: Sheet, start: float, end: float) -> None:
    middle, half = (start + end) / 2, (end - start) * _SHORT / 2
    sheet.book.lines([(middle - half, sheet.y - _RULE_DROP, middle + half, sheet.y - _RULE_DROP)])


def _number(sheet: Sheet, number: str, width: float) -> None:
    """The number in the middle of its column, its blanks kept, since somebody writes in them."""
    wide = natural_width(plain(number), BODY)
    if wide > width:
        sheet.block(number, Face.REGULAR, size=BODY, left=sheet.left, width=width)
        return
    line = Line((width - wide) / 2, plain(number), 0, wide)
    sheet.book.line(sheet.left, sheet.y - ASCENT * BODY, line, BODY)
    sheet.y -= leading(BODY)


def _address(sheet: Sheet, text: str) -> None:
    """Address, telephone and e-mail at the foot of page 1 under a line of the full width."""
    high = leading(_FOOT)
    lines = wrap(plain(text), sheet.width, _FOOT, "center")
    top = sheet.floor + len(lines) * high
    sheet.book.lines([(sheet.left, top + 2, sheet.right, top + 2)])
    for number, line in enumerate(lines):
        sheet.book.line(sheet.left, top - number * high - ASCENT * _FOOT, line, _FOOT)
    sheet.floor = top + 8


def draw_title(sheet: Sheet, kind: str, subject: str) -> None:
    """Draws the kind of paper in capitals and what it is about, with the short rule under it."""
    sheet.centered(kind, Face.BOLD, size=TITLE, gap=8)
    ends = sheet.centered(subject, Face.BOLD, size=TITLE)
    _short_rule(sheet, *ends)
    sheet.y -= 2 * _RULE_DROP


def draw_grounds(sheet: Sheet, grounds: Sequence[str]) -> None:
    """Draws one ground a line; "Căn cứ" is put before what names only the plan or decision."""
    for number, ground in enumerate(grounds, start=1):
        lead = "" if ground.startswith("Căn cứ") else "Căn cứ "
        end = "." if number == len(grounds) else ";"
        sheet.paragraph(plain(f"{lead}{ground.rstrip(' ;.')}{end}", Face.ITALIC))
