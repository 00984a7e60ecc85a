"""Figures people would rather look at: a tile with one number, bars by group, twelve months."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from firereg.domain.money import format_dong
from firereg.i18n import _
from firereg.ui.theme import GRID, color
from firereg.ui.widgets.parts import IconLabel, label, set_role

BAR_ROW = 28


class StatTile(QAbstractButton):
    """One number and what it counts; a click goes where the counted things are."""

    def __init__(self, text: str, icon_name: str, role: str = "text") -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._text = text
        self._icon = IconLabel(icon_name, "muted" if role == "text" else role, 18)
        self._figure = label("–", "figure", role)
        self._note = label("", "muted")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(label(text, "muted"), 1)
        self._lines = lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(4)
        lines.addLayout(head)
        lines.addWidget(self._figure)
        lines.addWidget(self._note)
        self.setAccessibleName(text)

    def show_figure(self, number: int, note: str = "", role: str = "text") -> None:
        """Show the number, a line of explanation, and the colour of what it means."""
        self._figure.setText(format_dong(number))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        set_role(self._figure, role)
        self.setAccessibleName(f"{self._text}: {number}. {note}".rstrip(". "))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The card, as the style sheet has it; the words are labels."""
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, QPainter(self), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As large as its words."""
        return self._lines.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """No smaller than its words."""
        return self._lines.minimumSize()


@dataclass(frozen=True)
class Figure:
    """One bar: what it counts, how many, and what it stands for."""

    label: str
    count: int
    payload: object = None


class _Figures(QWidget):
    """Painted counts to walk through with the arrow keys; Enter or a click tells `chosen` the payload."""

    chosen = Signal(object)
    _steps: ClassVar[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

    def __init__(self, name: str, role: str = "accent") -> None:
        super().__init__()
        self._role = role
        self._at = 0
        self.figures: tuple[Figure, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these counts, in this order."""
        self.figures = tuple(figures)
        self._at = min(self._at, max(0, len(self.figures) - 1))
        spoken = "; ".join(f"{figure.label}: {figure.count}" for figure in self.figures)
        self.setAccessibleDescription(spoken or _("Nothing to count"))
        self.updateGeometry()
        self.update()

    def cell(self, number: int) -> QRect:
        """Where the figure `number` stands."""
        raise NotImplementedError

    def paint_figure(self, painter: QPainter, box: QRect, figure: Figure, share: float) -> None:
        """Paint one figure; `share` is its part of the largest count."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every figure and a ring around the one the keys stand on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((figure.count for figure in self.figures), default=0)
        for number, figure in enumerate(self.figures):
            box = self.cell(number)
            if box.intersects(event.rect()):
                self.paint_figure(painter, box, figure, figure.count / most if most else 0.0)
        if self.hasFocus() and self.figures:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.cell(self._at)).adjusted(1, 1, -1, -1), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk, Enter and Space choose."""
        steps = self._steps.get(event.key())
        if steps is not None and 0 <= self._at + steps < len(self.figures):
            self._at += steps
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.figures:
            self.chosen.emit(self.figures[self._at].payload)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        for number in range(len(self.figures)):
            if self.cell(number).contains(event.position().toPoint()):
                self._at = number
                self.update()
                self.chosen.emit(self.figures[number].payload)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()


class BarList(_Figures):
    """Horizontal bars, one group a line."""

    def cell(self, number: int) -> QRect:
        """One line."""
        return QRect(0, number * BAR_ROW, self.width(), BAR_ROW)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(280, max(1, len(self.figures)) * BAR_ROW)

    def minimumSizeHint(self) -> QSize:
        """All lines, however narrow."""
        return QSize(180, self.sizeHint().height())

    def paint_figure(self, painter: QPainter, box: QRect, figure: Figure, share: float) -> None:
        """The name, the bar, and the count behind it."""
        metrics = self.fontMetrics()
        names = min(max(metrics.horizontalAdvance(one.label) for one in self.figures), box.width() // 3)
        counts = max(metrics.horizontalAdvance(format_dong(one.count)) for one in self.figures)
        line = box.adjusted(GRID, 0, -GRID, 0)
        name = metrics.elidedText(figure.label, Qt.TextElideMode.ElideRight, names)
        painter.setPen(color("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        track = QRectF(line.left() + names + 12, box.center().y() - 4, line.width() - names - counts - 24, 10)
        painter.drawText(
            line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, format_dong(figure.count)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("hover"))
        painter.drawRoundedRect(track, 3, 3)
        painter.setBrush(color(self._role))
        track.setWidth(max(track.width() * share, 3.0 if figure.count else 0.0))
        painter.drawRoundedRect(track, 3, 3)


class MonthStrip(_Figures):
    """Months side by side, each with its count and a column as high as the count."""

    _steps: ClassVar[dict[int, int]] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

    def cell(self, number: int) -> QRect:
        """One column of the width."""
        left = self.width() * number // len(self.figures)
        return QRect(left, 0, self.width() * (number + 1) // len(self.figures) - left, self.height())

    def sizeHint(self) -> QSize:
        """Twelve narrow columns."""
        return QSize(12 * 48, 120)

    def minimumSizeHint(self) -> QSize:
        """The counts must stay readable."""
        return QSize(12 * 32, 96)

    def paint_figure(self, painter: QPainter, box: QRect, figure: Figure, share: float) -> None:
        """The column with its count on top and its month below."""
        text = self.fontMetrics().height() + 6
        middle = Qt.AlignmentFlag.AlignHCenter
        painter.setPen(color("muted"))
        painter.drawText(box.adjusted(0, 0, 0, -2), middle | Qt.AlignmentFlag.AlignBottom, figure.label)
        room = box.height() - 2 * text - 4
        height = max(room * share, 2.0)
        bar = QRectF(box.left() + 6, box.bottom() - text - height, box.width() - 12, height)
        count = QRectF(box.left(), bar.top() - text, box.width(), text)
        painter.setPen(color("text" if figure.count else "muted"))
        painter.drawText(count, middle | Qt.AlignmentFlag.AlignVCenter, format_dong(figure.count))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._role if figure.count else "border"))
        painter.drawRoundedRect(bar, 3, 3)
