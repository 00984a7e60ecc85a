"""The backups, in the settings: what there is, one more, a second place, and the way back from one."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from firereg.domain.dates import format_date
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import backups
from firereg.services.backup_files import SUFFIX, BackupRow, Reason, file_name
from firereg.ui.desk import Desk
from firereg.ui.dialogs.restore import RestoreDialog, ask_backup
from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.widgets.parts import EmptyState, InlineMessage, button, label
from firereg.ui.widgets.table import DataTable


class BackupsSection(QWidget):
    """Sao lưu."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._kept = desk.backups
        self.note = InlineMessage()
        self.bar = QProgressBar(textVisible=False)
        columns = (
            Column(_("Backed up"), self._kept.when, width=152),
            Column(_("Why"), lambda row: reason_words(row.reason), stretch=True),
            Column(_("Size"), lambda row: size_words(row.bytes), align="right", width=96),
            Column(_("Households"), _count, align="right", width=96, spare=True),
            Column(
                _("State"),
                lambda row: _("Checked") if row.checked else _("Damaged"),
                width=144,
                role=lambda row: "success" if row.checked else "danger",
                icon=lambda row: "circle-check" if row.checked else "triangle-alert",
            ),
        )
        self.model = PagedTableModel(
            columns,
            lambda *_which: Page(backups.backups(desk.registry)),
            key=lambda row: row.path,
            parent=self,
        )
        self.table = DataTable(
            self.model, _("Backups"), EmptyState("save", _("No backup yet. One is made by itself every day."))
        )
        self._place = label("", wrap=True)
        self.forget = button(_("No second place"), self._forget_place, kind="quiet")
        self._build()
        self.bar.hide()
        self._kept.changed.connect(self._changed)
        self._kept.failed.connect(lambda sentence: self.note.say("error", sentence))
        self._kept.progressed.connect(self._show_progress)

    def refresh(self) -> None:
        """Look again."""
        self.model.reload()
        place, seen = self._desk.preferences.second_place, self._desk.preferences.second_place_seen
        words = _(
            "Second place: none. A USB stick or a folder on another computer survives what this disk does not."
        )
        if place is not None:
            day = format_date(seen) if seen else _("never")
            words = _("Second place: {folder}. Last copied: {day}.").format(folder=place, day=day)
        self._place.setText(words)
        self.forget.setVisible(place is not None and self._desk.may(Right.ADMINISTER))

    def make(self, target: Path | None = None) -> None:
        """Make a backup now, in `target` or among the others."""
        self.note.clear()
        self._kept.make(target)
        self.bar.setRange(0, 0)
        self.bar.show()

    def set_place(self, folder: Path | None) -> None:
        """Copy every backup into that folder from now on, the newest at once."""
        self._desk.preferences.second_place = folder
        self._desk.preferences.second_place_seen = None
        self.refresh()
        self._kept.changed.emit()
        self._kept.look()

    def restore(self, file: Path) -> RestoreDialog:
        """Ask where and by whose password, then restore it."""
        registry = self._desk.registry
        dialog = RestoreDialog(file, registry.folder.parent / _("restored"), registry.user_name)
        dialog.setParent(self._desk.window, dialog.windowFlags())
        dialog.accepted.connect(lambda: self._restored(dialog.folder))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _restored(self, folder: Path) -> None:
        self.note.say(
            "success",
            _("The registry is in {folder}. Open it with “Another registry…” when you sign in.").format(
                folder=folder
            ),
        )

    def _changed(self) -> None:
        if not self._kept.busy:
            self.bar.hide()
        if self.isVisible():
            self.refresh()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _ask_target(self) -> None:
        name = file_name(self._desk.registry.clock())
        path = self._desk.ask_where_to_save(_("Back up to a file"), name, f"firereg (*{SUFFIX})")
        if path is not None:
            self.make(path.with_suffix(SUFFIX))

    def _ask_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._desk.window, _("The second place for backups"))
        if chosen:
            self.set_place(Path(chosen))

    def _forget_place(self) -> None:
        self.set_place(None)

    def _ask_restore(self) -> None:
        row: BackupRow | None = self.table.current_row()
        file = row.path if row else ask_backup(self._desk.window, self._desk.registry.folder / backups.FOLDER)
        if file is not None:
            self.restore(file)

    def _build(self) -> None:
        tools, second = QHBoxLayout(), QHBoxLayout()
        for words, act, icon_name, right in (
            (_("Back up now"), self.make, "save", Right.LOOK),
            (_("Back up to a file…"), self._ask_target, "file-output", Right.LOOK),
            (_("Restore into another folder…"), self._ask_restore, "history", Right.RECORD),
        ):
            if self._desk.may(right):
                tools.addWidget(button(words, act, icon_name))
        tools.addStretch(1)
        second.addWidget(self._place, 1)
        if self._desk.may(Right.ADMINISTER):
            second.addWidget(self.forget)
            second.addWidget(button(_("Choose the second place…"), self._ask_place, "folder-open"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.setSpacing(8)
        sentence = _(
            "A backup is one encrypted file that holds everything. It is made every day, when you quit and before an "
            "import or a large change, and opens with the passwords of its day or the recovery code."
        )
        lines.addWidget(label(sentence, "muted", wrap=True))
        lines.addLayout(tools)
        lines.addWidget(self.note)
        lines.addWidget(self.bar)
        lines.addWidget(self.table, 1)
        lines.addLayout(second)


def reason_words(reason: str) -> str:
    """What a backup was made for; the code itself where a newer version made it."""
    return {
        Reason.ASKED: _("Asked for"),
        Reason.DAILY: _("Every day"),
        Reason.QUIT: _("Before quitting"),
        Reason.IMPORT: _("Before an import"),
        Reason.BULK: _("Before a large change"),
        Reason.MIGRATION: _("Before a new version"),
    }.get(reason, reason)  # type: ignore[call-overload]


def size_words(size: int) -> str:
    """ "12,3 MB"."""
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def _count(row: BackupRow) -> str:
    return f"{row.households:,}".replace(",", ".") if row.checked else "–"
