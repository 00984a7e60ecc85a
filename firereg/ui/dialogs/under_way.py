"""How far work is that nothing else may be done beside."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.ui.widgets.parts import announce, button, label

_WIDTH = 440


class UnderWay(QDialog):
    """Stands before the window, and what is half entered there waits, until `end`.

    `stop_wanted` comes from Escape or its button.
    """

    stop_wanted = Signal()

    def __init__(self, window: QWidget, words: str, about: str) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("firereg")
        self.setAccessibleName(f"{words} {about}")
        self.setMinimumWidth(_WIDTH)
        self.bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self.stop_button = button(_("Stop"), self.reject, "x")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.stop_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(12)
        for widget in (label(words, "strong", wrap=True), label(about, "muted", wrap=True), self.bar):
            lines.addWidget(widget)
        lines.addLayout(foot)

    def begin(self) -> None:
        """Show it, and tell a screen reader."""
        self.open()
        announce(self)

    def show_progress(self, done: int, total: int) -> None:
        """So much of so much is done."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def reject(self) -> None:
        """Ask to stop; it stays until the work has."""
        self.stop_button.setEnabled(False)
        self.stop_wanted.emit()

    def end(self) -> None:
        """The work is over."""
        self.accept()
        self._window.activateWindow()  # not every desktop gives it the keys back by itself
        self.deleteLater()
