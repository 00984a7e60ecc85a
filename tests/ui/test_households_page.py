"""The households: found by a few letters, entered street by street, changed, refused beneath the field."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from firereg.domain.poverty import Category
from firereg.services import duplicates, equipment_swaps, households, rounds
from firereg.services.households import HouseholdDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from firereg.ui.widgets.story import LinkLabel
from tests.small_ward import CASH, give
from tests.ui.conftest import Said, words_of
from tests.ui.support_rounds import add_round

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> HouseholdsPage:
    made = HouseholdsPage(desk)
    show(made)
    return made


def shown(page: HouseholdsPage, column: int) -> list[str]:
    model = page.model
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def story(page: HouseholdsPage) -> str:
    return words_of(page.panel)


def field(page: HouseholdsPage, key: str) -> QLineEdit:
    found = page._form.form.rows[key].field
    assert isinstance(found, QLineEdit)
    return found


def test_names_are_sorted_as_vietnamese_sorts_them(page: HouseholdsPage) -> None:
    names = ["Nguyễn Văn An", "Nguyễn Văn An", "Nguyễn Văn Anh", "Trần Đức Bình"]
    assert shown(page, 0) == [*names, "Lê Thị Dung", "Đặng Thị Hoà", "Phạm Thị Lan", "Vũ Thị Ngọc"]
    page.table.sort_by(0, Qt.SortOrder.DescendingOrder)
    assert shown(page, 0)[0] == "Vũ Thị Ngọc"


def test_a_few_letters_without_accents_find_a_household(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page._search, "dang thi hoa")
    qtbot.waitUntil(lambda: shown(page, 0) == ["Đặng Thị Hoà"])
    assert page.figures() == "1 households · 4 persons"
    page._search.clear()
    qtbot.waitUntil(lambda: page.model.rowCount() == 8)


def test_filters_narrow_the_list(page: HouseholdsPage) -> None:
    page.set_filter("category", Category.NEAR_POOR)
    assert shown(page, 0) == ["Đặng Thị Hoà"]
    page.set_filter("category", None)
    page.set_filter("has_extinguisher", False)
    assert "Đặng Thị Hoà" not in shown(page, 0)
    page.set_filter("group_id", 2)
    assert shown(page, 1) == ["70"] * 3


def test_the_story_masks_the_identity_number(page: HouseholdsPage) -> None:
    page.show_target(1)
    assert page.table.current_row().id == 1
    assert "PC-0001" in story(page)
    assert "Near-poor" in story(page)
    assert "031165001234" not in story(page)


def test_the_story_tells_what_a_household_was_given_by_year(page: HouseholdsPage) -> None:
    give(page.desk.registry, 1, gifts=(CASH,), day=date(2024, 5, 1))
    page.show_target(1)
    assert "2024: Tiền mặt hỗ trợ, 500.000 đ\n2023: 1 × extinguisher\n" in story(page)
    assert "Together: 1 × extinguisher, 500.000 đ" in story(page)
    page.show_target(7)
    assert "Given so far" not in story(page)


def test_a_household_is_entered_by_keys_alone(page: HouseholdsPage, qtbot: QtBot, said: Said) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_N, CTRL | SHIFT)
    assert QApplication.focusWidget() is field(page, "head_name")
    qtbot.keyClicks(field(page, "head_name"), "Bui Van Mau")
    qtbot.keyClick(field(page, "head_name"), Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert page.table.current_row().head_name == "Bui Van Mau"
    assert page.table.current_row().code == "TDP07-0005"
    assert "Bui Van Mau" in said.last


@pytest.mark.parametrize(
    ("key", "text"),
    [("head_name", " "), ("id_number", "12345"), ("phone", "0912"), ("born_year", "19xx")],
)
def test_what_cannot_be_taken_is_told_beneath_its_field(page: HouseholdsPage, key: str, text: str) -> None:
    page._add.trigger()
    field(page, "head_name").setText("Bùi Văn Mẫu")
    field(page, key).setText(text)
    page._form.submit()
    assert page._form.form.rows[key].error()
    assert field(page, key).text() == text
    assert households.count(page.desk.registry) == (8, 24)


def test_two_clerks_do_not_overwrite_each_other(page: HouseholdsPage, qtbot: QtBot) -> None:
    page.show_target(1)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    assert field(page, "phone").text() == "0912345678"
    registry = page.desk.registry
    registry.clock.now = registry.clock.now.replace(hour=11)
    _note, seen_at = households.note_of(1)
    households.change(registry, 1, HouseholdDraft("Đặng Thị Hoà", 1, "1 Chợ Hàng"), seen_at)
    field(page, "phone").setText("0912345999")
    page._form.submit()
    assert page._form.stale.isVisible()
    assert households.by_id(1, registry.today()).phone == ""


def test_enter_on_a_row_starts_a_handover(page: HouseholdsPage, qtbot: QtBot, desk: Desk) -> None:
    page.show_target(2)
    with qtbot.waitSignal(desk.wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args[0] == "handovers"
    assert wanted.args[1].id == 2


def test_a_right_click_offers_what_can_be_done_with_the_row(page: HouseholdsPage) -> None:
    page.table.selectRow(0)
    page.table.customContextMenuRequested.emit(page.table.visualRect(page.table.currentIndex()).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [action.text() for action in page.row_actions()]
    menu.close()


def test_the_next_household_is_entered_beside_the_whole_list(page: HouseholdsPage) -> None:
    everybody = page.model.total
    page.set_filter("text", "nguyen")
    page.show_target(1)  # is not among them, so it gets the list to itself
    assert page.model.total == 1
    page._add.trigger()
    assert page.model.total == everybody
    page.show_story_again()
    page.set_filter("text", "nguyen")
    page._add.trigger()
    assert 0 < page.model.total < everybody  # what a clerk asked for stays


def test_the_story_tells_who_changed_what_and_all_of_it_on_demand(page: HouseholdsPage) -> None:
    registry = page.desk.registry
    for note in "abcd":
        households.change_many(registry, [1], note=note)
    page.show_target(1)
    assert story(page).count("Households changed together · Note") == 3
    assert "Household added" not in story(page)
    (more,) = [link for link in page.panel.findChildren(LinkLabel) if link.text() == "Show earlier changes"]
    more.opened.emit()
    assert story(page).count("Households changed together · Note") == 4
    assert ("Household added" in story(page), "Show earlier changes" in story(page)) == (True, False)
    page.show_target(2)
    page.show_target(1)
    assert "Household added" not in story(page)


def test_what_is_at_the_workshop_and_the_spare_in_its_place_say_so(page: HouseholdsPage) -> None:
    registry = page.desk.registry
    equipment_swaps.lend_spare(registry, "PC-0002", "CO-0001")
    page.refresh()
    page.show_target(2)
    assert "PC-0002\nAt service" in story(page)
    assert "CO-0001\nLent in place of PC-0002" in story(page)


def test_another_that_looks_alike_is_named(page: HouseholdsPage) -> None:
    duplicates.keep_apart(page.desk.registry, 1, 2)
    page.show_target(1)
    assert "TDP07-0002 · Nguyễn Văn An" in story(page)


def test_what_a_household_waits_for_leads_to_the_desk(page: HouseholdsPage, desk: Desk) -> None:
    gone: list[tuple[str, object]] = []
    desk.wanted.connect(lambda name, target: gone.append((name, target)))
    round_id = add_round(desk.registry, approved=True)
    page.show_target(1)
    assert "Waits to receive: Đợt tháng 5" in story(page)
    link = next(one for one in page.panel.findChildren(LinkLabel) if "Waits" in one.text())
    link.opened.emit()
    assert gone == [("support_desk", (round_id, 1))]
    rounds.close(desk.registry, round_id)
    page.refresh()
    assert "Waits to receive" not in story(page)
