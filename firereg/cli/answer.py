"""What a command answers, for a person and for a script."""

import json
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Answer:
    """`value` is what --json prints; `text` is for a person; `status` is what the command ends with."""

    value: Any
    text: str
    status: int = 0


def show(answer: Answer, *, as_json: bool) -> None:
    """Print the answer on stdout, as one JSON value or as text."""
    text = json.dumps(answer.value, ensure_ascii=False, default=_plain) if as_json else answer.text
    if text:
        print(text)


def say(line: str) -> None:
    """A line beside the answer: a warning or progress."""
    print(line, file=sys.stderr, flush=True)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Aligned columns; those whose index is in `right` end flush."""
    lines = [[_printable(cell) for cell in line] for line in (heads, *rows)]
    widths = [max(len(line[x]) for line in lines) for x in range(len(heads))]
    lines.insert(1, ["─" * width for width in widths])
    return "\n".join(
        "  ".join(
            cell.rjust(width) if x in right else cell.ljust(width)
            for x, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _printable(cell: str) -> str:
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value))
