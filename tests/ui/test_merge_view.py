"""Two households that are one: found, compared, merged, and told apart again."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.services import duplicates, equipment, households, statuses
from firereg.services.households import HouseholdDraft
from firereg.services.merging import Side
from firereg.services.statuses import StatusDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households.duplicates_page import DuplicatesPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from tests.small_ward import give
from tests.ui.conftest import Said, words_of

CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = Qt.Key


@pytest.fixture
def twin(desk: Desk) -> int:
    """Household 1 once more, with a receipt and a recognition of its own."""
    draft = HouseholdDraft("Đặng Thị Hòa", 1, "34 ngõ 12 Chợ Hàng", 3, 1965, "", "031165001234", "0912345679")
    row = households.add(desk.registry, draft)
    give(desk.registry, row.id, "CO-0001")
    statuses.add(desk.registry, row.id, StatusDraft(Category.POLICY, date(2020, 1, 1), date(2020, 12, 31)))
    return row.id


@pytest.fixture
def page(desk: Desk, twin: int, show: Callable[[DeskPage], None], qtbot: QtBot) -> DuplicatesPage:
    made = DuplicatesPage(desk)
    show(made)
    made.list.table.setFocus()
    qtbot.waitUntil(made.list.table.hasFocus)
    return made


def look(page: DuplicatesPage, qtbot: QtBot) -> None:
    page.list.table.setCurrentIndex(page.list.model.index(0, 0))
    qtbot.keyClick(page.list.table, KEYS.Key_Return)
    assert page._stack.currentWidget() is page.view
    qtbot.waitUntil(page.view.choices["phone"][1].isVisible)


def test_the_pairs_are_listed_with_the_reason(page: DuplicatesPage) -> None:
    model = page.list.model
    shown = [str(model.data(model.index(0, column))) for column in range(model.columnCount())]
    assert shown == ["Đặng Thị Hoà", "TDP07-0001", "Đặng Thị Hòa", "TDP07-0005", "Same ID number"]


def test_both_are_shown_side_by_side_with_what_comes_over(page: DuplicatesPage, qtbot: QtBot) -> None:
    look(page, qtbot)
    words = words_of(page.view)
    for part in ("TDP07-0001", "TDP07-0005", "0912345679", "34 ngõ 12 Chợ Hàng", "Receipts: 1"):
        assert part in words
    assert "Extinguishers: 1" in words
    assert "Recognitions: 1" in words
    assert set(page.view.choices) == {"head_name", "sex", "phone", "address", "persons", "note"}


def test_merging_by_keys_keeps_what_was_chosen_and_can_be_undone(
    page: DuplicatesPage, qtbot: QtBot, said: Said, twin: int
) -> None:
    look(page, qtbot)
    phone = page.view.choices["phone"]
    phone[0].button.setFocus()
    qtbot.keyClick(phone[0].button, KEYS.Key_Right)
    assert phone[1].button.isChecked()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, KEYS.Key_Return, CTRL)
    today = page.desk.registry.today()
    kept, gone = households.by_id(1, today), households.by_id(twin, today)
    assert (kept.phone, kept.head_name) == ("0912345679", "Đặng Thị Hoà")
    assert (gone.state, gone.merged_into) == (HouseholdState.MERGED, 1)
    assert equipment.by_serial("CO-0001").household_id == 1
    assert len(households.statuses(1)) == 2
    assert page._stack.currentWidget() is page.list
    assert page.list.model.rowCount() == 0
    said.undo()
    assert households.by_id(1, today).phone == "0912345678"
    assert equipment.by_serial("CO-0001").household_id == twin
    assert page.list.model.rowCount() == 2


def test_the_other_code_may_stay(page: DuplicatesPage, qtbot: QtBot, twin: int) -> None:
    look(page, qtbot)
    qtbot.keyClick(page.view._first_keeps, KEYS.Key_Right)
    page.view._second_keeps.click()
    assert page.view.preview is not None
    assert page.view.preview.keep.id == twin
    by_side = {choice.side: choice.button.isChecked() for choice in page.view.choices["address"]}
    assert by_side == {Side.KEEP: True, Side.DROP: False}
    assert page.view.choices["address"][1].side is Side.KEEP
    page.view.submit()
    assert households.by_id(1, page.desk.registry.today()).merged_into == twin


def test_escape_leaves_them_as_they_are(page: DuplicatesPage, qtbot: QtBot, twin: int) -> None:
    look(page, qtbot)
    qtbot.keyClick(page.view._first_keeps, KEYS.Key_Escape)
    assert page._stack.currentWidget() is page.list
    assert households.by_id(twin, page.desk.registry.today()).state is HouseholdState.LIVING


def test_from_the_list_of_households_to_the_other_one_and_back(
    desk: Desk, twin: int, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    made = HouseholdsPage(desk)
    show(made)
    made.show_target(1)
    made.work._show(made.work.merge, made.table.current_row())
    qtbot.waitUntil(made.work.merge.other.hasFocus)
    made.work.merge.submit()
    assert made.work.merge.form.rows["household"].error()
    qtbot.keyClicks(made.work.merge.other, "tdp07-0005")
    qtbot.keyClick(made.work.merge.other, KEYS.Key_Return)
    with qtbot.waitSignal(desk.wanted) as wanted:
        qtbot.keyClick(made.work.merge.other, KEYS.Key_Return, CTRL)
    assert wanted.args == ["duplicates", (1, twin)]


def test_the_story_tells_what_was_merged_in(
    page: DuplicatesPage, qtbot: QtBot, desk: Desk, show: Callable[[DeskPage], None], twin: int
) -> None:
    look(page, qtbot)
    page.view.submit()
    made = HouseholdsPage(desk)
    show(made)
    made.show_target(1)
    assert "TDP07-0005 · Đặng Thị Hòa" in words_of(made.panel)
    made.show_target(twin)
    assert made.table.current_row().id == twin
    with qtbot.waitSignal(made.work.done) as done:
        made.work._open_kept.trigger()
    assert done.args == [1]
    assert made.table.current_row().id == 1


def test_two_are_kept_apart_from_the_list_and_come_back_by_undo(
    page: DuplicatesPage, qtbot: QtBot, said: Said, twin: int
) -> None:
    page.list.table.setCurrentIndex(page.list.model.index(0, 0))
    qtbot.keyClick(page.list.table, KEYS.Key_D, CTRL)
    assert page.list.model.rowCount() == 0
    assert "stay two households" in said.last
    assert duplicates.kept_apart_from(1) == {twin}
    said.undo()
    assert page.list.model.rowCount() == 2  # the ID number, and name and address


def test_two_are_kept_apart_after_they_were_looked_at(
    page: DuplicatesPage, qtbot: QtBot, said: Said, twin: int
) -> None:
    look(page, qtbot)
    page.view.apart_button.click()
    assert page._stack.currentWidget() is page.list
    assert page.list.model.rowCount() == 0
    said.undo()
    assert duplicates.kept_apart_from(twin) == set()


def test_the_next_pair_is_chosen_after_one_is_kept_apart(page: DuplicatesPage, qtbot: QtBot) -> None:
    for phone in ("0912000101", "0912000102"):
        for _twice in range(2):
            households.add(page.desk.registry, HouseholdDraft("Lê Văn Tám", 2, phone=phone))
    page.refresh()
    page.list.table.setCurrentIndex(page.list.model.index(1, 0))
    qtbot.keyClick(page.list.table, KEYS.Key_D, CTRL)
    assert page.list.table.currentIndex().row() == 1
    page.list._look.trigger()
    page.view.keep_apart()
    assert page.list.table.currentIndex().row() == 1
