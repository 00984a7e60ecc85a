"""The signed pledge of the chosen programme: attached, looked at, taken out."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import signed_pledges
from firereg.services.programmes import ProgrammeRow
from firereg.ui.jobs import Progress
from firereg.ui.pages.base import ListPage

_KINDS = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff"


class SignedPledgeWork(QObject):
    """What can be done with the signed pledge of the row that `page` has chosen."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.attach = page.action(_("Attach the signed pledge…"), "plus", "", self._choose)
        self.look = page.action(_("Look at the signed pledge"), "eye", "", self._look, right=Right.LOOK)
        self.remove = page.action(_("Remove the signed pledge"), "trash-2", "", self._remove)

    def fit(self, row: ProgrammeRow | None) -> None:
        """Offer what fits the row."""
        signed = row is not None and bool(signed_pledges.pages_of(row.id))
        self.attach.setEnabled(row is not None)
        self.look.setEnabled(signed)
        self.remove.setEnabled(signed)

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Keep every page of these files with the chosen programme."""
        row, registry = self._row(), self._desk.registry
        if row is None or not paths:
            return

        def work(_progress: Progress) -> list[int]:
            with registry.other_thread():
                return signed_pledges.attach(registry, row.id, paths)

        def done(ids: list[int]) -> None:
            words = _("“{name}” has its signed pledge: {n} pages added.").format(name=row.name, n=len(ids))
            self._desk.wrote(words)

        self._desk.run(work, done)

    def _choose(self) -> None:
        last = str(self._desk.settings.value("scans/folder", str(Path.home())))
        kinds = _("Scans ({kinds})").format(kinds=_KINDS)
        chosen, _kind = QFileDialog.getOpenFileNames(self._desk.window, _("Choose the scans"), last, kinds)
        self.attach_files([Path(one) for one in chosen])

    def _look(self) -> None:
        row = self._row()
        if row is not None:
            self._desk.print_pdf(
                lambda: signed_pledges.as_pdf(self._desk.registry, row.id),
                _("Signed pledge"),
                f"giao-uoc-da-ky-{row.launched_on}.pdf",
            )

    def _remove(self) -> None:
        row, registry = self._row(), self._desk.registry
        if row is None:
            return
        taken = signed_pledges.remove(registry, row.id)

        def put_back() -> None:
            if self._desk.attempt(lambda: signed_pledges.keep(registry, row.id, taken)):
                self._desk.wrote(_("The signed pledge is back."))

        self._desk.wrote(_("The signed pledge is removed."), put_back if taken else None)

    def _row(self) -> ProgrammeRow | None:
        row: ProgrammeRow | None = self._page.table.current_row()
        return row
