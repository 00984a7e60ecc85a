"""Reading a PDF back: the letters, lines and rules that really stand on the page."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import combinations, pairwise

import pdfplumber
from pdfplumber.page import Page

MM = 72 / 25.4
A4_WIDTH, A4_HEIGHT = 210 * MM, 297 * MM


@dataclass(frozen=True)
class Letter:
    text: str
    font: str
    size: float
    x0: float
    x1: float
    baseline: float
    black: bool

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font


@dataclass(frozen=True)
class TextLine:
    """What was set in one go; `baseline` counts from the foot of the page."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters).strip()

    @property
    def marks(self) -> tuple[Letter, ...]:
        return tuple(letter for letter in self.letters if letter.text.strip())

    @property
    def x0(self) -> float:
        return self.marks[0].x0

    @property
    def x1(self) -> float:
        return self.marks[-1].x1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def baseline(self) -> float:
        return self.letters[0].baseline

    @property
    def size(self) -> float:
        (size,) = {letter.size for letter in self.marks}
        return size

    @property
    def style(self) -> str:
        """ "regular", "bold", "italic", "bold italic", or "mixed"."""
        styles = {(letter.bold, letter.italic) for letter in self.marks}
        if len(styles) > 1:
            return "mixed"
        bold, italic = styles.pop()
        return " ".join(["bold"] * bold + ["italic"] * italic) or "regular"


@dataclass(frozen=True)
class Rule:
    x0: float
    x1: float
    y: float

    @property
    def length(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


class Sheet:
    """One page as read back."""

    def __init__(self, page: Page) -> None:
        self.width, self.height = float(page.width), float(page.height)
        self.letters = tuple(
            Letter(
                char["text"],
                char["fontname"],
                round(char["size"], 2) if char["matrix"][1] == 0 else 0,
                char["x0"],
                char["x1"],
                round(char["matrix"][5], 2),
                not any(char["non_stroking_color"] or (0,)),
            )
            for char in page.chars
        )
        self.strokes = [(line["x0"], line["y0"], line["x1"], line["y1"]) for line in page.lines]
        self.boxes = [(rect["x0"], rect["y0"], rect["x1"], rect["y1"]) for rect in page.rects if rect["fill"]]
        self.lines = _lines([letter for letter in self.letters if letter.black and letter.size])

    @property
    def rules(self) -> list[Rule]:
        return [Rule(x0, x1, y0) for x0, y0, x1, y1 in self.strokes if abs(y0 - y1) < 0.01]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def line(self, start: str) -> TextLine:
        """The one line that begins with `start`."""
        found = [line for line in self.lines if line.text.startswith(start)]
        assert len(found) == 1, f"{len(found)} lines begin with {start!r} in:\n{self.text}"
        return found[0]

    def rule_under(self, line: TextLine) -> Rule:
        """The one free-standing rule right under `line`."""
        found = [
            rule
            for rule in self.rules
            if 0 < line.baseline - rule.y < 12 and line.x0 - 1 <= rule.x0 and rule.x1 <= line.x1 + 1
        ]
        assert len(found) == 1, f"{len(found)} rules under {line.text!r}"
        return found[0]


def _lines(letters: list[Letter]) -> list[TextLine]:
    """Letters gathered as they were set: on one baseline, no gap between them but after a blank."""
    rows: dict[float, list[Letter]] = {}
    for letter in letters:
        rows.setdefault(letter.baseline, []).append(letter)
    lines = []
    for baseline in sorted(rows, reverse=True):
        row = sorted(rows[baseline], key=lambda letter: letter.x0)
        line = [row[0]]
        for before, letter in pairwise(row):
            if (letter.x0 - before.x1 > 1 and before.text.strip()) or letter.size != before.size:
                lines.append(TextLine(tuple(line)))
                line = []
            line.append(letter)
        lines.append(TextLine(tuple(line)))
    return [line for line in lines if line.marks]


@lru_cache(maxsize=32)
def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """The pages of a PDF file; read once."""
    with pdfplumber.open(BytesIO(pdf)) as file:
        return tuple(Sheet(page) for page in file.pages)


def flowing(pdf: bytes) -> str:
    """The words of a file in the order they were set, line breaks as blanks."""
    with pdfplumber.open(BytesIO(pdf)) as file:
        return " ".join(" ".join(page.extract_text().split()) for page in file.pages)


def overlaps(sheet: Sheet) -> list[tuple[str, str]]:
    """Pairs of lines whose ink can touch: from the dots below to the top of the capitals."""
    boxes = [
        (line, line.x0, line.baseline - 0.18 * line.size, line.x1, line.baseline + 0.66 * line.size)
        for line in sheet.lines
    ]
    return [
        (a.text, b.text)
        for (a, ax0, ay0, ax1, ay1), (b, bx0, by0, bx1, by1) in combinations(boxes, 2)
        if ax0 < bx1 and bx0 < ax1 and ay0 < by1 and by0 < ay1
    ]


def outside(sheet: Sheet) -> list[str]:
    """Black lines with a letter outside the frame of 20, 20, 30 and 15 mm."""
    return [
        line.text
        for line in sheet.lines
        if line.x0 < 30 * MM - 0.1
        or line.x1 > sheet.width - 15 * MM + 0.1
        or line.baseline - 0.22 * line.size < 20 * MM - 0.1
        or line.baseline + 0.891 * line.size > sheet.height - 20 * MM + 0.1
    ]
