"""One question beside a list, answered with a button or with one line of text."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from firereg.errors import UserError
from firereg.i18n import _
from firereg.ui.widgets.parts import InlineMessage, button, label


class Ask(QWidget):
    """Asks once before `act` is done; a problem that it raises is said. `done` is the button, named by the result."""

    closed = Signal()

    def __init__(self, title: str, sentence: str, done: str, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act
        self._message = InlineMessage()
        self._done = button(done, self._finish, "check", "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self._done)
        buttons.addWidget(button(_("Leave it"), self.closed.emit, kind="quiet"))
        buttons.addStretch(1)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(12)
        self._lines.addWidget(label(title, "title", wrap=True))
        self._lines.addWidget(label(sentence, "muted", wrap=True))
        self._lines.addWidget(self._message)
        self._lines.addLayout(buttons)
        self._lines.addStretch(1)

    def begin(self) -> None:
        """Ready for Enter."""
        self._done.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        try:
            self._act()
        except UserError as problem:
            self._message.say("error", str(problem))
        else:
            self.closed.emit()


class AskLine(Ask):
    """Asks for a line and gives it to `take`; a problem that `take` raises is said, and the text stays."""

    def __init__(
        self, title: str, sentence: str, done: str, take: Callable[[str], object], text: str = ""
    ) -> None:
        super().__init__(title, sentence, done, lambda: take(self._line.text()))
        self._line = QLineEdit(text)
        self._line.setAccessibleName(title)
        self._line.returnPressed.connect(self._finish)
        self._lines.insertWidget(self._lines.indexOf(self._message), self._line)
        self.setTabOrder(self._line, self._done)

    def begin(self) -> None:
        """Ready to type."""
        self._line.setFocus()
        self._line.selectAll()
