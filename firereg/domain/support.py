"""Rounds of support: what each household is given, who is entitled to it, and what became of it."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firereg.domain.poverty import Category


class Form(StrEnum):
    """What something given is; stored with it."""

    EXTINGUISHER = "extinguisher"
    GOODS = "goods"
    CASH = "cash"


class Outcome(StrEnum):
    """What became of a household on the list of a round; whatever it was, the household stays on the list."""

    WAITING = ""
    GIVEN = "given"
    NOT_COLLECTED = "not_collected"
    REFUSED = "refused"
    MOVED = "moved"
    DIED = "died"


class Stage(StrEnum):
    """How far a round is."""

    PLANNED = "planned"
    DRAWN_UP = "drawn_up"
    GIVING = "giving"
    CLOSED = "closed"


BY_HAND = (Outcome.NOT_COLLECTED, Outcome.REFUSED, Outcome.MOVED, Outcome.DIED)
"""What a clerk says of a household; that it was given follows from its receipt."""


@dataclass(frozen=True)
class SupportItem:
    """One thing that each household gets; `value_dong` is the value of all of it, None where none is stated."""

    form: Form
    name: str
    quantity: int = 1
    unit: str = ""
    value_dong: int | None = None


def counted(count: str, unit: str, name: str) -> str:
    """ "1 suất Tiền mặt", "15 bình chữa cháy": the unit is not said twice where the name begins with it."""
    if unit and name.casefold().startswith(f"{unit.casefold()} "):
        return f"{count} {name[:1].lower()}{name[1:]}"
    return " ".join(filter(None, (count, unit, name)))


@dataclass(frozen=True)
class Criteria:
    """Who is entitled; each that is set must hold, as of the day of the round.

    `categories` are alternatives, none of them asks for any; the same with `group_ids`. `not_helped_since` leaves out
    whoever was given anything on that day or later.
    """

    categories: tuple[Category, ...] = ()
    group_ids: tuple[int, ...] = ()
    without_extinguisher: bool = False
    not_helped_since: date | None = None

    @property
    def names_anybody(self) -> bool:
        """Whether they choose at all; without, every household of the ward would be entitled."""
        return self != Criteria()

    def to_json(self) -> str:
        """As text to be kept."""
        since = self.not_helped_since
        return json.dumps(
            {
                "categories": list(self.categories),
                "groups": list(self.group_ids),
                "without_extinguisher": self.without_extinguisher,
                "not_helped_since": since.isoformat() if since else None,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Criteria":
        """From the text that was kept; "" asks for nothing."""
        if not text:
            return cls()
        kept = json.loads(text)
        since = kept["not_helped_since"]
        return cls(
            tuple(Category(name) for name in kept["categories"]),
            tuple(kept["groups"]),
            kept["without_extinguisher"],
            date.fromisoformat(since) if since else None,
        )


def value_of(items: Collection[SupportItem]) -> int:
    """What one household gets, in đồng; what has no stated value counts nothing."""
    return sum(item.value_dong or 0 for item in items)
