from dataclasses import replace

import pytest
from playhouse.test_utils import count_queries

from firereg.domain.duplicates import Why, is_near
from firereg.domain.household import Relation
from firereg.errors import BadInputError
from firereg.services import duplicates, health, history, households, journal, members, merging, wards
from firereg.services.households import HouseholdDraft
from firereg.services.members import MemberDraft
from firereg.store import models as t
from firereg.store import paging
from tests.small_ward import HOUSEHOLDS

NEW = HouseholdDraft("Hoàng Thị Mới", 1)


def like(registry, draft, exclude_id=None) -> list[tuple[int, Why]]:
    return [(one.household.id, one.why) for one in duplicates.like(registry, draft, exclude_id)]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (NEW, []),
        (replace(NEW, id_number="031 165 001 234"), [(1, Why.ID_NUMBER)]),
        (replace(NEW, id_number="03116500123"), []),
        (replace(NEW, phone="+84 912345678"), [(1, Why.PHONE)]),
        (replace(NEW, phone="0912"), []),
        (replace(NEW, id_number="031165001234", phone="0912345678"), [(1, Why.ID_NUMBER)]),
        (HouseholdDraft("Dang thi hoa", 2, "số 12/34 cho hang, tổ 7"), [(1, Why.NAME_AND_ADDRESS)]),
        (HouseholdDraft("Đặng Thị Hòa", 2, "12/35 Chợ Hàng"), []),
        (HouseholdDraft("Đặng Thị Hòa", 1, "12/35 Chợ Hàng"), []),
        (HouseholdDraft("Đặng Thị Hòa", 1, "Chợ Hàng"), [(1, Why.NAME_AND_ADDRESS)]),
        (HouseholdDraft("Đặng Thị Hòa", 2, "Chợ Hàng"), []),
        (HouseholdDraft("Đặng Thị Hòa", 1), [(1, Why.NAME_AND_ADDRESS)]),
        (HouseholdDraft("Đặng Thị Hồ", 1), []),
        (HouseholdDraft("", None), []),
        (HouseholdDraft("x" * 500, None, "\x07", id_number="\x07", phone="\x07"), []),
    ],
)
def test_a_draft_is_held_against_what_is_there(draft, found, registry):
    assert like(registry, draft) == found
    assert like(registry, draft, exclude_id=1) == []


def test_a_member_with_the_number_counts(registry):
    members.add(registry, 3, MemberDraft("Lê Văn Tý", Relation.CHILD, id_number="031065009999"))
    assert like(registry, replace(NEW, id_number="031065009999")) == [(3, Why.ID_NUMBER)]


def test_every_look_up_goes_by_an_index(registry):
    with count_queries() as counter:
        duplicates.like(registry, HOUSEHOLDS[0])
    asked = [query.msg for query in counter._handler.queries]
    assert len(asked) >= 3
    for sql, parameters in asked:
        plan = registry.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
        scans = [row[3] for row in plan if row[3].startswith("SCAN")]
        # The list of wanted ids is all that may be gone through from end to end.
        assert not [scan for scan in scans if "LIST" not in scan and "json_each" not in scan], sql


def fill(registry) -> None:
    for number in range(5):
        for _twice in range(2):
            households.add(
                registry,
                HouseholdDraft(f"Lê Văn {number}", 1, f"{number} Hồ Sen", phone=f"091200100{number}"),
            )
    households.add(registry, HouseholdDraft("Lê Văn 0", 2, "0 Hồ Sen"))
    for name in ("Bùi Thị Một", "Bùi Thị Hai"):
        households.add(registry, HouseholdDraft(name, 2, id_number="031065009999"))


@pytest.mark.parametrize("rows", [2, 3, 100])
def test_the_pages_of_pairs_joined_are_all_of_them(rows, registry, monkeypatch):
    fill(registry)
    monkeypatch.setattr(paging, "PAGE_ROWS", rows)
    found, after = [], None
    while batch := duplicates.all_pairs(registry, after):
        found += [(one.first.id, one.second.id, one.why) for one in batch]
        after = batch[-1].key
    assert found == [
        (20, 21, Why.ID_NUMBER),
        *((9 + 2 * n, 10 + 2 * n, Why.PHONE) for n in range(5)),
        (9, 10, Why.NAME_AND_ADDRESS),
        (9, 19, Why.NAME_AND_ADDRESS),
        *((9 + 2 * n, 10 + 2 * n, Why.NAME_AND_ADDRESS) for n in range(1, 5)),
    ]


def test_a_pair_that_was_merged_is_not_suspicious_any_more(registry, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_ROWS", 2)
    fill(registry)
    for pair in [p for p in duplicates.all_pairs(registry) if p.why is Why.ID_NUMBER]:
        merging.merge(registry, pair.first.id, pair.second.id)
    for first in (9, 11, 13):
        merging.merge(registry, first, first + 1)
    assert [(p.first.id, p.why) for p in duplicates.all_pairs(registry)] == [(15, Why.PHONE), (17, Why.PHONE)]
    assert like(registry, replace(NEW, id_number="031065009999")) == [(20, Why.ID_NUMBER)]


def test_two_groups_of_one_number_are_two_groups(registry):
    other = wards.add_group(registry, 7, "Trại Cau")
    assert like(registry, HouseholdDraft("Đặng Thị Hoà", other, "Chợ Hàng")) == []


@pytest.mark.parametrize("same_group", [True, False])
def test_near_goes_both_ways(same_group):
    places = ["", "cho hang", "cho hang|12", "cho hang|12|34", "ho sen|12", "ho sen"]
    for one in places:
        for other in places:
            near = is_near(one, other, same_group=same_group)
            assert near == is_near(other, one, same_group=same_group)
            assert not near or same_group or one == other


def test_what_is_compared_follows_every_change(registry):
    _note, seen = households.note_of(2)
    households.change(registry, 2, HouseholdDraft("Ngô Văn Sửa", 1, "99 Tô Hiệu"), seen)
    assert like(registry, HouseholdDraft("ngo van sua", 2, "99 to hieu")) == [(2, Why.NAME_AND_ADDRESS)]
    row = t.Household.get_by_id(2)
    assert (row.name_fold, row.place) == ("ngo van sua", "to hieu|99")


def pairs(registry) -> list[tuple[int, int, Why]]:
    return [(one.first.id, one.second.id, one.why) for one in duplicates.all_pairs(registry)]


def two_alike(registry, count: int = 2) -> list[int]:
    drafts = [HouseholdDraft(f"Bùi Thị {n}", 2, id_number="031065009999") for n in range(count)]
    return [households.add(registry, draft).id for draft in drafts]


def test_two_that_are_two_are_listed_no_more_and_it_can_be_undone(registry):
    first, second = two_alike(registry)
    assert pairs(registry) == [(first, second, Why.ID_NUMBER)]
    duplicates.keep_apart(registry, second, first)
    assert pairs(registry) == []
    assert journal.entries()[0].action == "household.keep_apart"
    duplicates.keep_apart(registry, first, second)
    assert t.KeptApart.select().count() == 1
    history.undo(registry)
    assert pairs(registry) == [(first, second, Why.ID_NUMBER)]
    history.redo(registry)
    assert pairs(registry) == []


def test_each_stands_beside_the_first_that_it_may_still_be(registry):
    one, two, three = two_alike(registry, 3)
    duplicates.keep_apart(registry, one, two)
    assert pairs(registry) == [(one, three, Why.ID_NUMBER)]
    duplicates.keep_apart(registry, one, three)
    assert pairs(registry) == [(two, three, Why.ID_NUMBER)]


def test_a_household_being_changed_is_not_held_against_those_it_is_not(registry):
    first, second = two_alike(registry)
    draft = HouseholdDraft("Bùi Thị 0", 2, id_number="031065009999")
    assert like(registry, draft, first) == [(second, Why.ID_NUMBER)]
    duplicates.keep_apart(registry, first, second)
    assert like(registry, draft, first) == []
    assert [row_id for row_id, _why in like(registry, draft)] == [first, second]


def test_a_new_household_is_kept_apart_as_it_is_entered_and_both_go_together(registry):
    draft = replace(NEW, phone="0912345678")
    row = households.add(registry, draft, apart_from=[1])
    assert pairs(registry) == []
    assert journal.entries()[0].detail["apart_from"] == ["TDP07-0001"]
    history.undo(registry)
    assert t.KeptApart.select().count() == 0
    history.redo(registry)
    assert duplicates.kept_apart_from(row.id) == {1}


def test_a_household_that_goes_takes_it_along_and_brings_it_back(registry):
    first, second = two_alike(registry)
    duplicates.keep_apart(registry, first, second)
    households.remove(registry, second)
    assert t.KeptApart.select().count() == 0
    history.undo(registry)
    assert pairs(registry) == []


def test_an_import_that_is_taken_back_does_not_mind(registry):
    first, second = two_alike(registry)
    added = history.undoable(registry)
    duplicates.keep_apart(registry, first, second)
    history.take_back(registry, added.id)
    assert t.KeptApart.select().count() == 0
    assert history.undo(registry).action == "household.keep_apart"


def test_the_one_that_stays_after_a_merge_is_kept_apart_from_the_same(registry):
    one, two, three = two_alike(registry, 3)
    duplicates.keep_apart(registry, two, three)
    merging.merge(registry, one, two)
    assert pairs(registry) == []
    history.undo(registry)
    assert pairs(registry) == [(one, two, Why.ID_NUMBER), (one, three, Why.ID_NUMBER)]


def test_two_kept_apart_can_be_merged_after_all(registry):
    one, two = two_alike(registry)
    duplicates.keep_apart(registry, one, two)
    merging.merge(registry, one, two)
    assert health.check(registry) == []
    history.undo(registry)
    assert pairs(registry) == []


def test_a_household_is_not_kept_apart_from_itself(registry):
    with pytest.raises(BadInputError):
        duplicates.keep_apart(registry, 1, 1)
