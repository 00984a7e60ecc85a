"""`python -m benchmarks [--quick] [--json]`: one run, one table of ratios."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import (
    clocks,
    filters,
    importing,
    listing,
    receipts,
    saving,
    searching,
    showing,
    starting,
    walking,
    wards,
)
from benchmarks.machine import machine
from benchmarks.measure import ROOT
from benchmarks.table import Row, Unit, as_json, figure, markdown


@dataclass(frozen=True)
class Size:
    """How much is measured, and how often; the largest ward has `households` and their extinguishers, no papers."""

    receipts: int
    wards: tuple[int, int]
    households: int
    queries: int
    searches: int
    rounds: int
    pages: int
    starts: int
    handovers: int
    lists: tuple[int, int]
    walk_lines: int
    sign_rows: tuple[int, int]


WHOLE = Size(
    receipts=500,
    wards=(10_000, 100_000),
    households=1_000_000,
    queries=200,
    searches=3,
    rounds=5,
    pages=15,
    starts=9,
    handovers=60,
    lists=(8_480, 100_000),
    walk_lines=40,
    sign_rows=(1_000, 10_000),
)
QUICK = Size(
    receipts=100,
    wards=(1_000, 5_000),
    households=20_000,
    queries=20,
    searches=2,
    rounds=2,
    pages=5,
    starts=3,
    handovers=20,
    lists=(1_000, 8_480),
    walk_lines=10,
    sign_rows=(100, 1_000),
)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer rounds, under a minute")
    parser.add_argument("--json", action="store_true", help="JSON in place of the table")
    chosen = parser.parse_args(arguments)
    # Not the system's folder for such things: that may be memory, and a commit must reach a disk.
    place = ROOT / "build"
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=place) as folder:
        rows, notes = run(Path(folder), QUICK if chosen.quick else WHOLE)
    if chosen.json:
        print(json.dumps(as_json(rows, machine(), notes), ensure_ascii=False, indent=2))
    else:
        print(markdown(rows, machine(), notes))
    return 0


def run(folder: Path, size: Size) -> tuple[list[Row], list[str]]:
    """All rows, and the notes under them; `folder` is empty and takes what is made on the way."""
    _tell("receipts")
    rows = receipts.rows(folder, size.receipts, size.rounds)
    _tell("walk sheets")
    rows += walking.rows(folder, size.walk_lines, size.rounds)
    _tell("papers of a round")
    rows += showing.rows(folder, size.sign_rows, size.rounds)
    searches, lists, window, saved, totals = [], [], [], [], []
    key_seconds = 0.0
    for households in size.wards:
        _tell(f"a ward of {households:,} households")
        home = folder / f"ward-{households}"
        wards.build(home, households).close()
        registry = wards.open_again(home)
        _tell(f"search and lists at {households:,}")
        searches += searching.rows(registry, households, size.queries, size.searches)
        lists.append(listing.rows(registry, households, size.pages))
        if households == size.wards[0]:
            of_smallest = filters.taken(registry, size.pages)
        saved += saving.rows(registry, households, size.handovers)
        totals.append(clocks.totals_row(registry, households, size.rounds))
        saved += clocks.rows(registry, households, size.rounds)
        registry.close()
        _tell(f"windows at {households:,}")
        some, key_seconds = starting.rows(home, households, size.starts)
        window += some
    some, longest, total, of_largest = _households(folder, size)
    searches += some
    totals.append(total)
    homes, few = len(listing.HOUSEHOLD_CASES), len(longest)
    small, large = lists
    growth = [  # that of the list of households is told filter by filter
        *listing.growth(small[homes:few], longest[homes:], (size.wards[0], size.households)),
        *listing.growth(small[few:], large[few:], size.wards),
    ]
    lists.append([*longest, *totals])
    growth += filters.growth(of_smallest, of_largest, (size.wards[0], size.households))
    growth += listing.growth(totals[:1], totals[-1:], (size.wards[0], size.households))
    growth += searching.growth(searches[:2], searches[-2:], (size.wards[0], size.households))
    notes = [
        f"The derivation of the key at sign-in (Argon2id, 64 MiB) is slow on purpose and takes "
        f"{figure(key_seconds, Unit.SECONDS)}."
    ]
    _tell("importing lists")
    brought = importing.rows(folder, *size.lists, size.rounds)
    return [*rows, *searches, *_flat(lists), *growth, *window, *saved, *brought], notes


def _households(
    folder: Path, size: Size
) -> tuple[list[Row], list[Row], Row, dict[filters.Way, filters.Taken]]:
    """Search, lists, totals and every filter in the largest ward."""
    _tell(f"a ward of {size.households:,} households")
    home = folder / "households"
    wards.build(home, size.households, households_only=True).close()
    registry = wards.open_again(home)
    _tell(f"search and lists at {size.households:,}")
    searches = searching.rows(registry, size.households, size.queries, size.searches)
    lists = listing.rows(registry, size.households, size.pages // 3, listing.LARGEST)
    total = clocks.totals_row(registry, size.households, size.rounds)
    every = filters.taken(registry, size.pages)
    registry.close()
    return searches, lists, total, every


def _flat(parts: Iterable[list[Row]]) -> list[Row]:
    return [row for part in parts for row in part]


def _tell(doing: str) -> None:
    print(f"measuring: {doing} …", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
