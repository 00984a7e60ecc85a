"""What does not fit in an ID number is said beneath it, in amber, and stops nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from firereg.domain.identity import FEMALE, MALE
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from tests.ui.conftest import Said
from tests.ui.test_households_page import field

OF_1965 = "The ID number is of a person born in 1965."


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> HouseholdsPage:
    made = HouseholdsPage(desk)
    show(made)
    made._add.trigger()
    return made


def said_beneath(page: HouseholdsPage) -> str:
    row = page._form.form.rows["id_number"]
    return " ".join(label.text() for label in row.findChildren(QLabel) if label.property("role") == "warning")


def test_it_is_said_as_it_is_typed_and_goes_when_it_fits(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(page, "born_year"), "1970")
    qtbot.keyClicks(field(page, "id_number"), "031165001234")
    qtbot.waitUntil(lambda: OF_1965 in said_beneath(page))
    assert field(page, "id_number").property("invalid") is False
    field(page, "born_year").clear()
    qtbot.keyClicks(field(page, "born_year"), "1965")
    qtbot.waitUntil(lambda: said_beneath(page) == "")
    sex = page._form._sex
    sex.setCurrentIndex(sex.findData(MALE))
    qtbot.waitUntil(lambda: "of a woman" in said_beneath(page))
    sex.setCurrentIndex(sex.findData(FEMALE))
    qtbot.waitUntil(lambda: said_beneath(page) == "")


def test_a_number_half_typed_is_doubted_only_when_it_is_left(page: HouseholdsPage, qtbot: QtBot) -> None:
    field(page, "id_number").setFocus()
    qtbot.keyClicks(field(page, "id_number"), "0311650012")
    qtbot.wait(400)
    assert said_beneath(page) == ""
    qtbot.keyClick(field(page, "id_number"), Qt.Key.Key_Return)
    assert "10 digits" in said_beneath(page)


def test_it_is_saved_all_the_same(page: HouseholdsPage, qtbot: QtBot, said: Said) -> None:
    qtbot.keyClicks(field(page, "head_name"), "Bui Van Mau")
    qtbot.keyClicks(field(page, "born_year"), "1970")
    qtbot.keyClicks(field(page, "id_number"), "031165009876")
    page._form.submit()
    assert page.table.current_row().id_number == "031165009876"
    page._change.trigger()
    assert OF_1965 in said_beneath(page)
    page._form.closed.emit()
    page._add.trigger()
    assert said_beneath(page) == ""


def test_it_stays_while_another_field_is_wrong(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(page, "born_year"), "1970")
    qtbot.keyClicks(field(page, "id_number"), "031165001234")
    qtbot.waitUntil(lambda: OF_1965 in said_beneath(page))
    page._form.submit()
    assert page._form.form.rows["head_name"].error()
    assert OF_1965 in said_beneath(page)
