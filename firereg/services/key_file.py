"""Changing the key slots of an open registry: one at a time, and only where they can be written."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.store.database import key_of
from firereg.store.keyslots import KeySlots

if TYPE_CHECKING:
    from firereg.services.registry import Registry

KEY_FILE = "keys.json"


def load(folder: Path) -> KeySlots:
    """The key slots of the registry in `folder`; RegistryError where they are missing or damaged."""
    return KeySlots.load(folder / KEY_FILE)


@contextmanager
def changed(registry: "Registry") -> Iterator[KeySlots]:
    """The key slots, saved at the end; the write lock of the database keeps everybody else from changing them.

    A change of the key that was left half done is ended. RegistryError where the file cannot be written; it is as it
    was then.
    """
    from firereg.services import journal  # which needs a Registry itself

    with registry.transaction(None):
        slots = load(registry.folder)
        is_new = slots.settle(key_of(registry.database))
        if is_new is not None:
            journal.append(registry, "key.change" if is_new else "key.keep", registry.user_name)
        yield slots
        save(registry.folder, slots)


def save(folder: Path, slots: KeySlots) -> None:
    """Write the key slots; RegistryError where that is not possible."""
    try:
        slots.save(folder / KEY_FILE)
    except OSError as error:
        raise RegistryError(
            _(
                "The key file cannot be written. Nothing was changed. Check the disk and the rights of the folder."
            )
        ) from error


def foreign() -> RegistryError:
    """What is said where the key file lets somebody in but not into this registry."""
    return RegistryError(
        _("The registry file is damaged or does not belong to its key file. Restore it from a backup.")
    )


def refuse_unwritable(folder: Path) -> None:
    """RegistryError where the key slots cannot be written, found out by writing them as they are."""
    save(folder, load(folder))


def bring_up_to_date(registry: "Registry", password: str) -> None:
    """Put the slot of the user, whose password this is, into the present form, and end a change of the key.

    Where the file cannot be written it stays as it is: it opens all the same.
    """
    user, key = registry.user_name, key_of(registry.database)
    slots = load(registry.folder)
    if slots.takes_new_key(user, key) and slots.changing_to is None:
        return
    with suppress(RegistryError), changed(registry) as slots:
        # Meanwhile somebody may have set another password, or taken it away.
        if slots.has(user) and not slots.takes_new_key(user, key):
            slots.set_password(user, password, key)
