"""Another key for the whole file: all of it or nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from firereg.errors import ConflictError, RegistryError
from firereg.store import rekey
from firereg.store.database import integrity_problems, key_of, open_database, passphrase
from firereg.store.engine import Database
from firereg.store.keyslots import new_key
from firereg.store.models import Setting

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = 400
FULL = """
import resource, sys
from pathlib import Path
from firereg import i18n
from firereg.errors import UserError
from firereg.store import rekey
from firereg.store.database import open_database
i18n.use("en")
path, old, new = Path(sys.argv[1]), *map(bytes.fromhex, sys.argv[2:])
database = open_database(path, old)
try:
    with rekey.alone(database):
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))
        rekey.encrypt_again(database, new)
except UserError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def database(tmp_path):
    made = open_database(tmp_path / "registry.db", new_key())
    Setting.insert_many([{"name": f"n{i}", "value": "x" * 2_000} for i in range(ROWS)]).execute()
    yield made
    if not made.is_closed():
        made.close()


def holds_everything(path: Path, key: bytes) -> bool:
    again = open_database(path, key)
    try:
        return Setting.select().count() == ROWS and list(integrity_problems(again)) == []
    finally:
        again.close()


def test_the_new_key_opens_and_the_old_one_does_not(database, tmp_path):
    path, old, new = tmp_path / "registry.db", key_of(database), new_key()
    with rekey.alone(database):
        rekey.encrypt_again(database, new)
    assert key_of(database) == new
    assert Setting.select().count() == ROWS
    assert database.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["registry.db"]
    assert rekey.fitting(path, [old, new]) == new
    assert rekey.fitting(path, [new, old]) == new
    assert holds_everything(path, new)
    with pytest.raises(RegistryError):
        open_database(path, old)


def test_what_fails_inside_leaves_the_key(database, tmp_path):
    old = key_of(database)
    with pytest.raises(ZeroDivisionError), rekey.alone(database):
        raise ZeroDivisionError
    assert key_of(database) == old
    database.close()
    assert holds_everything(tmp_path / "registry.db", old)


def test_nobody_comes_in_meanwhile(database, tmp_path):
    pragmas = {"busy_timeout": 50, "cipher_log_level": "none"}
    other = Database(str(tmp_path / "registry.db"), passphrase=passphrase(key_of(database)), pragmas=pragmas)
    with rekey.alone(database), pytest.raises(RegistryError, match="Another program"), other:
        other.execute_sql("SELECT count(*) FROM setting").fetchone()
    with other.connection_context():
        assert other.execute_sql("SELECT count(*) FROM setting").fetchone() == (ROWS,)
        with pytest.raises(ConflictError), rekey.alone(database):
            pytest.fail("somebody else has it open")
    Setting.update(value="y").execute()  # and the work goes on


def test_no_key_that_fits_is_told(database, tmp_path):
    database.close()
    with pytest.raises(RegistryError, match="does not belong to its key file"):
        rekey.fitting(tmp_path / "registry.db", [new_key(), new_key()])
    assert not (tmp_path / "nothing.db").exists()
    rekey.fitting(tmp_path / "nothing.db", [new_key(), new_key()])
    assert not (tmp_path / "nothing.db").exists()


@pytest.mark.skipif(os.name == "nt", reason="no limit to set there")
def test_a_full_disk_leaves_the_old_key(database, tmp_path):
    path, old, new = tmp_path / "registry.db", key_of(database), new_key()
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), old.hex(), new.hex()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("RegistryError The key could not be changed: the disk is full")
    assert rekey.fitting(path, [new, old]) == old
    assert holds_everything(path, old)
