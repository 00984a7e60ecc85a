"""Files that belong to the registry, encrypted one by one beside the database.

Each file is sealed with AES-256-GCM under a key that the encrypted database keeps, and bound to its name, so that
files cannot be read, changed or exchanged unseen. A file is there before its row is, and gone after its row: a
broken-off save leaves a file without a row, never a row without a file; it goes when the registry is opened.
"""

import base64
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.store.engine import known_errors
from firereg.store.models import Setting

_KEY = "attachments.key"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_ENDING = ".enc"
_UNFINISHED = ".part"
_OURS = re.compile(rf"[0-9a-f]{{32}}{re.escape(_ENDING)}({re.escape(_UNFINISHED)})?")


def new_name() -> str:
    """A name that tells nothing."""
    return secrets.token_hex(16) + _ENDING


def write(folder: Path, name: str, data: bytes) -> None:
    """Put a file into `folder`, whole or not at all; call it inside the transaction of its row."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = nonce + AESGCM(_key(make=True)).encrypt(nonce, data, name.encode())
    unfinished = folder / (name + _UNFINISHED)
    with known_errors():
        folder.mkdir(exist_ok=True)
        try:
            with unfinished.open("wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(folder / name)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise


def read(folder: Path, name: str) -> bytes:
    """What a file holds; RegistryError where it is missing, damaged or not the one that was put there."""
    try:
        sealed = (folder / name).read_bytes()
    except OSError as error:
        raise RegistryError(
            _("A photo or scan is missing from the folder of the registry. Restore it from a backup.")
        ) from error
    try:
        return AESGCM(_key()).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError) as error:
        raise RegistryError(
            _("A photo or scan in the folder of the registry is damaged. Restore it from a backup.")
        ) from error


def remove(folder: Path, name: str) -> None:
    """Take a file away, where it is there; call it after the transaction of its row."""
    with suppress(OSError):
        (folder / name).unlink(missing_ok=True)


def is_ours(name: str) -> bool:
    """Whether a file of this name is one of these, finished or not."""
    return bool(_OURS.fullmatch(name))


def names(folder: Path) -> Iterator[str]:
    """Every file in `folder`, unfinished ones too."""
    if folder.is_dir():
        yield from sorted(file.name for file in folder.iterdir())


def _key(*, make: bool = False) -> bytes:
    """The key of the files; a new one with the first file."""
    row = Setting.get_or_none(Setting.name == _KEY)
    if row is not None:
        return base64.b64decode(row.value)
    if not make:
        raise ValueError("no file has been sealed yet")
    key = AESGCM.generate_key(_KEY_BYTES * 8)
    Setting.create(name=_KEY, value=base64.b64encode(key).decode())
    return key
