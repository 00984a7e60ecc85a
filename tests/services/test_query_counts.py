"""A page of a hundred rows asks as often as a page of one: nothing is fetched row by row."""

from datetime import date

import pytest
from playhouse.test_utils import count_queries

from firereg.services import (
    clocks,
    deliveries,
    equipment,
    find,
    handover_list,
    households,
    overdue,
    overview,
    papers,
    receipts,
    round_papers,
)
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.households import HouseholdDraft
from tests.small_ward import CASH, give

LATER = date(2030, 1, 1)

READERS = {
    "households": households.household_page,
    "extinguishers": lambda registry: equipment.extinguisher_page(),
    "handovers": lambda registry: handover_list.handover_page(),
    "overdue": lambda registry: overdue.overdue_page(LATER),
    "overdue, all": lambda registry: overdue.overdue_all(LATER),
    "overdue, on paper": lambda registry: papers.overdue_list(LATER),
    "sign list": lambda registry: round_papers.sign_list(registry, 1, "Cán bộ Mẫu"),
    "receipts": lambda registry: receipts.issued(registry, [row.id for row in handover_list.handover_page()]),
    "due dates": lambda registry: clocks.derive([row.id for row in equipment.extinguisher_page()]),
    "search": lambda registry: find.find(registry, "mau"),
    "overview": overview.overview,
}


def fill(registry, number: int) -> None:
    with registry.transaction():
        new = ExtinguisherDraft(f"ZZ-{number:03}", "MFZL4", date(2023, 1, 1), donor="Mẫu")
        deliveries.receive(registry, [new])
        row = households.add(registry, HouseholdDraft(f"Hộ Mẫu {number}", 1 + number % 2))
        give(registry, row.id, f"ZZ-{number:03}", gifts=(CASH,), round_id=1)


@pytest.fixture
def with_one(registry):
    fill(registry, 0)
    return registry


def test_the_number_of_queries_does_not_grow(with_one):
    def asked() -> dict[str, int]:
        counts = {}
        for name, read in READERS.items():
            with count_queries() as counter:
                read(with_one)
            counts[name] = counter.count
        return counts

    few = asked()
    assert all(count > 0 for count in few.values())
    for number in range(1, 101):
        fill(with_one, number)
    assert len(handover_list.handover_page()) == 100
    more = asked()
    # A full first page of whole words spares the search its second question.
    assert {name: (few[name], more[name]) for name in few if more[name] > few[name]} == {}
