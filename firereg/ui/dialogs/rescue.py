"""A damaged registry: what happened, what can be saved of it, and the newest good backup."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from firereg.domain.dates import format_date
from firereg.domain.money import format_dong
from firereg.errors import BadInputError, NotAllowedError, UserError
from firereg.i18n import _
from firereg.services.backup_files import BackupRow, local, row_of
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.services.rescued import LIST, Rescued, summary
from firereg.services.rescuing import newest_good_backup, rescue
from firereg.services.restoring import restore
from firereg.ui.dialogs.restore import ask_backup
from firereg.ui.dialogs.steps import StartDialog, opened_in_worker, scrolled, standing, watch_caps_lock
from firereg.ui.dialogs.welcome import Way
from firereg.ui.jobs import Job, JobRunner, Progress
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.parts import button, label
from firereg.ui.widgets.password import PasswordEdit

_SIZE = (680, 480)
_COUNTED = ("household", "extinguisher", "handover")


class RescueDialog(StartDialog):
    """Accepted with the new `registry` open, or with its `folder` where somebody has to sign in there first."""

    def __init__(self, folder: Path, user: str = "", secret: str = "") -> None:
        super().__init__(folder, JobRunner())
        self._damaged = folder
        self._backup: BackupRow | None = None
        self._begin: Callable[[], None] = self.save
        self._job: Job | None = None
        self._idle_buttons: tuple[QWidget, ...] = ()
        self._ways = QWidget()
        self.saving = Way("wrench", _("Save what can be saved"), _save_words())
        self.restoring = Way("history", _("Restore the newest good backup"), _("Looking for it…"))
        self.restoring.setEnabled(False)
        self.into, self.user, self.secret = QLineEdit(), QLineEdit(user), PasswordEdit()
        self.secret.setText(secret)
        self.form, self.bar = Form(), QProgressBar(textVisible=False)
        self._build()
        self.show_what_happened()
        self.resize_to(*_SIZE)
        self._jobs.run(lambda progress: newest_good_backup(folder, progress), self._found, self._found_none)

    def show_what_happened(self) -> None:
        """The first page: what happened, and the two ways on."""
        self.show_step(
            self._ways,
            _("The registry is damaged"),
            _(
                "Part of its file cannot be read: a disk or a stick that fails, or another program that wrote into it. "
                "firereg has not written anything to it since, and leaves it as it is. There are two ways on; each "
                "makes a new registry in another folder."
            ),
        )
        self.set_buttons(
            [button(_("Another backup…"), self._ask_backup, "file-text", "quiet")],
            [button(_("Close"), self.reject)],
        )
        self.saving.setFocus()

    def ask(self, begin: Callable[[], None], title: str, name: str) -> None:
        """The second page: where to, and who."""
        self._begin = begin
        self.into.setText(str(_free(self._damaged.parent / name)))
        self.form.clear_errors()
        self.show_step(self._form_step, title, _("The damaged registry and its backups stay as they are."))
        back, go_on = button(_("Back"), self.show_what_happened), button(title, begin, kind="primary")
        self._idle_buttons = (back, go_on)
        self.set_buttons([back], [button(_("Cancel"), self.reject), go_on])
        (self.secret if self.user.text() else self.user).setFocus()

    def save(self) -> None:
        """Save what can be saved."""
        damaged = self._damaged
        self._start(
            lambda into, user, secret, progress: rescue(damaged, into, user, secret, progress=progress)
        )

    def restore(self) -> None:
        """Restore the backup."""
        if self._backup is not None:
            file = self._backup.path
            self._start(
                lambda into, user, secret, progress: restore(file, into, user, secret, progress=progress)
            )

    def show_problem(self, problem: UserError) -> None:
        """Say it beneath its field where it has one."""
        field = problem.field if isinstance(problem, BadInputError) else ""
        if isinstance(problem, NotAllowedError):
            field = "secret"
            self.secret.selectAll()
        if not self.form.show_error(field, str(problem)):
            super().show_problem(problem)

    def reject(self) -> None:
        """Close; what is under way is stopped first and leaves nothing behind."""
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """End, with nothing left under way."""
        self._jobs.close()
        super().done(result)

    def _start(self, work: Callable[[Path, str, str, Progress], Rescued | BackupRow]) -> None:
        self.form.clear_errors()
        for key, field, missing in (
            ("into", self.into, _("Choose the new folder.")),
            ("user", self.user, _("Enter your user name.")),
        ):
            if not field.text().strip():
                self.form.show_error(key, missing)
                return
        into, user = Path(self.into.text()).expanduser().absolute(), self.user.text()
        secret = self.secret.text()
        self.message.clear()
        self._set_busy(busy=True)
        self._job = self._jobs.run(
            lambda progress: work(into, user, secret, progress),
            self._made,
            self._stopped,
            self._show_progress,
            self._cancelled,
        )

    def _go_on(self) -> None:
        if self._job is None:
            self._begin()

    def _made(self, made: Rescued | BackupRow) -> None:
        self._set_busy(busy=False)
        if isinstance(made, Rescued):
            self._show_rescued(made)
        else:
            self._open(made.path)

    def _stopped(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self._failed(error)

    def _cancelled(self) -> None:
        self._set_busy(busy=False)

    def _show_rescued(self, made: Rescued) -> None:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        for sentence in summary(made)[1:]:
            lines.addWidget(label(sentence, wrap=True))
        lines.addLayout(_comparison(made))
        lines.addStretch(1)
        self.show_step(
            scrolled(page), _("This was saved"), _("The registry is in {folder}.").format(folder=made.folder)
        )
        left = (
            [] if made.whole else [button(_("Open the list"), lambda: _show(made.folder / LIST), "file-text")]
        )
        self.set_buttons(
            left,  # type: ignore[arg-type]
            [button(_("Open the new registry"), lambda: self._open(made.folder), kind="primary")],
        )

    def _open(self, folder: Path) -> None:
        user, secret = self.user.text(), self.secret.text()
        self.folder = folder
        self._jobs.run(
            opened_in_worker(lambda: open_registry(folder, user, secret)), self._opened, self._sign_in_there
        )

    def _opened(self, registry: Registry) -> None:
        self.take(registry)
        self.accept()

    def _sign_in_there(self, error: Exception) -> None:
        """With the recovery code nobody is signed in."""
        if not isinstance(error, UserError):
            raise error
        self.go_to(self.folder)

    def _found(self, row: BackupRow | None) -> None:
        self._backup = row
        words = _("There is no good backup beside the registry. Choose one that lies elsewhere.")
        if row is not None:
            words = _(
                "Of {day} at {time}: {households} households, {extinguishers} extinguishers, {handovers} handovers. "
                "What was entered after that is missing."
            ).format(
                day=format_date(local(row.at).date()),
                time=f"{local(row.at):%H:%M}",
                households=format_dong(row.households),
                extinguishers=format_dong(row.extinguishers),
                handovers=format_dong(row.handovers),
            )
        self.restoring.set_about(words)
        self.restoring.setEnabled(row is not None)

    def _found_none(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._found(None)

    def _ask_backup(self) -> None:
        chosen = ask_backup(self, self._damaged.parent)
        if chosen is not None:
            row = row_of(chosen)
            if row.checked:
                self._found(row)
            else:
                self.message.say("error", _("{name} is damaged or is no backup.").format(name=chosen.name))

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _set_busy(self, *, busy: bool) -> None:
        if not busy:
            self._job = None
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        for one in (self.into, self.user, self.secret, *self._idle_buttons):
            one.setEnabled(not busy)

    def _build(self) -> None:
        lines = QVBoxLayout(self._ways)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        lines.addWidget(self.saving)
        lines.addWidget(self.restoring)
        lines.addStretch(1)
        self.saving.clicked.connect(lambda: self.ask(self.save, _("Save what can be saved"), _("rescued")))
        self.restoring.clicked.connect(lambda: self.ask(self.restore, _("Restore"), _("restored")))
        self.form.add("into", _("New folder"), self.into, _("Where there is nothing yet"))
        self.form.add("user", _("User name"), self.user)
        row = self.form.add("secret", _("Password"), self.secret, _("Or the recovery code"))
        watch_caps_lock(row, self.secret)
        self.form.add_widget(self.bar)
        self.bar.hide()
        self.secret.returnPressed.connect(self._go_on)
        self._form_step = standing(self.form)


def _comparison(made: Rescued) -> QGridLayout:
    """What was saved beside what the backup has, in figures."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(32)
    heads = [_("Households"), _("Extinguishers"), _("Handovers")]
    rows: list[tuple[str, list[int]]] = [(_("Saved"), [made.counts.get(name, 0) for name in _COUNTED])]
    if (old := made.backup) is not None:
        when = f"{format_date(local(old.at).date())} {local(old.at):%H:%M}"
        rows.append(
            (
                _("In the backup of {when}").format(when=when),
                [old.households, old.extinguishers, old.handovers],
            )
        )
    for column, head in enumerate(heads, 1):
        grid.addWidget(label(head, "muted"), 0, column, Qt.AlignmentFlag.AlignRight)
    for line, (name, figures) in enumerate(rows, 1):
        grid.addWidget(label(name), line, 0)
        for column, figure in enumerate(figures, 1):
            grid.addWidget(label(format_dong(figure), "strong"), line, column, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(4, 1)
    return grid


def _save_words() -> str:
    return _(
        "Reads the damaged file row by row. Mostly a few rows are missing afterwards, and all that was entered until "
        "now is kept. What is missing stands in a list."
    )


def _free(folder: Path) -> Path:
    found, number = folder, 2
    while found.exists():
        found, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return found


def _show(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
