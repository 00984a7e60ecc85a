"""The floor under a paper: recorded strokes on a reportlab canvas, with the calls of its manual and no layout."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.strokes import Stroke

rl_config.useA85 = 0  # as firereg sets it: smaller and faster


def draw(pages: Iterable[list[Stroke]], fonts: Path, *, wide: bool = False) -> bytes:
    """The PDF of these pages, A4 upright or `wide`."""
    for face in ("Regular", "Bold", "Italic", "BoldItalic"):
        pdfmetrics.registerFont(TTFont(face, str(fonts / f"LiberationSerif-{face}.ttf")))
    file = BytesIO()
    canvas = Canvas(
        file, pagesize=landscape(A4) if wide else A4, pageCompression=1, initialFontName="Regular"
    )
    for strokes in pages:
        for kind, *stroke in strokes:
            _DRAW[kind](canvas, *stroke)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _text(
    canvas: Canvas, place: tuple[float, float], size: float, blank: float, pieces: list[tuple[str, str]]
) -> None:
    words = canvas.beginText(*place)
    if blank:
        words.setWordSpace(blank)
    for piece, face in pieces:
        words.setFont(face, size)
        words.textOut(piece)
    if blank:
        words.setWordSpace(0)  # it would stay beyond the end of the text
    canvas.drawText(words)


def _lines(canvas: Canvas, weight: float, strokes: list[tuple[float, float, float, float]]) -> None:
    canvas.setLineWidth(weight)
    canvas.lines(strokes)


def _fill(canvas: Canvas, grey: float, boxes: Iterable[tuple[float, float, float, float]]) -> None:
    canvas.setFillGray(grey)
    path = canvas.beginPath()
    for box in boxes:
        path.rect(*box)
    canvas.drawPath(path, stroke=0, fill=1)


def _bookmark(canvas: Canvas, title: str) -> None:
    canvas.bookmarkPage(title)
    canvas.addOutlineEntry(title, title)


_DRAW: dict[str, Any] = {"text": _text, "lines": _lines, "fill": _fill, "bookmark": _bookmark}
