"""A list in which nothing fits the filters says so and takes them away; one with nothing in it has a first step."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from firereg.services import scans
from firereg.services.scans import SignedPage
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage, ListPage
from firereg.ui.pages.checks.inspections_page import InspectionsPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.pages.handovers.handover_list import HandoverListPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from firereg.ui.pages.programmes.alerts_page import AlertsPage
from firereg.ui.pages.settings.journal_page import JournalPage
from tests.ui.conftest import words_of

TAKE_AWAY = "Take the filters away"
NOTHING = {
    HouseholdsPage: "Nothing fits these filters.",
    ExtinguishersPage: "Nothing fits these filters.",
    HandoverListPage: "Nothing fits these filters.",
    AlertsPage: "Nothing fits these filters.",
    InspectionsPage: "Nothing is overdue here.",
    JournalPage: "Nothing fits these filters.",
}


def offered(page: ListPage) -> list[str]:
    """The buttons that stand in the empty list."""
    return [one.text() for one in page.table.findChildren(QAbstractButton) if one.isVisible() and one.text()]


@pytest.mark.parametrize("kind", NOTHING, ids=lambda kind: kind.name)
def test_nothing_that_fits_is_no_empty_register(
    kind: type[ListPage], qtbot: QtBot, desk: Desk, show: Callable[[DeskPage], None]
) -> None:
    page = kind(desk)
    show(page)
    before = page.model.rowCount()
    page.set_filter("text", "không có gì tên như vậy")
    assert NOTHING[kind] in words_of(page)
    assert offered(page) == [TAKE_AWAY]
    qtbot.mouseClick(page._unfit.step, Qt.MouseButton.LeftButton)
    assert (page.filters, page._search.text(), page.model.rowCount()) == ({}, "", before)


def test_every_receipt_that_came_back_is_good_news(desk: Desk, show: Callable[[DeskPage], None]) -> None:
    page = HandoverListPage(desk)
    show(page)
    scans.keep(desk.registry, [SignedPage(one, b"\xff\xd8", "image/jpeg") for one in (1, 2, 3, 4)])
    page.set_filter("unsigned", True)
    assert "Every receipt has its signed paper." in words_of(page)
    assert offered(page) == [TAKE_AWAY]
    page.set_filter("text", "hoa")
    assert "Nothing fits these filters." in words_of(page)


def test_a_list_with_nothing_in_it_offers_the_first_step(
    desk: Desk, show: Callable[[DeskPage], None]
) -> None:
    page = AlertsPage(desk)
    show(page)
    assert offered(page) == ["New report"]


def test_a_day_is_taken_away_with_the_other_filters(desk: Desk, show: Callable[[DeskPage], None]) -> None:
    page = JournalPage(desk)
    show(page)
    page.days["since"].set(date(2099, 1, 1))
    assert offered(page) == [TAKE_AWAY]
    page._unfit.step.click()
    assert page.days["since"].day() is None
    assert page.model.rowCount() > 0
