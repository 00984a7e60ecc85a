"""The table of ratios: rows, and how they are written."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from statistics import median
from typing import Any

from benchmarks.measure import Rounds


class Unit(StrEnum):
    """What a figure counts; SHEET is seconds a sheet, TIMES how often a floor. More is worse in all of them."""

    SECONDS = "s"
    SHEET = "s/sheet"
    MEGABYTES = "MB"
    TIMES = "×"


@dataclass(frozen=True)
class Row:
    """One comparison. `ratio` is ours ÷ theirs, the median of the rounds; `low` and `high` their range."""

    section: str
    what: str
    ours: float
    beside: str
    theirs: float
    unit: Unit
    ratio: float
    low: float
    high: float


def row(section: str, what: str, beside: str, rounds: Rounds, unit: Unit = Unit.SECONDS) -> Row:
    """The row of rounds that hold (ours, theirs)."""
    ratios = [ours / theirs for ours, theirs in rounds]
    return Row(
        section=section,
        what=what,
        ours=median(ours for ours, _theirs in rounds),
        beside=beside,
        theirs=median(theirs for _ours, theirs in rounds),
        unit=unit,
        ratio=median(ratios),
        low=min(ratios),
        high=max(ratios),
    )


def markdown(rows: Sequence[Row], machine: Sequence[tuple[str, str]], notes: Sequence[str] = ()) -> str:
    """The table, what has no ratio, and the machine under it."""
    lines = [
        "| | What | firereg | Beside it | Its figure | Ratio | Spread |",
        "|---|---|---:|---|---:|---:|---:|",
    ]
    section = ""
    for one in rows:
        first = f"**{one.section}**" if one.section != section else ""
        section = one.section
        cells = (
            first,
            one.what,
            figure(one.ours, one.unit),
            one.beside,
            figure(one.theirs, one.unit),
            f"**{_ratio(one.ratio)}**",
            f"{_ratio(one.low)} – {_ratio(one.high)}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += [
        "",
        "Ratio: firereg ÷ what stands beside it, time for time and memory for memory; below 1 is better. Median of "
        "the rounds; the spread is the range over them.",
        "",
        *notes,
        *([""] if notes else []),
        " · ".join(f"{name}: {value}" for name, value in machine),
    ]
    return "\n".join(lines)


def as_json(
    rows: Sequence[Row], machine: Sequence[tuple[str, str]], notes: Sequence[str] = ()
) -> dict[str, Any]:
    """The same for programs; figures in seconds, seconds a sheet, or megabytes."""
    return {"machine": dict(machine), "rows": [asdict(one) for one in rows], "notes": list(notes)}


def figure(value: float, unit: Unit) -> str:
    """A figure as a person reads it."""
    if unit is Unit.MEGABYTES:
        return f"{value:.0f} MB" if value >= 9.95 else f"{value:.2f} MB"
    if unit is Unit.TIMES:
        return f"{value:.2f} ×"
    if unit is Unit.SHEET:
        return f"{1 / value:,.0f} sheets/s"
    if value >= 1:
        return f"{value:.2f} s"
    if value >= 0.0995:
        return f"{value * 1000:.0f} ms"
    return f"{value * 1000:.3g} ms"


def _ratio(value: float) -> str:
    return f"{value:.1f}" if value >= 9.95 else f"{value:.2f}" if value >= 0.095 else f"{value:.3f}"
