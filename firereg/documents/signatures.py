"""The end of a paper: signature columns and the list of recipients (Decree 30/2020, Annex I, II.7 and 9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from firereg.documents.fonts import Face
from firereg.documents.sheet import BODY, Sheet, leading
from firereg.documents.text import natural_width, plain, wrap

SIGNING_ROOM = 25 * mm
"""Room between title and name for the hand and the seal."""
_HINT = 12
_MARGIN = 3
_HALVES = 2


@dataclass(frozen=True)
class Signer:
    """One signature: titles in capitals, a hint in brackets, and a name, or "" where it is written by hand."""

    titles: tuple[str, ...]
    hint: str
    name: str = ""


def _columns(sheet: Sheet, signers: Sequence[Signer]) -> list[float]:
    """The width of every column: two are halves; more are alike too, unless a title of one needs more."""
    titles = [
        max(natural_width(plain(title, Face.BOLD), BODY) for title in (*signer.titles, ""))
        for signer in signers
    ]
    alike = sheet.width / len(signers)
    if len(signers) <= _HALVES or max(titles) + 4 * _MARGIN <= alike:
        return [alike] * len(signers)
    share = (sheet.width - sum(titles)) / len(signers)
    if share < 2 * _MARGIN:
        return [alike] * len(signers)
    return [title + share for title in titles]


def _lines(text: str, width: float, size: float, face: Face) -> int:
    return len(wrap(plain(text, face), width - 2 * _MARGIN, size, "center")) if text else 0


def _title_height(signer: Signer, width: float) -> float:
    titles = sum(_lines(title, width, BODY, Face.BOLD) for title in signer.titles)
    return titles * leading(BODY) + _lines(signer.hint, width, _HINT, Face.ITALIC) * leading(_HINT)


def signatures_height(sheet: Sheet, signers: Sequence[Signer]) -> float:
    """What `draw_signatures` takes, in points."""
    columns = list(zip(signers, _columns(sheet, signers), strict=True))
    names = max(_lines(signer.name, width, BODY, Face.BOLD) for signer, width in columns)
    titles = max(_title_height(signer, width) for signer, width in columns)
    return titles + SIGNING_ROOM + max(1, names) * leading(BODY)


def draw_signatures(sheet: Sheet, signers: Sequence[Signer]) -> None:
    """Draws the columns side by side, titles on one level and names on one level, never over two pages."""
    sheet.need(signatures_height(sheet, signers))
    columns = list(zip(signers, _columns(sheet, signers), strict=True))
    top = sheet.y
    names_top = top - max(_title_height(signer, width) for signer, width in columns) - SIGNING_ROOM
    foot = names_top - leading(BODY)
    left = sheet.left
    for signer, width in columns:
        inner = (left + _MARGIN, width - 2 * _MARGIN)
        sheet.y = top
        for title in signer.titles:
            sheet.block(title, Face.BOLD, size=BODY, left=inner[0], width=inner[1])
        if signer.hint:
            sheet.block(signer.hint, Face.ITALIC, size=_HINT, left=inner[0], width=inner[1])
        sheet.y = names_top
        if signer.name:
            sheet.block(signer.name, Face.BOLD, size=BODY, left=inner[0], width=inner[1])
        foot = min(foot, sheet.y)
        left += width
    sheet.y = foot


_RECIPIENT_TITLE = 12
_RECIPIENT = 11


def _recipient_lines(recipients: Sequence[str]) -> list[str]:
    ends = [";"] * (len(recipients) - 1) + ["."]
    return [f"- {name.rstrip(' ;.')}{end}" for name, end in zip(recipients, ends, strict=True)]


def recipients_height(recipients: Sequence[str], width: float) -> float:
    """What `draw_recipients` takes, in points; 0 without recipients."""
    if not recipients:
        return 0
    lines = sum(len(wrap(plain(line), width, _RECIPIENT)) for line in _recipient_lines(recipients))
    return leading(_RECIPIENT_TITLE) + lines * leading(_RECIPIENT)


def draw_recipients(sheet: Sheet, recipients: Sequence[str], width: float) -> None:
    """Draws "Nơi nhận:" and one recipient a line at the left margin, `width` points wide."""
    if not recipients:
        return
    sheet.block(
        "Nơi nhận:", Face.BOLD_ITALIC, size=_RECIPIENT_TITLE, left=sheet.left, width=width, align="left"
    )
    for line in _recipient_lines(recipients):
        sheet.block(line, Face.REGULAR, size=_RECIPIENT, left=sheet.left, width=width, align="left")
