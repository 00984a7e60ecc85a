"""The points of an inspection, each as it should be until somebody says that it is not."""

from collections.abc import Collection, Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget


class Checklist(QWidget):
    """Points to tick where something is wrong; `changed` tells whenever one is. The digits 1 to 9 tick them too."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._boxes: dict[Hashable, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(4)

    def set_points(self, points: Sequence[tuple[Hashable, str]]) -> None:
        """Ask for these points `(value, words)`, none of them wrong."""
        for box in self._boxes.values():
            box.hide()
            self._column.removeWidget(box)
            box.deleteLater()
        self._boxes = {value: QCheckBox(f"{n}. {words}") for n, (value, words) in enumerate(points, 1)}
        for box in self._boxes.values():
            self._column.addWidget(box)
            box.toggled.connect(self.changed)
            self.setFocusProxy(next(iter(self._boxes.values())))

    def wrong(self) -> tuple[Hashable, ...]:
        """The points that are ticked, in their order."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def tick(self, points: Collection[Hashable]) -> None:
        """These points are wrong, and no others."""
        for value, box in self._boxes.items():
            box.setChecked(value in points)

    def clear(self) -> None:
        """Nothing is wrong."""
        for box in self._boxes.values():
            box.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit ticks its point or takes the tick away."""
        number = event.key() - Qt.Key.Key_1
        boxes = list(self._boxes.values())
        if 0 <= number < len(boxes) and event.modifiers() in (_PLAIN, Qt.KeyboardModifier.KeypadModifier):
            boxes[number].toggle()
        else:
            super().keyPressEvent(event)


_PLAIN = Qt.KeyboardModifier.NoModifier
