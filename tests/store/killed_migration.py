"""A registry opened in a process that is killed within a migration: `python -m tests.store.killed_migration`.

Arguments: the folder, its key in hex, the number of the migration, and the statement of it before which the process
goes; a number beyond the last kills it when all is written and nothing is committed.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playhouse.migrations import Migration, Runner

from firereg.services.opening import open_with_key
from firereg.store import database as store
from firereg.store.engine import Database
from tests.small_ward import USER, Clock


def kill() -> None:
    """End as by the power switch."""
    os.kill(os.getpid(), signal.SIGKILL)


def migrate_until(name: str, statement: int) -> type[Runner]:
    """A runner that is killed within the migration `name`."""

    class Killed(Runner):
        def _run(self, its: str, module: Any, direction: str, fake: bool = False) -> None:
            if its == name:
                module.up = killed(module.up, statement)
            super()._run(its, module, direction, fake)

    return Killed


def killed(up: Callable[[Any, Database], None], statement: int) -> Callable[[Any, Database], None]:
    """The migration, whose process goes before this statement, or when it is through."""

    def until_then(migrator: Any, database: Database) -> None:
        left, execute = [statement], database.execute_sql

        def counted(*args: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                kill()
            return execute(*args)

        execute("PRAGMA cache_size = 5")  # so that changed pages reach the file before the end
        database.execute_sql = counted
        up(migrator, database)
        kill()

    return until_then


if __name__ == "__main__":
    folder, key, number, statement = sys.argv[1:]
    (name,) = (one.name for one in Migration.load_directory(str(store.MIGRATIONS)) if one.idx == int(number))
    store.Runner = migrate_until(name, int(statement))
    open_with_key(Path(folder), USER, bytes.fromhex(key), Clock())
    raise SystemExit("nothing killed it")
