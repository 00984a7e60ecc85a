"""A new registry takes its place in a folder whole or not at all, whatever else lies in that folder.

It is made in a folder of its own inside, closed, and moved file by file, the key file last: a database without its key
file, whose key file still waits there, was never opened by anybody and is no registry.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.services.backup_files import settle
from firereg.services.key_file import KEY_FILE
from firereg.store.engine import known_errors

DATABASE_FILE = "registry.db"
FOLDERS = ("backups", "documents", "attachments")
_WORK = ".firereg-new"


def half_made(folder: Path) -> bool:
    """Whether a process was killed between the moves of the two files."""
    return (folder / _WORK / KEY_FILE).exists() and not (folder / KEY_FILE).exists()


@contextmanager
def taking_place(folder: Path) -> Iterator[Path]:
    """Where to make the files, which are moved into `folder` at the end; whatever fails leaves it as it was.

    RegistryError where `folder` cannot be written to. The database must be closed at the end.
    """
    work = folder / _WORK
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    _clear(folder)
    try:
        with _writing_to(folder):
            work.mkdir(parents=True)
        yield work
        made = [path for name in FOLDERS if not (path := folder / name).exists()] + made
        with _writing_to(folder):
            for name in FOLDERS:
                (folder / name).mkdir(exist_ok=True)
            for name in ("-wal", "-shm"):  # of a database that is gone: the engine would write it into ours
                (folder / f"{DATABASE_FILE}{name}").unlink(missing_ok=True)
            for name in (DATABASE_FILE, KEY_FILE):
                settle(work / name, folder / name)
        _clear(folder)
    except BaseException:
        _clear(folder)
        for path in made:
            with suppress(OSError):
                path.rmdir()
        raise


@contextmanager
def _writing_to(folder: Path) -> Iterator[None]:
    try:
        with known_errors():
            yield
    except OSError as error:
        raise RegistryError(
            _("The folder {folder} cannot be written to. Choose another folder.").format(folder=folder)
        ) from error


def _clear(folder: Path) -> None:
    """Take away what was left half made, the database first: without it there is nothing to tell it by."""
    if half_made(folder):
        (folder / DATABASE_FILE).unlink(missing_ok=True)
    shutil.rmtree(folder / _WORK, ignore_errors=True)
