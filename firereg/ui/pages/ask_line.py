"""One question beside a list, answered with one line of text."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from firereg.errors import UserError
from firereg.i18n import _
from firereg.ui.widgets.parts import InlineMessage, button, label


class AskLine(QWidget):
    """Asks for a line and gives it to `take`; a problem that `take` raises is said, and the text stays."""

    closed = Signal()

    def __init__(
        self, title: str, sentence: str, done: str, take: Callable[[str], object], text: str = ""
    ) -> None:
        super().__init__()
        self._take = take
        self._message = InlineMessage()
        self._line = QLineEdit(text)
        self._line.setAccessibleName(title)
        self._line.returnPressed.connect(self._finish)
        buttons = QHBoxLayout()
        buttons.addWidget(button(done, self._finish, "check", "primary"))
        buttons.addWidget(button(_("Leave it"), self.closed.emit, kind="quiet"))
        buttons.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        lines.addWidget(label(title, "title", wrap=True))
        lines.addWidget(label(sentence, "muted", wrap=True))
        lines.addWidget(self._line)
        lines.addWidget(self._message)
        lines.addLayout(buttons)
        lines.addStretch(1)

    def begin(self) -> None:
        """Ready to type."""
        self._line.setFocus()
        self._line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        try:
            self._take(self._line.text())
        except UserError as problem:
            self._message.say("error", str(problem))
        else:
            self.closed.emit()
