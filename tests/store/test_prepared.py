"""Queries composed once give what a query composed anew gives."""

from peewee import fn

from firereg.services import households
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store.prepared import Prepared, among_ids


def test_the_rows_of_just_these_ids(registry: Registry) -> None:
    names = Prepared(
        t.Household, lambda: t.Household.select(t.Household.head_name).where(among_ids(t.Household.id))
    )
    assert sorted(names.rows([1, 3])) == [("Nguyễn Văn Anh",), ("Đặng Thị Hoà",)]
    assert names.rows([2]) == [("Nguyễn Văn An",)]
    assert names.rows([]) == []


def test_its_other_conditions_stay(registry: Registry) -> None:
    held = Prepared(
        t.PovertyStatus,
        lambda: t.PovertyStatus.select(fn.COUNT(t.PovertyStatus.id)).where(
            among_ids(t.PovertyStatus.household), t.PovertyStatus.category == "near_poor"
        ),
    )
    assert held.rows([1, 2, 5]) == [(2,)]


def test_a_household_found_is_the_household_of_the_list(registry: Registry) -> None:
    listed = {row.id: row for row in households.household_page(registry)}
    assert households.by_ids([2, 1], registry.today()) == [listed[2], listed[1]]
