"""The extinguishers: received, looked for, moved, and each one's life."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from firereg.domain.dates import add_months, format_date
from firereg.domain.equipment import State
from firereg.domain.labels import clock_label, state_label
from firereg.domain.money import format_dong
from firereg.i18n import _
from firereg.services import deliveries, equipment, photos, wards
from firereg.services.deliveries import DeliveryRow
from firereg.services.equipment import ExtinguisherFilter, ExtinguisherRow
from firereg.services.registry import Registry
from firereg.services.unfinished import Unfinished
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, first_step, page_of
from firereg.ui.pages.checks.fault_forms import ReportForm
from firereg.ui.pages.checks.inspection_form import PHOTOS, InspectionForm, Kept
from firereg.ui.pages.checks.service_form import ServiceForm
from firereg.ui.pages.equipment.extinguisher_form import ExtinguisherForm
from firereg.ui.pages.equipment.extinguisher_work import STATE_ICONS, ExtinguisherWork
from firereg.ui.pages.equipment.label_panel import LabelPanel
from firereg.ui.pages.equipment.life import life_events
from firereg.ui.pages.equipment.receive_form import ReceiveForm
from firereg.ui.pages.equipment.stock_tabs import stock_tabs
from firereg.ui.pages.equipment.subject import Subject, clock_facts
from firereg.ui.pages.group_names import GroupNames
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story

F = TypeVar("F", bound=SideForm)
_SOON = timedelta(days=30)
_ROLES = {State.LOST: "warning", State.USED: "warning", State.DISCARDED: "muted"}


class ExtinguishersPage(ListPage):
    """Bình chữa cháy."""

    name = "extinguishers"
    many = True

    def __init__(self, desk: Desk) -> None:
        self.title = _("Extinguishers")
        self.groups = GroupNames()
        super().__init__(desk)
        self._receive = self.action(_("Receive extinguishers"), "plus", "Ctrl+Shift+N", self._open_receive)
        self._inspect = self.action(_("Record an inspection"), "clipboard-check", "F8", self._open_inspection)
        self._serve = self.action(_("Record the work of a firm"), "wrench", "Shift+F8", self._open_service)
        self._report = self.action(_("Report a fault"), "triangle-alert", "Shift+F9", self._open_report)
        self._change = self.action(_("Change"), "pencil", "F2", self._open_change)
        self._photo = self.action(_("Add a photo…"), "camera", "", self._add_photo)
        self._labels = self.action(_("Print stickers…"), "tag", "Ctrl+P", self._open_labels)
        self._import = self.action(
            _("Import a list"), "folder-open", "Ctrl+Shift+I", lambda: desk.go("stock_import")
        )
        self.work = ExtinguisherWork(self)
        self.panel.set_actions(
            [
                self._inspect,
                self._serve,
                self.work.action,
                (self._change, self._report),
                (self._photo, self._labels),
            ]
        )
        self.add_button(self._import, "folder-open")
        self.add_button(self._receive, "plus")

    # The forms are made when they are first asked for: the list is there without them.

    @cached_property
    def receive(self) -> ReceiveForm:
        """What comes into the stock."""
        form = ReceiveForm(self.desk)
        form.saved.connect(self.table.choose)
        form.closed.connect(self.show_story_again)
        return form

    @cached_property
    def inspection(self) -> InspectionForm:
        """What an inspection found."""
        return self._recording(InspectionForm(self.desk, goes_on=False))

    @cached_property
    def service(self) -> ServiceForm:
        """What a firm did."""
        return self._recording(ServiceForm(self.desk))

    @cached_property
    def report(self) -> ReportForm:
        """A fault."""
        return self._recording(ReportForm(self.desk))

    @cached_property
    def change(self) -> ExtinguisherForm:
        """What it is."""
        return self._recording(ExtinguisherForm(self.desk))

    def _recording(self, form: F) -> F:
        form.saved.connect(self._recorded)
        form.closed.connect(self.show_story_again)
        return form

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """How they came, and where they are by kind and donor."""
        return stock_tabs()

    def refresh(self) -> None:
        """The rows, and what their groups are called."""
        self.groups.fetch()
        super().refresh()

    def columns(self) -> Sequence[Column]:
        """What it is, where it is, and what is due on it."""
        return (
            Column(
                _("Serial number"),
                lambda r: r.serial,
                width=112,
                sort_key="serial",
                icon=lambda r: "triangle-alert" if r.fault else "",
                role=lambda r: "warning" if r.fault else "text",
                tip=lambda r: r.fault,
            ),
            Column(_("Kind"), lambda r: r.kind_code, width=88, spare=True, tip=lambda r: r.kind_name),
            Column(
                _("State"),
                lambda r: state_label(r.state),
                width=116,
                sort_key="state",
                spare=True,
                icon=lambda r: STATE_ICONS[r.state],
                role=lambda r: _ROLES.get(r.state, "text"),
            ),
            Column(_("Holder"), lambda r: r.head_name, stretch=True, tip=lambda r: r.head_name),
            Column(
                _("Next due"),
                lambda r: clock_label(r.next_clock) if r.next_clock else "–",
                width=152,
                spare=True,
            ),
            Column(
                _("Due"),
                self._due_words,
                width=136,
                icon=self._due_icon,
                role=self._due_role,
                tip=self._due_tip,
            ),
            Column(_("Group"), self.groups.of, width=112, spare=True, tip=self.groups.of),
            Column(_("Made"), _made, align="right", width=80, spare=True),
            Column(_("Label"), lambda r: r.label, width=96, spare=True, shown=False, key="label"),
            Column(_("Donor"), lambda r: r.donor, width=136, spare=True, shown=False, key="donor"),
            Column(_("Fault"), lambda r: r.fault, width=136, shown=False, key="fault", tip=lambda r: r.fault),
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
        return first_step(
            self.desk,
            "fire-extinguisher",
            _("No extinguisher yet. Receive the first ones."),
            _("Receive extinguishers"),
            self._open_receive,
        )

    def figures(self) -> str:
        """How many the filters let through."""
        return _("{n} extinguishers").format(
            n=format_dong(equipment.count(ExtinguisherFilter(**self.filters)))
        )

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By where it is, what it is, who gave it, how old it is and whether something is wrong."""
        among = wards.groups()
        return (
            ("state", _("State"), [(state_label(state), state) for state in State]),
            ("kind_code", _("Kind"), [(f"{k.code} · {k.name}", k.code) for k in equipment.kinds()]),
            ("group_id", _("Group"), [(wards.group_name(one, among), one.id) for one in among]),
            ("donor", _("Donor"), [(donor, donor) for donor in deliveries.donors()]),
            (
                "delivery_id",
                _("Delivery"),
                [(_delivery_words(one), one.id) for one in deliveries.deliveries()],
            ),
            ("has_fault", _("Fault"), [(_("With an open fault"), True), (_("Without"), False)]),
            ("made_before", _("Age"), [(_("Older than 5 years"), add_months(self._today(), -60))]),
            ("made_unknown", _("Made"), [(_("Not known when it was made"), True)]),
        )

    def row_actions(self) -> Sequence[QAction]:
        """A record is what is made most often."""
        if not hasattr(self, "work"):
            return ()
        return (
            self._inspect,
            self._serve,
            self.work.action,
            self._change,
            self._report,
            self._photo,
            self._labels,
        )

    def story(self, row: ExtinguisherRow) -> Story:
        """What it is, every one of its clocks, and its life."""
        facts = [(_("Fault"), row.fault)] if row.fault else []
        facts += [(_("Kind"), f"{row.kind_code}\n{row.kind_name}"), (_("Made"), _made(row))]
        facts += [(_("Label"), row.label)] if row.label else []
        facts += [(_("Donor"), row.donor)] if row.donor else []
        facts += [(_("Price"), f"{format_dong(row.price_dong)} đ")] if row.price_dong else []
        facts += [(_("Stands for"), row.stands_for)] if row.stands_for else []
        facts += clock_facts(row.id)
        facts += [(_("Note"), row.note)] if row.note else []
        badges = [(state_label(row.state), _ROLES.get(row.state, "accent").replace("muted", ""))]
        badges += [(_("Fault"), "warning")] if row.fault else []
        return Story(
            row.serial,
            self._where(row),
            badges,
            facts,
            life_events(row.id),
            photos=photos_of(self.desk.registry, row.id),
        )

    def show_target(self, target: Any) -> None:
        """Show the extinguisher with that id or serial number, those that fit a filter and nothing else, or a form."""
        if isinstance(target, Unfinished):
            self._go_on(target)
            return
        if isinstance(target, dict):
            self.replace_filters(target)
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
            self._report.setEnabled(row.state is not State.DISCARDED)
            self.work.fit(row)

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
            self.inspection.begin(self._subject(row))

    def _go_on(self, one: Unfinished) -> None:
        """Open the form in which this was half entered."""
        if one.form == "delivery":
            self._open_receive()
            self.receive.unfinished.go_on(one)
        else:
            self.show_side(self.inspection)
            self.inspection.unfinished.go_on(one)

    def _open_service(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.service)
            self.service.begin(self._subject(row))

    def _open_change(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.change)
            self.change.begin(row)

    @cached_property
    def labels(self) -> LabelPanel:
        """Stickers and cards for the chosen extinguishers."""
        panel = LabelPanel(self.desk)
        panel.closed.connect(self.show_story_again)
        return panel

    def _open_labels(self) -> None:
        serials = [row.serial for row in self.table.chosen_rows()]
        if serials:
            self.show_side(self.labels)
            self.labels.begin(serials)

    def _open_report(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.report)
            self.report.begin(self._subject(row))

    def _add_photo(self) -> None:
        row = self.table.current_row()
        path, _kind = QFileDialog.getOpenFileName(self.desk.window, _("Add a photo…"), "", PHOTOS)
        if row is not None and path:
            photos.add(self.desk.registry, Path(path), extinguisher_id=row.id)
            self.desk.wrote(_("The photo is kept with {serial}.").format(serial=row.serial))

    def _recorded(self, kept: Kept) -> None:
        self.show_story_again()
        self.desk.wrote(*kept)

    def _where(self, row: ExtinguisherRow) -> str:
        return ", ".join(part for part in (row.head_name, self.groups.of(row)) if part) or state_label(
            row.state
        )

    def _subject(self, row: ExtinguisherRow) -> Subject:
        return Subject(row.id, row.serial, row.kind_code, self._where(row))


def _made(row: ExtinguisherRow) -> str:
    return f"{row.made_on:%m/%Y}" if row.made_on else _("not known")


def photos_of(registry: Registry, extinguisher_id: int) -> list[tuple[str, Callable[[], bytes]]]:
    """The photos of an extinguisher and its inspections for its story: title, and how to get the JPEG."""
    return [
        (format_date(one.inspected_on or one.added_at), partial(photos.content, registry, one.id))
        for one in photos.of_extinguisher(extinguisher_id)
    ]


def _delivery_words(row: DeliveryRow) -> str:
    return " · ".join(filter(None, (format_date(row.day), row.donor, row.document)))
