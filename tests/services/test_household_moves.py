from datetime import date

import pytest

from firereg.domain.equipment import State
from firereg.domain.household import HouseholdState, Relation
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    equipment,
    health,
    history,
    household_moves,
    household_story,
    households,
    members,
    wards,
)
from firereg.services.find import find
from firereg.services.households import HouseholdFilter
from firereg.services.members import MemberDraft
from tests.small_ward import draft, give, row_counts

DAY = date(2023, 10, 1)


def listed(registry, **which) -> list[int]:
    return [row.id for row in households.household_page(registry, HouseholdFilter(**which), sort="code")]


def test_who_moved_away_leaves_the_lists_and_is_still_found(registry):
    household_moves.move_out(registry, 4, DAY, "Quận Kiến An")
    assert 4 not in listed(registry)
    assert households.count(registry)[0] == 7
    assert listed(registry, state=HouseholdState.MOVED) == [4]
    assert len(listed(registry, state=None)) == 8
    (row,) = households.suggest(registry, "pham thi lan")
    assert (row.state, row.moved_on, row.moved_to) == (HouseholdState.MOVED, DAY, "Quận Kiến An")
    assert "Moved away" in find(registry, "pham thi lan")[0].detail


def test_who_moved_away_receives_nothing_until_they_are_back(registry):
    household_moves.move_out(registry, 4, DAY)
    with pytest.raises(ConflictError, match="Phạm Thị Lan"):
        give(registry, 4, "PC-0001")
    with pytest.raises(ConflictError):
        household_moves.move_out(registry, 4, DAY)
    household_moves.come_back(registry, 4)
    assert give(registry, 4, "PC-0001").head_name == "Phạm Thị Lan"
    assert households.by_id(4, registry.today()).moved_on is None
    with pytest.raises(ConflictError):
        household_moves.come_back(registry, 4)


@pytest.mark.parametrize(("take_back", "state"), [(True, State.IN_STOCK), (False, State.WITH_HOUSEHOLD)])
def test_what_the_household_still_has_is_asked_about(take_back, state, registry):
    give(registry, 1, "PC-0001")
    before = row_counts()
    with pytest.raises(ConflictError, match="PC-0001"):
        household_moves.move_out(registry, 1, DAY)
    assert row_counts() == before
    returned = household_moves.move_out(registry, 1, DAY, take_back=take_back)
    assert returned == (["PC-0001"] if take_back else [])
    assert equipment.by_serial("PC-0001").state is state
    assert health.check(registry) == []
    history.undo(registry)
    assert [row.serial for row in equipment.held_by(1)] == ["PC-0001"]
    assert health.check(registry) == []


def test_a_day_to_come_is_refused(registry):
    with pytest.raises(BadInputError):
        household_moves.move_out(registry, 1, date(2030, 1, 1))


@pytest.fixture
def family(registry) -> list[int]:
    people = (
        MemberDraft("Nguyễn Văn Nam", Relation.CHILD, born_year=1990, id_number="031090004321"),
        MemberDraft("Lê Thị Dâu", Relation.CHILD_IN_LAW),
        MemberDraft("Nguyễn Thị Út", Relation.CHILD),
    )
    return [members.add(registry, 1, one) for one in people]


def test_some_make_a_household_of_their_own(registry, family):
    give(registry, 1, "PC-0001")
    new = household_moves.split(
        registry, 1, family[:2], head_id=family[0], group_id=2, address="5 Hồ Sen", phone="0912000111"
    )
    assert (new.code, new.head_name, new.persons, new.phone) == (
        "TDP70-0005",
        "Nguyễn Văn Nam",
        2,
        "0912000111",
    )
    assert (new.id_number, new.address, new.extinguishers) == ("031090004321", "5 Hồ Sen", 0)
    assert [p.name for p in members.people_of(new.id)] == ["Nguyễn Văn Nam", "Lê Thị Dâu"]
    assert [p.name for p in members.people_of(1)] == ["Đặng Thị Hoà", "Nguyễn Thị Út"]
    old = households.by_id(1, registry.today())
    assert (old.persons, old.extinguishers) == (2, 1)
    assert [row.id for row in households.suggest(registry, "4321")] == [new.id]
    for household_id in (1, new.id):
        assert household_story.changes(household_id)[0].subject == "TDP07-0001 → TDP70-0005"


def test_a_split_comes_back_whole(registry, family):
    before = members.people_of(1)
    new = household_moves.split(registry, 1, family[:2], head_id=family[0])
    history.undo(registry)
    assert members.people_of(1) == before
    assert row_counts()["Household"] == 8
    history.redo(registry)
    assert households.by_id(new.id, registry.today()) == new


def test_a_split_stands_once_something_was_built_on_it(registry, family):
    new = household_moves.split(registry, 1, family[:1], head_id=family[0])
    code = give(registry, new.id, "PC-0001").code
    with pytest.raises(ConflictError, match=code):
        history.undo(registry)


@pytest.mark.parametrize("chosen", [[], [99], [0]])
def test_only_members_of_the_household_split_off(chosen, registry, family):
    before = row_counts()
    with pytest.raises(BadInputError):
        household_moves.split(registry, 1, chosen, head_id=family[0])
    assert row_counts() == before


def test_many_move_to_another_group_and_keep_their_codes(registry):
    wards.add_group(registry, 7, "Trại Cau")
    assert households.change_many(registry, [1, 2, 3], group_id=3) == 3
    rows = [households.by_id(i, registry.today()) for i in (1, 2, 3)]
    assert {row.group_name for row in rows} == {"Group 7 (Trại Cau)"}
    assert households.by_id(4, registry.today()).group_name == "Group 7 (Dư Hàng Kênh)"
    assert households.by_id(5, registry.today()).group_name == "Group 70"
    assert [row.code for row in rows] == ["TDP07-0001", "TDP07-0002", "TDP07-0003"]
    history.undo(registry)
    assert [households.by_id(i, registry.today()).group_id for i in (1, 2, 3)] == [1, 1, 1]


def test_the_name_of_a_group_says_its_ward_only_where_two_share_a_number(registry):
    wards.add_group(registry, 7, "Trại Cau")
    names = [wards.group_name(group) for group in wards.groups()]
    assert names == ["Group 7 (Dư Hàng Kênh)", "Group 7 (Trại Cau)", "Group 70"]


def test_a_handover_is_refused_before_anything_is_kept(registry):
    household_moves.move_out(registry, 1, DAY)
    before = row_counts()
    with pytest.raises(ConflictError):
        give(registry, draft(1).household_id, "PC-0001")
    assert row_counts() == before
