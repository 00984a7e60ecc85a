"""Another key for the whole database file, in place: every page is encrypted again, or none.

Done with a rollback journal and the file held alone. The journal keeps the pages as they were, so whatever stops it is
rolled back by whoever opens the file next, with whichever key he tries.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import peewee

from firereg.errors import ConflictError, RegistryError
from firereg.i18n import _
from firereg.store.database import passphrase
from firereg.store.engine import Database, known_errors

_LOOKING = {"cipher_log_level": "none", "busy_timeout": 10_000}
_WAIT_MS = 1_000


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """Hold the file alone, its log written back; at the end it is let go, and open again as usual.

    ConflictError where anybody else has it open, another thread of this program too.
    """
    with known_errors():
        try:
            _take(database)
        except RegistryError as error:
            _reopen(database)
            if "locked" not in str(error.__cause__):
                raise
            raise ConflictError(
                _(
                    "Another window or command has the registry open. Nothing was changed. Close it there, then try "
                    "again."
                )
            ) from error
        try:
            yield
        finally:
            _reopen(database)


def encrypt_again(database: Database, key: bytes) -> None:
    """Encrypt the file, which is held alone, with another 32-byte key. RegistryError where a disk is full."""
    try:
        database.execute_sql(f'PRAGMA rekey = "{passphrase(key)}"')
    except (peewee.DatabaseError, RegistryError) as error:  # the engine does not say what stopped it
        raise RegistryError(
            _(
                "The key could not be changed: the disk is full or does not answer. The registry opens as before. Free "
                "some space, then try again."
            )
        ) from error
    database.connect_params["passphrase"] = passphrase(key)


def fitting(path: Path, keys: Sequence[bytes]) -> bytes:
    """Which of the keys opens the database now; RegistryError where none does.

    The first one where there is nothing to choose: no second key, or no file.
    """
    if len(keys) == 1 or not path.exists():
        return keys[0]
    for key in keys:
        try:
            _look(path, key)
        except RegistryError:
            if key == keys[-1]:
                raise
        else:
            return key
    raise ValueError("no key")


def _look(path: Path, key: bytes) -> None:
    database = Database(str(path), passphrase=passphrase(key), pragmas=_LOOKING)
    with known_errors(), database.connection_context():
        database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()


def _take(database: Database) -> None:
    database.execute_sql(f"PRAGMA busy_timeout = {_WAIT_MS}")
    database.execute_sql("PRAGMA locking_mode = exclusive")
    # This needs that nobody else is connected, whatever he does, and the lock is kept from here on.
    database.execute_sql("PRAGMA journal_mode = delete")
    database.execute_sql("BEGIN EXCLUSIVE")
    database.execute_sql("COMMIT")


def _reopen(database: Database) -> None:
    database.close()
    database.connect()
