"""A damaged registry in the window: met when signing in, met in the middle of work, and the two ways on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from firereg.errors import DamagedRegistryError
from firereg.services import backups
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.ui.dialogs.check_result import CheckDialog
from firereg.ui.dialogs.damage import DamageNotice
from firereg.ui.dialogs.rescue import RescueDialog
from firereg.ui.dialogs.sign_in import SignInDialog
from firereg.ui.jobs import JobRunner
from firereg.ui.main_window import MainWindow
from tests.small_ward import PASSWORD, USER, Clock
from tests.ui.conftest import words_of

LONG = 20_000  # milliseconds: other work may run beside the tests


def damage(folder: Path, root: str = "household") -> None:
    """Flip a bit of the first page of a table; in a small ward it holds all of its rows."""
    opened = open_registry(folder, USER, PASSWORD)
    sql = f"SELECT rootpage FROM sqlite_master WHERE name = '{root}'"
    (page,) = opened.database.execute_sql(sql).fetchone()
    opened.close()
    raw = bytearray((folder / "registry.db").read_bytes())
    raw[(page - 1) * 4096 + 2000] ^= 1
    (folder / "registry.db").write_bytes(raw)


def press(widget, text: str) -> None:
    next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()).click()


@pytest.fixture
def folder(registry: Registry) -> Path:
    """A damaged registry with a good backup."""
    backups.make(registry)
    registry.close()
    damage(registry.folder)
    return registry.folder


@pytest.fixture
def dialog(folder: Path, qtbot: QtBot) -> Iterator[RescueDialog]:
    shown = RescueDialog(folder, USER, PASSWORD)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(shown.restoring.isEnabled, timeout=LONG)
    yield shown
    shown.reject()
    if shown.registry:
        shown.registry.close()


def test_signing_in_meets_it_and_goes_on_with_what_was_saved(folder: Path, qtbot: QtBot) -> None:
    before = (folder / "registry.db").read_bytes()
    jobs = JobRunner()
    sign_in = SignInDialog(folder, jobs, USER)
    qtbot.addWidget(sign_in)
    sign_in.show()
    sign_in.password.setText(PASSWORD)
    sign_in.sign_in()
    qtbot.waitUntil(lambda: bool(sign_in.findChildren(RescueDialog)), timeout=LONG)
    (dialog,) = sign_in.findChildren(RescueDialog)
    assert (dialog.user.text(), dialog.secret.text()) == (USER, PASSWORD)
    dialog.saving.click()
    press(dialog, "Save what can be saved")
    qtbot.waitUntil(lambda: "This was saved" in words_of(dialog), timeout=LONG)
    with qtbot.waitSignal(sign_in.accepted, timeout=LONG):
        press(dialog, "Open the new registry")
    assert sign_in.registry.folder == folder.parent / "rescued"
    sign_in.registry.close()
    jobs.close()
    assert (folder / "registry.db").read_bytes() == before


def test_what_was_lost_is_told_beside_the_figures_of_the_backup(
    dialog: RescueDialog, folder: Path, qtbot: QtBot
) -> None:
    assert "8 households, 6 extinguishers, 4 handovers" in words_of(dialog)
    dialog.saving.click()
    dialog.save()
    qtbot.waitUntil(lambda: "This was saved" in words_of(dialog), timeout=LONG)
    told = words_of(dialog)
    assert "Not as it was" in told
    assert "In the backup of 20/05/2024" in told
    assert any(b.text() == "Open the list" for b in dialog.findChildren(QPushButton))


def test_the_newest_good_backup_is_restored(dialog: RescueDialog, folder: Path, qtbot: QtBot) -> None:
    dialog.restoring.click()
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        press(dialog, "Restore")
    assert dialog.registry.folder == folder.parent / "restored"


def test_a_damaged_backup_is_not_offered(folder: Path, qtbot: QtBot) -> None:
    (made,) = (folder / "backups").iterdir()
    raw = bytearray(made.read_bytes())
    raw[5000] ^= 1
    made.write_bytes(raw)
    dialog = RescueDialog(folder, USER, PASSWORD)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "no good backup" in words_of(dialog), timeout=LONG)
    assert not dialog.restoring.isEnabled()
    dialog.reject()


def test_stopped_in_the_middle_nothing_is_left(dialog: RescueDialog, folder: Path, qtbot: QtBot) -> None:
    there = sorted(path.name for path in folder.parent.iterdir())
    dialog.saving.click()
    dialog.save()
    dialog.reject()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=LONG)
    assert dialog.isVisible()
    assert sorted(path.name for path in folder.parent.iterdir()) == there


def test_a_wrong_password_is_told_beneath_it(dialog: RescueDialog, qtbot: QtBot) -> None:
    dialog.saving.click()
    dialog.secret.setText("wrong")
    dialog.save()
    qtbot.waitUntil(lambda: "wrong" in dialog.form.rows["secret"].error(), timeout=LONG)


def test_met_in_the_middle_of_work_nothing_more_is_written(
    registry: Registry, tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    registry.close()
    damage(registry.folder, "poverty_status")
    registry.connect()
    before = (registry.folder / "registry.db").read_bytes()
    window = MainWindow(registry, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.show()
    if not registry.database.damaged:
        with pytest.raises(DamagedRegistryError):
            registry.database.execute_sql("SELECT max(decision) FROM poverty_status").fetchone()
    qtbot.waitUntil(lambda: bool(window.findChildren(DamageNotice)), timeout=LONG)
    (notice,) = window.findChildren(DamageNotice)
    assert "nothing is written to it" in words_of(notice)
    with pytest.raises(DamagedRegistryError), registry.transaction():
        pytest.fail("nothing is written")
    notice.accept()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    assert window.left_damaged
    assert (registry.folder / "registry.db").read_bytes() == before
    registry.connect()


def test_it_fits_an_old_screen_at_150_percent(dialog: RescueDialog) -> None:
    assert dialog.minimumSizeHint().height() <= 480
    assert dialog.minimumSizeHint().width() <= 700
    shutil.rmtree(dialog.folder / "nothing", ignore_errors=True)


def test_the_weekly_check_is_told_at_the_foot_and_what_is_wrong_has_its_next_step(
    registry: Registry, tmp_path: Path, qtbot: QtBot
) -> None:
    t.Extinguisher.update(state="with_household", household=None).where(t.Extinguisher.id == 6).execute()
    window = MainWindow(registry, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.show()
    assert "Not checked yet" in words_of(window)
    with qtbot.waitSignal(window.desk.checks.checked, timeout=LONG):
        window.desk.backups.look()
    assert "Checked 20/05/2024: 1 problems" in words_of(window)
    window._show_check()
    (dialog,) = window.findChildren(CheckDialog)
    assert "say where they are" in words_of(dialog)
    with qtbot.waitSignal(window.desk.checks.checked, timeout=LONG):
        dialog.check()
    assert dialog.again.isEnabled()
    dialog.accept()
    window.close()
    registry.connect()
