"""While a household is typed, those it may be are named."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households import HouseholdsPage
from tests.ui.scanner import CARD, scan
from tests.ui.test_households_page import field

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> HouseholdsPage:
    made = HouseholdsPage(desk)
    show(made)
    made._add.trigger()
    return made


def test_a_phone_number_that_is_there_is_told_and_opens(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(page, "head_name"), "Bui Van Mau")
    qtbot.keyClicks(field(page, "phone"), "0912345678")
    qtbot.waitUntil(lambda: "Đặng Thị Hoà" in page._form.twins.text())
    assert "Same phone number" in page._form.twins.text()
    qtbot.keyClick(field(page, "phone"), Qt.Key.Key_O, CTRL)
    assert page.table.current_row().id == 1
    assert page.side.currentWidget() is page.panel


def test_name_and_near_address_are_told_while_half_typed_ones_are_not(
    page: HouseholdsPage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(page, "head_name"), "dang thi hoa")
    qtbot.keyClicks(field(page, "address"), "so 34 ngo 12 Cho Hang")
    qtbot.waitUntil(lambda: "Đặng Thị Hoà" in page._form.twins.text())
    qtbot.keyClicks(field(page, "head_name"), "ng")
    qtbot.waitUntil(lambda: page._form.twins.text() == "")


def test_a_card_of_somebody_who_is_there_is_told_at_once(page: HouseholdsPage) -> None:
    scan(CARD)
    assert "Same ID number" in page._form.twins.text()


def test_a_household_is_not_its_own_duplicate(page: HouseholdsPage, qtbot: QtBot) -> None:
    page._form.closed.emit()
    page.show_target(1)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    qtbot.keyClicks(field(page, "note"), "x")
    qtbot.keyClicks(field(page, "phone"), " ")
    qtbot.wait(400)
    assert page._form.twins.text() == ""


def test_what_was_half_typed_is_still_there_after_escape(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(page, "head_name"), "Bui Van Mau")
    qtbot.keyClicks(field(page, "phone"), "0912345678")
    qtbot.keyClick(field(page, "phone"), Qt.Key.Key_Escape)
    page.show_target(2)
    page._change.trigger()
    assert field(page, "head_name").text() == "Nguyễn Văn An"
    qtbot.keyClick(field(page, "head_name"), Qt.Key.Key_Escape)
    page._add.trigger()
    assert (field(page, "head_name").text(), field(page, "phone").text()) == ("Bui Van Mau", "0912345678")
    assert "Đặng Thị Hoà" in page._form.twins.text()
    page._form._start_over.click()
    assert field(page, "phone").text() == ""
    assert page._form.twins.text() == ""


def test_a_saved_household_leaves_an_empty_form_in_the_same_group(page: HouseholdsPage, qtbot: QtBot) -> None:
    box = page._form._group
    box.setCurrentIndex(box.findData(2))
    qtbot.keyClicks(field(page, "head_name"), "Bui Van Mau")
    page._form.submit()
    page._add.trigger()
    assert field(page, "head_name").text() == ""
    assert box.currentData() == 2
    assert page._form.twins.text() == ""
