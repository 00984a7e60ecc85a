"""Deliveries and the balance of the stock: what came, where it is, and the way to each extinguisher."""

from collections.abc import Callable
from datetime import date

import pytest

from firereg.services import deliveries, equipment
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage, ListPage
from firereg.ui.pages.equipment.balance_page import BalancePage
from firereg.ui.pages.equipment.deliveries_page import DeliveriesPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from tests.small_ward import give
from tests.ui.conftest import Said, words_of

DRAFTS = [ExtinguisherDraft(f"TM-{n}", "MFZL4") for n in (1, 2, 3)]


@pytest.fixture(autouse=True)
def delivered(desk: Desk) -> None:
    deliveries.receive(desk.registry, DRAFTS, DeliveryDraft(date(2024, 4, 2), "Ông Mẫu", "Biên bản số 7"))
    deliveries.receive(
        desk.registry, [ExtinguisherDraft("TM-9", "MT3")], DeliveryDraft(date(2024, 5, 2), "Bà Mẫu")
    )
    give(desk.registry, 6, "TM-1", day=date(2024, 5, 3))


def shown(page: ListPage, row: int) -> list[str]:
    return [str(page.model.data(page.model.index(row, x))) for x in range(page.model.columnCount())]


def test_deliveries_say_where_their_extinguishers_are(desk: Desk, show: Callable[[DeskPage], None]) -> None:
    page = DeliveriesPage(desk)
    show(page)
    assert shown(page, 0) == ["02/05/2024", "Bà Mẫu", "", "1", "1", "0", "0"]
    assert shown(page, 1) == ["02/04/2024", "Ông Mẫu", "Biên bản số 7", "3", "2", "1", "0"]
    assert page.figures() == "4 extinguishers"
    page.set_filter("text", "so 7")
    assert (page.model.rowCount(), page.figures()) == (1, "3 extinguishers")
    page.set_filter("text", "")
    page.set_filter("donor", "Ông Mẫu")
    assert page.model.rowCount() == 1
    page.table.selectRow(0)
    assert "Biên bản số 7" in words_of(page.panel)


def test_from_a_delivery_to_its_extinguishers(desk: Desk, show: Callable[[DeskPage], None]) -> None:
    page, asked = DeliveriesPage(desk), []
    desk.go = lambda name, target=None: asked.append((name, target))  # type: ignore[method-assign]
    show(page)
    page.table.selectRow(1)
    page._show.trigger()
    assert asked == [("extinguishers", {"delivery_id": 1})]
    listed = ExtinguishersPage(desk)
    listed.show_target({"delivery_id": 1})
    assert [listed.model.data(listed.model.index(row, 0)) for row in range(3)] == ["TM-1", "TM-2", "TM-3"]
    listed.deleteLater()


def test_a_delivery_is_taken_back_while_nothing_was_built_on_it(
    desk: Desk, show: Callable[[DeskPage], None], said: Said
) -> None:
    page = DeliveriesPage(desk)
    show(page)
    page.table.selectRow(0)
    page._take_back.trigger()
    assert said.last == "The delivery of 02/05/2024 was taken back."
    assert page.model.rowCount() == 1
    page.table.selectRow(0)
    page._take_back.trigger()
    assert "TM-1" in said.last
    assert equipment.count() == 9


def test_the_balance_leads_to_what_stands_behind_it(desk: Desk, show: Callable[[DeskPage], None]) -> None:
    page, asked = BalancePage(desk), []
    desk.go = lambda name, target=None: asked.append((name, target))  # type: ignore[method-assign]
    show(page)
    assert page.figures() == "10 received, 5 in stock"
    rows = [shown(page, row)[:5] for row in range(page.model.rowCount())]
    assert ["MFZL4", "Ông Mẫu", "3", "2", "1"] in rows
    page.table.selectRow(rows.index(["MFZL4", "Ông Mẫu", "3", "2", "1"]))
    assert "Bình bột ABC 4 kg" in words_of(page.panel)
    page._show.trigger()
    assert asked == [("extinguishers", {"kind_code": "MFZL4", "donor": "Ông Mẫu"})]
    page.set_filter("text", "bot ong")
    assert page.figures() == "3 received, 2 in stock"
    page.set_filter("text", "")
    page.set_filter("kind", "MT3")
    assert {shown(page, row)[0] for row in range(page.model.rowCount())} == {"MT3"}
