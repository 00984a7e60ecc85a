"""The list of a round: who is on it and why, changed by hand until it is approved, and what became of each."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QPushButton

from firereg.domain.dates import format_date
from firereg.domain.household import HouseholdState
from firereg.domain.labels import household_state_label, share_label
from firereg.domain.support import Outcome
from firereg.i18n import _
from firereg.services import entitlement, households, round_balance, round_list, round_papers, wards
from firereg.services.round_list import EntitledFilter, EntitledRow
from firereg.services.rounds import RoundRow
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, first_step, page_of
from firereg.ui.pages.support import support_work
from firereg.ui.pages.support.put_on_form import PutOnForm
from firereg.ui.pages.support.support_row_work import SHARE_ICONS, ListRowWork
from firereg.ui.pages.support.support_tabs import RoundChoice, support_tabs
from firereg.ui.pages.support.support_words import counts_words
from firereg.ui.widgets.parts import EmptyState, button
from firereg.ui.widgets.story import Event, Story

_TAKEN_OUT = "taken_out"
_SHOWN = 50
_ROOM_FOR_ALL = 1000  # below it the head has no room for every button beside the figures


class SupportListPage(ListPage):
    """Danh sách của đợt."""

    name = "support_list"
    stands_under = "support"
    exportable = False  # by key and menu, not by a button: the head is full

    def __init__(self, desk: Desk) -> None:
        self.title = _("List of a round")
        self.choice = RoundChoice(desk)
        super().__init__(desk)
        self._heading.hide()  # the tab says it
        self._head.insertWidget(1, self.choice.box)
        self.choice.box.setFixedWidth(216)
        self.choice.chosen.connect(self._round_chosen)
        self._draw = self.action(_("Draw up"), "list", "F7", self._draw_up)
        self._put_on = self.action(_("Put on by hand…"), "plus", "Ctrl+Shift+N", self._open_put_on)
        self._approve = self.action(_("Approve…"), "check", "", self._ask_to_approve)
        self._waits = self.action(
            _("Not given yet"), "list-filter", "F6", self._show_waiting, right=self.right
        )
        self._left = self.action(
            _("Eligible, not on the list"), "circle-question-mark", "", self._look_left_off, right=self.right
        )
        self.action(_("Export the list"), "file-output", "Ctrl+E", self._export_list, right=self.right)
        self._paper = self.action(
            _("List of the entitled"),
            "file-text",
            "Ctrl+Shift+P",
            self._print_list,
            right=self.right,
        )
        self._signs = self.action(_("Sign list"), "printer", "Ctrl+P", self._print_sign_list)
        self.work = ListRowWork(self)
        self._steps: dict[QAction, QPushButton] = {}
        for action in (self._waits, self._paper, self._signs, self._put_on, self._draw, self._approve):
            self._add_step(action)
        self.table.row_activated.connect(lambda _row: self.work.give.trigger())

    @cached_property
    def form(self) -> PutOnForm:
        """Made when it is first asked for."""
        made = PutOnForm(self.desk)
        made.saved.connect(lambda _count: self.show_story_again())
        made.closed.connect(self.show_story_again)
        return made

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The rounds, and where this one is given out."""
        return support_tabs(self.desk)

    def columns(self) -> Sequence[Column]:
        """Who, why, and what became of it."""
        return (
            Column(_("Household"), lambda r: r.head_name, stretch=True, tip=_household_words),
            Column(_("Group"), lambda r: r.group_number, align="right", width=72),
            Column(_("Reason"), _reason, stretch=True, tip=_reason),
            Column(
                _("State"),
                self._state,
                width=136,
                icon=_state_icon,
                role=_state_role,
                tip=lambda r: r.outcome_note,
            ),
            Column(_("Receipt"), lambda r: r.receipt, width=120, spare=True),
            Column(_("On"), lambda r: r.outcome_on, align="right", width=100, spare=True),
            Column(_("Code"), lambda r: r.code, width=112, spare=True, shown=False),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:  # noqa: ARG002
        """One page of the list, by group and name."""
        its = self.choice.round()
        if its is None:
            return Page(())
        return page_of(round_list.list_page(its.id, _which(filters), after), round_list.page_key)

    def empty(self) -> EmptyState:
        """The first step is to draw it up."""
        return first_step(
            self.desk,
            "list",
            _(
                "Nobody here. Draw the list up from the criteria of the round, or put households on it by hand."
            ),
            _("Draw up"),
            lambda: self.desk.attempt(self._first_step),
        )

    def nothing_fits(self) -> str:
        """Nobody who still waits is good news."""
        if self.filters == {"state": Outcome.WAITING.name}:
            return _("Nobody on the list still waits.")
        return super().nothing_fits()

    def figures(self) -> str:
        """How many are on it, and what became of them."""
        its = self.choice.round()
        if its is None:
            return ""
        return counts_words(round_balance.figures([its])[0].counts)

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By what became of them, and by group."""
        among = wards.groups()
        states = [(share_label(outcome), outcome.name) for outcome in Outcome]
        return (
            ("state", _("State"), [*states, (_("Taken out"), _TAKEN_OUT)]),
            ("group_id", _("Group"), [(wards.group_name(one, among), one.id) for one in among]),
        )

    def row_actions(self) -> Sequence[QAction]:
        """What fits the chosen row and the round."""
        row, its = self.table.current_row(), self.choice.round()
        if not hasattr(self, "work") or row is None or its is None:
            return ()
        return self.work.fitting(row, its)

    def story(self, row: EntitledRow) -> Story:
        """Why it is on the list, and what became of it."""
        facts = [(_("Code"), row.code), (_("Reason"), row.reason or "–")]
        if row.taken_out:
            facts.append((_("Taken out"), row.why))
        elif row.by_hand:
            facts.append((_("By hand"), row.why))
        if row.outcome_on:
            facts.append((_("On"), format_date(row.outcome_on)))
        if row.outcome_note:
            facts.append((_("Note"), row.outcome_note))
        if row.receipt:
            facts.append((_("Receipt"), row.receipt))
        badges = [(self._state(row), _state_role(row).replace("text", ""))]
        if row.state is not HouseholdState.LIVING:
            badges.append((household_state_label(row.state), "warning"))
        return Story(row.head_name, _household_words(row), badges, facts)

    def show_target(self, target: Any) -> None:
        """The id of the round to show the list of."""
        self.choice.choose(target)
        self._round_chosen()

    def refresh(self) -> None:
        """The list as it is now, of the round that was worked on last."""
        self.choice.fill()
        self._fit()
        super().refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen those who wait are found by key, menu and filter: the figures need the room."""
        super().resizeEvent(event)
        if (event.size().width() < _ROOM_FOR_ALL) != (event.oldSize().width() < _ROOM_FOR_ALL):
            self._fit()

    def _round_chosen(self) -> None:
        self.choice.fill()
        self._fit()
        self.replace_filters({})
        self.show_story_again()

    def _add_step(self, action: QAction) -> None:
        """A button that is there while it is the time for its action."""
        if action.isVisible():
            made = button(action.text(), action.trigger)
            made.setIcon(action.icon())
            made.setToolTip(f"{action.text()} ({action.shortcut().toString()})".replace(" ()", ""))
            made.hide()  # until it is known what the round lets be done
            self._head.addWidget(made)
            self._steps[action] = made

    def _fit(self) -> None:
        """Offer what the round lets be done: buttons for what comes next, the rest by menu and key."""
        its = self.choice.round()
        still_open = its is not None and its.approved_at is None and its.closed_on is None
        for action in (self._draw, self._put_on, self._approve):
            action.setEnabled(still_open)
        for action in (self._signs, self._paper, self._waits):
            action.setEnabled(its is not None)
        now = (
            {self._draw, self._put_on, self._approve}
            if still_open
            else {self._waits, self._paper, self._signs}
        )
        if self.width() < _ROOM_FOR_ALL:
            now.discard(self._waits)
        for wanted in (False, True):  # all of them at once would push the window wider
            for action, made in self._steps.items():
                if (action in now) is wanted:
                    made.setVisible(wanted)
        self._left.setEnabled(its is not None and its.criteria.names_anybody)

    def _tell(self, row: Any) -> None:
        self.panel.set_actions(_in_pairs(self.row_actions()))
        super()._tell(row)

    def _round(self) -> RoundRow:
        its = self.choice.round()
        assert its is not None
        return its

    def _state(self, row: EntitledRow) -> str:
        if row.taken_out:
            return _("Taken out")
        its = self.choice.round()
        if row.outcome is Outcome.WAITING and its is not None and its.closed_on is not None:
            return _("Got nothing")
        return share_label(row.outcome)

    def _first_step(self) -> None:
        if self.choice.round() is None:
            self.desk.go("support", "new")
        else:
            self._draw_up()

    def _draw_up(self) -> None:
        if self.choice.round() is not None and self._draw.isEnabled():
            support_work.draw_up(self.desk, self._round(), lambda: None)

    def _open_put_on(self) -> None:
        self.show_side(self.form)
        self.form.begin(self._round())

    def _ask_to_approve(self) -> None:
        support_work.ask_to_approve(self, self._round())

    def _show_waiting(self) -> None:
        """Who was left out, or still waits; once more shows everybody again."""
        wanted = Outcome.WAITING.name
        self.set_filter("state", None if self.filters.get("state") == wanted else wanted)

    def _look_left_off(self) -> None:
        registry, its = self.desk.registry, self._round()

        def work(_progress: Progress) -> Story:
            with registry.other_thread():
                found = entitlement.left_off(registry, its)
                first = found[:_SHOWN]
                rows = households.by_ids([one.household_id for one in first], registry.today())
            return self._story_of_left_off(
                len(found), list(zip(rows, (one.reason for one in first), strict=True))
            )

        self.desk.run(work, self._show_left_off)

    def _story_of_left_off(self, count: int, found: Sequence[tuple[households.HouseholdRow, str]]) -> Story:
        events = [
            Event(
                row.group_name,
                row.head_name,
                reason,
                "house",
                "accent",
                partial(self.desk.go, "households", row.id),
            )
            for row, reason in found
        ]
        if count > len(events):
            events.append(
                Event("", _("and {n} more").format(n=count - len(events)), icon="ellipsis", role="muted")
            )
        if not count:
            return Story(_("Nobody is missing"), _("Everybody whom the criteria choose is on the list."))
        title = _("{n} eligible, not on the list").format(n=count)
        words = _("By the criteria of the round, as the register is now.")
        if self._draw.isEnabled():
            words += " " + _("Draw up puts them on the list.")
        return Story(title, words, events=events)

    def _show_left_off(self, story: Story) -> None:
        self.panel.set_actions(())
        self.panel.show_story(story)
        self.show_story_again()

    def _print_list(self) -> None:
        registry, its = self.desk.registry, self._round()
        self.desk.print_pdf(
            lambda: round_papers.eligible_list_pdf(registry, its.id),
            _("List of the entitled of “{name}”").format(name=its.name),
            f"danh-sach-{its.day:%Y%m%d}.pdf",
        )

    def _print_sign_list(self) -> None:
        registry, its = self.desk.registry, self._round()
        self.desk.print_pdf(
            lambda: round_papers.sign_list_pdf(registry, its.id, registry.full_name),
            _("Sign list of “{name}”").format(name=its.name),
            f"ky-nhan-{its.day:%Y%m%d}.pdf",
        )


def _which(filters: Mapping[str, Any]) -> EntitledFilter:
    state = filters.get("state")
    return EntitledFilter(
        text=filters.get("text", ""),
        outcome=Outcome[state] if state and state != _TAKEN_OUT else None,
        group_id=filters.get("group_id"),
        taken_out=state == _TAKEN_OUT,
    )


def _in_pairs(actions: Sequence[QAction]) -> list[QAction | tuple[QAction, ...]]:
    """The usual next step by itself; many others side by side."""
    first, rest = actions[:1], actions[1:]
    if len(rest) < 2:
        return [*first, *rest]
    return [*first, *(tuple(rest[at : at + 2]) for at in range(0, len(rest), 2))]


def _household_words(row: EntitledRow) -> str:
    group = wards.group_names()[row.group_number, row.group_ward]
    return ", ".join(part for part in (row.address, group) if part)


def _reason(row: EntitledRow) -> str:
    return row.why if row.taken_out else row.reason or row.why


def _state_icon(row: EntitledRow) -> str:
    return "x" if row.taken_out else SHARE_ICONS[row.outcome][0]


def _state_role(row: EntitledRow) -> str:
    return "muted" if row.taken_out else SHARE_ICONS[row.outcome][1]
