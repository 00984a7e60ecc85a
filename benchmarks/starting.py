"""From the start of the process to a window one can work in, and the memory of it, beside a bare window."""

import time
from pathlib import Path
from typing import Any

from benchmarks.measure import child, turns
from benchmarks.table import Row, Unit, row
from firereg.services import demo

_SECTION = "The window"
_BARE = "bare PySide6 window with a table of 100 rows"


def rows(folder: Path, size: int, rounds: int) -> tuple[list[Row], float]:
    """The rows of the window on the registry in `folder`, and the seconds the derivation of its key takes."""
    turns(1, lambda: _start("desk", folder)["seconds"], lambda: _start("bare", folder)["seconds"])
    answers: list[Any] = turns(rounds, lambda: _start("desk", folder), lambda: _start("bare", folder))
    pairs = [(desk["seconds"] - desk["key_seconds"], bare["seconds"]) for desk, bare in answers]
    memory = [(desk["resident_mb"], bare["resident_mb"]) for desk, bare in answers]
    keys = sorted(desk["key_seconds"] for desk, _bare in answers)
    return [
        row(
            _SECTION,
            f"Process start to main window painted, {size:,} households, without key derivation",
            _BARE,
            pairs,
        ),
        row(_SECTION, f"Memory once painted, {size:,} households", _BARE, memory, Unit.MEGABYTES),
    ], keys[len(keys) // 2]


def _start(kind: str, folder: Path) -> dict[str, Any]:
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "default.warning=false",  # what a platform without a screen says about itself
        "FIREREG_USER": demo.USER,
        "FIREREG_PASSWORD": demo.PASSWORD,
    }
    return child("windows", kind, time.monotonic_ns(), folder, **environment)
