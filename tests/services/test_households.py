from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from firereg.domain.poverty import Category
from firereg.errors import BadInputError, ConflictError
from firereg.services import households, journal
from firereg.services.households import HouseholdDraft, HouseholdFilter
from tests.small_ward import HOUSEHOLDS, NOW, give, row_counts


def test_each_group_counts_its_own_codes(registry):
    assert [households.add(registry, HouseholdDraft("Lê Thị Mới", group)).code for group in (1, 2, 1)] == [
        "TDP07-0005",
        "TDP70-0005",
        "TDP07-0006",
    ]


def test_a_code_stays_when_the_household_moves_and_is_not_given_again(registry):
    _note, seen = households.note_of(4)
    moved = households.change(registry, 4, replace(HOUSEHOLDS[3], group_id=2), seen)
    assert (moved.code, moved.group_number) == ("TDP07-0004", 70)
    assert households.add(registry, HouseholdDraft("Lê Thị Mới", 1)).code == "TDP07-0005"


def test_what_is_typed_is_kept_clean(registry):
    row = households.add(
        registry,
        HouseholdDraft("  Bùi\tThị  Mận ", 1, id_number="031 065 001 234", phone="+84 912.345.678"),
    )
    assert (row.head_name, row.id_number, row.phone) == ("Bùi Thị Mận", "031065001234", "0912345678")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"head_name": " "}, "head_name"),
        ({"head_name": "a" * 500}, "head_name"),
        ({"head_name": "Lê\x07"}, "head_name"),
        ({"group_id": None}, "group_id"),
        ({"persons": 0}, "persons"),
        ({"persons": 100}, "persons"),
        ({"born_year": 65}, "born_year"),
        ({"sex": "nam"}, "sex"),
        ({"id_number": "03106500123"}, "id_number"),
        ({"phone": "12345"}, "phone"),
        ({"address": "a" * 201}, "address"),
    ],
)
def test_a_wrong_input_is_named_and_nothing_is_kept(wrong, field, registry):
    before = row_counts()
    with pytest.raises(BadInputError) as refused:
        households.add(registry, replace(HouseholdDraft("Lê Thị Mới", 1), **wrong))
    assert refused.value.field == field
    assert row_counts() == before


def test_a_stale_form_does_not_overwrite_the_change_of_another(registry):
    _note, seen = households.note_of(1)
    households.change(registry, 1, replace(HOUSEHOLDS[0], phone=""), seen)  # within the same second
    with pytest.raises(ConflictError, match="Đặng Thị Hoà"):
        households.change(registry, 1, replace(HOUSEHOLDS[0], persons=9), seen)
    assert households.by_id(1, registry.today()).persons == 4
    _note, seen = households.note_of(1)
    assert households.change(registry, 1, replace(HOUSEHOLDS[0], persons=9), seen).persons == 9


def test_a_change_is_told_in_the_journal_and_no_change_is_not(registry):
    before = len(journal.entries())
    _note, seen = households.note_of(1)
    households.change(registry, 1, HOUSEHOLDS[0], seen)
    assert len(journal.entries()) == before
    households.change(registry, 1, replace(HOUSEHOLDS[0], persons=5), seen)
    newest = journal.entries()[0]
    assert (newest.action, newest.subject) == ("household.change", "TDP07-0001")
    assert newest.detail == {"persons": [4, 5]}


def test_the_status_is_the_one_of_the_day(registry):
    poor = date(2022, 5, 1)
    assert households.by_id(2, poor).status.category is Category.POOR
    assert households.by_id(2, date(2023, 1, 1)).status is None
    assert [row.id for row in near_poor(registry)] == [5, 1]


def test_a_status_ends_with_its_last_day(registry, clock):
    clock.now = datetime(2023, 12, 31, 23, 59)
    assert len(near_poor(registry)) == 2
    clock.now += timedelta(minutes=1)
    assert [row.id for row in near_poor(registry)] == [1]


def near_poor(registry) -> list[households.HouseholdRow]:
    which = HouseholdFilter(category=Category.NEAR_POOR)
    rows = households.household_page(registry, which)
    assert households.count(registry, which) == (len(rows), sum(row.persons for row in rows))
    return rows


def test_filters_hold_together(registry):
    give(registry, 1, "PC-0001")
    assert households.count(registry) == (8, 24)
    assert households.count(registry, HouseholdFilter(group_id=2)) == (4, 14)
    holders = households.household_page(registry, HouseholdFilter(has_extinguisher=True))
    assert [(row.id, row.extinguishers) for row in holders] == [(1, 1)]
    without = HouseholdFilter(category=Category.NEAR_POOR, has_extinguisher=False)
    assert [row.id for row in households.household_page(registry, without)] == [5]


def test_a_code_that_does_not_exist_is_told(registry):
    assert households.by_code(" tdp07-0001 ", NOW.date()).id == 1
    for code in ("TDP07-9999", "", "\udcff", "x" * 500):
        with pytest.raises(BadInputError) as refused:
            households.by_code(code, NOW.date())
        assert refused.value.field == "household"


def test_doubts_are_told_and_never_refused():
    draft = HouseholdDraft("Đặng Thị Hoà", 1, born_year=1970, sex="male", id_number="031165001234")
    assert len(households.warnings(draft)) == 2
    assert households.warnings(replace(draft, born_year=1965, sex="female")) == []
    assert households.warnings(replace(draft, id_number="123")) != []
    assert households.warnings(replace(draft, id_number=" ")) == []
