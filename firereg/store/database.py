"""Opening the encrypted file, its version, transactions, and whether the file is sound."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
from playhouse.migrations import Migration, Runner

from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.store.engine import Database, known_errors
from firereg.store.models import MODELS

MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = {
    "cipher_log_level": "none",  # what it would print is told by the errors it raises
    "busy_timeout": 10_000,
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "recursive_triggers": 1,  # without, REPLACE changes the journal past its triggers
    "cache_size": -32_000,
}


def open_database(path: Path, key: bytes) -> Database:
    """The database in `path`, unlocked with its 32-byte key, migrated, and bound to the models.

    RegistryError where it is damaged, read-only, in use, or made by a newer version.
    """
    database = Database(str(path), passphrase=f"x'{key.hex()}'", pragmas=_PRAGMAS)
    with closed_on_failure(database), known_errors():
        database.connect()
        _migrate(database)
    database.bind(MODELS)
    return database


@contextmanager
def closed_on_failure(database: Database) -> Iterator[None]:
    """Let the file go again where opening it comes to nothing."""
    try:
        yield
    except BaseException:
        database.close()
        raise


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
    for row in _findings(database, "integrity_check"):
        if row[0] != "ok":
            yield "integrity", str(row[0])
    for row in _findings(database, "cipher_integrity_check"):
        yield "encryption", str(row[0])
    for row in _findings(database, "foreign_key_check"):
        yield "foreign_key", " ".join(map(str, row))


def _findings(database: Database, check: str) -> list[tuple[Any, ...]]:
    """The rows of a check; where the damage stops the check itself, that is its finding."""
    try:
        return database.execute_sql(f"PRAGMA {check}").fetchall()
    except (peewee.DatabaseError, RegistryError) as error:
        return [(str(error),)]
