"""1366 x 768 at 150 %: what stands in a list is read without scrolling it sideways."""

import pytest
from pytestqt.qtbot import QtBot

from firereg.ui.desk import Desk
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.checks.faults_page import FaultsPage
from firereg.ui.pages.checks.inspections_page import InspectionsPage
from firereg.ui.pages.checks.walks_page import WalksPage
from firereg.ui.pages.equipment.balance_page import BalancePage
from firereg.ui.pages.equipment.deliveries_page import DeliveriesPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from firereg.ui.pages.households.households_page import HouseholdsPage

_PAGES = (
    HouseholdsPage,
    ExtinguishersPage,
    DeliveriesPage,
    BalancePage,
    HandoversPage,
    InspectionsPage,
    FaultsPage,
    WalksPage,
)


@pytest.mark.parametrize("kind", _PAGES, ids=lambda kind: kind.name)
def test_a_list_fits_its_place(desk: Desk, kind: type, qtbot: QtBot) -> None:
    page = kind(desk)
    qtbot.addWidget(page)
    page.resize(850, 430)
    page.show()
    page.refresh()
    whole = [page] if isinstance(page, ListPage) else page.findChildren(ListPage)
    for one in whole:
        assert one.table.horizontalScrollBar().maximum() == 0


def test_a_form_that_begins_in_its_middle_shows_where_it_begins(desk: Desk, qtbot: QtBot) -> None:
    page = ExtinguishersPage(desk)
    qtbot.addWidget(page)
    page.resize(850, 370)
    page.show()
    qtbot.waitExposed(page)
    page.refresh()
    page._open_receive()
    field = page.receive.kind
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() == field.height())
