"""A registry made again from a backup: the file, a new folder, and a password or the recovery code."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar

from firereg.errors import BadInputError, NotAllowedError, UserError
from firereg.i18n import _
from firereg.services.backup_files import SUFFIX, BackupRow
from firereg.services.restoring import restore
from firereg.ui.dialogs.steps import StartDialog, standing, watch_caps_lock
from firereg.ui.jobs import JobRunner, Progress
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.parts import button
from firereg.ui.widgets.password import PasswordEdit

_SIZE = (640, 480)


def ask_backup(parent, folder: Path) -> Path | None:
    """The backup a person chose, None where they thought better of it."""
    kinds = _("Backups ({kinds})").format(kinds=f"*{SUFFIX}")
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Choose the backup"), str(folder), kinds)
    return Path(chosen) if chosen else None


class RestoreDialog(StartDialog):
    """Accepted with `folder` as the folder of the registry that was made."""

    def __init__(self, file: Path, folder: Path, user: str = "") -> None:
        super().__init__(folder, JobRunner())
        self.file, self.into, self.user = QLineEdit(str(file)), QLineEdit(str(folder)), QLineEdit(user)
        self.secret = PasswordEdit()
        self.bar = QProgressBar(textVisible=False)
        self.form = Form()
        self.form.add("backup", _("Backup"), self.file)
        self.form.add("into", _("New folder"), self.into, _("Where there is nothing yet"))
        self.form.add("user", _("User name"), self.user)
        row = self.form.add(
            "secret", _("Password"), self.secret, _("Of the time of the backup; or the recovery code")
        )
        watch_caps_lock(row, self.secret)
        self.form.add_widget(self.bar)
        self.bar.hide()
        self.secret.returnPressed.connect(self.begin)
        self.show_step(
            standing(self.form),
            _("Restore from a backup"),
            _(
                "Makes the registry again in a new folder. The backup and every other registry stay as they are."
            ),
        )
        self.set_buttons(
            [
                button(_("Another backup…"), self._ask_file, "file-text", "quiet"),
                button(_("Another folder…"), self._ask_into, "folder-open", "quiet"),
            ],
            [button(_("Cancel"), self.reject), button(_("Restore"), self.begin, kind="primary")],
        )
        self.resize_to(*_SIZE)
        (self.secret if user else self.user).setFocus()

    def begin(self) -> None:
        """Restore it, or say what is missing."""
        self.form.clear_errors()
        for key, field, missing in (
            ("into", self.into, _("Choose the new folder.")),
            ("user", self.user, _("Enter your user name.")),
        ):
            if not field.text().strip():
                self.form.show_error(key, missing)
                return
        file, into = Path(self.file.text()), Path(self.into.text()).expanduser().absolute()
        user, secret = self.user.text(), self.secret.text()

        def work(progress: Progress) -> BackupRow:
            return restore(file, into, user, secret, progress=progress)

        self.bar.setRange(0, 0)
        self.bar.show()
        self.run(work, self._restored)

    def show_problem(self, problem: UserError) -> None:
        """Say it beneath its field where it has one."""
        self.bar.hide()
        field = problem.field if isinstance(problem, BadInputError) else ""
        if isinstance(problem, NotAllowedError):
            field = "secret"
            self.secret.selectAll()
        if not self.form.show_error(field, str(problem)):
            super().show_problem(problem)

    def done(self, result: int) -> None:
        """End, with nothing left under way."""
        self._jobs.close()
        super().done(result)

    def _restored(self, made: BackupRow) -> None:
        self.go_to(made.path)

    def _ask_file(self) -> None:
        chosen = ask_backup(self, Path(self.file.text()).parent)
        if chosen is not None:
            self.file.setText(str(chosen))

    def _ask_into(self) -> None:
        chosen = self.ask_folder(_("The folder for the registry"))
        if chosen is not None:
            self.into.setText(str(chosen if not any(chosen.iterdir()) else chosen / "firereg"))
