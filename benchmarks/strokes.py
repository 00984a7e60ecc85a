"""What firereg draws on its papers, written down once: the floor draws the same from this record, without layout.

One line of JSON a page. A stroke is ["text", [x, baseline], size, word space, [[words, face], …]],
["lines", weight, [[x1, y1, x2, y2], …]], ["fill", grey, [[x, y, wide, high], …]] or ["bookmark", title].
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from firereg.documents.book import HAIRLINE, Book
from firereg.documents.text import Line

Stroke = list[Any]


def record(paper: ModuleType, draw: Callable[[], object], path: Path) -> int:
    """Write down what `draw` draws with the book of the module `paper`; how many pages it takes."""
    pages: list[list[Stroke]] = [[]]

    class Recorder(Book):
        """A book that remembers what is drawn."""

        def line(self, x: float, baseline: float, line: Line, size: float) -> None:
            pieces = [[text, str(face)] for text, face in line.pieces]
            pages[-1].append(["text", [x + line.offset, baseline], size, line.stretch, pieces])
            super().line(x, baseline, line, size)

        def lines(
            self, strokes: Iterable[tuple[float, float, float, float]], weight: float = HAIRLINE
        ) -> None:
            strokes = list(strokes)
            pages[-1].append(["lines", weight, strokes])
            super().lines(strokes, weight)

        def fill(self, boxes: Iterable[tuple[float, float, float, float]], grey: float = 0) -> None:
            boxes = list(boxes)
            pages[-1].append(["fill", grey, boxes])
            super().fill(boxes, grey)

        def squares(
            self, boxes: Iterable[tuple[int, int, int, int]], x: float, y: float, module: float
        ) -> None:
            boxes = list(boxes)
            placed = [
                (x + a * module, y + b * module, wide * module, high * module) for a, b, wide, high in boxes
            ]
            pages[-1].append(["fill", 0, placed])
            super().squares(boxes, x, y, module)

        def bookmark(self, title: str) -> None:
            pages[-1].append(["bookmark", title])
            super().bookmark(title)

        def turn(self) -> None:
            pages.append([])
            super().turn()

    usual = paper.Book
    paper.Book = Recorder
    try:
        draw()
    finally:
        paper.Book = usual
    path.write_text("".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages[:-1]), "utf-8")
    return len(pages) - 1
