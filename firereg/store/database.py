"""Opening the encrypted file, its version, transactions, and whether the file is sound."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playhouse.migrations import Migration, Runner

from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.store.engine import Database, known_errors
from firereg.store.models import MODELS

MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "cache_size": -32_000}
_BUSY_SECONDS = 10


def open_database(path: Path, key: bytes) -> Database:
    """The database in `path`, unlocked with its 32-byte key, migrated, and bound to the models.

    RegistryError where it is damaged, read-only, in use, or made by a newer version.
    """
    database = Database(str(path), passphrase=f"x'{key.hex()}'", pragmas=_PRAGMAS, timeout=_BUSY_SECONDS)
    try:
        with known_errors():
            database.connect()
            _migrate(database)
    except BaseException:
        database.close()
        raise
    database.bind(MODELS)
    return database


def schema_version(database: Database) -> int:
    """The number of the last migration the file has had; 0 for an empty file."""
    return max((m.idx for m in _runner(database).status() if m.applied), default=0)


def newest_version() -> int:
    """The number of the last migration this program knows."""
    return max(m.idx for m in Migration.load_directory(str(MIGRATIONS)))


def _runner(database: Database) -> Runner:
    return Runner(database, str(MIGRATIONS))


def _migrate(database: Database) -> None:
    runner = _runner(database)
    if any(m.applied and m.path is None for m in runner.status()):
        raise RegistryError(
            _(
                "This registry was made by a newer version of firereg (registry version {theirs}, this program "
                "knows {ours}). Install the newer version."
            ).format(theirs=schema_version(database), ours=newest_version())
        )
    runner.up()


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """One immediate transaction: all or nothing, and the only writer while it lasts."""
    with known_errors(), database.atomic("IMMEDIATE"):
        yield


def integrity_problems(database: Database) -> Iterator[tuple[str, str]]:
    """What the engine finds wrong with the file: (kind, example)."""
    for (row,) in database.execute_sql("PRAGMA integrity_check").fetchall():
        if row != "ok":
            yield "integrity", row
    for (row,) in database.execute_sql("PRAGMA cipher_integrity_check").fetchall():
        yield "encryption", row
    for table, rowid, parent, _index in database.execute_sql("PRAGMA foreign_key_check").fetchall():
        yield "foreign_key", f"{table} {rowid} -> {parent}"


def execute(database: Database, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
    """The rows of a statement that the query builder has no words for."""
    return database.execute_sql(sql, parameters).fetchall()
