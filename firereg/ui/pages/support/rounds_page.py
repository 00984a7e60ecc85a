"""The rounds of support: what is given when and to whom, how far each is, and whether it balances."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtGui import QAction

from firereg.domain.dates import format_date
from firereg.domain.labels import stage_label
from firereg.domain.money import format_dong
from firereg.domain.support import Stage
from firereg.i18n import _
from firereg.services import programmes, round_balance, rounds
from firereg.services.round_balance import RoundFigures
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.support import support_work
from firereg.ui.pages.support.round_form import RoundForm
from firereg.ui.pages.support.support_tabs import no_round, remember_round, remembered_round, support_tabs
from firereg.ui.pages.support.support_words import (
    counts_words,
    for_whom,
    item_events,
    moment,
    money_words,
)
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story

_SIDE_WIDTH = 376
_ROLES = {Stage.PLANNED: "", Stage.DRAWN_UP: "warning", Stage.GIVING: "accent", Stage.CLOSED: ""}
_ICONS = {
    Stage.PLANNED: "pencil",
    Stage.DRAWN_UP: "list",
    Stage.GIVING: "hand-helping",
    Stage.CLOSED: "circle-check",
}


class SupportPage(ListPage):
    """Hỗ trợ."""

    name = "support"
    searchable = False

    def __init__(self, desk: Desk) -> None:
        self.title = _("Rounds of support")
        super().__init__(desk)
        self.side.setFixedWidth(_SIDE_WIDTH)
        self._draw = self.action(_("Draw up the list"), "list", "F7", self._draw_up)
        self._approve = self.action(_("Approve the list…"), "check", "", self._ask_to_approve)
        self._give = self.action(_("Give out"), "hand-helping", "F8", lambda: self._go("support_desk"))
        self._close = self.action(_("Close the round…"), "circle-check", "", self._ask_to_close)
        self._reopen = self.action(_("Open it again"), "undo-2", "", self._open_again)
        self._list = self.action(
            _("Show the list"), "users", "", lambda: self._go("support_list"), right=self.right
        )
        self._change = self.action(_("Change"), "pencil", "F2", self._open_change)
        self._receipts = self.action(
            _("Its receipts"), "file-text", "", self._show_receipts, right=self.right
        )
        self._new = self.action(_("New round"), "plus", "Ctrl+Shift+N", self._open_new)
        self.add_button(self._new, "plus")
        self.table.row_activated.connect(lambda _row: self._list.trigger())

    @cached_property
    def form(self) -> RoundForm:
        """Made when it is first asked for."""
        made = RoundForm(self.desk)
        made.saved.connect(self._saved)
        made.closed.connect(self.show_story_again)
        return made

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The list of a round, and where it is given out."""
        return support_tabs(self.desk)

    def columns(self) -> Sequence[Column]:
        """Which round, how far it is, and its figures."""
        return (
            Column(_("Day"), lambda r: r.round.day, align="right", width=100),
            Column(_("Round"), lambda r: r.round.name, stretch=True, tip=lambda r: r.round.name),
            Column(_("State"), lambda r: stage_label(r.stage), width=120, icon=lambda r: _ICONS[r.stage]),
            Column(_("On the list"), lambda r: r.counts.listed or "", align="right", width=96),
            Column(_("Given"), lambda r: r.counts.given or "", align="right", width=80, spare=True),
            Column(_("Not yet"), _not_yet, align="right", width=100, role=_not_yet_role, spare=True),
            Column(_("Fell out"), lambda r: r.counts.fell_out or "", align="right", width=96, spare=True),
            Column(_("Budget left"), _budget_left, align="right", width=120, spare=True, role=_budget_role),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:  # noqa: ARG002
        """All of them, the newest first: a ward has a few in a year."""
        return Page(round_balance.figures(rounds.rounds()))

    def empty(self) -> EmptyState:
        """The first step is a round."""
        return no_round(self.desk)

    def figures(self) -> str:
        """How many are under way."""
        under_way = [row for row in rounds.rounds() if row.closed_on is None]
        return _("{n} under way").format(n=len(under_way))

    def row_actions(self) -> Sequence[QAction]:
        """What is done with any round; the next step stands above."""
        return (self._list, self._change, self._receipts) if hasattr(self, "_new") else ()

    def story(self, row: RoundFigures) -> Story:
        """What it gives to whom, whether stock, money and list balance, and who approved it when."""
        its = row.round
        balance = round_balance.balance(its)
        facts = [
            (_("Place"), its.place or "–"),
            (_("Ground"), its.plan or "–"),
            (_("Donor"), its.donor or "–"),
            (_("For"), for_whom(its.criteria)),
            (_("Money"), money_words(balance) or "–"),
        ]
        facts += [(_("Budget"), f"{format_dong(its.budget_dong)} đ")] if its.budget_dong is not None else []
        facts += [(_("Programme"), dict(programmes.names())[its.programme_id])] if its.programme_id else []
        if its.approved_at:
            facts.append((_("Approved"), f"{moment(its.approved_at)}, {its.approved_by}"))
        if its.closed_on:
            facts.append((_("Closed"), format_date(its.closed_on)))
        if balance.beside_list and balance.listed:
            facts.append((_("Beside the list"), _("{n} receipts").format(n=balance.beside_list)))
        badges = [(stage_label(row.stage), _ROLES[row.stage])]
        return Story(
            its.name, f"{format_date(its.day)} · {counts_words(balance)}", badges, facts, item_events(balance)
        )

    def show_target(self, target: Any) -> None:
        """ "new", or the id of a round to choose."""
        if target == "new":
            self._open_new()
        else:
            self.table.choose(target)

    def refresh(self) -> None:
        """Fetch the rounds again; the one worked on last is chosen."""
        super().refresh()
        if self.table.current_row() is None and self.model.rowCount():
            at = self.model.index_of(remembered_round(self.desk))
            self.table.setCurrentIndex(at if at.isValid() else self.model.index(0, 0))

    def _tell(self, row: Any) -> None:
        if row is not None and self.row_actions():
            remember_round(self.desk, row.id)
            steps = self._steps(row.stage)
            for action in (self._draw, self._approve, self._give, self._close, self._reopen):
                action.setEnabled(any(action in (one if isinstance(one, tuple) else (one,)) for one in steps))
            self._give.setEnabled(row.stage is not Stage.CLOSED)
            self._close.setEnabled(row.stage is not Stage.CLOSED)
            self.panel.set_actions([*steps, (self._change, self._receipts)])
        super()._tell(row)

    def _steps(self, stage: Stage) -> tuple[QAction | tuple[QAction, ...], ...]:
        """The next step of a round at that stage, then what else may follow."""
        if stage is Stage.PLANNED:
            return self._draw, self._list
        if stage is Stage.DRAWN_UP:
            return self._approve, (self._list, self._draw)
        return (
            (self._give, (self._list, self._close)) if stage is Stage.GIVING else (self._list, self._reopen)
        )

    def _chosen(self) -> RoundFigures:
        row: RoundFigures = self.table.current_row()
        return row

    def _go(self, page: str) -> None:
        if self._chosen() is not None:
            self.desk.go(page, self._chosen().id)

    def _show_receipts(self) -> None:
        if self._chosen() is not None:
            self.desk.go("handovers", {"round_id": self._chosen().id})

    def _draw_up(self) -> None:
        its = self._chosen().round
        support_work.draw_up(self.desk, its, lambda: self.desk.go("support_list", its.id))

    def _ask_to_approve(self) -> None:
        support_work.ask_to_approve(self, self._chosen().round)

    def _ask_to_close(self) -> None:
        support_work.ask_to_close(self, self._chosen().round)

    def _open_again(self) -> None:
        support_work.reopen(self.desk, self._chosen().round)

    def _open_new(self) -> None:
        self.show_side(self.form)
        self.form.open_new()

    def _open_change(self) -> None:
        if self._chosen() is not None:
            self.show_side(self.form)
            self.form.open(self._chosen().round)

    def _saved(self, round_id: int) -> None:
        self.show_story_again()
        self.table.choose(round_id)


def _not_yet(row: RoundFigures) -> object:
    return row.counts.waiting or row.counts.left_out or ""


def _not_yet_role(row: RoundFigures) -> str:
    return "warning" if row.counts.left_out else "text"


def _budget_left(row: RoundFigures) -> str:
    return "" if row.budget_left is None else f"{format_dong(row.budget_left)} đ"


def _budget_role(row: RoundFigures) -> str:
    return "warning" if (row.budget_left or 0) < 0 else "text"
