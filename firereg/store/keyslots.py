"""The ways into a registry: each password, and the recovery code, opens a slot that holds the database key.

A slot has a key pair whose private half is sealed with the password, so that a new database key can be put into it
without knowing the password. While the key of the database is being changed a slot holds both. Slots of the first
format hold the database key sealed with the password itself: they open, and cannot be given another key. Who a slot
belongs to is stored as a keyed hash, so that the file alone names nobody.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firereg.errors import DamagedRegistryError, NotAllowedError, RegistryError
from firereg.i18n import _
from firereg.store import sealing
from firereg.store.sealing import KEY_BYTES, SALT_BYTES

FORMAT = 2
RECOVERY = "\0recovery"
"""Stands for the recovery code where a user name stands for a password."""
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LETTERS = 30
_LARGEST_FILE = 1024 * 1024
_OLD_SIZES = {"nonce": 12, "key": KEY_BYTES + 16}
_SIZES = {"private": sealing.PRIVATE_BYTES, "public": KEY_BYTES}
_GIVEN_SIZES = {"sealed": sealing.SEALED_BYTES, "proof": 32}
_Slot = dict[str, Any]


@dataclass
class KeySlots:
    """The contents of `keys.json`. `changing_to` is the id of the key that a change under way puts in."""

    salt: bytes = field(default_factory=lambda: secrets.token_bytes(SALT_BYTES))
    slots: dict[str, _Slot] = field(default_factory=dict)
    changing_to: str | None = None

    def set_password(self, user: str, password: str, key: bytes) -> None:
        """Let `user` in with `password`; an earlier password of the user no longer works."""
        self._set(user, password, key)

    def remove(self, user: str) -> None:
        """Take the user's way in away."""
        self.slots.pop(self.slot_id(user), None)

    def keep(self, users: Iterable[str]) -> None:
        """Take away every slot that belongs to none of the users and is not that of the recovery code."""
        for stranger in self.strangers(users):
            del self.slots[stranger]

    def set_recovery_code(self, key: bytes) -> str:
        """A new recovery code, in groups of five letters; the one before no longer works."""
        letters = "".join(secrets.choice(_ALPHABET) for _i in range(_CODE_LETTERS))
        self._set(RECOVERY, letters, key)
        return "-".join(letters[i : i + 5] for i in range(0, _CODE_LETTERS, 5))

    def open_with_password(self, user: str, password: str) -> list[bytes]:
        """The database key; two where a change of it was left half done, the one before first.

        NotAllowedError where name or password is wrong, without saying which.
        """
        # A name that does not exist costs the same time as a wrong password.
        keys = self._keys(self.slot_id(user), password)
        if not keys:
            raise NotAllowedError(_("The name or the password is wrong. Check Caps Lock and try again."))
        return keys

    def open_with_recovery_code(self, code: str) -> list[bytes]:
        """As `open_with_password`. NotAllowedError where the code is wrong."""
        letters = "".join(c for c in code.upper() if c in _ALPHABET)
        keys = self._keys(self.slot_id(RECOVERY), letters)
        if not keys:
            raise NotAllowedError(_("The recovery code is wrong. Compare it with the printed sheet."))
        return keys

    def has(self, user: str) -> bool:
        """Whether the user has a way in."""
        return self.slot_id(user) in self.slots

    def has_recovery_code(self) -> bool:
        """Whether there is a recovery code that works."""
        return self.has(RECOVERY)

    def strangers(self, users: Iterable[str]) -> list[str]:
        """The ids of the slots that belong to none of the users and are not that of the recovery code."""
        known = {self.slot_id(user) for user in (*users, RECOVERY)}
        return sorted(self.slots.keys() - known)

    def takes_new_key(self, user: str, key: bytes) -> bool:
        """Whether the slot of the user, if there is one, can be given another key than its present one."""
        return self._is_given(self.slot_id(user), key)

    def add_key(self, present: bytes, new: bytes) -> None:
        """Begin a change: put `new` beside the present key into every slot that can take it."""
        for slot_id, slot in self.slots.items():
            if self._is_given(slot_id, present):
                self._give(slot_id, slot, new)
        self.changing_to = sealing.key_id(new)

    def settle(self, key: bytes) -> bool | None:
        """End a change by the key that opens the database now; whether it is the new one, None for no change to end.

        Where it is, the slots that could not take it are gone.
        """
        if self.changing_to is None:
            return None
        key_id = sealing.key_id(key)
        is_new = self.changing_to == key_id
        if is_new:
            self.slots = {one: slot for one, slot in self.slots.items() if key_id in slot.get("keys", ())}
        for slot in self.slots.values():
            if key_id in slot.get("keys", ()):
                slot["keys"] = {key_id: slot["keys"][key_id]}
        self.changing_to = None
        return is_new

    def registry_id(self) -> str:
        """What the key files of one registry have in common, whoever may open it."""
        return hashlib.sha256(b"registry" + self.salt).hexdigest()[:16]

    def slot_id(self, owner: str) -> str:
        """How the file names somebody."""
        return hashlib.sha256(self.salt + sealing.typed(owner)).hexdigest()[:32]

    def save(self, path: Path) -> None:
        """Write the file so that it is the old one or the new one, never half."""
        data = {"format": FORMAT, "salt": _b64(self.salt), "slots": self.slots}
        if self.changing_to is not None:
            data["changing_to"] = self.changing_to
        temporary = path.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(data, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path) -> "KeySlots":
        """The slots in the file; RegistryError where it is missing, damaged or of a newer version."""
        try:
            if path.stat().st_size > _LARGEST_FILE:
                raise ValueError("size")
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["format"] > FORMAT:
                raise RegistryError(
                    _(
                        "The key file was made by a newer version of firereg. Install that version and try again."
                    )
                )
            for slot in data["slots"].values():
                _check_slot(slot)
            changing_to = data.get("changing_to")
            if not isinstance(changing_to, str | None):
                raise TypeError("changing_to")
            return cls(_unb64(data["salt"]), data["slots"], changing_to)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise DamagedRegistryError(
                _("The key file {path} is missing or damaged. Restore it from a backup.").format(
                    path=path.name
                )
            ) from error

    def _set(self, owner: str, password: str, key: bytes) -> None:
        slot_id, salt = self.slot_id(owner), secrets.token_bytes(SALT_BYTES)
        stretched = sealing.stretched(password, salt, sealing.COST)
        private, public = sealing.sealed_pair(stretched, self._context(slot_id))
        slot = {
            **sealing.COST,
            "salt": _b64(salt),
            "private": _b64(private),
            "public": _b64(public),
            "keys": {},
        }
        self._give(slot_id, slot, key)
        self.slots[slot_id] = slot

    def _give(self, slot_id: str, slot: _Slot, key: bytes) -> None:
        public, context = _unb64(slot["public"]), self._context(slot_id)
        slot["keys"][sealing.key_id(key)] = {
            "sealed": _b64(sealing.sealed_for(public, key, context)),
            "proof": _b64(sealing.proof(key, public, context)),
        }

    def _is_given(self, slot_id: str, key: bytes) -> bool:
        """Whether it was somebody who knew the key that gave it to the slot."""
        slot = self.slots.get(slot_id, {})
        given = slot.get("keys", {}).get(sealing.key_id(key))
        if given is None:
            return False
        wanted = sealing.proof(key, _unb64(slot["public"]), self._context(slot_id))
        return hmac.compare_digest(_unb64(given["proof"]), wanted)

    def _keys(self, slot_id: str, password: str) -> list[bytes]:
        slot = self.slots.get(slot_id)
        if slot is None:
            sealing.stretched(password, bytes(SALT_BYTES), sealing.COST)
            return []
        stretched = sealing.stretched(password, _unb64(slot["salt"]), slot)
        if "keys" not in slot:
            key = sealing.opened(stretched, _unb64(slot["nonce"]) + _unb64(slot["key"]), None)
            return [] if key is None else [key]
        context = self._context(slot_id)
        private = sealing.opened(stretched, _unb64(slot["private"]), context)
        if private is None:
            return []
        sealed = (_unb64(given["sealed"]) for given in slot["keys"].values())
        return [key for one in sealed if (key := sealing.opened_by(private, one, context)) is not None]

    def _context(self, slot_id: str) -> bytes:
        """What binds a sealed thing to its slot of this registry."""
        return self.salt + slot_id.encode()


def new_key() -> bytes:
    """A fresh random database key."""
    return secrets.token_bytes(KEY_BYTES)


def _check_slot(slot: _Slot) -> None:
    for name, (low, high) in sealing.COST_LIMITS.items():
        if not isinstance(slot[name], int) or not low <= slot[name] <= high:
            raise ValueError(name)
    _check_sizes(slot, {"salt": SALT_BYTES})
    if "keys" not in slot:
        _check_sizes(slot, _OLD_SIZES)
        return
    _check_sizes(slot, _SIZES)
    if not 1 <= len(slot["keys"]) <= 2:
        raise ValueError("keys")
    for given in slot["keys"].values():
        _check_sizes(given, _GIVEN_SIZES)


def _check_sizes(holder: dict[str, Any], sizes: dict[str, int]) -> None:
    for name, size in sizes.items():
        if len(_unb64(holder[name])) != size:
            raise ValueError(name)


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
