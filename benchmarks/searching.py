"""Search as you type: what `households.suggest` takes beside the bare SQL of the same answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.measure import percentile, seconds, turns
from benchmarks.table import Row, row
from firereg.domain.text import fold
from firereg.services import households
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import search
from firereg.store.search import Indexed

_TRIES = 3
_CANDIDATES = 96
"""How many matches a plain search would look at to rank them, the newest: eight times what it shows."""
_MATCH = "SELECT rowid FROM search_household WHERE search_household MATCH ? ORDER BY rowid DESC LIMIT ?"
_ROWS = """
    SELECT h.id, h.code, h.head_name, h.group_id, g.number, h.address, h.persons, h.born_year, h.sex,
           h.id_number, h.phone, h.name_key,
           (SELECT count(*) FROM extinguisher e WHERE e.household_id = h.id AND e.state = 'with_household'),
           (SELECT category FROM poverty_status s WHERE s.household_id = h.id
             AND s.valid_from <= ? AND (s.valid_to IS NULL OR s.valid_to >= ?))
    FROM household h JOIN residential_group g ON g.id = h.group_id WHERE h.id IN ({})
"""


@dataclass(frozen=True)
class Keystroke:
    """What is typed so far, and what the floor is given ready-made: its MATCH and the ids of the rows shown."""

    text: str
    expression: str
    shown: tuple[int, ...]


def rows(registry: Registry, size: int, queries: int, rounds: int) -> list[Row]:
    """The median and the 95th percentile over every beginning of `queries` typed texts, round by round."""
    keystrokes = [_ready(registry, text) for text in beginnings(queries)]
    taken = [[_both(registry, one) for one in keystrokes] for _round in range(rounds)]
    what = f"{len(keystrokes):,} keystrokes among {size:,} households"
    return [
        row(
            "Search as you type",
            f"{what}, {name}",
            f"bare SQL: one MATCH, one SELECT of the rows shown, {name}",
            [tuple(percentile(times, percent) for times in zip(*one, strict=True)) for one in taken],
        )
        for name, percent in (("median", 50), ("95th percentile", 95))
    ]


def growth(small: list[Row], large: list[Row], sizes: tuple[int, int]) -> list[Row]:
    """The search in the large ward beside itself in the small one."""
    return [
        row(
            f"Growth of the search in a ward {sizes[1] / sizes[0]:,.0f} times as large",
            ours.what.rpartition(", ")[2],
            f"itself among {sizes[0]:,}",
            [(ours.ours, theirs.ours)],
        )
        for theirs, ours in zip(small, large, strict=True)
    ]


def beginnings(queries: int) -> Iterator[str]:
    """Every beginning of what clerks type: a name, a name with its group, a phone, a code, four last digits, a name
    from the given name on, a name with its street.
    """
    rng = Random("queries")
    everybody = t.Household.select(t.Household, t.ResidentialGroup).join(t.ResidentialGroup)
    count = t.Household.select().count()
    for number in range(queries):
        one = everybody.where(t.Household.id == rng.randint(1, count)).get()
        name = fold(one.head_name)
        family, *middle, given = name.split()
        forms = (
            name,
            f"{name} to {one.group.number}",
            one.phone or name,
            one.code.lower(),
            one.id_number[-4:],
            " ".join((given, family, *middle)),
            f"{name} {one.place.partition('|')[0]}",
        )
        text = forms[number % len(forms)]
        yield from (text[:length] for length in range(1, len(text) + 1))


def _ready(registry: Registry, text: str) -> Keystroke:
    shown = tuple(one.id for one in households.suggest(registry, text))
    return Keystroke(text, search.match_expression(Indexed.HOUSEHOLDS, text), shown)


def _both(registry: Registry, typed: Keystroke) -> tuple[float, ...]:
    """The seconds of ours and of the floor for one keystroke: the quickest of three, or the slowest of thousands would
    be those in which the machine did something else.
    """
    cursor, day = registry.database.connection().cursor(), registry.today().isoformat()
    sql, values = _ROWS.format(", ".join("?" * len(typed.shown))), (day, day, *typed.shown)

    def ours() -> Any:
        return households.suggest(registry, typed.text)

    def floor() -> Any:
        if typed.expression:
            cursor.execute(_MATCH, (typed.expression, _CANDIDATES)).fetchall()
        return cursor.execute(sql, values).fetchall()

    return tuple(map(min, zip(*turns(_TRIES, lambda: seconds(ours), lambda: seconds(floor)), strict=True)))
