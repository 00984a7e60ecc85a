"""The files of backups: what is known of one, and new ones that are whole or not there."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from firereg.errors import BadInputError, RegistryError, UserError
from firereg.i18n import _
from firereg.paths import is_too_long
from firereg.store import backup_archive
from firereg.store.backup_archive import Manifest, Progress

SUFFIX = ".firereg"
_STAMP = len("firereg-20261116-080100")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Reason(StrEnum):
    """What a backup was made for."""

    ASKED = "asked"
    DAILY = "daily"
    QUIT = "quit"
    IMPORT = "import"
    BULK = "bulk"  # before much is changed or taken back at once
    MIGRATION = "migration"


@dataclass(frozen=True)
class BackupRow:
    """A backup; `at` is in UTC. One that is not `checked` cannot be read, and no more is known of it."""

    path: Path
    at: datetime
    bytes: int
    checked: bool
    reason: str = ""
    households: int = 0
    extinguishers: int = 0
    handovers: int = 0
    registry: str = ""
    last_entry: int = 0


def row_of(path: Path) -> BackupRow:
    """What is known of a backup without its password."""
    try:
        return row_from(path, backup_archive.read_manifest(path))
    except UserError:
        with suppress(OSError):
            state = path.stat()
            return BackupRow(
                path, datetime.fromtimestamp(state.st_mtime, UTC).replace(tzinfo=None), state.st_size, False
            )
        return BackupRow(path, datetime.min, 0, checked=False)


def row_from(file: Path, known: Manifest) -> BackupRow:
    """A backup that says this of itself."""
    return BackupRow(
        path=file,
        at=known.at,
        bytes=file.stat().st_size,
        checked=True,
        reason=known.reason,
        households=known.counts.get("household", 0),
        extinguishers=known.counts.get("extinguisher", 0),
        handovers=known.counts.get("handover", 0),
        registry=known.registry,
        last_entry=known.last_entry,
    )


def files_in(folder: Path) -> list[Path]:
    """The backups in a folder by name, which is by age, the newest first."""
    with suppress(OSError):
        return sorted(folder.glob(f"firereg-*{SUFFIX}"), key=_age, reverse=True)
    return []


def file_name(now: datetime, version: int | None = None) -> str:
    """What a backup made at that local time is called; with the version of its registry where it is an older one."""
    older = "" if version is None else f"-v{version}"
    return f"firereg-{now:%Y%m%d-%H%M%S}{older}{SUFFIX}"


def local(moment: datetime) -> datetime:
    """A moment in UTC on the clerk's wall."""
    return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)


def free(path: Path) -> Path:
    """The path, or the next one beside it that nobody has."""
    found, number = path, 2
    while found.exists():
        found = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return found


def copy(source: Path, target: Path) -> None:
    """A copy of a file that has reached the disk."""
    with source.open("rb") as old, target.open("xb") as new:
        shutil.copyfileobj(old, new, 1024 * 1024)
        new.flush()
        os.fsync(new.fileno())


def settle(finished: Path, place: Path) -> None:
    """Give a file or folder its name, for good where the system can be told so."""
    finished.replace(place)
    if os.name == "posix":
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def verified(path: Path, progress: Progress) -> Manifest:
    """What a backup that was just written says of itself; OSError where it does not come back as it was written."""
    try:
        return backup_archive.verify(path, progress)
    except BadInputError as error:
        raise OSError(errno.EIO, "the file was not kept as it was written") from error


@contextmanager
def writing_to(folder: Path, *, home: bool = False, field: str = "out") -> Iterator[None]:
    """Say what stopped a backup from being written; `home` is the folder of the registry itself."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise RegistryError(
                _(
                    "The disk is full. Nothing was written and nothing was lost. Free some space, then try again."
                )
            ) from error
        if is_too_long(error):
            sentence = _("The name or the path is too long: {path}. Choose a shorter one.").format(
                path=error.filename2 or error.filename or folder
            )
            raise (RegistryError(sentence) if home else BadInputError(sentence, field)) from error
        sentence = _(
            "{folder} cannot be written to. Check that it is there, or choose another folder."
        ).format(folder=folder)
        raise (RegistryError(sentence) if home else BadInputError(sentence, field)) from error


def _age(path: Path) -> tuple[str, int, str]:
    return path.name[:_STAMP], len(path.name), path.name
