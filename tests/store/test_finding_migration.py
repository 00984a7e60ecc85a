"""What version 3 counts of the households of a registry of version 2, and keeps right afterwards."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from firereg.domain.poverty import Category
from firereg.services import health, households
from firereg.services.households import HouseholdFilter
from firereg.services.opening import open_registry
from firereg.store import models as t

OLD = Path(__file__).parents[1] / "data" / "registries" / "version-2"
NOW = datetime(2023, 11, 16, 9, 0)


@pytest.fixture
def old(tmp_path):
    folder = shutil.copytree(OLD, tmp_path / "registry")
    opened = open_registry(folder, "lan", "cầu Rào 2", lambda: NOW)
    yield opened
    opened.close()


def counted():
    return {home.id: (home.recognitions, home.held) for home in t.Household if home.recognitions or home.held}


def test_the_households_of_version_2_are_counted(old):
    recognised = [status.household_id for status in t.PovertyStatus]
    held = [one.household_id for one in t.Extinguisher if one.state == "with_household"]
    assert recognised
    assert held
    assert counted() == {n: (recognised.count(n), held.count(n)) for n in {*recognised, *held}}
    assert health.check(old) == []


def test_the_list_finds_them_by_what_was_counted(old):
    holders = households.household_page(old, HouseholdFilter(has_extinguisher=True))
    assert sorted(row.id for row in holders) == sorted(home for home, (_, held) in counted().items() if held)
    near_poor = households.household_page(old, HouseholdFilter(category=Category.NEAR_POOR))
    assert near_poor
    assert all(row.status and row.status.category is Category.NEAR_POOR for row in near_poor)


def test_the_counts_follow_every_row_that_comes_changes_and_goes(old):
    home, other = 3, 4
    assert not {home, other} & set(counted())
    status = t.PovertyStatus.create(household=home, category=Category.POOR, valid_from=date(2023, 1, 1))
    unit = t.Extinguisher.create(serial="X-1", kind=1, state="spare_lent", household=home)
    assert counted()[home] == (1, 1)
    t.PovertyStatus.update(household=other).execute()
    t.Extinguisher.update(household=other).where(t.Extinguisher.id == unit.id).execute()
    assert home not in counted()
    assert counted()[other] == (t.PovertyStatus.select().count(), 1)
    t.Extinguisher.update(state="lost").where(t.Extinguisher.id == unit.id).execute()
    assert counted()[other][1] == 0
    t.Extinguisher.update(state="with_household").where(t.Extinguisher.id == unit.id).execute()
    assert counted()[other][1] == 1
    unit.delete_instance()
    t.PovertyStatus.delete().where(t.PovertyStatus.id == status.id).execute()
    assert counted()[other] == (t.PovertyStatus.select().count(), 0)
