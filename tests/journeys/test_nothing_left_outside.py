"""A busy session with one strange name: outside the registry, and what was saved on purpose, it is nowhere."""

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QSettings
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from firereg.domain.household import Relation
from firereg.domain.text import fold
from firereg.reports import save_report
from firereg.services import households, members, receipts, reminders
from firereg.services.exports import Numbers
from firereg.services.households import HouseholdDraft
from firereg.services.members import MemberDraft
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.services.reminders import Way
from firereg.store import models as t
from firereg.ui.main_window import MainWindow
from firereg.ui.print_preview import PrintPreview
from tests.conftest import HOME_VARIABLES
from tests.file_dialog import type_into_file_dialog
from tests.journeys.desk_hands import show_window, wait_for
from tests.small_ward import PASSWORD, USER, Clock, give, small_ward

NAME, NUMBER, PHONE, ADDRESS = "Zyxquach Vuqtam", "031165987321", "0912987321", "77 Wkqdatzyx"
MARKS = (NAME, fold(NAME), "Zyxquach", "vuqtam", NUMBER, PHONE, ADDRESS, "wkqdatzyx")


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that a program writes to beside what it is asked for: home, settings, temporary files, here."""
    home, temporary, here = tmp_path / "home", tmp_path / "temporary", tmp_path / "here"
    for folder in (home, temporary, here):
        folder.mkdir()
    for variable, part in HOME_VARIABLES.items():
        monkeypatch.setenv(variable, str(home / part))
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(here)
    assert Path(QDir.tempPath()) == temporary
    return [home, temporary, here]


def lived_in(folder: Path) -> Registry:
    """A registry in which that household stands, with a receipt."""
    small_ward(folder, Clock()).close()
    registry = open_registry(folder, USER, PASSWORD, Clock())
    home = households.add(registry, HouseholdDraft(NAME, 1, ADDRESS, 2, 1965, "male", NUMBER, PHONE)).id
    members.add(registry, home, MemberDraft(f"{NAME} Con", Relation.CHILD, id_number=NUMBER))
    give(registry, home, "PC-0001")
    return registry


def found_in(folders: list[Path]) -> list[str]:
    """The files that have any of the marks in their name or in what they hold, in one of the usual encodings."""
    found = []
    for file in (file for folder in folders for file in folder.rglob("*") if file.is_file()):
        held = file.read_bytes().lower()
        for mark in MARKS:
            forms = {mark.lower().encode(code) for code in ("utf-8", "utf-16-le")}
            if mark.lower() in str(file.name).lower() or any(form in held for form in forms):
                found.append(f"{file}: {mark}")
    return found


def close_previews(window: QWidget) -> None:
    for preview in window.findChildren(PrintPreview):
        preview.close()


def a_busy_morning(qtbot: QtBot, window: MainWindow, given_out: Path) -> None:
    """Look at everything there is of the household, print, save, copy, and be locked out."""
    desk = window.desk
    home = t.Household.get(t.Household.head_name == NAME).id
    for name in (
        "overview",
        "households",
        "extinguishers",
        "handovers",
        "inspections",
        "journal",
        "duplicates",
    ):
        window.show_page(name)
    window.show_page("households", home)
    page = window.pages["households"]
    page._numbers.trigger()
    assert NUMBER in "".join(one.text() for one in page.panel.findChildren(QLabel))
    page.work.personal_data.begin(page.table.current_row())
    page.work.personal_data.submit()
    wait_for(qtbot, lambda: any(one.isVisible() for one in window.findChildren(PrintPreview)))
    (preview,) = [one for one in window.findChildren(PrintPreview) if one.isVisible()]
    type_into_file_dialog(given_out / "phieu.pdf")
    next(one for one in preview.findChildren(QPushButton) if one.shortcut().toString() == "Ctrl+S").click()
    close_previews(window)
    desk.print_pdf(lambda: receipts.pdf_of(desk.registry, [1]), "BG", "BG-2023-0001.pdf")
    wait_for(qtbot, lambda: any(one.isVisible() for one in window.findChildren(PrintPreview)))
    close_previews(window)
    type_into_file_dialog(given_out / "list.xlsx")
    page._export_list(Numbers.FULL)
    wait_for(qtbot, (given_out / "list.xlsx").exists)
    reminders.remember(desk.registry, way=Way.LETTER, text=f"{NAME}, {ADDRESS}", household_id=home)
    window.show_page("handovers", households.by_id(home, desk.registry.today()))
    qtbot.wait(1500)  # the half-filled form is kept
    window.lock()
    window.unlock()
    try:
        raise RuntimeError(f"{NAME} {NUMBER}")
    except RuntimeError as error:
        save_report(error)
    titles = [one.windowTitle() for one in QApplication.topLevelWidgets()]
    assert not [title for title in titles for mark in MARKS if mark in title]


def test_nothing_of_a_person_is_left_outside(
    qtbot: QtBot, tmp_path: Path, outside: list[Path], settings: QSettings
) -> None:
    given_out = tmp_path / "given out"
    given_out.mkdir()
    registry = lived_in(tmp_path / "registry")
    window = show_window(qtbot, registry, settings)
    a_busy_morning(qtbot, window, given_out)
    QApplication.clipboard().clear()
    window.close()
    registry.close()
    settings.sync()
    assert [file for file in outside[0].rglob("*") if file.is_file()]  # the report at least: it was looked at
    kept = tmp_path / "settings"
    kept.mkdir()
    (kept / "preferences.ini").write_bytes((tmp_path / "preferences.ini").read_bytes())
    assert found_in([*outside, kept, tmp_path / "registry"]) == []
    (outside[1] / "left.pdf").write_text(f"x{NAME}x", "utf-8")  # and it would have been seen
    assert found_in(outside)
