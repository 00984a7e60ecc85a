"""The write-ahead log beside a database, read without the engine: what of it counts, and whether any of it is lost.

The engine takes the log up to the first frame whose checksum is wrong and leaves out the rest without a word, since
that is what a power cut looks like. A committed transaction after such a frame, or fewer frames than the index beside
the log counts, is no power cut (https://sqlite.org/walformat.html).
"""

import struct
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
_HEADER, _FRAME = 32, 24
_BIG_ENDIAN = 0x377F0683
_LITTLE_ENDIAN = 0x377F0682
_INDEX_HEADER = 48
_WORD = 0xFFFFFFFF


@dataclass(frozen=True)
class Frame:
    """One page as a transaction left it; `pages` is the size of the database where the frame ends one, else 0.

    Not `named`: its head is of another log or damaged, so which page it was is not known.
    """

    page: int
    pages: int
    named: bool
    content: bytes


@dataclass(frozen=True)
class Log:
    """The frames of a log up to its last commit; the engine takes the first `valid` of them.

    `lost_commits` transactions at least are committed, and the engine would leave them out. `in_database`: all of
    the log is in the database too, so that nothing of it is needed.
    """

    frames: tuple[Frame, ...]
    valid: int
    lost_commits: int = 0
    in_database: bool = False


def log_path(database: Path) -> Path:
    """Where the log of a database lies."""
    return database.with_name(database.name + "-wal")


def index_path(database: Path) -> Path:
    """Where the index of that log lies while the database is in use."""
    return database.with_name(database.name + "-shm")


def index_fits(database: Path) -> bool:
    """Whether there is an index of this log: whoever is stopped while beginning a log leaves that of the one before."""
    _counted, _written, salts = _index(database)
    with suppress(OSError), log_path(database).open("rb") as file:
        return bool(salts) and file.read(_HEADER)[16:24] == salts
    return False


def read_log(database: Path, *, with_index: bool = True) -> Log:
    """The log of a database; an empty one where there is none. The index beside it is compared, unless told not to."""
    counted, written, counted_salts = _index(database) if with_index else (0, 0, b"")
    raw = b""
    with suppress(FileNotFoundError):
        raw = log_path(database).read_bytes()
    in_database = 0 < counted <= written
    if len(raw) <= _HEADER:
        return Log((), 0, int(counted > written), in_database)
    order = _order(raw)
    salts = raw[16:24] if order else _commonest_salts(raw)
    frames = list(_frames(raw, salts))
    valid = _valid(raw, order, frames) if order else 0
    last = max((n for n, frame in enumerate(frames, 1) if frame.named and frame.pages), default=0)
    fits = salts == counted_salts
    # What the index does not count was never said to be kept: somebody was killed before that, and another who has
    # the database open wrote over its beginning.
    said = counted if fits and order else last
    later = sum(1 for frame in frames[valid:said] if frame.named and frame.pages)
    lost = later or int((fits and counted > max(valid, last)) or not order)
    return Log(tuple(frames[: max(valid, last)]), valid, lost, in_database and fits)


def _index(database: Path) -> tuple[int, int, bytes]:
    """How many frames the index counts, how many of them are in the database by now, and the salts of its log."""
    raw = b""
    with suppress(OSError), index_path(database).open("rb") as file:
        raw = file.read(2 * _INDEX_HEADER + 4)
    if len(raw) < 2 * _INDEX_HEADER + 4 or raw[:_INDEX_HEADER] != raw[_INDEX_HEADER : 2 * _INDEX_HEADER]:
        return 0, 0, b""
    (counted,) = struct.unpack_from("=I", raw, 16)
    (written,) = struct.unpack_from("=I", raw, 2 * _INDEX_HEADER)
    return counted, written, raw[32:40]


def _order(raw: bytes) -> str | None:
    """The byte order of the checksums; None where the head of the log is missing or wrong."""
    if len(raw) < _HEADER:
        return None
    magic, _version, page = struct.unpack_from(">3I", raw)
    order = {_BIG_ENDIAN: ">", _LITTLE_ENDIAN: "<"}.get(magic)
    if order is None or page != PAGE:
        return None
    return order if _sum(order, raw[:24], (0, 0)) == struct.unpack_from(">2I", raw, 24) else None


def _commonest_salts(raw: bytes) -> bytes:
    """The salts of a log whose own head is damaged, from the heads of its frames."""
    ends = range(_HEADER, len(raw) - _FRAME - PAGE + 1, _FRAME + PAGE)
    counts = Counter(raw[at + 8 : at + 16] for at in ends)
    return counts.most_common(1)[0][0] if counts else b""


def _frames(raw: bytes, salts: bytes) -> Iterator[Frame]:
    for at in range(_HEADER, len(raw) - _FRAME - PAGE + 1, _FRAME + PAGE):
        page, pages = struct.unpack_from(">2I", raw, at)
        content = raw[at + _FRAME : at + _FRAME + PAGE]
        yield Frame(page, pages, raw[at + 8 : at + 16] == salts and page > 0, content)


def _valid(raw: bytes, order: str, frames: list[Frame]) -> int:
    """How many frames the engine takes: up to the last commit before the first one that is wrong."""
    valid, sums = 0, struct.unpack_from(">2I", raw, 24)
    for number, frame in enumerate(frames, 1):
        at = _HEADER + (number - 1) * (_FRAME + PAGE)
        sums = _sum(order, raw[at : at + 8] + frame.content, sums)
        if not frame.named or sums != struct.unpack_from(">2I", raw, at + 16):
            break
        if frame.pages:
            valid = number
    return valid


def _sum(order: str, data: bytes, sums: tuple[int, ...]) -> tuple[int, int]:
    first, second = sums
    for one, other in struct.iter_unpack(f"{order}2I", data):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
