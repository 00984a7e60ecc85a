"""The pages of an encrypted database, read without the engine and without writing anything, each by itself.

The engine gives up a whole table with one page of it; here every page that is sound can be read. SQLCipher 4 keeps a
page of 4096 bytes as text encrypted by AES-256-CBC, its initialization vector and an HMAC-SHA512 over both and the
number of the page; the first 16 bytes of the file are the salt of the key of that HMAC
(https://www.zetetic.net/sqlcipher/design).
"""

import hashlib
import hmac
import operator
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from firereg.store.write_ahead_log import PAGE, Frame, Log, read_log

USABLE = PAGE - 80
HEADER = 100
"""Bytes of the first page before its own contents."""
_SALT, _VECTOR = 16, 16
_MAGIC = b"SQLite format 3\0"
_FREE_AT, _PAGES_AT = 32, 28
_ROUNDS, _MASK = 2, 0x3A
_PAGE_OF = re.compile(r"page (\d+)")


class Pages:
    """The pages of a database with what its log holds of them. `count` is how many there are by the last commit.

    `lost_commits` transactions of the log cannot be read; `doubtful` pages had their newest state in a damaged part.
    """

    def __init__(self, file: IO[bytes], log: Log, key: bytes, salts: Iterable[bytes] = ()) -> None:
        self._file, self._key = file, key
        file.seek(0, 2)
        self._size = file.tell()
        self.doubtful: set[int] = set()
        self.lost_commits = 0
        self._newer: dict[int, bytes] = {}
        newest_first = [frame.content for frame in log.frames if frame.page == 1]
        self.salt = self._find_salt([*newest_first, self._raw(1)], salts)
        self._hmac_key = _hmac_key(key, self.salt)
        self.count = self._take(log) or self._counted()

    def read(self, number: int) -> bytes | None:
        """What a page holds, None where it is damaged or not there."""
        if number in self.doubtful or not 1 <= number <= self.count:
            return None
        raw = self._newer.get(number) or self._raw(number)
        if not self._sound(number, raw):
            return None
        body = raw[_SALT if number == 1 else 0 : USABLE]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(raw[USABLE : USABLE + _VECTOR])).decryptor()
        return (_MAGIC if number == 1 else b"") + decryptor.update(body) + decryptor.finalize()

    def free(self) -> set[int] | None:
        """The pages that hold nothing; None where that cannot be known."""
        first = self.read(1)
        if first is None:
            return None
        found: set[int] = set()
        trunk = _number(first, _FREE_AT)
        while trunk and trunk not in found:
            found.add(trunk)
            page = self.read(trunk)
            if page is None:
                return None
            found.update(_number(page, 8 + 4 * n) for n in range(min(_number(page, 4), USABLE // 4 - 2)))
            trunk = _number(page, 0)
        return found

    def that_matter(self, suspected: Iterable[str]) -> Iterator[str]:
        """Those of what the engine says of its encryption that matter: not of pages that are free, or newer in the log.

        A page that was taken and given back at once is never written.
        """
        free = self.free() or set()
        for said in suspected:
            found = _PAGE_OF.search(said)
            if not found or (int(found[1]) not in free and self.read(int(found[1])) is None):
                yield said

    def _take(self, log: Log) -> int:
        """Lay the log over the file; the size of the database by its last commit, 0 where the log says nothing."""
        taken: tuple[Frame, ...] = log.frames[: log.valid]
        if log.in_database:
            taken = ()
        elif log.lost_commits and len(log.frames) == log.valid:
            self.lost_commits = log.lost_commits
        elif log.lost_commits:
            later = log.frames[log.valid :]
            # A log is written from its beginning: what stands before its last commit is of this log, whatever its head.
            sound = [self._sound(frame.page, frame.content) for frame in log.frames]
            written = any(
                good and self._raw(frame.page) == frame.content
                for frame, good in zip(later, sound[log.valid :], strict=True)
            )
            if written or all(map(operator.or_, sound[log.valid :], (frame.named for frame in later))):
                taken = tuple(frame for frame, good in zip(log.frames, sound, strict=True) if good)
                if not written:
                    newest = {frame.page: good for frame, good in zip(log.frames, sound, strict=True)}
                    self.doubtful = {page for page, good in newest.items() if not good}
            else:
                self.lost_commits = log.lost_commits
        self._newer = {frame.page: frame.content for frame in taken}
        return next((frame.pages for frame in reversed(taken) if frame.pages), 0)

    def _counted(self) -> int:
        """The size by the first page, or by the file where that page is damaged."""
        self.count = 1
        first = self.read(1)
        return _number(first, _PAGES_AT) if first else -(-self._size // PAGE)

    def _find_salt(self, firsts: list[bytes], known: Iterable[bytes]) -> bytes:
        """The salt: as it is written, as it is known from elsewhere, or with one byte of it wrong."""
        written = [first[:_SALT] for first in firsts if len(first) == PAGE]
        samples = [
            (number, raw)
            for number, raw in ((n, self._raw(n)) for n in (2, 3, 4, self._size // PAGE))
            if len(raw) == PAGE and any(raw)
        ]
        samples += [(1, first) for first in firsts if len(first) == PAGE]
        for salt in (*written, *known, *(near for one in written for near in _near(one))):
            key = _hmac_key(self._key, salt)
            if any(_proves(key, number, raw) for number, raw in samples):
                return salt
        return written[0] if written else bytes(_SALT)

    def _sound(self, number: int, raw: bytes) -> bool:
        return len(raw) == PAGE and _proves(self._hmac_key, number, raw)

    def _raw(self, number: int) -> bytes:
        self._file.seek((number - 1) * PAGE)
        return self._file.read(PAGE)


@contextmanager
def opened_pages(database: Path, key: bytes, salts: Iterable[bytes] = ()) -> Iterator[Pages]:
    """The pages of the database in a file; `salts` are those that it may have, should its first page be damaged."""
    log = read_log(database)
    with database.open("rb") as file:
        yield Pages(file, log, key, salts)


def pages_in_use(database: Path, key: bytes) -> Pages:
    """The same of a database that this process has open.

    The file stays open: where one descriptor of a file is closed, POSIX lets go of all locks that the process has on
    it, those of the engine too.
    """
    descriptor = os.open(database, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    return Pages(open(descriptor, "rb", closefd=False), read_log(database, with_index=False), key)


def _proves(key: bytes, number: int, raw: bytes) -> bool:
    """Whether the page is as it was written; of the first one the salt is not part of the proof."""
    told = raw[_SALT if number == 1 else 0 : USABLE + _VECTOR] + number.to_bytes(4, "little")
    return hmac.digest(key, told, "sha512") == raw[USABLE + _VECTOR :]


def _hmac_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _MASK for byte in salt), _ROUNDS, len(key))


def _near(salt: bytes) -> Iterator[bytes]:
    for at in range(len(salt)):
        for byte in range(256):
            yield salt[:at] + bytes([byte]) + salt[at + 1 :]


def _number(page: bytes, at: int) -> int:
    return int.from_bytes(page[at : at + 4], "big")
