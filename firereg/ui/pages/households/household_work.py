"""What can be done with a household beside changing it: the forms beside the list, and the menu that opens them."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from firereg.domain.household import HouseholdState
from firereg.i18n import _
from firereg.services import household_moves, households
from firereg.services.households import HouseholdRow, StatusRow
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.households.household_label_panel import HouseholdLabelPanel
from firereg.ui.pages.households.member_form import MemberForm
from firereg.ui.pages.households.merge_pick import MergePick
from firereg.ui.pages.households.move_form import MoveOutForm, TransferForm
from firereg.ui.pages.households.personal_data import AnonymiseForm, PersonalDataForm
from firereg.ui.pages.households.split_form import HeadForm, SplitForm
from firereg.ui.pages.households.status_form import StatusForm
from firereg.ui.pages.side_form import SideForm, undoably

F = TypeVar("F", bound=SideForm)


class HouseholdWork(QObject):
    """The forms of `page` and the actions that open them for the chosen households.

    `done` tells the id of the household to show after something was saved.
    """

    done = Signal(int)

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self._page = page
        self.menu = QMenu(page)
        self.menu.setTitle(_("More"))
        self.of_many: list[QAction] = []
        self.of_one: list[QAction] = []
        self.merge_two: QAction
        self._stickers: QAction
        self._back: QAction
        self._open_kept: QAction
        self._data: QAction
        self._make_actions()

    # Each form is made when it is first asked for: the page opens without waiting for them.

    @cached_property
    def people(self) -> MemberForm:
        """The people of a household."""
        return self._kept(MemberForm(self._page.desk))

    @cached_property
    def status(self) -> StatusForm:
        """What households are recognised as."""
        return self._kept(StatusForm(self._page.desk))

    @cached_property
    def move_out(self) -> MoveOutForm:
        """A household moves away."""
        return self._kept(MoveOutForm(self._page.desk))

    @cached_property
    def transfer(self) -> TransferForm:
        """Households go into another group."""
        return self._kept(TransferForm(self._page.desk))

    @cached_property
    def split(self) -> SplitForm:
        """A household splits."""
        return self._kept(SplitForm(self._page.desk))

    @cached_property
    def head(self) -> HeadForm:
        """Somebody else becomes the head."""
        return self._kept(HeadForm(self._page.desk))

    @cached_property
    def merge(self) -> MergePick:
        """The same as which other household."""
        return self._kept(MergePick(self._page.desk))

    @cached_property
    def personal_data(self) -> PersonalDataForm:
        """All that is held, on paper; from here on to anonymising."""
        return self._kept(
            PersonalDataForm(self._page.desk, lambda *whose: self._show(self.anonymise, *whose))
        )

    @cached_property
    def anonymise(self) -> AnonymiseForm:
        """The data go for good."""
        return self._kept(AnonymiseForm(self._page.desk))

    @cached_property
    def labels(self) -> HouseholdLabelPanel:
        """Stickers for the doors; nothing is kept, so the panel stays for the next sheet."""
        panel = HouseholdLabelPanel(self._page.desk)
        panel.closed.connect(self._page.show_story_again)
        self._page.side.addWidget(panel)
        return panel

    def rows(self) -> list[HouseholdRow]:
        """The chosen households."""
        return self._page.table.chosen_rows()

    def open_menu(self) -> None:
        """The menu of everything else, ready for the arrow keys."""
        rows = self.rows()
        if not rows:
            return
        self.menu.clear()
        self.menu.addActions([action for action in self.of_one if action.isEnabled()])
        beside = self._page.panel if self._page.panel.isVisible() else self._page.table
        self.menu.popup(beside.mapToGlobal(beside.rect().topLeft()))
        self.menu.setActiveAction(self.menu.actions()[0])

    def fit(self, rows: Sequence[HouseholdRow]) -> None:
        """Offer what can be done with these households."""
        state = rows[0].state if rows else None
        living = bool(rows) and all(row.state is HouseholdState.LIVING for row in rows)
        for action in (*self.of_one, *self.of_many):
            action.setEnabled(living and (len(rows) == 1 or action in self.of_many))
        self.merge_two.setEnabled(living and len(rows) == 2)
        self._back.setEnabled(len(rows) == 1 and state is HouseholdState.MOVED)
        self._data.setEnabled(len(rows) == 1 and state is not HouseholdState.MERGED)
        self._open_kept.setEnabled(len(rows) == 1 and state is HouseholdState.MERGED)

    def open_status(self, row: HouseholdRow, status: StatusRow) -> None:
        """Show one recognition of a household, to be corrected or ended."""
        self._show(self.status, [row], status.id)

    def _make_actions(self) -> None:
        one, many = self.of_one, self.of_many
        one.append(self._action(_("People of the household…"), "users", lambda: self.people))
        many.append(self._action(_("Poverty status…"), "hand-helping", lambda: self.status, several=True))
        many.append(
            self._action(_("Into another group…"), "arrow-right", lambda: self.transfer, several=True)
        )
        self._stickers = self._action(_("Household stickers…"), "tag", lambda: self.labels, several=True)
        self._stickers.setShortcut("Ctrl+P")
        many.append(self._stickers)
        one.extend(many)
        one.append(self._action(_("Another head…"), "user-check", lambda: self.head))
        one.append(self._action(_("Split the household…"), "split", lambda: self.split))
        one.append(self._action(_("Merge with another…"), "combine", lambda: self.merge))
        one.append(self._action(_("Moved away…"), "truck", lambda: self.move_out))
        self._data = self._action(_("Personal data…"), "file-text", lambda: self.personal_data)
        self.merge_two = self._page.action(
            _("Merge these two…"), "combine", "", lambda: self._look_at_both(self._ids())
        )
        self._back = self._page.action(_("It lives here again"), "undo-2", "", self._come_back)
        self._open_kept = self._page.action(_("Open the one it is in now"), "combine", "", self._go_kept)
        remove = self._page.action(_("Entered by mistake: take it out"), "trash-2", "", self._remove)
        one.extend((self._back, self._open_kept, self._data, remove))

    def _kept(self, form: F) -> F:
        form.closed.connect(self._page.show_story_again)
        form.saved.connect(self._saved)
        self._page.side.addWidget(form)
        return form

    def _action(self, words: str, icon_name: str, form: Callable[[], Any], several: bool = False) -> QAction:
        def act() -> None:
            rows = self.rows()
            if rows:
                self._show(form(), rows if several else rows[0])

        return self._page.action(words, icon_name, "", act)

    def _show(self, form: Any, *what: Any) -> None:
        self._page.show_side(form)
        form.begin(*what)

    def _saved(self, kept: int | tuple[int, int]) -> None:
        if isinstance(kept, tuple):
            self._look_at_both(kept)
            return
        self._page.show_story_again()
        if kept not in self._ids():  # several that were chosen stay so
            self.done.emit(kept)

    def _ids(self) -> tuple[int, ...]:
        return tuple(row.id for row in self.rows())

    def _look_at_both(self, ids: tuple[int, ...]) -> None:
        self._page.show_story_again()
        self._page.desk.go("duplicates", ids)

    def _come_back(self) -> None:
        row, desk = self.rows()[0], self._page.desk
        _done, undo = undoably(desk, lambda: household_moves.come_back(desk.registry, row.id))
        desk.wrote(_("{name} lives here again.").format(name=row.head_name), undo)
        self.done.emit(row.id)

    def _go_kept(self) -> None:
        kept = self.rows()[0].merged_into
        if kept is not None:
            self.done.emit(kept)

    def _remove(self) -> None:
        row, desk = self.rows()[0], self._page.desk
        _done, undo = undoably(desk, lambda: households.remove(desk.registry, row.id))
        desk.wrote(_("Household {name} is taken out.").format(name=row.head_name), undo)
