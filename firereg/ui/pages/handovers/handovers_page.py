"""Handovers: the list of receipts, and the place where a new one is entered."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from firereg.documents.papers import Receipt
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import handovers, receipts
from firereg.services.handover_draft import HandoverDraft
from firereg.services.handover_list import HandoverRow
from firereg.services.households import HouseholdRow
from firereg.services.unfinished import Unfinished
from firereg.ui.desk import Desk
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.pages.handovers.handover_form import HandoverForm
from firereg.ui.pages.handovers.handover_list import HandoverListPage
from firereg.ui.widgets.pdf_preview import PdfPreview


class HandoversPage(DeskPage):
    """Bàn giao."""

    name = "handovers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = HandoverListPage(desk)
        self.form = HandoverForm(desk)
        self.preview = PdfPreview(_("The receipt appears here as soon as a household is chosen."))
        self._drawing: Receipt | None = None
        self._waiting: Receipt | None = None
        self._stack = QStackedWidget()
        self._entry = self._beside()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._entry)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.actions_of_page = self.list.actions_of_page
        self.setFocusProxy(self.list)
        self.list.new_wanted.connect(self.open_form)
        self.form.closed.connect(self._open_list)
        self.form.drafted.connect(self._show_paper)
        self.form.save_wanted.connect(self._save)

    def refresh(self) -> None:
        """The list; a handover half entered stays as it is."""
        self.list.refresh()

    def show_target(self, target: Any) -> None:
        """ "new", a household to hand over to, a handover half entered, or the id of a receipt."""
        if target == "new":
            self.open_form()
        elif isinstance(target, Unfinished):
            self.open_form()
            self.form.unfinished.go_on(target)
        elif isinstance(target, HouseholdRow):
            self.open_form(target)
        else:
            self._open_list()
            self.list.show_target(target)

    def open_form(self, household: HouseholdRow | None = None) -> None:
        """Show the form, with this household if one is given."""
        self._stack.setCurrentWidget(self._entry)
        self.setFocusProxy(self.form)
        self.desk.attempt(lambda: self.form.open(household))

    def _open_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.table.setFocus()

    def _save(self, draft: HandoverDraft, to_print: bool) -> None:
        try:
            with self.form.unfinished.finishing():
                row = handovers.record(self.desk.registry, draft)
        except UserError as problem:
            self.form.show_problem(problem)
            return
        self.form.next()
        self._draw(receipts.issued(self.desk.registry, [row.id])[0])
        self.desk.wrote(
            _("Saved receipt {code} for {name}.").format(code=row.code, name=row.head_name),
            lambda: self.desk.attempt(lambda: self._take_back(row)),
        )
        if to_print:
            self.list.print_now(row)

    def _take_back(self, row: HandoverRow) -> None:
        handovers.void(self.desk.registry, row.id, _("Taken back right after saving"))
        self.desk.wrote(_("Receipt {code} is cancelled; its number stays used.").format(code=row.code))

    def _show_paper(self, paper: Receipt | None) -> None:
        if paper is not None:
            self._draw(paper)

    def _draw(self, paper: Receipt) -> None:
        """Draw in the background; while one is drawn only the newest of the others waits."""
        if self._drawing is not None:
            self._waiting = paper
            return
        self._drawing = paper
        self.desk.jobs.run(lambda _progress: _pdf(receipts.on_screen(paper)), self._drawn)

    def _drawn(self, pdf: bytes) -> None:
        self.preview.show_pdf(pdf)
        self._drawing, waiting, self._waiting = None, self._waiting, None
        if waiting is not None:
            self._draw(waiting)

    def _beside(self) -> QWidget:
        entry = QWidget()
        row = QHBoxLayout(entry)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(MARGIN)
        row.addWidget(self.form, 6)
        row.addWidget(self.preview, 5)
        return entry


def _pdf(paper: Receipt) -> bytes:
    from firereg.documents.receipt import receipt_pdf

    return receipt_pdf([paper])
