"""Back in with the recovery code, when the password is forgotten."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from firereg.domain.roles import Right
from firereg.errors import NotAllowedError
from firereg.i18n import _
from firereg.services import journal, key_file, tries
from firereg.services.making import DATABASE_FILE
from firereg.services.opening import check_new_password, open_with_key, user_key
from firereg.services.registry import Registry
from firereg.store import rekey
from firereg.store.database import closed_on_failure, key_of
from firereg.store.keyslots import RECOVERY


def reset_password(
    folder: Path, user: str, code: str, new_password: str, clock: Callable[[], datetime] = datetime.now
) -> tuple[Registry, str]:
    """The registry with `user` signed in under the new password, and the new recovery code, to be shown once.

    The code that was used no longer works: whoever has seen it could come back. NotAllowedError for a wrong
    code or name, BadInputError for a password that is easily guessed; nothing is changed then.
    """
    check_new_password(new_password, user)
    slots, user = key_file.load(folder), user_key(user)
    with tries.counted(folder, slots.slot_id(RECOVERY), clock) as wrong:
        used = slots.slots.get(slots.slot_id(RECOVERY))
        keys = slots.open_with_recovery_code(code)
        registry = open_with_key(folder, user, rekey.fitting(folder / DATABASE_FILE, keys), clock)
        with closed_on_failure(registry.database):
            # Said first, then done: who is stopped between has no way in that the journal does not know of.
            with registry.transaction(Right.LOOK):
                key_file.refuse_unwritable(folder)
                journal.append(registry, "password.reset", registry.user_name, wrong_tries=wrong)
            with key_file.changed(registry) as slots:
                if slots.slots.get(slots.slot_id(RECOVERY)) != used:
                    raise NotAllowedError(
                        _("The recovery code was used meanwhile. Look for the newer sheet.")
                    )
                key = key_of(registry.database)
                slots.set_password(user, new_password, key)
                new_code = slots.set_recovery_code(key)
    tries.forget(folder, slots.slot_id(user))
    return registry, new_code
