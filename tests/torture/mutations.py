"""Hostile input made out of good input: bytes, words and structures changed at random."""

import json
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from io import BytesIO
from random import Random
from typing import Any

_WORDS = (
    "",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\ufeff",
    "￾",
    "👩‍🚒",
    "龘",
    "a\u0300" * 40,
    "Nguyễn " * 80,
    "=HYPERLINK(1)",
    "-1",
    "1e308",
    "NaN",
    "99999999999999999999",
    "0x41",
    "31/02/2023",
    "29/02/1900",
    "01/01/0001",
    "../../x",
    "A" * 5_000,
    "'\"`;--",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&b;&#0;",
    "]]>",
    "{" * 400,
    "[" * 400,
)
_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**63, 2**200, 1.5, 1e308),
    *("", "\x00", "x" * 100_000, [], {}, [[[[]]]], {"a": {"a": {}}}),
)
_CELLS = (-1, 0, 1e308, -1e-300, 2**53, True, date(1900, 1, 1), date(9999, 12, 31), timedelta(days=-3))
_NUMBER = re.compile(r"\d+")


def bytes_of(random: Random, good: bytes) -> bytes:
    """The bytes with some of them changed, put in, doubled, taken out, or the end cut off."""
    raw = bytearray(good)
    for _i in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(raw) + 1)
        size = random.choice((1, 4, 64, 2_000))
        act = random.randrange(5)
        if act == 0 and raw:
            raw[at % len(raw)] ^= 1 << random.randrange(8)
        elif act == 1:
            raw[at:at] = random.randbytes(size)
        elif act == 2:
            raw[at:at] = raw[at : at + size]
        elif act == 3:
            del raw[at : at + size]
        else:
            del raw[at:]
    return bytes(raw)


def text_of(random: Random, good: str) -> str:
    """The text with words put in or in place of others, numbers changed, parts swapped or left out."""
    for _i in range(random.choice((1, 1, 2, 6))):
        at = random.randrange(len(good) + 1)
        word = random.choice(_WORDS)
        act = random.randrange(4)
        if act == 0:
            good = good[:at] + word + good[at:]
        elif act == 1:
            good = good[:at] + word + good[at + random.choice((1, 5, 50)) :]
        elif act == 2:
            numbers = list(_NUMBER.finditer(good))
            if numbers:
                found = random.choice(numbers)
                number = str(random.choice((0, -1, 1, 2**31, 2**64, 1_048_577, 10**30)))
                good = good[: found.start()] + number + good[found.end() :]
        else:
            other = random.randrange(len(good) + 1)
            good = good[min(at, other) : max(at, other)] + good[: min(at, other)] + good[max(at, other) :]
    return good


def data_of(random: Random, good: Any) -> Any:
    """JSON data with one of its values another one, or one of its keys gone or double."""
    copy = json.loads(json.dumps(good))
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            places.append((node, key))
            if isinstance(node[key], dict | list):
                walk(node[key])

    walk(copy)
    if not places:
        return random.choice(_VALUES)
    node, key = random.choice(places)
    if isinstance(node, dict) and random.random() < 0.3:
        node[f"{key}!"] = node.pop(key)
    elif isinstance(node[key], str) and random.random() < 0.5:
        node[key] = text_of(random, node[key])
    else:
        node[key] = random.choice(_VALUES)
    return copy


def zip_of(random: Random, good: bytes, inner: Callable[[Random, str, bytes], bytes]) -> bytes:
    """The archive with one of its files changed by `inner`, gone or there twice, its sums being right again."""
    with zipfile.ZipFile(BytesIO(good)) as archive:
        files = [(info.filename, archive.read(info)) for info in archive.infolist()]
    at = random.randrange(len(files))
    name, content = files[at]
    act = random.randrange(8)
    if act == 0:
        del files[at]
    elif act == 1:
        files.append((random.choice((name, "../x", "/x", "x" * 300, "")), content))
    else:
        files[at] = (name, inner(random, name, content))
    made = BytesIO()
    way = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(made, "w", way) as archive,
    ):  # of double names
        for its_name, its_content in files:
            archive.writestr(zipfile.ZipInfo(its_name), its_content)
    return made.getvalue()


def part_of(random: Random, name: str, content: bytes) -> bytes:
    """A file of an archive changed as what it is: JSON as data, XML as text, anything else as bytes."""
    if name.endswith(".json") and random.random() < 0.8:
        return json.dumps(data_of(random, json.loads(content))).encode()
    if name.endswith((".xml", ".rels")):
        return text_of(random, content.decode()).encode("utf-8", "surrogatepass")
    return bytes_of(random, content)


def row_of(random: Random, good: Sequence[Any]) -> list[Any]:
    """The row with some of its cells holding something else, or moved."""
    row = list(good)
    for _i in range(random.choice((0, 1, 1, 3))):
        at = random.randrange(len(row))
        act = random.randrange(3)
        if act == 0:
            row[at] = random.choice((*_WORDS, *_CELLS))
        elif act == 1:
            row[at] = text_of(random, str(row[at]))
        else:
            row.insert(at, row.pop(random.randrange(len(row))))
    return row


def any_of(random: Random, ways: Sequence[Callable[[Random], bytes]]) -> bytes:
    """One of these ways to change something."""
    return random.choice(ways)(random)
