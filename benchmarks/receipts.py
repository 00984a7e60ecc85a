"""Receipts a second: firereg beside the same strokes on a bare canvas, typst and WeasyPrint."""

import json
import shutil
from pathlib import Path
from typing import Any

from benchmarks import sheets, strokes
from benchmarks.measure import Rounds, child, turns
from benchmarks.table import Row, Unit, row
from firereg.documents import receipt
from firereg.documents.papers import receipt_to_json

_SECTION = "Receipts"
_OTHERS = {
    "canvas": "the same strokes on a reportlab canvas, no layout",
    "writer": "the same strokes through firereg's own page writer, no layout",
    "typst": "typst, the same sheet from a template",
    "weasyprint": "WeasyPrint, the same sheet from HTML",
}


def prepare(folder: Path, count: int) -> None:
    """Write what the engines read: frozen receipts, strokes, words and the template."""
    made = list(sheets.receipts(count))
    (folder / "receipts.jsonl").write_text("".join(receipt_to_json(one) + "\n" for one in made), "utf-8")
    words = [sheets.sheet(one) for one in made]
    (folder / "sheets.json").write_text(json.dumps(words, ensure_ascii=False), "utf-8")
    shutil.copy(Path(__file__).parent / "receipt.typ", folder)
    pages = strokes.record(receipt, lambda: receipt.receipt_pdf(made), folder / "strokes.jsonl")
    assert pages == count, "a receipt of the benchmark takes more than a page"


def rows(folder: Path, count: int, rounds: int) -> list[Row]:
    """Speed and memory of `count` receipts, each engine in a process of its own."""
    prepare(folder, count)
    quick, slow = ("canvas", "writer", "typst"), ("weasyprint",)
    answers = _answers(folder, rounds, quick) | _answers(folder, max(1, rounds // 2), slow)
    what = f"{count} receipts in one file, one extinguisher and one gift each"
    speed = [
        row(_SECTION, what, _OTHERS[name], _column(pairs, _a_sheet), Unit.SHEET)
        for name, pairs in answers.items()
    ]
    memory = [
        row(
            _SECTION,
            f"Peak memory of {count} receipts",
            _OTHERS[name],
            _column(pairs, _peak),
            Unit.MEGABYTES,
        )
        for name, pairs in answers.items()
        if name == "typst"  # the strokes of the others are kept in memory, which a floor would not need
    ]
    size = row(
        _SECTION,
        f"File of {count} receipts",
        _OTHERS["typst"],
        _column(answers["typst"], _size),
        Unit.MEGABYTES,
    )
    return [*speed, *memory, size]


def _answers(folder: Path, rounds: int, names: tuple[str, ...]) -> dict[str, list[tuple[Any, Any]]]:
    """The answers of firereg and of each other engine, by the name of the other."""
    engines = [lambda name=name: child("engines", name, folder) for name in ("firereg", *names)]
    found = turns(rounds, *engines)
    return {
        name: [(answers[0], answers[place]) for answers in found] for place, name in enumerate(names, start=1)
    }


def _column(pairs: list[tuple[Any, Any]], value: Any) -> Rounds:
    return [(value(ours), value(theirs)) for ours, theirs in pairs]


def _a_sheet(answer: dict[str, Any]) -> float:
    return answer["seconds"] / answer["sheets"]


def _size(answer: dict[str, Any]) -> float:
    return answer["bytes"] / 1e6


def _peak(answer: dict[str, Any]) -> float:
    return answer["peak_mb"]
