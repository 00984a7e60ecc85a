from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from firereg.domain.poverty import Category
from firereg.errors import BadInputError, ConflictError
from firereg.services import history, households, journal
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


CARD = "031165001234||ĐẶNG THỊ HOÀ|12031965|Nữ|Số 12/34 Chợ Hàng, Dư Hàng Kênh, Lê Chân, Hải Phòng|10052021"


def test_a_card_fills_the_form(registry):
    draft, doubts = households.draft_from_card(CARD, 1)
    assert draft == HouseholdDraft(
        "Đặng Thị Hoà", 1, "Số 12/34 Chợ Hàng", born_year=1965, sex="female", id_number="031165001234"
    )
    assert doubts == []


def test_a_card_of_elsewhere_or_of_somebody_else_is_doubted(registry):
    raw = CARD.replace("Dư Hàng Kênh, Lê Chân, Hải Phòng", "Đông Hải 1, Hải An, Hải Phòng").replace(
        "1965", "1966"
    )
    draft, doubts = households.draft_from_card(raw)
    assert draft.address == "Số 12/34 Chợ Hàng, Đông Hải 1, Hải An, Hải Phòng"
    assert len(doubts) == 2
    with pytest.raises(BadInputError) as refused:
        households.draft_from_card("xin chào")
    assert refused.value.field == "card"


def test_the_code_of_a_card_is_kept_nowhere(registry):
    draft, _doubts = households.draft_from_card(CARD, 1)
    households.add(registry, draft)
    told = " ".join(str(entry) for entry in journal.entries())
    assert "031165001234" in told
    assert "12031965" not in told


def test_many_are_changed_as_one(registry):
    before = len(journal.entries())
    assert households.change_many(registry, [1, 2, 3, 5], group_id=2, note="Điều chuyển") == 4
    assert len(journal.entries()) == before + 1
    assert households.change_many(registry, [1, 2], group_id=2) == 0
    assert len(journal.entries()) == before + 1
    history.undo(registry)
    assert [households.by_id(i, NOW.date()).group_id for i in (1, 2, 3, 5)] == [1, 1, 1, 2]
    assert households.note_of(1)[0] == "góa"


def test_a_household_entered_by_mistake_goes_and_one_that_was_given_something_stays(registry):
    give(registry, 1, "PC-0001")
    with pytest.raises(ConflictError, match="Đặng Thị Hoà"):
        households.remove(registry, 1)
    households.remove(registry, 2)
    assert households.suggest(registry, "TDP07-0002") == []
    assert row_counts()["PovertyStatus"] == 2
    history.undo(registry)
    assert [row.id for row in households.suggest(registry, "TDP07-0002")] == [2]
    assert len(households.statuses(2)) == 1


def test_only_those_changed_since_a_day(registry, clock):
    clock.now = NOW + timedelta(days=2)
    households.change_many(registry, [3], note="x")
    which = HouseholdFilter(changed_since=clock.now.date())
    assert [row.id for row in households.household_page(registry, which)] == [3]


def test_addresses_are_listed_as_a_clerk_walks(registry):
    rows = households.household_page(registry, sort="address")
    assert [row.address for row in rows] == [
        "1 Chợ Hàng",
        "3 Chợ Hàng",
        "12/34 Chợ Hàng",
        "8 Hồ Sen",
        "70 Hồ Sen",
        "5 Miếu Hai Xã",
        "7 Miếu Hai Xã",
        "9 Nguyễn Văn Linh",
    ]


def test_a_small_slip_in_a_name_is_not_a_former_name(registry):
    for name, former in (
        ("ĐẶNG THỊ HOA", ""),
        ("Bùi Thị Mận", "ĐẶNG THỊ HOA"),
        ("ĐẶNG THỊ HOA", "Bùi Thị Mận"),
    ):
        households.change(registry, 1, HouseholdDraft(name, 1), households.note_of(1)[1])
        assert households.by_id(1, NOW.date()).former_names == former
