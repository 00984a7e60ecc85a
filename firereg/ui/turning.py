"""Undo and redo in the window: a small change at once, a large one by the worker, after a backup as an import has."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from firereg.domain.labels import action_label
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import backups, history
from firereg.services.backup_files import Reason
from firereg.services.history import ChangeRow
from firereg.services.registry import Registry
from firereg.ui.dialogs.under_way import UnderWay
from firereg.ui.jobs import Progress

if TYPE_CHECKING:
    from firereg.ui.desk import Desk

Turn = Callable[[Progress], object]


class Turning(QObject):
    """Takes changes back and makes them again, one at a time.

    While a large one is under way the window waits behind a dialog: the worker writes, and whoever saved something
    beside it would wait for the file with a dead window.
    """

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.dialog: UnderWay | None = None  # while a large one is under way

    def undo(self) -> None:
        """Take the user's last change back."""
        self._desk.attempt(lambda: self._next(history.undoable, self.take_back))

    def redo(self) -> None:
        """Make the change again that the user took back last."""
        self._desk.attempt(lambda: self._next(history.redoable, self._make_again))

    def take_back(self, change: ChangeRow) -> None:
        """Take that change back, if nothing else is under way; a known problem is said."""
        registry = self._desk.registry
        self._turn(
            change,
            lambda progress: history.take_back(registry, change.id, progress),
            _("Taking back: {what}"),
            _("Taken back: {what}"),
        )

    def _make_again(self, change: ChangeRow) -> None:
        registry = self._desk.registry
        self._turn(
            change,
            lambda progress: history.redo(registry, progress),
            _("Doing again: {what}"),
            _("Done again: {what}"),
        )

    def _next(self, find: Callable[[Registry], ChangeRow | None], act: Callable[[ChangeRow], None]) -> None:
        change = find(self._desk.registry)
        if change is None:
            self._desk.say(_("There is nothing to take back or to do again."))
        else:
            act(change)

    def _turn(self, change: ChangeRow, turn: Turn, under_way: str, done: str) -> None:
        if self.dialog is not None:
            return
        what = f"{action_label(change.action)} – {change.subject}"
        if history.size(change) > backups.MANY:
            self._turn_large(turn, under_way.format(what=what), done.format(what=what))
        elif self._desk.attempt(lambda: turn(lambda _done, _total: None)):
            self._desk.wrote(done.format(what=what))

    def _turn_large(self, turn: Turn, under_way: str, sentence: str) -> None:
        registry = self._desk.registry

        def work(progress: Progress) -> None:
            with registry.other_thread():
                backups.before(registry, Reason.BULK, progress)
                turn(progress)

        def done(_nothing: object) -> None:
            self._end()
            self._desk.wrote(sentence)

        def failed(problem: Exception) -> None:
            self._end()
            if not isinstance(problem, UserError):
                raise problem
            self._desk.tell(problem)

        def stopped() -> None:
            self._end()
            self._desk.say(_("Stopped. Nothing was written."))

        about = _("It is a large change, so a backup is made first. What you are entering stays as it is.")
        self.dialog = dialog = UnderWay(self._desk.window, under_way, about)
        job = self._desk.jobs.run(work, done, failed, dialog.show_progress, stopped)
        dialog.stop_wanted.connect(job.cancel)
        dialog.begin()

    def _end(self) -> None:
        if self.dialog is not None:
            self.dialog.end()
            self.dialog = None
