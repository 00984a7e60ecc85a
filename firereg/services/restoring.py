"""A registry made again from a backup: in a new folder, whole or not at all."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from firereg.domain.roles import Role
from firereg.errors import BadInputError, NotAllowedError, RegistryError
from firereg.exchange.files import sweep, unfinished
from firereg.i18n import _
from firereg.services import journal, opening, place
from firereg.services.backup_files import BackupRow, row_from, settle, writing_to
from firereg.services.opening import user_key
from firereg.services.registry import Registry
from firereg.store import backup_archive as archive
from firereg.store import rekey, snapshot
from firereg.store.backup_archive import Manifest, Progress
from firereg.store.database import newest_version, passphrase
from firereg.store.engine import Database, known_errors
from firereg.store.keyslots import KeySlots
from firereg.store.models import User

_FOLDERS = ("backups", "documents", archive.ATTACHMENTS)


def restore(
    file: Path,
    into: Path,
    user: str,
    secret: str,
    *,
    clock: Callable[[], datetime] = datetime.now,
    progress: Progress | None = None,
) -> BackupRow:
    """What was restored; `path` is the folder `into`, which opens with the passwords of the time of the backup.

    `secret` is the password of `user`, or the recovery code. The backup stays as it is, and so does a registry that is
    open meanwhile. BadInputError for a damaged file and for a folder that is not empty, NotAllowedError for a wrong
    name or password, RegistryError for a backup of a newer version or a full disk; nothing is left behind then.
    """
    refuse_place(into)
    known = archive.read_manifest(file)
    _refuse_newer(file, known)
    progress = progress or _silent
    made_folders = [path for path in into.parents if not path.exists()]
    try:
        with writing_to(into.parent, field="into"):
            into.parent.mkdir(parents=True, exist_ok=True)
            sweep(into.parent)
            with unfinished(into.parent) as work:
                for path in (work, *(work / name for name in _FOLDERS)):
                    path.mkdir()
                key = _unpacked(file, work, user, secret, progress)
                with snapshot.opened(
                    work / archive.DATABASE, passphrase(key), lambda: progress(100, 100)
                ) as database:
                    _prove(database, file, known)
                    _sign(Registry(work, database, 0, user_key(user), "", clock, Role.ADMIN), file, known)
                if into.exists():
                    into.rmdir()
                settle(work, into)
    except BaseException:
        for path in made_folders:
            with suppress(OSError):
                path.rmdir()
        raise
    return replace(row_from(file, known), path=into)


def refuse_place(into: Path) -> None:
    """BadInputError unless that folder is not there or empty, RegistryError where no registry can be kept."""
    place.refuse(into)
    if opening.exists(into):
        raise BadInputError(
            _("There is a registry in {folder} already. Choose another folder.").format(folder=into), "into"
        )
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise BadInputError(
            _("{folder} is not empty. Choose a new or an empty folder.").format(folder=into), "into"
        )


def _refuse_newer(file: Path, known: Manifest) -> None:
    if known.schema > newest_version():
        raise RegistryError(
            _(
                "{name} was made by a newer version of firereg (registry version {theirs}, this program knows {ours}). "
                "Install the newer version."
            ).format(name=file.name, theirs=known.schema, ours=newest_version())
        )


def _unpacked(file: Path, work: Path, user: str, secret: str, progress: Progress) -> bytes:
    """Unpack everything, as soon as the keys that come first have let the person in; the key of the database."""
    keys: list[bytes] = []
    for name in archive.extract(file, work, progress):
        if name == archive.KEYS:
            keys = keys_for(KeySlots.load(work / name), user, secret)
    return rekey.fitting(work / archive.DATABASE, keys)


def keys_for(slots: KeySlots, user: str, secret: str) -> list[bytes]:
    """What `secret` opens: the password of the user, or the recovery code. NotAllowedError for neither."""
    try:
        return slots.open_with_password(user_key(user), secret)
    except NotAllowedError as wrong_password:
        try:
            return slots.open_with_recovery_code(secret)
        except NotAllowedError:
            raise wrong_password from None


def _prove(database: Database, file: Path, known: Manifest) -> None:
    held = snapshot.Contents(known.schema, known.counts, known.last_entry)
    if any(snapshot.problems(database, held)) or any(journal.broken_links(database)):
        raise archive.damaged(file)


def _sign(registry: Registry, file: Path, known: Manifest) -> None:
    """Write into the journal of what was restored who did it, if that is somebody who may sign in there."""
    database = registry.database
    person = User.select(User.active).where(User.name == registry.user_name).first(database)
    if person is None or not person.active:
        raise NotAllowedError(
            _("There is no active account with this name. Check the name or ask the administrator.")
        )
    with (
        known_errors(),
        database.atomic("IMMEDIATE"),
    ):  # one of an older version has none of the lists to settle
        journal.append(registry, "backup.restore", file.name, at=known.at)


def _silent(_done: int, _total: int) -> None:
    pass
