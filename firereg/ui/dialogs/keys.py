"""A new recovery code, and a new key for the database, each with what has to be told afterwards."""

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import accounts
from firereg.services.registry import Registry
from firereg.services.wards import ward_on
from firereg.ui.dialogs.recovery_code import RecoveryCodePanel
from firereg.ui.dialogs.steps import StartDialog, standing
from firereg.ui.jobs import JobRunner
from firereg.ui.widgets.parts import button, label

_SIZE = (560, 440)


class CodeDialog(StartDialog):
    """Shows a new recovery code, and stays until somebody says that it is safe: it is never shown again."""

    def __init__(self, registry: Registry, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(registry.folder, jobs)
        if parent is not None:
            self.setParent(parent, self.windowFlags())
        self.panel = RecoveryCodePanel(jobs)
        self._opened = registry
        self._go_on = button(_("Go on"), self.accept, kind="primary")
        self.panel.kept.connect(self._go_on.setEnabled)
        self.resize_to(*_SIZE)

    def show_code(self, code: str, about: str) -> None:
        """Show this code, and say what becomes of the one before."""
        today = self._opened.today()
        self.panel.show_code(code, ward_on(today).name, self.folder, today)
        self.show_step(self.panel, _("The new recovery code"), about)
        self.set_buttons([], [self._go_on])
        self._go_on.setEnabled(False)

    def reject(self) -> None:
        """Close; but while the code is shown only once it is safe."""
        if self.steps.currentWidget() is self.panel and not self._go_on.isEnabled():
            self.panel.remind()
        else:
            super().reject()


class KeyDialog(CodeDialog):
    """Encrypts the registry with a new key, while nothing else has it open, and tells what came of it."""

    def __init__(self, registry: Registry, password: str) -> None:
        super().__init__(registry, JobRunner())
        self._lines = QWidget()
        self._code: str | None = None
        bar = QProgressBar(textVisible=False)
        bar.setRange(0, 0)
        self._next = button(_("Go on"), self._after_outcome, kind="primary")
        self.show_step(
            standing(bar),
            _("A new database key"),
            _("The whole registry is encrypted again. This takes a moment; do not switch the computer off."),
        )
        self.set_buttons([], [])
        self.run(_changing(registry, password), self._changed)

    def done(self, result: int) -> None:
        """End, with nothing left under way."""
        self._jobs.close()
        super().done(result)

    def show_problem(self, problem: UserError) -> None:
        """Say why the key is what it was."""
        self.show_step(QWidget(), _("The database key is the one before"))
        super().show_problem(problem)
        self.set_buttons([], [button(_("Go on"), self.reject, kind="primary")])

    def _changed(self, outcome: tuple[list[str], str | None]) -> None:
        lost, self._code = outcome
        told = QVBoxLayout(self._lines)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(12)
        for sentence in (without_access(lost), accounts.about_old_backups()):
            told.addWidget(label(sentence, wrap=True))
        told.addStretch(1)
        self.show_step(self._lines, _("The registry has a new database key"))
        self.set_buttons([], [self._next])
        self._next.setFocus()

    def _after_outcome(self) -> None:
        if self._code is None:
            self.accept()
        else:
            self.show_code(self._code, _("The code before no longer works."))


def without_access(names: list[str]) -> str:
    """Who has to be given a new password once the key is another one."""
    if not names:
        return _("Everybody signs in as before.")
    return _("These accounts need a new password from you before they can sign in again: {names}.").format(
        names=", ".join(names)
    )


def _changing(registry: Registry, password: str) -> Callable[[object], tuple[list[str], str | None]]:
    def work(_progress: object) -> tuple[list[str], str | None]:
        registry.connect()
        try:
            return accounts.change_key(registry, password)
        finally:
            registry.close()

    return work
