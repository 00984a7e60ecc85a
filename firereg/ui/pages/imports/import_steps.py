"""Bringing any kind of list in, in four steps on one page: the file, its columns, the preview, what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout

from firereg.domain.roles import Right
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import backups, imports
from firereg.services.backup_files import Reason
from firereg.services.imports import Batch, ListKind
from firereg.ui.desk import Desk
from firereg.ui.jobs import Job, Progress
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.pages.imports.import_columns import ColumnsTable
from firereg.ui.pages.imports.import_done import DoneStep
from firereg.ui.pages.imports.import_file import FileStep
from firereg.ui.pages.imports.import_lines import LinesPreview
from firereg.ui.theme import restyle
from firereg.ui.widgets.parts import InlineMessage, button, label

FILE, COLUMNS, PREVIEW, DONE = range(4)
_KINDS = "*.xlsx *.xls *.ods *.csv *.txt"


@dataclass(frozen=True)
class HandedOut:
    """A workbook to fill in, or one filled in to try the import with: how it is made, and its usual file name."""

    make: Callable[[], bytes]
    file_name: str


class ImportSteps(DeskPage):
    """`open_file` begins with a file, as dropping one does. A subclass says what kind of list it is.

    `look`, `plan` and `apply` are what the work behind each step is; they give back what the worker is to do.
    """

    right = Right.RECORD
    kinds: frozenset[ListKind]
    columns: ColumnsTable
    preview: LinesPreview

    def __init__(
        self,
        desk: Desk,
        title: str,
        *,
        columns: ColumnsTable,
        preview: LinesPreview,
        file: FileStep,
        done: DoneStep,
    ) -> None:
        super().__init__(desk)
        self._title = title
        self.file, self.columns, self.preview, self.done = file, columns, preview, done
        self.message = InlineMessage()
        self.steps = QStackedWidget()
        self._marks: list[QLabel] = []
        self._about = label("", "muted")
        self._path: Path | None = None
        self._job: Job | None = None
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stop_button = button(_("Stop"), self._stop, "x")
        self.back_button = button(_("Back"), self.go_back, "arrow-left", "quiet")
        self.next_button = button("", self.go_on, kind="primary")
        self._why_not = label("", "muted", wrap=True)
        self.action(_("Choose a file"), "folder-open", "Ctrl+O", self._choose)
        go_on = self.action(_("Continue"), "arrow-right", "Ctrl+Return", self.go_on)
        go_on.setShortcuts([QKeySequence(key) for key in ("Ctrl+Return", "Ctrl+Enter")])
        self._build()
        self._connect()
        self._show_step(FILE)
        self.setFocusProxy(self.file.card.choose)

    def look(self, path: Path) -> Any:
        """The sheets of a file that hold such a list, as `show_looks` takes them."""
        raise NotImplementedError

    def show_looks(self, looks: Any) -> None:
        """Show in the second step what was found."""
        raise NotImplementedError

    def plan(self, path: Path) -> Callable[[Progress], Any]:
        """The work that plans the import as the second step says, for the worker."""
        raise NotImplementedError

    def apply(self) -> Callable[[Progress], int | None]:
        """The work that carries out what the third step shows, for the worker."""
        raise NotImplementedError

    def template(self) -> HandedOut:
        """The workbook to fill in."""
        raise NotImplementedError

    def sample(self) -> HandedOut:
        """One that is filled in, to try the import with."""
        raise NotImplementedError

    def refresh(self) -> None:
        """List the imports of the past again."""
        self.file.show_batches([one for one in imports.batches() if one.kind in self.kinds])

    def show_target(self, target: Any) -> None:
        """Begin with this file."""
        if isinstance(target, Path):
            self.open_file(target)

    def open_file(self, path: Path) -> None:
        """Look into a file, then show its columns."""
        if self._job is None:
            self._work(lambda _progress: self.look(path), lambda looks: self._show_columns(path, looks))

    def go_on(self) -> None:
        """The next step, where this one allows it."""
        if self._job is not None or not self.next_button.isEnabled():
            return
        if self.steps.currentIndex() == COLUMNS:
            assert self._path is not None
            self._work(self.plan(self._path), self._show_plan)
        elif self.steps.currentIndex() == PREVIEW:
            self._work(self._after_a_backup(self.apply()), self._show_done)

    def go_back(self) -> None:
        """The step before; what was chosen stays."""
        if self._job is None and self.steps.currentIndex() in (COLUMNS, PREVIEW):
            self.message.clear()
            self._show_step(self.steps.currentIndex() - 1)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back after an import begins with the next one."""
        super().hideEvent(event)
        if not event.spontaneous() and self._job is None and self.steps.currentIndex() == DONE:
            self._show_step(FILE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes a step back, or stops what is under way."""
        if event.key() == Qt.Key.Key_Escape and self._job is not None:
            self._stop()
        elif event.key() == Qt.Key.Key_Escape and self.steps.currentIndex() in (COLUMNS, PREVIEW):
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        last = str(self.desk.settings.value("last_folder", str(Path.home())))
        chosen, _kind = QFileDialog.getOpenFileName(
            self.desk.window, _("Choose the list"), last, _("Lists ({kinds})").format(kinds=_KINDS)
        )
        if chosen:
            self.desk.settings.setValue("last_folder", str(Path(chosen).parent))
            self.open_file(Path(chosen))

    def _save_template(self) -> None:
        out = self.template()
        self.desk.save_file(out.make, _("Save a workbook to fill in"), out.file_name, "Excel (*.xlsx)")

    def _save_sample(self) -> None:
        out = self.sample()
        self.desk.save_file(out.make, _("Save a sample list"), out.file_name, "Excel (*.xlsx)")

    def _show_columns(self, path: Path, looks: Any) -> None:
        self._path = path
        self.show_looks(looks)
        self._show_step(COLUMNS)
        self.columns.boxes[0].setFocus()

    def _show_plan(self, plan: Any) -> None:
        self.preview.show_plan(plan)
        self._show_step(PREVIEW)
        self.preview.table.setFocus()

    def _show_done(self, batch_id: int | None) -> None:
        batch = next((one for one in imports.batches() if one.id == batch_id), None)
        if batch is None:
            self.message.say("info", _("The register has all of it already. Nothing was written."))
            return
        self._tell_of(batch)
        self.desk.wrote(
            _("{file} is in the register.").format(file=batch.file_name), lambda: self._take_back(batch.id)
        )

    def _take_back(self, batch_id: int) -> None:
        if self._job is None:
            registry = self.desk.registry
            undo = self._after_a_backup(lambda _progress: imports.undo(registry, batch_id), Reason.BULK)
            self._work(undo, self._taken_back)

    def _taken_back(self, batch: Batch) -> None:
        self._tell_of(batch)
        self.desk.wrote(_("{file} was taken back.").format(file=batch.file_name))

    def _tell_of(self, batch: Batch) -> None:
        self.done.show_batch(batch)
        self._show_step(DONE)
        self.done.show_button.setFocus()

    def _after_a_backup(
        self, act: Callable[[Progress], Any], reason: Reason = Reason.IMPORT
    ) -> Callable[[Progress], Any]:
        def work(progress: Progress) -> Any:
            backups.before(self.desk.registry, reason, progress)
            return act(progress)

        return work

    def _work(self, act: Callable[[Progress], Any], on_done: Callable[[Any], None]) -> None:
        """Do it in the background with a connection of its own; the page waits, and can stop it."""
        self.message.clear()

        def work(progress: Progress) -> Any:
            with self.desk.registry.other_thread():
                return act(progress)

        def done(result: Any) -> None:
            self._rest()
            on_done(result)

        self._job = self.desk.jobs.run(work, done, self._failed, self._show_progress, self._stopped)
        self.progress.setRange(0, 0)
        self._tell_state()

    def _rest(self) -> None:
        self._job = None
        self._tell_state()

    def _failed(self, problem: Exception) -> None:
        self._rest()
        if not isinstance(problem, UserError):
            raise problem
        self.message.say("error", str(problem))
        if not self.isVisible():
            self.desk.say(str(problem))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _stopped(self) -> None:
        self._rest()
        self.message.say("info", _("Stopped. Nothing was written."))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        for number, mark in enumerate(self._marks):
            mark.setProperty("role", "accent" if number == step else "")
            restyle(mark)
        self._about.setText(self._path.name if self._path and step != FILE else "")
        self._tell_state()

    def _tell_state(self) -> None:
        step, busy = self.steps.currentIndex(), self._job is not None
        self.steps.setEnabled(not busy)
        for widget in (self.progress, self.stop_button):
            widget.setVisible(busy)
        self.back_button.setVisible(step in (COLUMNS, PREVIEW) and not busy)
        self.next_button.setVisible(step in (COLUMNS, PREVIEW) and not busy)
        problem = (
            self.columns.problem() if step == COLUMNS else self.preview.problem() if step == PREVIEW else ""
        )
        self.next_button.setEnabled(not problem)
        self._why_not.setText(problem if step == PREVIEW else "")
        self._why_not.setVisible(step == PREVIEW and not busy)
        words = _("Import") if step == PREVIEW else _("See what would happen")
        self.next_button.setText(words)
        self.next_button.setToolTip(f"{words} (Ctrl+Enter)")

    def _connect(self) -> None:
        self.file.card.choose.clicked.connect(self._choose)
        self.file.card.template.clicked.connect(lambda: self.desk.attempt(self._save_template))
        self.file.card.sample.clicked.connect(lambda: self.desk.attempt(self._save_sample))
        self.file.file_chosen.connect(self.open_file)
        self.file.taken_back.connect(self._take_back)
        self.columns.changed.connect(self._tell_state)
        self.preview.changed.connect(self._tell_state)
        self.done.taken_back.connect(self._take_back)
        self.done.again.connect(lambda: self._show_step(FILE))
        self.done.show_list.connect(lambda: self.desk.go(self.stands_under))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self._title, "title"))
        head.addSpacing(16)
        for number, words in enumerate((_("File"), _("Columns"), _("Preview"), _("Done")), start=1):
            mark = label(f"{number}  {words}", "badge")
            self._marks.append(mark)
            head.addWidget(mark)
        head.addStretch(1)
        head.addWidget(self._about)
        for step in (self.file, self.columns, self.preview, self.done):
            self.steps.addWidget(step)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.back_button)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self._why_not, 1)
        foot.addStretch(0)
        foot.addWidget(self.stop_button)
        foot.addWidget(self.next_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        lines.addLayout(head)
        lines.addWidget(self.message)
        lines.addWidget(self.steps, 1)
        lines.addLayout(foot)
