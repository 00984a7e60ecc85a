"""A field for a barcode scanner: Enter, which a scanner sends after each code, stays in it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from firereg.i18n import _
from firereg.ui.icons import icon

_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class ScanEdit(QLineEdit):
    """A serial number, typed or scanned: Enter tells `entered`, Ctrl+Backspace in the empty field `taken_back`."""

    entered = Signal()
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Scan or type a serial number"))
        self.addAction(icon("scan-barcode", "muted"), QLineEdit.ActionPosition.LeadingPosition)

    def clear(self) -> None:
        """Empty, for the next code; Ctrl+Z does not bring the last one back."""
        self.setText("")

    def event(self, event: QEvent) -> bool:
        """Where nothing was typed that could be taken back, Ctrl+Z takes back what was saved, and Ctrl+Y makes it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) and not self.isUndoAvailable():
                return False
            if event.matches(keys.Redo) and not self.isRedoAvailable():
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stays in the field."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        elif (
            event.key() in _BACK
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and not self.text()
        ):
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)
