"""What a household was given, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from firereg.store import models as t


@dataclass(frozen=True)
class ReceivedYear:
    """What stands on the valid receipts of one year (by the day of handing over); amounts in đồng.

    `gifts` are all but the extinguishers in words, each once with how much there was of it: "Gạo (20 kg)".
    """

    year: int
    receipts: int
    extinguishers: int
    gifts: tuple[str, ...]
    total_dong: int


def received(household_id: int) -> list[ReceivedYear]:
    """What a household was given, the newest year first; receipts that were cancelled count for nothing."""
    its = t.HandoverLine
    lines = (
        its.select(
            *(t.Handover.id, t.Handover.day, t.Handover.total_dong),
            *(its.extinguisher, its.description, its.unit, its.quantity),
        )
        .join(t.Handover)
        .where(t.Handover.household == household_id, t.Handover.voided_at.is_null())
        .order_by(t.Handover.day, t.Handover.id, its.position)
    )
    years: dict[int, list[_Line]] = {}
    for row in lines.tuples():
        line = _Line(*row)
        years.setdefault(line.day.year, []).append(line)
    return [_year(year, years[year]) for year in sorted(years, reverse=True)]


@dataclass(frozen=True)
class _Line:
    handover: int
    day: date
    total_dong: int
    extinguisher: int | None
    description: str
    unit: str
    quantity: int


def _year(year: int, lines: Sequence[_Line]) -> ReceivedYear:
    totals = {line.handover: line.total_dong for line in lines}
    gifts: dict[tuple[str, str], int] = {}
    for line in lines:
        if line.extinguisher is None:
            what = (line.description, line.unit)
            gifts[what] = gifts.get(what, 0) + line.quantity
    return ReceivedYear(
        year,
        receipts=len(totals),
        extinguishers=sum(line.extinguisher is not None for line in lines),
        gifts=tuple(_words(*what, quantity) for what, quantity in gifts.items()),
        total_dong=sum(totals.values()),
    )


def _words(description: str, unit: str, quantity: int) -> str:
    if not unit and quantity == 1:
        return description
    return f"{description} ({quantity} {unit})" if unit else f"{description} (× {quantity})"
