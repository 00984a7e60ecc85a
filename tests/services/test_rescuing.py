"""What is saved of a damaged registry: every row that can be read; what cannot is told; a sound registry afterwards."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from firereg.errors import BadInputError, DamagedRegistryError, NotAllowedError
from firereg.services import backups, handovers, health, journal, rescuing
from firereg.services.handover_draft import Gift
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store.database import key_of
from firereg.store.pages import opened_pages
from firereg.store.refilling import Why
from firereg.store.salvage import Salvage
from tests.small_ward import HOUSEHOLDS, NOW, PASSWORD, USER, Clock, draft, give

PAGE = 4096
VERSIONS = Path(__file__).resolve().parents[1] / "data" / "registries"


@pytest.fixture
def lived_in(registry: Registry) -> Registry:
    for number in range(1, 9):
        give(registry, number, *(["PC-0001"] if number == 1 else []), gifts=(Gift("Quà", 500_000),))
    return registry


def damage(registry: Registry, *names: str, zero: bool = False) -> Path:
    """Close it and hit the first page of these tables and indexes."""
    roots = dict(registry.database.execute_sql("SELECT name, rootpage FROM sqlite_master").fetchall())
    registry.close()
    file = registry.folder / "registry.db"
    raw = bytearray(file.read_bytes())
    for name in names:
        start = (roots[name] - 1) * PAGE
        raw[start : start + PAGE] = bytes(PAGE) if zero else raw[start : start + PAGE - 1] + b"\0"
        raw[start + 90] ^= 1
    file.write_bytes(raw)
    return registry.folder


def damage_leaf(registry: Registry, table: str, leaf: int) -> Path:
    """Close it and hit one of the pages with the rows of a table, -1 for the newest."""
    registry.close()
    file = registry.folder / "registry.db"
    with opened_pages(file, key_of(registry.database)) as pages:
        page = Salvage(pages)._leaves[table][leaf]
    raw = bytearray(file.read_bytes())
    raw[page * PAGE - 1] ^= 1
    file.write_bytes(raw)
    return registry.folder


def opened(folder: Path) -> Registry:
    return open_registry(folder, USER, PASSWORD, Clock(NOW))


def saved(folder: Path, into: Path, user: str = USER, secret: str = PASSWORD) -> rescuing.Rescued:
    return rescuing.rescue(folder, into, user, secret, clock=Clock(NOW))


def test_a_page_that_only_finds_rows_costs_none(lived_in, tmp_path):
    folder = damage(lived_in, "household_code", "search_household_data", "due_date")
    made = saved(folder, tmp_path / "new")
    assert made.whole
    again = opened(tmp_path / "new")
    assert health.check(again) == []
    assert [entry.action for entry in journal.entries(limit=2)] == ["sign_in", "registry.rescued"]
    again.close()


def test_what_others_name_comes_from_the_backup_and_the_rest_is_named_by_its_code(lived_in, tmp_path):
    made_before = backups.make(lived_in)
    t.Household.update(note="later").where(t.Household.id == 1).execute()
    folder = damage(lived_in, "household")
    made = saved(folder, tmp_path / "new")
    assert made.backup.path == made_before.path
    assert {(one.table, one.why) for one in made.lost} == {
        ("household", Why.FROM_BACKUP),
        ("household", Why.UNREADABLE),
    }
    assert made.counts["household"] == len(HOUSEHOLDS)
    again = opened(tmp_path / "new")
    assert health.check(again) == []
    assert t.Household.get_by_id(1).note != "later"
    again.close()
    rows = list(csv.reader((tmp_path / "new" / "rescued.csv").read_text("utf-8-sig").splitlines()))
    assert ["household", "1", "1", "TDP07-0001", "Taken from the backup: may be older"] in rows
    told = (tmp_path / "new" / "rescued.csv").read_text("utf-8-sig")
    assert not any(
        draft.head_name in told or (draft.address and draft.address in told) for draft in HOUSEHOLDS
    )


def test_without_a_backup_what_belonged_to_a_lost_row_is_left_out_and_told(lived_in, tmp_path):
    folder = damage(lived_in, "household")
    made = saved(folder, tmp_path / "new")
    whys = {(one.table, one.why) for one in made.lost}
    assert ("handover", Why.NAMES_A_LOST_ROW) in whys
    assert ("extinguisher", Why.LET_GO) in whys
    assert made.receipts == [f"BG-2023-{number:04d}" for number in range(1, 9)]
    again = opened(tmp_path / "new")
    assert {problem.kind for problem in health.check(again)} == {"holder"}
    assert t.Extinguisher.get_by_id(1).household is None
    again.close()


def test_a_number_that_was_given_once_is_not_given_again(lived_in, tmp_path):
    folder = damage_leaf(lived_in, "handover", -1)
    made = saved(folder, tmp_path / "new")
    assert made.receipts[-1] == "BG-2023-0008"
    again = opened(tmp_path / "new")
    assert handovers.record(again, draft(1, gifts=(Gift("Quà", 1),))).code == "BG-2023-0009"
    assert "receipt_number" not in {problem.kind for problem in health.check(again)}
    again.close()


@pytest.mark.parametrize("leaf", [0, -1])
def test_gaps_of_the_journal_that_the_rescue_names_are_known_and_others_are_not(lived_in, tmp_path, leaf):
    folder = damage_leaf(lived_in, "journal", leaf)
    made = saved(folder, tmp_path / "new")
    assert {one.table for one in made.lost} == {"journal"}
    again = opened(tmp_path / "new")
    assert list(journal.broken_links()) == []
    assert backups.make(again).checked
    again.database.execute_sql("DROP TRIGGER journal_no_update")
    number = t.JournalEntry.select(t.JournalEntry.id).order_by(t.JournalEntry.id.desc()).scalar()
    again.database.execute_sql("UPDATE journal SET subject = 'x' WHERE id = ?", (number,))
    assert list(journal.broken_links()) == [str(number)]
    again.close()


def test_damaged_key_slots_are_taken_from_the_backup(lived_in, tmp_path):
    backups.make(lived_in)
    lived_in.close()
    (lived_in.folder / "keys.json").write_text("{")
    assert saved(lived_in.folder, tmp_path / "new").whole
    opened(tmp_path / "new").close()
    shutil.rmtree(lived_in.folder / "backups")
    with pytest.raises(DamagedRegistryError, match="key file"):
        saved(lived_in.folder, tmp_path / "other")
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("version", range(1, 6))
def test_an_older_one_is_saved_at_its_version_and_migrated(version, tmp_path):
    folder = Path(shutil.copytree(VERSIONS / f"version-{version}", tmp_path / "old"))
    before = (folder / "registry.db").read_bytes()
    made = saved(folder, tmp_path / "new")
    assert made.whole
    assert (folder / "registry.db").read_bytes() == before
    again = opened(tmp_path / "new")
    assert {p.kind for p in health.check(again)} <= {"key_slot"}
    saved_rows = {m: m.select().count() for m in (t.Household, t.Extinguisher, t.Handover, t.DueDate)}
    again.close()
    migrated = open_registry(folder, USER, PASSWORD, Clock(NOW))
    assert saved_rows == {m: m.select().count() for m in saved_rows}
    migrated.close()


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        (lambda folder, into: into.mkdir() or (into / "x").touch(), BadInputError),
        (lambda folder, into: (folder / "registry.db").write_bytes(bytes(9 * PAGE)), DamagedRegistryError),
        (lambda folder, into: (folder / "registry.db").unlink(), DamagedRegistryError),
    ],
)
def test_what_stands_against_it_leaves_nothing(lived_in, tmp_path, prepare: Callable, error):
    lived_in.close()
    prepare(lived_in.folder, tmp_path / "new")
    there = sorted(tmp_path.rglob("*"))
    with pytest.raises(error):
        saved(lived_in.folder, tmp_path / "new")
    assert sorted(tmp_path.rglob("*")) == there


def test_who_may_not_sign_in_saves_nothing(lived_in, tmp_path):
    t.User.update(active=False).execute()
    lived_in.close()
    with pytest.raises(NotAllowedError):
        saved(lived_in.folder, tmp_path / "new")
    with pytest.raises(NotAllowedError):
        saved(lived_in.folder, tmp_path / "new", secret="wrong")
    assert not (tmp_path / "new").exists()


def test_the_accounts_are_lost_and_somebody_gets_in(lived_in, tmp_path):
    folder = damage(lived_in, "user", zero=True)
    made = saved(folder, tmp_path / "new")
    assert any(one.table == "user" for one in made.lost)
    opened(tmp_path / "new").close()
