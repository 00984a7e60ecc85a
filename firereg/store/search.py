"""Finding by a few letters: a full-text index over folded text, one table for each kind of thing.

Folding (accents, đ, tone place, case) is done in one place, `domain.text.fold`, before text comes here:
the engine's own folding does not find Đặng for "dang".
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from peewee import SQL

from firereg.domain.text import fold
from firereg.store.engine import Database

_WORD = re.compile(r"[^\W_]+")
_FEW = 4
_LONG_NUMBER = 9
_IN_EVERY = ("to", "tdp")
"""What every household is found by, before the number of its group; to look for it only takes time."""

AFTER_ALL = "\U0010ffff"
"""Follows every letter: what begins with a word lies before the word with this behind it."""

ID_BITS = 28
"""How much of a row id of an index is the id of the row; what stands above it is the place among names."""
ID = f"rowid & {2**ID_BITS - 1}"


class Indexed(StrEnum):
    """What can be searched for; the value is the name of its index."""

    HOUSEHOLDS = "search_household"
    EXTINGUISHERS = "search_extinguisher"
    HANDOVERS = "search_handover"


class Asked(NamedTuple):
    """What somebody typed: its words, and two ways to ask the index for all of them."""

    words: list[str]
    whole: str
    beginnings: str


def put(database: Database, kind: Indexed, entries: Iterable[tuple[int, str]]) -> None:
    """Index `(row id, text)`; what was indexed under the id before is replaced. Not for households, whose indexes
    follow their rows (household_listing).
    """
    rows = [(row_id, fold(text)) for row_id, text in entries]
    remove(database, kind, (row_id for row_id, _text in rows))
    database.cursor().executemany(f"INSERT INTO {kind}(rowid, text) VALUES (?, ?)", rows)


def remove(database: Database, kind: Indexed, ids: Iterable[int]) -> None:
    """Forget these row ids."""
    database.cursor().executemany(f"DELETE FROM {kind} WHERE rowid = ?", ((row_id,) for row_id in ids))


def find(database: Database, kind: Indexed, text: str, limit: int) -> list[int]:
    """Row ids whose text has every word of `text` in any order: whole words first, then beginnings, each
    the newest first.
    """
    wanted = asked(kind, text)
    if not wanted.words:
        return []
    sql = f"SELECT {ID} FROM {kind} WHERE {kind} MATCH ? ORDER BY rowid DESC LIMIT ?"
    found: dict[int, None] = {}
    for expression in (wanted.whole, wanted.beginnings):
        rows = database.execute_sql(sql, (expression, limit)).fetchall()
        found |= dict.fromkeys(row_id for (row_id,) in rows)
        if len(found) >= limit:
            break
    return list(found)[:limit]


def matching(kind: Indexed, text: str) -> SQL:
    """The same as a part of a query: the ids of all rows that match."""
    return SQL(f"(SELECT {ID} FROM {kind} WHERE {kind} MATCH ?)", [match_expression(kind, text) or '""'])


def match_expression(kind: Indexed, text: str) -> str:
    """What an index is asked with for every word of `text`."""
    return asked(kind, text).beginnings


def asked(kind: Indexed, text: str) -> Asked:
    """What `text` asks for, in the index's own way to say "all these words".

    A word counts by its beginning, since a clerk stops typing early. A number of few digits counts whole, or
    "tổ 7" would find tổ 70; only in a serial number every digit typed so far counts.
    """
    few = kind is not Indexed.EXTINGUISHERS
    wanted = _telling(kind, _wanted(text))
    whole = [f'"{word}"' for word in wanted]
    beginnings = [
        one if few and word.isdigit() and len(word) < _FEW else f"{one}*"
        for word, one in zip(wanted, whole, strict=True)
    ]
    return Asked(wanted, " AND ".join(whole), " AND ".join(beginnings))


def _wanted(text: str) -> list[str]:
    """The words to look for; a phone or ID number in groups of digits is one."""
    joined = "".join(_WORD.findall(text))
    return [joined] if joined.isdigit() and len(joined) >= _LONG_NUMBER else words(text)


def _telling(kind: Indexed, wanted: list[str]) -> list[str]:
    """`wanted` without the beginnings of words that stand in every entry, unless there is nothing else."""
    common = _IN_EVERY if kind is Indexed.HOUSEHOLDS else ()
    return [w for w in wanted if not any(one.startswith(w) for one in common)] or wanted


def indexed_ids(database: Database, kind: Indexed) -> set[int]:
    """The ids of everything in the index."""
    return {row_id for (row_id,) in database.execute_sql(f"SELECT {ID} FROM {kind}").fetchall()}


def words(text: str) -> list[str]:
    """The folded words of a text, as the index keeps them."""
    return split(fold(text))


def split(folded: str) -> list[str]:
    """The words of a folded text."""
    return _WORD.findall(folded)
