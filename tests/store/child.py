"""What another process does to a registry: `python -m tests.store.child TASK FOLDER ...`."""

import sys
from pathlib import Path

from firereg import i18n
from firereg.errors import UserError
from firereg.services import handovers, opening
from firereg.services.handover_draft import Gift
from tests.small_ward import PASSWORD, USER, Clock, draft


def say(*words: object) -> None:
    """Tell the test at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def record(folder: Path, times: str) -> None:
    """Record so many handovers and print the number of each as soon as it is kept."""
    opened = opening.open_registry(folder, USER, PASSWORD, Clock())
    say("ready")
    sys.stdin.readline()
    for _i in range(int(times)):
        say(handovers.record(opened, draft(2, gifts=(Gift("Gạo", None, 10, "kg"),))).number)
    opened.close()


def record_on_a_full_disk(folder: Path) -> None:
    """Record handovers until no file may grow any more; print what the clerk reads."""
    import resource

    opened = opening.open_registry(folder, USER, PASSWORD, Clock())
    largest = max(file.stat().st_size for file in folder.glob("registry.db*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, largest + 20_000))
    for number in range(1, 200):
        try:
            handovers.record(opened, draft(2, gifts=(Gift(f"Quà {number}"),)))
        except UserError as error:
            say(number - 1, type(error).__name__, error)
            return
    raise SystemExit("the disk never filled up")


if __name__ == "__main__":
    i18n.use("en")
    task, folder, *rest = sys.argv[1:]
    {"record": record, "full": record_on_a_full_disk}[task](Path(folder), *rest)
