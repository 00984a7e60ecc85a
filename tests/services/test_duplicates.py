from dataclasses import replace

import pytest
from playhouse.test_utils import count_queries

from firereg.domain.duplicates import Why, is_near
from firereg.domain.household import Relation
from firereg.services import duplicates, households, members, merging, wards
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
