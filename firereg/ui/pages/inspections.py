"""What is overdue: the list, and the records that take an extinguisher off it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction

from firereg.domain.labels import clock_label, group_label
from firereg.domain.money import format_dong
from firereg.domain.schedule import Clock, RecordKind
from firereg.i18n import _
from firereg.services import equipment, households, overdue, papers, tables, wards
from firereg.services.overdue import OverdueFilter, OverdueRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, page_of
from firereg.ui.pages.check_tabs import check_tabs
from firereg.ui.pages.inspection_form import InspectionForm, Kept
from firereg.ui.pages.life import life_events
from firereg.ui.pages.service_form import ServiceForm
from firereg.ui.pages.subject import Subject, clock_facts
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story

_DONE_BY = {
    Clock.MAINTENANCE: RecordKind.MAINTENANCE,
    Clock.FULL_SERVICE: RecordKind.RECHARGE,
    Clock.HYDROSTATIC: RecordKind.HYDROSTATIC,
}


class InspectionsPage(ListPage):
    """Kiểm tra."""

    name = "inspections"
    exportable = False  # it has a fuller one of its own
    first_sort = (4, Qt.SortOrder.AscendingOrder)
    searchable = False

    def __init__(self, desk: Desk) -> None:
        self.title = _("Overdue checks")
        self._phone_of: int | None = None
        super().__init__(desk)
        self._inspect = self.action(_("Record an inspection"), "clipboard-check", "F8", self._open_inspection)
        self._serve = self.action(_("Record the work of a firm"), "wrench", "Shift+F8", self._open_service)
        self._phone = self.action(_("Show phone"), "phone", "", self._show_phone)
        self._print = self.action(_("Print the list"), "printer", "Ctrl+P", self._print_list)
        self._export = self.action(_("Export to Excel"), "file-output", "Ctrl+E", self._export_overdue)
        self.panel.set_actions(self.row_actions())
        self.add_button(self._print, "printer")
        self.add_button(self._export, "file-output")
        self.inspection, self.service = InspectionForm(desk, goes_on=True), ServiceForm(desk)
        self.inspection.saved.connect(self._go_on)
        self.service.saved.connect(self._served)
        for form in (self.inspection, self.service):
            form.closed.connect(self.show_story_again)
        self.table.row_activated.connect(lambda _row: self._inspect.trigger())
        self.table.row_chosen.connect(self._follow)

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """What else there is to check."""
        return check_tabs()

    def columns(self) -> Sequence[Column]:
        """Who to go to, what to do there, and how late it is."""
        return (
            Column(_("Household"), _holder, stretch=True, sort_key="name", tip=lambda r: r.address),
            Column(_("Group"), lambda r: r.group_number, align="right", width=64, sort_key="group"),
            Column(_("Extinguisher"), lambda r: f"{r.serial} · {r.kind_code}", width=152, sort_key="serial"),
            Column(_("Work"), lambda r: clock_label(r.clock), width=148),
            Column(_("Due"), lambda r: r.due, align="right", width=104, sort_key="due"),
            Column(_("Late"), _late, width=112, role=lambda _r: "danger", icon=lambda _r: "circle-alert"),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of what is overdue today."""
        sort = sort or "due"
        rows = overdue.overdue_page(
            self.desk.registry.today(),
            OverdueFilter(**filters),
            sort=sort,
            descending=descending,
            after=after,
        )
        return page_of(rows, lambda row: overdue.overdue_key(row, sort))

    def empty(self) -> EmptyState:
        """Nothing overdue is good news."""
        return EmptyState("circle-check", _("Nothing is overdue here."))

    def figures(self) -> str:
        """How many clocks are past due, in all and each."""
        counts = overdue.overdue_counts(self.desk.registry.today(), OverdueFilter(**self.filters))
        parts = [_("{n} overdue").format(n=format_dong(sum(counts.values())))]
        parts += [f"{clock_label(clock)}: {format_dong(counts[clock])}" for clock in Clock if clock in counts]
        return " · ".join(parts)

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By what is to be done, and where."""
        return (
            ("clock", _("Work"), [(clock_label(clock), clock) for clock in Clock]),
            ("by_firm", _("Who does it"), [(_("A firm, or it is discarded"), True)]),
            ("group_id", _("Group"), [(group_label(g.number), g.id) for g in wards.groups()]),
        )

    def row_actions(self) -> Sequence[QAction]:
        """An inspection is what is due most often."""
        return (self._inspect, self._serve, self._phone) if hasattr(self, "_phone") else ()

    def story(self, row: OverdueRow) -> Story:
        """Where it is, every one of its clocks, and its life."""
        facts = [(_("Extinguisher"), f"{row.kind_code} · {row.serial}"), *clock_facts(row.extinguisher_id)]
        if row.household_id is not None and row.household_id == self._phone_of:
            today = self.desk.registry.today()
            facts.insert(0, (_("Phone"), households.by_id(row.household_id, today).phone or "–"))
        where = ", ".join(part for part in (row.address, _group(row)) if part)
        badge = _("{work}: {late}").format(work=clock_label(row.clock), late=_late(row))
        return Story(_holder(row), where, [(badge, "danger")], facts, life_events(row.extinguisher_id))

    def show_target(self, target: Any) -> None:
        """Show what fits these filters and nothing else, or the extinguisher with that serial number."""
        if isinstance(target, dict):
            for key in [key for key in self.filters if key not in target]:
                self.set_filter(key, None)
            for key, value in target.items():
                self.set_filter(key, value)
        elif isinstance(target, str):
            wanted = equipment.by_serial(target).id
            self._choose_extinguisher(wanted)

    def _tell(self, row: Any) -> None:
        if row is None or row.household_id != self._phone_of:
            self._phone_of = None
        super()._tell(row)
        if row is not None and self.row_actions():
            self._phone.setEnabled(row.household_id is not None)

    def _choose_extinguisher(self, extinguisher_id: int) -> None:
        for number in range(self.model.rowCount()):
            row = self.model.row_at(self.model.index(number, 0))
            if row.extinguisher_id == extinguisher_id:
                self.table.choose(row.id)
                return
        self.desk.go("extinguishers", extinguisher_id)

    def _open_inspection(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.inspection)
            self.inspection.begin(_subject(row))

    def _open_service(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.service)
            self.service.begin(_subject(row), _DONE_BY.get(row.clock, RecordKind.MAINTENANCE))

    def _follow(self, row: OverdueRow | None) -> None:
        """The form goes with the chosen row, unless something is half entered for the one before."""
        entering = self.side.currentWidget() is self.inspection
        if row is not None and entering and not self.inspection.half_entered():
            self.inspection.open(_subject(row))

    def _go_on(self, kept: Kept) -> None:
        """Tell what was kept and open the form for the next extinguisher of the list."""
        following = self._row_after(self.inspection.subject)
        self.desk.wrote(*kept)
        if following is None:
            self.show_story_again()
            return
        self.inspection.open(_subject(following))
        self.table.choose(following.id)
        self.inspection.result.setFocus()

    def _row_after(self, subject: Subject | None) -> OverdueRow | None:
        """The row below with another extinguisher."""
        passed = False
        number = 0
        while True:
            if number == self.model.rowCount() and self.model.canFetchMore(QModelIndex()):
                self.model.fetchMore(QModelIndex())
            row = self.model.row_at(self.model.index(number, 0))
            if row is None:
                return None
            its_own = subject is not None and row.extinguisher_id == subject.extinguisher_id
            if passed and not its_own:
                return row
            passed = passed or its_own
            number += 1

    def _served(self, kept: Kept) -> None:
        self.show_story_again()
        self.desk.wrote(*kept)

    def _show_phone(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._phone_of = row.household_id
            self.panel.show_story(self.story(row))

    def _print_list(self) -> None:
        from firereg.documents.overdue_list import overdue_pdf

        today, which = self.desk.registry.today(), OverdueFilter(**self.filters)
        self.desk.print_pdf(
            lambda: overdue_pdf(papers.overdue_list(today, which)),
            _("Overdue extinguishers"),
            f"binh-qua-han-{today:%Y%m%d}.pdf",
        )

    def _export_overdue(self) -> None:
        today, which = self.desk.registry.today(), OverdueFilter(**self.filters)
        self.desk.save_file(
            lambda: tables.overdue_workbook(today, which),
            _("Export the overdue list"),
            f"binh-qua-han-{today:%Y%m%d}.xlsx",
            "Excel (*.xlsx)",
        )


def _subject(row: OverdueRow) -> Subject:
    where = ", ".join(part for part in (_holder(row), row.address, _group(row)) if part)
    return Subject(row.extinguisher_id, row.serial, row.kind_code, where)


def _holder(row: OverdueRow) -> str:
    return row.head_name or _("Ward's store")


def _group(row: OverdueRow) -> str:
    return group_label(row.group_number) if row.group_number else ""


def _late(row: OverdueRow) -> str:
    return _("{n} days").format(n=row.days_late)
