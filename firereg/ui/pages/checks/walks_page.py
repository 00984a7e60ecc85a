"""Walks past the extinguishers: the list of them, and the place where results are entered."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from firereg.services.unfinished import Unfinished
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.checks.walk_entry_view import WalkEntryView
from firereg.ui.pages.checks.walk_list_page import WalkListPage


class WalksPage(DeskPage):
    """Đợt kiểm tra."""

    name = "walks"
    stands_under = "inspections"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list, self.entry = WalkListPage(desk), WalkEntryView(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.entry)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.actions_of_page = [*self.list.actions_of_page, *self.entry.actions_of_page]
        self.setFocusProxy(self.list)
        self.list.entry_wanted.connect(self.open_entry)
        self.entry.closed.connect(self._open_list)

    def refresh(self) -> None:
        """What is on top: the list, or the lines of a walk."""
        shown = self._stack.currentWidget()
        (self.entry if shown is self.entry else self.list).refresh()

    def show_target(self, target: Any) -> None:
        """The id of a walk to choose in the list, or a fault that is half entered."""
        if isinstance(target, Unfinished):
            self.open_entry(target.content["walk"])
            self.entry.unfinished.go_on(target)
            return
        self._open_list()
        self.list.show_target(target)

    def open_entry(self, walk_id: int) -> None:
        """Enter what was found on this walk."""
        self._stack.setCurrentWidget(self.entry)
        self.setFocusProxy(self.entry)
        self.desk.attempt(lambda: self.entry.open(walk_id))

    def _open_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.refresh()
        self.list.table.setFocus()
