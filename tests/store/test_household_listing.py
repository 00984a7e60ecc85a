"""The indexes of the list follow whatever is done to households, and damage to them is found."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.services import household_list, households, wards
from firereg.services.households import HouseholdFilter
from firereg.store import household_listing, household_marks
from firereg.store import models as t
from firereg.store.household_listing_check import wrong

NAMES = ("An", "Bình", "Nguyễn An", "Nguyễn Văn An", "Trần Ân", "Ý")
STEPS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "rename", "move", "remove"]), st.integers(0, 9), st.sampled_from(NAMES)
        ),
        min_size=1,
        max_size=6,
    ),
    min_size=1,
    max_size=6,
)
FIRST, LAST = date(2024, 11, 28), date(2027, 12, 31)


@pytest.fixture
def crowded(registry, monkeypatch):
    """A ward with so little room between labels that it is dealt out anew again and again."""
    for name, value in {"_SPACE": 90, "_APART": 3, "_CLOSE": 1, "_NEIGHBOURS": 1}.items():
        monkeypatch.setattr(household_listing, name, value)
    with registry.transaction():
        registry.database.execute_sql("INSERT INTO search_waiting SELECT id FROM household")
    return registry


def step(what: str, which: int, name: str) -> None:
    its = t.Household
    ids = [row_id for (row_id,) in its.select(its.id).order_by(its.id).tuples()]
    one = ids[which % len(ids)]
    if what == "add" and len(ids) < 20:
        fields = {
            "head_name": name,
            "address": f"{which} Hồ Sen",
            "code": f"TDP01-{1000 - len(ids) * 7}{which}",
        }
        its.insert(
            **fields, **household_list.derived(fields), group=which % 2 + 1, updated_at="2023-10-20 01:02:03"
        ).on_conflict_ignore().execute()
    elif what == "rename":
        its.update(**household_list.derived({"head_name": name}), head_name=name).where(
            its.id == one
        ).execute()
    elif what == "move":
        t.PovertyStatus.update(household=one, category="poor").where(
            t.PovertyStatus.id == which % 3 + 1
        ).execute()
        t.Extinguisher.update(household=one, state="with_household").where(t.Extinguisher.id == 1).execute()
        t.Member.insert(household=one, name=name).execute()
    elif what == "remove" and one > 8:
        for model in (t.Member, t.PovertyStatus, t.Extinguisher):
            model.update(household=1).where(model.household == one).execute()
        its.delete().where(its.id == one).execute()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(transactions=STEPS)
def test_every_entry_is_what_its_household_gives(transactions, crowded):
    with crowded.database.atomic() as undo:
        for steps in transactions:
            for one in steps:
                step(*one)
            household_listing.settle(crowded.database)
            assert list(wrong(crowded.database)) == []
        undo.rollback()


def test_many_come_between_two(crowded):
    for number in range(60, 48, -1):  # each before the one that came last
        with crowded.transaction():
            t.Household.update(code=f"TDP01-00{number}").where(t.Household.id == number % 8 + 1).execute()
        assert list(wrong(crowded.database)) == []


INDEXES = ("search_household", *(order.table for order in household_listing.ORDERS))


def all_anew(registry):
    with registry.transaction():
        registry.database.execute_sql("INSERT INTO search_waiting SELECT id FROM household")


def pieces(registry):
    sql = "SELECT count(DISTINCT segid) FROM {}_idx"
    return {registry.database.execute_sql(sql.format(index)).fetchone() for index in INDEXES}


def test_many_at_once_leave_every_index_in_one_piece(registry, monkeypatch):
    monkeypatch.setattr(household_listing, "_CHUNK", 2)
    all_anew(registry)
    assert pieces(registry) == {(1,)}


def test_as_many_as_a_ward_has_are_written_in_one_piece(registry, monkeypatch):
    with registry.transaction():
        for index in INDEXES:  # little is written at a time
            registry.database.execute_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', 300)")
    all_anew(registry)
    assert pieces(registry).isdisjoint({(1,)})
    monkeypatch.setattr(household_listing, "_MANY", 2)
    with registry.transaction():
        for index in INDEXES:
            registry.database.execute_sql(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
        registry.database.execute_sql("INSERT INTO search_waiting SELECT id FROM household")
    assert pieces(registry) == {(1,)}


def test_a_transaction_that_fails_leaves_the_indexes_alone(registry):
    def fail():
        with registry.transaction():
            t.Household.update(head_name="Bùi Thị Mận").where(t.Household.id == 1).execute()
            raise OverflowError

    with pytest.raises(OverflowError):
        fail()
    assert not household_listing.waiting(registry.database)
    assert households.household_page(registry, HouseholdFilter(text="man")) == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_by_code WHERE rowid = (SELECT by_code FROM search_order WHERE household = 3)",
        "DELETE FROM search_order WHERE household = 3",
        "UPDATE search_order SET by_name = by_name + (1 << 60) WHERE household = 3",
        "DELETE FROM search_word WHERE word = 'nguyen'",
        "INSERT INTO search_by_address (rowid, words) VALUES (7, 'an')",
        "INSERT OR REPLACE INTO search_by_name (rowid, words) SELECT by_name, 'an' FROM search_order LIMIT 1",
    ],
)
def test_damage_is_found(damage, registry):
    assert list(wrong(registry.database)) == []
    registry.database.execute_sql(damage)
    assert list(wrong(registry.database)) != []


@given(first=st.dates(FIRST, LAST), day=st.dates(FIRST - timedelta(40), LAST))
def test_the_marks_of_days_are_those_from_a_day_on(first, day):
    asked = household_marks.changed_since(first, LAST)
    its = household_marks.entry(1, 0, "living", f"{day} 01:02:03", None).split()
    assert bool(set(asked) & set(its)) == (day >= first)


def test_groups_of_one_number_stand_by_their_wards(registry):
    wards.add_group(registry, 7, "Phường An Biên")
    with registry.transaction():
        t.Household.update(group=t.ResidentialGroup.select().order_by(-t.ResidentialGroup.id).get()).where(
            t.Household.id == 1
        ).execute()
    assert list(wrong(registry.database)) == []
    wards.add_group(registry, 7, "Phường An")
    assert list(wrong(registry.database)) == []
    rows = households.household_page(registry, sort="group")
    places = [(row.group_number, row.group_ward) for row in rows]
    assert places == sorted(places)
