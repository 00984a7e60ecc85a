"""The bar that says what was done and offers to take it back."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from firereg.ui.widgets.parts import announce, button, label

SECONDS = 8
MARGIN = 2  # it lies on the line at the foot, not on the buttons above it
SLIDE = 8
WIDEST = 720
_EDGE = 24


class Toast(QFrame):
    """A bar at the foot of `host` for some seconds; it takes no focus, and waits while pointed at."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._on_action: Callable[[], object] | None = None
        self.setProperty("kind", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(16)
        self._text = label("")
        self._action = button("", self.act)
        row.addWidget(self._text)
        row.addWidget(self._action)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._leave)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setDuration(140)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        host.installEventFilter(self)
        self.hide()

    def say(
        self,
        sentence: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        seconds: float = SECONDS,
    ) -> None:
        """Show `sentence`, with a button `action` ("Undo") if given; what was shown before makes way."""
        self._text.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._on_action = on_action
        self.setAccessibleName(sentence)
        self._fit()
        self.show()
        self.raise_()
        self._slide.stop()
        self._slide.setStartValue(self._place() + QPoint(0, SLIDE))
        self._slide.setEndValue(self._place())
        self._slide.start()
        self._timer.start(int(seconds * 1000))
        announce(self)

    def text(self) -> str:
        """The sentence shown, or "" when the bar is away."""
        return self._text.text() if not self.isHidden() else ""

    def _fit(self) -> None:
        """On one line where it fits into the window, else on as many as it needs."""
        self._text.setWordWrap(False)
        self.adjustSize()
        widest = min(WIDEST, self._host.width() - 2 * _EDGE)
        if self.width() > widest:
            self._text.setWordWrap(True)
            self.resize(widest, self.heightForWidth(widest))

    def _place(self) -> QPoint:
        return QPoint((self._host.width() - self.width()) // 2, self._host.height() - self.height() - MARGIN)

    def act(self) -> None:
        """Do what the button says."""
        self.hide()
        if self._on_action is not None:
            self._on_action()

    def _leave(self) -> None:
        if self.underMouse() or self._action.hasFocus():
            self._timer.start(1000)
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the host when it changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._slide.stop()
            self.move(self._place())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape sends the bar away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
