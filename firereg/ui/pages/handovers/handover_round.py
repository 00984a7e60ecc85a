"""The round that a handover belongs to."""

from PySide6.QtCore import QObject, Signal

from firereg.i18n import _
from firereg.services import rounds
from firereg.services.handover_draft import Gift
from firereg.services.rounds import RoundRow
from firereg.ui.widgets.fields import choice


class HandoverRound(QObject):
    """A box with the rounds that are open, and none. `changed` tells that another one was chosen."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[RoundRow] = []
        self.box = choice(())
        self.box.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def fill(self) -> None:
        """Fetch the rounds again; the one that is chosen stays chosen."""
        self._rows = [row for row in rounds.rounds() if row.closed_on is None]
        chosen = self.box.currentData() if self.box.count() else None
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem(_("No round"), None)
        for one in self._rows:
            self.box.addItem(one.name, one.id)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self.box.blockSignals(False)

    def choose(self, name: str) -> None:
        """Choose the round with that name."""
        self.box.setCurrentIndex(self.box.findText(name))

    def round(self) -> RoundRow | None:
        """The one that is chosen."""
        return next((row for row in self._rows if row.id == self.box.currentData()), None)

    def gifts(self) -> list[Gift]:
        """What it gives besides extinguishers."""
        its = self.round()
        return [Gift(one.name, one.value_dong, one.quantity, one.unit) for one in its.gifts] if its else []
