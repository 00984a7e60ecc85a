"""Back in with the recovery code, when the password is forgotten."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from firereg.errors import RegistryError
from firereg.i18n import _
from firereg.services import journal
from firereg.services.registry import KEY_FILE, Registry, check_new_password, open_with_key, user_key
from firereg.store.keyslots import KeySlots


def reset_password(
    folder: Path, user: str, code: str, new_password: str, clock: Callable[[], datetime] = datetime.now
) -> tuple[Registry, str]:
    """The registry with `user` signed in under the new password, and the new recovery code, to be shown once.

    The code that was used no longer works: whoever has seen it could come back. NotAllowedError for a wrong
    code or name, BadInputError for a password too short; nothing is changed then.
    """
    check_new_password(new_password)
    slots = KeySlots.load(folder / KEY_FILE)
    key = slots.open_with_recovery_code(code)
    registry = open_with_key(folder, user, key, clock)
    try:
        slots.set_password(user_key(user), new_password, key)
        new_code = slots.set_recovery_code(key)
        with registry.transaction():
            journal.append(registry, "password.reset", registry.user_name)
            _save(slots, folder)
    except BaseException:
        registry.close()
        raise
    return registry, new_code


def _save(slots: KeySlots, folder: Path) -> None:
    try:
        slots.save(folder / KEY_FILE)
    except OSError as error:
        raise RegistryError(
            _(
                "The key file cannot be written. Nothing was changed. Check the disk and the rights of the folder."
            )
        ) from error
