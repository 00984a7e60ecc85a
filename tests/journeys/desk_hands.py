"""The hands of a clerk: keys go to whatever has the focus, as those of a keyboard do."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from firereg.services.registry import Registry
from firereg.ui.main_window import MainWindow

KEYS = Qt.Key
NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def focused() -> QWidget:
    """What has the focus; nothing having it is a fault of the window."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    """A key on whatever has the focus."""
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    """Text into whatever has the focus; with accents as an input method hands it over."""
    if text.isascii():
        QTest.keyClicks(focused(), text)
    else:
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(focused(), typed)


def overwrite(text: str) -> None:
    """Text in the place of what stands in the field that has the focus."""
    press(KEYS.Key_A, CONTROL)
    press(KEYS.Key_Delete)
    write(text)


def choose_in_menu(qtbot: QtBot, menu: QMenu, words: str) -> None:
    """Walk down a menu that is about to open, as far as the entry that begins with `words`, and press Enter."""
    qtbot.waitUntil(menu.isVisible)
    names = [action.text() for action in menu.actions()]
    for _step in range(next(n for n, name in enumerate(names) if name.startswith(words))):
        QTest.keyClick(menu, KEYS.Key_Down)
    QTest.keyClick(menu, KEYS.Key_Return)


def show_window(qtbot: QtBot, registry: Registry, settings: QSettings) -> MainWindow:
    """The window on an open registry, with the focus in it."""
    window = MainWindow(registry, settings)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


def wait_for(qtbot: QtBot, happened: Callable[[], object]) -> None:
    """Wait until what the background works on has happened."""
    qtbot.waitUntil(lambda: bool(happened()), timeout=20_000)
