"""The weekly check of the registry beside the desk, in the thread of the backups."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from firereg.domain.dates import format_date
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import weekly_check
from firereg.services.backup_files import local
from firereg.services.registry import Registry
from firereg.services.weekly_check import Checked
from firereg.ui.backup_keeper import BackupKeeper
from firereg.ui.jobs import Progress

_AGAIN = timedelta(hours=1)


class CheckKeeper(QObject):
    """`checked` comes with what a check found, `failed` with what stood against it."""

    checked = Signal(object)
    failed = Signal(str)

    def __init__(self, registry: Registry, backups: BackupKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registry, self._backups = registry, backups
        self._tried: datetime | None = None
        self.running = False
        self.last = weekly_check.last(registry)
        backups.looked.connect(self.look)

    def look(self) -> None:
        """Check where a week has passed; once an hour at most, also where the clock was set back."""
        now, tried = self._registry.clock(), self._tried
        waits = tried is not None and timedelta(0) <= now - tried < _AGAIN
        if not self.running and not waits and self._is_due():
            self.run()

    def run(self) -> None:
        """Check now."""
        registry = self._registry

        def work(progress: Progress) -> Checked:
            with registry.other_thread():
                return weekly_check.run(registry, lambda: progress(0, 0))

        self.running, self._tried = True, registry.clock()
        self._backups.beside(work, self._done, self._stopped)

    def sentence(self) -> str:
        """One line: when it was checked last, and whether it was sound."""
        if self.last is None:
            return _("Not checked yet")
        day = format_date(local(self.last.at).date())
        if not self.last.problems:
            return _("Checked {day}: sound").format(day=day)
        return _("Checked {day}: {n} problems").format(day=day, n=sum(self.last.problems.values()))

    def notes(self) -> list[str]:
        """What is no problem of the registry but may become one."""
        return weekly_check.notes(self._registry)

    def _is_due(self) -> bool:
        return not self._registry.database.damaged and weekly_check.is_due(self._registry)

    def _done(self, checked: Checked) -> None:
        self.running, self.last = False, checked
        self.checked.emit(checked)
        self._backups.changed.emit()  # the thread is free again

    def _stopped(self, error: Exception) -> None:
        self.running = False
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(str(error))
