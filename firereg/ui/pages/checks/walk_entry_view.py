"""Entering what was found on a walk: scan, Enter for a pass, F9 for a fault, the next one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from firereg.domain.checklist import Item
from firereg.domain.labels import item_label, outcome_label
from firereg.domain.walks import Outcome
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import walk_entry, walk_look, walks
from firereg.services.walk_look import Sighted
from firereg.services.walks import LineRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.pages.base import MARGIN, DeskPage, page_of
from firereg.ui.pages.unfinished import FormKeeper, Typed
from firereg.ui.widgets.checklist import Checklist
from firereg.ui.widgets.fields import DateEdit, FieldRow
from firereg.ui.widgets.parts import InlineMessage, button, label
from firereg.ui.widgets.scan_edit import ScanEdit
from firereg.ui.widgets.table import DataTable

_WIDTH = 384
_ICONS = {
    Outcome.PASSED: ("circle-check", "success"),
    Outcome.FAILED: ("triangle-alert", "warning"),
    Outcome.NOT_FOUND: ("circle-question-mark", "warning"),
    Outcome.ELSEWHERE: ("map-pin", "accent"),
}


class WalkEntryView(DeskPage):
    """One walk: its lines at the left, what is entered at the right. `closed` tells that somebody goes back.

    A code is looked up first and nothing is kept; Enter in the empty field passes what was looked up, F9 asks for
    the fault, F7 says that it was not there. A scanner that sends the next code therefore never passes the last one.
    """

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.walk_id = 0
        self.sighted: Sighted | None = None
        self.model = PagedTableModel(self._columns(), self._fetch, parent=self)
        self.table = DataTable(self.model, _("Lines of the walk"))
        self._title, self._figures = label("", "title"), label("", "muted", wrap=True)
        self.scan, self.day, self.inspector = ScanEdit(), DateEdit(desk.registry.today), QLineEdit()
        self.serial = label("", "figure", wrap=True)
        self.where = label("", wrap=True)
        self.doubt, self.told = InlineMessage(), InlineMessage()
        self.points, self.words = Checklist(_("What is wrong")), QLineEdit()
        self._fault, self._actions = QWidget(), QWidget()
        self._passes = self.action(_("Passed"), "circle-check", "", self._pass)
        self._fails = self.action(_("Fault…"), "triangle-alert", "F9", self._open_fault)
        self._missing = self.action(_("Not found"), "circle-question-mark", "F7", self._not_found)
        self._undo = self.action(_("Take the last entry back"), "undo-2", "F6", self._take_back)
        self.unfinished = FormKeeper(desk, self, "walk", self._typed, self._put_back)
        self.scan.setPlaceholderText(_("Scan the line, or type a serial number"))
        self.scan.setAccessibleName(_("Code of the line or serial number"))
        self._build()
        self.setFocusProxy(self.scan)
        self.points.changed.connect(self.unfinished.touch)
        self.words.textChanged.connect(lambda _text: self.unfinished.touch())
        self.scan.entered.connect(self._entered)
        self.table.row_activated.connect(lambda row: self._look(row.serial))

    def open(self, walk_id: int) -> None:
        """Enter the results of this walk."""
        row = walks.walk(walk_id)
        self.walk_id = walk_id
        self._title.setText(row.name)
        today = self.desk.registry.today()
        self.day.set(min(max(today, row.first_day), row.last_day) if row.first_day <= today else today)
        self.inspector.setText(row.inspector or self.desk.registry.full_name)
        self.told.clear()
        self._show(None)
        self.refresh()
        self.unfinished.look()
        self.scan.setFocus()

    def refresh(self) -> None:
        """The lines and figures as they are now."""
        if not self.walk_id:
            return
        row = walks.walk(self.walk_id)
        words = [_("{done} of {total} entered").format(done=row.done, total=row.total)]
        words += [_("{n} with a fault").format(n=row.failed)] if row.failed else []
        words += [_("{n} not found").format(n=row.not_found)] if row.not_found else []
        self._figures.setText(" · ".join(words))
        self.model.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the fault, then what was looked up, then the walk; Enter goes from the points to the words."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.points.isAncestorOf(
            self.focusWidget()
        ):
            self.words.setFocus()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._fault.isVisible():
            self._fault.hide()
            self.scan.setFocus()
        elif self.sighted is not None:
            self._show(None)
        else:
            self.closed.emit()

    def _columns(self) -> Sequence[Column]:
        return (
            Column(_("No."), lambda r: r.position, align="right", width=48),
            Column(_("Household"), lambda r: r.head_name, stretch=True, tip=lambda r: r.head_name),
            Column(_("Address"), lambda r: r.address, width=168, spare=True, tip=lambda r: r.address),
            Column(_("Extinguisher"), lambda r: f"{r.serial} · {r.kind_code}", width=152),
            Column(
                _("Result"),
                _result,
                width=160,
                icon=lambda r: _ICONS.get(r.outcome, ("", ""))[0],
                role=lambda r: _ICONS.get(r.outcome, ("", "text"))[1],
                tip=lambda r: r.fault or r.remark,
            ),
        )

    def _fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:  # noqa: ARG002
        if not self.walk_id:
            return Page(())
        return page_of(walks.walk_page(self.walk_id, after=after), walks.line_key)

    def _entered(self) -> None:
        text = self.scan.text().strip()
        self.scan.clear()
        if text:
            self._look(text)
        elif self.sighted is not None:
            self._pass()

    def _look(self, code: str) -> None:
        left = self.sighted
        self.told.clear()
        try:
            found = walk_look.look(self.walk_id, code)
        except UserError as problem:
            self.told.say("error", str(problem))
            return
        if left is not None and left.serial != found.serial:
            self.told.say(
                "warning",
                _("{serial} was looked up and has no result yet. Scan it again.").format(serial=left.serial),
            )
        self._show(found)
        self.scan.setFocus()

    def _show(self, found: Sighted | None) -> None:
        self.sighted = found
        self._fault.hide()
        self._actions.setVisible(found is not None)
        self.serial.setText(f"{found.serial} · {found.kind_code}" if found else "")
        self.where.setText(found.where if found else _("Scan the first line, or choose it in the list."))
        doubts = [*found.open_faults, found.doubt] if found else []
        words = "\n".join(doubt for doubt in doubts if doubt)
        self.doubt.clear()
        if words:
            self.doubt.say("warning", words)
        for action in (self._passes, self._fails, self._missing):
            action.setEnabled(found is not None)
        if found is not None:
            self.points.set_points([(item, item_label(item)) for item in found.items])
            self.table.choose(found.line.id if found.line else None)
        self.words.clear()

    def _pass(self) -> None:
        self._keep(Outcome.PASSED)

    def _not_found(self) -> None:
        self._keep(Outcome.NOT_FOUND)

    def _open_fault(self) -> None:
        if self.sighted is not None:
            self._fault.show()
            self.points.setFocus()

    def _fail(self) -> None:
        self._keep(Outcome.FAILED)

    def _keep(self, outcome: Outcome) -> None:
        if self.sighted is None:
            return
        day = self.day.day()
        if day is None:
            self.told.say("error", _("Enter the day of the check."))
            self.day.setFocus()
            return
        failing = outcome is Outcome.FAILED
        try:
            with self.unfinished.finishing():
                kept = walk_entry.enter(
                    self.desk.registry,
                    self.walk_id,
                    self.sighted.serial,
                    outcome,
                    day=day,
                    failed_items=tuple(Item(str(item)) for item in self.points.wrong()) if failing else (),
                    words=self.words.text() if failing else "",
                    inspector=self.inspector.text(),
                )
        except UserError as problem:
            self.told.say("error", str(problem))
            return
        role = {Outcome.PASSED: "success"}.get(outcome, "warning")
        self.told.say("warning" if kept.warnings else role, " ".join((kept.sentence, *kept.warnings)))
        self._show(None)
        self.table.choose(kept.row.id)
        self.desk.written.emit()
        self.scan.setFocus()

    def _typed(self) -> Typed | None:
        """A fault that is being described; all else is one key."""
        wrong, words = list(map(str, self.points.wrong())), self.words.text()
        if self.sighted is None or not (wrong or words.strip()):
            return None
        serial = self.sighted.serial
        return Typed(serial, {"walk": self.walk_id, "serial": serial, "wrong": wrong, "words": words})

    def _put_back(self, content: dict[str, Any]) -> None:
        if content["walk"] != self.walk_id:
            self.open(content["walk"])
        self._look(content["serial"])
        if self.sighted is not None:
            self._open_fault()
            self.points.tick([Item(one) for one in content["wrong"]])
            self.words.setText(content["words"])
            self.words.setFocus()

    def _take_back(self) -> None:
        change = walk_entry.undo(self.desk.registry, self.walk_id)
        self._show(None)
        self.told.say(
            "info",
            _("The entry of {serial} is taken back.").format(serial=change.subject)
            if change
            else _("Nothing has been entered on this walk."),
        )
        self.desk.written.emit()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        back = button(_("All walks"), self.closed.emit, "arrow-left", "quiet")
        head.addWidget(back)
        head.addWidget(self._title)
        head.addSpacing(8)
        head.addWidget(self._figures, 1)
        body = QHBoxLayout()
        body.setSpacing(MARGIN)
        body.addWidget(self.table, 1)
        body.addWidget(self._side())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        lines.addLayout(head)
        lines.addLayout(body, 1)

    def _side(self) -> QScrollArea:
        side = QFrame()
        side.setProperty("kind", "card")
        lines = QVBoxLayout(side)
        lines.setContentsMargins(16, 16, 16, 16)
        lines.setSpacing(8)
        self.inspector.setMaxLength(200)
        for widget in (self.unfinished.offer, self.scan, self.told, self.serial, self.where, self.doubt):
            lines.addWidget(widget)
        self._lay_out_actions()
        lines.addWidget(self._actions)
        self._lay_out_fault()
        lines.addWidget(self._fault)
        lines.addStretch(1)
        lines.addWidget(FieldRow(_("Day"), self.day, label_width=96))
        lines.addWidget(FieldRow(_("Inspector"), self.inspector, label_width=96))
        lines.addWidget(self._button(self._undo))
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(_WIDTH)
        scroll.setWidget(side)
        return scroll

    def _lay_out_actions(self) -> None:
        lines = QVBoxLayout(self._actions)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(button(_("Passed (Enter)"), self._passes.trigger, "circle-check", "primary"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._button(self._fails), 1)
        row.addWidget(self._button(self._missing), 1)
        lines.addLayout(row)

    def _lay_out_fault(self) -> None:
        self.words.setPlaceholderText(_("More words, if they are needed"))
        self.words.setAccessibleName(_("What is wrong"))
        self.words.returnPressed.connect(self._fail)
        lines = QVBoxLayout(self._fault)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(label(_("What is wrong? The digits tick a point."), "strong", wrap=True))
        lines.addWidget(self.points)
        lines.addWidget(self.words)
        keep = button(_("Save the fault"), self._fail, "check", "primary")
        lines.addWidget(keep, alignment=Qt.AlignmentFlag.AlignLeft)

    def _button(self, action: QAction) -> QWidget:
        key = action.shortcut().toString()
        made = button(f"{action.text()} ({key})" if key else action.text(), action.trigger)
        made.setIcon(action.icon())
        action.enabledChanged.connect(made.setEnabled)
        return made


def _result(row: LineRow) -> str:
    return outcome_label(row.outcome) if row.outcome is not Outcome.OPEN else ""
