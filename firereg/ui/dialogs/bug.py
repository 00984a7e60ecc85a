"""A fault in the program: told to the clerk in plain words, kept for who mends it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMessageBox, QVBoxLayout

from firereg.errors import UserError
from firereg.i18n import _
from firereg.reports import save_report
from firereg.ui.widgets.parts import IconLabel, button, label


class BugDialog(QDialog):
    """What happened, that the data is safe, and where the report is."""

    def __init__(self, report: Path | None) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("firereg")
        self._report = report
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("triangle-alert", "warning", 24))
        head.addWidget(label(_("The program made a mistake"), "title"), 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(16)
        lines.addLayout(head)
        lines.addWidget(
            label(
                _(
                    "It is a fault of the program, not yours. Everything that was saved is safe. Look whether "
                    "what you did just now was saved; if not, do it again."
                ),
                wrap=True,
            )
        )
        foot = QHBoxLayout()
        if report is not None:
            where = label(
                _("A report for the maker, without names or numbers of people, is in {path}.").format(
                    path=report
                ),
                "muted",
                wrap=True,
            )
            where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lines.addWidget(where)
            self._copy = button(_("Copy the report"), self._copy_report, "file-text")
            foot.addWidget(self._copy)
        foot.addStretch(1)
        go_on = button(_("Go on working"), self.accept, kind="primary")
        foot.addWidget(go_on)
        lines.addLayout(foot)
        self.setMinimumWidth(520)
        go_on.setFocus()

    def _copy_report(self) -> None:
        if self._report is not None:
            QApplication.clipboard().setText(self._report.read_text(encoding="utf-8"))
            self._copy.setText(_("Copied"))


class BugWatch(QObject):
    """Takes what nobody caught: the sentence of a known problem is shown, anything else is reported as a bug."""

    _happened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._showing = False
        # Queued: it may come from another thread, or from the middle of drawing a widget.
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch as long as this lasts."""
        before, sys.excepthook = sys.excepthook, self.take
        try:
            yield
        finally:
            sys.excepthook = before

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show an error once the program comes back to its events; leaving on purpose stays leaving."""
        if issubclass(kind, Exception):
            self._happened.emit(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def _show(self, error: Exception) -> None:
        if isinstance(error, UserError):
            QMessageBox.warning(QApplication.activeWindow(), "firereg", str(error))
            return
        report = _saved(error)
        if self._showing:  # one fault often brings the next; they are all kept, and told once
            return
        self._showing = True
        try:
            BugDialog(report).exec()
        finally:
            self._showing = False


def _saved(error: Exception) -> Path | None:
    try:
        return save_report(error)
    except OSError:  # a disk that takes nothing must not hide the fault
        return None
