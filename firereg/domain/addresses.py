"""Street addresses: the order a clerk walks them in, and whether two name the same place.

"Số 6 ngõ 65 Miếu Hai Xã" is street Miếu Hai Xã, lane 65, house 6. What follows the street (group, ward, city)
is the same for a whole ward and does not count.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import dropwhile
from typing import NamedTuple

from firereg.domain.text import collation, fold

_HOUSE = 3
# From the street inward: a lane (ngõ), a lane off it (ngách), one off that (hẻm), the house.
_LEVELS = {"ngo": 0, "kiet": 0, "lo": 0, "ngach": 1, "hem": 2, "so": _HOUSE, "sn": _HOUSE}
_STREET_NOUNS = frozenset({"đường", "phố", "đ.", "đg"})
_NUMBER = re.compile(r"\d{1,6}[a-z]{0,2}(?:[/-]\d{1,6}[a-z]{0,2})*")
_USUAL = re.compile(r"(?:[Ss]ố )?(\d{1,6}[A-Za-z]{0,2}(?:[/-]\d{1,6}[A-Za-z]{0,2})*) (\S.*)", re.ASCII)
"""A house number and then the rest, as most addresses are."""
_GLUED = re.compile(r"(so|sn|ngo|ngach|hem|lo)\.?(\d.*)")
_TOKEN = re.compile(r"[^\s,;]+|[,;]")
_SLASH = re.compile(r"\s*/\s*")
_STREETS_REMEMBERED = 4096


class _Place(NamedTuple):
    """An address taken apart; the numbers from the street inward, "12/34" as two."""

    street: str
    numbers: tuple[str, ...]


def address_sort_key(address: str) -> bytes:
    """A key that sorts addresses by street in Vietnamese order, then by house numbers as numbers.

    2 comes before 10, 12/34 before 12/100, 12 before 12A; a lane's number counts before the house in it. An
    empty address gives b"".
    """
    place = _taken_apart(address)
    if not place.street and not place.numbers:
        return b""
    return _street_order(place.street) + b"\0" + b"".join(_number_order(one) for one in place.numbers)


def place_key(address: str) -> str:
    """The same for two ways to write the same place: "cho hang|12|34"; "" for an empty address.

    Accents and case do not count, nor does the order of the numbers: in the north 6/65 is house 6 of lane 65.
    """
    place = _taken_apart(address)
    if not place.street and not place.numbers:
        return ""
    return "|".join((_street_folded(place.street), *sorted(place.numbers)))


def street_of(place: str) -> str:
    """The street of a `place_key`, with the sign that ends it: "cho hang|"; "" where there is no address."""
    return place.partition("|")[0] + "|" if place else ""


def has_number(place: str) -> bool:
    """Whether a `place_key` names a house or only a street."""
    return "|" in place


@lru_cache(maxsize=64)  # the keys of one row are made one after the other
def _taken_apart(address: str) -> _Place:
    text = _SLASH.sub("/", unicodedata.normalize("NFC", address))
    usual = _USUAL.fullmatch(text)
    street = _street_alone(usual[2]) if usual else ""
    return (
        _Place(street, tuple(re.split("[/-]", usual[1].lower()))) if usual and street else _word_by_word(text)
    )


@lru_cache(maxsize=_STREETS_REMEMBERED)
def _street_alone(text: str) -> str:
    """The street where `text` begins with it and has no number, "" otherwise."""
    tokens = list(dropwhile(lambda token: token.lower() in _STREET_NOUNS, _TOKEN.findall(text)))
    folded = list(map(_word_folded, tokens))
    if not tokens or tokens[0] in ",;" or not folded[0] or _group_at(tokens, folded, 0):
        return ""
    place = _word_by_word(text)
    return "" if place.numbers else place.street


def _word_by_word(text: str) -> _Place:
    tokens = _TOKEN.findall(text)
    folded = [_word_folded(token) if token not in ",;" else "" for token in tokens]
    numbers: list[tuple[int, str]] = []
    street: list[str] = []
    closed = False
    i = 0
    while i < len(tokens):
        level, number, length = _number_at(folded, i)
        if not folded[i]:
            closed = closed or bool(street)
        elif ends := _group_at(tokens, folded, i):
            if street or numbers:
                break
            length = ends
        elif number and (level is not None or not (street or _names_street(tokens, i))):
            numbers.append((_HOUSE if level is None else level, number))
        elif closed:
            break
        elif street or tokens[i].lower() not in _STREET_NOUNS:
            street.append(tokens[i])
        i += length
    numbers.sort(key=lambda one: one[0])
    return _Place(" ".join(street), tuple(part for _l, one in numbers for part in re.split("[/-]", one)))


def _names_street(tokens: list[str], i: int) -> bool:
    """Whether the token is the name of a street even if it is a number: "đường 30/4"."""
    return i > 0 and tokens[i - 1].lower() in _STREET_NOUNS


def _number_at(folded: list[str], i: int) -> tuple[int | None, str, int]:
    """(level, number, tokens taken) of a house or lane number at `i`; no number is ""."""
    glued = _GLUED.fullmatch(folded[i])
    if glued and _NUMBER.fullmatch(glued[2]):
        return _LEVELS[glued[1]], glued[2], 1
    if _NUMBER.fullmatch(folded[i]):
        return None, folded[i], 1
    words = 2 if folded[i : i + 2] in (["so", "nha"], ["nha", "so"]) else 1
    level = _HOUSE if words == 2 else _LEVELS.get(folded[i].rstrip("."))
    after = folded[i + words] if i + words < len(folded) else ""
    if level is not None and _NUMBER.fullmatch(after):
        return level, after, words + 1
    return None, "", 1


def _group_at(tokens: list[str], folded: list[str], i: int) -> int:
    """How many tokens name a residential group, ward or district at `i`; 0 where none begins."""
    if folded[i] in ("phuong", "quan"):
        return 1 if tokens[i].lower() in ("phường", "quận") else 0
    if not folded[i].startswith(("to", "tdp", "kdc")):
        return 0
    rest = folded[i:]
    words = 3 if rest[:3] == ["to", "dan", "pho"] else 1 if rest[0] in ("to", "tdp", "kdc") else 0
    if words and len(rest) > words and rest[words].isdigit():
        return words + 1
    return 1 if words == 3 or re.fullmatch(r"tdp\d+", rest[0]) else 0


@lru_cache(maxsize=_STREETS_REMEMBERED)
def _street_order(street: str) -> bytes:
    return collation(street).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=_STREETS_REMEMBERED)  # a ward has few streets
def _word_folded(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=_STREETS_REMEMBERED)
def _street_folded(street: str) -> str:
    return fold(street).replace("|", " ")


def _number_order(number: str) -> bytes:
    """The number by its length and digits, then its letter: as bytes these sort like numbers."""
    digits = re.match(r"\d+", number)
    assert digits is not None
    value = digits[0].lstrip("0") or "0"
    return bytes([len(value)]) + value.encode() + number[digits.end() :].encode() + b"\0"
