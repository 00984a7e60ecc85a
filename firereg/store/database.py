"""Opening the encrypted file, its version, transactions, and whether the file is sound."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
from playhouse.migrations import Migration, Runner

from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.store import household_listing
from firereg.store.engine import Database, known_errors
from firereg.store.models import MODELS
from firereg.store.pages import pages_in_use

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


def passphrase(key: bytes) -> str:
    """A 32-byte key as the engine takes it."""
    return f"x'{key.hex()}'"


def key_of(database: Database) -> bytes:
    """The key that a database was opened with."""
    return bytes.fromhex(database.connect_params["passphrase"][2:-1])


def open_database(
    path: Path, key: bytes, before_migration: Callable[[Database], object] | None = None
) -> Database:
    """The database in `path`, unlocked with its 32-byte key, migrated, and bound to the models.

    `before_migration` is called with a database of an older version before anything of it is changed.
    RegistryError where it is damaged, read-only, in use, or made by a newer version.
    """
    database = Database(str(path), passphrase=passphrase(key), pragmas=_PRAGMAS)
    with closed_on_failure(database), known_errors():
        database.connect()
        _migrate(database, before_migration)
        if household_listing.waiting(database):
            with transaction(database):
                pass
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


def _migrate(database: Database, before: Callable[[Database], object] | None) -> None:
    runner = _runner(database)
    found = runner.status()
    if any(m.applied and m.path is None for m in found):
        raise RegistryError(
            _(
                "This registry was made by a newer version of firereg (registry version {theirs}, this program "
                "knows {ours}). Install the newer version."
            ).format(theirs=schema_version(database), ours=newest_version())
        )
    if before and any(m.applied for m in found) and not all(m.applied for m in found):
        before(database)
    runner.up()


@contextmanager
def transaction(database: Database, kind: str = "IMMEDIATE") -> Iterator[None]:
    """One immediate transaction: all or nothing, and the only writer while it lasts.

    A "DEFERRED" one only reads, and sees one moment.
    """
    with known_errors(), database.atomic(kind):
        yield
        if kind == "IMMEDIATE" and database.transaction_depth() == 1:
            household_listing.settle(database)


def integrity_problems(database: Database) -> Iterator[tuple[str, str]]:
    """What the engine finds wrong with the file: (kind, example)."""
    for row in _findings(database, "integrity_check"):
        if row[0] != "ok":
            yield "integrity", str(row[0])
    encryption = [str(row[0]) for row in _findings(database, "cipher_integrity_check")]
    if encryption:
        pages = pages_in_use(Path(database.database), key_of(database))
        yield from (("encryption", said) for said in pages.that_matter(encryption))
    for row in _findings(database, "foreign_key_check"):
        yield "foreign_key", " ".join(map(str, row))


def _findings(database: Database, check: str) -> list[tuple[Any, ...]]:
    """The rows of a check; where the damage stops the check itself, that is its finding."""
    try:
        return database.execute_sql(f"PRAGMA {check}").fetchall()
    except (peewee.DatabaseError, RegistryError) as error:
        return [(str(error),)]
