"""Bars, columns and a line: one drawing for paper (`Book.drawing`) and for the screen (`chart_svg.svg`).

Every value stands in figures beside its bar, so a chart can be read without its colours, and printed in grey.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor

from firereg.documents.fitting import fit
from firereg.documents.fonts import Face, font, width
from firereg.domain.money import format_dong

CALM = "#4A6FA5"
WARNING = "#C98B2B"
QUIET = "#B8C4D6"
_INK = "#000000"
_GRID = "#D0D0D0"
_AXIS = "#808080"
_BASELINE = 0.33
"""Of its size lies the middle of a figure above its baseline."""
_LEGEND = 14.0


@dataclass(frozen=True)
class Series:
    """One value for each label, in one colour ("#4A6FA5"). `name` stands in the legend where there are several."""

    name: str
    values: Sequence[int]
    colour: str = CALM


@dataclass(frozen=True)
class Look:
    """The size of the letters in points, and the ink of text: light on a dark screen."""

    size: float = 9
    ink: str = _INK


def bars(
    labels: Sequence[str], series: Sequence[Series], *, wide: float, row: float = 15, look: Look = Look()
) -> Drawing:
    """Bars to the right, a row for each label, several series behind each other; `wide` and `row` are points.

    Behind a bar stand its total and, of several series, the last one's part in brackets.
    """
    pen = _Pen(wide, row * len(labels) + _legend_room(series), look)
    names = max((pen.length(label) for label in labels), default=0)
    left = min(names, wide * 0.3) + 6
    figures = [_figure(series, place) for place in range(len(labels))]
    right = wide - max((pen.length(text) for text in figures), default=0) - 6
    most = max((_total(series, place) for place in range(len(labels))), default=0)
    pen.legend(series, left)
    for place, label in enumerate(labels):
        middle = pen.high - _legend_room(series) - (place + 0.5) * row
        pen.text(label, left - 6, middle, "end", room=left - 6)
        x = left
        for one in series:
            long = (right - left) * one.values[place] / most if most else 0
            if long:
                pen.box(x, middle - row * 0.35, long, row * 0.7, one.colour)
            x += long
        pen.text(figures[place], x + 4, middle, "start")
    pen.rule(left, 0, left, pen.high - _legend_room(series), _AXIS)
    return pen.drawing


def columns(
    labels: Sequence[str], series: Sequence[Series], *, wide: float, high: float, look: Look = Look()
) -> Drawing:
    """Columns side by side, several series on top of each other, the total above each; in points."""
    pen = _Pen(wide, high, look)
    foot, top = 1.6 * look.size, high - _legend_room(series) - 1.6 * look.size
    most = max((_total(series, place) for place in range(len(labels))), default=0)
    step = wide / max(1, len(labels))
    pen.legend(series, 0)
    for place, label in enumerate(labels):
        middle, y = (place + 0.5) * step, foot
        for one in series:
            tall = (top - foot) * one.values[place] / most if most else 0
            if tall:
                pen.box(middle - step * 0.3, y, step * 0.6, tall, one.colour)
            y += tall
        pen.text(_figure(series, place), middle, y + 0.8 * look.size, "middle", room=step)
        pen.text(label, middle, foot - 0.9 * look.size, "middle", room=step - 2)
    pen.rule(0, foot, wide, foot, _AXIS)
    return pen.drawing


def line(
    labels: Sequence[str], values: Sequence[int | None], *, wide: float, high: float, look: Look = Look()
) -> Drawing:
    """A line with a point and its figure for each label, over a few rules; None leaves its place empty."""
    pen = _Pen(wide, high, look)
    known = [value for value in values if value is not None]
    step_up, most = _scale(max(known, default=0))
    left = pen.length(format_dong(most)) + 6
    foot, top = 1.6 * look.size, high - 1.6 * look.size
    step = (wide - left) / max(1, len(labels))
    for value in range(0, most + 1, step_up):
        y = foot + (top - foot) * value / most
        pen.rule(left, y, wide, y, _GRID if value else _AXIS)
        pen.text(format_dong(value), left - 4, y, "end")
    points: list[float] = []
    for place, (label, given) in enumerate(zip(labels, values, strict=True)):
        x = left + (place + 0.5) * step
        pen.text(label, x, foot - 0.9 * look.size, "middle", room=step - 2)
        if given is None:
            continue
        points += [x, foot + (top - foot) * given / most]
        beside = [
            other
            for other in (*values[max(0, place - 1) : place], *values[place + 1 : place + 2])
            if other is not None
        ]
        below = points[-1] - foot > 2 * look.size and all(other > given for other in beside)
        pen.text(
            format_dong(given), x, points[-1] + (-0.9 if below else 0.9) * look.size, "middle", room=step
        )
    pen.path(points, CALM)
    return pen.drawing


def _total(series: Sequence[Series], place: int) -> int:
    return sum(one.values[place] for one in series)


def _figure(series: Sequence[Series], place: int) -> str:
    total, last = _total(series, place), series[-1].values[place] if series else 0
    return f"{format_dong(total)} ({format_dong(last)})" if len(series) > 1 and last else format_dong(total)


def _legend_room(series: Sequence[Series]) -> float:
    return _LEGEND if len(series) > 1 else 0


def _scale(most: int) -> tuple[int, int]:
    """The distance of about four rules, 1, 2 or 5 times a power of ten, and the highest of them."""
    rough = max(1, ceil(most / 4))
    power = 10 ** int(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return step, max(step, ceil(most / step) * step)


class _Pen:
    """What the charts draw with, in points from the lower left corner."""

    def __init__(self, wide: float, high: float, look: Look) -> None:
        # Else reportlab begins with a face of its own, which nobody embeds.
        self.drawing = Drawing(wide, max(high, 1), initialFontName=font(Face.REGULAR).fontName)
        self.high = high
        self.look = look

    def length(self, text: str) -> float:
        return width(text, Face.REGULAR) * self.look.size

    def text(self, text: str, x: float, middle: float, anchor: str, *, room: float = 0) -> None:
        """`text` with its middle at `middle`, smaller or cut where it is longer than `room`."""
        size = self.look.size
        if room:
            fitted = fit(text, room, size=size, least=6)
            if not fitted.lines:
                return
            text, size = fitted.lines[0].pieces[0][0], fitted.size
        self.drawing.add(
            String(
                x,
                middle - _BASELINE * size,
                text,
                textAnchor=anchor,
                fontName=font(Face.REGULAR).fontName,
                fontSize=size,
                fillColor=HexColor(self.look.ink),
            )
        )

    def box(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        self.drawing.add(Rect(x, y, wide, high, fillColor=HexColor(colour), strokeColor=None))

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: str) -> None:
        self.drawing.add(Line(x1, y1, x2, y2, strokeColor=HexColor(colour), strokeWidth=0.6))

    def path(self, points: list[float], colour: str) -> None:
        if len(points) > 2:
            self.drawing.add(PolyLine(points, strokeColor=HexColor(colour), strokeWidth=1.6))
        for x, y in zip(points[::2], points[1::2], strict=True):
            self.drawing.add(Circle(x, y, 2.2, fillColor=HexColor(colour), strokeColor=None))

    def legend(self, series: Sequence[Series], left: float) -> None:
        """Colour and name of every series on one line at the top, where there are several."""
        if len(series) < 2:
            return
        middle, side = self.high - _LEGEND / 2, self.look.size * 0.8
        for one in series:
            self.box(left, middle - side / 2, side, side, one.colour)
            self.text(one.name, left + side + 3, middle, "start")
            left += side + 3 + self.length(one.name) + 14
