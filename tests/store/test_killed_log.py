"""What a killed program leaves of the log and its index is no damage: the registry opens, whatever the moment was."""

import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from firereg.services import settings
from firereg.services.making import DATABASE_FILE
from firereg.services.opening import open_with_key
from firereg.store import models as t
from firereg.store.database import key_of
from firereg.store.soundness import refuse_damaged
from firereg.store.write_ahead_log import index_path, log_path
from tests.small_ward import CASH, USER, give


def receipts_after_opening(file, key) -> int:
    again = open_with_key(file.parent, USER, key)
    kept = t.Handover.select().count()
    again.close()
    return kept


def test_a_log_that_was_only_begun(registry, tmp_path):
    """The head of a log is written and no page; the index is still that of no log at all."""
    give(registry, 1, gifts=(CASH,))
    key, head = key_of(registry.database), log_path(registry.folder / DATABASE_FILE).read_bytes()[:32]
    registry.close()
    again = open_with_key(registry.folder, USER, key)
    file = shutil.copytree(registry.folder, tmp_path / "killed") / DATABASE_FILE
    again.close()
    assert index_path(file).stat().st_size
    log_path(file).write_bytes(head)
    assert receipts_after_opening(file, key) == 1


def test_a_log_without_its_index(registry, tmp_path):
    give(registry, 1, gifts=(CASH,))
    file = shutil.copytree(registry.folder, tmp_path / "killed") / DATABASE_FILE
    index_path(file).unlink()
    assert receipts_after_opening(file, key_of(registry.database)) == 1


def test_looking_leaves_the_log_to_whoever_has_it_open(registry):
    """A log into which nothing was written yet is no log that may be taken away."""
    key, file = key_of(registry.database), registry.folder / DATABASE_FILE
    registry.close()
    first = open_with_key(registry.folder, USER, key)
    assert log_path(file).stat().st_size == 0
    before = log_path(file).stat().st_ino
    with ProcessPoolExecutor(1, get_context("spawn")) as another:
        another.submit(refuse_damaged, file, key).result()
    assert log_path(file).stat().st_ino == before
    give(first, 1, gifts=(CASH,))
    with ProcessPoolExecutor(1, get_context("spawn")) as another:
        assert another.submit(receipts_after_opening, file, key).result() == 1
    first.close()


def test_what_another_wrote_over_after_a_kill_is_not_missed(registry, tmp_path):
    """One wrote its log and was killed before the index knew; another, who had it open, wrote less over it."""
    give(registry, 1, gifts=(CASH,))
    key = key_of(registry.database)
    dead, alive = (
        shutil.copytree(registry.folder, tmp_path / name) / DATABASE_FILE for name in ("dead", "alive")
    )
    one = open_with_key(dead.parent, USER, key)
    give(one, 2, "PC-0001", "PC-0002", gifts=(CASH,))
    longer = log_path(dead).read_bytes()
    one.close()
    other = open_with_key(alive.parent, USER, key)
    settings.put(other, "own_number_on_paper", False)
    file = shutil.copytree(alive.parent, tmp_path / "both") / DATABASE_FILE
    other.close()
    shorter = log_path(file).read_bytes()
    assert longer[: len(shorter)] != shorter
    assert len(longer) > len(shorter)
    log_path(file).write_bytes(shorter + longer[len(shorter) :])
    refuse_damaged(file, key)
    assert receipts_after_opening(file, key) == 1
