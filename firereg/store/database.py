"""Opening the encrypted file, transactions, and what the engine's errors mean for a clerk."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
from playhouse.migrations import Migration, Runner
from playhouse.sqlcipher_ext import SqlCipherDatabase

from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.store.models import MODELS

MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "cache_size": -32_000}
_BUSY_SECONDS = 10


def open_database(path: Path, key: bytes) -> SqlCipherDatabase:
    """The database in `path`, unlocked with its 32-byte key, migrated, and bound to the models.

    RegistryError where it is damaged, read-only, in use, or made by a newer version.
    """
    database = SqlCipherDatabase(
        str(path), passphrase=f"x'{key.hex()}'", pragmas=_PRAGMAS, timeout=_BUSY_SECONDS
    )
    with known_errors():
        try:
            database.connect()
            _migrate(database)
        except BaseException:
            database.close()
            raise
    database.bind(MODELS)
    return database


def schema_version(database: SqlCipherDatabase) -> int:
    """The number of the last migration the file has had; 0 for an empty file."""
    return max((m.idx for m in _runner(database).status() if m.applied), default=0)


def newest_version() -> int:
    """The number of the last migration this program knows."""
    return max(m.idx for m in Migration.load_directory(str(MIGRATIONS)))


def _runner(database: SqlCipherDatabase) -> Runner:
    return Runner(database, str(MIGRATIONS))


def _migrate(database: SqlCipherDatabase) -> None:
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
def transaction(database: SqlCipherDatabase) -> Iterator[None]:
    """One immediate transaction: all or nothing, and the only writer while it lasts."""
    with known_errors(), database.atomic("IMMEDIATE"):
        yield


_SENTENCES: tuple[tuple[str, Callable[[], str]], ...] = (
    (
        "disk is full",
        lambda: _(
            "The disk is full. This was not saved; everything before it is safe. Free some space, then save again."
        ),
    ),
    (
        "readonly",
        lambda: _(
            "The registry folder cannot be written to. This was not saved. Check the rights of the folder or the "
            "switch on the stick."
        ),
    ),
    (
        "locked",
        lambda: _("Another program is using the registry. This was not saved. Try again in a moment."),
    ),
    (
        "not a database",
        lambda: _(
            "The registry file is damaged or does not belong to its key file. Restore it from a backup."
        ),
    ),
    (
        "malformed",
        lambda: _("The registry file is damaged. Nothing was written to it. Restore it from a backup."),
    ),
    (
        "unable to open",
        lambda: _("The registry file cannot be opened. Check that the folder exists and may be written to."),
    ),
    (
        "disk i/o error",
        lambda: _(
            "The disk does not answer. This was not saved. Check the disk or the stick, then try again."
        ),
    ),
)


@contextmanager
def known_errors() -> Iterator[None]:
    """Turn what the surroundings did (full disk, lock, damage) into a RegistryError; let bugs through."""
    try:
        yield
    except (peewee.OperationalError, peewee.DatabaseError) as error:
        sentence = _sentence_for(str(error).lower())
        if sentence is None:
            raise
        raise RegistryError(sentence) from error
    except OSError as error:
        text = {errno.ENOSPC: "disk is full", errno.EACCES: "readonly", errno.EROFS: "readonly"}
        sentence = _sentence_for(text.get(error.errno or 0, ""))
        if sentence is None:
            raise
        raise RegistryError(sentence) from error


def _sentence_for(engine_text: str) -> str | None:
    return next((sentence() for part, sentence in _SENTENCES if part in engine_text), None)


def integrity_problems(database: SqlCipherDatabase) -> Iterator[tuple[str, str]]:
    """What the engine finds wrong with the file: (kind, example)."""
    for (row,) in database.execute_sql("PRAGMA integrity_check").fetchall():
        if row != "ok":
            yield "integrity", row
    for (row,) in database.execute_sql("PRAGMA cipher_integrity_check").fetchall():
        yield "encryption", row
    for table, rowid, parent, _index in database.execute_sql("PRAGMA foreign_key_check").fetchall():
        yield "foreign_key", f"{table} {rowid} -> {parent}"


def execute(database: SqlCipherDatabase, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
    """The rows of a statement that the query builder has no words for."""
    return database.execute_sql(sql, parameters).fetchall()
