"""The end of a list of a round: the amount in words and the signatures, together on one page."""

from collections.abc import Sequence

from firereg.documents.fonts import Face
from firereg.documents.sheet import PARAGRAPH_GAP, Sheet
from firereg.documents.signatures import Signer, draw_signatures, signatures_height
from firereg.documents.text import plain
from firereg.documents.wording import AmountWords


def draw_end(
    sheet: Sheet, amounts: Sequence[int | None], reading: AmountWords, signers: Sequence[Signer]
) -> None:
    """Draws the sum of `amounts` in words, where one of them is known, and the signatures under it."""
    known = [amount for amount in amounts if amount is not None]
    words = plain(f"(Bằng chữ: {reading(sum(known))}.)", Face.ITALIC)
    needed = signatures_height(sheet, signers) + PARAGRAPH_GAP
    sheet.need(needed + (sheet.height(words) if known else 0))
    if known:
        sheet.paragraph(words, align="center", indent=0)
    sheet.gap(PARAGRAPH_GAP)
    draw_signatures(sheet, signers)
