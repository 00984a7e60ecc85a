"""The file of a backup: a zip without compression that holds the database, the key slots and the attachments.

All of them are encrypted as they lie in the registry; the manifest beside them tells versions, counts and the SHA-256
of each, and no names. What comes in is compared with the manifest byte by byte before it is used.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from firereg.errors import BadInputError, RegistryError
from firereg.i18n import _

FORMAT = 1
DATABASE, KEYS, ATTACHMENTS = "registry.db", "keys.json", "attachments"
_MANIFEST = "manifest.json"
_ATTACHMENT = re.compile(rf"{ATTACHMENTS}/[0-9a-f]{{32}}\.enc")
_LARGEST_MANIFEST = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_UNREADABLE = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,  # among them what is not implemented, and recursion without end
    OverflowError,
)
Progress = Callable[[int, int], None]
Entries = dict[str, tuple[int, str]]
"""Bytes and SHA-256 of each file, by its name."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; `at` is in UTC.

    `registry` is the same for all backups of one registry; `schema`, `counts` and `last_entry` are of its database.
    """

    program: str
    schema: int
    registry: str
    at: datetime
    reason: str
    counts: dict[str, int]
    last_entry: int
    entries: Entries


def is_attachment(name: str) -> bool:
    """Whether a file of this name, with its folder, is an attachment."""
    return bool(_ATTACHMENT.fullmatch(name))


def write(
    path: Path, files: Mapping[str, Path], about: Callable[[Entries], Manifest], progress: Progress
) -> None:
    """Put the files into a new archive in `path` and onto the disk; `about` describes what was put in."""
    entries: Entries = {}
    tell = _counter(sum(file.stat().st_size for file in files.values()), progress)
    with path.open("xb") as raw:
        with zipfile.ZipFile(raw, "w") as archive:
            for name, file in files.items():
                with file.open("rb") as source, archive.open(_stored(name), "w", force_zip64=True) as target:
                    entries[name] = _pour(iter(lambda: source.read(_CHUNK), b""), target, tell)
            manifest = {"format": FORMAT} | asdict(about(entries))
            archive.writestr(_stored(_MANIFEST), json.dumps(manifest, default=datetime.isoformat))
        raw.flush()
        os.fsync(raw.fileno())


def read_manifest(path: Path) -> Manifest:
    """What the backup in `path` says of itself; its contents are not read.

    BadInputError for a file that is damaged or no backup, RegistryError for one of a newer version.
    """
    with _opened(path) as (_archive, manifest):
        return manifest


def verify(path: Path, progress: Progress) -> Manifest:
    """As `read_manifest`, once every byte was compared with it."""
    with _opened(path) as (archive, manifest):
        for _name in _compared(archive, manifest, None, progress):
            pass
        return manifest


def extract(path: Path, folder: Path, progress: Progress) -> Iterator[str]:
    """Unpack the backup into `folder`; each name once the file is there and as the manifest says, the keys first."""
    with _opened(path) as (archive, manifest):
        yield from _compared(archive, manifest, folder, progress)


def extract_one(path: Path, name: str, target: Path) -> None:
    """Unpack one file of the backup as `target`; BadInputError where it is not as the manifest says."""
    with _opened(path) as (archive, manifest), target.open("xb") as file:
        if _pour(_chunks(archive, name), file, lambda _more: None) != manifest.entries[name]:
            raise damaged(path)


def damaged(path: Path) -> BadInputError:
    """What is said of a file that is not as it was written, or no backup at all."""
    return BadInputError(
        _("{name} is damaged or is no backup. Choose another backup.").format(name=path.name[:80]), "backup"
    )


def _compared(
    archive: zipfile.ZipFile, manifest: Manifest, folder: Path | None, progress: Progress
) -> Iterator[str]:
    tell = _counter(sum(size for size, _sha in manifest.entries.values()), progress)
    for name in sorted(manifest.entries, key=lambda name: name != KEYS):
        with ExitStack() as stack:
            target = stack.enter_context((folder / name).open("xb")) if folder else None
            found = _pour(_chunks(archive, name), target, tell)
            if target:
                target.flush()
                os.fsync(target.fileno())
        if found != manifest.entries[name]:
            raise damaged(Path(archive.filename or ""))
        yield name


def _pour(chunks: Iterable[bytes], target: IO[bytes] | None, tell: Callable[[int], None]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for chunk in chunks:
        if target:
            target.write(chunk)
        digest.update(chunk)
        size += len(chunk)
        tell(len(chunk))
    return size, digest.hexdigest()


def _counter(total: int, progress: Progress) -> Callable[[int], None]:
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    return tell


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with _reading(Path(archive.filename or "")), archive.open(name) as source:
        while True:
            chunk = source.read(_CHUNK)
            if not chunk:
                return
            yield chunk


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    with ExitStack() as stack:
        with _reading(path):
            archive = stack.enter_context(zipfile.ZipFile(path))
            data = _manifest_data(archive, path.stat().st_size)
            newer = data["format"] > FORMAT
            manifest = None if newer else _manifest(data, archive)
        if manifest is None:
            raise RegistryError(
                _(
                    "{name} was made by a newer version of firereg. Install that version and try again."
                ).format(name=path.name)
            )
        yield archive, manifest


def _manifest_data(archive: zipfile.ZipFile, size: int) -> dict[str, Any]:
    """The manifest as it was written; nothing may be packed, hidden or larger than the file."""
    infos = archive.infolist()
    plain = all(info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1 for info in infos)
    if not plain or sum(info.file_size for info in infos) > size:
        raise ValueError("packed")
    if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise ValueError("manifest")
    data: dict[str, Any] = json.loads(archive.read(_MANIFEST))
    return data


def _manifest(data: dict[str, Any], archive: zipfile.ZipFile) -> Manifest:
    entries = {str(name): (int(size), str(sha)) for name, (size, sha) in data["entries"].items()}
    files = sorted(
        (info.filename, info.file_size) for info in archive.infolist() if info.filename != _MANIFEST
    )
    if files != sorted((name, size) for name, (size, _sha) in entries.items()):
        raise ValueError("entries")
    if not {DATABASE, KEYS} <= set(entries) or not all(map(is_attachment, set(entries) - {DATABASE, KEYS})):
        raise ValueError("names")
    return Manifest(
        program=str(data["program"]),
        schema=int(data["schema"]),
        registry=str(data["registry"]),
        at=datetime.fromisoformat(data["at"]).replace(tzinfo=None),
        reason=str(data["reason"]),
        counts={str(name): int(count) for name, count in data["counts"].items()},
        last_entry=int(data["last_entry"]),
        entries=entries,
    )


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise damaged(path) from error


def _stored(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name)
