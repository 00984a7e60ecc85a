"""A registry made by version 2 is opened: nothing of it is lost, and its clocks are those of today's rules."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from firereg.domain.equipment import State
from firereg.domain.schedule import Clock
from firereg.services import clocks, health, kinds, overdue
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.store import models as t

OLD = Path(__file__).parents[1] / "data" / "registries" / "version-2"
NOW = datetime(2026, 11, 16, 9, 0)


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Registry]:
    folder = shutil.copytree(OLD, tmp_path / "registry")
    opened = open_registry(folder, "lan", "cầu Rào 2", lambda: NOW)
    yield opened
    opened.close()


def test_it_opens_whole_and_sound(old: Registry) -> None:
    assert health.check(old) == []
    states = {one.serial: (State(one.state), one.household_id) for one in t.Extinguisher}
    assert states == {
        "PC-0001": (State.WITH_HOUSEHOLD, 1),
        "PC-0002": (State.WITH_HOUSEHOLD, 2),
        "PC-0003": (State.IN_STOCK, None),
        "CO-0001": (State.IN_STOCK, None),
        "MI-0001": (State.USED, 6),
        "MI-0002": (State.DISCARDED, None),
    }
    assert [(one.label, one.price_dong, one.stands_for_id) for one in t.Extinguisher] == [
        ("", None, None)
    ] * 6
    assert (t.Inspection.select().count(), t.Service.select().count(), t.Move.select().count()) == (3, 1, 0)


def test_its_due_dates_are_derived_with_their_starts(old: Registry) -> None:
    found = {
        (row.extinguisher.serial, Clock(row.clock)): (row.start, row.due)
        for row in t.DueDate.select(t.DueDate, t.Extinguisher).join(t.Extinguisher)
    }
    placed, made = date(2023, 10, 19), date(2023, 3, 1)
    of_each = {
        Clock.OWNER_CHECK: (placed, date(2023, 11, 18)),
        Clock.MAINTENANCE: (made, date(2024, 3, 1)),
        Clock.FULL_SERVICE: (made, date(2028, 3, 1)),
        Clock.HYDROSTATIC: (made, date(2028, 3, 1)),
    }
    expected = {(serial, clock): days for serial in ("PC-0001", "PC-0002") for clock, days in of_each.items()}
    made = date(2022, 2, 28)
    expected |= {
        ("PC-0003", Clock.MAINTENANCE): (date(2023, 9, 1), date(2024, 9, 1)),
        ("CO-0001", Clock.MAINTENANCE): (made, date(2023, 2, 28)),
        ("CO-0001", Clock.FULL_SERVICE): (made, date(2027, 2, 28)),
        ("CO-0001", Clock.HYDROSTATIC): (made, date(2027, 2, 28)),
    }
    assert found == expected
    assert overdue.overdue_totals(NOW.date()).clocks == len(overdue.overdue_all(NOW.date())) == 6


def test_a_fault_is_open_until_something_was_done_about_it(old: Registry) -> None:
    faults = {one.extinguisher.serial: one for one in t.Fault}
    assert {serial: (one.found_on, one.what, one.closed_on) for serial, one in faults.items()} == {
        "PC-0002": (date(2023, 10, 19), "Kim dưới vạch xanh", None),
        "MI-0001": (date(2023, 10, 19), "Rỉ vỏ", date(2023, 10, 20)),
    }
    assert all(one.inspection.extinguisher_id == one.extinguisher_id for one in faults.values())


def test_every_kind_that_is_recharged_has_its_pressure_test(old: Registry) -> None:
    tested = {row.kind_code: row.rule for row in kinds.rules() if row.rule.clock is Clock.HYDROSTATIC}
    assert set(tested) == {one.kind.code for one in kinds.kinds() if one.kind.rechargeable}
    assert not any(rule.proven for rule in tested.values())
    assert all(row.rule.applies_from == kinds.FROM_THE_BEGINNING for row in kinds.rules())
    assert all(one.active and not one.kind.wheeled for one in kinds.kinds())


def test_it_is_derived_once(old: Registry) -> None:
    t.DueDate.update(due=date(2030, 1, 1)).where(t.DueDate.extinguisher == 1).execute()
    folder = old.folder
    old.close()
    again = open_registry(folder, "lan", "cầu Rào 2", lambda: NOW)
    assert clocks.wrong([1]) == [1]  # not derived anew at every start
    again.close()
