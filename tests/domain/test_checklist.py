import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.checklist import (
    MOST_CO2_LOST,
    Item,
    checklist,
    co2_lost,
    is_weighed,
    joined,
    letter,
    parted,
)
from firereg.domain.equipment import KINDS, spare_doubts
from firereg.domain.labels import item_label

KIND = {kind.code: kind for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_needle_is_looked_at_where_there_is_one_else_it_is_weighed(kind):
    items = checklist(kind)
    assert (Item.GAUGE in items) == kind.has_gauge != is_weighed(kind)
    assert set(items) | {Item.GAUGE} == set(Item)


def test_the_letters_are_those_of_the_standard():
    assert [letter(item) for item in Item] == list("abcdefg")
    assert (letter(Item.SEAL), letter(Item.GAUGE)) == ("d", "g")
    assert len({item_label(item) for item in Item}) == len(Item)


@given(st.lists(st.sampled_from(Item)))
def test_what_is_kept_is_read_back_in_order(items):
    assert parted(joined(items)) == tuple(item for item in Item if item in items)


def test_a_code_that_is_none_is_refused():
    with pytest.raises(ValueError, match="pin"):
        parted("seal,pin")


def test_the_loss_of_gas_is_set_against_the_gas_alone():
    mt3 = KIND["MT3"]
    assert co2_lost(mt3, 11_000, 10_820) == pytest.approx(0.06)
    assert not co2_lost(mt3, 11_000, 10_820) > MOST_CO2_LOST
    assert co2_lost(mt3, 11_000, 10_800) > MOST_CO2_LOST
    assert co2_lost(mt3, 11_000, 11_200) < 0
    assert co2_lost(KIND["MF8"], 12_000, 9_000) is None


@pytest.mark.parametrize(
    ("own", "spare", "doubts"),
    [
        ("MFZL4", "MFZL4", 0),
        ("MFZL4", "MFZL8", 0),
        ("MFZL4", "MFZ4", 0),
        ("MFZL8", "MFZL4", 1),
        ("MT3", "MFZL4", 1),
        ("MPZ9", "MSZ9", 0),
        ("MHF4", "MT3", 2),
    ],
)
def test_a_spare_is_of_the_same_type_and_holds_as_much(own, spare, doubts):
    assert len(spare_doubts(KIND[own], KIND[spare])) == doubts
