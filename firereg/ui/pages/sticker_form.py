"""What every print of stickers asks: which sheet, the first sticker that is still there, where the printer is off."""

from collections.abc import Sequence
from typing import TypedDict

from PySide6.QtWidgets import QDoubleSpinBox

from firereg.documents.equipment_papers import LabelStock
from firereg.i18n import _
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.fields import NARROW, choice, count_box

_PLACE = ("start", "dx", "dy")


class Place(TypedDict):
    """Where the stickers go on their sheets, as the papers take it."""

    start: int
    dx_mm: float
    dy_mm: float


class StickerForm(SideForm):
    """The form around it. The sheet is remembered under `kept_under`; where the printer is off, for all stickers."""

    def __init__(
        self,
        desk: Desk,
        stocks: Sequence[LabelStock],
        kept_under: str,
        others: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(desk, _("Show and print"))
        self._stocks = {stock.name: stock for stock in stocks}
        self._kept_under = kept_under
        self.what = choice([*((name, name) for name in self._stocks), *others])
        self.start = count_box(1, max(stock.cells for stock in stocks))
        self.right, self.down = _millimetres(), _millimetres()
        self.add("stock", _("Sticker sheet"), self.what)
        self.add_more()
        self.add("start", _("From sticker"), self.start, _("Number of the first one that is still there"))
        self.add("dx", _("To the right"), self.right, _("mm, where the printer is off"))
        self.add("dy", _("Down"), self.down)
        self.what.currentIndexChanged.connect(lambda _index: self.fit())

    def add_more(self) -> None:
        """What else is asked, right after the sheet."""

    def stock(self) -> LabelStock | None:
        """The sheet of stickers that is chosen; None for something else than stickers."""
        return self._stocks.get(self.what.currentData())

    def place(self) -> Place:
        """Where the stickers go."""
        return {"start": self.start.value(), "dx_mm": self.right.value(), "dy_mm": self.down.value()}

    def fit(self) -> None:
        """Ask what the chosen sheet needs."""
        stock = self.stock()
        for key in _PLACE:
            self.form.rows[key].setVisible(stock is not None)
        if stock is not None:
            self.start.setMaximum(stock.cells)

    def open_as_last(self) -> None:
        """As it was printed last, on a fresh sheet."""
        kept = self.desk.settings
        self.clear_problems()
        self.what.setCurrentIndex(max(0, self.what.findData(kept.value(self._kept_under, ""))))
        self.right.setValue(float(str(kept.value("labels/dx", 0.0))))
        self.down.setValue(float(str(kept.value("labels/dy", 0.0))))
        self.start.setValue(1)
        self.fit()
        self.what.setFocus()

    def remember(self) -> None:
        """Keep it for the next time."""
        kept = self.desk.settings
        kept.setValue(self._kept_under, self.what.currentData())
        kept.setValue("labels/dx", self.right.value())
        kept.setValue("labels/dy", self.down.value())


def _millimetres() -> QDoubleSpinBox:
    made = QDoubleSpinBox(minimum=-20, maximum=20, decimals=1, singleStep=0.5)
    made.lineEdit().setTextMargins(8, 0, 8, 0)  # a style sheet does not reach it
    made.setFixedWidth(NARROW)
    return made
