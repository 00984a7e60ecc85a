"""The end of a paper with one signature: recipients left, the signature right (Decree 30/2020, Annex I, II.7 and 9)."""

from collections.abc import Sequence

from firereg.documents.fonts import Face
from firereg.documents.marks import CODE_SIDE, draw_code
from firereg.documents.sheet import BODY, Sheet, leading
from firereg.documents.signatures import SIGNING_ROOM, draw_recipients, recipients_height
from firereg.documents.text import plain, wrap

_SHARE = 0.5
_GAP = 6


def closing_height(sheet: Sheet, titles: Sequence[str], recipients: Sequence[str], code: str = "") -> float:
    """What `draw_closing` takes, in points."""
    half = sheet.width * _SHARE
    lines = sum(len(wrap(plain(title, Face.BOLD), half, BODY, "center")) for title in titles) + 1
    signature = lines * leading(BODY) + SIGNING_ROOM
    return max(signature, recipients_height(recipients, half - _GAP)) + (_GAP + CODE_SIDE if code else 0)


def draw_closing(
    sheet: Sheet, titles: Sequence[str], name: str, recipients: Sequence[str], code: str = ""
) -> None:
    """Draws both columns on one page, on one level, and the QR of `code` under the signature."""
    sheet.need(closing_height(sheet, titles, recipients, code))
    half = sheet.width * _SHARE
    top = sheet.y
    draw_recipients(sheet, recipients, half - _GAP)
    under_recipients, sheet.y = sheet.y, top
    for title in titles:
        sheet.block(title, Face.BOLD, size=BODY, left=sheet.right - half, width=half)
    sheet.y -= SIGNING_ROOM
    if name:
        sheet.block(name, Face.BOLD, size=BODY, left=sheet.right - half, width=half)
    else:
        sheet.y -= leading(BODY)
    sheet.y = min(sheet.y, under_recipients)
    if code:
        sheet.y -= _GAP
        draw_code(sheet.book, code, sheet.right, sheet.y)
        sheet.y -= CODE_SIDE
