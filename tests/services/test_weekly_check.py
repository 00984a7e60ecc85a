"""The check once a week: when it is due, what is kept of it, and that damage is not written to."""

from datetime import timedelta

import pytest

from firereg.services import health, weekly_check
from firereg.store import models as t


def test_it_is_due_after_a_week_and_after_the_clock_was_set_back(registry, clock):
    assert weekly_check.is_due(registry)
    assert weekly_check.run(registry).problems == {}
    assert not weekly_check.is_due(registry)
    clock.now += timedelta(days=6, hours=23)
    assert not weekly_check.is_due(registry)
    clock.now += timedelta(hours=2)
    assert weekly_check.is_due(registry)
    clock.now -= timedelta(days=30)
    assert weekly_check.is_due(registry)


def test_what_it_finds_is_kept_and_has_a_next_step(registry):
    t.Extinguisher.update(state="with_household").where(t.Extinguisher.id == 1).execute()
    found = weekly_check.run(registry)
    assert found.problems["holder"] == 1
    assert weekly_check.last(registry) == found
    for kind in (*found.problems, *health.DAMAGE, "something new"):
        assert weekly_check.advice(kind).endswith(".")


def test_a_check_that_is_not_wanted_any_more_keeps_nothing(registry):
    def stop():
        raise KeyError

    with pytest.raises(KeyError):
        weekly_check.run(registry, stop)
    assert weekly_check.last(registry) is None


def test_where_the_file_is_damaged_nothing_is_written(registry):
    told = []
    registry.database.on_damage = lambda: told.append(1)
    root = "SELECT rootpage FROM sqlite_master WHERE name = 'household_phone'"
    (page,) = registry.database.execute_sql(root).fetchone()
    registry.close()
    file = registry.folder / "registry.db"
    raw = bytearray(file.read_bytes())
    raw[(page - 1) * 4096 + 99] ^= 1
    file.write_bytes(raw)
    registry.connect()
    assert "encryption" in weekly_check.run(registry).problems
    assert told == [1]
    registry.close()
    assert file.read_bytes() == raw
    registry.connect()
