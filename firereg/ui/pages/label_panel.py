"""Stickers and hanging cards for the chosen extinguishers; the sheet and its offsets are remembered."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDoubleSpinBox

from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import label_papers
from firereg.services.registry import Registry
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.fields import NARROW, choice, count_box

_CARDS = "cards"


class LabelPanel(SideForm):
    """What is printed for whom. `saved` tells nothing: the sheet is shown, to be printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Show and print"))
        self._serials: list[str] = []
        from firereg.documents.label_sheet import LABEL_STOCKS  # brings the PDF machinery

        self.what = choice(
            [*((stock.name, stock.name) for stock in LABEL_STOCKS), (_("Hanging cards of the year"), _CARDS)]
        )
        self.symbol = choice([(_("QR code"), "qr"), (_("Bar code"), "code128"), (_("Both"), "both")])
        self.start = count_box(1, max(stock.cells for stock in LABEL_STOCKS))
        self.right, self.down = _millimetres(), _millimetres()
        self.add("stock", _("Sheet"), self.what)
        self.add("symbol", _("Code"), self.symbol)
        self.add("start", _("From sticker"), self.start, _("Number of the first one that is still there"))
        self.add("dx", _("To the right"), self.right, _("mm, where the printer is off"))
        self.add("dy", _("Down"), self.down)
        self.what.currentIndexChanged.connect(lambda _index: self._fit())

    def begin(self, serials: Sequence[str]) -> None:
        """Ready to print for these extinguishers, as it was done last."""
        self._serials = list(serials)
        kept = self.desk.settings
        self.clear_problems()
        self.set_head(_("Stickers and cards"), _("{n} extinguishers chosen").format(n=len(self._serials)))
        self.what.setCurrentIndex(max(0, self.what.findData(kept.value("labels/stock", ""))))
        self.symbol.setCurrentIndex(max(0, self.symbol.findData(kept.value("labels/symbol", "qr"))))
        self.right.setValue(float(str(kept.value("labels/dx", 0.0))))
        self.down.setValue(float(str(kept.value("labels/dy", 0.0))))
        self.start.setValue(1)
        self._fit()
        self.what.setFocus()

    def keep(self) -> None:
        """Draw it and show it."""
        if not self._serials:
            raise BadInputError(_("Choose the extinguishers in the list first."), "stock")
        registry, serials = self.desk.registry, list(self._serials)
        kept = self.desk.settings
        kept.setValue("labels/stock", self.what.currentData())
        kept.setValue("labels/symbol", self.symbol.currentData())
        kept.setValue("labels/dx", self.right.value())
        kept.setValue("labels/dy", self.down.value())
        chosen = self.what.currentData()
        if chosen == _CARDS:
            year = registry.today().year
            self.desk.print_pdf(
                lambda: _cards(registry, serials, year), _("Hanging cards"), f"the-treo-{year}.pdf"
            )
            return
        how = {
            "symbol": self.symbol.currentData(),
            "start": self.start.value(),
            "dx_mm": self.right.value(),
            "dy_mm": self.down.value(),
        }
        self.desk.print_pdf(lambda: _stickers(registry, serials, chosen, how), _("Stickers"), "tem-binh.pdf")

    def _fit(self) -> None:
        stickers = self.what.currentData() != _CARDS
        for key in ("symbol", "start", "dx", "dy"):
            self.form.rows[key].setVisible(stickers)
        if stickers:
            self.start.setMaximum(label_papers.stock_named(self.what.currentData()).cells)


def _millimetres() -> QDoubleSpinBox:
    made = QDoubleSpinBox(minimum=-20, maximum=20, decimals=1, singleStep=0.5)
    made.lineEdit().setTextMargins(8, 0, 8, 0)  # a style sheet does not reach it
    made.setFixedWidth(NARROW)
    return made


def _cards(registry: Registry, serials: Sequence[str], year: int) -> bytes:
    from firereg.documents.check_card import check_cards_pdf

    return check_cards_pdf(label_papers.cards(registry, serials, year))


def _stickers(registry: Registry, serials: Sequence[str], stock: str, how: dict[str, Any]) -> bytes:
    from firereg.documents.labels import labels_pdf

    return labels_pdf(label_papers.labels(registry, serials), label_papers.stock_named(stock), **how)
