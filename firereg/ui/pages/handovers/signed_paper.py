"""The signed paper of the chosen receipt: attached, looked at, taken out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from firereg.domain.dates import format_date
from firereg.i18n import _
from firereg.services import scans
from firereg.services.handover_list import HandoverRow
from firereg.ui.jobs import Progress
from firereg.ui.pages.ask_line import Ask
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.handovers.scans_page import SCAN_KINDS


class SignedPaperWork(QObject):
    """What can be done with the signed paper of the row that `page` has chosen."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.attach = page.action(_("Attach the signed paper…"), "plus", "", self._choose)
        self.look = page.action(_("Look at the signed paper"), "eye", "", self._look)
        self.remove = page.action(_("Remove the signed paper"), "trash-2", "", self._ask_to_remove)

    def fit(self, row: HandoverRow | None) -> None:
        """Offer what fits the row."""
        signed = row is not None and bool(scans.of_handover(row.id))
        self.attach.setEnabled(row is not None)
        self.look.setEnabled(signed)
        self.remove.setEnabled(signed)

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Keep every page of these files with the chosen receipt."""
        row = self._row()
        if row is None or not paths:
            return
        registry = self._desk.registry

        def work(progress: Progress) -> list[int]:
            with registry.other_thread():
                return scans.attach(registry, row.id, paths, progress)

        self._desk.run(work, lambda ids: self._attached(row, ids))

    def _attached(self, row: HandoverRow, ids: list[int]) -> None:
        words = _("Receipt {code} has its signed paper: {n} pages added.").format(code=row.code, n=len(ids))
        self._desk.wrote(words, lambda: self._take_back(ids))

    def _take_back(self, ids: Sequence[int]) -> None:
        if self._desk.attempt(lambda: scans.remove(self._desk.registry, ids)):
            self._desk.wrote(_("The scans are taken out again."))

    def _choose(self) -> None:
        last = str(self._desk.settings.value("scans/folder", str(Path.home())))
        kinds = _("Scans ({kinds})").format(kinds=SCAN_KINDS)
        chosen, _kind = QFileDialog.getOpenFileNames(self._desk.window, _("Choose the scans"), last, kinds)
        self.attach_files([Path(one) for one in chosen])

    def _look(self) -> None:
        row = self._row()
        if row is None or not self.look.isEnabled():
            return
        scans.note_shown(self._desk.registry, row.id)
        self._desk.print_pdf(
            lambda: scans.as_pdf(self._desk.registry, row.id),
            title=_("Signed paper {code}").format(code=row.code),
            file_name=_("{code}-signed.pdf").format(code=row.code),
        )

    def _ask_to_remove(self) -> None:
        row = self._row()
        if row is None or not self.remove.isEnabled():
            return
        question = Ask(
            _("Remove the signed paper of {code}").format(code=row.code),
            _(
                "The scan goes out of the registry; the receipt itself stays. You can take this back right after."
            ),
            _("Remove the signed paper"),
            lambda: self._remove(row),
        )
        question.closed.connect(self._page.show_story_again)
        question.closed.connect(question.deleteLater)
        self._page.show_side(question)
        question.begin()

    def _remove(self, row: HandoverRow) -> None:
        taken = scans.remove(self._desk.registry, [one.id for one in scans.of_handover(row.id)])
        self._desk.wrote(
            _("The signed paper of {code} is removed.").format(code=row.code), lambda: self._put_back(taken)
        )

    def _put_back(self, taken: Sequence[scans.SignedPage]) -> None:
        if self._desk.attempt(lambda: scans.keep(self._desk.registry, taken)):
            self._desk.wrote(_("The signed paper is back."))

    def _row(self) -> Any:
        return self._page.table.current_row()


def signed_words(row: HandoverRow) -> str:
    """How many pages came back and when, for the story of a receipt."""
    pages = scans.of_handover(row.id)
    if not pages:
        return "–" if row.voided else _("not yet")
    return _("{n} pages, {day}").format(n=len(pages), day=format_date(scans.day_of(pages)))
