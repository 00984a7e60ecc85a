"""Households that look like one entered twice, and the place where they are merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from firereg.domain.labels import duplicate_label
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import duplicates
from firereg.services.duplicates import Pair
from firereg.services.households import HouseholdRow
from firereg.store.paging import PAGE_ROWS
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import DeskPage, ListPage
from firereg.ui.pages.households.likely_twins import APART_KEY, keep_apart
from firereg.ui.pages.households.merge_view import MergeView
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story


@dataclass(frozen=True)
class PairRow:
    """A pair in the list."""

    pair: Pair

    @property
    def id(self) -> tuple[int, int, str]:
        """Two households can be a pair for more than one reason."""
        return self.pair.first.id, self.pair.second.id, self.pair.why


class PairListPage(ListPage):
    """The pairs, the strongest reason first."""

    name = "duplicate-list"
    searchable = False
    exportable = False
    merge_wanted = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        self.title = _("Duplicates")
        super().__init__(desk)
        self._look = self.action(_("Look at both"), "combine", "", self._look_at_chosen)
        self._apart = self.action(_("They are two households"), "split", APART_KEY, self._keep_apart)
        self._first = self.action(_("Open the first"), "house", "", lambda: self._open(0))
        self._second = self.action(_("Open the second"), "house", "", lambda: self._open(1))
        self.back = self.action(_("Back to the households"), "arrow-left", "", lambda: desk.go("households"))
        self.panel.set_actions(self.row_actions())
        self.add_button(self.back, "arrow-left")
        self.table.row_activated.connect(lambda _row: self._look.trigger())

    def columns(self) -> Sequence[Column]:
        """Both, and why."""
        return (
            Column(_("Household"), lambda r: r.pair.first.head_name, stretch=True),
            Column(_("Code"), lambda r: r.pair.first.code, width=108, spare=True),
            Column(_("The same as"), lambda r: r.pair.second.head_name, stretch=True),
            Column(_("Code"), lambda r: r.pair.second.code, width=108, spare=True),
            Column(_("Why"), lambda r: duplicate_label(r.pair.why), width=176),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:  # noqa: ARG002
        """One page of pairs, in the order the service has them."""
        pairs = duplicates.all_pairs(self.desk.registry, after)
        return Page([PairRow(pair) for pair in pairs], pairs[-1].key if len(pairs) >= PAGE_ROWS else None)

    def empty(self) -> EmptyState:
        """Nothing to do is good."""
        return EmptyState(
            "circle-check",
            _("No two households share an ID number, a phone number, or name and address."),
        )

    def refresh(self) -> None:
        """Where the chosen pair is settled, the one beneath it is the next to be looked at."""
        place = self.table.currentIndex().row()
        super().refresh()
        if place >= 0 and self.table.current_row() is None:
            self.table.setCurrentIndex(self.model.index(min(place, self.model.rowCount() - 1), 0))

    def figures(self) -> str:
        """What the list is for."""
        return _("Households that may have been entered twice")

    def row_actions(self) -> Sequence[QAction]:
        """Looking comes before merging."""
        return (self._look, self._apart, self._first, self._second) if hasattr(self, "_second") else ()

    def story(self, row: PairRow) -> Story:
        """Both of them in short."""
        facts = []
        for household in (row.pair.first, row.pair.second):
            facts.append((household.code, _in_short(household)))
        return Story(row.pair.first.head_name, "", [(duplicate_label(row.pair.why), "warning")], facts)

    def _filter_menu(self) -> None:
        """There is nothing to narrow."""

    def _look_at_chosen(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.merge_wanted.emit(row.pair.first.id, row.pair.second.id)

    def _keep_apart(self) -> None:
        row = self.table.current_row()
        if row is not None:
            keep_apart(self.desk, row.pair.first, row.pair.second)

    def _open(self, which: int) -> None:
        row = self.table.current_row()
        if row is not None:
            self.desk.go("households", row.id[which])


class DuplicatesPage(DeskPage):
    """Hộ trùng: the pairs, and two households side by side."""

    name = "duplicates"
    stands_under = "households"
    right = Right.RECORD

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list, self.view = PairListPage(desk), MergeView(desk)
        self._from_list = True
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.actions_of_page = self.list.actions_of_page
        self.setFocusProxy(self.list)
        self.list.merge_wanted.connect(self._look)
        self.view.closed.connect(self._go_back)
        self.view.merged.connect(self._go_back)

    def refresh(self) -> None:
        """The list; two that are being looked at stay."""
        self.list.refresh()

    def show_target(self, target: Any) -> None:
        """Two households, by their ids, side by side; None is the list."""
        if isinstance(target, tuple):
            self._look(*target)
            self._from_list = False
        else:
            self._open_list()

    def _look(self, first_id: int, second_id: int) -> None:
        self._from_list = True
        self._stack.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.open(first_id, second_id)

    def _go_back(self, household_id: int | None = None) -> None:
        """To where the pair was chosen."""
        first = self.view.first_id
        self._open_list()
        if not self._from_list:
            self.desk.go("households", household_id or first)

    def _open_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.table.setFocus()


def _in_short(row: HouseholdRow) -> str:
    parts = (row.head_name, row.address, row.group_name, str(row.born_year or ""))
    return "\n".join(part for part in parts if part)
