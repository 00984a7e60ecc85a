"""What is overdue: the list, and the records that take an extinguisher off it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction

from firereg.domain.labels import category_label, clock_label, late_label
from firereg.domain.money import format_dong
from firereg.domain.poverty import Category
from firereg.domain.roles import Right
from firereg.domain.schedule import Clock, RecordKind
from firereg.i18n import _
from firereg.services import equipment, household_story, households, overdue, papers, reminders, tables, wards
from firereg.services.overdue import LateBand, OverdueFilter, OverdueRow
from firereg.services.reminders import Way
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, page_of
from firereg.ui.pages.checks.check_tabs import check_tabs
from firereg.ui.pages.checks.inspection_form import InspectionForm, Kept
from firereg.ui.pages.checks.reminder_panel import ReminderPanel
from firereg.ui.pages.checks.service_form import ServiceForm
from firereg.ui.pages.equipment.life import life_events
from firereg.ui.pages.equipment.subject import Subject, clock_facts
from firereg.ui.pages.group_names import GroupNames
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
    first_sort = (5, Qt.SortOrder.AscendingOrder)

    def __init__(self, desk: Desk) -> None:
        self.title = _("Overdue checks")
        self._phone_of: int | None = None
        self.groups = GroupNames()
        super().__init__(desk)
        self._inspect = self.action(_("Record an inspection"), "clipboard-check", "F8", self._open_inspection)
        self._serve = self.action(_("Record the work of a firm"), "wrench", "Shift+F8", self._open_service)
        self._phone = self.action(_("Show phone"), "phone", "", self._show_phone)
        self._remind = self.action(_("Remind…"), "megaphone", "Ctrl+R", self._open_reminder)
        self._letter = self.action(_("Letter to the household"), "file-text", "", self._print_letter)
        self._print = self.action(
            _("Print the list"), "printer", "Ctrl+P", self._print_list, right=Right.LOOK
        )
        self._export = self.action(
            _("Export to Excel"), "file-output", "Ctrl+E", self._export_overdue, right=Right.LOOK
        )
        self.panel.set_actions([self._inspect, self._serve, self._phone, self._letter])
        self.add_button(self._remind, "megaphone")
        self.add_button(self._print, "printer")
        self.add_button(self._export, "file-output")
        self.table.row_activated.connect(lambda _row: self._inspect.trigger())
        self.table.row_chosen.connect(self._follow)

    # The forms are made when they are first asked for: the list is there without them.

    @cached_property
    def inspection(self) -> InspectionForm:
        """What an inspection found."""
        form = InspectionForm(self.desk, goes_on=True)
        form.saved.connect(self._go_on)
        form.closed.connect(self.show_story_again)
        return form

    @cached_property
    def service(self) -> ServiceForm:
        """What a firm did."""
        form = ServiceForm(self.desk)
        form.saved.connect(self._served)
        form.closed.connect(self.show_story_again)
        return form

    @cached_property
    def reminder(self) -> ReminderPanel:
        """Who is to be reminded."""
        panel = ReminderPanel(self.desk)
        panel.closed.connect(self.show_story_again)
        return panel

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """What else there is to check."""
        return check_tabs()

    def refresh(self) -> None:
        """The rows, and what their groups are called."""
        self.groups.fetch()
        super().refresh()

    def columns(self) -> Sequence[Column]:
        """Who to go to, what to do there, and how late it is."""
        return (
            Column(_("Household"), _holder, stretch=True, sort_key="name", tip=lambda r: r.address),
            Column(_("Group"), self.groups.of, width=96, sort_key="group", spare=True, tip=self.groups.of),
            Column(_("Serial number"), lambda r: r.serial, width=104, sort_key="serial", spare=True),
            Column(_("Kind"), lambda r: r.kind_code, width=88, sort_key="kind", spare=True),
            Column(_("Work"), lambda r: clock_label(r.clock), width=148),
            Column(_("Due"), lambda r: r.due, align="right", width=104, sort_key="due", spare=True),
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
        return EmptyState("circle-check", self.nothing_fits())

    def nothing_fits(self) -> str:
        """So it is of a part."""
        return _("Nothing is overdue here.")

    def figures(self) -> str:
        """How many extinguishers and near-poor households are concerned, and how many of each clock."""
        today, which = self.desk.registry.today(), OverdueFilter(**self.filters)
        totals = overdue.overdue_totals(today, which)
        parts = [_("{n} extinguishers").format(n=format_dong(totals.extinguishers))]
        if near_poor := overdue.near_poor_concerned(today, which):
            parts.append(_("{n} near-poor households").format(n=format_dong(near_poor)))
        counts = totals.by_clock
        parts += [f"{clock_label(clock)}: {format_dong(counts[clock])}" for clock in Clock if clock in counts]
        return " · ".join(parts)

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By what is to be done and how late it is, what it is, and whose."""
        among = wards.groups()
        return (
            ("clock", _("Work"), [(clock_label(clock), clock) for clock in Clock]),
            ("by_firm", _("Who does it"), [(_("A firm, or it is discarded"), True)]),
            ("late", _("Late"), [(late_label(band), band) for band in LateBand]),
            ("group_id", _("Group"), [(wards.group_name(one, among), one.id) for one in among]),
            ("kind_id", _("Kind"), [(f"{k.code} · {k.name}", k.id) for k in equipment.kinds()]),
            ("category", _("Poverty status"), [(category_label(one), one) for one in Category]),
        )

    def row_actions(self) -> Sequence[QAction]:
        """An inspection is what is due most often."""
        if not hasattr(self, "_letter"):
            return ()
        return (self._inspect, self._serve, self._phone, self._letter)

    def story(self, row: OverdueRow) -> Story:
        """Where it is, every one of its clocks, and its life."""
        facts = [(_("Extinguisher"), f"{row.kind_code} · {row.serial}"), *clock_facts(row.extinguisher_id)]
        if row.household_id is not None and row.household_id == self._phone_of:
            today = self.desk.registry.today()
            facts.insert(0, (_("Phone"), households.by_id(row.household_id, today).phone or "–"))
        where = ", ".join(part for part in (row.address, self.groups.of(row)) if part)
        badge = _("{work}: {late}").format(work=clock_label(row.clock), late=_late(row))
        return Story(_holder(row), where, [(badge, "danger")], facts, life_events(row.extinguisher_id))

    def show_target(self, target: Any) -> None:
        """Show what fits these filters and nothing else, or the extinguisher with that serial number."""
        if isinstance(target, dict):
            self.replace_filters(target)
        elif isinstance(target, str):
            wanted = equipment.by_serial(target).id
            self._choose_extinguisher(wanted)

    def _tell(self, row: Any) -> None:
        if row is None or row.household_id != self._phone_of:
            self._phone_of = None
        super()._tell(row)
        if row is not None and self.row_actions():
            self._phone.setEnabled(row.household_id is not None)
            self._letter.setEnabled(row.household_id is not None)

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
            self.inspection.begin(self._subject(row))

    def _open_service(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.service)
            self.service.begin(self._subject(row), _DONE_BY.get(row.clock, RecordKind.MAINTENANCE))

    def _follow(self, row: OverdueRow | None) -> None:
        """The form goes with the chosen row, unless something is half entered for the one before."""
        form = self.side.currentWidget()
        if row is not None and isinstance(form, InspectionForm) and not form.half_entered():
            form.open(self._subject(row))

    def _go_on(self, kept: Kept) -> None:
        """Tell what was kept and open the form for the next extinguisher of the list."""
        following = self._row_after(self.inspection.subject)
        self.desk.wrote(*kept)
        if following is None:
            self.show_story_again()
            return
        self.inspection.open(self._subject(following))
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
        if row is not None and row.household_id is not None:
            household_story.note_shown(self.desk.registry, row.household_id)
            self._phone_of = row.household_id
            self.panel.show_story(self.story(row))

    def _open_reminder(self) -> None:
        self.show_side(self.reminder)
        self.reminder.begin(self.filters.get("group_id"))

    def _print_letter(self) -> None:
        from firereg.documents.reminder_letter import letters_pdf

        row, registry = self.table.current_row(), self.desk.registry
        if row is None or row.household_id is None:
            return
        household_id = row.household_id
        self.desk.print_pdf(
            lambda: letters_pdf(reminders.letters(registry, [household_id])),
            _("Letter to the household"),
            f"nhac-{row.household_code}.pdf",
            lambda: reminders.remember(
                registry, way=Way.LETTER, text=_("Letter about what is overdue"), household_id=household_id
            ),
        )

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

    def _subject(self, row: OverdueRow) -> Subject:
        where = ", ".join(part for part in (_holder(row), row.address, self.groups.of(row)) if part)
        return Subject(row.extinguisher_id, row.serial, row.kind_code, where)


def _holder(row: OverdueRow) -> str:
    return row.head_name or _("Ward's store")


def _late(row: OverdueRow) -> str:
    return _("{n} days").format(n=row.days_late)
