"""The recovery code on the screen, the one time it is shown."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from firereg.errors import UserError
from firereg.exchange.files import save_file
from firereg.i18n import _
from firereg.ui.jobs import JobRunner
from firereg.ui.printing import print_pdf
from firereg.ui.widgets.parts import InlineMessage, button, label

_GROUPS_PER_LINE = 3


class RecoveryCodePanel(QWidget):
    """The code in large letters, to be printed or saved; `kept` tells whether the clerk says it is safe."""

    kept = Signal(bool)

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._make: Callable[[], bytes] = bytes
        self._message = InlineMessage()
        self._code = label("", "figure")
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._print = button(_("Print"), self._send, "printer")
        self._save = button(_("Save as PDF…"), self._save_as, "file-output")
        self._safe = QCheckBox(_("I have put the code in a safe place"))
        self._safe.toggled.connect(self.kept)
        self._build()

    def show_code(self, code: str, ward_name: str, folder: Path, day: date) -> None:
        """Show this code of the registry in `folder`."""
        groups = code.split("-")
        lines = ["-".join(groups[i : i + _GROUPS_PER_LINE]) for i in range(0, len(groups), _GROUPS_PER_LINE)]
        self._code.setText("\n".join(lines))
        self._code.setMinimumSize(self._code.sizeHint())
        self._code.setAccessibleName(" ".join(code))

        def make() -> bytes:
            from firereg.documents.recovery_sheet import recovery_sheet_pdf

            return recovery_sheet_pdf(ward_name, str(folder), code, day)

        self._make = make
        self._message.clear()
        self._safe.setChecked(False)
        self._print.setFocus()

    def remind(self) -> None:
        """Say why the window does not go on."""
        self._message.say("warning", _("First put the code in a safe place and tick the box below."))
        self._safe.setFocus()

    def _send(self) -> None:
        make = self._make
        self._print.setEnabled(False)
        self._jobs.run(lambda _progress: print_pdf(make()), self._sent, self._failed)

    def _sent(self, _nothing: object) -> None:
        self._print.setEnabled(True)
        self._message.say("success", _("The sheet was sent to the printer."))
        self._safe.setFocus()

    def _failed(self, error: Exception) -> None:
        self._print.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self._message.say("error", str(error))
        self._save.setFocus()

    def _save_as(self) -> None:
        name = str(Path.home() / _("recovery-code.pdf"))
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as PDF"), name, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save the sheet there, or say why not."""
        make = self._make

        def saved(_nothing: object) -> None:
            self._message.say("success", _("Saved {name}.").format(name=path.name))
            self._safe.setFocus()

        self._jobs.run(lambda _progress: save_file(path, make()), saved, self._failed)

    def _build(self) -> None:
        why = label(
            _(
                "This code opens the registry when every password is forgotten. Nobody else can: not the maker of "
                "the program either. It is shown only now. Print it, seal it in an envelope and lock it away, "
                "apart from this computer."
            ),
            wrap=True,
        )
        card = QFrame()
        card.setProperty("kind", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 24, 16, 24)
        inner.addWidget(self._code)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self._print)
        tools.addWidget(self._save)
        tools.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addWidget(why)
        lines.addWidget(card)
        lines.addLayout(tools)
        lines.addWidget(self._message)
        lines.addWidget(self._safe)
        lines.addStretch(1)
