"""The search index of households, laid out by name, so that a search in a large ward reads little of it.

The row id of an entry begins with the given and the family name of the head and ends with the id of the household.
So those who share a name stand together in the list of every word: for "nguyen thi hoa" in a street the engine reads
the part of each list where the people called Hoa are, and not every Nguyễn of the ward. Members of the household
and former names are found like any other word.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from firereg.store import search
from firereg.store.engine import Database
from firereg.store.household_text import Entry
from firereg.store.search import ID_BITS, Indexed

_GIVEN, _FAMILY = 4, 3
"""How many letters of each name count; with the id they fill the 63 bits that a row id has."""
_LETTER_BITS = 5
_ABOVE_ID = _FAMILY * _LETTER_BITS + ID_BITS
_LAST = 2**63 - 1
_NAME_WORDS = 5
_LETTER_A = 2  # 1 is a digit or another sign, 0 is no letter
_CODE = re.compile(r"[A-Z]+\d+-\d+")


def add(database: Database, entries: Iterable[Entry]) -> None:
    """Index households that are not in the index."""
    # In the order of the index: where row ids do not rise, the engine begins another piece of it.
    rows = sorted((place_of(name, household), text) for household, name, text in entries)
    cursor = database.cursor()
    cursor.executemany("INSERT INTO search_household (rowid, text) VALUES (?, ?)", rows)
    places = ((place & ~(-1 << ID_BITS), place) for place, _text in rows)
    cursor.executemany("INSERT INTO search_place (household, place) VALUES (?, ?)", places)


def find(database: Database, text: str, limit: int) -> list[int]:
    """The ids of households that have every word of `text`, in any order: all there are if fewer than `limit`,
    else at least so many: those whose names begin with `text`, then those called like a word of it.

    What is written like a code finds codes alone, as long as there are any.
    """
    if codes := _with_code(database, text.strip().upper(), limit):
        return list(dict.fromkeys(codes))
    wanted = search.asked(Indexed.HOUSEHOLDS, text)
    if not wanted.words:
        return []
    typed = search.words(text)
    named = _named(database, typed, limit) if len(typed) > 1 else []
    if len(named) >= limit and len(typed) > 2:
        return named
    found = dict.fromkeys(named)
    for given, family in _readings(database, typed):
        start = _first_place(given, family)
        some = _matches(database, wanted.beginnings, (start, _LAST), limit)
        if len(some) < limit and start:
            some += _matches(database, wanted.beginnings, (0, start - 1), limit - len(some))
        found |= dict.fromkeys(some)
        if len(some) < limit or len(named) >= limit:  # there are no more, or these are the ones
            break
    return list(found)


def _readings(database: Database, typed: list[str]) -> list[tuple[str, str]]:
    """Which words may be the given and the family name, by which the index is laid out.

    Two words can be either. In a longer text the given name ends the name with which the text begins, if there is
    such a name; or else it begins the text, as in "hoa nguyen thi".
    """
    if len(typed) < 3:
        return [(typed[0], "")] if len(typed) == 1 else [(typed[1], typed[0]), (typed[0], typed[1])]
    for length in range(min(len(typed), _NAME_WORDS), 1, -1):
        if _named(database, typed[:length], 1):
            return [(typed[length - 1], typed[0])]
    return [(typed[0], typed[1])]


def _matches(database: Database, expression: str, places: tuple[int, int], limit: int) -> list[int]:
    return _ids(
        database,
        f"SELECT {search.ID} FROM search_household "
        "WHERE search_household MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?",
        (expression, *places, limit),
    )


def _named(database: Database, words: list[str], limit: int) -> list[int]:
    """Households that are there and whose head's name begins like this, those with nothing more first."""
    beginning = " ".join(words)
    # +state, or the engine takes the index of the state, in which are nearly all.
    return _ids(
        database,
        "SELECT id FROM household WHERE name_fold >= ? AND name_fold < ? AND +state = 'living' "
        "ORDER BY name_fold, place LIMIT ?",
        (beginning, beginning + search.AFTER_ALL, limit),
    )


def _with_code(database: Database, beginning: str, limit: int) -> list[int]:
    """Households whose code begins like this; the one it went into, where a household was merged."""
    if not _CODE.fullmatch(beginning):
        return []
    return _ids(
        database,
        "SELECT coalesce(merged_into_id, id) FROM household WHERE code >= ? AND code < ? ORDER BY code LIMIT ?",
        (beginning, beginning + search.AFTER_ALL, limit),
    )


def _ids(database: Database, sql: str, values: tuple) -> list[int]:
    return [household for (household,) in database.cursor().execute(sql, values).fetchall()]


def place_of(name: str, household: int) -> int:
    """The row id of a household in the index: where the name of its head belongs."""
    parts = search.words(name) or [""]
    family = parts[0] if len(parts) > 1 else ""
    return _packed(parts[-1], _GIVEN) << _ABOVE_ID | _packed(family, _FAMILY) << ID_BITS | household


def _first_place(given: str, family: str) -> int:
    """The first row id of people whose given and family name begin like this."""
    if not given.isalpha():
        return 0
    return _packed(given, _GIVEN) << _ABOVE_ID | _packed(family, _FAMILY) << ID_BITS


@lru_cache(maxsize=4096)  # few names are the names of many
def _packed(word: str, letters: int) -> int:
    """The first letters of a folded word as a number that sorts as they do."""
    packed = 0
    for letter in word[:letters]:
        packed = packed << _LETTER_BITS | max(1, min(_LETTER_A + 25, ord(letter) - ord("a") + _LETTER_A))
    return packed << max(0, letters - len(word)) * _LETTER_BITS
