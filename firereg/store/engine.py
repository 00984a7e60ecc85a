"""The engine, which says in a clerk's words what stopped it: a full disk, a lock, a damaged file."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from firereg.errors import RegistryError
from firereg.i18n import _


def _damaged() -> str:
    return _("The registry file is damaged. Nothing was written to it. Restore it from a backup.")


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
    ("malformed", _damaged),
    ("vtable constructor failed", _damaged),
    ("fts5: corruption", _damaged),
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
    except (peewee.DatabaseError, dbapi2.DatabaseError) as error:
        sentence = _sentence_for(str(error).lower())
        if sentence is None:
            raise
        raise RegistryError(sentence) from error
    except OSError as error:
        text = {
            **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "disk is full"),
            **dict.fromkeys((errno.EACCES, errno.EROFS), "readonly"),
        }
        sentence = _sentence_for(text.get(error.errno or 0, ""))
        if sentence is None:
            raise
        raise RegistryError(sentence) from error


def _sentence_for(engine_text: str) -> str | None:
    return next((sentence() for part, sentence in _SENTENCES if part in engine_text), None)


class _Cursor(dbapi2.Cursor):
    """A cursor whose every step can meet a damaged page or a full disk, long after the query began."""

    def execute(self, *arguments: Any) -> Any:
        with known_errors():
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:
        with known_errors(), peewee.__exception_wrapper__:
            return super().executemany(*arguments)

    def fetchone(self) -> Any:
        with known_errors():
            return super().fetchone()

    def fetchall(self) -> Any:
        with known_errors():
            return super().fetchall()


class Database(SqlCipherDatabase):
    """The encrypted database; what the surroundings did to it is a RegistryError, wherever it shows."""

    def cursor(self, named_cursor: Any = None) -> _Cursor:  # noqa: ARG002 - peewee's signature
        """A cursor on the connection of this thread."""
        return self.connection().cursor(_Cursor)

    def rollback(self) -> None:
        """Undo the transaction; after a full disk the engine has done so by itself."""
        if self.connection().in_transaction:
            super().rollback()
