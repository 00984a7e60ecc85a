from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.household import HouseholdState
from firereg.domain.poverty import Category
from firereg.errors import BadInputError
from firereg.services import views
from firereg.services.households import HouseholdFilter
from firereg.services.views import View

NEAR_POOR = HouseholdFilter(
    "hoa", 2, Category.NEAR_POOR, False, state=HouseholdState.MOVED, changed_since=date(2023, 5, 1)
)
VIEW = View("Hộ cận nghèo", views.filters_of(NEAR_POOR), ("name", "address"), "address", True)


def test_a_view_comes_back_as_it_was_saved(registry):
    saved = views.save(registry, "households", VIEW)
    assert (saved.name, saved.columns, saved.sort, saved.descending) == (
        "Hộ cận nghèo",
        ("name", "address"),
        "address",
        True,
    )
    assert views.applied(saved, HouseholdFilter) == NEAR_POOR
    assert views.views_of("households") == [saved]
    assert views.views_of("handovers") == []


def test_a_view_of_the_same_name_is_replaced_and_one_can_be_deleted(registry):
    views.save(registry, "households", VIEW)
    views.save(registry, "households", replace(VIEW, name=" Hộ  cận nghèo ", columns=("code",)))
    assert [one.columns for one in views.views_of("households")] == [("code",)]
    views.delete(registry, "households", "Hộ cận nghèo")
    assert views.views_of("households") == []
    with pytest.raises(BadInputError):
        views.save(registry, "households", View(" "))


def test_what_this_version_does_not_know_is_left_out():
    strange = {"street": "x", "category": "rich", "group_id": "two", "has_extinguisher": True, "text": 5}
    assert views.applied(View("x", strange), HouseholdFilter) == HouseholdFilter(has_extinguisher=True)


@given(
    st.builds(
        HouseholdFilter,
        text=st.text(max_size=9),
        group_id=st.none() | st.integers(1, 99),
        category=st.none() | st.sampled_from(Category),
        has_extinguisher=st.none() | st.booleans(),
        state=st.none() | st.sampled_from(HouseholdState),
        changed_since=st.none() | st.dates(),
    )
)
def test_every_filter_survives(which):
    filters = {key: views._plain(value) for key, value in views.filters_of(which).items()}
    assert views.applied(View("x", filters), HouseholdFilter) == which
