"""The register by keyboard alone: found, changed, undone, merged, and all of it still to be undone the next day."""

from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from firereg.domain.household import HouseholdState
from firereg.services import demo, health, households
from firereg.services.opening import open_registry
from firereg.ui.main_window import MainWindow
from firereg.ui.pages.households.duplicates_page import DuplicatesPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from tests.demo_ward import now
from tests.journeys.desk_hands import CONTROL, KEYS, SHIFT, choose_in_menu, focused, press, show_window, write


def desk_of(qtbot: QtBot, folder: Path, settings: QSettings) -> MainWindow:
    """The window on the registry as it stands in the folder."""
    return show_window(qtbot, open_registry(folder, demo.USER, demo.PASSWORD, now), settings)


def find(qtbot: QtBot, window: MainWindow, text: str) -> HouseholdsPage:
    """Ctrl+K, some letters, Enter: the household is chosen in the list."""
    press(KEYS.Key_K, CONTROL)
    write(text)
    press(KEYS.Key_Return)
    page = window.pages["households"]
    assert isinstance(page, HouseholdsPage)
    qtbot.waitUntil(page.table.hasFocus)
    return page


def phone_of(page: HouseholdsPage, code: str) -> str:
    return households.by_code(code, page.desk.registry.today()).phone


def change_phone(page: HouseholdsPage, phone: str) -> None:
    """F2, Enter from field to field as far as the phone, Ctrl+Enter."""
    press(KEYS.Key_F2)
    for _field in range(7):
        press(KEYS.Key_Return)
    assert focused() is page._form.form.rows["phone"].field
    press(KEYS.Key_A, CONTROL)
    write(phone)
    press(KEYS.Key_Return, CONTROL)


def test_a_change_is_undone_and_redone_also_after_a_restart(
    qtbot: QtBot, ward_folder: Path, settings: QSettings
) -> None:
    window = desk_of(qtbot, ward_folder, settings)
    page = find(qtbot, window, "tdp07-0123")
    before = phone_of(page, "TDP07-0123")
    change_phone(page, "0912 000 111")
    assert phone_of(page, "TDP07-0123") == "0912000111"
    assert "Nguyễn Thị Hoa" in window.toast.text()
    press(KEYS.Key_Z, CONTROL)
    assert phone_of(page, "TDP07-0123") == before
    press(KEYS.Key_Y, CONTROL)
    assert phone_of(page, "TDP07-0123") == "0912000111"
    press(KEYS.Key_Z, CONTROL)
    window.close()

    window = desk_of(qtbot, ward_folder, settings)
    page = find(qtbot, window, "tdp07-0123")
    assert phone_of(page, "TDP07-0123") == before
    press(KEYS.Key_Y, CONTROL)
    assert phone_of(page, "TDP07-0123") == "0912000111"
    assert page.table.current_row().phone == "0912000111"
    assert health.check(window.desk.registry) == []
    window.close()


def test_a_household_entered_twice_is_merged_and_told_apart_again(
    qtbot: QtBot, ward_folder: Path, settings: QSettings
) -> None:
    window = desk_of(qtbot, ward_folder, settings)
    page = find(qtbot, window, "tdp07-0123")
    first = page.table.current_row()
    press(KEYS.Key_N, CONTROL | SHIFT)
    write("Nguyen Thi Hoa")
    for _field in range(2):
        press(KEYS.Key_Return)
    page._form.form.rows["address"].field.setText(
        first.address
    )  # a keyboard of a test has no Vietnamese letters
    press(KEYS.Key_Return)
    press(KEYS.Key_Return, CONTROL)
    second = page.table.current_row()
    assert second.id != first.id

    press(KEYS.Key_M, CONTROL)
    choose_in_menu(qtbot, page.work.menu, "Gộp")
    assert focused() is page.work.merge.other
    write("tdp07-0123")
    press(KEYS.Key_Return)
    press(KEYS.Key_Return)
    twins = window.pages["duplicates"]
    assert isinstance(twins, DuplicatesPage)
    qtbot.waitUntil(twins.view._first_keeps.hasFocus)
    press(KEYS.Key_Right)
    press(KEYS.Key_Space)
    assert twins.view.preview is not None
    assert twins.view.preview.keep.code == "TDP07-0123"
    press(KEYS.Key_Return, CONTROL)

    today = window.desk.registry.today()
    assert households.by_id(second.id, today).merged_into == first.id
    qtbot.waitUntil(page.table.hasFocus)
    assert page.table.current_row().id == first.id
    press(KEYS.Key_Z, CONTROL)
    assert households.by_id(second.id, today).state is HouseholdState.LIVING
    window.close()

    window = desk_of(qtbot, ward_folder, settings)
    press(KEYS.Key_Y, CONTROL)
    assert households.by_id(second.id, today).merged_into == first.id
    page = find(qtbot, window, second.code)
    assert page.table.current_row().id == first.id
    assert health.check(window.desk.registry) == []
    window.close()
