"""The engine, which says in a clerk's words what stopped it: a full disk, a lock, a damaged file."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from firereg.errors import DamagedRegistryError, RegistryError
from firereg.i18n import _


def damaged() -> DamagedRegistryError:
    """What is said where the file is not what was written to it."""
    return DamagedRegistryError(
        _(
            "The registry file is damaged. Nothing was written to it. Save what can be saved, or restore a backup."
        )
    )


_OF_ENGINE = (peewee.DatabaseError, dbapi2.DatabaseError)
_ERRNO = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "disk is full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "readonly"),
    **dict.fromkeys((errno.EIO, errno.ENXIO, errno.ENODEV), "disk i/o error"),  # a stick that was pulled out
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), "unable to open"),
    errno.ENAMETOOLONG: "name too long",
}
_FOREIGN = "not a database"
_DAMAGE = ("disk image is malformed", "vtable constructor failed", "fts5: corruption")
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
        "name too long",
        lambda: _(
            "The path of the file is too long. This was not saved. Choose a shorter name or a folder nearer to the top."
        ),
    ),
    (
        "locked",
        lambda: _("Another program is using the registry. This was not saved. Try again in a moment."),
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
    except (*_OF_ENGINE, OSError) as error:
        known = _known(error)
        if known is None:
            raise
        raise known from error


def _known(error: Exception) -> RegistryError | None:
    """What the surroundings did, None for a bug."""
    said = _ERRNO.get(error.errno or 0, "") if isinstance(error, OSError) else str(error).lower()
    if _FOREIGN in said:
        return DamagedRegistryError(
            _("The registry file is damaged or does not belong to its key file. Restore it from a backup.")
        )
    if any(part in said for part in _DAMAGE):
        return damaged()
    return next((RegistryError(sentence()) for part, sentence in _SENTENCES if part in said), None)


class _Cursor(dbapi2.Cursor):
    """A cursor whose every step can meet a damaged page or a full disk, long after the query began."""

    database: "Database"

    def execute(self, *arguments: Any) -> Any:
        try:
            return super().execute(*arguments)
        except _OF_ENGINE as error:
            self.database.tell(error)
            raise

    def executemany(self, *arguments: Any) -> Any:
        try:
            with peewee.__exception_wrapper__:
                return super().executemany(*arguments)
        except _OF_ENGINE as error:
            self.database.tell(error)
            raise

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except _OF_ENGINE as error:
            self.database.tell(error)
            raise

    def fetchall(self) -> Any:
        try:
            return super().fetchall()
        except _OF_ENGINE as error:
            self.database.tell(error)
            raise

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except _OF_ENGINE as error:
            self.database.tell(error)
            raise


class Database(SqlCipherDatabase):
    """The encrypted database; what the surroundings did to it is a RegistryError, wherever it shows.

    Once it was found to be `damaged`, nothing is written any more; `on_damage` is called then, in whatever thread
    that was.
    """

    damaged = False
    on_damage: Callable[[], object] = staticmethod(lambda: None)

    def cursor(self, named_cursor: Any = None) -> _Cursor:  # noqa: ARG002 - peewee's signature
        """A cursor on the connection of this thread."""
        cursor = self.connection().cursor(_Cursor)
        cursor.database = self
        return cursor

    def tell(self, error: Exception) -> None:
        """Raise what the surroundings did in place of the engine's error, and remember damage; a bug is let through."""
        known = _known(error)
        if isinstance(known, DamagedRegistryError):
            self.found_damaged()
        if known is not None:
            raise known from error

    def found_damaged(self) -> None:
        """Write nothing any more."""
        if not self.damaged:
            self.damaged = True
            self.on_damage()

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction; DamagedRegistryError for one that may write where the file is damaged."""
        if self.damaged and lock_type != "DEFERRED":
            raise damaged()
        super().begin(lock_type)

    def commit(self) -> None:
        """Keep what was written, unless the file was found to be damaged meanwhile."""
        if self.damaged:
            self.rollback()
            raise damaged()
        super().commit()

    def rollback(self) -> None:
        """Undo the transaction; after a full disk the engine has done so by itself."""
        if self.connection().in_transaction:
            super().rollback()
