"""The households: found, entered, changed, and each one's story."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QAction

from firereg.domain.dates import format_date
from firereg.domain.identity import mask_number
from firereg.domain.labels import category_label, clock_label, group_label
from firereg.domain.poverty import Category
from firereg.i18n import _
from firereg.services import equipment, handover_list, households, wards
from firereg.services.handover_list import HandoverFilter
from firereg.services.households import HouseholdFilter, HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, page_of
from firereg.ui.pages.household_form import HouseholdForm
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Event, Story


class HouseholdsPage(ListPage):
    """Hộ dân."""

    name = "households"

    def __init__(self, desk: Desk) -> None:
        self.title = _("Households")
        super().__init__(desk)
        self._hand_over = self.action(_("Hand over to this household"), "handshake", "", self._go_hand_over)
        self._change = self.action(_("Change"), "pencil", "F2", self._open_change)
        self._add = self.action(_("New household"), "plus", "Ctrl+Shift+N", self._open_new)
        self.panel.set_actions(self.row_actions())
        self.add_button(self._add, "plus")
        self._form = HouseholdForm(desk)
        self._form.saved.connect(self._saved)
        self._form.closed.connect(self.show_story_again)
        self.table.row_activated.connect(lambda _row: self._hand_over.trigger())

    def columns(self) -> Sequence[Column]:
        """Name first, since that is what a clerk knows."""
        return (
            Column(_("Head of household"), lambda r: r.head_name, stretch=True, sort_key="name"),
            Column(_("Group"), lambda r: r.group_number, align="right", width=56, sort_key="group"),
            Column(_("Address"), lambda r: r.address, stretch=True, tip=lambda r: r.address),
            Column(_("Persons"), lambda r: r.persons, align="right", width=72, spare=True),
            Column(_("Status"), _status_words, width=128, tip=_status_words),
            Column(_("Ext."), lambda r: r.extinguishers or "–", align="right", width=56),
            Column(
                _("Code"), lambda r: r.code, width=108, sort_key="code", role=lambda _r: "muted", spare=True
            ),
            Column(_("ID number"), lambda r: r.id_number, width=120, shown=False, private=True),
            Column(_("Phone"), lambda r: r.phone, width=108, shown=False, private=True),
            Column(_("Born"), lambda r: r.born_year or "", align="right", width=72, shown=False),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of households."""
        sort = sort or "name"
        which = HouseholdFilter(**filters)
        rows = households.household_page(
            self.desk.registry, which, sort=sort, descending=descending, after=after
        )
        return page_of(rows, lambda row: households.household_key(row, sort))

    def empty(self) -> EmptyState:
        """The first step is a household."""
        return EmptyState(
            "house",
            _("No household here. Take a filter away, or enter the first household."),
            _("New household"),
            self._open_new,
        )

    def figures(self) -> str:
        """How many households and persons the filters let through."""
        count, persons = households.count(self.desk.registry, HouseholdFilter(**self.filters))
        return _("{households} households · {persons} persons").format(
            households=f"{count:,}".replace(",", "."), persons=f"{persons:,}".replace(",", ".")
        )

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By group, recognition, and extinguisher."""
        return (
            ("group_id", _("Group"), [(group_label(g.number), g.id) for g in wards.groups()]),
            ("category", _("Status"), [(category_label(c), c) for c in Category]),
            (
                "has_extinguisher",
                _("Extinguisher"),
                [(_("Without an extinguisher"), False), (_("With an extinguisher"), True)],
            ),
        )

    def row_actions(self) -> Sequence[QAction]:
        """What follows a household being found is most often a handover."""
        return (self._hand_over, self._change) if hasattr(self, "_change") else ()

    def story(self, row: HouseholdRow) -> Story:
        """Everything the household had, the newest first."""
        held = equipment.held_by(row.id)
        badges = [(category_label(row.status.category), "accent")] if row.status else []
        facts = [
            (_("Code"), row.code),
            (_("Persons"), str(row.persons)),
            (_("Born"), str(row.born_year or "–")),
            (_("ID number"), mask_number(row.id_number) if row.id_number else "–"),
            (_("Phone"), row.phone or "–"),
            *((_("Extinguisher"), _extinguisher_words(item)) for item in held),
        ]
        return Story(
            row.head_name, f"{row.address}, {group_label(row.group_number)}", badges, facts, self._events(row)
        )

    def show_target(self, target: Any) -> None:
        """Show the household with that id, or the households that fit a filter."""
        if isinstance(target, dict):
            for key, value in target.items():
                self.set_filter(key, value)
        elif isinstance(target, int):
            row = households.by_id(target, self.desk.registry.today())
            self.set_filter("text", row.code)
            self.table.choose(target)

    def _events(self, row: HouseholdRow) -> list[Event]:
        dated = [
            (handover.day, Event(format_date(handover.day), handover.items, handover.code, "handshake"))
            for handover in handover_list.handover_page(HandoverFilter(household_id=row.id))
            if not handover.voided
        ]
        for status in households.statuses(row.id):
            until = format_date(status.valid_to) if status.valid_to else _("today")
            span = f"{format_date(status.valid_from)} – {until}"
            dated.append(
                (status.valid_from, Event(span, category_label(status.category), "", "users", "muted"))
            )
        return [event for _day, event in sorted(dated, key=lambda one: one[0], reverse=True)]

    def _go_hand_over(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.desk.go("handovers", row)

    def _open_new(self) -> None:
        self.show_side(self._form)
        self._form.open_new()

    def _open_change(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self._form)
            self._form.open_change(row)

    def _saved(self, row: HouseholdRow) -> None:
        self.show_story_again()
        self.show_target(row.id)


def _status_words(row: HouseholdRow) -> str:
    return category_label(row.status.category) if row.status else ""


def _extinguisher_words(item: equipment.ExtinguisherRow) -> str:
    words = f"{item.kind_code} · {item.serial}"
    if item.next_clock and item.next_due:
        words += f"\n{clock_label(item.next_clock)}: {format_date(item.next_due)}"
    return words
