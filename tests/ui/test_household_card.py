"""An identity card scanned into any field of the form: read, shown, and nothing of it left behind."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from firereg.services import households
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households.card_reader import END
from firereg.ui.pages.households.households_page import HouseholdsPage
from tests.ui.conftest import Said
from tests.ui.scanner import CARD, key, scan, scan_by_input_method

OTHER = "031090004321||Bùi Văn Mẫu|19101990|Nam|7 Hồ Sen, Dư Hàng Kênh, Lê Chân, Hải Phòng|01012022"


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot) -> HouseholdsPage:
    made = HouseholdsPage(desk)
    show(made)
    made._add.trigger()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is widget(made, "head_name"))
    return made


def widget(page: HouseholdsPage, name: str) -> QWidget:
    return page._form.form.rows[name].field


def text(page: HouseholdsPage, name: str) -> str:
    found = widget(page, name)
    assert isinstance(found, QLineEdit)
    return found.text()


def lines(page: HouseholdsPage) -> list[QLineEdit]:
    return [one for one in page._form.findChildren(QLineEdit) if one.isVisibleTo(page._form)]


def test_a_card_fills_the_form_and_is_saved_only_then(page: HouseholdsPage, qtbot: QtBot, said: Said) -> None:
    scan(OTHER)
    assert (text(page, "head_name"), text(page, "id_number"), text(page, "born_year")) == (
        "Bùi Văn Mẫu",
        "031090004321",
        "1990",
    )
    assert text(page, "address").startswith("7 Hồ Sen")
    assert "Bùi Văn Mẫu" in page._form.message.text()
    assert households.count(page.desk.registry)[0] == 8
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = page.table.current_row()
    assert (row.head_name, row.id_number, row.born_year, row.sex) == (
        "Bùi Văn Mẫu",
        "031090004321",
        1990,
        "male",
    )
    said.undo()
    assert households.count(page.desk.registry)[0] == 8


@pytest.mark.parametrize(
    "name", ["head_name", "address", "id_number", "phone", "note", "group_id", "persons", "sex"]
)
def test_a_card_may_be_scanned_into_any_field(page: HouseholdsPage, name: str) -> None:
    field = widget(page, name)
    field.setFocus()
    before = _state(field)
    scan(OTHER)
    assert text(page, "head_name") == "Bùi Văn Mẫu"
    if name in ("phone", "note", "group_id", "persons"):
        assert _state(field) == before


def test_nothing_of_the_code_is_left_to_be_undone(page: HouseholdsPage) -> None:
    for name in ("phone", "note", "head_name"):
        widget(page, name).setFocus()
        scan(CARD)
    page._form.open_scan_field()
    scan(CARD)
    for line in page._form.findChildren(QLineEdit):
        line.undo()
        assert "|" not in line.text()
        assert "10082021" not in line.text()
    assert not page._form.scan_field.isVisible()
    assert page._form._reader._raw == ""


def test_what_was_typed_before_the_scan_stays_in_its_field(page: HouseholdsPage, qtbot: QtBot) -> None:
    field = widget(page, "note")
    field.setFocus()
    qtbot.keyClicks(field, "nha 2 tang")
    qtbot.wait(150)
    scan(OTHER)
    assert text(page, "note") == "nha 2 tang"


def test_a_scanner_without_enter_is_read_after_a_moment(page: HouseholdsPage, qtbot: QtBot) -> None:
    scan(OTHER, enter=False)
    assert text(page, "head_name") == ""
    qtbot.waitUntil(lambda: text(page, "head_name") == "Bùi Văn Mẫu", timeout=END * 5)


def test_letters_from_an_input_method_are_read_too(page: HouseholdsPage) -> None:
    scan_by_input_method(OTHER)
    assert text(page, "head_name") == "Bùi Văn Mẫu"


def test_a_scan_garbled_by_telex_is_told_in_a_sentence(page: HouseholdsPage) -> None:
    scan("031165001234|031234567|Đặng Thị Hoà|02051965|Nuwx|12/34 Chợ Hàng|10082021")
    sentence = page._form.message.text()
    assert "Telex" in sentence
    assert "031165001234" not in sentence
    assert all(line.text() in ("", "1") for line in lines(page))


def test_backspaces_of_an_input_method_do_not_reach_the_field(page: HouseholdsPage) -> None:
    field = widget(page, "note")
    field.setFocus()
    assert isinstance(field, QLineEdit)
    field.setText("giữ")
    scan("031090004321||B", enter=False)
    for _times in range(3):
        key(field, Qt.Key.Key_Backspace, "\b")
    assert field.text() == "giữ"
    scan("||Bùi Văn Mẫu|19101990|Nam|7 Hồ Sen|01012022")
    assert text(page, "head_name") == "Bùi Văn Mẫu"
    assert field.text() == "giữ"


def test_typing_by_hand_is_never_taken_for_a_scan(page: HouseholdsPage, qtbot: QtBot) -> None:
    field = widget(page, "note")
    field.setFocus()
    qtbot.keyClicks(field, "a|b")
    assert text(page, "note") == "a|b"
    qtbot.keyClicks(field, "12345678901", delay=1)
    qtbot.wait(150)
    qtbot.keyClicks(field, "|")
    assert text(page, "note") == "a|b12345678901|"


def test_a_card_that_does_not_fit_is_warned_of_and_not_refused(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(widget(page, "head_name"), "Le Thi Thu")
    qtbot.wait(150)
    scan(OTHER.replace("19101990", "19101991"))
    sentence = page._form.message.text()
    assert "Le Thi Thu" in sentence
    assert "1990" in sentence
    page._form.submit()
    assert households.count(page.desk.registry)[0] == 9


def test_an_address_that_was_typed_stays_beside_the_one_of_the_card(
    page: HouseholdsPage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(widget(page, "address"), "9 Ho Sen")
    qtbot.wait(150)
    scan(OTHER)
    assert text(page, "address") == "9 Ho Sen"
    assert "Dư Hàng Kênh" in widget(page, "address").accessibleDescription()


def test_f4_opens_a_field_to_scan_into_slowly(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(widget(page, "note"), Qt.Key.Key_F4)
    assert QApplication.focusWidget() is page._form.scan_field
    page._form.scan_field.insert(OTHER)
    key(page._form.scan_field, Qt.Key.Key_Return, "\r")
    assert text(page, "head_name") == "Bùi Văn Mẫu"
    assert page._form.scan_field.text() == ""
    assert not page._form.scan_field.isUndoAvailable()
    qtbot.keyClick(widget(page, "note"), Qt.Key.Key_F4)
    qtbot.keyClick(page._form.scan_field, Qt.Key.Key_Escape)
    assert not page._form.scan_field.isVisible()
    assert page.side.currentWidget() is page._form


def test_f4_in_the_list_is_a_new_household_from_a_card(page: HouseholdsPage, qtbot: QtBot) -> None:
    page.show_story_again()
    qtbot.keyClick(page.table, Qt.Key.Key_F4)
    assert QApplication.focusWidget() is page._form.scan_field
    scan(OTHER)
    assert text(page, "head_name") == "Bùi Văn Mẫu"


def test_f4_is_the_calendar_where_a_form_asks_for_a_day(page: HouseholdsPage, qtbot: QtBot) -> None:
    page.show_story_again()
    page.show_target(1)
    page.work._show(page.work.status, page.work.rows())
    page.work.status.first.setFocus()
    qtbot.keyClick(page.work.status.first, Qt.Key.Key_F4)
    assert QApplication.activePopupWidget() is not None
    QApplication.activePopupWidget().close()
    assert page.side.currentWidget() is page.work.status


def _state(field: QWidget) -> object:
    if isinstance(field, QSpinBox):
        return field.value()
    if isinstance(field, QComboBox):
        return field.currentIndex()
    assert isinstance(field, QLineEdit)
    return field.text()
