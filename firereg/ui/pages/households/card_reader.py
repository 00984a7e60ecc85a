"""The QR of an identity card, which a scanner types like a keyboard into whatever field has the focus.

What was scanned is taken out of the field again and kept nowhere: the holder is told, the raw text is forgotten.
"""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from firereg.domain.identity import parse_card_qr
from firereg.i18n import _

GAP = 0.1  # seconds between two keys of a scanner, at most; nobody types nine digits and a "|" so fast
LEAST = 9  # characters before the first "|": an ID number, however an input method garbled it
END = 400  # milliseconds without a key: the scanner sends no Enter
_SEPARATOR = "|"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CardReader(QObject):
    """Watches the fields of `host`; make it once they are all there.

    `read` tells the `CardHolder` of a card that was scanned, `failed` the sentence of one that could not be read.
    """

    read = Signal(object)
    failed = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._raw = ""
        self._capturing = False
        self._field: QObject | None = None
        self._put_back: Callable[[], object] = _nothing
        self._last_key = 0.0
        self._end = QTimer(self, singleShot=True, interval=END)
        self._end.timeout.connect(self._finish)
        for field in host.findChildren(QWidget):
            if field.focusPolicy() != Qt.FocusPolicy.NoFocus and field.focusProxy() is None:
                field.installEventFilter(self)

    def take(self, raw: str) -> None:
        """Read what a scanner typed."""
        try:
            holder = parse_card_qr(raw)
        except ValueError as reason:
            self.failed.emit(str(reason))
        else:
            self.read.emit(holder)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a scan out of the field, from its first separator on."""
        if isinstance(event, QInputMethodEvent) and event.type() == QEvent.Type.InputMethod:
            return self._typed(watched, event.commitString())
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._capturing:
            event.accept()  # no key of a scan is a shortcut
            return True
        return event.type() == QEvent.Type.KeyPress and self._pressed(watched, event)

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Backspace:  # how an input method corrects itself
            self._raw = self._raw[:-1]
            return self._capturing
        if event.key() in _ENTER and self._capturing:
            self._finish()
            return True
        return self._typed(watched, event.text() if event.text().isprintable() else "")

    def _typed(self, watched: QObject, text: str) -> bool:
        """Whether the text belongs to a scan and is not the field's."""
        if self._capturing:
            self._raw += text
            self._end.start()
            return True
        if not text:
            return False
        now = monotonic()
        if watched is not self._field or now - self._last_key > GAP:
            self._raw, self._field, self._put_back = "", watched, _way_back(watched)
        self._last_key = now
        self._raw += text
        self._capturing = _SEPARATOR in text and len(self._raw) > LEAST
        if self._capturing:
            self._put_back()
            self._end.start()
        return self._capturing

    def _finish(self) -> None:
        self._end.stop()
        raw, self._raw = self._raw, ""
        self._capturing, self._field, self._put_back = False, None, _nothing
        self.take(raw)


class ScanField(QLineEdit):
    """A field to scan a card into; `scanned` tells what was typed once Enter ends it, and the field is empty again."""

    scanned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Scan the code on the card now…"))
        self.setAccessibleName(_("Scan the code on the card now…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a scan; Escape gives it up."""
        if event.key() in _ENTER and self.text().strip():
            raw = self.text()
            self.setText("")  # unlike clear() this leaves nothing to be undone
            self.scanned.emit(raw)
        elif event.key() == Qt.Key.Key_Escape:
            self.setText("")
            self.focusNextChild()
            self.hide()
        else:
            super().keyPressEvent(event)


def _nothing() -> None:
    """There is nothing to put back."""


def _way_back(field: QObject) -> Callable[[], object]:
    """Makes the field as it is now, with nothing of the scan left to be undone."""
    if isinstance(field, QLineEdit):
        text, cursor = field.text(), field.cursorPosition()

        def put_back() -> None:
            field.setText(text)
            field.setCursorPosition(cursor)

        return put_back
    if isinstance(field, QSpinBox):
        value = field.value()
        return lambda: field.setValue(value)
    if isinstance(field, QComboBox):
        index = field.currentIndex()
        return lambda: field.setCurrentIndex(index)
    return _nothing
