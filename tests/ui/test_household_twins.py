"""While a household is typed, those it may be are named."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from firereg.services import duplicates
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from tests.ui.conftest import Said
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


def test_one_that_is_another_household_is_kept_apart_once_saved(
    page: HouseholdsPage, qtbot: QtBot, said: Said
) -> None:
    qtbot.keyClicks(field(page, "head_name"), "Bui Van Mau")
    qtbot.keyClicks(field(page, "phone"), "0912345678")
    qtbot.waitUntil(lambda: "Đặng Thị Hoà" in page._form.twins.text())
    qtbot.keyClick(field(page, "phone"), Qt.Key.Key_D, CTRL)
    assert page._form.twins.text() == ""
    said.undo()
    assert "Đặng Thị Hoà" in page._form.twins.text()
    qtbot.keyClick(field(page, "phone"), Qt.Key.Key_D, CTRL)
    assert duplicates.kept_apart_from(1) == set()
    page._form.submit()
    assert duplicates.kept_apart_from(1) == {page.table.current_row().id}
    page._add.trigger()
    qtbot.keyClicks(field(page, "phone"), "0912345678")
    qtbot.waitUntil(lambda: "Đặng Thị Hoà" in page._form.twins.text())


def test_what_was_typed_over_is_not_kept_apart(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(page, "head_name"), "Bui Van Mau")
    qtbot.keyClicks(field(page, "phone"), "0912345678")
    qtbot.waitUntil(lambda: "Đặng Thị Hoà" in page._form.twins.text())
    page._form.twins.apart_link.opened.emit()
    field(page, "phone").setText("0912999888")
    page._form.submit()
    assert duplicates.kept_apart_from(1) == set()


def test_one_that_is_there_is_kept_apart_at_once(page: HouseholdsPage, qtbot: QtBot, said: Said) -> None:
    page._form.closed.emit()
    page.show_target(2)
    page._change.trigger()
    field(page, "phone").clear()
    qtbot.keyClicks(field(page, "phone"), "0912345678")
    qtbot.waitUntil(lambda: "Đặng Thị Hoà" in page._form.twins.text())
    qtbot.keyClick(field(page, "phone"), Qt.Key.Key_D, CTRL)
    assert page._form.twins.text() == ""
    assert duplicates.kept_apart_from(2) == {1}
    assert page.side.currentWidget() is page._form
    said.undo()
    assert duplicates.kept_apart_from(2) == set()
