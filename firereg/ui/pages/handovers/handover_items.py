"""What is on the receipt so far: one line for each thing, each with a way to take it off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from firereg.domain.money import format_dong
from firereg.i18n import _
from firereg.services.equipment import ExtinguisherRow
from firereg.services.handover_draft import Gift
from firereg.ui.widgets.parts import IconLabel, icon_button, label


class HandoverItems(QWidget):
    """The extinguishers and gifts of a handover being entered."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("On this receipt"))
        self.extinguishers: list[ExtinguisherRow] = []
        self.gifts: list[Gift] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def add_extinguisher(self, row: ExtinguisherRow) -> bool:
        """Put an extinguisher on the receipt; False where it stands there already."""
        if any(row.id == one.id for one in self.extinguishers):
            return False
        self.extinguishers.append(row)
        self._show()
        return True

    def add_gift(self, gift: Gift) -> None:
        """Put a gift on the receipt."""
        self.gifts.append(gift)
        self._show()

    def clear(self) -> None:
        """Start an empty receipt."""
        self.extinguishers, self.gifts = [], []
        self._show()

    def _show(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row in self.extinguishers:
            self._add_line("fire-extinguisher", f"{row.kind_code}  {row.serial}", row.kind_name, row)
        for gift in self.gifts:
            worth = f"{format_dong(gift.value_dong)} đ" if gift.value_dong is not None else ""
            self._add_line("gift", gift.name, worth, gift)
        self.changed.emit()

    def buttons(self) -> list[QToolButton]:
        """The ways to take a thing off, from the first to the last."""
        items = (self._lines.itemAt(place) for place in range(self._lines.count()))
        lines = (item.widget() for item in items if item is not None)
        return [line.off for line in lines if isinstance(line, _Line)]

    def _take_off(self, thing: ExtinguisherRow | Gift) -> None:
        self.extinguishers = [one for one in self.extinguishers if one is not thing]
        self.gifts = [one for one in self.gifts if one is not thing]
        self._show()

    def _add_line(self, icon_name: str, words: str, detail: str, thing: ExtinguisherRow | Gift) -> None:
        line = _Line(icon_name, f"{self._lines.count() + 1}", words, detail)
        line.removed.connect(lambda: self._take_off(thing))
        self._lines.addWidget(line)


class _Line(QFrame):
    removed = Signal()

    def __init__(self, icon_name: str, number: str, words: str, detail: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(f"{number}. {words} {detail}")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 4, 2)
        row.setSpacing(8)
        row.addWidget(label(number, "muted"))
        row.addWidget(IconLabel(icon_name, "muted"))
        row.addWidget(label(words), 1)
        row.addWidget(label(detail, "muted"))
        self.off = icon_button("x", _("Take {name} off the receipt").format(name=words), self.removed.emit)
        row.addWidget(self.off)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the line off while its button has the focus."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
