"""Taking turns, medians and memory: what every comparison here stands on."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

Act = Callable[[], object]
Rounds = list[tuple[float, ...]]


def seconds(act: Act) -> float:
    """How long `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def turns(rounds: int, *measures: Callable[[], float]) -> Rounds:
    """The answers of `measures` round by round.

    They take turns, and every other round the last one begins, so that a machine that grows slower or busier
    does so for all of them.
    """
    answers: Rounds = []
    for number in range(rounds):
        forward = number % 2 == 0
        answer = [measure() for measure in (measures if forward else measures[::-1])]
        answers.append(tuple(answer if forward else answer[::-1]))
    return answers


def medians(rounds: Rounds) -> tuple[float, ...]:
    """The median of each column."""
    return tuple(median(column) for column in zip(*rounds, strict=True))


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def child(module: str, *arguments: object, **environment: str) -> dict[str, Any]:
    """What `python -m benchmarks.MODULE ARGUMENTS` answers, in a process of its own: one JSON value."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def peak_mb() -> float:
    """The most memory this process has held."""
    kilobytes = _status("VmHWM")  # ru_maxrss would begin with what the process that started this one held
    if kilobytes is None:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        kilobytes = most / 1024 if sys.platform == "darwin" else most
    return kilobytes / 1024


def resident_mb() -> float:
    """The memory this process holds now; its peak where the system does not tell."""
    kilobytes = _status("VmRSS")
    return peak_mb() if kilobytes is None else kilobytes / 1024


def _status(name: str) -> float | None:
    path = Path("/proc/self/status")
    if not path.exists():
        return None
    line = next(line for line in path.read_text("ascii").splitlines() if line.startswith(name))
    return float(line.split()[1])
