"""A pile of scanned papers, each page put to its receipt, then saved in one go."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from firereg.domain.roles import Right
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import scan_filing, scan_matching, scans
from firereg.services.scan_filing import Existing, Saved
from firereg.services.scan_matching import KEPT, Match, PageMatch, match_label
from firereg.ui.desk import Desk
from firereg.ui.jobs import Job, Progress
from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.pages.handovers.scan_side import ScanSide
from firereg.ui.pages.handovers.scan_words import LOOKS, page_words, receipt_words
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import EmptyState, InlineMessage, button, label
from firereg.ui.widgets.table import DataTable

_FOLDER = "scans/folder"
_LEAST_SIDE = 280
SCAN_KINDS = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp"


def handover_tabs(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The receipts, and the place where the signed ones come back: `(name, title)`."""
    return (("handovers", _("Receipts")), ("scans", _("Match scans"))) if desk.may(Right.RECORD) else ()


def files_of(data: QMimeData) -> list[Path]:
    """The files, or the files of the folders, that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


class ScansPage(DeskPage):
    """Ghép bản quét."""

    name = "scans"
    stands_under = "handovers"
    right = Right.RECORD

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages: list[PageMatch] = []
        self._job: Job | None = None
        self.message = InlineMessage()
        self.side = ScanSide(desk)
        self.side.setMinimumWidth(_LEAST_SIDE)
        self.model = PagedTableModel(self._columns(), self._fetch, parent=self)
        words = _(
            "Scan the signed receipts, then choose the files or drag them here. The order does not matter."
        )
        empty = EmptyState("scan-barcode", words, _("Choose files…"), self._choose_files)
        self.table = DataTable(self.model, _("Pages of the pile"), empty)
        self._figures = label("", "muted")
        self.progress = QProgressBar(textVisible=False)
        self.stop = button(_("Stop"), self._stop, "x")
        self.existing = choice(
            (
                (_("Leave out what has a signed paper"), Existing.SKIP),
                (_("Add to the signed paper"), Existing.ADD),
                (_("Replace the signed paper"), Existing.REPLACE),
            )
        )
        self._choose = self.action(_("Choose files…"), "folder-open", "Ctrl+O", self._choose_files)
        self._folder = self.action(_("Choose a folder…"), "folder-open", "", self._choose_folder)
        self._again = self.action(_("Look into the folder again"), "refresh-cw", "F6", self._look_again)
        self.save = self.action(_("Save all"), "save", "Ctrl+Return", self._save)
        self.save.setShortcuts([QKeySequence(key) for key in ("Ctrl+Return", "Ctrl+Enter")])
        self.save_button = button(_("Save all"), self.save.trigger, "save", "primary")
        self._build()
        self.setAcceptDrops(True)
        self.setFocusProxy(self.table)
        self.table.row_chosen.connect(self.side.show_page)
        self.table.row_activated.connect(lambda _row: self.side.number.setFocus())
        self.side.named.connect(self._name)
        self.existing.currentIndexChanged.connect(lambda _index: self._tell())
        self._tell()

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The receipts."""
        return handover_tabs(self.desk)

    def show_target(self, target: Any) -> None:
        """Begin with these files."""
        if isinstance(target, list):
            self.open_files(target)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Look through these files and folders; what was not saved of the pile before is put beneath."""
        registry, kept = self.desk.registry, list(self.pages)

        def work(progress: Progress) -> list[PageMatch]:
            files = [
                one for path in paths for one in (scan_matching.files_in(path) if path.is_dir() else [path])
            ]
            before = {page.path for page in kept}
            with registry.other_thread():
                return scan_matching.match(registry, [*files, *(before - set(files))], progress)

        self._work(work, self._show)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if files_of(event.mimeData()) and self._job is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look through them."""
        event.acceptProposedAction()
        self.open_files(files_of(event.mimeData()))

    def _choose_files(self) -> None:
        kinds = _("Scans ({kinds})").format(kinds=SCAN_KINDS)
        start = self._remembered() or str(Path.home())
        chosen, _kind = QFileDialog.getOpenFileNames(self.desk.window, _("Choose the scans"), start, kinds)
        if chosen:
            self.desk.settings.setValue(_FOLDER, str(Path(chosen[0]).parent))
            self.open_files([Path(one) for one in chosen])

    def _choose_folder(self) -> None:
        start = self._remembered() or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(
            self.desk.window, _("The folder the scanner saves into"), start
        )
        if chosen:
            self.desk.settings.setValue(_FOLDER, chosen)
            self._look_again()

    def _look_again(self) -> None:
        if self._remembered():
            self.open_files([Path(self._remembered())])

    def _remembered(self) -> str:
        return str(self.desk.settings.value(_FOLDER, ""))

    def _show(self, pages: list[PageMatch]) -> None:
        self.pages = pages
        self.model.reload()
        first = next(
            (one for one in pages if one.match not in KEPT | {Match.BLANK}), pages[0] if pages else None
        )
        self.table.setFocus()
        if first is not None:
            self.table.choose(first.id)
        self._tell()

    def _name(self, page: PageMatch, number: str) -> None:
        try:
            named = scan_filing.assign(self.desk.registry, page, number)
        except UserError as problem:
            self.side.message.say("error", str(problem))
            return
        self.pages[self.pages.index(page)] = named
        self.model.reload()
        self.side.show_page(named)
        self.table.setFocus()
        self._tell()

    def _ready(self) -> list[PageMatch]:
        return scan_filing.ready(self.pages, Existing(self.existing.currentData()))

    def _save(self) -> None:
        if self._job is not None or not self._ready():
            return
        registry, pages, existing = (
            self.desk.registry,
            list(self.pages),
            Existing(self.existing.currentData()),
        )

        def work(progress: Progress) -> Saved:
            with registry.other_thread():
                return scan_filing.save(registry, pages, existing, progress)

        self._work(work, partial(self._saved, existing))

    def _saved(self, existing: Existing, saved: Saved) -> None:
        left = [one for one in self.pages if one.id not in saved.places and one.match is not Match.BLANK]
        self._show(left)
        words = _("Saved {pages} pages of {receipts} receipts. The files stay where they are.").format(
            pages=len(saved.ids), receipts=saved.receipts
        )
        if left:
            words += " " + _("Not saved, still listed here: {n}.").format(n=len(left))
        undo = None if existing is Existing.REPLACE else partial(self._take_back, saved)
        self.desk.wrote(words, undo)

    def _take_back(self, saved: Saved) -> None:
        if self.desk.attempt(lambda: scans.remove(self.desk.registry, saved.ids)):
            self.desk.wrote(_("The scans are taken out again."))

    def _work(self, work: Callable[[Progress], Any], on_done: Callable[[Any], None]) -> None:
        if self._job is not None:
            return

        def done(result: Any) -> None:
            self._rest()
            on_done(result)

        self.message.clear()
        self.progress.setRange(0, 0)
        self._job = self.desk.jobs.run(
            work, done, self._failed, on_progress=self._show_progress, on_cancel=self._stopped
        )
        self._tell()

    def _failed(self, problem: Exception) -> None:
        self._rest()
        if not isinstance(problem, UserError):
            raise problem
        self.message.say("error", str(problem))
        self.desk.tell(problem)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _stopped(self) -> None:
        self._rest()
        self.message.say("info", _("Stopped. Nothing was written."))

    def _rest(self) -> None:
        self._job = None
        self._tell()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _tell(self) -> None:
        """The figures, and what can be done now."""
        busy, ready = self._job is not None, len(self._ready())
        open_ = sum(1 for one in self.pages if one.match not in KEPT | {Match.BLANK})
        figures = _("{ready} pages to save · {open} to look at").format(ready=ready, open=open_)
        self._figures.setText(figures if self.pages else "")
        again = any(one.match is Match.AGAIN for one in self.pages)
        self.existing.setVisible(again and not busy)
        for widget in (self.progress, self.stop):
            widget.setVisible(busy)
        self.save_button.setVisible(not busy)
        self.save_button.setText(_("Save {n} pages").format(n=ready) if ready else _("Save all"))
        self.save_button.setToolTip(f"{self.save.text()} (Ctrl+Enter)")
        self.save_button.setEnabled(bool(ready))
        self.save.setEnabled(bool(ready) and not busy)
        for action in (self._choose, self._folder, self._again):
            action.setEnabled(not busy)
        self._again.setEnabled(not busy and bool(self._remembered()))

    def _columns(self) -> Sequence[Column]:
        return (
            Column(_("File"), lambda r: r.path.name, stretch=True, tip=lambda r: str(r.path)),
            Column(_("Page"), page_words, align="right", width=60),
            Column(_("Receipt"), receipt_words, width=140),
            Column(_("Household"), lambda r: r.head_name, stretch=True),
            Column(
                _("State"),
                lambda r: match_label(r.match),
                width=150,
                icon=lambda r: LOOKS[r.match][0],
                role=lambda r: LOOKS[r.match][1],
                tip=lambda r: r.sentence,
            ),
        )

    def _fetch(self, _sort: str | None, _descending: bool, _filters: Mapping[str, Any], _after: Any) -> Page:
        return Page(list(self.pages))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._figures, 1)
        for action in (self._again, self._folder, self._choose):
            made = button(action.text(), action.trigger)
            made.setIcon(action.icon())
            key = action.shortcut().toString()
            made.setToolTip(f"{action.text()} ({key})" if key else action.text())
            action.enabledChanged.connect(made.setEnabled)
            head.addWidget(made)
        body = QHBoxLayout()
        body.setSpacing(MARGIN)
        body.addWidget(self.table, 2)
        body.addWidget(self.side, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.stop)
        foot.addStretch(0)
        foot.addWidget(self.existing)
        foot.addWidget(self.save_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        if (tabs := self.tab_row()) is not None:
            lines.addWidget(tabs)
        lines.addLayout(head)
        lines.addWidget(self.message)
        lines.addLayout(body, 1)
        lines.addLayout(foot)
