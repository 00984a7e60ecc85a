"""What can be done with one household on the list of a round."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from firereg.domain.labels import share_label
from firereg.domain.roles import Right
from firereg.domain.support import BY_HAND, Outcome
from firereg.i18n import _
from firereg.services import drawing_up, round_outcomes
from firereg.services.round_list import EntitledRow
from firereg.services.rounds import RoundRow
from firereg.ui.pages.ask_line import AskLine
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.side_form import undoably
from firereg.ui.pages.support.support_work import show_question

SHARE_ICONS = {
    Outcome.WAITING: ("", "text"),
    Outcome.GIVEN: ("circle-check", "success"),
    Outcome.NOT_COLLECTED: ("circle-question-mark", "warning"),
    Outcome.REFUSED: ("x", "warning"),
    Outcome.MOVED: ("truck", "warning"),
    Outcome.DIED: ("user", "muted"),
}


class ListRowWork(QObject):
    """The actions of `page` for the row that is chosen; each does something only where it fits."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        look = Right.LOOK
        self.give = page.action(_("Give out"), "hand-helping", "F8", self._go_give)
        self._receipt = page.action(_("Show the receipt"), "file-text", "", self._go_receipt, right=look)
        self._household = page.action(_("Show the household"), "house", "", self._go_household, right=look)
        self._take = page.action(_("Take out…"), "x", "Delete", self._ask_to_take_out)
        self._back = page.action(_("Put back"), "undo-2", "", self._put_back)
        self._again = page.action(
            _("It waits again"), "undo-2", "", lambda: self._keep_outcome(Outcome.WAITING, "")
        )
        self._outcomes = [
            page.action(
                f"{share_label(outcome)}…", SHARE_ICONS[outcome][0], "", partial(self._ask_outcome, outcome)
            )
            for outcome in BY_HAND
        ]

    def fitting(self, row: EntitledRow, its_round: RoundRow) -> Sequence[QAction]:
        """What fits this row of the list of this round, the usual next step first."""
        if row.receipt:
            return (self._receipt, self._household)
        if its_round.closed_on is not None or (row.taken_out and its_round.approved_at):
            return (self._household,)
        if row.taken_out:
            return (self._back, self._household)
        if row.outcome is not Outcome.WAITING:
            return (self._again, self._household)
        if its_round.approved_at is None:
            return (self._take, self._household)
        return (self.give, *self._outcomes, self._household)

    def _row(self) -> EntitledRow:
        row: EntitledRow = self._page.table.current_row()
        return row

    def _fits(self, action: QAction) -> bool:
        return action in self._page.row_actions()

    def _go_give(self) -> None:
        if self._fits(self.give):
            row = self._row()
            self._desk.go("support_desk", (row.round_id, row.household_id))

    def _go_receipt(self) -> None:
        self._desk.go("handovers", self._row().handover_id)

    def _go_household(self) -> None:
        self._desk.go("households", self._row().household_id)

    def _ask_to_take_out(self) -> None:
        if not self._fits(self._take):
            return
        row = self._row()
        question = AskLine(
            _("Take {name} out").format(name=row.head_name),
            _("Why? The household stays to be seen among those taken out."),
            _("Take out of the list"),
            partial(self._take_out, row),
        )
        show_question(self._page, question)

    def _take_out(self, row: EntitledRow, why: str) -> None:
        registry = self._desk.registry
        _nothing, undo = undoably(self._desk, lambda: drawing_up.take_out(registry, row.id, why))
        self._desk.wrote(_("{name} is taken out of the list.").format(name=row.head_name), undo)

    def _put_back(self) -> None:
        row, registry = self._row(), self._desk.registry
        _nothing, undo = undoably(self._desk, lambda: drawing_up.put_back(registry, row.id))
        self._desk.wrote(_("{name} is on the list again.").format(name=row.head_name), undo)

    def _ask_outcome(self, outcome: Outcome) -> None:
        row = self._row()
        question = AskLine(
            f"{share_label(outcome)}: {row.head_name}",
            _("What happened? It stays on the list with the household."),
            _("Keep it"),
            partial(self._keep_outcome, outcome),
        )
        show_question(self._page, question)

    def _keep_outcome(self, outcome: Outcome, note: str) -> None:
        row, registry = self._row(), self._desk.registry
        say = partial(round_outcomes.say_outcome, registry, row.id, outcome, registry.today(), note)
        _nothing, undo = undoably(self._desk, say)
        self._desk.wrote(f"{row.head_name}: {share_label(outcome)}.", undo)
