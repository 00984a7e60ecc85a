"""What another process does with backups: `python -m tests.services.backup_child TASK FOLDER REST`."""

import sys
import time
from pathlib import Path

from firereg import i18n
from firereg.errors import UserError
from firereg.services import backups
from firereg.services.opening import open_registry
from tests.small_ward import PASSWORD, USER, Clock


def say(words: str) -> None:
    """Tell the test at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def stop(folder: Path, after: str) -> None:
    """Make a backup, and stand still once so many hundredths of it are done, to be killed there."""
    opened = open_registry(folder, USER, PASSWORD, Clock())

    def progress(done: int, _total: int) -> None:
        if done >= int(after):
            say("half")
            time.sleep(60)

    backups.make(opened, progress=progress)


def full(folder: Path, out: str) -> None:
    """Make a backup at home and one elsewhere where no file may grow as large as it."""
    import resource

    opened = open_registry(folder, USER, PASSWORD, Clock())
    opened.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    size = (folder / "registry.db").stat().st_size
    for target, limit in ((None, size // 2), (Path(out), size + 1000)):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            backups.make(opened, target)
        except UserError as error:
            say(f"{type(error).__name__}: {str(error)[:17]}".rstrip())


if __name__ == "__main__":
    i18n.use("en")
    task, folder, rest = sys.argv[1:]
    {"stop": stop, "full": full}[task](Path(folder), rest)
