"""Stickers and hanging cards for the chosen extinguishers; the sheet and its offsets are remembered."""

from collections.abc import Sequence
from typing import Any

from firereg.documents.equipment_papers import LabelStock
from firereg.documents.label_stocks import LABEL_STOCKS
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import label_papers
from firereg.services.registry import Registry
from firereg.ui.desk import Desk
from firereg.ui.pages.sticker_form import Place, StickerForm
from firereg.ui.widgets.fields import choice

_CARDS = "cards"


class LabelPanel(StickerForm):
    """What is printed for whom. `saved` tells nothing: the sheet is shown, to be printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LABEL_STOCKS, "labels/stock", [(_("Hanging cards of the year"), _CARDS)])
        self._serials: list[str] = []

    def add_more(self) -> None:
        """What is printed beside the words."""
        self.symbol = choice([(_("QR code"), "qr"), (_("Bar code"), "code128"), (_("Both"), "both")])
        self.add("symbol", _("Code"), self.symbol)

    def begin(self, serials: Sequence[str]) -> None:
        """Ready to print for these extinguishers, as it was done last."""
        self._serials = list(serials)
        self.set_head(_("Stickers and cards"), _("{n} extinguishers chosen").format(n=len(self._serials)))
        kept = self.desk.settings.value("labels/symbol", "qr")
        self.symbol.setCurrentIndex(max(0, self.symbol.findData(kept)))
        self.open_as_last()

    def keep(self) -> None:
        """Draw it and show it."""
        if not self._serials:
            raise BadInputError(_("Choose the extinguishers in the list first."), "stock")
        self.remember()
        self.desk.settings.setValue("labels/symbol", self.symbol.currentData())
        registry, serials, stock = self.desk.registry, list(self._serials), self.stock()
        if stock is None:
            year = registry.today().year
            self.desk.print_pdf(
                lambda: _cards(registry, serials, year), _("Hanging cards"), f"the-treo-{year}.pdf"
            )
            return
        symbol, place = self.symbol.currentData(), self.place()
        self.desk.print_pdf(
            lambda: _stickers(registry, serials, stock, symbol, place), _("Stickers"), "tem-binh.pdf"
        )

    def fit(self) -> None:
        """A card has one code of its own."""
        super().fit()
        self.form.rows["symbol"].setVisible(self.stock() is not None)


def _cards(registry: Registry, serials: Sequence[str], year: int) -> bytes:
    from firereg.documents.check_card import check_cards_pdf

    return check_cards_pdf(label_papers.cards(registry, serials, year))


def _stickers(
    registry: Registry, serials: Sequence[str], stock: LabelStock, symbol: Any, place: Place
) -> bytes:
    from firereg.documents.labels import labels_pdf

    return labels_pdf(label_papers.labels(registry, serials), stock, symbol=symbol, **place)
