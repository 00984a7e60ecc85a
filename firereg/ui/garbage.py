"""What refers only to itself is freed in the window's thread.

Python looks for such objects in whatever thread happens to make the next one. A page that was left is one of them (its
slots refer to it), and a widget or timer freed by a worker takes the program down.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EACH = 500  # milliseconds


class GarbageCollector(QObject):
    """Collects in the window's thread, and there alone, about as often as Python would. Call `close` at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EACH)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        due = [
            age
            for age, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if 0 in due:
            gc.collect(due[-1])
