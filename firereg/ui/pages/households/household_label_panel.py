"""Stickers for the doors of the chosen households: here is an extinguisher, and what to do in a fire."""

from collections.abc import Sequence

from firereg.documents.equipment_papers import LabelStock
from firereg.documents.label_stocks import HOUSEHOLD_STOCKS
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import label_papers
from firereg.services.households import HouseholdRow
from firereg.services.registry import Registry
from firereg.ui.desk import Desk
from firereg.ui.pages.sticker_form import Place, StickerForm


class HouseholdLabelPanel(StickerForm):
    """On which sheet. `saved` tells nothing: the sheet is shown, to be printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, HOUSEHOLD_STOCKS, "labels/household_stock")
        self._ids: list[int] = []

    def begin(self, rows: Sequence[HouseholdRow]) -> None:
        """Ready to print for these households, as it was done last."""
        self._ids = [row.id for row in rows]
        told = rows[0].head_name if len(rows) == 1 else _("{count} households").format(count=len(rows))
        self.set_head(_("Household stickers"), told)
        self.open_as_last()

    def keep(self) -> None:
        """Draw it and show it."""
        registry, ids, stock, place = self.desk.registry, list(self._ids), self.stock(), self.place()
        if stock is None or not ids:
            raise BadInputError(_("Choose the households in the list first."), "stock")
        self.remember()
        self.desk.print_pdf(
            lambda: _stickers(registry, ids, stock, place), _("Household stickers"), "nhan-ho.pdf"
        )


def _stickers(registry: Registry, ids: Sequence[int], stock: LabelStock, place: Place) -> bytes:
    from firereg.documents.household_label import household_labels_pdf

    return household_labels_pdf(label_papers.household_labels(registry, ids), stock, **place)
