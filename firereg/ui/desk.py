"""What a page may ask of the window it stands in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from firereg.domain.roles import Right, may
from firereg.errors import DamagedRegistryError, NotAllowedError, UserError
from firereg.exchange.files import save_file
from firereg.i18n import _
from firereg.services.registry import Registry
from firereg.ui import printing
from firereg.ui.backup_keeper import BackupKeeper
from firereg.ui.check_keeper import CheckKeeper
from firereg.ui.jobs import Job, JobRunner, Progress, Work
from firereg.ui.preferences import Preferences
from firereg.ui.print_preview import PrintPreview
from firereg.ui.turning import Turning

Act = Callable[[], object]


class Desk(QObject):
    """The registry and the worker that all pages share, and the few things pages ask of the window.

    After something was written a page calls `wrote`; whatever is on screen then fetches its rows again. A page
    that is not on screen fetches when it is shown next, so nobody keeps a list of who shows what.
    """

    written = Signal()
    said = Signal(str, str, object)
    wanted = Signal(str, object)
    damaged = Signal()  # the registry was found to be: nothing is written any more
    rescue_wanted = Signal()
    sign_in_wanted = Signal()  # by somebody else, or as somebody else
    close_wanted = Signal(object)
    closing = Signal()  # the window goes: what is still to be written is written now

    def __init__(self, registry: Registry, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self.registry = registry
        self.settings = settings
        self.preferences = Preferences(settings)
        self.window = window
        self._role = registry.role  # which everything here was made for
        self.jobs = JobRunner(self)
        registry.database.on_damage = self.damaged.emit  # in whatever thread that was
        self.backups = BackupKeeper(registry, self.preferences, self)
        self.checks = CheckKeeper(registry, self.backups, self)
        self.turning = Turning(self)

    def wrote(self, sentence: str, on_undo: Act | None = None) -> None:
        """Tell what was done, offer to take it back, and have everybody look again."""
        self.say(sentence, _("Undo") if on_undo else "", on_undo)
        self.written.emit()

    def say(self, sentence: str, action: str = "", on_action: Act | None = None) -> None:
        """A passing notice at the foot of the window, with one button if `action` names it."""
        self.said.emit(sentence, action, on_action)

    def may(self, right: Right) -> bool:
        """Whether the user has that right; what they have no right to is not made at all."""
        return may(self._role, right)

    def tell(self, problem: UserError) -> None:
        """Say a known problem, with the way on where the registry is damaged or the account is not what it was."""
        if isinstance(problem, DamagedRegistryError):
            self.say(str(problem), _("What can be done…"), self.rescue_wanted.emit)
        elif isinstance(problem, NotAllowedError) and not self._account_stands():
            self.say(str(problem), _("Sign in again"), self.sign_in_wanted.emit)
        else:
            self.say(str(problem))

    def _account_stands(self) -> bool:
        try:
            self.registry.require(Right.LOOK)
        except NotAllowedError:
            return False
        return self.registry.role is self._role

    def go(self, page: str, target: object = None) -> None:
        """Show another page; `target` is what it should show, such as the id of a row."""
        self.wanted.emit(page, target)

    def close_for(self, act: Callable[[Registry], object]) -> None:
        """Close the window, do `act` while nobody has the registry open, and open the window again."""
        self.close_wanted.emit(act)

    def attempt(self, act: Act) -> bool:
        """Do `act`; a known problem is said at the foot of the window. Whether it worked."""
        try:
            act()
        except UserError as problem:
            self.tell(problem)
            return False
        return True

    def run(self, work: Work, on_done: Callable[[Any], None]) -> Job:
        """Do `work` in the background; a known problem is said at the foot of the window."""
        return self.jobs.run(work, on_done, self._failed)

    def print_now(
        self, make: Callable[[], bytes], title: str, file_name: str, on_done: Act, on_shown: Act | None = None
    ) -> None:
        """Make a PDF in the background and send it to the usual printer, in as many copies as are set.

        Without a printer it is shown instead, to be saved; then `on_shown` is called. `on_done` is called once the
        paper has left.
        """
        printer = next(iter(printing.printer_names()), None)
        if printer is None or not self.preferences.print_directly:
            self.print_pdf(make, title, file_name, on_done)
            if on_shown is not None:
                self.attempt(on_shown)
            return
        copies = self.preferences.copies

        def work(_progress: Progress) -> None:
            with self.registry.other_thread():
                pdf = make()
            printing.print_pdf(pdf, printer, copies)

        def done(_nothing: object) -> None:
            on_done()
            self.say(_("{title} was sent to printer {printer}.").format(title=title, printer=printer))

        self.run(work, done)

    def print_pdf(
        self, make: Callable[[], bytes], title: str, file_name: str, on_done: Act | None = None
    ) -> None:
        """Make a PDF in the background and show it, to be printed or saved; `on_done` once one of them was done."""

        def work(_progress: Progress) -> bytes:
            with self.registry.other_thread():
                return make()

        self.run(work, lambda pdf: self._preview(pdf, title, file_name, on_done))

    def save_file(self, make: Callable[[], bytes], title: str, file_name: str, kind: str) -> None:
        """Ask where, make the bytes in the background, and write the file so that it is whole or not there."""
        path = self.ask_where_to_save(title, file_name, kind)
        if path is None:
            return

        def work(_progress: Progress) -> None:
            with self.registry.other_thread():
                save_file(path, make())

        self.jobs.run(
            work, lambda _nothing: self.say(_("Saved {name}.").format(name=path.name)), self._failed
        )

    def ask_where_to_save(self, title: str, name: str, kind: str) -> Path | None:
        """The path a person chose for a new file, None where they thought better of it."""
        last = str(self.settings.value("last_folder", str(Path.home())))
        chosen, _filter = QFileDialog.getSaveFileName(self.window, title, str(Path(last) / name), kind)
        if not chosen:
            return None
        self.settings.setValue("last_folder", str(Path(chosen).parent))
        return Path(chosen)

    def _preview(self, pdf: bytes, title: str, file_name: str, on_done: Act | None) -> None:
        def left(sentence: str) -> None:
            preview.message.say("success", sentence)
            if on_done is not None:
                self.attempt(on_done)

        def failed(problem: Exception) -> None:
            if not isinstance(problem, UserError):
                raise problem
            preview.message.say("error", str(problem))

        def send() -> None:
            chosen = printing.choose_printer(preview, self.preferences.copies)
            if chosen is not None:
                self.jobs.run(
                    lambda _progress: printing.print_pdf(pdf, chosen.printer, chosen.copies),
                    lambda _nothing: left(_("Sent to printer {name}.").format(name=chosen.printer)),
                    failed,
                )

        def save() -> None:
            path = self.ask_where_to_save(_("Save as PDF"), file_name, "PDF (*.pdf)")
            if path is not None:
                try:
                    save_file(path, pdf)
                except UserError as problem:
                    failed(problem)
                else:
                    left(_("Saved {name}.").format(name=path.name))

        preview = PrintPreview(self.window, title, pdf, send, save)
        if not printing.printer_names():
            preview.without_printer(
                _("No printer is set up on this computer. Save the paper as PDF to print it elsewhere.")
            )
        preview.open()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self.tell(problem)
