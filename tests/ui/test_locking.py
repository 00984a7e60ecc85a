"""What a locked desk shows to a passer-by: nothing but the lock. And what it gives back to its clerk: all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from firereg.services import settings
from firereg.services.registry import Registry
from firereg.ui.lock_screen import IdleWatch
from firereg.ui.main_window import MainWindow
from firereg.ui.print_preview import PrintPreview
from firereg.ui.session_watch import SessionWatch


@pytest.fixture
def window(qtbot: QtBot, registry: Registry, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(registry, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


class AskDialog(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)


def others(window: QWidget) -> list[QWidget]:
    """What can be seen beside the window."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]


def test_an_open_dialog_goes_with_the_desk_and_comes_back_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    dialog = AskDialog(window)
    dialog.open()
    dialog.field.setText("Đặng Thị Hoà")
    window.lock()
    assert others(window) == []
    window.unlock()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert dialog.field.text() == "Đặng Thị Hoà"
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reject()


def test_a_paper_in_the_preview_goes_and_comes_back(window: MainWindow) -> None:
    from firereg.documents.recovery_sheet import recovery_sheet_pdf

    pdf = recovery_sheet_pdf("Phường Mẫu", "sổ", "AAAAA-BBBBB", window.desk.registry.today())
    preview = PrintPreview(window, "Sheet", pdf, lambda: None, lambda: None)
    preview.open()
    window.lock()
    assert others(window) == []
    window.unlock()
    assert others(window) == [preview]
    preview.close()


def test_a_dialog_that_the_program_waits_for_is_left(window: MainWindow) -> None:
    dialog = AskDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    seen: list[list[QWidget]] = []

    def away() -> None:
        window.lock()
        seen.append(others(window))

    QTimer.singleShot(0, away)
    assert dialog.exec() == QDialog.DialogCode.Rejected
    window.unlock()
    assert seen == [[]]
    assert others(window) == []


def test_a_question_for_a_file_is_left(window: MainWindow) -> None:
    seen: list[list[QWidget]] = []

    def away() -> None:
        window.lock()
        seen.append(others(window))

    QTimer.singleShot(200, away)
    answer, _kind = QFileDialog.getSaveFileName(
        window, "", "BB-0001.pdf", options=QFileDialog.Option.DontUseNativeDialog
    )
    assert (answer, seen) == ("", [[]])
    window.unlock()
    assert others(window) == []


def test_menus_close(qtbot: QtBot, window: MainWindow) -> None:
    menu = QMenu(window)
    below = menu.addMenu("More")
    below.addAction("Đặng Thị Hoà")
    menu.popup(window.mapToGlobal(window.rect().center()))
    below.popup(window.mapToGlobal(window.rect().center()))
    window.lock()
    assert others(window) == []
    window.unlock()
    assert others(window) == []


def test_what_work_in_the_background_shows_waits_behind_the_lock(qtbot: QtBot, window: MainWindow) -> None:
    window.lock()
    dialog = AskDialog(window)
    dialog.open()
    qtbot.wait(20)
    assert others(window) == []
    window.desk.say("Receipt for Đặng Thị Hoà is kept.")
    assert window.toast.isHidden()
    window.unlock()
    assert others(window) == [dialog]
    assert window.toast.text() == "Receipt for Đặng Thị Hoà is kept."
    assert window.toast.isVisible()
    dialog.reject()


def test_keys_do_nothing_behind_the_lock(window: MainWindow) -> None:
    window.lock()
    for key in (Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_Z):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert others(window) == []
    assert window.locked
    assert not window.search.hasFocus()


def test_leaving_the_computer_locks(qtbot: QtBot, window: MainWindow) -> None:
    watch = window.findChild(SessionWatch)
    assert isinstance(watch, SessionWatch)
    watch._told.emit()
    qtbot.waitUntil(lambda: window.locked)


def test_the_minutes_of_the_ward_hold(qtbot: QtBot, window: MainWindow, registry: Registry) -> None:
    watch = window.findChild(IdleWatch)
    assert isinstance(watch, IdleWatch)
    assert watch._seconds == 600
    settings.put(registry, "lock_after_minutes", 5)
    window.desk.wrote("Kept.")
    assert watch._seconds == 300


def test_somebody_else_may_sign_in_from_the_lock(window: MainWindow) -> None:
    window.lock()
    window._lock_screen.left.emit()
    assert not window.isVisible()
    assert window.signed_out
    assert window.desk.registry.database.is_closed()
