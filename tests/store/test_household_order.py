"""Every filter, order and way of the list of households gives what counting by hand gives, page after page."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.services import household_list, households
from firereg.services.households import HouseholdFilter
from firereg.store import household_listing, paging
from firereg.store import models as t
from tests.small_ward import Clock, small_ward

LIVING, MOVED, MERGED = HouseholdState.LIVING, HouseholdState.MOVED, HouseholdState.MERGED
TODAY = date(2023, 10, 20)
NAMES = ("Nguyễn Văn An", "Ân Anh", "Trần Ấn", "Đặng Thị Bình", "Nguyễn Yến", "1 An", "ßan", "Я An", "Bình")
ADDRESSES = {
    "12/34 An Đà": ("12", "34", "an", "da"),
    "12/100 An Đà": ("12", "100", "an", "da"),
    "2 Hồ Sen": ("2", "ho", "sen"),
    "": (),
}
MIDNIGHT = datetime.combine(TODAY, time.min).astimezone(UTC).replace(tzinfo=None)
ASKED = {
    "text": st.sampled_from(["an", "a", "ss", "binh", "nguyen an", "an 12", "da"]),
    "group_id": st.sampled_from([1, 2]),
    "category": st.sampled_from([Category.NEAR_POOR, Category.POOR]),
    "has_extinguisher": st.booleans(),
    "state": st.sampled_from([None, MOVED, MERGED]),
    "changed_since": st.just(TODAY),
}
FILTERS = (
    st.lists(st.sampled_from([*sorted(ASKED), *["text"] * 3]), max_size=2)
    .flatmap(lambda names: st.fixed_dictionaries({name: ASKED[name] for name in names}))
    .map(lambda asked: HouseholdFilter(**asked))
)
HOMES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(sorted(ADDRESSES)),
        st.sampled_from([1, 2]),
        st.sampled_from([LIVING, LIVING, LIVING, MOVED, MERGED]),
        st.lists(st.tuples(st.sampled_from(Category), st.booleans()), max_size=2),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=5,
    max_size=14,
)
KEYS = {
    "name": lambda home: (home.name_key, home.id),
    "code": lambda home: (home.code,),
    "address": lambda home: (home.address_key, home.id),
    "group": lambda home: (home.group.number, home.group.ward, home.name_key, home.id),
}


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    opened = small_ward(tmp_path_factory.mktemp("order") / "registry", Clock())
    yield opened
    opened.close()


def fill(ward, homes) -> None:
    for model in (t.HandoverLine, t.Handover, t.DueDate, t.Extinguisher, t.PovertyStatus):
        model.delete().execute()
    t.Household.delete().execute()
    for n, (name, address, group, state, recognised, held, changed) in enumerate(homes):
        fields = {"head_name": name, "address": address, "code": f"TDP01-{n * 7 % 15:04}"}
        home = t.Household.create(
            **fields,
            **household_list.derived(fields),
            group=group,
            state=state,
            updated_at=MIDNIGHT - timedelta(seconds=0 if changed else 1),
        )
        for category, ended in recognised:
            last = date(2022, 12, 31) if ended else None
            t.PovertyStatus.create(
                household=home, category=category, valid_from=date(2022, 1, 1), valid_to=last
            )
        for unit in range(held):
            state_of_it = "spare_lent" if unit else "with_household"
            t.Extinguisher.create(serial=f"S{n}-{unit}", kind=1, state=state_of_it, household=home)
    household_listing.settle(ward.database)


def by_hand(which: HouseholdFilter, sort: str, *, descending: bool) -> list[int]:
    found = [home for home in t.Household if fits(home, which)]
    return [home.id for home in sorted(found, key=KEYS[sort], reverse=descending)]


def fits(home, which: HouseholdFilter) -> bool:
    words = (*home.name_fold.split(), *ADDRESSES[home.address])
    wanted = which.text.split()
    holders = [row.household_id for row in t.Extinguisher]
    recognised = [
        row.household_id
        for row in t.PovertyStatus
        if row.category == which.category and (row.valid_to is None or row.valid_to >= TODAY)
    ]
    return (
        (which.state is None or home.state == which.state)
        and which.group_id in (None, home.group_id)
        and all(any(word.startswith(one) for word in words) for one in wanted)
        and not (wanted and home.state == MERGED)
        and which.has_extinguisher in (None, home.id in holders)
        and (which.category is None or home.id in recognised)
        and (which.changed_since is None or home.updated_at >= MIDNIGHT)
    )


def paged(ward, which: HouseholdFilter, sort: str, *, descending: bool) -> list[int]:
    found, after = [], None
    while rows := households.household_page(ward, which, sort=sort, descending=descending, after=after):
        assert len(rows) <= paging.PAGE_ROWS
        found += [row.id for row in rows]
        assert len(found) <= len(set(found)), "the same household again"
        after = households.household_key(rows[-1], sort)
    return found


@pytest.mark.parametrize("sort", KEYS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(homes=HOMES, which=FILTERS)
def test_the_pages_are_the_whole_list(sort, homes, which, ward):
    with ward.database.atomic() as undo:
        fill(ward, homes)
        expected = by_hand(which, sort, descending=False)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paging, "PAGE_ROWS", 3)
            assert paged(ward, which, sort, descending=False) == expected
            assert paged(ward, which, sort, descending=True) == by_hand(which, sort, descending=True)
        persons = sum(home.persons for home in t.Household if home.id in expected)
        assert households.count(ward, which) == (len(expected), persons)
        undo.rollback()


WALKED = (
    HouseholdFilter(),
    HouseholdFilter(state=None),
    HouseholdFilter(state=MOVED),
    HouseholdFilter(group_id=1),
    HouseholdFilter(category=Category.NEAR_POOR),
    HouseholdFilter(has_extinguisher=False),
    HouseholdFilter(text="an", has_extinguisher=True, changed_since=TODAY),
    HouseholdFilter(text="an", group_id=2, category=Category.POOR, state=MERGED),
)


@pytest.mark.parametrize("which", WALKED, ids=str)
def test_an_order_is_walked_along_an_index_and_never_sorted(which, ward):
    asked = []
    connection = ward.database.connection()
    for sort in KEYS:
        for descending in (False, True):
            after = households.household_key(household_list.by_id(3, TODAY), sort)
            for start in (None, after):
                connection.set_trace_callback(asked.append)
                households.household_page(ward, which, sort=sort, descending=descending, after=start)
                connection.set_trace_callback(None)
    walks = [sql for sql in asked if sql.startswith(("SELECT h.id FROM", "SELECT o.by"))]
    assert walks
    for sql in walks:
        steps = [row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
        assert not any("TEMP B-TREE" in step for step in steps), (sql, steps)
        walked = ("VIRTUAL TABLE INDEX", "INDEX household_", "autoindex_search_order")
        assert any(one in step for step in steps for one in walked), steps
