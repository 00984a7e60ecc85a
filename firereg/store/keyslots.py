"""The ways into a registry: each password, and the recovery code, unwraps the same random database key.

A slot holds an Argon2id salt and the database key sealed with AES-256-GCM. Who a slot belongs to is stored
as a keyed hash, so that the file alone names nobody.
"""

import base64
import hashlib
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firereg.errors import NotAllowedError, RegistryError
from firereg.i18n import _

KEY_BYTES = 32
FORMAT = 1
_RECOVERY = "\0recovery"
_MEMORY_KIB = 64 * 1024
_ROUNDS = 3
_LANES = 4
_NOBODY = {
    "memory_kib": _MEMORY_KIB,
    "rounds": _ROUNDS,
    "lanes": _LANES,
    "salt": base64.b64encode(bytes(16)).decode(),
    "nonce": base64.b64encode(bytes(12)).decode(),
    "key": base64.b64encode(bytes(KEY_BYTES + 16)).decode(),
}
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LETTERS = 30


@dataclass
class KeySlots:
    """The contents of `keys.json`."""

    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    slots: dict[str, dict[str, Any]] = field(default_factory=dict)

    def set_password(self, user: str, password: str, key: bytes) -> None:
        """Let `user` in with `password`; an earlier password of the user no longer works."""
        self.slots[self._slot_id(user)] = _seal(password, key)

    def remove(self, user: str) -> None:
        """Take the user's way in away."""
        self.slots.pop(self._slot_id(user), None)

    def set_recovery_code(self, key: bytes) -> str:
        """A new recovery code, in groups of five letters; the one before no longer works."""
        letters = "".join(secrets.choice(_ALPHABET) for _i in range(_CODE_LETTERS))
        self.slots[self._slot_id(_RECOVERY)] = _seal(letters, key)
        return "-".join(letters[i : i + 5] for i in range(0, _CODE_LETTERS, 5))

    def open_with_password(self, user: str, password: str) -> bytes:
        """The database key. NotAllowedError where name or password is wrong, without saying which."""
        # A name that does not exist costs the same time as a wrong password.
        key = _unseal(self.slots.get(self._slot_id(user), _NOBODY), password)
        if key is None:
            raise NotAllowedError(_("The name or the password is wrong. Check Caps Lock and try again."))
        return key

    def open_with_recovery_code(self, code: str) -> bytes:
        """The database key. NotAllowedError where the code is wrong."""
        letters = "".join(c for c in code.upper() if c in _ALPHABET)
        slot = self.slots.get(self._slot_id(_RECOVERY))
        key = _unseal(slot, letters) if slot else None
        if key is None:
            raise NotAllowedError(_("The recovery code is wrong. Compare it with the printed sheet."))
        return key

    def registry_id(self) -> str:
        """What the key files of one registry have in common, whoever may open it."""
        return hashlib.sha256(b"registry" + self.salt).hexdigest()[:16]

    def _slot_id(self, owner: str) -> str:
        return hashlib.sha256(self.salt + _bytes(owner)).hexdigest()[:32]

    def save(self, path: Path) -> None:
        """Write the file so that it is the old one or the new one, never half."""
        text = json.dumps({"format": FORMAT, "salt": _b64(self.salt), "slots": self.slots}, indent=1)
        temporary = path.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path) -> "KeySlots":
        """The slots in the file; RegistryError where it is missing, damaged or of a newer version."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["format"] > FORMAT:
                raise RegistryError(
                    _(
                        "The key file was made by a newer version of firereg. Install that version and try again."
                    )
                )
            for slot in data["slots"].values():
                _check_slot(slot)
            return cls(_unb64(data["salt"]), data["slots"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise RegistryError(
                _("The key file {path} is missing or damaged. Restore it from a backup.").format(
                    path=path.name
                )
            ) from error


def new_key() -> bytes:
    """A fresh random database key."""
    return secrets.token_bytes(KEY_BYTES)


def _seal(password: str, key: bytes) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot = {"memory_kib": _MEMORY_KIB, "rounds": _ROUNDS, "lanes": _LANES}
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_stretch(password, salt, slot)).encrypt(nonce, key, None)
    return {**slot, "salt": _b64(salt), "nonce": _b64(nonce), "key": _b64(sealed)}


def _unseal(slot: dict[str, Any], password: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(_stretch(password, _unb64(slot["salt"]), slot))
    try:
        return cipher.decrypt(_unb64(slot["nonce"]), _unb64(slot["key"]), None)
    except InvalidTag:
        return None


def _stretch(password: str, salt: bytes, slot: dict[str, Any]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        _bytes(password), salt, slot["rounds"], slot["memory_kib"], slot["lanes"], KEY_BYTES, Type.ID
    )


def _bytes(typed: str) -> bytes:
    """The same for the same letters of any input method; what is no Unicode at all is only wrong."""
    return unicodedata.normalize("NFC", typed).encode("utf-8", "surrogatepass")


def _check_slot(slot: dict[str, Any]) -> None:
    """Refuse figures that would hang the machine: a key file is input like any other."""
    limits = {"memory_kib": (8 * 1024, 256 * 1024), "rounds": (1, 16), "lanes": (1, 16)}
    for name, (low, high) in limits.items():
        if not isinstance(slot[name], int) or not low <= slot[name] <= high:
            raise ValueError(name)
    sizes = {"salt": 16, "nonce": 12, "key": KEY_BYTES + 16}
    for name, size in sizes.items():
        if len(_unb64(slot[name])) != size:
            raise ValueError(name)


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
