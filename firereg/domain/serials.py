"""Serial and label numbers that follow one another: counted on, written as a range, or unlike their neighbours."""

import re
from collections import Counter
from collections.abc import Iterable

from firereg.domain.text import excerpt
from firereg.i18n import _

MOST_IN_A_RANGE = 1000
_ENDS_IN_DIGITS = re.compile(r"(.*?)(\d+)(\D{0,2})", re.ASCII | re.DOTALL)
_RANGE = re.compile(r"(.+?)(?:\s*(?:\.\.+|…|->|→|=>|~)\s*|\s+(?:đến|den|tới|toi|to)\s+)(.+)", re.IGNORECASE)
_DASHED_RANGE = re.compile(r"(.*?\d)\s+[-–—]\s+(.*\d.*)")
_TIGHT_RANGE = re.compile(r"([A-Za-z][\w.]*?)(\d+)[-–—]\1(\d+)", re.ASCII)
_BEGINS = re.compile(r"(?:từ|tu|from)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,\n]+")
_ENOUGH_NEIGHBOURS = 3


def numbered_from(first: str, count: int) -> list[str]:
    """`count` numbers on from `first`, its leading zeros kept: DHK-0101, DHK-0102; ValueError without a number."""
    match = _ENDS_IN_DIGITS.fullmatch(first.strip())
    if not match:
        raise ValueError(
            _("“{text}” ends in no number to count on from. Type it like DHK-0101.").format(
                text=excerpt(first)
            )
        )
    before, digits, after = match.groups()
    return [f"{before}{number:0{len(digits)}}{after}" for number in range(int(digits), int(digits) + count)]


def listed_serials(text: str) -> list[str]:
    """Every number that a cell names: one, several with commas between, or a range "A-001 đến A-010".

    ValueError for a range that goes down, changes what stands before its numbers, or is too long.
    """
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return [serial for part in parts for serial in _one_or_range(part)]


def unlike(serial: str, neighbours: Iterable[str]) -> bool:
    """Whether a number differs in length from most of at least three before it: half a code, or two in one."""
    lengths = Counter(map(len, neighbours))
    if lengths.total() < _ENOUGH_NEIGHBOURS:
        return False
    usual, times = lengths.most_common(1)[0]
    return len(serial) != usual and times * 2 > lengths.total()


def _one_or_range(part: str) -> list[str]:
    if tight := _TIGHT_RANGE.fullmatch(part):
        part = f"{tight[1]}{tight[2]}..{tight[1]}{tight[3]}"
    match = _RANGE.fullmatch(part) or _DASHED_RANGE.fullmatch(part)
    if not match:
        return [part]
    first = _ENDS_IN_DIGITS.fullmatch(_BEGINS.sub("", match[1]).replace(" ", "").upper())
    last = _ENDS_IN_DIGITS.fullmatch(match[2].replace(" ", "").upper())
    if not first or not last or last[1] not in ("", first[1]) or first[3] != last[3]:
        raise ValueError(
            _("“{text}” is no range: both ends must differ in their number only, as A-001 đến A-010.").format(
                text=excerpt(part)
            )
        )
    count = int(last[2]) - int(first[2]) + 1
    padded = first[2].startswith("0") and first[2] != "0"
    if not 0 < count <= MOST_IN_A_RANGE or (padded and len(first[2]) < len(last[2])):
        raise ValueError(
            _("The range “{text}” must go up and name at most {most} extinguishers.").format(
                text=excerpt(part), most=MOST_IN_A_RANGE
            )
        )
    return numbered_from(first[0], count)
