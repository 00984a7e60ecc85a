"""The rows on the pages of a database, read without the engine (https://sqlite.org/fileformat2.html)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from firereg.store.pages import HEADER, USABLE, Pages

LEAF, INTERIOR = 13, 5
"""What the pages of a table begin with."""
_MOST_LOCAL = USABLE - 35
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_OVERFLOW = USABLE - 4
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_REAL, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12

Values = tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """A row by its number; `values` None where what overflows its page cannot be read."""

    number: int
    values: Values | None


def kind(page: bytes, number: int) -> int:
    """What a page begins with."""
    return page[HEADER if number == 1 else 0]


def children(page: bytes, number: int) -> list[tuple[int, int | None]]:
    """The pages under an interior page of a table, each with the last row number it may hold, None for the last one."""
    begin, offsets = _cells(page, number, INTERIOR)
    under: list[tuple[int, int | None]] = [
        (int.from_bytes(page[at : at + 4], "big"), _varint(page, at + 4)[0]) for at in offsets
    ]
    return [*under, (int.from_bytes(page[begin + 8 : begin + 12], "big"), None)]


def rows(pages: Pages, page: bytes, number: int) -> Iterator[Row]:
    """The rows on a leaf of a table."""
    for cell in _cells(page, number, LEAF)[1]:
        size, at = _varint(page, cell)
        row, at = _varint(page, at)
        local = _local(size)
        payload: bytes | None = page[at : at + local]
        if local < size:
            rest = _overflowing(pages, int.from_bytes(page[at + local : at + local + 4], "big"), size - local)
            payload = None if rest is None else page[at : at + local] + rest
        yield Row(row, None if payload is None else record(payload))


def record(payload: bytes) -> Values:
    """The values of a row."""
    end, at = _varint(payload, 0)
    body, values = end, []
    while at < end:
        code, at = _varint(payload, at)
        value, body = _value(payload, code, body)
        values.append(value)
    return tuple(values)


def _cells(page: bytes, number: int, wanted: int) -> tuple[int, list[int]]:
    """Where the page begins, and where each of its cells does."""
    begin = HEADER if number == 1 else 0
    head = begin + (8 if wanted == LEAF else 12)
    count = int.from_bytes(page[begin + 3 : begin + 5], "big")
    return begin, list(struct.unpack_from(f">{count}H", page, head))


def _local(size: int) -> int:
    """How much of a row of that size is on the leaf itself."""
    if size <= _MOST_LOCAL:
        return size
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % _OVERFLOW
    return local if local <= _MOST_LOCAL else _LEAST_LOCAL


def _overflowing(pages: Pages, number: int, size: int) -> bytes | None:
    """So many bytes from the pages that follow one another from `number` on."""
    parts = []
    while size > 0:
        page = pages.read(number)
        if page is None:
            return None
        parts.append(page[4 : 4 + min(size, _OVERFLOW)])
        size -= len(parts[-1])
        number = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for length in range(8):
        byte = data[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >> 63 else value, at + 9


def _value(payload: bytes, code: int, at: int) -> tuple[Any, int]:
    """One value by its type code, and where it ends."""
    if code >= _FIRST_BLOB:
        end = at + (code - _FIRST_BLOB) // 2
        raw = payload[at:end]
        return (raw.decode("utf-8", "surrogatepass") if code % 2 else raw), end
    if code < _REAL:
        end = at + _INTEGER_BYTES[code]
        return (int.from_bytes(payload[at:end], "big", signed=True) if code else None), end
    if code == _REAL:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    return code - _ZERO, at
