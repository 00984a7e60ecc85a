"""Killed while somebody else has the same registry open, reads in it, writes now and then, and lives on."""

import os
import time
import traceback
from pathlib import Path

from firereg.services import settings
from firereg.store import models as t
from tests.torture.killing import Killed
from tests.torture.scenes_entering import Entering

_PAUSE = 0.02
_WRITES_EVERY = 10


class Beside(Entering):
    """Two windows: one dies again and again, the other must not notice."""

    name = "entering beside another window"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._trouble = folder / "trouble.txt"
        parent = os.getpid()
        if os.fork() == 0:
            self._other_window(parent)

    def check(self, killed: Killed) -> None:
        """As for one window; AssertionError also where the other one met anything."""
        assert not self._trouble.exists(), self._trouble.read_text("utf-8")
        super().check(killed)

    def _other_window(self, parent: int) -> None:
        """In a process of its own, until the registry is taken away or nobody is left who asks."""
        try:
            self._read_and_write(parent)
        except BaseException:
            if self._ground.folder.exists():
                self._trouble.write_text(traceback.format_exc(), "utf-8")
        finally:
            os._exit(0)

    def _read_and_write(self, parent: int) -> None:
        with self._ground.opened() as registry:
            number = 0
            while os.getppid() == parent and self._ground.folder.exists():
                number += 1
                assert t.Handover.select().count() >= 0
                if number % _WRITES_EVERY == 0:
                    settings.put(registry, "own_number_on_paper", number % 20 == 0)
                time.sleep(_PAUSE)
