"""Backups: one encrypted file each that holds everything, checked before it counts, thinned as they grow old."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from firereg import __version__
from firereg.domain.backup_thinning import kept
from firereg.errors import RegistryError
from firereg.exchange.files import sweep, unfinished
from firereg.i18n import _
from firereg.services import journal
from firereg.services.backup_files import (
    BackupRow,
    Reason,
    copy,
    file_name,
    files_in,
    free,
    local,
    row_from,
    row_of,
    settle,
    verified,
    writing_to,
)
from firereg.services.key_file import KEY_FILE
from firereg.services.registry import Registry
from firereg.store import backup_archive as archive
from firereg.store import snapshot
from firereg.store.backup_archive import Manifest, Progress
from firereg.store.engine import Database
from firereg.store.keyslots import KeySlots

FOLDER = "backups"
MANY = 50
"""A change of more households than that is a large one, before which a backup is made."""
_OURS = re.compile(r"firereg-\d{8}-\d{6}(-\d+)?\.firereg")


def make(
    registry: Registry,
    target: Path | None = None,
    reason: Reason = Reason.ASKED,
    progress: Progress | None = None,
) -> BackupRow:
    """A new checked backup in the file `target`, else among those of the registry, which are thinned then.

    RegistryError where the registry is not sound or a disk is full, BadInputError where the target cannot be
    written. Whatever fails leaves no file, and the earlier ones as they were.
    """
    made = _make(
        registry.folder,
        registry.database,
        registry.clock(),
        reason,
        target=target,
        progress=progress or _silent,
    )
    with registry.transaction(None):
        journal.append(registry, "backup.make", made.path.name, reason=reason, bytes=made.bytes)
    if target is None:
        thin(registry, registry.folder / FOLDER)
    return made


def before(registry: Registry, reason: Reason, progress: Progress | None = None) -> BackupRow | None:
    """A backup before something large or at the end, unless nothing was changed since the last one."""
    return make(registry, None, reason, progress) if changed(registry) else None


def daily(registry: Registry, progress: Progress | None = None) -> BackupRow | None:
    """The backup of the day, unless one was made today."""
    return make(registry, None, Reason.DAILY, progress) if is_due(registry) else None


def is_due(registry: Registry) -> bool:
    """Whether there is no good backup of today; one of tomorrow is no reason, should the clock have been set back."""
    today = f"firereg-{registry.today():%Y%m%d}-"
    ours = (path for path in files_in(registry.folder / FOLDER) if path.name.startswith(today))
    return not any(row_of(path).checked for path in ours)


def before_migration(folder: Path, database: Database, now: datetime) -> BackupRow:
    """A backup of a database of an older version as it is; its name says the version, and it is never thinned."""
    return _make(folder, database, now, Reason.MIGRATION, progress=_silent)


def changed(registry: Registry) -> bool:
    """Whether anything was written since the last good backup."""
    last = last_good(registry)
    return last is None or last.last_entry != snapshot.last_entry(registry.database)


def backups(registry: Registry, folder: Path | None = None) -> list[BackupRow]:
    """The backups of the registry, or those in another folder, the newest first."""
    return [row_of(path) for path in files_in(folder or registry.folder / FOLDER)]


def last_good(registry: Registry) -> BackupRow | None:
    """The newest backup that can be read; after the journal, not the day, while one is dated later than now."""
    good = (row for row in map(row_of, files_in(registry.folder / FOLDER)) if row.checked)
    newest = next(good, None)
    if newest is None or newest.at <= registry.now():
        return newest
    return max((newest, *good), key=lambda row: row.last_entry)


def copy_to(registry: Registry, folder: Path, progress: Progress | None = None) -> BackupRow | None:
    """The newest good backup, copied into a second place and compared there; None where it is there already.

    Older ones of this registry are thinned there as at home.
    """
    newest = last_good(registry)
    if newest is None or any(_same(row, newest) for row in backups(registry, folder)):
        return None
    with writing_to(folder), unfinished(folder) as path:
        copy(newest.path, path)
        known = verified(path, progress or _silent)
        place = free(folder / newest.path.name)
        settle(path, place)
    with registry.transaction(None):
        journal.append(registry, "backup.copy", place.name, bytes=newest.bytes)
    thin(registry, folder)
    return row_from(place, known)


def thin(registry: Registry, folder: Path) -> None:
    """Take away what is too many: only backups that this program made of this registry, and never the newest."""
    own = KeySlots.load(registry.folder / KEY_FILE).registry_id()
    ours = [row for row in map(row_of, files_in(folder)) if _OURS.fullmatch(row.path.name)]
    rows = [row for row in ours if row.checked and row.registry == own]
    keep = kept((local(row.at) for row in rows), registry.clock().replace(tzinfo=None))
    for row in rows:
        if local(row.at) not in keep:
            with suppress(OSError):
                row.path.unlink()


def _make(
    folder: Path,
    database: Database,
    now: datetime,
    reason: Reason,
    *,
    target: Path | None = None,
    progress: Progress,
) -> BackupRow:
    own, keys = folder / FOLDER, KeySlots.load(folder / KEY_FILE)
    with unfinished(own) as work:
        with writing_to(own, home=True):
            own.mkdir(exist_ok=True)
            sweep(own)
            work.mkdir()
            keys.save(work / archive.KEYS)
        held = snapshot.copy_to(database, work / archive.DATABASE, _share(progress, 0, 40))
        _refuse_unsound(
            work / archive.DATABASE,
            database.connect_params["passphrase"],
            held,
            still_wanted=lambda: progress(50, 100),
        )
        place = target or own / file_name(now, held.version if reason is Reason.MIGRATION else None)
        files = {name: work / name for name in (archive.DATABASE, archive.KEYS)} | _attachments(folder)

        def about(entries: archive.Entries) -> Manifest:
            return Manifest(
                program=__version__,
                schema=held.version,
                registry=keys.registry_id(),
                at=now.astimezone(UTC).replace(tzinfo=None, microsecond=0),
                reason=reason,
                counts=held.counts,
                last_entry=held.last_entry,
                entries=entries,
            )

        with writing_to(place.parent, home=target is None), unfinished(place.parent) as path:
            archive.write(path, files, about, _share(progress, 60, 80))
            known = verified(path, _share(progress, 80, 100))
            place = target or free(place)
            settle(path, place)
    return row_from(place, known)


def _refuse_unsound(
    path: Path, passphrase: str, held: snapshot.Contents, still_wanted: Callable[[], object]
) -> None:
    with snapshot.opened(path, passphrase, still_wanted) as database:
        wrong = [*snapshot.problems(database, held), *journal.broken_links(database)]
    still_wanted()  # a check that was broken off has found nothing
    if wrong:
        raise RegistryError(
            _(
                "The registry is not sound, so no backup was made of it; the earlier ones are as they were. Run the "
                "check of the registry."
            )
        )


def _attachments(folder: Path) -> dict[str, Path]:
    """The files beside the database. What is missing there is told by the check of the registry, not here."""
    there = sorted((folder / archive.ATTACHMENTS).glob("*.enc"))
    named = {f"{archive.ATTACHMENTS}/{file.name}": file for file in there}
    return {name: file for name, file in named.items() if archive.is_attachment(name)}


def _same(row: BackupRow, other: BackupRow) -> bool:
    return row.checked and (row.registry, row.at, row.bytes) == (other.registry, other.at, other.bytes)


def _share(progress: Progress, first: int, last: int) -> Callable[[int, int], None]:
    return lambda done, total: progress(first + (last - first) * done // max(total, 1), 100)


def _silent(_done: int, _total: int) -> None:
    pass
