"""Each kind of damage that somebody could do past the program is found, and by its name."""

import pytest
from PIL import Image

from firereg.services import handovers, health, journal, photos
from firereg.store import models as t
from tests.small_ward import CASH, give

UNLOCK = "DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete;"

DAMAGE = {
    "journal edited": ("journal", UNLOCK + "UPDATE journal SET detail = '{}' WHERE id = 5"),
    "journal user": ("journal", UNLOCK + "UPDATE journal SET user = 'mai' WHERE id = 5"),
    "journal moment": ("journal", UNLOCK + "UPDATE journal SET at = '2023-01-01 00:00:00' WHERE id = 5"),
    "journal entry gone": ("journal", UNLOCK + "DELETE FROM journal WHERE id = 5"),
    "journal entries swapped": (
        "journal",
        UNLOCK + "UPDATE journal SET id = -1 WHERE id = 5; UPDATE journal SET id = 5 WHERE id = 6;"
        "UPDATE journal SET id = 6 WHERE id = -1",
    ),
    "journal entry put in": (
        "journal",
        "INSERT INTO journal(at, user, action, subject, detail, hash)"
        " SELECT at, user, action, subject, detail, hash FROM journal WHERE id = 5",
    ),
    "journal end gone": ("journal", UNLOCK + "DELETE FROM journal WHERE id > 15"),
    "journal end put in the place of another": (
        "journal",
        UNLOCK + "DELETE FROM journal WHERE id > 15;"
        "INSERT INTO journal(at, user, action, subject, detail, hash)"
        " SELECT at, user, action, subject, detail, hash FROM journal WHERE id = 5",
    ),
    "number gap": ("receipt_number", "UPDATE handover SET number = 9 WHERE id = 2"),
    "paper of another": (
        "receipt_paper",
        "UPDATE handover SET paper = (SELECT paper FROM handover WHERE id = 1)",
    ),
    "paper lost": ("receipt_paper", "UPDATE handover SET paper = '' WHERE id = 2"),
    "clock moved": ("clock", "UPDATE due_date SET due = '2030-01-01' WHERE extinguisher_id = 1"),
    "clock begun on another day": (
        "clock",
        "UPDATE due_date SET start = '2000-01-01' WHERE extinguisher_id = 1",
    ),
    "due date miscounted": ("due_total", "UPDATE due_total SET n = n + 1"),
    "due date not counted": ("due_total", "DELETE FROM due_total WHERE clock = ''"),
    "clock lost": ("clock", "DELETE FROM due_date WHERE extinguisher_id = 1"),
    "clock too many": (
        "clock",
        "INSERT INTO due_date(extinguisher_id, clock, start, due)"
        " VALUES (6, 'maintenance', '2029-01-01', '2030-01-01')",
    ),
    "holder lost": ("holder", "UPDATE extinguisher SET household_id = NULL WHERE serial = 'PC-0001'"),
    "holder too many": ("holder", "UPDATE extinguisher SET household_id = 3 WHERE serial = 'PC-0003'"),
    "spare for nothing": ("holder", "UPDATE extinguisher SET stands_for_id = 1 WHERE serial = 'PC-0003'"),
    "extinguishers miscounted": ("counts", "UPDATE household SET held = held + 1 WHERE id = 3"),
    "recognitions miscounted": ("counts", "UPDATE household SET recognitions = 0 WHERE id = 1"),
    "parent gone": ("foreign_key", "PRAGMA foreign_keys = 0; UPDATE handover SET round_id = 99 WHERE id = 1"),
    "index entry gone": (
        "search_index",
        "DELETE FROM search_household WHERE rowid IN (SELECT place FROM search_place WHERE household = 3)",
    ),
    "index entry of nothing": ("search_index", "INSERT INTO search_handover(rowid, text) VALUES (99, 'x')"),
}


@pytest.fixture
def lived_in(registry):
    give(registry, 1, "PC-0001", gifts=(CASH,), round_id=1)
    row = give(registry, 2, "PC-0002")
    handovers.void(registry, row.id, "nhầm")
    return registry


def test_a_registry_that_was_used_is_sound(lived_in):
    assert health.check(lived_in) == []


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_by_its_kind(name, lived_in):
    kind, statements = DAMAGE[name]
    for statement in statements.split(";"):
        if statement.strip():
            lived_in.database.execute_sql(statement)
    found = health.check(lived_in)
    assert {problem.kind for problem in found} == {kind}
    assert all(problem.count > 0 and problem.example for problem in found)


def test_photos_that_are_gone_damaged_or_left_over_are_found(lived_in, tmp_path):
    Image.new("RGB", (30, 20), "red").save(tmp_path / "photo.png")
    ids = [photos.add(lived_in, tmp_path / "photo.png", extinguisher_id=1) for _i in range(3)]
    assert health.check(lived_in) == []
    files = [photos.folder(lived_in) / t.Attachment.get_by_id(one).file for one in ids]
    files[0].write_bytes(files[0].read_bytes()[:-1] + b"x")
    files[1].replace(photos.folder(lived_in) / "left over")
    (problem,) = health.check(lived_in)
    assert (problem.kind, problem.count) == ("attachment", 3)
    files[2].write_bytes(b"")
    assert health.check(lived_in)[0].count == 4


def test_the_first_broken_link_is_named(lived_in):
    for statement in (UNLOCK + "UPDATE journal SET subject = 'x' WHERE id = 5").split(";"):
        lived_in.database.execute_sql(statement)
    assert list(journal.broken_links()) == ["5"]


def test_a_missing_end_stays_to_be_seen_when_the_journal_goes_on(lived_in):
    newest = t.JournalEntry.select().count()
    for statement in (UNLOCK + f"DELETE FROM journal WHERE id > {newest - 2}").split(";"):
        lived_in.database.execute_sql(statement)
    assert list(journal.broken_links()) == [str(newest - 1)]
    with lived_in.transaction():
        journal.append(lived_in, "setting.change", "x")
    assert list(journal.broken_links()) == [str(newest + 1)]  # the numbers that are gone are not given again


def test_a_registry_without_an_anchor_gets_one_with_its_next_entry(lived_in):
    anchor = t.Setting.name == "journal.anchor"
    t.Setting.delete().where(anchor).execute()
    assert list(journal.broken_links()) == []
    with lived_in.transaction():
        journal.append(lived_in, "setting.change", "x")
    assert t.Setting.select().where(anchor).count() == 1
    assert health.check(lived_in) == []
