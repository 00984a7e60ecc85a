"""The first start: from nothing to an open registry. Until its last step nothing counts as made."""

from datetime import date
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from firereg.errors import BadInputError, UserError
from firereg.i18n import _
from firereg.services import opening, setup
from firereg.services.registry import Registry
from firereg.ui.dialogs.recovery_code import RecoveryCodePanel
from firereg.ui.dialogs.restore import RestoreDialog, ask_backup
from firereg.ui.dialogs.steps import StartDialog, standing
from firereg.ui.dialogs.user_form import UserForm
from firereg.ui.dialogs.ward_step import WardStep
from firereg.ui.dialogs.welcome import Welcome
from firereg.ui.jobs import Cancelled, Job, JobRunner, Progress
from firereg.ui.widgets.parts import button, label

_SIZE = (960, 640)


class FirstRunDialog(StartDialog):
    """Accepted with `registry` open, or with another `folder` to go on with.

    The worker that makes the registry waits with it half open until the clerk has the recovery code, so whatever
    ends the dialog earlier (Escape, an error, a full disk) leaves the folder as it was.
    """

    _code_made = Signal(str)
    _said = Signal(str)

    def __init__(self, folder: Path, jobs: JobRunner) -> None:
        super().__init__(folder, jobs)
        self._maker = JobRunner(self)
        self._answer: SimpleQueue[bool] = SimpleQueue()
        self._job: Job | None = None
        self.welcome, self.ward, self.user = Welcome(), WardStep(jobs), UserForm()
        self.panel = RecoveryCodePanel(jobs)
        self._saying = label("", wrap=True)
        self._user_step, self._demo_step = standing(self.user), self._make_demo_step()
        self._make_buttons()
        self._connect()
        self.resize_to(*_SIZE)
        self.begin()

    def begin(self) -> None:
        """The ways to begin."""
        self.show_step(
            self.welcome,
            _("Welcome"),
            _("firereg keeps the fire extinguishers and the support of the ward, on this computer alone."),
        )
        self.set_buttons([], [self._close])

    def ask_ward(self) -> None:
        """Step 1."""
        self.show_step(self.ward, _("1 of 3: the ward"), _("All of this can be changed later, in Settings."))
        self.set_buttons([self._to_welcome, self._place], [self._to_user])
        self._place.setText(_("In {folder}").format(folder=_short(self.folder)))
        self._place.setToolTip(str(self.folder))
        self.ward.name.setFocus()

    def ask_user(self) -> None:
        """Step 2, once step 1 is complete."""
        if self.ward.complete():
            self.show_step(
                self._user_step,
                _("2 of 3: who signs in"),
                _("This user may do everything."),
            )
            self.set_buttons([self._to_ward], [self._make])
            self.user.full_name.setFocus()

    def make(self) -> None:
        """Make the registry; step 3 follows when its code is there."""
        if not self.user.complete():
            return
        user, folder = self.user.first_user(), self.folder
        profiles, groups = self.ward.profiles(), self.ward.group_drafts()

        def hand_over(code: str) -> None:
            self._code_made.emit(code)
            if not self._answer.get():
                raise Cancelled

        def work(_progress: object) -> Registry:
            made, _code = setup.new_registry(folder, user, profiles, groups, hand_over_code=hand_over)
            made.close()
            return made

        self.run(work, self._made, self._maker)

    def make_demo(self, folder: Path) -> None:
        """Build the demo ward in `folder` and sign in to it."""
        self.show_step(self._demo_step, _("The demo ward"), str(folder))
        self.set_buttons([], [self._stop])
        self._stop.setEnabled(True)

        def work(progress: Progress) -> Registry:
            from firereg.services import demo

            def say(sentence: str) -> None:
                progress(0, 0)
                self._said.emit(sentence)

            demo.demo_day(folder, say=say)
            opened = opening.open_registry(folder / "registry", demo.USER, demo.PASSWORD)
            opened.close()
            return opened

        self._job = self._maker.run(work, self._made, self._demo_failed, on_cancel=self.begin)

    def show_problem(self, problem: UserError) -> None:
        """Say it beneath its field, on the step that has it."""
        field = problem.field if isinstance(problem, BadInputError) else ""
        if field in self.ward.form.rows:
            self.ask_ward()
            self.ward.form.show_error(field, str(problem))
        elif not self.user.show_error(field, str(problem)):
            super().show_problem(problem)

    def reject(self) -> None:
        """Close; a registry that waits for its code to be kept is taken back first."""
        if self.steps.currentWidget() is self.panel:
            self._answer.put(False)
            self._waiting = False
        elif self.steps.currentWidget() is self._demo_step:
            self._cancel_demo()
            return
        super().reject()

    def done(self, result: int) -> None:
        """End, with nothing left under way."""
        self._maker.close()
        super().done(result)

    def _show_code(self, code: str) -> None:
        profile = self.ward.profiles()[-1]
        self._set_waiting(False)
        self.panel.show_code(code, profile.name, self.folder, date.today())
        self.show_step(self.panel, _("3 of 3: the recovery code"))
        self.set_buttons([], [self._finish])
        self._finish.setEnabled(False)

    def _made(self, registry: Registry) -> None:
        self.folder = registry.folder
        self.take(registry)
        self.accept()

    def _finish_now(self) -> None:
        self._finish.setEnabled(False)
        self._answer.put(True)

    def _demo_failed(self, error: Exception) -> None:
        self.begin()
        self._failed(error)

    def _cancel_demo(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._stop.setEnabled(False)

    def _ask_other(self) -> None:
        folder = self.ask_folder(_("The folder of the registry"))
        if folder is None:
            return
        if opening.exists(folder):
            self.go_to(folder)
        else:
            self.message.say("warning", _("There is no registry in {folder}.").format(folder=folder))

    def _ask_backup(self) -> None:
        file = ask_backup(self, Path.home())
        if file is None:
            return
        dialog = RestoreDialog(file, self.folder)
        dialog.setParent(self, dialog.windowFlags())
        if dialog.exec():
            self.go_to(dialog.folder)
        dialog.deleteLater()

    def _ask_place(self) -> None:
        folder = self.ask_folder(_("The folder for the new registry"))
        if folder is not None:
            self.folder = _room_in(folder, "firereg")
            self.ask_ward()

    def _ask_demo(self) -> None:
        folder = self.ask_folder(_("The folder for the demo ward"))
        if folder is not None:
            self.make_demo(_room_in(folder, "firereg-demo"))

    def _connect(self) -> None:
        self._code_made.connect(self._show_code)
        self._said.connect(self._saying.setText)
        self.welcome.new_wanted.connect(self.ask_ward)
        self.welcome.other_wanted.connect(self._ask_other)
        self.welcome.restore_wanted.connect(self._ask_backup)
        self.welcome.demo_wanted.connect(self._ask_demo)
        self.user.finished.connect(self.make)
        self.panel.kept.connect(self._finish.setEnabled)

    def _make_demo_step(self) -> QWidget:
        step = QWidget()
        bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        lines = QVBoxLayout(step)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addWidget(self._saying)
        lines.addWidget(bar)
        lines.addStretch(1)
        return step

    def _make_buttons(self) -> None:
        self._close = button(_("Close"), self.reject, kind="quiet")
        self._to_welcome = button(_("Back"), self.begin)
        self._place = button("", self._ask_place, "folder-open", "quiet")
        self._to_user = button(_("Next"), self.ask_user, kind="primary")
        self._to_ward = button(_("Back"), self.ask_ward)
        self._make = button(_("Next"), self.make, kind="primary")
        self._finish = button(_("Finish"), self._finish_now, kind="primary")
        self._stop = button(_("Stop"), self._cancel_demo)


def _room_in(folder: Path, name: str) -> Path:
    """An empty folder as it is; inside any other a folder of its own, so that nothing is spilled among files."""
    return folder if not any(folder.iterdir()) else folder / name


def _short(folder: Path) -> str:
    """The end of a path, for a button."""
    return str(Path(*folder.parts[-2:]))
