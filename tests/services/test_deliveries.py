"""Deliveries: all or none, listed with where they are, and taken back while nothing was built on them."""

from dataclasses import replace
from datetime import date

import pytest

from firereg.domain.equipment import State
from firereg.errors import BadInputError, ConflictError
from firereg.services import deliveries, equipment, equipment_moves, health, history, inspections
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.inspections import InspectionDraft
from firereg.store import models as t
from tests.small_ward import give, row_counts

DAY = date(2023, 10, 2)
DELIVERY = DeliveryDraft(DAY, " Công ty  Mẫu ", "Biên bản số 12", "đợt 1")
THREE = [
    ExtinguisherDraft(f"TM-{n}", "MFZL4", date(2023, 3, 1), label=f"DHK-{n}", price_dong=350_000)
    for n in (1, 2, 3)
]


def test_what_a_draft_leaves_open_is_the_deliverys(registry):
    ids = deliveries.receive(registry, [*THREE, ExtinguisherDraft("TM-4", "MT3", donor="Ông Mẫu")], DELIVERY)
    rows = [t.Extinguisher.get_by_id(one) for one in ids]
    assert {(row.received_on, row.delivery_id, row.state) for row in rows} == {(DAY, 1, State.IN_STOCK)}
    assert [row.donor for row in rows] == ["Công ty Mẫu"] * 3 + ["Ông Mẫu"]
    assert (rows[0].label, rows[0].price_dong, rows[3].label, rows[3].price_dong) == (
        "DHK-1",
        350_000,
        "",
        None,
    )
    (listed,) = deliveries.deliveries()
    assert (listed.day, listed.donor, listed.document, listed.note) == (
        DAY,
        "Công ty Mẫu",
        "Biên bản số 12",
        "đợt 1",
    )
    assert deliveries.donors() == ["Công ty Mẫu", "Ông Mẫu"]
    assert equipment.suggest("tm3")[0].serial == "TM-3"
    assert health.check(registry) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"serial": " "}, "serial"),
        ({"kind_code": "MFZL6"}, "kind_code"),
        ({"made_on": date(2023, 11, 1)}, "made_on"),
        ({"made_on": date(2023, 10, 3)}, "made_on"),
        ({"price_dong": -1}, "price_dong"),
    ],
)
def test_one_wrong_extinguisher_stops_the_delivery(registry, wrong, field):
    before = row_counts()
    with pytest.raises(BadInputError) as refused:
        deliveries.receive(registry, [*THREE, replace(ExtinguisherDraft("TM-9", "MFZL4"), **wrong)], DELIVERY)
    assert refused.value.field == field
    assert row_counts() == before


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (ExtinguisherDraft("pc - 0001", "MFZL4"), "PC-0001"),
        (ExtinguisherDraft("tm-1", "MFZL4"), "TM-1"),
        (ExtinguisherDraft("TM-9", "MFZL4", label="dhk-1"), "DHK-1"),
    ],
)
def test_numbers_are_there_once(registry, one, said):
    before = row_counts()
    with pytest.raises(ConflictError, match=said):
        deliveries.receive(registry, [*THREE, one], DELIVERY)
    assert row_counts() == before


def test_a_delivery_of_tomorrow_is_refused(registry):
    with pytest.raises(BadInputError, match="21/10/2023"):
        deliveries.receive(registry, THREE, DeliveryDraft(date(2023, 10, 21)))
    with pytest.raises(BadInputError) as refused:
        deliveries.receive(registry, THREE, 7)
    assert refused.value.field == "delivery"


def test_the_list_says_where_they_are(registry):
    first = deliveries.receive(registry, THREE, DELIVERY)
    deliveries.receive(registry, [ExtinguisherDraft("TM-7", "MT3")], DeliveryDraft(DAY, "Ông Mẫu"))
    give(registry, 1, "TM-1")
    equipment_moves.move(registry, first[1], State.AT_SERVICE)
    old, new = deliveries.deliveries()[::-1]
    assert (old.received, old.in_stock, old.with_households, old.elsewhere) == (3, 1, 1, 1)
    assert (new.donor, new.received, new.in_stock) == ("Ông Mẫu", 1, 1)
    assert deliveries.deliveries("Ông Mẫu") == [new]


def test_a_delivery_goes_back_out_and_in_again(registry):
    before = row_counts()
    deliveries.receive(registry, THREE[:1], DELIVERY)
    deliveries.receive(registry, THREE[1:], 1)
    deliveries.take_back(registry, 1)
    assert deliveries.deliveries() == []
    assert equipment.suggest("tm-1") == []
    after = row_counts()
    assert {name for name in before if after[name] != before[name]} <= {
        "Change",
        "ChangedRow",
        "JournalEntry",
    }
    assert health.check(registry) == []
    history.redo(registry)
    history.redo(registry)
    assert deliveries.deliveries()[0].received == 3
    assert equipment.suggest("tm-1")[0].label == "DHK-1"
    assert health.check(registry) == []


def handed_over(registry, one):
    give(registry, 1, "TM-2")


def moved(registry, one):
    equipment_moves.move(registry, one, State.AT_SERVICE)


def looked_at(registry, one):
    inspections.inspect(registry, InspectionDraft("TM-2", DAY, True))


@pytest.mark.parametrize("use", [handed_over, moved, looked_at])
def test_what_was_put_to_use_stays(registry, use):
    ids = deliveries.receive(registry, THREE, DELIVERY)
    use(registry, ids[1])
    before = row_counts()
    with pytest.raises(ConflictError, match="TM-2"):
        deliveries.take_back(registry, 1)
    assert row_counts() == before


def test_a_delivery_that_grew_is_not_undone_alone(registry):
    deliveries.receive(registry, THREE[:1], DELIVERY)
    first = history.undoable(registry)
    deliveries.receive(registry, THREE[1:], 1)
    with pytest.raises(ConflictError, match="02/10/2023"):
        history.take_back(registry, first.id)


def test_thousands_come_in_at_once(registry):
    drafts = [ExtinguisherDraft(f"MANY-{n:05}", "MFZL4", date(2023, 3, 1)) for n in range(3000)]
    assert len(deliveries.receive(registry, drafts, DELIVERY)) == 3000
    assert deliveries.deliveries()[0].in_stock == 3000
