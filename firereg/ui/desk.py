"""What a page may ask of the window it stands in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from firereg.errors import UserError
from firereg.i18n import _
from firereg.services.registry import Registry
from firereg.ui.jobs import JobRunner


class Desk(QObject):
    """The registry and the worker that all pages share, and the few things pages ask of the window.

    After something was written a page calls `wrote`; whatever is on screen then fetches its rows again. A page
    that is not on screen fetches when it is shown next, so nobody keeps a list of who shows what.
    """

    written = Signal()
    said = Signal(str, str, object)
    wanted = Signal(str, object)

    def __init__(self, registry: Registry, settings: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.registry = registry
        self.settings = settings
        self.window = parent
        self.jobs = JobRunner(self)

    def wrote(self, sentence: str, on_undo: Callable[[], object] | None = None) -> None:
        """Tell what was done, offer to take it back, and have everybody look again."""
        self.say(sentence, _("Undo") if on_undo else "", on_undo)
        self.written.emit()

    def say(self, sentence: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """A passing notice at the foot of the window, with one button if `action` names it."""
        self.said.emit(sentence, action, on_action)

    def go(self, page: str, target: object = None) -> None:
        """Show another page; `target` is what it should show, such as the id of a row."""
        self.wanted.emit(page, target)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do `act`; a known problem is said at the foot of the window. Whether it worked."""
        try:
            act()
        except UserError as problem:
            self.say(str(problem))
            return False
        return True

    def ask_where_to_save(self, title: str, name: str, kind: str) -> Path | None:
        """The path a person chose for a new file, None where they thought better of it."""
        last = str(self.settings.value("last_folder", str(Path.home())))
        chosen, _filter = QFileDialog.getSaveFileName(self.window, title, str(Path(last) / name), kind)
        if not chosen:
            return None
        self.settings.setValue("last_folder", str(Path(chosen).parent))
        return Path(chosen)
