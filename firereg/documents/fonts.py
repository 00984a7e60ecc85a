"""The face of the papers: Times New Roman where Windows has it, Liberation Serif (the same widths) elsewhere.

Decree 30/2020, Annex I, asks for Times New Roman in Unicode. Both faces hold every Vietnamese letter; what is
used is embedded as a subset, so a paper looks the same on every machine and its text can be copied.
"""

import os
import unicodedata
from collections.abc import Container
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from firereg.paths import resource


class Face(StrEnum):
    """A cut of the face; MONO is for codes that are typed back by hand."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"
    MONO = "Mono"


ASCENT = 0.891
"""Height of the line above its baseline, in ems: the same in both faces."""
SINGLE = 1.15
"""Single line spacing, in ems: what a word processor calls 1.0 for this face."""

_SHIPPED = {
    Face.REGULAR: "LiberationSerif-Regular.ttf",
    Face.BOLD: "LiberationSerif-Bold.ttf",
    Face.ITALIC: "LiberationSerif-Italic.ttf",
    Face.BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
    Face.MONO: "LiberationMono-Bold.ttf",
}
_TIMES = {
    Face.REGULAR: "times.ttf",
    Face.BOLD: "timesbd.ttf",
    Face.ITALIC: "timesi.ttf",
    Face.BOLD_ITALIC: "timesbi.ttf",
}


def font_files(system: Path | None) -> dict[Face, Path]:
    """The file of every cut: Times New Roman from `system` if all four are there, else the shipped face."""
    files = {face: resource("fonts") / name for face, name in _SHIPPED.items()}
    if system is not None and all((system / name).is_file() for name in _TIMES.values()):
        files |= {face: system / name for face, name in _TIMES.items()}
    return files


def _system_fonts() -> Path | None:
    windows = os.environ.get("WINDIR")
    return Path(windows) / "Fonts" if windows else None


FONT_LOCK = Lock()
"""Held while a cut is loaded or cut down to a subset: both move one read pointer in the font."""


def font(face: Face) -> TTFont:
    """The loaded cut, read from disk when first asked for; the same one for all threads."""
    with FONT_LOCK:
        return _load(face)


@cache
def _load(face: Face) -> TTFont:
    loaded = TTFont(f"firereg-{face}", str(font_files(_system_fonts())[face]), asciiReadable=False)
    pdfmetrics.registerFont(loaded)
    return loaded


@lru_cache(maxsize=32768)
def width(text: str, face: Face) -> float:
    """The width of `text` in ems."""
    metrics = font(face).face
    widths, default = metrics.charWidths, metrics.defaultWidth
    return sum(widths.get(ord(letter), default) for letter in text) / 1000


@cache
def known_letters() -> frozenset[str]:
    """The letters that every cut has."""
    text_cuts = (font(face).face.charToGlyph for face in Face)
    return frozenset(map(chr, frozenset.intersection(*(frozenset(known) for known in text_cuts))))


def printable(text: str) -> str:
    """`text` in composed letters; controls become blanks, invisible marks go, what the face lacks becomes □."""
    text = unicodedata.normalize("NFC", text)
    known = font(Face.REGULAR).face.charToGlyph
    if text.isprintable() and all(ord(letter) in known for letter in text):
        return text
    return "".join(_printable_letter(letter, known) for letter in text)


def _printable_letter(letter: str, known: Container[int]) -> str:
    if letter.isspace() or unicodedata.category(letter) == "Cc":
        return " "
    if unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f":
        return ""
    return letter if ord(letter) in known else "□"
