from datetime import date

import pytest

from firereg.domain.household import Relation
from firereg.errors import BadInputError
from firereg.services import equipment, handover_list, history, households, journal, members
from firereg.services.handover_list import HandoverFilter
from firereg.services.members import MemberDraft
from tests.small_ward import give, row_counts

HUSBAND = MemberDraft(
    "Nguyễn Văn Hùng", Relation.SPOUSE, born_year=1960, sex="male", id_number="031060004321"
)
SON = MemberDraft("Nguyễn Văn Nam", Relation.CHILD, born_on=date(1990, 5, 1), sex="male")
GRANDCHILD = MemberDraft("Nguyễn Thị Bé", Relation.GRANDCHILD, born_year=2015)


@pytest.fixture
def family(registry) -> dict[str, int]:
    """The people of household 1 besides its head, by name."""
    return {one.name: members.add(registry, 1, one) for one in (GRANDCHILD, SON, HUSBAND)}


def persons(registry) -> int:
    return households.by_id(1, registry.today()).persons


def test_the_head_stands_first_then_the_others_by_relation(registry, family):
    assert [(p.name, p.relation) for p in members.people_of(1)] == [
        ("Đặng Thị Hoà", Relation.HEAD),
        ("Nguyễn Văn Hùng", Relation.SPOUSE),
        ("Nguyễn Văn Nam", Relation.CHILD),
        ("Nguyễn Thị Bé", Relation.GRANDCHILD),
    ]
    assert members.people_of(1)[2].born_year == 1990


def test_a_household_grows_only_past_the_number_it_had(registry, family):
    assert persons(registry) == 4
    members.add(registry, 1, MemberDraft("Nguyễn Văn Út", Relation.CHILD))
    assert persons(registry) == 5


def test_taking_somebody_out_makes_one_person_fewer_where_all_are_listed(registry, family):
    members.remove(registry, family[SON.name], "moved to Hà Nội")
    assert persons(registry) == 3
    assert SON.name not in [p.name for p in members.people_of(1)]
    entry = journal.entries()[0]
    assert (entry.action, entry.detail["name"], entry.detail["reason"]) == (
        "member.remove",
        SON.name,
        "moved to Hà Nội",
    )


def test_a_household_is_found_by_its_people(registry, family):
    for text in ("hung nguyen", "4321", "031060004321", "be nguyen thi"):
        assert [row.id for row in households.suggest(registry, text)] == [1], text
    members.remove(registry, family[HUSBAND.name])
    assert households.suggest(registry, "031060004321") == []
    history.undo(registry)
    assert [row.id for row in households.suggest(registry, "031060004321")] == [1]


def test_a_new_head_leaves_everything_where_it_is(registry, family):
    row = give(registry, 1, "PC-0001")
    members.change_head(registry, 1, family[SON.name])
    now = households.by_id(1, registry.today())
    assert (now.code, now.head_name, now.born_year, now.sex) == ("TDP07-0001", SON.name, 1990, "male")
    assert (now.persons, now.former_names) == (4, "Đặng Thị Hoà")
    assert {p.name: p.relation for p in members.people_of(1)} == {
        SON.name: Relation.HEAD,
        "Đặng Thị Hoà": Relation.PARENT,
        HUSBAND.name: Relation.PARENT,
        GRANDCHILD.name: Relation.OTHER,
    }
    assert [h.id for h in handover_list.handover_page(HandoverFilter(household_id=1))] == [row.id]
    assert [e.serial for e in equipment.held_by(1)] == ["PC-0001"]
    assert [r.id for r in households.suggest(registry, "dang thi hoa")] == [1]
    assert [r.serial for r in equipment.suggest("van nam")] == ["PC-0001"]


def test_a_head_who_died_is_still_found_by_name(registry, family):
    members.change_head(registry, 1, family[HUSBAND.name], keep_former=False)
    assert [p.name for p in members.people_of(1)] == [HUSBAND.name, SON.name, GRANDCHILD.name]
    assert persons(registry) == 3
    assert [r.head_name for r in households.suggest(registry, "dang thi hoa")] == [HUSBAND.name]


def test_a_clerk_can_correct_what_somebody_is_to_the_new_head(registry, family):
    relations = {family[GRANDCHILD.name]: Relation.CHILD}
    members.change_head(registry, 1, family[SON.name], relations=relations)
    people = {p.name: p.relation for p in members.people_of(1)}
    assert people[GRANDCHILD.name] is Relation.CHILD


def test_a_head_comes_from_the_household_itself(registry, family):
    before = row_counts()
    with pytest.raises(BadInputError):
        members.change_head(registry, 2, family[SON.name])
    assert row_counts() == before


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (MemberDraft(" "), "name"),
        (MemberDraft("Lê Mới", Relation.HEAD), "relation"),
        (MemberDraft("Lê Mới", born_on=date(2030, 1, 1)), "born_on"),
        (MemberDraft("Lê Mới", born_year=65), "born_year"),
        (MemberDraft("Lê Mới", sex="nam"), "sex"),
        (MemberDraft("Lê Mới", id_number="1"), "id_number"),
    ],
)
def test_a_wrong_input_is_named_and_nothing_is_kept(draft, field, registry):
    before = row_counts()
    with pytest.raises(BadInputError) as refused:
        members.add(registry, 1, draft)
    assert (refused.value.field, row_counts()) == (field, before)


def test_doubts_are_told():
    assert members.warnings(HUSBAND) == []
    assert members.warnings(MemberDraft("x", born_on=date(1999, 1, 1), id_number="031060004321")) != []


def test_a_person_can_be_corrected(registry, family):
    members.change(registry, family[SON.name], MemberDraft("Nguyễn Văn Năm", Relation.CHILD, born_year=1991))
    assert [(p.name, p.born_on, p.born_year) for p in members.people_of(1)][2] == (
        "Nguyễn Văn Năm",
        None,
        1991,
    )
    history.undo(registry)
    assert members.people_of(1)[2].born_on == SON.born_on
