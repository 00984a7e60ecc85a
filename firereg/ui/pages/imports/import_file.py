"""The first step of an import: which file; beneath it the imports of the past."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.services.imports import Batch
from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.pages.imports.import_words import counts_words
from firereg.ui.theme import restyle
from firereg.ui.widgets.parts import EmptyState, IconLabel, button, label
from firereg.ui.widgets.table import DataTable


class DropCard(QFrame):
    """Where a file is dropped or chosen."""

    dropped = Signal(Path)

    def __init__(self, about_sample: str) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.choose = button(_("Choose a file…"), icon_name="folder-open", kind="primary")
        self.template = button(_("Save a workbook to fill in…"), icon_name="file-output", kind="quiet")
        self.sample = button(_("Save a sample list…"), icon_name="file-text", kind="quiet")
        self.sample.setToolTip(about_sample)
        words = label(_("Drag the list here, or choose it."), "strong")
        about = label(
            _("Excel, LibreOffice or CSV, as it came. Nothing is written before you have seen all of it."),
            "muted",
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(8)
        for widget in (IconLabel("file-text", "accent", 32), words, about):
            lines.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.template)
        buttons.addWidget(self.sample)
        buttons.addStretch(1)
        lines.addSpacing(8)
        lines.addLayout(buttons)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if _file_in(event.mimeData()):
            self._mark(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        """Look as before."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which file it is."""
        self._mark(False)
        path = _file_in(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _mark(self, hovered: bool) -> None:
        self.setProperty("hovered", hovered)
        restyle(self)


class FileStep(QWidget):
    """`file_chosen` tells the file, `taken_back` the id of the import to be taken back."""

    file_chosen = Signal(Path)
    taken_back = Signal(int)

    def __init__(self, about_sample: str) -> None:
        super().__init__()
        self.card = DropCard(about_sample)
        self.card.dropped.connect(self.file_chosen)
        self._batches: list[Batch] = []
        self.model = PagedTableModel(self._columns(), self._fetch, parent=self)
        self.table = DataTable(
            self.model,
            _("Earlier imports"),
            EmptyState(
                "history", _("Nothing was imported yet. Every import is kept here and can be taken back.")
            ),
        )
        self.take_back = button(_("Take this import back"), self._take_back, "undo-2")
        self.table.row_chosen.connect(self._tell)
        foot = QHBoxLayout()
        foot.addWidget(label(_("Earlier imports"), "strong"), 1)
        foot.addWidget(self.take_back)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.card)
        lines.addSpacing(8)
        lines.addLayout(foot)
        lines.addWidget(self.table, 1)
        self.setTabOrder(self.table, self.take_back)  # first an import is chosen
        self._tell(None)

    def show_batches(self, batches: list[Batch]) -> None:
        """List these imports."""
        self._batches = batches
        self.model.reload()
        self._tell(self.table.current_row())

    def _tell(self, row: Batch | None) -> None:
        self.take_back.setEnabled(row is not None and not row.undone)

    def _take_back(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.taken_back.emit(row.id)

    def _columns(self) -> Sequence[Column]:
        return (
            Column(_("Number"), lambda row: row.id, align="right", width=72),
            Column(_("When"), _when, width=150),
            Column(_("File"), lambda row: row.file_name, stretch=True),
            Column(_("What came of it"), lambda row: counts_words(row.counts), stretch=True),
            Column(_("By"), lambda row: row.user, width=110, spare=True),
            Column(_("State"), lambda row: _("Taken back") if row.undone else "", width=130),
        )

    def _fetch(
        self, _sort: str | None, _descending: bool, _filters: Mapping[str, Any], _after: object
    ) -> Page:
        return Page(self._batches)


def _when(row: Batch) -> str:
    return f"{row.at.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"


def _file_in(data: QMimeData) -> Path | None:
    urls = data.urls() if data.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
