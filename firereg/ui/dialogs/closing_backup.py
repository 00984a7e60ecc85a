"""The backup at the end: the window is gone, and this small one stays until everything is safe or nobody waits."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from firereg.i18n import _
from firereg.ui.backup_keeper import BackupKeeper
from firereg.ui.icons import app_icon
from firereg.ui.widgets.parts import InlineMessage, button, label

_WIDTH = 440


class ClosingBackup(QDialog):
    """Makes the backup and closes by itself; Escape or its button leaves without one."""

    def __init__(self, keeper: BackupKeeper) -> None:
        super().__init__()
        self.setWindowTitle("firereg")
        self.setWindowIcon(app_icon())
        self._keeper = keeper
        self._problem = ""
        self._bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self._message = InlineMessage()
        self._leave = button(_("Leave without a backup"), self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._leave)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(16)
        lines.addWidget(label(_("Backing up what was changed"), "strong"))
        lines.addWidget(self._bar)
        lines.addWidget(self._message)
        lines.addLayout(foot)
        self.setMinimumWidth(_WIDTH)
        keeper.progressed.connect(self._show_progress)
        keeper.failed.connect(self._failed)
        keeper.changed.connect(self._done)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin."""
        super().showEvent(event)
        self._keeper.before_quit()

    def done(self, result: int) -> None:
        """End, with nothing left under way."""
        self.setCursor(Qt.CursorShape.WaitCursor)
        self._keeper.close()
        super().done(result)

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _failed(self, sentence: str) -> None:
        self._problem = sentence
        self._bar.hide()
        self._message.say("error", sentence)
        self._leave.setText(_("Close"))

    def _done(self) -> None:
        if not self._problem:
            self.accept()
