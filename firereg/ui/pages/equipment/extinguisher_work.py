"""Where an extinguisher goes: the forms beside the list, and the menu that opens them."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from firereg.domain.equipment import State
from firereg.domain.labels import state_label
from firereg.i18n import _
from firereg.services import equipment_moves, equipment_swaps, receipts
from firereg.services.equipment import ExtinguisherRow
from firereg.services.handover_list import HandoverRow
from firereg.ui.icons import icon
from firereg.ui.pages.ask_line import AskLine
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.checks.inspection_form import Kept
from firereg.ui.pages.equipment.lend_form import LendForm
from firereg.ui.pages.handovers.receipt_forms import KeepSpareForm, PassOnForm, SwapForm
from firereg.ui.pages.side_form import SideForm, undoably

STATE_ICONS = {
    State.IN_STOCK: "package",
    State.WITH_HOUSEHOLD: "house",
    State.AT_SERVICE: "wrench",
    State.SPARE_LENT: "repeat",
    State.LOST: "circle-question-mark",
    State.USED: "flame",
    State.DISCARDED: "trash-2",
}

F = TypeVar("F", bound=SideForm)
_Way = tuple[str, str, Callable[[], object]]
"""Something that can be done: its words, its icon, how it is done."""


class ExtinguisherWork(QObject):
    """The forms of `page` and the menu (Ctrl+M) of what can be done with the chosen extinguisher."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.menu = QMenu(page)
        self.action: QAction = page.action(
            _("It goes somewhere else…"), "arrow-right", "Ctrl+M", self._open_menu
        )

    # Each form is made when it is first asked for: the page opens without waiting for them.

    @cached_property
    def swap(self) -> SwapForm:
        """Another one for the one a household gives back."""
        return self._with_receipt(SwapForm(self._desk))

    @cached_property
    def pass_on(self) -> PassOnForm:
        """From one household to another."""
        return self._with_receipt(PassOnForm(self._desk))

    @cached_property
    def keep_spare(self) -> KeepSpareForm:
        """A lent spare stays for good."""
        return self._with_receipt(KeepSpareForm(self._desk))

    @cached_property
    def lend(self) -> LendForm:
        """To the workshop, with a spare meanwhile."""
        form = LendForm(self._desk)
        form.closed.connect(self._page.show_story_again)
        form.saved.connect(self._kept)
        return form

    def fit(self, row: ExtinguisherRow | None) -> None:
        """Offer the menu where it has something to offer."""
        self.action.setEnabled(row is not None and bool(self._ways(row)))

    def _ways(self, row: ExtinguisherRow) -> list[_Way]:
        """What can be done with it, what has a form of its own first."""
        ways: list[_Way] = []
        if row.state is State.WITH_HOUSEHOLD:
            ways.append((_("Exchange it for another…"), "repeat", partial(self._show, "swap", row)))
            ways.append((_("Pass it on to another household…"), "users", partial(self._show, "pass_on", row)))
        if row.household_id is not None and row.state in (State.WITH_HOUSEHOLD, State.AT_SERVICE):
            if equipment_swaps.spare_of(row.id) is None:
                lend = partial(self._show, "lend", row)
                ways.append((_("To the workshop, with a spare…"), "wrench", lend))
            else:
                back = partial(self._end_loan, row.serial)
                ways.append((_("Back from the workshop, spare into stock"), "undo-2", back))
        if row.state is State.SPARE_LENT:
            ways.append((_("The spare stays for good…"), "handshake", partial(self._show, "keep_spare", row)))
            back = partial(self._end_loan, row.stands_for)
            ways.append((_("Spare back into stock, own one back"), "undo-2", back))
        for state in equipment_moves.moves(row):
            ways.append((_move_words(state), STATE_ICONS[state], partial(self._ask_move, row, state)))
        return ways

    def _open_menu(self) -> None:
        row = self._page.table.current_row()
        ways = self._ways(row) if row is not None else []
        if not ways:
            return
        self.menu.clear()
        for words, icon_name, act in ways:
            self.menu.addAction(icon(icon_name), words, partial(self._desk.attempt, act))
        beside = self._page.panel if self._page.panel.isVisible() else self._page.table
        self.menu.popup(beside.mapToGlobal(beside.rect().topLeft()))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _show(self, name: str, row: ExtinguisherRow) -> None:
        form: Any = getattr(self, name)
        self._page.show_side(form)
        form.begin(row)

    def _with_receipt(self, form: F) -> F:
        form.closed.connect(self._page.show_story_again)
        form.saved.connect(self._receipt_made)
        return form

    def _receipt_made(self, receipt: HandoverRow) -> None:
        """Print it at once: both sides sign it now."""
        self._page.show_story_again()
        desk = self._desk
        desk.wrote(_("Saved receipt {code} for {name}.").format(code=receipt.code, name=receipt.head_name))

        def count() -> None:
            receipts.count_print(desk.registry, [receipt.id])
            desk.written.emit()

        desk.print_now(
            lambda: receipts.pdf_of(desk.registry, [receipt.id]),
            title=receipt.code,
            file_name=f"{receipt.code}.pdf",
            on_done=count,
            on_shown=lambda: receipts.note_shown(desk.registry, [receipt.id]),
        )

    def _kept(self, kept: Kept) -> None:
        self._page.show_story_again()
        self._desk.wrote(*kept)

    def _end_loan(self, own_serial: str) -> None:
        desk = self._desk
        _nothing, undo = undoably(desk, lambda: equipment_swaps.end_loan(desk.registry, own_serial))
        desk.wrote(_("Extinguisher {serial} is back, the spare is in stock.").format(serial=own_serial), undo)

    def _ask_move(self, row: ExtinguisherRow, state: State) -> None:
        if state not in equipment_moves.NEEDS_REASON:
            self._move(row, state, "")
            return
        question = AskLine(
            f"{row.serial}: {state_label(state)}",
            _("What happened? The reason is kept in the journal."),
            _move_words(state),
            lambda reason: self._move(row, state, reason),
        )
        question.closed.connect(self._page.show_story_again)
        question.closed.connect(question.deleteLater)
        self._page.show_side(question)
        question.begin()

    def _move(self, row: ExtinguisherRow, state: State, reason: str) -> None:
        desk = self._desk
        _nothing, undo = undoably(desk, lambda: equipment_moves.move(desk.registry, row.id, state, reason))
        done = _("Extinguisher {serial}: {state}.").format(serial=row.serial, state=state_label(state))
        desk.wrote(done, undo)


def _move_words(state: State) -> str:
    return {
        State.IN_STOCK: _("Take back into stock"),
        State.WITH_HOUSEHOLD: _("Back with its household"),
        State.AT_SERVICE: _("Send to the workshop"),
        State.SPARE_LENT: _("Lend as a spare"),
        State.LOST: _("Mark as lost"),
        State.USED: _("Mark as used in a fire"),
        State.DISCARDED: _("Mark as discarded"),
    }[state]
