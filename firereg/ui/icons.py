"""The icons of the desk: lucide outlines, drawn in the colours of the theme in force.

An icon holds no colour. It asks the palette when it is painted, so a change of theme needs no new icons, and
it is drawn anew for every size and pixel ratio, so it stays crisp at 150 % and 200 %.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from firereg.paths import resource
from firereg.ui.theme import color

APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` (a file of resources/icons) in the colour of a theme role; KeyError if unknown."""
    _outline(name)
    return QIcon(_LineEngine(name, role))


def pixmap(name: str, role: str, size: int, ratio: float) -> QPixmap:
    """The icon `name` as a picture of `size` logical pixels on a screen with this pixel ratio."""
    return icon(name, role).pixmap(QSize(size, size), ratio)


def app_icon() -> QIcon:
    """The icon of the program: an extinguisher on a rounded square of the accent colour."""
    made = QIcon()
    for size in APP_ICON_SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("app"))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.22, size * 0.22)
        margin = size * 0.16
        _draw(
            painter, "fire-extinguisher", color("on_app"), QRectF(0, 0, size, size).adjusted(*_inset(margin))
        )
        painter.end()
        made.addPixmap(picture)
    return made


def _inset(margin: float) -> tuple[float, float, float, float]:
    return margin, margin, -margin, -margin


@cache
def _outline(name: str) -> bytes:
    path = resource("icons") / f"{name}.svg"
    if not path.is_file():
        raise KeyError(name)
    return path.read_bytes()


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_outline(name).replace(b"currentColor", colour.encode())))


def _draw(painter: QPainter, name: str, colour: QColor, box: QRectF) -> None:
    _renderer(name, colour.name()).render(painter, box)


class _LineEngine(QIconEngine):
    """Draws one outline in the colour its role has at that moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def clone(self) -> QIconEngine:
        return _LineEngine(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        side = min(rect.width(), rect.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(rect).center())
        _draw(painter, self._name, color(role), box)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        picture = self.pixmap((size.toSizeF() * scale).toSize(), mode, state)  # size is in logical pixels
        picture.setDevicePixelRatio(scale)
        return picture
