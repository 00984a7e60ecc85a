"""Faults below the store: full disks, files that may not grow, sectors that cannot be written or read, no more files.

Each fault strikes each act at one place after the other, from the first byte to the point where the act goes through.
What is refused must be one sentence and leave everything as it was, and work when the fault is gone.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from firereg.errors import RegistryError
from firereg.services.registry import Registry
from tests.torture.broken_calls import break_call, calls
from tests.torture.trials import ACTS, Act, Fault, Stage, held

_PAGE = 4096
_ENOUGH = 3
"""So often in a row an act must go through until a larger limit is no fault any more."""
_WAL_HEADER, _FRAME = 32, 24 + _PAGE
_DATABASE = "registry.db"
_SOMEBODY = 65534


def run(rounds: int, seed: int, folder: Path) -> dict[str, object]:
    """At most so many places for each fault and act; what was counted."""
    stage = Stage(folder / "stage", folder / "trial")
    figures: dict[str, object] = dict(small_disk(folder, rounds))
    figures |= told("files may not grow (RLIMIT_FSIZE)", growing(stage, _may_grow_to, rounds))
    figures |= told("no more open files (RLIMIT_NOFILE)", growing(stage, _may_open, rounds, can_clean=False))
    figures |= told("folders and files without rights", without_rights(stage))
    if calls():
        figures |= told("writes answered with EIO (seccomp)", failing_writes(stage, rounds))
        figures |= told("reads answered with EIO (seccomp)", failing_reads(stage, rounds))
    else:
        figures["EIO"] = "not run: seccomp is there on Linux alone"
    return figures


def told(name: str, counts: dict[str, Counter[str]]) -> dict[str, object]:
    """Figures of one fault, a line for each act."""
    return {
        f"{name}, {act}: refused, went through": f"{count['refused']:,}, {count['done']:,}"
        for act, count in counts.items()
    }


def growing(
    stage: Stage, fault: Callable[[int], Fault], rounds: int, *, can_clean: bool = True
) -> dict[str, Counter[str]]:
    """Every act under a limit that is raised step by step until it goes through."""
    faults = [fault(number) for number in range(rounds)]
    return {act.name: _until_it_goes(stage, act, faults, can_clean=can_clean) for act in ACTS}


def _until_it_goes(
    stage: Stage, act: Act, faults: Iterable[Fault], *, can_clean: bool = True
) -> Counter[str]:
    found: Counter[str] = Counter()
    in_a_row = 0
    for fault in faults:
        became = _outcome(stage, act, fault, can_clean=can_clean)
        found[became] += 1
        in_a_row = in_a_row + 1 if became == "done" else 0
        if in_a_row == _ENOUGH:
            return found
    return found


def _outcome(stage: Stage, act: Act, fault: Fault, *, can_clean: bool = True) -> str:
    return "done" if held(stage, act, fault, can_clean=can_clean).refused is None else "refused"


def _may_grow_to(pages: int) -> Fault:
    def fault(_registry: Registry) -> Callable[[], None]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (pages * _PAGE, resource.RLIM_INFINITY))
        return lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        )

    return fault


def _may_open(more: int) -> Fault:
    def fault(_registry: Registry) -> Callable[[], None]:
        before = resource.getrlimit(resource.RLIMIT_NOFILE)
        free = os.dup(0)  # the lowest there is
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free + more, before[1]))
        return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, before)

    return fault


def without_rights(stage: Stage) -> dict[str, Counter[str]]:
    """Every act where one folder or file of the registry, or where its papers go, may only be read."""
    parts = (".", _DATABASE, "keys.json", "backups", "attachments", "../out")
    stage.place.parent.chmod(0o755)
    return {act.name: Counter(_outcome(stage, act, _read_only(part)) for part in parts) for act in ACTS}


def _read_only(part: str) -> Fault:
    def fault(registry: Registry) -> Callable[[], None]:
        registry.close()
        path = registry.folder / part
        rights, owner = path.stat().st_mode, os.geteuid()
        if owner == 0:  # who may do everything becomes somebody to whom everything else belongs
            for one in (registry.folder.parent, *registry.folder.parent.rglob("*")):
                os.chown(one, _SOMEBODY, -1)
            os.seteuid(_SOMEBODY)
        path.chmod(rights & ~0o222)

        def lift() -> None:
            path.chmod(rights)
            os.seteuid(owner)
            registry.close()
            registry.connect()

        try:
            registry.connect()
        except RegistryError as problem:
            lift()
            raise problem
        return lift

    return fault


def failing_writes(stage: Stage, rounds: int) -> dict[str, Counter[str]]:
    """Every act with one place that cannot be written, one after the other, and with calls that fail everywhere."""
    found: dict[str, Counter[str]] = {}
    frames = [0, *(_WAL_HEADER + n * _FRAME + part for n in range(rounds) for part in (0, 24))]
    pages = [n * _PAGE for n in range(1, rounds)]
    for act in ACTS:
        counts = [
            _until_it_goes(stage, act, (_broken("pwrite64", offset) for offset in offsets))
            for offsets in (frames, pages)
        ]
        counts.append(Counter(_outcome(stage, act, _broken(call)) for call in calls() if call != "pread64"))
        found[act.name] = sum(counts, Counter())
    return found


def failing_reads(stage: Stage, rounds: int) -> dict[str, Counter[str]]:
    """Every act with one page of the database that cannot be read since it was opened, one after the other."""
    pages = (stage.ground.folder / _DATABASE).stat().st_size // _PAGE
    places = [page * _PAGE for page in range(0, pages, max(1, pages // rounds))]
    return {act.name: Counter(_outcome(stage, act, _unreadable(offset)) for offset in places) for act in ACTS}


def _broken(call: str, offset: int | None = None) -> Fault:
    def fault(_registry: Registry) -> None:
        break_call(call, offset=offset)

    return fault


def _unreadable(offset: int) -> Fault:
    def fault(registry: Registry) -> None:
        registry.close()  # and all that it has read
        break_call("pread64", offset=offset)
        registry.connect()

    return fault


def small_disk(folder: Path, rounds: int) -> Iterator[tuple[str, object]]:
    """The same on a disk with so many free pages, which a process of its own mounts for itself alone."""
    name = "full disk (small file system)"
    if shutil.which("unshare") is None:
        yield name, "not run: no file system can be mounted here"
        return
    place = folder / "disk"
    place.mkdir()
    command = [
        *(
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            sys.executable,
            "-m",
            "tests.torture.small_disk",
        ),
        *(str(place), str(rounds)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 3:
        yield name, "not run: no file system can be mounted here"
        return
    assert done.returncode == 0, done.stderr[-3000:]
    yield from told(name, {act: Counter(count) for act, count in json.loads(done.stdout).items()}).items()
