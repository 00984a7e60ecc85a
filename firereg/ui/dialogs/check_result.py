"""What the last check of the registry found, what to do about it, and another check."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.services.weekly_check import Checked, advice
from firereg.ui.check_keeper import CheckKeeper
from firereg.ui.dialogs.steps import scrolled
from firereg.ui.widgets.parts import InlineMessage, button, label

_SIZE = (560, 360)


class CheckDialog(QDialog):
    """Stands beside the work; a check under way goes on when it is closed."""

    def __init__(self, window: QWidget, keeper: CheckKeeper) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Check of the registry"))
        self.resize(*_SIZE)
        self._keeper = keeper
        self.message = InlineMessage()
        self.bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self.again = button(_("Check now"), self.check, "refresh-cw")
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addStretch(1)
        close = button(_("Close"), self.accept, kind="primary")
        foot.addWidget(close)
        about = _(
            "The whole registry is checked once a week by itself: every page, number, due date, receipt and photo."
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(12)
        for widget in (label(about, "muted", wrap=True), self.message, self.bar, scrolled(self._list)):
            lines.addWidget(widget)
        lines.addLayout(foot)
        keeper.checked.connect(self._show)
        keeper.failed.connect(self._failed)
        self._show(keeper.last)
        close.setFocus()

    def check(self) -> None:
        """Check now."""
        self._keeper.run()
        self._fit()

    def _show(self, checked: Checked | None) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for kind, count in (checked.problems if checked else {}).items():
            self._lines.addWidget(label(f"{advice(kind)} ({count})", wrap=True))
        for note in self._keeper.notes():
            self._lines.addWidget(label(note, "muted", wrap=True))
        self._lines.addStretch(1)
        sound = checked is None or not checked.problems
        self.message.say(
            "info" if checked is None else "success" if sound else "warning", self._keeper.sentence()
        )
        self._fit()

    def _failed(self, sentence: str) -> None:
        self.message.say("error", sentence)
        self._fit()

    def _fit(self) -> None:
        self.bar.setVisible(self._keeper.running)
        self.again.setEnabled(not self._keeper.running)
