"""What another process does with accounts: `python -m tests.services.account_child FOLDER POINT ACT`; it is killed."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from firereg import i18n
from firereg.domain.roles import Role
from firereg.services import accounts, key_file
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.store import rekey, sealing
from firereg.store.keyslots import KeySlots
from tests.small_ward import PASSWORD, USER, Clock

NEW = "bến Bính sáng sớm"
CHEAP = {"memory_kib": 8 * 1024, "rounds": 1, "lanes": 1}
ACTS = {
    "add": lambda opened: accounts.add(opened, PASSWORD, "ha", "Lê Hà", Role.CLERK, NEW),
    "disable": lambda opened: accounts.disable(opened, "mai"),
    "change_my_password": lambda opened: accounts.change_my_password(opened, PASSWORD, NEW),
    "change_key": lambda opened: accounts.change_key(opened, PASSWORD),
}


def die(*_arguments: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stop(point: str) -> None:
    """Let the process end where it comes to the point."""
    save, encrypt = KeySlots.save, rekey.encrypt_again

    def save_and_die(slots: KeySlots, path: Path) -> None:
        # The first time the file is written as it is, to see that it can be.
        unchanged = path.exists() and KeySlots.load(path) == slots
        save(slots, path)
        if not unchanged:
            die()

    def encrypt_and_die(*arguments: Any) -> None:
        encrypt(*arguments)
        die()

    if point == "before the slots":
        key_file.changed = die  # type: ignore[assignment]
    elif point == "after the slots":
        KeySlots.save = save_and_die  # type: ignore[method-assign]
    elif point == "after the pages":
        rekey.encrypt_again = encrypt_and_die


def main(folder: Path, point: str, act: str) -> None:
    i18n.use("en")
    sealing.COST = CHEAP
    opened: Registry = open_registry(folder, USER, PASSWORD, Clock())
    stop(point)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    ACTS[act](opened)
    sys.stdout.write("done\n")
    sys.stdout.flush()
    opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
