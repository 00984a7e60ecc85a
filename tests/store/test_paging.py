"""Every list, sort and direction: the pages joined are the one sorted list, however equal the rows are."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.domain.equipment import State
from firereg.domain.schedule import RUNS_IN
from firereg.services import equipment, handover_list, households, overdue
from firereg.store import household_listing, paging
from firereg.store import models as t
from tests.small_ward import Clock, small_ward

TODAY = date(2023, 10, 20)
NAMES = st.sampled_from([b"an", b"an", b"binh", b"", b"\xff\x00", b"\xff"])
DAYS = st.sampled_from([date(2020, 2, 29), date(2023, 1, 1), date(2023, 1, 2)])


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    opened = small_ward(tmp_path_factory.mktemp("paging") / "registry", Clock())
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    monkeypatch.setattr(paging, "PAGE_ROWS", 3)


LISTS = {
    "households": (
        lambda ward, sort, down, after: households.household_page(
            ward, sort=sort, descending=down, after=after
        ),
        households.household_key,
        {
            "name": lambda row: (row.name_key, row.id),
            "code": lambda row: (row.code,),
            "group": lambda row: (row.group_number, row.group_ward, row.name_key, row.id),
            "address": lambda row: (row.address_key, row.id),
        },
        t.Household,
    ),
    "extinguishers": (
        lambda ward, sort, down, after: equipment.extinguisher_page(sort=sort, descending=down, after=after),
        equipment.extinguisher_key,
        {"serial": lambda row: (row.serial,), "state": lambda row: (row.state, row.serial)},
        t.Extinguisher,
    ),
    "handovers": (
        lambda ward, sort, down, after: handover_list.handover_page(sort=sort, descending=down, after=after),
        handover_list.handover_key,
        {
            "day": lambda row: (row.day, row.id),
            "number": lambda row: (row.year, row.number),
            "name": lambda row: (
                bytes(t.Household.get_by_id(row.household_id).name_key),
                row.household_id,
                row.id,
            ),
        },
        t.Handover,
    ),
    "overdue": (
        lambda ward, sort, down, after: overdue.overdue_page(TODAY, sort=sort, descending=down, after=after),
        overdue.overdue_key,
        {
            "due": lambda row: (row.due, row.id),
            "name": lambda row: (row.name_key, row.household_id or 0, *place(row)),
            "group": lambda row: (row.group_number or 0, row.name_key, row.household_id or 0, *place(row)),
            "serial": lambda row: (row.serial, row.clock),
            "kind": lambda row: (row.kind_code, row.serial, row.clock),
        },
        t.DueDate,
    ),
}


def place(row):
    return row.state, row.extinguisher_id, row.clock


SORTS = [(name, sort) for name, (_page, _key, sorts, _table) in LISTS.items() for sort in sorts]


def test_every_sort_of_every_list_is_tried():
    assert set(LISTS["households"][2]) == set(households.SORTS)
    assert set(LISTS["extinguishers"][2]) == set(equipment.SORTS)
    assert set(LISTS["handovers"][2]) == set(handover_list.SORTS)
    assert set(LISTS["overdue"][2]) == set(overdue.SORTS)


def fill(data) -> None:
    """Rows with many equal keys, in place of those of the example before."""
    for model in (t.DueDate, t.HandoverLine, t.Handover, t.Extinguisher, t.PovertyStatus, t.Household):
        model.delete().execute()
    homes = data.draw(st.lists(st.tuples(NAMES, st.sampled_from([1, 2])), min_size=1, max_size=11))
    for n, (name_key, group) in enumerate(homes):
        t.Household.create(
            code=f"TDP{n * 7 % 11:02}",
            head_name="x",
            name_key=name_key,
            address_key=name_key[::-1],
            group=group,
            updated_at=TODAY,
        )
    home_ids = [row.id for row in t.Household.select(t.Household.id)]
    holders = st.none() | st.sampled_from(home_ids)
    for n, (state, holder) in enumerate(
        data.draw(st.lists(st.tuples(st.sampled_from(State), holders), max_size=9))
    ):
        unit = t.Extinguisher.create(serial=f"S{n * 5 % 9}", kind=n % 3 + 1, state=state, household=holder)
        running = [clock for clock in ("owner_check", "maintenance") if state in RUNS_IN[clock]]
        for clock in data.draw(st.sets(st.sampled_from(running))) if running else ():
            due = data.draw(DAYS)
            t.DueDate.create(extinguisher=unit, clock=clock, start=due, due=due)
    for n, (day, home) in enumerate(
        data.draw(st.lists(st.tuples(DAYS, st.sampled_from(home_ids)), max_size=10))
    ):
        t.Handover.create(
            year=day.year,
            number=n + 1,
            code=f"BG{n}",
            day=day,
            household=home,
            receiver_name="x",
            paper="",
            recorded_at=TODAY,
            recorded_by=1,
        )


@pytest.mark.parametrize(("name", "sort"), SORTS)
@pytest.mark.parametrize("descending", [False, True])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_pages_joined_are_the_sorted_list(name, sort, descending, data, ward):
    page, key, sorts, table = LISTS[name]
    with ward.database.atomic() as undo:
        fill(data)
        household_listing.settle(ward.database)
        rows, after = [], None
        while batch := page(ward, sort, descending, after):
            assert len(batch) <= 3
            assert len(rows) <= table.select().count(), "the same page again and again"
            rows += batch
            after = key(batch[-1], sort)
        expected = (
            table.select(table.id) if name != "overdue" else table.select(table.id).where(table.due < TODAY)
        )
        assert sorted(row.id for row in rows) == sorted(row.id for row in expected)
        keys = [sorts[sort](row) for row in rows]
        assert keys == sorted(keys, reverse=descending)
        undo.rollback()
