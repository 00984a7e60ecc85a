from datetime import date, timedelta

import pytest

from firereg.domain.equipment import State
from firereg.domain.household import HouseholdState, Relation
from firereg.domain.poverty import Category
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    equipment,
    equipment_moves,
    handover_list,
    health,
    history,
    households,
    members,
    merging,
    receipts,
    reminders,
    statuses,
)
from firereg.services.find import find
from firereg.services.handover_list import HandoverFilter
from firereg.services.households import HouseholdDraft
from firereg.services.members import MemberDraft
from firereg.services.merging import Side
from firereg.services.reminders import Way
from firereg.services.statuses import StatusDraft
from firereg.store import models as t
from tests.small_ward import CASH, NOW, give, row_counts


@pytest.fixture
def twice(registry):
    """Household 2 and 9 are one, both with a receipt and a member."""
    households.add(
        registry,
        HouseholdDraft("Nguyễn Văn Ân", 2, "5/1 Miếu Hai Xã", 4, 1950, "male", "031050001111", "0912000999"),
    )
    give(registry, 2, "PC-0001")
    give(registry, 9, "PC-0002", gifts=(CASH,))
    members.add(registry, 2, MemberDraft("Lê Thị Vợ", Relation.SPOUSE, born_year=1955))
    members.add(registry, 9, MemberDraft("Lê Thị Vợ", Relation.SPOUSE, born_year=1955))
    members.add(registry, 9, MemberDraft("Nguyễn Văn Con", Relation.CHILD))
    statuses.add(registry, 9, StatusDraft(Category.NEAR_POOR, date(2023, 1, 1)))
    statuses.add(registry, 9, StatusDraft(Category.POOR, date(2022, 6, 1), date(2023, 2, 1)))
    return registry


def test_both_are_seen_side_by_side(twice):
    look = merging.preview(twice, 2, 9)
    assert (look.handovers, look.extinguishers, look.members, look.statuses) == (1, 1, 1, 1)
    by_name = {one.name: one for one in look.fields}
    assert (by_name["phone"].keep, by_name["phone"].drop, by_name["phone"].wins) == (
        "",
        "0912000999",
        Side.DROP,
    )
    assert by_name["address"].wins is Side.KEEP
    assert by_name["address"].differs
    assert not by_name["note"].differs


def test_the_kept_one_has_both_histories(twice):
    row = merging.merge(twice, 2, 9, {"address": Side.DROP})
    assert (row.code, row.head_name, row.group_id) == ("TDP07-0002", "Nguyễn Văn An", 1)
    assert (row.address, row.phone, row.id_number) == ("5/1 Miếu Hai Xã", "0912000999", "031050001111")
    assert row.extinguishers == 2
    assert [e.serial for e in equipment.held_by(2)] == ["PC-0001", "PC-0002"]
    assert len(handover_list.handover_page(HandoverFilter(household_id=2))) == 2
    assert [p.name for p in members.people_of(2)] == ["Nguyễn Văn An", "Lê Thị Vợ", "Nguyễn Văn Con"]
    assert {s.category for s in households.statuses(2)} == {Category.NEAR_POOR, Category.POOR}
    assert health.check(twice) == []


def test_what_happened_to_its_extinguishers_follows(twice):
    equipment_moves.move(twice, equipment.by_serial("PC-0002").id, State.AT_SERVICE)
    reminders.remember(twice, way=Way.CALL, text="Kiểm tra bình", household_id=9)
    merging.merge(twice, 2, 9)
    assert {row.household_id for row in t.Move.select()} == {2}
    assert len(reminders.reminders_of(household_id=2)) == 1
    history.undo(twice)
    assert {row.household_id for row in t.Move.select()} == {9}
    assert len(reminders.reminders_of(household_id=9)) == 1


def test_the_receipts_print_as_they_did(twice):
    def papers():
        return [receipts.issued(twice, [row.id])[0] for row in handover_list.handover_page()]

    before = papers()
    merging.merge(twice, 2, 9)
    assert papers() == before


def test_the_dropped_code_and_name_lead_to_the_kept_one(twice):
    merging.merge(twice, 2, 9)
    assert households.by_code("TDP70-0005", NOW.date()).id == 2
    for text in ("TDP70-0005", "0912000999", "nguyen van con"):
        assert [f.id for f in find(twice, text, kind="households")] == [2], text
    assert 9 not in [f.id for f in find(twice, "nguyen van an", kind="households")]
    dropped = households.by_id(9, NOW.date())
    assert (dropped.state, dropped.merged_into) == (HouseholdState.MERGED, 2)
    assert 9 not in [row.id for row in households.household_page(twice)]
    with pytest.raises(ConflictError):
        give(twice, 9, "PC-0003")


def test_a_head_who_is_somebody_else_becomes_a_member(registry):
    one = households.add(registry, HouseholdDraft("Lê Văn Một", 1, id_number="031050001111", persons=2)).id
    two = households.add(registry, HouseholdDraft("Phạm Thị Hai", 1, id_number="031155002222")).id
    merging.merge(registry, one, two)
    assert [p.name for p in members.people_of(one)] == ["Lê Văn Một", "Phạm Thị Hai"]


def test_what_was_merged_into_the_dropped_one_follows(twice):
    merging.merge(twice, 9, 3)
    merging.merge(twice, 2, 9)
    assert households.by_code("TDP07-0003", NOW.date()).id == 2
    assert [f.id for f in find(twice, "TDP07-0003")] == [2]
    history.undo(twice)
    assert households.by_code("TDP07-0003", NOW.date()).id == 9
    assert [f.id for f in find(twice, "TDP07-0003", kind="households")] == [9]


def test_a_merge_comes_apart_again(twice):
    before = (households.by_id(2, NOW.date()), households.by_id(9, NOW.date()), row_counts()["Member"])
    merged = merging.merge(twice, 2, 9, {"head_name": Side.DROP})
    history.undo(twice)
    assert (
        households.by_id(2, NOW.date()),
        households.by_id(9, NOW.date()),
        row_counts()["Member"],
    ) == before
    assert [e.serial for e in equipment.held_by(9)] == ["PC-0002"]
    assert health.check(twice) == []
    history.redo(twice)
    assert households.by_id(2, NOW.date()) == merged


def test_a_merge_stands_once_the_kept_one_was_given_something(twice, clock):
    merging.merge(twice, 2, 9)
    clock.now += timedelta(seconds=1)
    code = give(twice, 2, "PC-0003").code
    with pytest.raises(ConflictError, match=code):
        history.undo(twice)
    assert households.by_id(9, NOW.date()).state is HouseholdState.MERGED


def test_a_merge_is_not_made_again_over_a_new_receipt(twice):
    merging.merge(twice, 2, 9)
    history.undo(twice)
    code = give(twice, 9, "PC-0003").code
    with pytest.raises(ConflictError, match=code):
        history.redo(twice)


@pytest.mark.parametrize("pair", [(2, 2), (2, 9)])
def test_only_two_living_households_are_merged(pair, twice):
    if pair == (2, 9):
        merging.merge(twice, 3, 9)
    before = row_counts()
    with pytest.raises((BadInputError, ConflictError)):
        merging.merge(twice, *pair)
    assert row_counts() == before
