"""A scanner that types an identity card's QR like a keyboard does, with the letters no key is called by."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

CARD = "031165001234|031234567|Đặng Thị Hoà|02051965|Nữ|12/34 Chợ Hàng, Dư Hàng Kênh, Lê Chân, Hải Phòng|10082021"


def key(widget: QWidget, code: int, text: str = "") -> None:
    """One key down and up."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text))


def scan(text: str, enter: bool = True) -> None:
    """Each letter into whatever has the focus by then."""
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        key(widget, Qt.Key.Key_unknown if ord(letter) > 127 else ord(letter.upper()), letter)
    widget = QApplication.focusWidget()
    if enter and widget is not None:
        key(widget, Qt.Key.Key_Return, "\r")


def scan_by_input_method(text: str) -> None:
    """As an input method hands letters over, no key at all."""
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(widget, event)
    widget = QApplication.focusWidget()
    assert widget is not None
    key(widget, Qt.Key.Key_Return, "\r")
