"""A chart as SVG for the screen.

Not by reportlab's own writer: it puts everything under a clipping path, which Qt does not know and paints black.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String

FAMILY = "Liberation Serif"


def svg(drawing: Drawing, family: str = FAMILY) -> bytes:
    """`drawing` as an SVG file in UTF-8; its letters in the face `family`, which the viewer must have.

    Liberation Serif and Times New Roman are equally wide, so either leaves every letter where it is on paper.
    """
    high = drawing.height
    shapes = "".join(_shape(shape, high, family) for shape in drawing.contents)
    size = f'width="{drawing.width:g}" height="{high:g}" viewBox="0 0 {drawing.width:g} {high:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shapes}</svg>'.encode()


def _shape(shape: object, high: float, family: str) -> str:
    """One shape; SVG counts from the top."""
    if isinstance(shape, Rect):
        place = f'x="{shape.x:.2f}" y="{high - shape.y - shape.height:.2f}"'
        return f'<rect {place} width="{shape.width:.2f}" height="{shape.height:.2f}" fill="{_hex(shape.fillColor)}"/>'
    if isinstance(shape, Circle):
        place = f'cx="{shape.cx:.2f}" cy="{high - shape.cy:.2f}" r="{shape.r:g}"'
        return f'<circle {place} fill="{_hex(shape.fillColor)}"/>'
    if isinstance(shape, Line):
        return _path((shape.x1, shape.y1, shape.x2, shape.y2), high, shape)
    if isinstance(shape, PolyLine):
        return _path(shape.points, high, shape)
    if isinstance(shape, String):
        place = f'x="{shape.x:.2f}" y="{high - shape.y:.2f}" text-anchor="{shape.textAnchor}"'
        look = (
            f'font-family={quoteattr(family)} font-size="{shape.fontSize:g}" fill="{_hex(shape.fillColor)}"'
        )
        return f"<text {place} {look}>{escape(shape.text)}</text>"
    raise TypeError(f"no chart draws a {type(shape).__name__}")


def _path(points: Sequence[float], high: float, shape: Line | PolyLine) -> str:
    pairs = " ".join(f"{x:.2f},{high - y:.2f}" for x, y in zip(points[::2], points[1::2], strict=True))
    stroke = f'stroke="{_hex(shape.strokeColor)}" stroke-width="{shape.strokeWidth:g}"'
    return f'<polyline points="{pairs}" fill="none" {stroke}/>'


def _hex(colour: object) -> str:
    return "#" + colour.hexval()[2:]  # type: ignore[attr-defined]  # reportlab has no types
