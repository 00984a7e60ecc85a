"""The extinguishers: received, looked for, moved, and each one's life."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.labels import clock_label, group_label, state_label
from firereg.domain.money import format_dong
from firereg.i18n import _
from firereg.services import equipment, equipment_moves
from firereg.services.equipment import ExtinguisherFilter, ExtinguisherRow
from firereg.ui.desk import Desk
from firereg.ui.icons import icon
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.ask_line import AskLine
from firereg.ui.pages.base import ListPage, page_of
from firereg.ui.pages.inspection_form import InspectionForm, Kept
from firereg.ui.pages.life import life_events
from firereg.ui.pages.receive_form import ReceiveForm
from firereg.ui.pages.service_form import ServiceForm
from firereg.ui.pages.side_form import undoably
from firereg.ui.pages.subject import Subject, clock_facts
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story

_SOON = timedelta(days=30)
_ICONS = {
    State.IN_STOCK: "package",
    State.WITH_HOUSEHOLD: "house",
    State.AT_SERVICE: "wrench",
    State.SPARE_LENT: "repeat",
    State.LOST: "circle-question-mark",
    State.USED: "flame",
    State.DISCARDED: "trash-2",
}
_ROLES = {State.LOST: "warning", State.USED: "warning", State.DISCARDED: "muted"}


class ExtinguishersPage(ListPage):
    """Bình chữa cháy."""

    name = "extinguishers"

    def __init__(self, desk: Desk) -> None:
        self.title = _("Extinguishers")
        super().__init__(desk)
        self.receive, self.inspection = ReceiveForm(desk), InspectionForm(desk, goes_on=False)
        self.service = ServiceForm(desk)
        self._receive = self.action(_("Receive extinguishers"), "plus", "Ctrl+Shift+N", self._open_receive)
        self._inspect = self.action(_("Record an inspection"), "clipboard-check", "F8", self._open_inspection)
        self._serve = self.action(_("Record the work of a firm"), "wrench", "Shift+F8", self._open_service)
        self._moves = QMenu(self)
        self._move = self.action(_("It is somewhere else now…"), "arrow-right", "Ctrl+M", self._open_moves)
        self._moves.aboutToShow.connect(self._fill_moves)
        self.panel.set_actions(self.row_actions())
        self.add_button(self._receive, "plus")
        for form in (self.inspection, self.service):
            form.saved.connect(self._recorded)
        for side in (self.receive, self.inspection, self.service):
            side.closed.connect(self.show_story_again)
        self.receive.saved.connect(self.table.choose)

    def columns(self) -> Sequence[Column]:
        """What it is, where it is, and what is due on it."""
        return (
            Column(_("Serial number"), lambda r: r.serial, width=96, sort_key="serial"),
            Column(_("Kind"), lambda r: r.kind_code, width=88, tip=lambda r: r.kind_name),
            Column(_("Made"), _made, align="right", width=80, spare=True),
            Column(
                _("State"),
                lambda r: state_label(r.state),
                width=124,
                sort_key="state",
                icon=lambda r: _ICONS[r.state],
                role=lambda r: _ROLES.get(r.state, "text"),
            ),
            Column(_("Holder"), lambda r: r.head_name, stretch=True, tip=lambda r: r.head_name),
            Column(_("Group"), lambda r: r.group_number, align="right", width=48, spare=True),
            Column(_("Next due"), lambda r: clock_label(r.next_clock) if r.next_clock else "–", width=152),
            Column(
                _("Due"),
                self._due_words,
                width=136,
                icon=self._due_icon,
                role=self._due_role,
                tip=self._due_tip,
            ),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of extinguishers."""
        sort = sort or "serial"
        rows = equipment.extinguisher_page(
            ExtinguisherFilter(**filters), sort=sort, descending=descending, after=after
        )
        return page_of(rows, lambda row: equipment.extinguisher_key(row, sort))

    def empty(self) -> EmptyState:
        """The first step is to receive some."""
        return EmptyState(
            "fire-extinguisher",
            _("No extinguisher here. Take a filter away, or receive the first ones."),
            _("Receive extinguishers"),
            self._open_receive,
        )

    def figures(self) -> str:
        """How many the filters let through."""
        return _("{n} extinguishers").format(
            n=format_dong(equipment.count(ExtinguisherFilter(**self.filters)))
        )

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By where it is, and by kind."""
        return (
            ("state", _("State"), [(state_label(state), state) for state in State]),
            ("kind_code", _("Kind"), [(f"{k.code} · {k.name}", k.code) for k in equipment.kinds()]),
        )

    def row_actions(self) -> Sequence[QAction]:
        """A record is what is made most often."""
        return (self._inspect, self._serve, self._move) if hasattr(self, "_move") else ()

    def story(self, row: ExtinguisherRow) -> Story:
        """What it is, every one of its clocks, and its life."""
        facts = [
            (_("Kind"), f"{row.kind_code}\n{row.kind_name}"),
            (_("Made"), _made(row)),
            (_("Donor"), row.donor or "–"),
            *clock_facts(row.id),
        ]
        badge = (state_label(row.state), _ROLES.get(row.state, "accent").replace("muted", ""))
        return Story(row.serial, _where(row), [badge], facts, life_events(row.id))

    def show_target(self, target: Any) -> None:
        """Show the extinguisher with that id or serial number, or those that fit a filter and nothing else."""
        if isinstance(target, dict):
            for key in [key for key in self.filters if key not in target]:
                self.set_filter(key, None)
            for key, value in target.items():
                self.set_filter(key, value)
            return
        row = equipment.by_id(target) if isinstance(target, int) else equipment.by_serial(str(target))
        self.show_target({"text": row.serial})
        self.table.choose(row.id)

    def _tell(self, row: Any) -> None:
        super()._tell(row)
        if row is not None and self.row_actions():
            gone = row.state in (State.LOST, State.DISCARDED)
            self._inspect.setEnabled(not gone)
            self._serve.setEnabled(not gone)
            self._move.setEnabled(bool(equipment_moves.moves(row)))

    def _due_words(self, row: ExtinguisherRow) -> str:
        if row.next_due is None:
            return ""
        left = (row.next_due - self._today()).days
        if left < 0:
            return _("{n} days late").format(n=-left)
        return _("in {n} days").format(n=left) if left <= _SOON.days else format_date(row.next_due)

    def _due_tip(self, row: ExtinguisherRow) -> str:
        return format_date(row.next_due) if row.next_due else ""

    def _due_role(self, row: ExtinguisherRow) -> str:
        if row.next_due is None or row.next_due > self._today() + _SOON:
            return "text"
        return "danger" if row.next_due < self._today() else "warning"

    def _due_icon(self, row: ExtinguisherRow) -> str:
        return {"danger": "circle-alert", "warning": "triangle-alert"}.get(self._due_role(row), "")

    def _today(self) -> date:
        return self.desk.registry.today()

    def _open_receive(self) -> None:
        self.show_side(self.receive)
        self.receive.begin()

    def _open_inspection(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.inspection)
            self.inspection.begin(_subject(row))

    def _open_service(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.service)
            self.service.begin(_subject(row))

    def _recorded(self, kept: Kept) -> None:
        self.show_story_again()
        self.desk.wrote(*kept)

    def _open_moves(self) -> None:
        row = self.table.current_row()
        if row is not None and equipment_moves.moves(row):
            self._moves.popup(self.panel.mapToGlobal(self.panel.rect().center()))
            self._moves.setActiveAction(self._moves.actions()[0])

    def _fill_moves(self) -> None:
        self._moves.clear()
        row = self.table.current_row()
        for state in equipment_moves.moves(row) if row is not None else ():
            self._moves.addAction(
                icon(_ICONS[state]), _move_words(state), lambda state=state: self._ask_move(row, state)
            )

    def _ask_move(self, row: ExtinguisherRow, state: State) -> None:
        if state not in equipment_moves.NEEDS_REASON:
            self.desk.attempt(lambda: self._keep_move(row, state, ""))
            return
        question = AskLine(
            f"{row.serial}: {state_label(state)}",
            _("What happened? The reason is kept in the journal."),
            _move_words(state),
            lambda reason: self._keep_move(row, state, reason),
        )
        question.closed.connect(self.show_story_again)
        question.closed.connect(question.deleteLater)
        self.show_side(question)
        question.begin()

    def _keep_move(self, row: ExtinguisherRow, state: State, reason: str) -> None:
        desk = self.desk
        _moved, undo = undoably(desk, lambda: equipment_moves.move(desk.registry, row.id, state, reason))
        done = _("Extinguisher {serial}: {state}.").format(serial=row.serial, state=state_label(state))
        desk.wrote(done, undo)


def _subject(row: ExtinguisherRow) -> Subject:
    return Subject(row.id, row.serial, row.kind_code, _where(row))


def _made(row: ExtinguisherRow) -> str:
    return f"{row.made_on:%m/%Y}" if row.made_on else _("not known")


def _where(row: ExtinguisherRow) -> str:
    if not row.head_name:
        return state_label(row.state)
    return f"{row.head_name}, {group_label(row.group_number)}" if row.group_number else row.head_name


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
