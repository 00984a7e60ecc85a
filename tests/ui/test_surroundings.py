"""What the computer does around the window: a place that is watched, a clock set back, sleeping over midnight."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from firereg.services import place
from firereg.services.registry import Registry
from firereg.ui.backup_keeper import BackupKeeper
from firereg.ui.check_keeper import CheckKeeper
from firereg.ui.desk import Desk
from firereg.ui.dialogs.check_result import CheckDialog
from firereg.ui.main_window import MainWindow
from tests.small_ward import Clock
from tests.ui.conftest import SEVEN_MONTHS_LATER, words_of

LONG = 20_000
BEHIND = "The clock of this computer is behind the last entry (20/05/2024 09:30). Set its date and time."


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qtbot: QtBot, registry: Registry, settings: QSettings) -> Iterator[MainWindow]:
    made = MainWindow(registry, settings)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_a_synced_folder_is_told_once_and_in_the_check(
    window: MainWindow, registry: Registry, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(registry.folder.parent))
    window.surroundings.begin()
    assert "is in a folder of OneDrive" in window.toast.text()
    window.toast.hide()
    window.surroundings.begin()
    assert window.toast.text() == ""
    window.surroundings.look()
    dialog = CheckDialog(window, window.desk.checks)
    assert "is in a folder of OneDrive" in words_of(dialog)
    dialog.close()
    monkeypatch.delenv("OneDrive")
    window.surroundings.begin()
    assert window.toast.text() == ""
    assert settings.value("place_told") == ""
    assert place.about(registry.folder) == []


def test_a_clock_that_is_behind_stands_at_the_foot_until_it_is_right(
    window: MainWindow, clock: Clock
) -> None:
    clock.now -= timedelta(days=3)
    window.surroundings.look()
    assert window.toast.text() == BEHIND
    assert BEHIND in words_of(window.centralWidget())
    assert window.minimumSizeHint().width() <= 980
    window.toast.hide()
    window.surroundings.look()
    assert window.toast.text() == ""  # said once
    clock.now = SEVEN_MONTHS_LATER
    window.surroundings.look()
    assert BEHIND not in words_of(window.centralWidget())


def test_a_computer_that_slept_over_midnight_shows_the_new_day(
    window: MainWindow, registry: Registry, clock: Clock, qtbot: QtBot
) -> None:
    window.show_page("inspections")
    with qtbot.assertNotEmitted(window.surroundings.day_changed):
        window.desk.backups.looked.emit()
    before, badges = words_of(window.pages["inspections"]), words_of(window.sidebar)
    clock.now += timedelta(days=400)
    with qtbot.waitSignal(window.surroundings.day_changed, timeout=LONG):
        window.desk.backups.looked.emit()
    assert words_of(window.pages["inspections"]) != before
    assert words_of(window.sidebar) != badges


def test_a_clock_set_back_keeps_neither_backup_nor_check_waiting(
    desk: Desk, registry: Registry, clock: Clock, qtbot: QtBot
) -> None:
    keeper = BackupKeeper(registry, desk.preferences)
    backups_folder = registry.folder / "backups"
    backups_folder.rmdir()
    backups_folder.write_text("in the way")
    with qtbot.waitSignal(keeper.failed, timeout=LONG):
        keeper.look()
    backups_folder.unlink()
    keeper.look()
    assert not keeper.busy  # it waits an hour
    clock.now -= timedelta(days=730)
    with qtbot.waitSignal(keeper.changed, timeout=LONG):
        keeper.look()
    assert list(backups_folder.glob("*.firereg"))
    keeper.close()

    checks = CheckKeeper(registry, desk.backups)
    for days in (0, 800):
        clock.now -= timedelta(days=days)
        with qtbot.waitSignal(checks.checked, timeout=LONG):
            checks.look()
    checks.look()
    assert not checks.running
    desk.backups.close()


def test_a_copy_of_tomorrow_does_not_count_as_one_of_this_week(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    desk.preferences.second_place = tmp_path / "stick"
    desk.preferences.second_place_seen = clock.now.date() + timedelta(days=1000)
    assert "no copy in" in desk.backups.sentence()
    desk.preferences.second_place_seen = clock.now.date() - timedelta(days=6)
    assert "no copy in" not in desk.backups.sentence()
