"""The calendar, the yearly report, stickers and reminders in the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from firereg.domain.poverty import Category
from firereg.services import coverage, equipment_report, overdue, reminders
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.checks.calendar_page import CalendarPage
from firereg.ui.pages.checks.inspections_page import InspectionsPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from firereg.ui.pages.reports_page import CoveragePage, ReportsPage
from firereg.ui.print_preview import PrintPreview
from firereg.ui.widgets.page_tabs import PageTabs
from tests.ui.conftest import words_of


def test_the_calendar_counts_what_falls_due_and_what_was_overdue(
    desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    page = CalendarPage(desk)
    show(page)
    today = desk.registry.today()
    assert [figure.label for figure in page.ahead.figures][:2] == ["05/24", "06/24"]
    assert len(page.ahead.figures) == 12
    assert page.unknown.text().startswith("2 extinguishers are not in this table")
    qtbot.waitUntil(lambda: bool(page.behind.figures), timeout=20_000)
    now = sum(overdue.overdue_counts(today).values())
    assert page.behind.figures[-1].count == now > 0


def test_the_pages_of_checks_stand_beside_each_other(desk: Desk, show: Callable[[DeskPage], None]) -> None:
    page = CalendarPage(desk)
    show(page)
    asked: list[str] = []
    desk.wanted.connect(lambda name, _target: asked.append(name))
    tabs = page.findChild(PageTabs)
    tabs.setCurrentIndex(1)
    assert asked == ["faults"]
    assert tabs.currentIndex() == 3


def test_the_report_of_a_year_is_seen_as_it_prints(
    desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    page = ReportsPage(desk)
    show(page)
    qtbot.waitUntil(lambda: page.preview.page_count() > 0, timeout=20_000)
    assert page._told is not None
    assert page._told.report.totals.extinguishers == 6
    page.choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page._told is not None and page._told.report.year == 2023, timeout=20_000)
    assert page._told == equipment_report.figures(desk.registry, 2023)


def test_the_report_on_support_is_seen_and_saved(
    desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    page = CoveragePage(desk)
    show(page)
    qtbot.waitUntil(lambda: page.preview.page_count() > 0, timeout=20_000)
    told = page._told
    assert told == coverage.coverage(desk.registry, Category.NEAR_POOR, desk.registry.today())
    page.choice.setCurrentIndex(page.choice.findData(Category.POOR))
    qtbot.waitUntil(lambda: page._told.category == "hộ nghèo", timeout=20_000)
    asked: list[str] = []
    desk.wanted.connect(lambda name, _target: asked.append(name))
    page.findChild(PageTabs).setCurrentIndex(0)
    assert asked == ["reports"]


def test_stickers_of_the_chosen_extinguishers_are_shown_to_be_printed(
    desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    page = ExtinguishersPage(desk)
    show(page)
    page.labels.submit()
    assert "Choose" in page.labels.form.rows["stock"].error()
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.table.selectAll()
    page._labels.trigger()
    panel = page.labels
    panel.start.setValue(3)
    panel.right.setValue(1.5)
    panel.submit()
    qtbot.waitUntil(lambda: desk.window.findChild(PrintPreview) is not None, timeout=20_000)
    desk.window.findChild(PrintPreview).reject()
    panel.begin(["PC-0001"])
    assert (panel.start.value(), panel.right.value()) == (1, 1.5)


def test_a_reminder_is_copied_without_numbers_and_remembered(
    desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    page = InspectionsPage(desk)
    show(page)
    page._remind.trigger()
    panel = page.reminder
    qtbot.waitUntil(lambda: panel.group.count() == 2, timeout=20_000)
    assert "Đặng Thị Hoà" in panel.text.toPlainText()
    panel.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "Đặng Thị Hoà" in copied
    assert "031165001234" not in copied
    assert "0912" not in copied
    assert reminders.last_reminded() == {1: desk.registry.today()}
    panel.group.setCurrentIndex(0)
    assert "Reminded last on 20/05/2024" in words_of(panel)
    panel.names.setChecked(False)
    qtbot.waitUntil(lambda: "Đặng Thị Hoà" not in panel.text.toPlainText(), timeout=20_000)


def test_stickers_for_the_doors_of_the_chosen_households(
    desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    page = HouseholdsPage(desk)
    show(page)
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    panel = page.work.labels
    assert page.side.currentWidget() is panel
    assert f"{page.model.rowCount()} households" in words_of(panel)
    names = [panel.what.itemText(n) for n in range(panel.what.count())]
    assert len(names) == 2
    panel.what.setCurrentIndex(1)
    panel.start.setValue(99)
    assert panel.start.value() == 10  # as many as the sheet has
    panel.submit()
    qtbot.waitUntil(lambda: desk.window.findChild(PrintPreview) is not None, timeout=20_000)
    desk.window.findChild(PrintPreview).reject()
    panel.begin(page.work.rows()[:1])
    assert (panel.what.currentText(), panel.start.value()) == (names[1], 1)
    assert page.work.rows()[0].head_name in words_of(panel)


def test_the_first_row_is_chosen_when_the_focus_comes_to_the_list(
    desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    page = HouseholdsPage(desk)
    show(page)
    assert page.table.chosen_rows() == []
    page.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    assert [row.id for row in page.table.chosen_rows()] == [page.table.current_row().id]
