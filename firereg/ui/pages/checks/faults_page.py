"""What is wrong with extinguishers: open until somebody says what was done, the overdue ones on top."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from firereg.domain.dates import format_date
from firereg.domain.money import format_dong
from firereg.domain.roles import Right
from firereg.domain.schedule import RecordKind
from firereg.i18n import _
from firereg.services import faults, wards
from firereg.services.faults import FaultFilter, FaultRow, FaultStatus
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, page_of
from firereg.ui.pages.checks.check_tabs import check_tabs
from firereg.ui.pages.checks.fault_forms import AssignForm, CloseForm
from firereg.ui.pages.checks.inspection_form import Kept
from firereg.ui.pages.checks.service_form import ServiceForm
from firereg.ui.pages.equipment.life import life_events
from firereg.ui.pages.equipment.subject import Subject
from firereg.ui.pages.group_names import GroupNames
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story

_SHAPES = {
    FaultStatus.OVERDUE: ("circle-alert", "danger"),
    FaultStatus.OPEN: ("triangle-alert", "warning"),
    FaultStatus.CLOSED: ("circle-check", "muted"),
}


class FaultsPage(ListPage):
    """Hư hỏng."""

    name = "faults"
    stands_under = "inspections"
    first_sort = (3, Qt.SortOrder.AscendingOrder)

    def __init__(self, desk: Desk) -> None:
        self.title = _("Faults")
        self.groups = GroupNames()
        super().__init__(desk)
        self.close_form, self.assign, self.service = CloseForm(desk), AssignForm(desk), ServiceForm(desk)
        self._close = self.action(_("Close the fault"), "check", "F8", self._open_close)
        self._assign = self.action(_("Who mends it"), "user-check", "F2", self._open_assign)
        self._serve = self.action(_("Record the work of a firm"), "wrench", "Shift+F8", self._open_service)
        self._reopen = self.action(_("Open it again"), "undo-2", "", self._open_again)
        self._show = self.action(
            _("Show the extinguisher"), "fire-extinguisher", "", self._show_extinguisher, right=Right.LOOK
        )
        self.panel.set_actions(self.row_actions())
        for form in (self.close_form, self.assign, self.service):
            form.saved.connect(self._kept)
            form.closed.connect(self.show_story_again)
        self.table.row_activated.connect(lambda _row: self._close.trigger())

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """What else there is to check."""
        return check_tabs()

    def refresh(self) -> None:
        """The rows, and what their groups are called."""
        self.groups.fetch()
        super().refresh()

    def columns(self) -> Sequence[Column]:
        """Which extinguisher, what is wrong, who mends it and by when."""
        return (
            Column(_("Serial number"), lambda r: r.serial, width=96, sort_key="serial"),
            Column(_("Fault"), lambda r: r.what, stretch=True, tip=lambda r: r.what),
            Column(_("Found"), lambda r: r.found_on, align="right", width=96, sort_key="found", spare=True),
            Column(_("To be mended by"), lambda r: r.due_on or "–", align="right", width=96, sort_key="due"),
            Column(
                _("State"),
                self._state,
                width=146,
                icon=lambda r: self._shape(r)[0],
                role=lambda r: self._shape(r)[1],
            ),
            Column(_("Kind"), lambda r: r.kind_code, width=80, spare=True),
            Column(_("Who mends it"), lambda r: r.responsible, width=136, spare=True),
            Column(_("Holder"), lambda r: r.head_name, width=144, spare=True),
            Column(_("Group"), self.groups.of, width=112, spare=True),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of faults; open ones unless others are asked for."""
        sort = sort or "due"
        rows = faults.fault_page(
            self._today(), FaultFilter(**filters), sort=sort, descending=descending, after=after
        )
        return page_of(rows, lambda row: faults.fault_key(row, sort))

    def empty(self) -> EmptyState:
        """No fault is good news."""
        return EmptyState("circle-check", _("No fault is open here."))

    def nothing_fits(self) -> str:
        """So it is of a part, where only open ones are asked for."""
        return _("No fault here.")

    def figures(self) -> str:
        """How many are open, and how many of them too long."""
        counts = faults.counts(self._today(), self.filters.get("group_id"))
        words = [_("{n} open").format(n=format_dong(counts[FaultStatus.OPEN]))]
        if counts[FaultStatus.OVERDUE]:
            words.append(_("{n} overdue").format(n=format_dong(counts[FaultStatus.OVERDUE])))
        return " · ".join(words)

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By how far they are, and where."""
        states = [(_status_label(status), status) for status in FaultStatus]
        among = wards.groups()
        places = [(wards.group_name(group, among), group.id) for group in among]
        return (("status", _("State"), states), ("group_id", _("Group"), places))

    def row_actions(self) -> Sequence[QAction]:
        """To close one is what it is there for."""
        if not hasattr(self, "_show"):
            return ()
        return (self._close, self._assign, self._serve, self._reopen, self._show)

    def story(self, row: FaultRow) -> Story:
        """What is wrong, and the life of the extinguisher."""
        facts = [
            (_("Extinguisher"), f"{row.kind_code} · {row.serial}"),
            (_("Found"), format_date(row.found_on)),
            (_("Who mends it"), row.responsible or "–"),
            (_("To be mended by"), format_date(row.due_on) if row.due_on else "–"),
        ]
        if row.closed_on is not None:
            facts.append((_("Closed"), f"{format_date(row.closed_on)}\n{row.done}"))
        badge = (self._state(row), self._shape(row)[1])
        return Story(row.what, self._where(row), [badge], facts, life_events(row.extinguisher_id))

    def show_target(self, target: Any) -> None:
        """Show the faults that fit these filters, or the one with that id."""
        if isinstance(target, dict):
            self.replace_filters(target)
        else:
            self.table.choose(target)

    def _tell(self, row: Any) -> None:
        super()._tell(row)
        if row is not None and self.row_actions():
            is_open = row.closed_on is None
            for action in (self._close, self._assign, self._serve):
                action.setEnabled(is_open)
            self._reopen.setEnabled(not is_open)

    def _open(self, form: SideForm, begin: Any) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(form)
            begin(row)

    def _open_close(self) -> None:
        self._open(self.close_form, self.close_form.begin)

    def _open_assign(self) -> None:
        self._open(self.assign, self.assign.begin)

    def _open_service(self) -> None:
        self._open(
            self.service,
            lambda row: self.service.begin(
                Subject(row.extinguisher_id, row.serial, row.kind_code, self._where(row)), RecordKind.RECHARGE
            ),
        )

    def _open_again(self) -> None:
        row = self.table.current_row()
        if row is not None:
            _nothing, undo = undoably(self.desk, lambda: faults.reopen(self.desk.registry, row.id))
            self.desk.wrote(_("The fault of {serial} is open again.").format(serial=row.serial), undo)

    def _show_extinguisher(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.desk.go("extinguishers", row.extinguisher_id)

    def _kept(self, kept: Kept) -> None:
        self.show_story_again()
        self.desk.wrote(*kept)

    def _today(self) -> Any:
        return self.desk.registry.today()

    def _state(self, row: FaultRow) -> str:
        return _status_label(row.status(self._today()))

    def _shape(self, row: FaultRow) -> tuple[str, str]:
        return _SHAPES[row.status(self._today())]

    def _where(self, row: FaultRow) -> str:
        return ", ".join(part for part in (row.head_name, self.groups.of(row)) if part) or _("Ward's store")


def _status_label(status: FaultStatus) -> str:
    return {
        FaultStatus.OPEN: _("Not mended"),
        FaultStatus.OVERDUE: _("Overdue"),
        FaultStatus.CLOSED: _("Mended"),
    }[status]
