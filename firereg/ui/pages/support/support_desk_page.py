"""Giving at the desk or at the conference: scan, Enter, the next one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import handover_list, handovers, receipts, round_balance
from firereg.services.handover_list import HandoverFilter, HandoverRow
from firereg.services.round_balance import RoundBalance
from firereg.services.rounds import RoundRow
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.pages.support.desk_parts import Tally
from firereg.ui.pages.support.giving_view import GivingView, key_button
from firereg.ui.pages.support.support_tabs import RoundChoice, no_open_round, support_tabs
from firereg.ui.widgets.fields import DateEdit
from firereg.ui.widgets.parts import label, scrolled

_TALLY_WIDTH, _CHOICE_WIDTH = 256, 232
_LAST = 4
_AT_ONCE = "support/print_at_once"


class SupportDeskPage(DeskPage):
    """Phát quà."""

    name = "support_desk"
    right = Right.RECORD
    stands_under = "support"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.choice = RoundChoice(desk, open_only=True)
        self.day, self._proposed_day = DateEdit(desk.registry.today), desk.registry.today()
        self.day.set(self._proposed_day)
        self.view = GivingView(self, self.day.day)
        self.tally = Tally(print_at_once=desk.settings.value(_AT_ONCE, False, bool) is True)
        self._print = self.action(
            _("Print the receipts not printed yet"), "printer", "Ctrl+P", self._print_rest
        )
        self._counting = 0
        self._which = QWidget()  # which round, on which day
        self._page, self._empty = QStackedWidget(), no_open_round(desk)
        self._build()
        self.setFocusProxy(self.view)
        self.choice.chosen.connect(lambda: desk.attempt(self.refresh))
        self.view.given.connect(self._given)
        self.tally.at_once.toggled.connect(lambda on: desk.settings.setValue(_AT_ONCE, on))

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The rounds, and the list of this one."""
        return support_tabs(self.desk)

    def refresh(self) -> None:
        """The tally as it is now; who stands at the desk stays."""
        self.choice.fill()
        its = self.choice.round()
        self._page.setCurrentIndex(0 if its else 1)
        self._which.setVisible(its is not None)
        if its is None:
            return
        self.view.begin(its.id)
        self._follow_day()
        self._count(its)
        if its.approved_at is None and not self.view.told.text():
            self.view.told.say("warning", _("The list of this round is not approved yet."))

    def _count(self, its: RoundRow) -> None:
        """The tally by the worker: whoever stands at the desk does not wait for what was given to all before."""
        self._counting += 1
        number, registry = self._counting, self.desk.registry

        def work(_progress: Progress) -> tuple[int, RoundBalance | None, list[HandoverRow]]:
            if number != self._counting:
                return number, None, []
            with registry.other_thread():
                last = handover_list.handover_page(HandoverFilter(round_id=its.id), sort="number")[:_LAST]
                return number, round_balance.balance(its), last

        self.desk.run(work, self._counted)

    def _counted(self, answer: tuple[int, RoundBalance | None, list[HandoverRow]]) -> None:
        number, balance, last = answer
        if number == self._counting and balance is not None:  # else somebody received meanwhile
            self.tally.show_tally(balance, last, lambda row_id: self.desk.go("handovers", row_id))

    def show_target(self, target: Any) -> None:
        """The id of a round, or (round, household) of somebody who is to receive now."""
        round_id, household_id = target if isinstance(target, tuple) else (target, None)
        self.choice.choose(round_id)
        self.refresh()
        if household_id is not None and self.choice.round() is not None:
            self.view.call(household_id)

    def _follow_day(self) -> None:
        """Today, unless somebody chose another day; the window may stay open overnight."""
        if self.day.day() in (None, self._proposed_day):
            self._proposed_day = self.desk.registry.today()
            self.day.set(self._proposed_day)

    def _given(self, row: HandoverRow) -> None:
        self.desk.wrote(
            _("Saved receipt {code} for {name}.").format(code=row.code, name=row.head_name),
            lambda: self.desk.attempt(lambda: self._take_back(row)),
        )
        if self.tally.at_once.isChecked():
            self._print_receipts([row.id], row.code, f"{row.code}.pdf")

    def _take_back(self, row: HandoverRow) -> None:
        handovers.void(self.desk.registry, row.id, _("Taken back right after saving"))
        self.view.told.clear()
        self.desk.wrote(_("Receipt {code} is cancelled; its number stays used.").format(code=row.code))

    def _print_rest(self) -> None:
        its, registry = self.choice.round(), self.desk.registry

        def work(_progress: Progress) -> list[int]:
            with registry.other_thread():
                return handover_list.ids_of_round(its.id, unprinted=True) if its else []

        def found(ids: list[int]) -> None:
            if its is None or not ids:
                self.desk.say(_("Every receipt of this round has been printed."))
                return
            title = _("{n} receipts of “{name}”").format(n=len(ids), name=its.name)
            self._print_receipts(ids, title, f"bien-ban-{its.day:%Y%m%d}.pdf")

        self.desk.run(work, found)

    def _print_receipts(self, ids: Sequence[int], title: str, file_name: str) -> None:
        registry = self.desk.registry

        def printed() -> None:
            receipts.count_print(registry, ids)
            self.desk.written.emit()

        self.desk.print_now(lambda: receipts.pdf_of(registry, ids), title, file_name, printed)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        if (beside := self.tab_row()) is not None:
            head.addWidget(beside)
        head.addStretch(1)
        self.choice.box.setFixedWidth(_CHOICE_WIDTH)
        self.day.setAccessibleName(_("Day"))
        which = QHBoxLayout(self._which)
        which.setContentsMargins(0, 0, 0, 0)
        for widget in (self.choice.box, label(_("Day"), "muted"), self.day):
            which.addWidget(widget)
        head.addWidget(self._which)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(scrolled(self.tally), 1)
        side.addWidget(key_button(self._print, _("Print those not printed")))
        body = QHBoxLayout()
        body.setSpacing(MARGIN)
        body.addWidget(self.view, 1)
        right = QWidget()
        right.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        right.setFixedWidth(_TALLY_WIDTH)
        body.addWidget(right)
        work = QWidget()
        work.setLayout(body)
        body.setContentsMargins(0, 0, 0, 0)
        self._page.addWidget(work)
        self._page.addWidget(self._empty)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        lines.addLayout(head)
        lines.addWidget(self._page, 1)
