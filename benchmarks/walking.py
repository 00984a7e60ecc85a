"""The sheets of an inspection round: firereg beside the same strokes on a bare canvas.

`python -m benchmarks.walking ENGINE FOLDER` makes one PDF in a process of its own and answers {"seconds", "pages"}.
"""

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks import strokes
from benchmarks.floor import draw
from benchmarks.measure import child, turns
from benchmarks.table import Row, row
from firereg.documents import walk_sheet
from firereg.documents.equipment_papers import WalkLine, WalkSheet
from firereg.documents.papers import Letterhead
from firereg.paths import resource
from firereg.services.demo.people import DemoPeople

_GROUPS = 22
_FIRST_DAY = date(2026, 11, 1)
_HEAD = Letterhead("", ("ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ CHÂN"), "Phường Lê Chân")


def sheets(lines: int) -> list[WalkSheet]:
    """The sheets of 22 groups with `lines` extinguishers each, the same ones every time."""
    rng = Random("walking")
    people = DemoPeople(rng)
    return [
        WalkSheet(
            _HEAD,
            "Đợt tháng 11 năm 2026",
            f"Tổ dân phố số {group}",
            _FIRST_DAY,
            _FIRST_DAY + timedelta(days=29),
            people.head().name,
            tuple(_line(rng, people, group, place) for place in range(1, lines + 1)),
        )
        for group in range(1, _GROUPS + 1)
    ]


def _line(rng: Random, people: DemoPeople, group: int, place: int) -> WalkLine:
    weighed = rng.random() < 0.2
    return WalkLine(
        place,
        f"KT12-{group:02}-{place:03}",
        people.head().name,
        people.address(group),
        "MT3" if weighed else "MFZL4",
        f"A-{group * 1000 + place:05}",
        f"LC-{group * 100 + place:04}",
        weighed,
        _FIRST_DAY - timedelta(days=rng.randint(20, 60)),
    )


def rows(folder: Path, lines: int, rounds: int) -> list[Row]:
    """A whole round of 22 groups, each engine in a process of its own."""
    made = sheets(lines)
    strokes.record(walk_sheet, lambda: walk_sheet.walk_sheets_pdf(made), folder / "walk.jsonl")
    ask = [
        lambda name=name: child("walking", name, folder, lines)["seconds"] for name in ("firereg", "canvas")
    ]
    what = f"Walk sheets of {_GROUPS} groups, {_GROUPS * lines:,} extinguishers, in one file"
    beside = "the same strokes on a reportlab canvas, no layout, no QR to compute"
    return [row("Inspection round", what, beside, turns(rounds, *ask))]


def make(engine: str, folder: Path, lines: int) -> tuple[bytes, float]:
    """The PDF of an engine, and the seconds from data or strokes in memory to its bytes."""
    if engine == "firereg":
        made = sheets(lines)
        start = time.perf_counter()
        pdf = walk_sheet.walk_sheets_pdf(made)
    else:
        pages = [json.loads(line) for line in (folder / "walk.jsonl").read_text("utf-8").splitlines()]
        start = time.perf_counter()
        pdf = draw(pages, resource("fonts"), wide=True)
    return pdf, time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps({"seconds": make(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))[1]}))
