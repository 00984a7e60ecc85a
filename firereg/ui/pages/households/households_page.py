"""The households: found, entered, changed, and each one's story."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from firereg.domain.household import HouseholdState
from firereg.domain.labels import category_label, household_state_label
from firereg.domain.money import format_dong
from firereg.domain.poverty import Category
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import household_story, households, views, wards
from firereg.services.households import HouseholdFilter, HouseholdRow
from firereg.services.unfinished import Unfinished
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, first_step, page_of
from firereg.ui.pages.households.household_columns import household_columns
from firereg.ui.pages.households.household_form import HouseholdForm
from firereg.ui.pages.households.household_story import Ways, story_of
from firereg.ui.pages.households.household_work import HouseholdWork
from firereg.ui.pages.view_menu import ViewMenu
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story

_ALL = "all"


class HouseholdsPage(ListPage):
    """Hộ dân."""

    name = "households"
    many = True

    def __init__(self, desk: Desk) -> None:
        self.title = _("Households")
        self._numbers_of: int | None = None
        self._changes_of: int | None = None
        self._narrowed: dict[str, Any] = {}
        self._several = False
        super().__init__(desk)
        self._hand_over = self.action(_("Hand over to this household"), "handshake", "", self._go_hand_over)
        self._change = self.action(_("Change"), "pencil", "F2", self._open_change)
        self._more = self.action(_("More…"), "ellipsis", "Ctrl+M", self._open_more)
        self._numbers = self.action(_("Show ID and phone numbers"), "eye", "Ctrl+I", self._show_numbers)
        self._add = self.action(_("New household"), "plus", "Ctrl+Shift+N", self._open_new)
        self._scan = self.action(_("New household from an identity card"), "id-card", "F4", self._open_scan)
        self.removeAction(self._scan)  # in other forms F4 is the calendar
        self.table.addAction(self._scan)
        self._twins = self.action(_("Duplicates"), "copy", "", lambda: desk.go("duplicates"))
        self._import = self.action(
            _("Import a list"), "folder-open", "Ctrl+Shift+I", lambda: desk.go("import")
        )
        self.work = HouseholdWork(self)
        self.work.done.connect(self.show_target)
        self._views = ViewMenu(self, HouseholdFilter, _which, _filters_of)
        self._set_panel_actions()
        self.add_button(self._import, "folder-open")
        self.add_button(self._twins, "copy")
        self.add_button(self._add, "plus")
        self.table.row_activated.connect(lambda _row: self._hand_over.trigger())
        self.table.rows_chosen.connect(self._tell_rows)

    @cached_property
    def _form(self) -> HouseholdForm:
        """Made when it is first asked for: the list is there without it."""
        form = HouseholdForm(self.desk)
        form.saved.connect(self._saved)
        form.closed.connect(self.show_story_again)
        form.open_wanted.connect(self._open_other)
        form.addAction(self._scan)
        self.side.addWidget(form)
        return form

    def columns(self) -> Sequence[Column]:
        """Name first, since that is what a clerk knows."""
        return household_columns()

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of households."""
        sort = sort or "name"
        rows = households.household_page(
            self.desk.registry, _which(filters), sort=sort, descending=descending, after=after
        )
        return page_of(rows, lambda row: households.household_key(row, sort))

    def empty(self) -> EmptyState:
        """The first step is a household."""
        return first_step(
            self.desk,
            "house",
            _("No household yet. Enter the first household, or import a list."),
            _("New household"),
            self._open_new,
        )

    def figures(self) -> str:
        """How many households and persons the filters let through."""
        count, persons = households.count(self.desk.registry, _which(self.filters))
        return _("{households} households · {persons} persons").format(
            households=format_dong(count), persons=format_dong(persons)
        )

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By group, recognition, extinguisher, and whether it still lives here."""
        groups = wards.groups()
        gone = [(household_state_label(s), s) for s in (HouseholdState.MOVED, HouseholdState.MERGED)]
        return (
            ("group_id", _("Group"), [(wards.group_name(one, groups), one.id) for one in groups]),
            ("category", _("Status"), [(category_label(c), c) for c in Category]),
            (
                "has_extinguisher",
                _("Extinguisher"),
                [(_("Without an extinguisher"), False), (_("With an extinguisher"), True)],
            ),
            (
                "state",
                _("Living here or not"),
                [
                    (household_state_label(HouseholdState.LIVING), None),
                    *gone,
                    (_("All households"), _ALL),
                ],
            ),
        )

    def row_actions(self) -> Sequence[QAction]:
        """What follows a household being found is most often a handover."""
        if not hasattr(self, "work"):
            return ()
        if self._several:
            return (*self.work.of_many, self.work.merge_two)
        return (self._hand_over, self._change, self._more, self._numbers)

    def story(self, row: HouseholdRow) -> Story:
        """Everything the household had, the newest first."""
        ways = Ways(
            lambda receipt_id: self.desk.go("handovers", receipt_id),
            (lambda status: self.work.open_status(row, status)) if self.desk.may(Right.RECORD) else None,
            lambda: self._show_changes(row),
            (lambda round_id: self.desk.go("support_desk", (round_id, row.id)))
            if self.desk.may(Right.RECORD)
            else None,
        )
        return story_of(
            self.desk.registry,
            row,
            ways,
            numbers_shown=self._numbers_of == row.id,
            all_changes=self._changes_of == row.id,
        )

    def show_target(self, target: Any) -> None:
        """Show the household with that id, the households that fit a filter, or one that is half typed."""
        if isinstance(target, Unfinished):
            self._open_new()
            self._form.unfinished.go_on(target)
        elif isinstance(target, dict):
            self.replace_filters(self.filters | target)
        elif isinstance(target, int):
            row = households.by_id(target, self.desk.registry.today())
            self.table.choose(target)
            chosen = self.table.current_row()
            if chosen is None or chosen.id != target:
                self._narrowed = _filters_to(row)
                self.replace_filters(self._narrowed)
                self.table.choose(target)

    def _tell(self, row: Any) -> None:
        if row is None or row.id != self._numbers_of:
            self._numbers_of = None
        if row is None or row.id != self._changes_of:
            self._changes_of = None
        rows = self.table.chosen_rows()
        if self._several and len(rows) > 1:
            persons = sum(one.persons for one in rows)
            title = _("{count} households").format(count=len(rows))
            self.panel.show_story(Story(title, _("{count} persons").format(count=persons)))
        else:
            super()._tell(row)
        if hasattr(self, "work"):
            self.work.fit(rows)
            living = row is not None and row.state is HouseholdState.LIVING
            self._hand_over.setEnabled(living)
            self._change.setEnabled(living)

    def _tell_rows(self, rows: list[HouseholdRow]) -> None:
        several = len(rows) > 1
        if several != self._several:
            self._several = several
            self._set_panel_actions()
            self._tell(self.table.current_row())
        elif several:
            self._tell(self.table.current_row())
        else:
            self.work.fit(rows)

    def _set_panel_actions(self) -> None:
        if self._several:
            self.panel.set_actions(self.row_actions())
        else:
            self.panel.set_actions((self._hand_over, (self._change, self._more), self._numbers))

    def _fill_filter_menu(self, menu: QMenu) -> None:
        super()._fill_filter_menu(menu)
        self._views.add_to(menu)

    def _go_hand_over(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.desk.go("handovers", row)

    def _open_more(self) -> None:
        self.work.open_menu()

    def _show_numbers(self) -> None:
        """In full until another household is chosen; the journal tells who looked."""
        row = self.table.current_row()
        if row is not None and self._numbers_of != row.id:
            household_story.note_shown(self.desk.registry, row.id)
            self._numbers_of = row.id
        else:
            self._numbers_of = None
        self._tell(row)

    def _show_changes(self, row: HouseholdRow) -> None:
        """All of them until another household is chosen."""
        self._changes_of = row.id
        self._tell(row)

    def _open_new(self) -> None:
        if self.filters and self.filters == self._narrowed:
            self.replace_filters({})  # the one entered last had the list to itself
        self.show_side(self._form)
        self._form.open_new()

    def _open_scan(self) -> None:
        if self.side.currentWidget() is not self._form:
            self._open_new()
        self._form.open_scan_field()

    def _open_change(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self._form)
            self._form.open_change(row)

    def _open_other(self, household_id: int) -> None:
        self.show_story_again()
        self.show_target(household_id)

    def _saved(self, row: HouseholdRow) -> None:
        self.show_story_again()
        self.show_target(row.id)


def _which(filters: Mapping[str, Any]) -> HouseholdFilter:
    if filters.get("state") == _ALL:
        return HouseholdFilter(**{**filters, "state": None})
    return HouseholdFilter(**filters)


def _filters_of(which: HouseholdFilter) -> dict[str, Any]:
    found = views.filters_of(which)
    return found | {"state": _ALL} if "state" in found and which.state is None else found


def _filters_to(row: HouseholdRow) -> dict[str, Any]:
    """Filters that let this household through and few others; one that was merged is not found by its text."""
    if row.state is HouseholdState.MERGED:
        return {"state": row.state, "group_id": row.group_id}
    return {"text": row.code} | ({"state": _ALL} if row.state is HouseholdState.MOVED else {})
