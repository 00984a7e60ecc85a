"""The extinguishers: received by scanning, found, moved along legal ways only, and the way back."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from firereg.domain.equipment import State
from firereg.services import equipment, equipment_moves, faults, journal
from firereg.ui.desk import Desk
from firereg.ui.pages.ask_line import AskLine
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.theme import color
from tests.small_ward import Clock
from tests.ui.conftest import Said, words_of

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> ExtinguishersPage:
    made = ExtinguishersPage(desk)
    show(made)
    return made


def shown(page: ExtinguishersPage, column: int) -> list[str]:
    model = page.model
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def story(page: ExtinguishersPage) -> str:
    return words_of(page.panel)


def choose(page: ExtinguishersPage, serial: str) -> None:
    page.table.choose(equipment.by_serial(serial).id)
    assert page.table.current_row().serial == serial


def choose_move(page: ExtinguishersPage, qtbot: QtBot, words: str) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, KEYS.Key_M, CTRL)
    action = next(action for action in page.work.menu.actions() if action.text() == words)
    page.work.menu.close()
    action.trigger()


def offered(page: ExtinguishersPage, qtbot: QtBot) -> list[str]:
    qtbot.keyClick(page.table, KEYS.Key_M, CTRL)
    words = [action.text() for action in page.work.menu.actions()]
    page.work.menu.close()
    return words


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_states_and_due_dates_are_told_by_word_shape_and_colour(page: ExtinguishersPage) -> None:
    row = shown(page, 0).index("PC-0001")
    due = page.model.index(row, 5)
    assert shown(page, 2)[row] == "With a household"
    assert (shown(page, 4)[row], shown(page, 5)[row]) == ("Owner's check", "184 days late")
    assert page.model.data(due, Qt.ItemDataRole.ForegroundRole) == color("danger")
    assert not page.model.data(due, Qt.ItemDataRole.DecorationRole).isNull()
    assert page.model.data(due, Qt.ItemDataRole.ToolTipRole) == "18/11/2023"
    assert shown(page, 7)[shown(page, 0).index("PC-0003")] == "not known"


@pytest.mark.parametrize(
    ("day", "words", "role"),
    [
        (date(2024, 1, 30), "01/03/2024", "text"),
        (date(2024, 1, 31), "in 30 days", "warning"),
        (date(2024, 3, 1), "in 0 days", "warning"),
        (date(2024, 3, 2), "1 days late", "danger"),
    ],
)
def test_a_due_date_warns_thirty_days_ahead(
    page: ExtinguishersPage, clock: Clock, day: date, words: str, role: str
) -> None:
    equipment_moves.move(page.desk.registry, equipment.by_serial("PC-0001").id, State.IN_STOCK)
    clock.now = datetime(day.year, day.month, day.day, 8)
    page.refresh()
    row = shown(page, 0).index("PC-0001")
    assert (shown(page, 4)[row], shown(page, 5)[row]) == ("Maintenance", words)
    assert page.model.data(page.model.index(row, 5), Qt.ItemDataRole.ForegroundRole) == color(role)


def test_filters_and_text_narrow_the_list(page: ExtinguishersPage) -> None:
    page.set_filter("state", State.IN_STOCK)
    assert shown(page, 0) == ["CO-0001", "MI-0002"]
    assert page.figures() == "2 extinguishers"
    page.set_filter("kind_code", "MT3")
    assert shown(page, 0) == ["CO-0001"]
    page.show_target({"text": "dang thi hoa"})
    assert shown(page, 0) == ["PC-0001"]
    assert page._search.text() == "dang thi hoa"


def test_what_was_looked_for_elsewhere_is_shown_and_can_be_cleared(page: ExtinguishersPage) -> None:
    page.show_target(equipment.by_serial("MI-0001").id)
    assert page.table.current_row().serial == "MI-0001"
    page._search.clear()
    page._typing.timeout.emit()
    assert page.model.rowCount() == 6


def test_only_legal_moves_are_offered(page: ExtinguishersPage, qtbot: QtBot) -> None:
    choose(page, "CO-0001")
    assert offered(page, qtbot) == ["Send to the workshop", "Mark as lost", "Mark as discarded"]
    choose(page, "PC-0001")
    assert offered(page, qtbot) == [
        "Exchange it for another…",
        "Pass it on to another household…",
        "To the workshop, with a spare…",
        "Take back into stock",
        "Send to the workshop",
        "Mark as lost",
        "Mark as used in a fire",
        "Mark as discarded",
    ]
    equipment_moves.move(page.desk.registry, equipment.by_serial("PC-0001").id, State.DISCARDED, "thủng")
    page.refresh()
    choose(page, "PC-0001")
    assert not page.work.action.isEnabled()
    assert not page._inspect.isEnabled()


def test_taking_back_can_be_undone(page: ExtinguishersPage, qtbot: QtBot, said: Said) -> None:
    choose(page, "PC-0001")
    choose_move(page, qtbot, "Take back into stock")
    assert equipment.by_serial("PC-0001").state is State.IN_STOCK
    assert said.last == "Extinguisher PC-0001: In stock."
    said.undo()
    row = equipment.by_serial("PC-0001")
    assert (row.state, row.household_id, row.placed_on) == (State.WITH_HOUSEHOLD, 1, date(2023, 10, 19))
    assert page.table.current_row().state is State.WITH_HOUSEHOLD


def test_an_undo_that_came_too_late_is_said(page: ExtinguishersPage, qtbot: QtBot, said: Said) -> None:
    choose(page, "PC-0001")
    choose_move(page, qtbot, "Take back into stock")
    too_late = said._undo
    equipment_moves.move(page.desk.registry, equipment.by_serial("PC-0001").id, State.DISCARDED, "thủng")
    assert too_late is not None
    too_late()
    assert said.last == "PC-0001 was changed since. Undo the later change first."
    assert equipment.by_serial("PC-0001").state is State.DISCARDED


def test_one_used_in_a_fire_asks_for_a_recharge(page: ExtinguishersPage, qtbot: QtBot, said: Said) -> None:
    choose(page, "PC-0001")
    choose_move(page, qtbot, "Mark as used in a fire")
    row = equipment.by_serial("PC-0001")
    assert row.state is State.USED
    (fault,) = faults.open_of([row.id])[row.id]
    assert fault.due_on == page.desk.registry.today()
    assert fault.what in story(page)
    said.undo()
    assert equipment.by_serial("PC-0001").state is State.WITH_HOUSEHOLD
    assert faults.open_of([row.id]) == {}


def test_a_lost_one_needs_a_reason(page: ExtinguishersPage, qtbot: QtBot, said: Said) -> None:
    choose(page, "PC-0001")
    choose_move(page, qtbot, "Mark as lost")
    question = page.side.currentWidget()
    assert isinstance(question, AskLine)
    qtbot.keyClick(focused(), KEYS.Key_Return)
    assert "Say what happened" in question._message.text()
    assert equipment.by_serial("PC-0001").state is State.WITH_HOUSEHOLD
    qtbot.keyClicks(focused(), "mat khi sua nha")
    qtbot.keyClick(focused(), KEYS.Key_Return)
    assert equipment.by_serial("PC-0001").state is State.LOST
    assert journal.entries()[0].detail["reason"] == "mat khi sua nha"
    assert page.side.currentWidget() is page.panel
    said.undo()
    assert equipment.by_serial("PC-0001").state is State.WITH_HOUSEHOLD


def test_escape_leaves_it_where_it_is(page: ExtinguishersPage, qtbot: QtBot) -> None:
    choose(page, "PC-0001")
    choose_move(page, qtbot, "Mark as discarded")
    qtbot.keyClicks(focused(), "hong")
    qtbot.keyClick(focused(), KEYS.Key_Escape)
    assert equipment.by_serial("PC-0001").state is State.WITH_HOUSEHOLD


def test_an_inspection_stands_in_the_story_at_once(page: ExtinguishersPage, qtbot: QtBot) -> None:
    choose(page, "PC-0001")
    assert "Handed over: Đặng Thị Hoà" in story(page)
    qtbot.keyClick(page.table, KEYS.Key_F8)
    qtbot.keyClick(focused(), KEYS.Key_Return, CTRL)
    assert page.side.currentWidget() is page.panel
    assert page.table.current_row().serial == "PC-0001"
    assert "Inspection: passed" in story(page)
