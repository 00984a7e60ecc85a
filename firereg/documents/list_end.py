"""The end of a list of a round: the amount in words and the signatures, on one page with the last row."""

from collections.abc import Sequence

from firereg.documents.fonts import Face
from firereg.documents.sheet import PARAGRAPH_GAP, Sheet
from firereg.documents.signatures import Signer, draw_signatures, signatures_height
from firereg.documents.text import Runs, plain
from firereg.documents.wording import AmountWords


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
