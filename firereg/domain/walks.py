"""Walks of inspection (đợt kiểm tra): what a line can come to, and what its QR says.

"KT12:A-00123" is serial A-00123 on the sheet of walk 12: capitals and signs that a QR code keeps small.
"""

import re
import unicodedata
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from firereg.domain.text import excerpt
from firereg.i18n import _

_CODE = re.compile(r"KT([0-9]{1,9})[:;](.*)")
_BEGINNING = re.compile(r"K|KT[0-9]{0,9}|KT[0-9]{1,9}[:;]|[:;].*")
_WORD = re.compile(r"([\W\d_]+)")
# The key that makes each sign, in Telex and in VNI, by the combining mark it leaves.
_TELEX = dict(zip("\u0301\u0300\u0309\u0303\u0323", "SFRXJ", strict=True))
_VNI = dict(zip("\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u0306", "12345678", strict=True))


class Outcome(StrEnum):
    """What came of one extinguisher of a walk; OPEN on a walk that is closed means that nobody was there."""

    OPEN = ""
    PASSED = "pass"
    FAILED = "fail"
    NOT_FOUND = "not_found"
    ELSEWHERE = "elsewhere"


class ScannedCode(NamedTuple):
    """`walk_id` is None where the text names no walk; `spellings` are what it may have been, the likeliest first."""

    walk_id: int | None
    spellings: tuple[str, ...]


def walk_code(walk_id: int, serial: str) -> str:
    """The text of the QR for a serial number on the sheet of a walk."""
    return f"KT{walk_id}:{serial}"


def read_code(text: str) -> ScannedCode:
    """What was scanned or typed: the code of a line, a serial number or a label number.

    ValueError with the reason for nothing at all and for the beginning of a code.
    """
    seen = (c for c in unicodedata.normalize("NFKC", text) if c.isprintable() and not c.isspace())
    code = "".join(seen).upper()
    if not code:
        raise ValueError(_("Scan the code of a line, or type the serial number of the extinguisher."))
    match = _CODE.fullmatch(code)
    serial = match[2] if match else code
    if not serial or (not match and _BEGINNING.fullmatch(code)):
        raise ValueError(
            _("Only a part of a code came: “{code}”. Scan it again, or type the serial number.").format(
                code=excerpt(code)
            )
        )
    return ScannedCode(int(match[1]) if match else None, _spellings(serial))


def _spellings(serial: str) -> tuple[str, ...]:
    """`serial`, and what it was before an input method turned its letters into Vietnamese ones."""
    if serial.isascii():
        return (serial,)
    ways = product((_TELEX, _VNI), (False, True), ("UW", "W"))
    undone = ("".join(_keys(word, *way) for word in _WORD.split(serial)) for way in ways)
    return tuple(dict.fromkeys((serial, *undone)))


def _keys(word: str, keys: dict[str, str], at_end: bool, horn: str) -> str:
    """The keys that gave `word`; a tone may be typed after its vowel or at the end of the word."""
    typed, tones = [], ""
    for letter in word:
        if letter == "Đ":
            typed.append("DD" if keys is _TELEX else "D9")
            continue
        parts = unicodedata.normalize("NFD", letter)
        base = parts[0]
        for mark in sorted(parts[1:], key=_TELEX.__contains__):
            if mark in _TELEX and at_end:
                tones += keys[mark]
            elif mark in keys:
                base += keys[mark]
            elif mark == "\u0302":
                base += base
            else:
                base = horn if base == "U" else base + "W"
        typed.append(base)
    return "".join(typed) + tones
