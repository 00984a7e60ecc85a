from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playhouse.test_utils import count_queries

from firereg.domain.addresses import address_sort_key
from firereg.domain.equipment import State
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    deliveries,
    equipment,
    households,
    inspections,
    journal,
    walk_papers,
    walks,
    wards,
)
from firereg.services.equipment_draft import ExtinguisherDraft
from firereg.services.households import HouseholdDraft
from firereg.services.inspections import InspectionDraft
from firereg.services.walks import WalkDraft
from firereg.store import models as t
from tests.services.walking import FIRST, LAST, TODAY
from tests.small_ward import give, row_counts

SEVEN = WalkDraft("Tổ 7", FIRST, LAST, group_id=1)


@pytest.fixture
def ward(on):
    return on.registry


def serials(walk_id: int) -> list[str]:
    return [row.serial for row in walks.lines([walk_id])]


def test_a_walk_goes_past_what_hangs_in_the_group_by_street_and_number(ward):
    walk_id = walks.plan(ward, SEVEN)
    assert serials(walk_id) == ["PC-0001", "PC-0002", "PC-0003"]
    row = walks.walk(walk_id)
    assert (row.total, row.done, row.inspector) == (3, 0, "Tổ trưởng Mẫu")
    first = walks.walk_page(walk_id)[0]
    assert (first.position, first.head_name, first.address) == (1, "Đặng Thị Hoà", "12/34 Chợ Hàng")


def test_a_walk_along_a_street_crosses_groups(ward):
    walk_id = walks.plan(ward, WalkDraft("Chợ Hàng", FIRST, LAST, street="đường CHỢ hàng"))
    assert serials(walk_id) == ["CO-0001", "PC-0001"]
    both = walks.plan(ward, replace(SEVEN, name="cả hai", street="Chợ Hàng"))
    assert serials(both) == ["PC-0001"]


def test_a_street_is_not_one_that_begins_like_it(ward):
    give(ward, 4, "MI-0001")  # 9 Nguyễn Văn Linh
    with pytest.raises(BadInputError):
        walks.plan(ward, WalkDraft("Nguyễn", FIRST, LAST, street="Nguyễn Văn"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    addresses=st.lists(
        st.tuples(
            st.sampled_from(["", "2", "10", "12A", "12", "12/34", "12/100", "ngõ 65 số 6"]),
            st.sampled_from(["", "Chợ Hàng", "Hồ Sen", "Đình Đông", "An Dương"]),
        ).map(" ".join),
        min_size=1,
        max_size=6,
    )
)
def test_lines_stand_in_the_order_of_a_walk_whatever_the_order_of_entry(ward, addresses):
    group = wards.add_group(ward, 1 + max(row.number for row in wards.groups()), "Dư Hàng Kênh")
    for number, address in enumerate(addresses):
        home = households.add(ward, HouseholdDraft(f"Hộ Mẫu {number}", group, address))
        (row_id,) = deliveries.receive(ward, [ExtinguisherDraft(f"HY-{group}-{number}", "MFZL4")])
        placed = t.Extinguisher.update(household=home.id, state=State.WITH_HOUSEHOLD)
        placed.where(t.Extinguisher.id == row_id).execute()
    rows = walks.lines([walks.plan(ward, replace(SEVEN, name=f"Tổ {group}", group_id=group))])
    told = [row.address for row in rows]
    assert told == sorted(told, key=lambda one: (not address_sort_key(one), address_sort_key(one)))
    assert [row.position for row in rows] == list(range(1, len(addresses) + 1))


def test_only_what_is_due_may_be_visited(ward):
    inspections.inspect(ward, InspectionDraft("PC-0002", TODAY, passed=True))
    ward_days = replace(SEVEN, last_day=date(2023, 12, 19))
    t.DueDate.delete().where(t.DueDate.extinguisher == 3, t.DueDate.clock == "owner_check").execute()
    walk_id = walks.plan(ward, replace(ward_days, due_only=True))
    assert serials(walk_id) == ["PC-0001", "PC-0003"]  # not known is looked at


def test_what_is_not_in_a_home_is_not_visited(ward):
    for serial, state in (
        ("PC-0001", State.AT_SERVICE),
        ("PC-0002", State.SPARE_LENT),
        ("PC-0003", State.LOST),
    ):
        t.Extinguisher.update(state=state).where(t.Extinguisher.serial == serial).execute()
    assert serials(walks.plan(ward, SEVEN)) == ["PC-0002"]


def test_all_groups_at_once_or_none(ward):
    ids = walks.plan_all(ward, WalkDraft("Tháng 12", FIRST, LAST))
    assert [walks.walk(one).name for one in ids] == ["Tháng 12, Group 7", "Tháng 12, Group 70"]
    assert [serials(one) for one in ids] == [["PC-0001", "PC-0002", "PC-0003"], ["CO-0001"]]
    walks.delete(ward, ids[0])
    before = row_counts()
    with pytest.raises(ConflictError, match="Group 70"):
        walks.plan_all(ward, WalkDraft("Tháng 12", FIRST, LAST))
    assert row_counts() == before


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(SEVEN, name=" "), "name"),
        (replace(SEVEN, last_day=date(2023, 10, 31)), "last_day"),
        (replace(SEVEN, group_id=None), "group"),
        (replace(SEVEN, street="Hồ Sen"), "group"),
    ],
)
def test_a_walk_that_is_none_is_refused(ward, draft, field):
    before = row_counts()
    with pytest.raises(BadInputError) as problem:
        walks.plan(ward, draft)
    assert problem.value.field == field
    assert row_counts() == before


def test_closing_tells_what_nobody_visited_and_opening_again_forgets_why(on):
    on.enter("PC-0001")
    told = walks.close(on.registry, on.seven, "Mưa to")
    assert [(row.serial, row.remark) for row in told.not_visited] == [
        ("PC-0002", "Mưa to"),
        ("PC-0003", "Mưa to"),
    ]
    assert (told.walk.done, told.walk.not_visited, told.walk.closed_on) == (1, 2, TODAY)
    with pytest.raises(ConflictError, match="closed"):
        on.enter("PC-0002")
    walks.reopen(on.registry, on.seven)
    assert {row.remark for row in walks.lines([on.seven])} == {""}
    on.enter("PC-0002")
    assert [row.id for row in walks.walks(closed=False)] == [on.seventy, on.seven]
    assert [entry.action for entry in journal.entries()][:3] == ["walk.enter", "walk.reopen", "walk.close"]


def test_a_walk_with_results_stays(on):
    on.enter("PC-0001")
    with pytest.raises(ConflictError):
        walks.delete(on.registry, on.seven)
    walks.delete(on.registry, on.seventy)
    with pytest.raises(BadInputError, match="no walk"):
        walks.walk(on.seventy)


def test_pages_of_lines_and_walks_go_on_where_the_last_ended(on):
    on.enter("PC-0002", Outcome.NOT_FOUND)
    first = walks.walk_page(on.seven)
    assert walks.walk_page(on.seven, after=walks.line_key(first[0])) == first[1:]
    assert [row.serial for row in walks.walk_page(on.seven, outcome=Outcome.NOT_FOUND)] == ["PC-0002"]
    assert [row.serial for row in walks.walk_page(on.seven, outcome=Outcome.OPEN)] == ["PC-0001", "PC-0003"]
    both = walks.walks()
    assert walks.walks(after=walks.walk_key(both[0])) == both[1:]


def test_the_summary_names_who(on):
    on.enter("PC-0001", Outcome.FAILED, words="Vỏ gỉ")
    on.enter("PC-0002", Outcome.NOT_FOUND)
    on.enter("CO-0001")
    told = walks.summary(on.seven)
    assert [(row.head_name, row.remark) for row in told.failed] == [("Đặng Thị Hoà", "Vỏ gỉ")]
    assert [row.head_name for row in told.not_found] == ["Nguyễn Văn An"]
    assert "Vũ Thị Ngọc" in told.elsewhere[0].remark
    assert [row.serial for row in told.not_visited] == ["PC-0003"]
    assert (told.walk.total, told.walk.done, told.walk.elsewhere) == (3, 2, 1)


@pytest.mark.parametrize(
    "read",
    [walks.walk_page, walks.summary, lambda one: walk_papers.sheets([one]), lambda one: walks.lines([one])],
)
def test_nothing_is_fetched_line_by_line(on, read):
    asked = []
    for walk_id in (on.seventy, on.seven):  # one line, three lines
        with count_queries() as counter:
            read(walk_id)
        asked.append(counter.count)
    assert asked[0] == asked[1] > 0


def test_equipment_may_be_found_by_its_label_only_if_it_says_which_one(on):
    t.Extinguisher.update(label="0007").where(t.Extinguisher.serial.in_(["PC-0001", "PC-0002"])).execute()
    with pytest.raises(BadInputError, match="More than one"):
        on.enter("0007")
    t.Extinguisher.update(label="").where(t.Extinguisher.serial == "PC-0002").execute()
    assert on.enter("0007").row.serial == "PC-0001"
    assert equipment.by_serial("PC-0001").label == "0007"
