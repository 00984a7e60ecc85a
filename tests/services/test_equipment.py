from dataclasses import replace
from datetime import date

import pytest

from firereg.domain.equipment import State
from firereg.domain.schedule import Clock
from firereg.errors import BadInputError, ConflictError
from firereg.services import clocks, deliveries, equipment, equipment_edit
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.equipment import ExtinguisherFilter
from tests.small_ward import give, row_counts

NEW = ExtinguisherDraft("PC-0100", "MFZL4", date(2023, 3, 1), date(2023, 9, 1))


def test_what_is_received_is_in_stock_with_its_clocks(registry):
    (new_id,) = deliveries.receive(registry, [replace(NEW, serial=" pc-0100 ")])
    row = equipment.by_serial("PC-0100")
    assert (row.id, row.state, row.household_id) == (new_id, State.IN_STOCK, None)
    assert (row.next_clock, row.next_due) == (Clock.MAINTENANCE, date(2024, 3, 1))
    assert clocks.due_of(new_id) == {
        Clock.MAINTENANCE: date(2024, 3, 1),
        Clock.FULL_SERVICE: date(2028, 3, 1),
        Clock.HYDROSTATIC: date(2028, 3, 1),
    }


@pytest.mark.parametrize(
    ("wrong", "kind", "field"),
    [
        ({"serial": "pc-0001"}, ConflictError, None),
        ({"serial": " "}, BadInputError, "serial"),
        ({"serial": "9" * 41}, BadInputError, "serial"),
        ({"kind_code": "MFZL40"}, BadInputError, "kind_code"),
        ({"made_on": date(2023, 9, 2)}, BadInputError, "made_on"),
        ({"made_on": date(2023, 10, 21)}, BadInputError, "made_on"),
        ({"received_on": date(2023, 10, 21)}, BadInputError, "received_on"),
    ],
)
def test_a_delivery_is_taken_whole_or_not_at_all(wrong, kind, field, registry):
    before = row_counts()
    with pytest.raises(kind) as refused:
        deliveries.receive(registry, [NEW, replace(NEW, **{"serial": "PC-0101"} | wrong)])
    assert getattr(refused.value, "field", None) == field
    assert row_counts() == before
    assert equipment.suggest("PC-0100") == []


def test_a_serial_twice_in_one_delivery_is_told(registry):
    with pytest.raises(ConflictError, match="PC-0100"):
        deliveries.receive(registry, [NEW, replace(NEW, serial="pc - 0100")])


def test_an_unknown_age_is_said(registry):
    row = equipment.by_serial("PC-0003")
    assert clocks.due_of(row.id) == {
        Clock.MAINTENANCE: date(2024, 9, 1),
        Clock.FULL_SERVICE: None,
        Clock.HYDROSTATIC: None,
    }
    assert clocks.due_of(equipment.by_serial("MI-0002").id) == {Clock.DISCARD: None}


def test_a_serial_that_does_not_exist_is_told(registry):
    for serial in ("PC-9999", "", "\udcff", "x" * 500):
        with pytest.raises(BadInputError) as refused:
            equipment.by_serial(serial)
        assert refused.value.field == "serial"


def test_what_is_in_stock_is_found_behind_many_that_are_not(registry):
    deliveries.receive(registry, [replace(NEW, serial=f"ZZ-{n:04}") for n in range(60)])
    with registry.transaction():
        for n in range(59):
            give(registry, 1 + n % 8, f"ZZ-{n:04}")
    assert [row.serial for row in equipment.suggest("zz", state=State.IN_STOCK)] == ["ZZ-0059"]
    assert equipment.suggest("zz 0003")[0].serial == "ZZ-0003"
    assert equipment.count_by_state() == {State.IN_STOCK: 7, State.WITH_HOUSEHOLD: 59}
    assert equipment.count(ExtinguisherFilter(text="zz", state=State.WITH_HOUSEHOLD)) == 59
    assert equipment.count(ExtinguisherFilter(kind_code="MT3")) == 1


def test_a_serial_is_found_without_its_punctuation(registry):
    assert [row.serial for row in equipment.suggest("pc0002")] == ["PC-0002"]
    assert [row.serial for row in equipment.suggest("pc 0002")] == ["PC-0002"]


def test_the_label_finds_it_first(registry):
    equipment_edit.edit(registry, 2, {"label": "PC-0001"})
    edited = [row.id for row in equipment.suggest("pc-0001")]
    assert edited == [1, 2]
    equipment_edit.edit(registry, 4, {"label": "0003"})
    assert [row.id for row in equipment.suggest("0003")] == [4, 3]


def test_the_filters_of_the_list(registry):
    def listed(**which):
        rows = equipment.extinguisher_page(ExtinguisherFilter(**which))
        assert equipment.count(ExtinguisherFilter(**which)) == len(rows)
        return [row.id for row in rows]

    give(registry, 1, "PC-0001")
    give(registry, 5, "PC-0002")
    assert listed(group_id=1) == [1]
    assert listed(donor="Công ty Mẫu") == [1]
    assert listed(made_unknown=True) == [6, 3]
    assert listed(made_before=date(2018, 10, 20)) == [5]
    assert listed(group_id=2, state=State.WITH_HOUSEHOLD, text="pc") == [2]
    assert listed(delivery_id=99) == []
    row = equipment.by_id(1)
    assert (row.group_number, row.group_ward) == (7, "Dư Hàng Kênh")
