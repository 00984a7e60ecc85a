"""The window around the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from firereg.services import households
from firereg.services.households import HouseholdDraft
from firereg.services.registry import Registry
from firereg.ui.dialogs.help import HelpDialog, KeysDialog
from firereg.ui.main_window import MainWindow
from firereg.ui.pages.side_form import SideForm

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, registry: Registry, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(registry, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


class Shown(QObject):
    """The windows that were shown while it watched."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


def test_a_page_made_when_it_is_first_shown_does_not_flash_as_a_window(window: MainWindow) -> None:
    watch = Shown()
    QApplication.instance().installEventFilter(watch)
    for name in window.page_names():
        window.show_page(name)
    QApplication.instance().removeEventFilter(watch)
    assert watch.kinds == []


def test_a_narrow_window_keeps_its_icons(window: MainWindow) -> None:
    window.resize(1366, 700)
    wide = window.sidebar.width()
    window.resize(980, 500)
    assert window.sidebar.width() < wide / 2


def test_help_and_keys_open_by_key_and_close_by_escape(qtbot: QtBot, window: MainWindow) -> None:
    for key, modifier, kind in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, HelpDialog),
        (Qt.Key.Key_Slash, CONTROL, KeysDialog),
    ):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window, key, modifier)
        dialog = window.findChild(kind)
        assert dialog.isVisible()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda kind=kind: window.findChild(kind) is None)


def test_locking_twice_unlocks_at_once(window: MainWindow) -> None:
    window.lock()
    window.lock()
    window.unlock()
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert QApplication.focusWidget() is window.search


def test_a_search_leads_to_the_page_of_what_it_found(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(window.search, "dang thi hoa")
    qtbot.wait(300)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.pages["households"].isVisible()
    assert window.pages["households"].table.current_row().head_name == "Đặng Thị Hoà"


def test_the_place_of_the_window_comes_back(
    qtbot: QtBot, window: MainWindow, registry: Registry, tmp_path: Path
) -> None:
    window.resize(900, 555)
    window.close()
    registry.connect()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    again = MainWindow(registry, settings)
    qtbot.addWidget(again)
    assert again.height() == 555
    again.show()
    again.close()


def test_undo_and_redo_by_key(window: MainWindow, registry: Registry) -> None:
    row = households.add(registry, HouseholdDraft("Hoàng Thị Mới", 1))
    assert households.suggest(registry, "hoang thi moi")
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert households.suggest(registry, "hoang thi moi") == []
    assert "Hoàng Thị Mới" in window.toast.text() or row.code in window.toast.text()
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert [one.code for one in households.suggest(registry, "hoang thi moi")] == [row.code]
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert "nothing" in window.toast.text()


def test_the_first_window_is_no_larger_than_the_screen(window: MainWindow) -> None:
    room = window.screen().availableGeometry()
    assert room.width() < 1280, "this screen cannot tell"
    assert window.width() < room.width()
    assert window.height() < room.height()


def test_after_unlocking_the_keys_go_where_they_went_before(window: MainWindow) -> None:
    for name in ("households", "settings"):
        window.show_page(name)
        before = QApplication.focusWidget()
        window.lock()
        window.unlock()
        assert QApplication.focusWidget() is before


def test_pages_of_the_sidebar_are_made_while_nobody_waits(qtbot: QtBot, window: MainWindow) -> None:
    window.lock()
    qtbot.wait(1_200)
    assert list(window.pages) == ["overview"], "none is made behind the lock, where it would not be locked"
    window.unlock()
    qtbot.waitUntil(lambda: "settings" in window.pages, timeout=20_000)
    assert "households" in window.pages
    assert "import" not in window.pages
    assert window._stack.currentWidget() is window.pages["overview"]


def test_a_list_is_there_without_its_forms(window: MainWindow) -> None:
    for name in ("extinguishers", "inspections"):
        window.show_page(name)
        assert window.pages[name].findChildren(SideForm) == []
