"""Finding by a few letters: a full-text index over folded text, one table for each kind of thing.

Folding (accents, đ, tone place, case) is done in one place, `domain.text.fold`, before text comes here:
the engine's own folding does not find Đặng for "dang".
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from peewee import SQL

from firereg.domain.text import fold
from firereg.store.engine import Database

_WORD = re.compile(r"[^\W_]+")
_FEW = 4
_LONG_NUMBER = 9
_IN_EVERY = ("to", "tdp")
"""What every household is found by, before the number of its group; to look for it only takes time."""


class Indexed(StrEnum):
    """What can be searched for; the value is the name of its index."""

    HOUSEHOLDS = "search_household"
    EXTINGUISHERS = "search_extinguisher"
    HANDOVERS = "search_handover"


def put(database: Database, kind: Indexed, entries: Iterable[tuple[int, str]]) -> None:
    """Index `(row id, text)`; what was indexed under the id before is replaced."""
    rows = [(row_id, fold(text)) for row_id, text in entries]
    cursor = database.cursor()
    cursor.executemany(f"DELETE FROM {kind} WHERE rowid = ?", [(row_id,) for row_id, _text in rows])
    cursor.executemany(f"INSERT INTO {kind}(rowid, text) VALUES (?, ?)", rows)


def remove(database: Database, kind: Indexed, ids: Iterable[int]) -> None:
    """Forget these row ids."""
    cursor = database.cursor()
    cursor.executemany(f"DELETE FROM {kind} WHERE rowid = ?", [(row_id,) for row_id in ids])


def find(database: Database, kind: Indexed, text: str, limit: int) -> list[int]:
    """Row ids whose text has every word of `text` in any order: whole words first, then beginnings, each
    the newest first.
    """
    wanted = _wanted(text)
    if not wanted:
        return []
    sql = f"SELECT rowid FROM {kind} WHERE {kind} MATCH ? ORDER BY rowid DESC LIMIT ?"
    expressions = (_all_of(f'"{word}"' for word in _telling(kind, wanted)), match_expression(kind, text))
    found: dict[int, None] = {}
    for expression in expressions:
        rows = database.execute_sql(sql, (expression, limit)).fetchall()
        found |= dict.fromkeys(row_id for (row_id,) in rows)
        if len(found) >= limit:
            break
    return list(found)[:limit]


def matching(kind: Indexed, text: str) -> SQL:
    """The same as a part of a query: the ids of all rows that match."""
    return SQL(f"(SELECT rowid FROM {kind} WHERE {kind} MATCH ?)", [match_expression(kind, text) or '""'])


def match_expression(kind: Indexed, text: str) -> str:
    """The index's own way to say "all these words".

    A word counts by its beginning, since a clerk stops typing early. A number of few digits counts whole, or
    "tổ 7" would find tổ 70; only in a serial number every digit typed so far counts.
    """
    whole = kind is not Indexed.EXTINGUISHERS
    wanted = _telling(kind, _wanted(text))
    return _all_of(f'"{w}"' if whole and w.isdigit() and len(w) < _FEW else f'"{w}"*' for w in wanted)


def _wanted(text: str) -> list[str]:
    """The words to look for; a phone or ID number in groups of digits is one."""
    joined = "".join(_WORD.findall(text))
    return [joined] if joined.isdigit() and len(joined) >= _LONG_NUMBER else words(text)


def _telling(kind: Indexed, wanted: list[str]) -> list[str]:
    """`wanted` without the beginnings of words that stand in every entry, unless there is nothing else."""
    common = _IN_EVERY if kind is Indexed.HOUSEHOLDS else ()
    return [w for w in wanted if not any(one.startswith(w) for one in common)] or wanted


def _all_of(terms: Iterable[str]) -> str:
    return " AND ".join(terms)


def indexed_ids(database: Database, kind: Indexed) -> set[int]:
    """The ids of everything in the index."""
    return {row_id for (row_id,) in database.execute_sql(f"SELECT rowid FROM {kind}").fetchall()}


def words(text: str) -> list[str]:
    """The folded words of a text, as the index keeps them."""
    return _WORD.findall(fold(text))
