"""Whether a registry is sound, found out without changing one byte of its folder; its rows read without the engine."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from firereg.errors import DamagedRegistryError
from firereg.services.handover_draft import Gift
from firereg.store import refilling, soundness
from firereg.store.database import key_of
from firereg.store.pages import opened_pages
from firereg.store.salvage import Salvage
from firereg.store.write_ahead_log import read_log
from tests.small_ward import give

PAGE = 4096
LONG_GIFTS = tuple(Gift(f"Quà {number} " + "rất dài " * 20, 1_000) for number in range(30))


@pytest.fixture
def key(registry) -> bytes:
    return key_of(registry.database)


@pytest.fixture
def killed(registry, tmp_path) -> Path:
    """The folder of a registry whose program was killed: its newest handover is in the log alone."""
    give(registry, 1, "PC-0001", gifts=LONG_GIFTS)
    return Path(shutil.copytree(registry.folder, tmp_path / "killed"))


@pytest.fixture
def closed(registry, killed) -> Path:
    registry.close()
    return registry.folder


def contents(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def change(path: Path, act: Callable[[bytearray], object]) -> None:
    raw = bytearray(path.read_bytes())
    act(raw)
    path.write_bytes(raw)


def flip(at: int) -> Callable[[bytearray], object]:
    def act(raw: bytearray) -> None:
        raw[at] ^= 1

    return act


def refused(folder: Path, key: bytes) -> bool:
    before = contents(folder)
    try:
        soundness.refuse_damaged(folder / "registry.db", key)
    except DamagedRegistryError:
        return True
    finally:
        assert contents(folder) == before
    return False


def test_a_sound_one_passes_however_it_was_left(closed, killed, key):
    assert not refused(closed, key)
    assert not refused(killed, key)
    (killed / "registry.db-shm").unlink()
    assert not refused(killed, key)


def test_one_that_another_program_works_in_passes(registry, key):
    give(registry, 1, "PC-0001")
    code = (
        "import sys; from pathlib import Path; from firereg.store import soundness;"
        "soundness.refuse_damaged(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))"
    )
    file = str(registry.folder / "registry.db")
    subprocess.run([sys.executable, "-c", code, file, key.hex()], check=True, timeout=60)
    give(registry, 2, "PC-0002")


@pytest.mark.parametrize("page", [1, 2, 40, -1])
def test_a_bit_of_any_page(closed, key, page):
    size = (closed / "registry.db").stat().st_size
    change(closed / "registry.db", flip((page - 1) * PAGE + 77 if page > 0 else size - 1))
    assert refused(closed, key)


def test_a_zeroed_page_that_a_row_overflows_to(closed, key):
    """The engine reads it as zeros, and its quick check does not mind."""
    with opened_pages(closed / "registry.db", key) as pages:
        found = Salvage(pages)
        free = pages.free() or set()
        page = next(
            n
            for n in range(2, pages.count + 1)
            if n not in found._reached | free and (pages.read(n) or b"\1")[:4] == bytes(4)
        )
    change(
        closed / "registry.db",
        lambda raw: raw.__setitem__(slice((page - 1) * PAGE, page * PAGE), bytes(PAGE)),
    )
    assert refused(closed, key)


def test_a_page_that_is_free_may_be_anything(registry, key):
    for statement in ("CREATE TABLE x (a)", "INSERT INTO x VALUES (zeroblob(20000))", "DROP TABLE x"):
        registry.database.execute_sql(statement)
    registry.close()
    with opened_pages(registry.folder / "registry.db", key) as pages:
        free = max(pages.free())
    change(
        registry.folder / "registry.db",
        lambda raw: raw.__setitem__(slice((free - 1) * PAGE, free * PAGE), bytes(PAGE)),
    )
    assert not refused(registry.folder, key)


@pytest.mark.parametrize("index", [True, False])
@pytest.mark.parametrize("at", [3, 17, 40, 60, 5000])
def test_a_bit_of_the_log_that_counts(killed, key, at, index):
    if not index:
        (killed / "registry.db-shm").unlink()
    change(killed / "registry.db-wal", flip(at))
    assert refused(killed, key)


def test_a_log_that_was_cut_off_or_taken_away(killed, key):
    whole = (killed / "registry.db-wal").read_bytes()
    for length in (0, 20, 32, len(whole) - 1, len(whole) // 2):
        (killed / "registry.db-wal").write_bytes(whole[:length])
        assert refused(killed, key), length
    (killed / "registry.db-wal").unlink()
    assert refused(killed, key)


def test_a_transaction_that_was_never_finished_is_no_damage(killed, key):
    change(killed / "registry.db-wal", lambda raw: raw.extend(raw[32 : 32 + 4_000]))
    assert not refused(killed, key)


def test_the_log_of_another_registry(closed, key, tmp_path):
    from firereg.services import opening

    other, _code = opening.create(tmp_path / "other", user="lan", full_name="x", password="cầu Rào 2")
    other.tell("sign_in")
    shutil.copy(tmp_path / "other" / "registry.db-wal", closed)
    other.close()
    assert refused(closed, key)


def test_the_time_it_may_take_is_bounded(closed, key, monkeypatch):
    monkeypatch.setattr(soundness, "_STEPS_BETWEEN", 1)
    soundness.refuse_damaged(closed / "registry.db", key, seconds=0)
    change(closed / "registry.db", flip(PAGE * 30 + 5))
    with pytest.raises(DamagedRegistryError):  # the pages themselves are always compared
        soundness.refuse_damaged(closed / "registry.db", key, seconds=0)


def test_rows_read_without_the_engine_are_those_it_gives(registry, key):
    give(registry, 1, "PC-0001", gifts=LONG_GIFTS)
    with opened_pages(registry.folder / "registry.db", key) as pages:
        found = Salvage(pages)
        tables, derived = refilling.shapes(registry.database)
        for table, columns in (tables | derived).items():
            rows = dict(found.rows(table, columns))
            wanted = registry.database.execute_sql(f'SELECT rowid, * FROM "{table}"').fetchall()
            assert rows == {number: tuple(values) for number, *values in wanted}, table
    assert read_log(registry.folder / "registry.db").valid > 0
    assert found.losses == []
