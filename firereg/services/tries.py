"""Wrong passwords are counted, and each costs a longer wait, over restarts too: `tries.json` beside the key slots.

A try is counted before it is made and forgiven when it was right, so that killing the program or trying in many
windows at once gains nothing. The file names nobody: its names are those of the key slots. Names that have no slot
share one count.
"""

import json
import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from firereg.errors import NotAllowedError, TooManyTriesError, UserError
from firereg.i18n import _
from firereg.store.keyslots import KeySlots

FILE = "tries.json"
FREE = 3
"""So many wrong tries cost nothing."""
LONGEST = 15 * 60
"""Seconds."""
_FORMAT = 1
_UNKNOWN = "\0unknown"
_LARGEST_FILE = 1024 * 1024
_Count = tuple[int, float]  # wrong tries, and when the last one was
_NEVER: _Count = (0, 0.0)

_unwritten: dict[Path, dict[str, _Count]] = {}
"""What could not be written: a folder that is read-only must not make guessing free while the program runs."""


def name_of(slots: KeySlots, user: str) -> str:
    """Whom a try for `user` is counted for."""
    return slots.slot_id(user if slots.has(user) else _UNKNOWN)


@contextmanager
def counted(folder: Path, name: str, clock: Callable[[], datetime]) -> Iterator[int]:
    """Try a password inside, for a `name_of`; gives the wrong tries before this one.

    NotAllowedError inside is a wrong try more, nothing is the right password, another known problem is no try.
    TooManyTriesError where it is too early: nothing is tried then.
    """
    path, now = folder / FILE, clock().timestamp()
    before = _count(path, name)
    wrong, last = before
    if last > now:  # the clock was set back: the wait begins again, and is not shortened
        last = now
        _put(path, name, (wrong, last))
    left = math.ceil(last + wait_after(wrong) - now)
    if left > 0:
        raise TooManyTriesError(_sentence(left), left)
    _put(path, name, (wrong + 1, now))
    try:
        yield wrong
    except NotAllowedError:
        raise
    except UserError:
        _put(path, name, before)
        raise
    _put(path, name, _NEVER)


def forget(folder: Path, name: str) -> None:
    """No wrong tries any more: the password is a new one."""
    _put(folder / FILE, name, _NEVER)


def wait_after(wrong: int) -> int:
    """The seconds to wait after so many wrong tries: none, then 2, 4, 8 up to 15 minutes."""
    return 0 if wrong <= FREE else min(2 ** min(wrong - FREE, 16), LONGEST)


def _sentence(seconds: int) -> str:
    if seconds < 60:
        return _("Too many wrong tries. Try again in {n} seconds.").format(n=seconds)
    return _("Too many wrong tries. Try again in {n} minutes.").format(n=math.ceil(seconds / 60))


def _count(path: Path, name: str) -> _Count:
    try:
        return _load(path).get(name, _NEVER)
    except ValueError:  # damaged, by accident or not: nobody is locked out, and nothing is free
        return FREE, 0.0


def _put(path: Path, name: str, count: _Count) -> None:
    try:
        counts = _load(path)
    except ValueError:
        counts = {}
    if count == counts.get(name, _NEVER):
        return
    counts.pop(name, None)
    if count != _NEVER:
        counts[name] = count
    try:
        _save(path, counts)
    except OSError:
        _unwritten[path] = counts
    else:
        _unwritten.pop(path, None)


def _load(path: Path) -> dict[str, _Count]:
    """The counts by name; ValueError where the file is damaged."""
    if path in _unwritten:
        return dict(_unwritten[path])
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ValueError("size")
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): _checked(*count) for name, count in data["tries"].items()}
    except OSError:
        return {}
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("tries") from error


def _checked(wrong: object, last: object) -> _Count:
    if not isinstance(wrong, int) or not isinstance(last, int | float) or not 0 <= wrong < 2**31:
        raise ValueError("count")
    if not -1e12 < last < 1e12:  # a moment in seconds, and no NaN
        raise ValueError("moment")
    return wrong, float(last)


def _save(path: Path, counts: dict[str, _Count]) -> None:
    if not counts:  # as usual: nobody was wrong
        path.unlink(missing_ok=True)
        return
    temporary = path.with_name(f"{path.stem}-{os.getpid()}.new")
    try:
        temporary.write_text(json.dumps({"format": _FORMAT, "tries": counts}), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
