"""What a role may not do is not in the window; who lost a right meanwhile is told so and may sign in again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from firereg.domain.roles import Role
from firereg.services import history, journal, rounds, unfinished
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft
from firereg.store import models as t
from firereg.ui.main_window import MainWindow
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.by_name import page_class
from firereg.ui.pages.support.round_form import RoundForm
from tests.small_ward import ROUND_DAY
from tests.ui.conftest import Said, words_of

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO = Qt.KeyboardModifier.NoModifier
LOOKING = {
    *("Find", "Fetch again", "Lock", "Another user…", "Quit", "Guide", "Keys"),
    *("Export the list", "Export for the public", "Print", "Print the list", "Print the sheets"),
    *("Export to Excel", "Save as Excel", "Show its extinguishers", "Show these extinguishers"),
    *("Show the extinguisher", "Filter", "Back up now", "Back up to a file…"),
    "Check of the registry…",
    *("Change my password…", "Change my password"),
    *("Show the list", "Its receipts", "Not given yet", "Eligible, not on the list"),
    *("Show the receipt", "Show the household", "List of the entitled"),
    *("Print the roster", "Hours of the month", "Print the hours"),
    *("Pledge", "Look at the signed pledge", "Report", "Report of the year", "Copy the link"),
}
"""The words of all that somebody finds in the window who may only look."""
Open = Callable[[Role], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot, registry: Registry, tmp_path: Path) -> Iterator[Open]:
    """A function that opens the window as somebody in that role."""
    made: list[MainWindow] = []

    def open_as(role: Role) -> MainWindow:
        t.User.update(role=role).execute()
        registry.role = role
        window = MainWindow(registry, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_as
    for window in made:
        qtbot.waitUntil(lambda window=window: not window.desk.jobs.busy)
        window.close()


def offered(widget: QWidget) -> set[str]:
    """The words of every action and every button with words that can be seen in a widget."""
    actions = {
        one.text() for one in widget.findChildren(QAction) if one.isVisible() and one.parent() is widget
    }
    buttons = {one.text() for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget)}
    return {words for words in actions | buttons if words}


def shown(qtbot: QtBot, window: MainWindow, name: str) -> QWidget:
    """A page with its first row chosen."""
    window.show_page(name)
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    page = window.pages[name]
    listed = getattr(page, "list", page)
    if isinstance(listed, ListPage) and listed.model.rowCount():
        listed.table.setCurrentIndex(listed.model.index(0, 0))
    return listed


def test_who_may_only_look_finds_nothing_else_in_the_window(qtbot, opened):
    window = opened(Role.VIEWER)
    sidebar = {one.text() for one in window.sidebar.findChildren(QPushButton)}
    found: dict[str, set[str]] = {"window": offered(window)}
    for name in window.page_names():
        if not window.desk.may(page_class(name).right):
            window.show_page(name)
            assert name not in window.pages
            continue
        page = shown(qtbot, window, name)
        found[name] = offered(page)
        if name == "settings":
            tabs = window.pages["settings"].tabs
            assert [tabs.tabText(number) for number in range(tabs.count())] == [
                "Language and looks",
                "Backups",
            ]
            tabs.setCurrentIndex(1)
            found["backups"] = offered(tabs)
    assert {
        name: words - LOOKING - sidebar for name, words in found.items() if words - LOOKING - sidebar
    } == {}


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMIN])
def test_who_records_finds_it(qtbot, opened, role):
    window = opened(role)
    assert {"New handover", "Undo", "Redo"} <= offered(window)
    households = offered(shown(qtbot, window, "households"))
    assert {
        "Hand over to this household",
        "Change",
        "Show ID and phone numbers",
        "Import a list",
    } <= households
    assert {"Print", "Cancel the receipt"} <= offered(shown(qtbot, window, "handovers"))
    settings = window.pages["settings"]
    assert ({"ward", "kinds", "intervals"} <= {*settings.tabs.names()}) is (role is Role.ADMIN)
    assert {"groups", "receipts"} <= {*settings.tabs.names()}


def test_keys_do_nothing_for_who_may_only_look(qtbot, opened, registry):
    window = opened(Role.VIEWER)
    before = journal.entries()
    page = shown(qtbot, window, "households")
    page.table.setFocus()
    keys = (
        *((Qt.Key.Key_N, CONTROL), (Qt.Key.Key_N, CONTROL | SHIFT), (Qt.Key.Key_I, CONTROL)),
        *((Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_M, CONTROL), (Qt.Key.Key_P, CONTROL)),
        *((Qt.Key.Key_F2, NO), (Qt.Key.Key_F4, NO), (Qt.Key.Key_Return, NO)),
    )
    for key, modifier in keys:
        QTest.keyClick(page.table, key, modifier)
        assert window._stack.currentWidget() is window.pages["households"], key
        assert page.side.currentWidget() is page.panel, key
    assert journal.entries() == before
    assert "0912 345 678" not in words_of(page)


def test_a_row_without_anything_to_do_has_no_menu(qtbot, opened):
    window = opened(Role.VIEWER)
    page = shown(qtbot, window, "households")
    page.table.customContextMenuRequested.emit(page.table.rect().center())
    assert QApplication.activePopupWidget() is None


def test_an_empty_list_offers_no_first_step_to_who_may_not_take_it(qtbot, opened):
    window = opened(Role.VIEWER)
    page = shown(qtbot, window, "programmes")
    assert "There is nothing here yet." in words_of(page)
    assert "New programme" not in offered(page)


def test_the_foot_says_who_is_signed_in_as_what(opened):
    assert opened(Role.CLERK)._foot.text().endswith("Nguyễn Thị Mẫu (clerk)")


def test_what_a_clerk_left_half_filled_is_not_offered_to_who_may_only_look(qtbot, opened, registry):
    unfinished.keep(registry, unfinished.new_key(registry, "household"), "Lê Thị Mới", {})
    assert not opened(Role.VIEWER).pages["overview"].unfinished.text()


def test_who_lost_a_right_meanwhile_is_refused_and_may_sign_in_again(qtbot, opened, registry):
    window = opened(Role.CLERK)
    asked: list[bool] = []
    window.desk.sign_in_wanted.disconnect()
    window.desk.sign_in_wanted.connect(lambda: asked.append(True))
    said = Said(window.desk)
    t.User.update(role=Role.VIEWER).execute()
    assert not window.desk.attempt(lambda: rounds.add(registry, RoundDraft("Đợt mới", ROUND_DAY)))
    assert said.last == "Your account may not do this. Nothing was changed. Ask the administrator."
    said.undo()
    t.User.update(role=Role.CLERK, active=False).execute()
    assert not window.desk.attempt(lambda: rounds.add(registry, RoundDraft("Đợt mới", ROUND_DAY)))
    assert said.last.startswith("This account was disabled.")
    said.undo()
    assert asked == [True, True]


def test_a_form_says_that_the_right_is_gone_and_keeps_what_was_typed(desk, said, qtbot):
    form = RoundForm(desk)
    qtbot.addWidget(form)
    form.open_new()
    form.lines["name"].setText("Đợt mới")
    t.User.update(role=Role.VIEWER).execute()
    form.submit()
    assert form.message.text() == said.last != ""
    assert said.can_undo  # the offer to sign in again
    assert form.lines["name"].text() == "Đợt mới"


def test_another_s_work_is_refused_without_an_offer_to_sign_in(opened, registry):
    window = opened(Role.CLERK)
    said = Said(window.desk)
    other = t.User.create(name="hoa", full_name="Hoa", role="clerk", created_at=registry.now())
    t.Change.update(user=other.id).execute()
    change = t.Change.select().order_by(t.Change.id.desc()).first()
    window.desk.attempt(lambda: history.take_back(registry, change.id))
    assert said.last == "Hoa did this. Only they or the administrator can take it back."
    assert not said.can_undo
