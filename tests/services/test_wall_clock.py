"""A clock that was set back is told until it is right again, and stands in nobody's way."""

from datetime import timedelta

import pytest

from firereg.services import health, journal, wall_clock, weekly_check
from firereg.services.opening import open_registry
from tests.small_ward import CASH, NOW, PASSWORD, USER, Clock, give


def test_a_clock_that_is_behind_is_told_until_it_is_right(registry, clock):
    give(registry, 1, "PC-0001")
    assert wall_clock.sentence(registry) == ""
    clock.now = NOW - wall_clock.TOLERANCE
    assert wall_clock.sentence(registry) == ""
    clock.now -= timedelta(minutes=1)
    assert wall_clock.sentence(registry) == (
        "The clock of this computer is behind the last entry (20/10/2023 09:30). Set its date and time."
    )
    assert weekly_check.notes(registry) == [wall_clock.sentence(registry)]
    clock.now = NOW
    assert weekly_check.notes(registry) == []


def test_work_goes_on_two_years_too_early_and_is_sound_after(registry, clock):
    clock.now = NOW - timedelta(days=730)
    registry.close()
    again = open_registry(registry.folder, USER, PASSWORD, clock)
    give(again, 1, gifts=(CASH,), day=clock.now.date())
    assert "20/10/2023 09:30" in wall_clock.sentence(again)  # what was written since does not hide it
    clock.now = NOW + timedelta(hours=1)
    give(again, 2, "PC-0002")
    assert wall_clock.sentence(again) == ""
    assert health.check(again) == []
    again.close()


def test_a_clock_that_was_ahead_once_is_not_held_against_the_right_one_for_ever(registry, clock, monkeypatch):
    monkeypatch.setattr(wall_clock, "_ENTRIES", 3)
    clock.now = NOW + timedelta(days=3650)
    with registry.transaction():
        journal.append(registry, "sign_in", "lan")
    clock.now = NOW
    for left in (True, True, False):
        with registry.transaction():
            journal.append(registry, "sign_in", "lan")
        assert bool(wall_clock.sentence(registry)) is left


@pytest.mark.parametrize("clock", [Clock(NOW.astimezone())], ids=["with a zone"])
def test_a_clock_with_a_zone_says_the_same(registry, clock):
    clock.now -= timedelta(hours=1)
    assert "20/10/2023 09:30" in wall_clock.sentence(registry)
    clock.now += timedelta(hours=1)
