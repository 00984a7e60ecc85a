"""Backups in the window: the section of the settings, the foot, the copy in a second place, the end, the way back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from firereg.services import backups
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.ui.backup_keeper import BackupKeeper
from firereg.ui.desk import Desk
from firereg.ui.dialogs.closing_backup import ClosingBackup
from firereg.ui.dialogs.restore import RestoreDialog
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.settings.backups import BackupsSection
from firereg.ui.pages.settings.settings_page import SettingsPage
from tests.small_ward import PASSWORD, USER, Clock
from tests.ui.conftest import words_of

LONG = 20_000  # milliseconds: other work may run beside the tests


@pytest.fixture
def keeper(desk: Desk) -> Iterator[BackupKeeper]:
    yield desk.backups
    desk.backups.close()


@pytest.fixture
def section(desk: Desk, keeper: BackupKeeper, show: Callable[[DeskPage], None]) -> BackupsSection:
    page = SettingsPage(desk)
    show(page)
    page.show_target("backups")
    found = page.tabs.shown()
    assert isinstance(found, BackupsSection)
    return found


def test_one_now_stands_in_the_list_and_is_told_at_the_foot(
    section: BackupsSection, keeper: BackupKeeper, clock: Clock, qtbot: QtBot
) -> None:
    assert keeper.sentence() == "No backup yet"
    section.make()
    assert section.bar.isVisible()
    qtbot.waitUntil(lambda: section.model.rowCount() == 1 and not section.bar.isVisible(), timeout=LONG)
    shown = [section.model.data(section.model.index(0, column)) for column in (0, 1, 3, 4)]
    assert shown == ["today at 09:30", "Asked for", "8", "Checked"]
    assert keeper.sentence() == "Last good backup: today at 09:30"
    clock.now += timedelta(days=1)
    assert keeper.sentence() == "Last good backup: yesterday at 09:30"
    clock.now += timedelta(days=1)
    assert keeper.sentence() == "Last good backup: 20/05/2024 09:30"


def test_a_second_place_gets_the_newest_and_is_missed_after_a_week(
    section: BackupsSection, keeper: BackupKeeper, desk: Desk, clock: Clock, qtbot: QtBot
) -> None:
    stick = desk.registry.folder.parent / "stick"
    section.set_place(stick)
    qtbot.waitUntil(lambda: backups.last_good(desk.registry) is not None and not keeper.busy, timeout=LONG)
    assert f"no copy in {stick} yet" in keeper.sentence()
    stick.mkdir()
    keeper.look()
    qtbot.waitUntil(lambda: "20/05/2024" in words_of(section), timeout=LONG)
    assert len(backups.backups(desk.registry, stick)) == 1
    assert "stick" not in keeper.sentence()
    clock.now += timedelta(days=7)
    assert f"no copy in {stick} since 20/05/2024" in keeper.sentence()
    section.forget.click()
    assert "stick" not in keeper.sentence()
    qtbot.waitUntil(lambda: not keeper.busy, timeout=LONG)


def test_what_stands_against_one_is_said(section: BackupsSection, tmp_path: Path, qtbot: QtBot) -> None:
    section.make(tmp_path / "nowhere" / "x.firereg")
    qtbot.waitUntil(lambda: "nowhere cannot be written to" in section.note.text(), timeout=LONG)
    assert not section.bar.isVisible()


def test_the_day_has_one_backup_however_often_somebody_looks(
    keeper: BackupKeeper, desk: Desk, qtbot: QtBot
) -> None:
    for _time in range(2):
        with qtbot.waitSignal(keeper.changed, timeout=LONG):
            keeper.look()
    assert [row.reason for row in backups.backups(desk.registry)] == ["daily"]


def test_the_end_keeps_what_was_changed_and_closes_by_itself(
    registry: Registry, desk: Desk, qtbot: QtBot
) -> None:
    dialog = ClosingBackup(BackupKeeper(registry, desk.preferences))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        dialog.show()
    assert not backups.changed(registry)
    assert backups.backups(registry)[0].reason == "quit"


def test_nobody_has_to_wait_at_the_end(registry: Registry, desk: Desk, qtbot: QtBot) -> None:
    dialog = ClosingBackup(BackupKeeper(registry, desk.preferences))
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected, timeout=LONG):
        dialog.reject()
    assert all(row.checked for row in backups.backups(registry))
    assert not list((registry.folder / "backups").glob(".*"))


def test_a_backup_that_fails_at_the_end_is_said(registry: Registry, desk: Desk, qtbot: QtBot) -> None:
    registry.database.execute_sql("UPDATE setting SET value = '[1, \"x\"]' WHERE name = 'journal.anchor'")
    dialog = ClosingBackup(BackupKeeper(registry, desk.preferences))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "not sound" in words_of(dialog), timeout=LONG)
    assert dialog.isVisible()
    dialog.reject()


def test_restored_in_the_window_while_the_registry_is_open(
    section: BackupsSection, registry: Registry, clock: Clock, tmp_path: Path, qtbot: QtBot
) -> None:
    made = backups.make(registry)
    dialog = section.restore(made.path)
    assert dialog.user.text() == USER
    dialog.into.setText(str(registry.folder))
    dialog.secret.setText(PASSWORD)
    dialog.begin()
    qtbot.waitUntil(lambda: "already" in dialog.form.rows["into"].error(), timeout=LONG)
    dialog.into.setText(str(tmp_path / "again"))
    dialog.secret.setText("wrong")
    dialog.begin()
    qtbot.waitUntil(lambda: "wrong" in dialog.form.rows["secret"].error(), timeout=LONG)
    dialog.secret.setText(PASSWORD)
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        dialog.begin()
    assert str(tmp_path / "again") in section.note.text()
    assert backups.changed(registry) is False
    registry.close()
    open_registry(tmp_path / "again", USER, PASSWORD, clock).close()
    registry.connect()


def test_it_fits_an_old_screen_at_150_percent(section: BackupsSection, tmp_path: Path, qtbot: QtBot) -> None:
    assert section.minimumSizeHint().width() <= 700
    dialog = RestoreDialog(tmp_path / "x.firereg", tmp_path / "new")
    qtbot.addWidget(dialog)
    assert dialog.minimumSizeHint().height() <= 480
    dialog.reject()
