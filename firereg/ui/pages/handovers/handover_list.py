"""The list of receipts: looked at, printed, numbered, cancelled."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent

from firereg.domain.dates import format_date
from firereg.domain.labels import group_label
from firereg.domain.money import format_dong
from firereg.i18n import _
from firereg.services import handover_list, handovers, programmes, receipts, rounds
from firereg.services.handover_list import HandoverFilter, HandoverRow
from firereg.ui.desk import Desk
from firereg.ui.dialogs.receipt_batch import ReceiptBatch
from firereg.ui.jobs import Progress
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.ask_line import AskLine
from firereg.ui.pages.base import ListPage, first_step, page_of
from firereg.ui.pages.handovers.scans_page import files_of, handover_tabs
from firereg.ui.pages.handovers.signed_paper import SignedPaperWork, signed_words
from firereg.ui.pages.programmes.programme_choice import ProgrammeChoiceForm
from firereg.ui.widgets.page_tabs import PageTabs
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Event, Story


class HandoverListPage(ListPage):
    """The receipts, the newest first."""

    name = "handover-list"
    first_sort = (1, Qt.SortOrder.DescendingOrder)
    new_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        self.title = _("Handovers")
        super().__init__(desk)
        self._print = self.action(_("Print"), "printer", "Ctrl+P", self._print_chosen)
        self._look = self.action(_("Look at the receipt"), "file-text", "", self._look_at_chosen)
        self._number = self.action(_("Number of the records office"), "pencil", "F2", self._ask_number)
        self._programme = self.action(_("Programme…"), "megaphone", "", self._ask_programme)
        self._void = self.action(_("Cancel the receipt"), "x", "", self._ask_reason)
        self.signed = SignedPaperWork(self)
        self._many = self.action(_("Save many receipts"), "file-output", "", self._save_many)
        self._new = self.action(_("New handover"), "plus", "", self.new_wanted.emit)
        beside = ((self._programme, self._void), (self.signed.attach, self.signed.look))
        self.panel.set_actions(
            (self._print, self._look, self._number, *beside)
        )  # removing a scan is in the menu
        self.programme = ProgrammeChoiceForm(desk)
        for told in (self.programme.saved, self.programme.closed):
            told.connect(self.show_story_again)
        self.setAcceptDrops(True)
        self.table.row_activated.connect(lambda _row: self._look.trigger())

    def columns(self) -> Sequence[Column]:
        """The number, the day, who got what."""
        return (
            Column(_("Receipt"), lambda r: r.code, width=124, sort_key="number"),
            Column(_("Day"), lambda r: r.day, align="right", width=100, sort_key="day", spare=True),
            Column(_("Household"), lambda r: r.head_name, stretch=True, sort_key="name"),
            Column(_("Group"), lambda r: r.group_number, align="right", width=48, spare=True),
            Column(_("Handed over"), lambda r: r.items, stretch=True, tip=lambda r: r.items),
            Column(
                _("State"),
                _state_words,
                width=116,
                icon=lambda r: "x" if r.voided else ("printer" if r.printed else "file-text"),
                role=lambda r: "muted" if r.voided or r.printed else "warning",
            ),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of receipts."""
        sort = sort or "day"
        rows = handover_list.handover_page(
            HandoverFilter(**filters), sort=sort, descending=descending, after=after
        )
        return page_of(rows, lambda row: handover_list.handover_key(row, sort))

    def empty(self) -> EmptyState:
        """The first step is a handover."""
        return first_step(
            self.desk,
            "handshake",
            _("No receipt yet. Enter the first handover (Ctrl+N)."),
            _("New handover"),
            self.new_wanted.emit,
        )

    def nothing_fits(self) -> str:
        """No receipt without its signed paper is good news."""
        if self.filters == {"unsigned": True}:
            return _("Every receipt has its signed paper.")
        return super().nothing_fits()

    def figures(self) -> str:
        """How many receipts the filters let through."""
        return _("{n} receipts").format(n=format_dong(handover_list.count(HandoverFilter(**self.filters))))

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By round, and those whose signed paper is still out."""
        return (
            ("round_id", _("Round"), [(one.name, one.id) for one in rounds.rounds()]),
            ("unsigned", _("Signed paper"), [(_("Without signed paper"), True)]),
        )

    def row_actions(self) -> Sequence[QAction]:
        """Print first."""
        if not hasattr(self, "signed"):
            return ()
        own = (self._print, self._look, self._number, self._programme, self._void)
        return (*own, self.signed.attach, self.signed.look, self.signed.remove)

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """Where the signed papers come back."""
        return handover_tabs(self.desk)

    def tab_row(self) -> PageTabs | None:
        """It stands in the page "handovers", beside the form."""
        beside = self.pages_beside()
        return PageTabs(beside, "handovers", self.desk.go) if beside else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take scans for the chosen receipt."""
        if files_of(event.mimeData()) and self.signed.attach.isVisible() and self.table.current_row():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep them with it."""
        event.acceptProposedAction()
        self.signed.attach_files(files_of(event.mimeData()))

    def _tell(self, row: Any) -> None:
        super()._tell(row)
        if self.row_actions():
            self.signed.fit(row)
        if row is not None and self.row_actions():
            self._void.setEnabled(not row.voided)
            its_own = not row.voided and not row.in_programme_by_round
            self._programme.setEnabled(its_own and bool(programmes.names()))

    def story(self, row: HandoverRow) -> Story:
        """What is on the receipt and what became of it."""
        badges = [(_("Cancelled"), "warning")] if row.voided else []
        programme = [(_("Programme"), row.programme_name)] if row.programme_name else []
        facts = [
            (_("Day"), format_date(row.day)),
            (_("Receiver"), row.receiver_name),
            (_("Round"), row.round_name or "–"),
            *programme,
            (_("Office number"), row.official_number or "–"),
            (_("Signed paper"), signed_words(row)),
            (_("Amount"), f"{format_dong(row.total_dong)} đ" if row.total_dong else "–"),
        ]
        if row.voided:
            facts.append((_("Reason"), row.void_reason))
        items = [Event("", item, "", "package", "muted") for item in row.things]
        return Story(row.code, f"{row.head_name}, {group_label(row.group_number)}", badges, facts, items)

    def show_target(self, target: Any) -> None:
        """Show the receipt with that id, or the receipts that fit a filter."""
        if isinstance(target, dict):
            self.replace_filters(self.filters | target)
        elif isinstance(target, int):
            self.set_filter("text", handover_list.by_id(target).code)
            self.table.choose(target)

    def print_now(self, row: HandoverRow) -> None:
        """Send the receipt to the printer in both its copies; without a printer show it, to be saved."""
        self._warn(row)
        self.desk.print_now(
            lambda: receipts.pdf_of(self.desk.registry, [row.id]),
            title=row.code,
            file_name=f"{row.code}.pdf",
            on_done=lambda: self._count_print(row),
            on_shown=lambda: receipts.note_shown(self.desk.registry, [row.id]),
        )

    def _warn(self, row: HandoverRow) -> None:
        """Say where an old receipt has a letter that prints as an empty box."""
        for sentence in receipts.boxes_on(self.desk.registry, [row.id]):
            self.desk.say(sentence)

    def _count_print(self, row: HandoverRow) -> None:
        receipts.count_print(self.desk.registry, [row.id])
        self.desk.written.emit()

    def _print_chosen(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.print_now(row)

    def _look_at_chosen(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._warn(row)
            receipts.note_shown(self.desk.registry, [row.id])
            self.desk.print_pdf(
                lambda: receipts.pdf_of(self.desk.registry, [row.id]),
                title=row.code,
                file_name=f"{row.code}.pdf",
                on_done=lambda: self._count_print(row),
            )

    def _save_many(self) -> None:
        """Those that the list shows, down to the last one."""
        which, registry = HandoverFilter(**self.filters), self.desk.registry

        def work(_progress: Progress) -> list[int]:
            with registry.other_thread():
                return handover_list.valid_ids(which)

        self.desk.run(work, lambda ids: ReceiptBatch(self.desk, ids).open())

    def _ask_number(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._ask(
                _("Number of the records office"),
                _(
                    "The number this receipt got in the register of papers; it is printed in place of our own."
                ),
                _("Save"),
                lambda text: self._set_number(row, text),
                row.official_number,
            )

    def _set_number(self, row: HandoverRow, text: str) -> None:
        handovers.set_official_number(self.desk.registry, row.id, text)
        self.desk.wrote(_("Receipt {code} has a new office number.").format(code=row.code))

    def _ask_programme(self) -> None:
        row, registry = self.table.current_row(), self.desk.registry
        if row is not None:
            self.show_side(self.programme)
            self.programme.begin(
                row.code, row.programme_id, lambda chosen: handovers.put_into(registry, row.id, chosen)
            )

    def _ask_reason(self) -> None:
        row = self.table.current_row()
        if row is not None and not row.voided:
            self._ask(
                _("Cancel receipt {code}").format(code=row.code),
                _("This cannot be undone. The number stays used, the extinguishers go back into stock."),
                _("Cancel receipt {code}").format(code=row.code),
                lambda text: self._cancel(row, text),
            )

    def _cancel(self, row: HandoverRow, reason: str) -> None:
        back = handovers.void(self.desk.registry, row.id, reason)
        words = [_("Receipt {code} is cancelled.").format(code=row.code)]
        if back:
            words.append(_("Back in stock: {serials}.").format(serials=", ".join(back)))
        self.desk.wrote(" ".join(words))

    def _ask(self, title: str, sentence: str, done: str, take, text: str = "") -> None:
        question = AskLine(title, sentence, done, take, text)
        question.closed.connect(self.show_story_again)
        question.closed.connect(question.deleteLater)
        self.show_side(question)
        question.begin()


def _state_words(row: HandoverRow) -> str:
    if row.voided:
        return _("Cancelled")
    return _("Printed") if row.printed else _("Not printed")
