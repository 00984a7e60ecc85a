"""Whether a database is sound, found out before anything is written to its folder.

The engine writes as soon as it opens: it makes the index of the log, takes the log back into the file, removes it. So
it is asked in ways in which it cannot: a file without a log as one that nobody changes; one with a log and its index
read-only, the index too. A log that has no index, or that of another log, is read without the engine: to read it the
engine makes an index of its own without locks, and takes the log away at the end where it finds nothing in it, whoever
else may be about to write there.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from sqlcipher3 import dbapi2

from firereg.errors import DamagedRegistryError, RegistryError
from firereg.store.database import passphrase
from firereg.store.engine import Database, damaged, known_errors
from firereg.store.pages import opened_pages
from firereg.store.write_ahead_log import index_fits, log_path, read_log

SECONDS = 0.5
"""So long at most the quick check of a large registry holds up its opening; the weekly check reads the rest."""
_STEPS_BETWEEN = 20_000
_LOOKING = {"cipher_log_level": "none", "cache_size": -32_000}
_AGAIN_AFTER = 0.1  # seconds: by then whoever is writing the log has gone on


def refuse_damaged(path: Path, key: bytes, seconds: float = SECONDS) -> None:
    """DamagedRegistryError where the database, its log or its index is not what was written; nothing is changed.

    Every page is compared with its HMAC; then the engine's quick check looks for so many seconds at how they hang
    together.
    """
    problem = damaged() if _log_lost(path) else _problem(path, key, seconds) and _problem(path, key, seconds)
    if problem is not None:
        raise problem


def _log_lost(path: Path) -> bool:
    """Whether committed pages of the log are lost, and still are once somebody who may be writing it has gone on."""
    first = read_log(path)
    if not first.lost_commits:
        return False
    time.sleep(_AGAIN_AFTER)
    again = read_log(path)
    return again.lost_commits > 0 and again.valid == first.valid


def _problem(path: Path, key: bytes, seconds: float) -> DamagedRegistryError | None:
    way = _way(path)
    if way is None:
        return None if _readable(path, key, seconds) else damaged()
    try:
        with _looked_at(path, key, way) as database:
            suspected = [str(row[0]) for row in _rows(database, "cipher_integrity_check")]
            if (suspected and _matter(path, key, suspected)) or not _hangs_together(database, seconds):
                return damaged()
    except DamagedRegistryError as error:
        return error
    return None


def _readable(path: Path, key: bytes, seconds: float) -> bool:
    """Whether every page that holds something is as it was written, as far as it was looked at."""
    until = time.monotonic() + seconds
    with opened_pages(path, key) as pages:
        for number in range(1, pages.count + 1):
            if pages.read(number) is None and number not in (pages.free() or ()):
                return False
            if time.monotonic() > until:
                break
    return True


def _matter(path: Path, key: bytes, suspected: list[str]) -> bool:
    with opened_pages(path, key) as pages:
        return any(pages.that_matter(suspected))


def _hangs_together(database: Database, seconds: float) -> bool:
    until = time.monotonic() + seconds
    database.connection().set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN)
    try:
        return all(row[0] == "ok" for row in _rows(database, "quick_check"))
    except (peewee.OperationalError, dbapi2.OperationalError, RegistryError):
        if time.monotonic() > until:
            return True  # as far as it was looked at; what is interrupted may call that damage
        raise


def _rows(database: Database, check: str) -> list[tuple[object, ...]]:
    return database.execute_sql(f"PRAGMA {check}").fetchall()


@contextmanager
def _looked_at(path: Path, key: bytes, way: str) -> Iterator[Database]:
    database = Database(
        f"{path.absolute().as_uri()}?{way}", passphrase=passphrase(key), pragmas=_LOOKING, uri=True
    )
    with known_errors(), database.connection_context():
        yield database


def _way(path: Path) -> str | None:
    """How the engine opens the file without writing; None where it cannot."""
    rollback = path.with_name(path.name + "-journal")
    if rollback.exists() and rollback.stat().st_size:
        return "mode=rw"  # whoever was stopped while changing every page has left the way back here
    if not log_path(path).exists():
        return "immutable=1"
    return "mode=ro&readonly_shm=1" if index_fits(path) else None
