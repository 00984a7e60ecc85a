"""What is looked at when an extinguisher is inspected, and what its weight tells."""

from collections.abc import Iterable
from enum import StrEnum

from firereg.domain.equipment import Agent, ExtinguisherKind

MOST_CO2_LOST = 0.06
"""Of its charge, from one weighing to the next; more is a defect (TCVN 7026:2013 §9.7.2c, read in a quotation)."""


class Item(StrEnum):
    """A point of the checklist, in the order a to g of TCVN 7435-2:2004 §4.2.2."""

    PLACE = "place"
    VISIBLE = "visible"
    LEGIBLE = "legible"
    SEAL = "seal"
    FULL = "full"
    BODY = "body"
    GAUGE = "gauge"


def checklist(kind: ExtinguisherKind) -> tuple[Item, ...]:
    """What is looked at on one of this kind; without a gauge there is no needle to look at."""
    return tuple(item for item in Item if item is not Item.GAUGE or kind.has_gauge)


def is_weighed(kind: ExtinguisherKind) -> bool:
    """Whether only its weight tells that it is full: CO2, or a gas cartridge (TCVN 7435-2:2004 §4.2.2 e)."""
    return not kind.has_gauge


def letter(item: Item) -> str:
    """ "a" to "g", as the standard counts them."""
    return "abcdefg"[list(Item).index(item)]


def joined(items: Iterable[Item]) -> str:
    """The items as a record keeps them: each once, in their order, by commas."""
    wanted = set(items)
    return ",".join(item for item in Item if item in wanted)


def parted(text: str) -> tuple[Item, ...]:
    """The items of a record; ValueError for a code that is none."""
    return tuple(Item(code) for code in text.split(",") if code)


def co2_lost(kind: ExtinguisherKind, before_g: int, now_g: int) -> float | None:
    """The share of the charge that a CO2 extinguisher lost between two weighings; None for another agent.

    Weighed is all of it, with its shell; what it lost is gas, so the loss is set against the mass of the gas.
    """
    if kind.agent is not Agent.CO2 or not kind.mass_g:
        return None
    return (before_g - now_g) / kind.mass_g
