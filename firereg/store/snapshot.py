"""A copy of the database as it is at one moment, and whether it is sound. Works on files of every version.

Nothing here goes through the models: they belong to the database that is open, and the copy is another one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import peewee
from sqlcipher3 import dbapi2

from firereg.store.database import integrity_problems, schema_version, transaction
from firereg.store.engine import Database, known_errors

_PAGES_AT_ONCE = 2_000
_TABLES = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'search\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY name
"""
_COPYING = {"cipher_log_level": "none", "journal_mode": "off", "synchronous": "off"}
_LOOKING = {"cipher_log_level": "none", "busy_timeout": 10_000, "foreign_keys": 1, "cache_size": -128_000}
_STEPS_BETWEEN = 200_000  # of the engine: some hundredths of a second
_CHANGING_NOTHING = ("backup.%", "sign_in%")


@dataclass(frozen=True)
class Contents:
    """What a database holds: its version, the rows of each table, and the last entry of its journal."""

    version: int
    counts: dict[str, int]
    last_entry: int


def contents(database: Database) -> Contents:
    """What the database holds now."""
    names = [name for (name,) in database.execute_sql(_TABLES).fetchall()]
    counts = {name: _one(database, f'SELECT count(*) FROM "{name}"') for name in names}
    return Contents(schema_version(database), counts, last_entry(database))


def last_entry(database: Database) -> int:
    """The number of the last journal entry that tells of more than backups and who came; 0 for none."""
    return _one(
        database,
        "SELECT coalesce(max(id), 0) FROM journal WHERE action NOT LIKE ? AND action NOT LIKE ?",
        *_CHANGING_NOTHING,
    )


def copy_to(database: Database, target: Path, progress: Callable[[int, int], None]) -> Contents:
    """Copy the database into a new file under the same key; what it held at that moment.

    Others may write meanwhile: the copy is of the moment it began. `progress` is told (done, total) pages.
    """
    copy = Database(str(target), passphrase=database.connect_params["passphrase"], pragmas=_COPYING)
    with known_errors(), copy.connection_context(), transaction(database, "DEFERRED"):
        held = contents(database)
        database.connection().backup(
            copy.connection(),
            pages=_PAGES_AT_ONCE,
            progress=lambda _status, left, total: progress(total - left, total),
        )
        copy.execute_sql("PRAGMA journal_mode = delete")  # the whole of it is in this one file
    return held


@contextmanager
def opened(path: Path, passphrase: str, still_wanted: Callable[[], object]) -> Iterator[Database]:
    """The database in a file that is not the one in use; neither migrated nor bound to the models.

    `still_wanted` is asked now and then; what it raises breaks off what the engine does, however long that takes.
    """
    database = Database(str(path), passphrase=passphrase, pragmas=_LOOKING)

    def stop() -> int:
        still_wanted()
        return 0

    with known_errors(), database.connection_context():
        database.connection().set_progress_handler(stop, _STEPS_BETWEEN)
        try:
            yield database
        except (peewee.OperationalError, dbapi2.OperationalError):
            still_wanted()  # the engine only knows that it was interrupted
            raise


def problems(database: Database, wanted: Contents) -> Iterator[str]:
    """What is wrong with a copy that should hold `wanted`."""
    yield from (example for _kind, example in integrity_problems(database))
    if contents(database) != wanted:
        yield "counts"


def _one(database: Database, sql: str, *values: object) -> int:
    return int(database.execute_sql(sql, values).fetchone()[0])
