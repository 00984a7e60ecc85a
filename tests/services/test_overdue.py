"""The overdue list against a plain count in Python: every filter, every order, every total."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.domain.equipment import State
from firereg.domain.poverty import Category, status_on
from firereg.domain.schedule import Clock, LateBand
from firereg.services import deliveries, households, kinds, overdue
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.overdue import OverdueFilter
from firereg.store import models as t
from firereg.store import overdue as overdue_sql
from firereg.store import paging
from tests.small_ward import Clock as WardClock
from tests.small_ward import give, small_ward

TODAY = date(2024, 6, 1)
LATE = (-3, 0, 1, 29, 30, 31, 90, 91, 365, 366, 900)
FILTERS = st.builds(
    OverdueFilter,
    clock=st.none() | st.sampled_from([Clock.OWNER_CHECK, Clock.FULL_SERVICE]),
    group_id=st.none() | st.sampled_from([1, 2]),
    by_firm=st.booleans(),
    late=st.none() | st.sampled_from(LateBand),
    kind_id=st.none() | st.sampled_from([3, 8]),
    category=st.none() | st.sampled_from([Category.NEAR_POOR, Category.POOR]),
    text=st.sampled_from(["", "", "pc 00", "hoa", "mini", "--"]),
)


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    """Ten extinguishers at home, in stock and at the workshop, with due dates on both sides of every edge."""
    opened = small_ward(tmp_path_factory.mktemp("overdue") / "registry", WardClock())
    more = [ExtinguisherDraft(f"PC-10{n}", "MFZL4", date(2023, 1, 1)) for n in range(4)]
    deliveries.receive(opened, more)
    give(opened, 1, "PC-0001", "CO-0001")
    give(opened, 3, "PC-0002")
    give(opened, 5, "MI-0001", "PC-100")
    give(opened, 6, "PC-101")
    t.Extinguisher.update(state=State.AT_SERVICE).where(t.Extinguisher.serial == "PC-0002").execute()
    t.PovertyStatus.create(household=3, category=Category.NEAR_POOR, valid_from=date(2024, 1, 1))
    t.PovertyStatus.create(household=3, category=Category.NEAR_POOR, valid_from=date(2024, 2, 1))
    t.DueDate.delete().execute()
    pairs = [(eid, clock) for eid in range(1, 11) for clock in Clock if clock is not Clock.MAINTENANCE]
    for n, (eid, clock) in enumerate(pairs):
        due = TODAY - timedelta(days=LATE[n * 7 % len(LATE)])
        t.DueDate.create(extinguisher=eid, clock=clock, start=due, due=due)
    yield opened
    opened.close()


def expected(which: OverdueFilter) -> list[t.DueDate]:
    """What the filter lets through, looked at one by one."""
    found = []
    for row in t.DueDate.select():
        late = (TODAY - row.due).days
        unit = row.extinguisher
        home = unit.household
        least, most = which.late.days if which.late else (1, None)
        status = status_on(households.statuses(home.id), TODAY) if home else None
        words = f"{unit.serial} {unit.kind.name} {home.head_name if home else ''}".lower()
        wanted = {"pc 00": "pc-00", "hoa": "hoà", "mini": "mini", "--": "nothing is found"}.get(
            which.text, ""
        )
        if (
            least <= late <= (most or late)
            and which.clock in (None, row.clock)
            and not (which.by_firm and row.clock == Clock.OWNER_CHECK)
            and which.group_id in (None, home and home.group_id)
            and which.kind_id in (None, unit.kind_id)
            and which.category in (None, status and status.category)
            and wanted in words
        ):
            found.append(row)
    return found


@pytest.mark.parametrize("sorted_up_to", [0, 1_000_000])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=FILTERS, sort=st.sampled_from(overdue.SORTS), descending=st.booleans())
def test_list_and_totals_are_what_a_count_by_hand_gives(sorted_up_to, which, sort, descending, ward):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overdue_sql, "_PAGE", sorted_up_to)
        patch.setattr(paging, "PAGE_ROWS", 4)
        rows, after = [], None
        while page := overdue.overdue_page(TODAY, which, sort=sort, descending=descending, after=after):
            rows += page
            assert len(rows) <= t.DueDate.select().count(), "the same page again and again"
            after = overdue.overdue_key(page[-1], sort)
        totals = overdue.overdue_totals(TODAY, which)
        concerned = overdue.near_poor_concerned(TODAY, which)
    wanted = expected(which)
    assert sorted(row.id for row in rows) == sorted(row.id for row in wanted)
    assert sorted(row.id for row in overdue.overdue_all(TODAY, which)) == sorted(row.id for row in wanted)
    assert totals.by_clock == Counter(Clock(row.clock) for row in wanted)
    assert totals.clocks == len(wanted)
    assert totals.extinguishers == len({row.extinguisher_id for row in wanted})
    assert overdue.overdue_counts(TODAY, which) == totals.by_clock
    near_poor = {
        row.extinguisher.household_id
        for row in wanted
        if row.extinguisher.household_id in {1, 3}  # the statuses of the others have ended by then
    }
    assert concerned == len(near_poor)


def test_a_row_says_who_holds_it_and_how_late_it_is(ward):
    row = next(row for row in overdue.overdue_all(TODAY) if row.serial == "PC-0002")
    assert (row.head_name, row.group_number, row.state) == ("Nguyễn Văn Anh", 7, State.AT_SERVICE)
    assert row.days_late == (TODAY - row.due).days > 0
    assert row.kind_code == "MFZL4"
    assert next(row for row in overdue.overdue_all(TODAY)).household_id is None


def test_groups_are_told_by_how_many_cylinders_are_late(ward):
    late = {row.extinguisher_id: row.group_id for row in overdue.overdue_all(TODAY) if row.group_id}
    assert dict(overdue.overdue_by_group(TODAY)) == Counter(late.values())


def test_due_today_is_not_overdue(ward):
    assert all(row.days_late > 0 for row in overdue.overdue_all(TODAY))
    due_today = {row.id for row in t.DueDate.select().where(t.DueDate.due == TODAY)}
    assert due_today
    assert due_today <= {row.id for row in overdue.overdue_all(TODAY + timedelta(days=1))}


def test_the_kinds_of_the_filters_are_there(ward):
    assert {one.id: one.kind.code for one in kinds.kinds()}.items() >= {(3, "MFZL4"), (8, "MT3")}
