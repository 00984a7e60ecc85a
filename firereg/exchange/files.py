"""Files that are handed out: the old one or the new one, never half of one."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from firereg.errors import BadInputError, RegistryError
from firereg.i18n import _

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def save_file(path: Path, data: bytes) -> Path:
    """`path`, now holding `data`; what was there before is replaced.

    BadInputError where the folder does not exist or cannot be written to, RegistryError for a full disk.
    """
    if not path.parent.is_dir():
        raise BadInputError(
            _("The folder {folder} does not exist. Create it or choose another one.").format(
                folder=path.parent
            ),
            "out",
        )
    if path.is_dir():
        raise BadInputError(_("{path} is a folder. Name a file in it.").format(path=path), "out")
    try:
        _replace(path, data)
    except OSError as error:
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


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.stem[:40]}-{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
