"""Files that are handed out: the old one or the new one, never half of one."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from firereg.errors import BadInputError, RegistryError
from firereg.i18n import _
from firereg.paths import is_too_long

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNFINISHED = ".part"
_OLD_SECONDS = 24 * 3600


def save_file(path: Path, data: bytes) -> Path:
    """`path`, now holding `data`; what was there before is replaced.

    BadInputError where the folder does not exist or cannot be written to, RegistryError for a full disk.
    """
    try:
        _refuse_place(path)
        _replace(path, data)
    except OSError as error:
        if is_too_long(error):
            raise BadInputError(
                _("The name or the path is too long: {path}. Choose a shorter one.").format(path=path), "out"
            ) from error
        if error.errno in _FULL:
            raise RegistryError(
                _("The disk is full. {path} was not saved. Free some space, then save again.").format(
                    path=path
                )
            ) from error
        raise BadInputError(
            _("{path} cannot be written. Close it where it is open, or choose another folder.").format(
                path=path
            ),
            "out",
        ) from error
    return path


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A path in `folder` that is not there yet, and is gone afterwards unless it was given another name."""
    path = folder / f".firereg-{secrets.token_hex(4)}{_UNFINISHED}"
    try:
        yield path
    finally:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):
            path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Take away what a program that was killed left half done, once surely nobody is at it any more."""
    for path in folder.glob(f".firereg-*{_UNFINISHED}"):
        with suppress(OSError):
            if datetime.now().timestamp() - path.stat().st_mtime > _OLD_SECONDS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _refuse_place(path: Path) -> None:
    if not path.parent.is_dir():
        raise BadInputError(
            _("The folder {folder} does not exist. Create it or choose another one.").format(
                folder=path.parent
            ),
            "out",
        )
    if path.is_dir():
        raise BadInputError(_("{path} is a folder. Name a file in it.").format(path=path), "out")


def _replace(path: Path, data: bytes) -> None:
    sweep(path.parent)
    with unfinished(path.parent) as temporary:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
