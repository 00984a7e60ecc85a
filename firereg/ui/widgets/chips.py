"""Filters as chips."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from firereg.i18n import _
from firereg.ui.icons import icon
from firereg.ui.widgets.parts import button


class Chip(QPushButton):
    """A filter in force; a click, Space, Delete or Backspace takes it away."""

    removed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "chip")
        self.setIcon(icon("x", "on_accent_soft"))
        self.setIconSize(QSize(18, 14))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        self.setToolTip(_("Remove this filter"))
        self.setAccessibleName(_("Filter {name}, remove").format(name=text))
        self.clicked.connect(self.removed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace do what a click does."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """The filters in force, and a button with a menu of those one can add."""

    removed = Signal(str)

    def __init__(self, menu: QMenu | None = None) -> None:
        super().__init__()
        self.setAccessibleName(_("Filters"))
        self._chips: list[Chip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._add = button(_("Filter"), icon_name="list-filter", kind="quiet")
        self._row.addWidget(self._add)
        self._add.setVisible(menu is not None)
        if menu is not None:
            self._add.setMenu(menu)
        self._row.addStretch(1)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show these filters, each a key and its words."""
        for old in self._chips:
            old.hide()
            old.deleteLater()
        self._chips = []
        for number, (key, text) in enumerate(chips):
            chip = Chip(text)
            chip.removed.connect(lambda key=key: self.removed.emit(key))
            self._row.insertWidget(number, chip)
            self._chips.append(chip)
