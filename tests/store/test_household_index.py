"""Households found through the index that lies in the order of their names."""

import importlib
from itertools import permutations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from firereg.services import health, households
from firereg.services.households import HouseholdDraft, HouseholdFilter
from firereg.store import household_index, household_text, search
from firereg.store import models as t
from firereg.store.search import Indexed

FAMILIES, MIDDLES = ("Nguyễn", "Trần", "Đỗ"), ("Thị", "Văn", "Hoàng Thị")
GIVEN = ("An", "Anh", "Hoa", "Hoan", "Hoàng", "Khánh", "Yến", "Ý")
STREETS = ("5 Hoa Lư", "12/34 Chợ Hàng", "Nguyễn Văn Linh", "")


@pytest.fixture
def crowd(registry):
    """The small ward and 144 more, each name twice."""
    with registry.transaction():
        for number in range(144):
            name = f"{FAMILIES[number % 3]} {MIDDLES[number // 3 % 3]} {GIVEN[number // 9 % 8]}"
            households.add(registry, HouseholdDraft(name, number % 2 + 1, STREETS[number % 4]))
    return registry


def names(registry, text: str) -> list[str]:
    return [row.head_name for row in households.suggest(registry, text)]


def test_people_called_so_come_before_people_who_live_in_a_street_called_so(crowd):
    assert {name.split()[-1] for name in names(crowd, "hoa")} <= {"Hoa", "Hoà"}
    assert {name.split()[-1] for name in names(crowd, "yen")} == {"Yến"}


@pytest.mark.parametrize("text", ["hoa nguyen", "nguyen hoa", "hoa nguyen thi"])
def test_a_name_is_found_in_any_order_in_a_crowd(text, crowd):
    found = names(crowd, text)
    assert len(found) == 12
    for name in found[:4]:
        assert {"Nguyễn", "Hoa"} <= set(name.split()), name


def test_names_that_begin_with_what_is_typed_come_first(crowd):
    households.add(crowd, HouseholdDraft("Lê Thị Nguyễn", 1))
    households.add(crowd, HouseholdDraft("Thị Nguyễn Lê", 1))
    assert names(crowd, "le thi ng")[0] == "Lê Thị Nguyễn"
    assert names(crowd, "thi ng")[0] == "Thị Nguyễn Lê"


def test_a_name_and_a_street_or_a_group(crowd):
    found = households.suggest(crowd, "tran hoa lu", limit=200)
    assert {row.address for row in found} == {"5 Hoa Lư"}
    found = households.suggest(crowd, "nguyen thi hoa to 70", limit=200)
    assert {row.group_number for row in found} == {70}


def test_a_code_finds_codes_and_the_household_it_went_into(crowd):
    def codes(text):
        return [row.code for row in households.suggest(crowd, text)]

    assert codes("tdp07-0002") == ["TDP07-0002"]
    assert sorted(codes("TDP07-000")) == [f"TDP07-000{n}" for n in range(1, 10)]
    t.Household.update(merged_into=3, state="merged").where(t.Household.id == 2).execute()
    assert codes("tdp07-0002") == ["TDP07-0003"]


def test_a_household_with_another_name_has_one_place(registry):
    for name, text in (("Bùi Thị Mận", "bui thi man"), ("An", "an cho hang"), ("Yến Bình", "yen binh")):
        with registry.transaction():
            t.Household.update(head_name=name).where(t.Household.id == 1).execute()
        assert household_index.find(registry.database, text, 5)[0] == 1
    assert household_index.find(registry.database, "bui man", 5) == []
    with registry.transaction():
        t.PovertyStatus.delete().execute()
        t.Household.delete().where(t.Household.id == 1).execute()
    assert 1 not in search.indexed_ids(registry.database, Indexed.HOUSEHOLDS)


@pytest.mark.parametrize(
    "name", ["", "7", "đ/ 9", "李", "Ý", "Nguyễn Văn Khánhhhhhhhhhhhhh", "zzzz zzzz zzzz"]
)
def test_any_name_has_a_place_that_gives_its_id_back(name):
    place = household_index.place_of(name, 2**28 - 1)
    assert 0 < place < 2**63
    assert place & (2**28 - 1) == 2**28 - 1


_LIMITED = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=60, **_LIMITED)
@given(data=st.data())
def test_a_household_is_found_by_beginnings_of_its_words_in_any_order(data, crowd):
    one = t.Household.get_by_id(data.draw(st.integers(1, 152)))
    words = search.words(f"{one.head_name} {one.address} {one.phone}")
    chosen = data.draw(st.permutations(words)).copy()[: data.draw(st.integers(1, len(words)))]
    typed = " ".join(
        word if word.isdigit() else word[: data.draw(st.integers(1, len(word)))] for word in chosen
    )
    assume(not typed.replace(" ", "").isdigit())  # groups of digits alone are read as one phone number
    found = {row.id for row in households.suggest(crowd, typed, limit=400)}
    assert one.id in found
    listed = {row.id for row in t.Household.select().where(t.Household.id.in_(_matching(typed)))}
    assert found == listed
    few = households.suggest(crowd, typed)
    assert len(few) == min(12, len(listed))
    assert {row.id for row in few} <= listed


def _matching(text: str):
    return search.matching(Indexed.HOUSEHOLDS, text)


def test_every_order_of_a_name_finds_the_same_people(crowd):
    wanted = {row.code for row in households.household_page(crowd, HouseholdFilter(text="do van khanh"))}
    for words in permutations(("do", "van", "khanh")):
        assert {row.code for row in households.suggest(crowd, " ".join(words), limit=400)} == wanted


def test_the_migration_moves_every_entry_to_its_place(registry):
    wanted = {
        text: household_index.find(registry.database, text, 20) for text in ("hoa", "an", "1234", "to 70")
    }
    places = registry.database.execute_sql("SELECT * FROM search_place ORDER BY 1").fetchall()
    group = t.ResidentialGroup.number.alias("group_number")
    rows = list(t.Household.select(t.Household, group).join(t.ResidentialGroup).namedtuples())
    with registry.transaction():
        registry.database.execute_sql("DROP TABLE search_place")
        registry.database.execute_sql("INSERT INTO search_household (search_household) VALUES ('delete-all')")
        search_rows = [(row.id, search.fold(household_text.of_row(row))) for row in rows]
        registry.database.cursor().executemany(
            "INSERT INTO search_household (rowid, text) VALUES (?, ?)", search_rows
        )
        importlib.import_module("firereg.store.migrations.0005_households_by_name").up(
            None, registry.database
        )
    assert registry.database.execute_sql("SELECT * FROM search_place ORDER BY 1").fetchall() == places
    assert {text: household_index.find(registry.database, text, 20) for text in wanted} == wanted
    assert not list(health._index_problems(registry))
