"""Many receipts at once: all in one file or a file for each, with how far it is and a way to stop."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from firereg.domain.money import format_dong
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import receipt_files
from firereg.ui.desk import Desk
from firereg.ui.jobs import Job, Progress
from firereg.ui.widgets.parts import InlineMessage, button, label

_WIDTH = 520


class ReceiptBatch(QDialog):
    """Saves these receipts; stopped half way, it leaves no file and counts nothing as printed."""

    def __init__(self, desk: Desk, handover_ids: Sequence[int]) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Save many receipts"))
        self._desk, self._ids = desk, list(handover_ids)
        self._job: Job | None = None
        self.message = InlineMessage()
        self.bar = QProgressBar(textVisible=False)
        self.bar.hide()
        self.together = button(_("All in one PDF…"), self._ask_file, "file-output", "primary")
        self.each = button(_("A file for each…"), self._ask_folder, "folder-open")
        self.stop = button(_("Close"), self.reject, kind="quiet")
        self._build()

    def save_together(self, path: Path) -> None:
        """Save all of them in that file."""
        self._begin(
            lambda progress: receipt_files.save_together(self._desk.registry, self._ids, path, progress),
            _("Saved {name}.").format(name=path.name),
        )

    def save_each(self, folder: Path) -> None:
        """Save each of them in that folder, under its number."""
        self._begin(
            lambda progress: receipt_files.save_each(self._desk.registry, self._ids, folder, progress),
            _("{n} files in {folder}.").format(n=format_dong(len(self._ids)), folder=folder),
        )

    def reject(self) -> None:
        """Stop what is under way; close where nothing is."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    def _begin(self, work: Callable[[Progress], object], done: str) -> None:
        registry = self._desk.registry

        def in_worker(progress: Progress) -> None:
            with registry.other_thread():
                work(progress)

        self.message.clear()
        self._set_busy(True)
        self._job = self._desk.jobs.run(
            in_worker, lambda _nothing: self._done(done), self._failed, self._show, self._stopped
        )

    def _show(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _done(self, sentence: str) -> None:
        self._end()
        self.message.say("success", sentence)
        self._desk.written.emit()

    def _failed(self, problem: Exception) -> None:
        self._end()
        if not isinstance(problem, UserError):
            raise problem
        self.message.say("error", str(problem))

    def _stopped(self) -> None:
        self._end()
        self.message.say("info", _("Stopped. No file was saved and nothing counts as printed."))

    def _end(self) -> None:
        self._job = None
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        for one in (self.together, self.each):
            one.setEnabled(not busy)
        self.stop.setText(_("Stop") if busy else _("Close"))

    def _ask_file(self) -> None:
        path = self._desk.ask_where_to_save(_("Save as PDF"), _("receipts") + ".pdf", "PDF (*.pdf)")
        if path is not None:
            self.save_together(path if path.suffix else path.with_suffix(".pdf"))

    def _ask_folder(self) -> None:
        last: Any = self._desk.settings.value("last_folder", str(Path.home()))
        chosen = QFileDialog.getExistingDirectory(self, _("A folder for the receipts"), str(last))
        if chosen:
            self.save_each(Path(chosen))

    def _build(self) -> None:
        words = _("{n} receipts, as the list shows them; cancelled ones are left out.")
        buttons = QHBoxLayout()
        for one in (self.together, self.each):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(12)
        lines.addWidget(label(words.format(n=format_dong(len(self._ids))), wrap=True))
        lines.addWidget(self.bar)
        lines.addWidget(self.message)
        lines.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)
