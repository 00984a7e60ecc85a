"""Undo and redo in the real window: a large change by the worker after a backup, a small one at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firereg.services import backups, history, households, imports
from firereg.services.households import HouseholdDraft
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.ui.main_window import MainWindow
from tests.import_lists import ward_list

CONTROL = Qt.KeyboardModifier.ControlModifier
MANY = backups.MANY + 5


@pytest.fixture
def window(qtbot: QtBot, registry: Registry, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(registry, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def imported(registry: Registry, tmp_path: Path) -> int:
    """The number of households before an import of many; the last of them was put in by hand."""
    group = t.ResidentialGroup.select().first().id
    households.add(registry, HouseholdDraft("Trần Thị Ở Lại", group))
    before = t.Household.select().count()
    rows = [(n, f"Lê Văn Mới {n}", 1970, "", f"{n} Đình Đông", "70", 2, "", "", "", "") for n in range(MANY)]
    plan = imports.plan(registry, ward_list(tmp_path, *rows))
    imports.apply(registry, plan, {row.key: imports.TAKE_AS_NEW for row in plan.rows if row.twins})
    return before


def reasons(registry: Registry) -> list[str]:
    return [one.reason for one in backups.backups(registry)]


def settled(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.desk.turning.dialog is None, timeout=20_000)
    window.activateWindow()  # a screen does so by itself once the dialog is gone
    qtbot.waitUntil(window.isActiveWindow)


def test_an_import_is_taken_back_and_made_again_by_the_worker(
    qtbot: QtBot, window: MainWindow, registry: Registry, imported: int
) -> None:
    for key, count, done in (
        (Qt.Key.Key_Z, imported, "Taken back: "),
        (Qt.Key.Key_Y, imported + MANY, "Done again: "),
    ):
        stood = t.Household.select().count()
        QTest.keyClick(window, key, CONTROL)
        assert window.desk.turning.dialog.isVisible(), "the window is not held up"
        assert t.Household.select().count() == stood
        settled(qtbot, window)
        assert t.Household.select().count() == count
        assert window.toast.text().startswith(done)
    assert reasons(registry) == ["bulk", "bulk"], "kept as it was before, each time"


def test_nothing_else_is_taken_back_meanwhile(
    qtbot: QtBot, window: MainWindow, registry: Registry, imported: int
) -> None:
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    window.desk.turning.undo()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    settled(qtbot, window)
    assert t.Household.select().count() == imported
    assert history.undoable(registry).action == "household.add"


def test_what_is_being_entered_stays(qtbot: QtBot, window: MainWindow, imported: int) -> None:
    window.show_page("households")
    window.pages["households"]._add.trigger()
    name = window.pages["households"]._form._name
    name.setFocus()
    QTest.keyClicks(name, "Lan")
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert QApplication.activeModalWidget() is window.desk.turning.dialog
    settled(qtbot, window)
    assert t.Household.select().count() == imported
    assert name.isVisible()
    assert name.text() == "Lan"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is name)


def test_it_can_be_stopped(qtbot: QtBot, window: MainWindow, registry: Registry, imported: int) -> None:
    window.desk.turning.undo()
    QTest.keyClick(window.desk.turning.dialog, Qt.Key.Key_Escape)
    assert window.desk.turning.dialog.isVisible(), "it stays until the work has stopped"
    settled(qtbot, window)
    assert t.Household.select().count() == imported + MANY
    assert window.toast.text() == "Stopped. Nothing was written."


def test_why_a_large_one_cannot_be_taken_back_is_said(
    qtbot: QtBot, window: MainWindow, registry: Registry, imported: int
) -> None:
    change = history.undoable(registry)
    last = t.Household.select().order_by(t.Household.id.desc()).first().id
    draft, seen_at = households.as_kept(last)
    households.change(registry, last, replace(draft, note="đổi"), seen_at)
    window.desk.turning.take_back(change)
    settled(qtbot, window)
    assert "changed since" in window.toast.text()
    assert t.Household.select().count() == imported + MANY


def test_a_small_change_is_taken_back_at_once(window: MainWindow, registry: Registry) -> None:
    group = t.ResidentialGroup.select().first().id
    one = households.add(registry, HouseholdDraft("Trần Thị Nhỏ", group)).id
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert t.Household.get_or_none(t.Household.id == one) is None
    assert reasons(registry) == []
