"""From a list on the desk to a household that is found, in the real window and without the mouse."""

from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from firereg.services import health, households
from firereg.ui.pages.imports.import_page import ImportPage
from firereg.ui.pages.imports.import_steps import COLUMNS, DONE, PREVIEW
from tests.file_dialog import type_into_file_dialog
from tests.import_lists import HOA, NEW, TOTAL, ward_list, with_field
from tests.journeys.desk_hands import CONTROL, KEYS, SHIFT, press
from tests.journeys.test_register_by_keyboard import desk_of, find


def reached(qtbot: QtBot, page: ImportPage, step: int) -> None:
    """Wait until this step of the import is shown."""
    qtbot.waitUntil(lambda: page._job is None and page.steps.currentIndex() == step, timeout=30_000)


def test_a_list_on_the_desk_becomes_a_household_that_is_found(
    qtbot: QtBot, ward_folder: Path, settings: QSettings, tmp_path: Path
) -> None:
    window = desk_of(qtbot, ward_folder, settings)
    registry = window.desk.registry
    hoa = with_field(with_field(HOA, 3, "031165999777"), 7, "")
    new = with_field(with_field(with_field(NEW, 3, "031070999888"), 5, "Tổ 7"), 7, "0987 000 999")
    path = ward_list(tmp_path, hoa, new, TOTAL)
    before = households.count(registry)[0]

    window.show_page("households")
    press(KEYS.Key_I, CONTROL | SHIFT)
    page = window.pages["import"]
    assert isinstance(page, ImportPage)
    type_into_file_dialog(path)
    press(KEYS.Key_O, CONTROL)
    reached(qtbot, page, COLUMNS)
    window.activateWindow()  # a screen would give the focus back once the dialog is gone
    qtbot.waitUntil(window.isActiveWindow)
    press(KEYS.Key_Return, CONTROL)
    reached(qtbot, page, PREVIEW)
    press(KEYS.Key_Return, CONTROL)
    reached(qtbot, page, DONE)
    assert households.count(registry)[0] == before + 2

    found = find(qtbot, window, "moi le van 9888").table.current_row()
    assert (found.head_name, found.group_number, found.phone) == ("Lê Văn Mới", 7, "0987000999")

    press(KEYS.Key_I, CONTROL | SHIFT)
    qtbot.waitUntil(page.file.card.choose.hasFocus)
    press(KEYS.Key_Tab)  # past the template
    press(KEYS.Key_Tab)  # and the sample
    press(KEYS.Key_Tab)  # into the list, where the newest is chosen
    qtbot.waitUntil(page.file.take_back.isEnabled)
    press(KEYS.Key_Tab)
    press(KEYS.Key_Space)
    qtbot.waitUntil(lambda: households.count(registry)[0] == before, timeout=30_000)
    reached(qtbot, page, DONE)
    assert households.suggest(registry, "moi le van 9888") == []
    assert health.check(registry) == []
    window.close()
