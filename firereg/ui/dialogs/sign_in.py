"""Signing in: a name and a password, or the recovery code where the password is forgotten."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from firereg.errors import DamagedRegistryError, NotAllowedError, UserError
from firereg.i18n import _
from firereg.services.opening import open_registry
from firereg.services.recovery import reset_password
from firereg.services.registry import Registry
from firereg.services.wards import ward_on
from firereg.ui.dialogs.recovery_code import RecoveryCodePanel
from firereg.ui.dialogs.rescue import RescueDialog
from firereg.ui.dialogs.reset_form import ResetForm
from firereg.ui.dialogs.steps import StartDialog, opened_in_worker, standing, watch_caps_lock
from firereg.ui.jobs import JobRunner
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.parts import button
from firereg.ui.widgets.password import PasswordEdit
from firereg.ui.widgets.wait import Wait, seconds_of

_SIZE = (560, 400)


class SignInDialog(StartDialog):
    """Asks who is there. Accepted with `registry` open, or with another `folder` to go on with."""

    def __init__(self, folder: Path, jobs: JobRunner, user: str = "") -> None:
        super().__init__(folder, jobs)
        self.name, self.password = QLineEdit(user), PasswordEdit()
        self.reset_form = ResetForm()
        self.panel = RecoveryCodePanel(jobs)
        self._wait = Wait(self.message)
        self._form = Form()
        self._form.add("name", _("User name"), self.name)
        watch_caps_lock(self._form.add("password", _("Password"), self.password), self.password)
        self.password.returnPressed.connect(self.sign_in)
        self.reset_form.finished.connect(self.reset)
        self._sign_in_step, self._reset_step = standing(self._form), standing(self.reset_form)
        self._make_buttons()
        self._wait.changed.connect(self._fit)
        self.name.textEdited.connect(self._wait.end)  # another one's tries are counted apart
        self.resize_to(*_SIZE)
        self.ask_password()

    def ask_password(self) -> None:
        """The usual way."""
        self._wait.end()
        self.show_step(self._sign_in_step, _("Sign in"), _("Registry: {folder}").format(folder=self.folder))
        self.set_buttons([self._forgot, self._other], [self._sign_in])
        (self.password if self.name.text() else self.name).setFocus()

    def ask_code(self) -> None:
        """The way for a forgotten password."""
        self._wait.end()
        self.show_step(
            self._reset_step,
            _("A new password"),
            _("The recovery code stands on the sheet that was printed when the registry was made."),
        )
        self.set_buttons([self._back], [self._reset])
        self.reset_form.user.setText(self.name.text())
        (self.reset_form.code if self.name.text() else self.reset_form.user).setFocus()

    def sign_in(self) -> None:
        """Try the name and the password."""
        name, password, folder = self.name.text(), self.password.text(), self.folder
        if self._wait.running:
            return
        if not name.strip():
            self._form.show_error("name", _("Enter your user name."))
            return
        self._form.clear_errors()
        self.run(opened_in_worker(lambda: open_registry(folder, name, password)), self._opened)

    def reset(self) -> None:
        """Set the new password by the recovery code."""
        form, folder = self.reset_form, self.folder
        if self._wait.running or not form.complete():
            return
        user, code, password = form.user.text(), form.code.text(), form.password.text()

        def work(_progress: object) -> tuple[Registry, str]:
            registry, new_code = reset_password(folder, user, code, password)
            registry.close()
            return registry, new_code

        self.run(work, self._was_reset)

    def show_problem(self, problem: UserError) -> None:
        """Say it beneath its field where it has one; the password that was wrong can be typed over."""
        field = getattr(problem, "field", "")
        if self.steps.currentWidget() is self._reset_step and self.reset_form.show_error(field, str(problem)):
            return
        super().show_problem(problem)
        if isinstance(problem, DamagedRegistryError):
            self.rescue()
        self._wait.begin(seconds_of(problem))
        if isinstance(problem, NotAllowedError) and self.steps.currentWidget() is self._sign_in_step:
            self.password.setFocus()
            self.password.selectAll()

    def rescue(self) -> RescueDialog:
        """Say what can be done about a damaged registry, and go on with what came of it."""
        resetting = self.steps.currentWidget() is self._reset_step
        user = (self.reset_form.user if resetting else self.name).text()
        secret = (self.reset_form.code if resetting else self.password).text()
        dialog = RescueDialog(self.folder, user, secret)
        dialog.setParent(self, dialog.windowFlags())
        dialog.accepted.connect(lambda: self._rescued(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _rescued(self, dialog: RescueDialog) -> None:
        self.registry = dialog.registry
        self.go_to(dialog.folder)

    def reject(self) -> None:
        """Close; but while the new code is shown only once it is safe, for it is never shown again."""
        if self.steps.currentWidget() is self.panel:
            self.panel.remind()
        else:
            super().reject()

    def _fit(self) -> None:
        self._sign_in.setEnabled(not self._wait.running)
        self._reset.setEnabled(not self._wait.running)

    def _opened(self, registry: Registry) -> None:
        self.take(registry)
        self.accept()

    def _was_reset(self, result: tuple[Registry, str]) -> None:
        registry, code = result
        self.take(registry)
        today = registry.today()
        self.panel.show_code(code, ward_on(today).name, self.folder, today)
        self.show_step(
            self.panel,
            _("The new recovery code"),
            _("The password is set. The code you used no longer works."),
        )
        self.set_buttons([], [self._go_on])
        self._go_on.setEnabled(False)

    def _ask_other(self) -> None:
        folder = self.ask_folder(_("The folder of the registry"))
        if folder is not None:
            self.go_to(folder)

    def _make_buttons(self) -> None:
        self._sign_in = button(_("Sign in"), self.sign_in, kind="primary")
        self._forgot = button(_("Forgot the password?"), self.ask_code, kind="quiet")
        self._other = button(_("Another registry…"), self._ask_other, kind="quiet")
        self._back = button(_("Back"), self.ask_password)
        self._reset = button(_("Set the password"), self.reset, kind="primary")
        self._go_on = button(_("Go on"), self.accept, kind="primary")
        self.panel.kept.connect(self._go_on.setEnabled)
