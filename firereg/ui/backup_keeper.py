"""The backups nobody has to think of: one a day, a copy in a second place, and how it stands with them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from firereg.domain.dates import format_date
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import backups
from firereg.services.backup_files import BackupRow, Reason, local
from firereg.services.registry import Registry
from firereg.ui.jobs import Job, JobRunner, Progress, Work
from firereg.ui.preferences import Preferences

_FIRST_LOOK, _EACH_LOOK = 3_000, 60_000  # milliseconds
_AFTER_A_PROBLEM = timedelta(hours=1)
_MISSED = timedelta(days=7)


class BackupKeeper(QObject):
    """Works beside the desk with a thread of its own, so that no list waits for a backup. Call `close` at the end.

    `changed` comes when a backup was made or copied, `failed` with a sentence when that was not possible, and
    `progressed` with (done, total) meanwhile. `looked` comes each minute, for what else is done beside the desk.
    """

    changed = Signal()
    looked = Signal()
    failed = Signal(str)
    progressed = Signal(int, int)

    def __init__(self, registry: Registry, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registry, self._preferences = registry, preferences
        self._jobs = JobRunner(self)
        self._failed_at: datetime | None = None
        self._timer = QTimer(self, interval=_EACH_LOOK)
        self._timer.timeout.connect(self.look)

    @property
    def busy(self) -> bool:
        """Whether a backup is under way."""
        return self._jobs.busy

    def begin(self) -> None:
        """Look soon, and now and then from now on."""
        self._timer.start()
        QTimer.singleShot(_FIRST_LOOK, self, self.look)

    def look(self) -> None:
        """Make the backup of the day where there is none, and copy the newest where the second place is there."""
        if not self.busy and not self._waits():
            self._run(Reason.DAILY)
        self.looked.emit()

    def beside(
        self, work: Work, on_done: Callable[[Any], None], on_error: Callable[[Exception], None]
    ) -> Job:
        """Do other work in the same thread, after what is under way."""
        return self._jobs.run(work, on_done, on_error)

    def make(self, target: Path | None = None) -> None:
        """A backup now, in the file `target` or among the others."""
        self._run(Reason.ASKED, target)

    def before_quit(self) -> Job:
        """A backup of what was changed, and its copy; `changed` comes at the end."""
        return self._run(Reason.QUIT)

    def close(self) -> None:
        """Stop what is under way; it leaves nothing behind."""
        self._timer.stop()
        self._jobs.close()

    def sentence(self) -> str:
        """When the last good backup was made, and that the second place was missed for a week."""
        last = backups.last_good(self._registry)
        words = (
            _("No backup yet") if last is None else _("Last good backup: {when}").format(when=self.when(last))
        )
        place, seen = self._preferences.second_place, self._preferences.second_place_seen
        today = self._registry.today()
        # One that was seen tomorrow was so by a clock that was wrong.
        if place is None or (seen is not None and timedelta(0) <= today - seen < _MISSED):
            return words
        missing = (
            _("no copy in {place} yet").format(place=place)
            if seen is None
            else _("no copy in {place} since {day}").format(place=place, day=format_date(seen))
        )
        return f"{words}, {missing}"

    def when(self, row: BackupRow) -> str:
        """The moment of a backup, from today's point of view."""
        at, today = local(row.at), self._registry.today()
        if at.date() == today:
            return _("today at {time}").format(time=f"{at:%H:%M}")
        if at.date() == today - timedelta(days=1):
            return _("yesterday at {time}").format(time=f"{at:%H:%M}")
        return f"{format_date(at.date())} {at:%H:%M}"

    def _waits(self) -> bool:
        """Whether something stood against a backup not long ago, nor in a future that the clock has left."""
        now, failed = self._registry.clock(), self._failed_at
        return failed is not None and timedelta(0) <= now - failed < _AFTER_A_PROBLEM

    def _run(self, reason: Reason, target: Path | None = None) -> Job:
        registry, place = self._registry, self._preferences.second_place

        def work(progress: Progress) -> date | None:
            with registry.other_thread():
                if reason is Reason.DAILY:
                    backups.daily(registry, progress)
                elif reason is Reason.QUIT:
                    backups.before(registry, reason, progress)
                else:
                    backups.make(registry, target, reason, progress)
                if place is None or not place.is_dir():
                    return None
                backups.copy_to(registry, place, progress)
            return registry.today()

        return self._jobs.run(work, self._done, self._failed, self.progressed.emit)

    def _done(self, copied_on: date | None) -> None:
        if copied_on is not None:
            self._preferences.second_place_seen = copied_on
        self.changed.emit()

    def _failed(self, problem: Exception) -> None:
        self._failed_at = self._registry.clock()
        if not isinstance(problem, UserError):
            raise problem
        self.failed.emit(str(problem))
        self.changed.emit()
