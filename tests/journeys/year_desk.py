"""The window of the year: each hand does its work by keys, and writes it into the paper book too."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firereg.domain.walks import walk_code
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.checks.faults_page import FaultsPage
from firereg.ui.pages.checks.walk_entry_view import WalkEntryView
from firereg.ui.pages.checks.walks_page import WalksPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from firereg.ui.pages.imports.import_steps import COLUMNS, DONE, PREVIEW
from firereg.ui.pages.imports.stock_import_page import StockImportPage
from tests.file_dialog import type_into_file_dialog
from tests.journeys.cylinder_book import Book, Cylinder
from tests.journeys.desk_hands import (
    CONTROL,
    KEYS,
    SHIFT,
    choose_in_menu,
    focused,
    overwrite,
    press,
    show_window,
    wait_for,
    write,
)
from tests.journeys.window_hands import WindowHands
from tests.journeys.year_ward import GROUPS
from tests.small_ward import PASSWORD, USER, Clock


class YearDesk(WindowHands):
    """A window, the clock on its wall, and the paper book beside it."""

    def __init__(self, qtbot: QtBot, registry: Registry, clock: Clock, settings: QSettings) -> None:
        super().__init__(qtbot, registry, clock, settings)
        self.book = Book()
        self.walk_ids: dict[str, int] = {}

    def on(self, day: int, month: int) -> None:
        """A morning of 2024."""
        self.at(datetime.combine(date(2024, month, day), time(9)))

    def reopen(self) -> None:
        """The window closed, and the registry opened again with its password."""
        self.window.close()
        registry = open_registry(self.folder / "registry", USER, PASSWORD, self.clock)
        self.window = show_window(self.qtbot, registry, self.settings)

    def find(self, serial: str) -> ExtinguishersPage:
        """Ctrl+K, the serial, Enter: it is chosen in the list."""
        press(KEYS.Key_K, CONTROL)
        write(serial)
        press(KEYS.Key_Return)
        page = self.window.pages["extinguishers"]
        assert isinstance(page, ExtinguishersPage)
        assert page.table.hasFocus()
        assert page.table.current_row().serial == serial
        return page

    # Deliveries

    def import_list(self, path: Path, came: list[Cylinder]) -> None:
        """Ctrl+Shift+I on the list of cylinders, the file, and Ctrl+Enter from step to step."""
        self.page("extinguishers", ExtinguishersPage)
        press(KEYS.Key_I, CONTROL | SHIFT)
        page = self.window.pages["stock_import"]
        assert isinstance(page, StockImportPage)
        type_into_file_dialog(path)
        press(KEYS.Key_Return if focused() is page.file.card.choose else KEYS.Key_Space)
        for step in (COLUMNS, PREVIEW, DONE):
            wait_for(self.qtbot, lambda step=step: page._job is None and page.steps.currentIndex() == step)
            if step != DONE:
                self.dialog_gone()
                press(KEYS.Key_Return, CONTROL)
        self.book.receive(*came)

    # Handovers

    def begin_handovers(self) -> HandoversPage:
        """Ctrl+N."""
        press(KEYS.Key_N, CONTROL)
        page = self.window.pages["handovers"]
        assert isinstance(page, HandoversPage)
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is page.form.household)
        return page

    def give(self, home: str, *serials: str) -> None:
        """A household by its code, its cylinders, Ctrl+Shift+Enter."""
        write(home.lower())
        press(KEYS.Key_Return)
        for serial in serials:
            write(serial)
            press(KEYS.Key_Return)
        press(KEYS.Key_Return, CONTROL | SHIFT)
        assert "BG-2024-" in self.said()
        self.book.give(self.today, home, *serials)

    # One cylinder

    def inspect(self, serial: str, fault: str = "") -> None:
        """F8, perhaps F and what is wrong, Ctrl+Enter."""
        page = self.find(serial)
        press(KEYS.Key_F8)
        if fault:
            press(KEYS.Key_F)
        self.keep(page.inspection, **({"fault": fault} if fault else {}))
        self.book.check(self.today, serial, fault)

    def serve(self, serial: str, work: str, cost: int = 0) -> None:
        """Shift+F8, the work, the firm and its cost."""
        page = self.find(serial)
        press(KEYS.Key_F8, SHIFT)
        self.keep(page.service, kind=work, firm="Cong ty PCCC Mau", cost_dong=str(cost))
        self.book.serve(self.today, serial, work, cost)

    def goes(self, serial: str, words: str) -> ExtinguishersPage:
        """Ctrl+M and an entry of the menu."""
        page = self.find(serial)
        press(KEYS.Key_M, CONTROL)
        choose_in_menu(self.qtbot, page.work.menu, words)
        self.dialog_gone()
        return page

    def move(self, serial: str, words: str, state: str, reason: str = "") -> None:
        """A move without a receipt; its reason where one is asked for."""
        self.goes(serial, words)
        if reason:
            write(reason)
            press(KEYS.Key_Return)
        assert serial in self.said()
        self.book.move(self.today, serial, state)

    # Faults

    def fault(self, words: str) -> FaultsPage:
        """The open fault with these words, chosen in the list."""
        page = self.page("faults", FaultsPage)
        narrow(self.qtbot, page, words)
        assert page.model.rowCount() == 1
        page.table.setFocus()
        press(KEYS.Key_Home)
        return page

    # Walks

    def plan_walks(self, *, due_only: bool = False) -> WalksPage:
        """One for every group: Ctrl+Shift+N, Ctrl+Enter."""
        page = self.walk_list()
        press(KEYS.Key_N, CONTROL | SHIFT)
        if due_only:
            page.list.plan.go_to("due_only")
            press(KEYS.Key_Space)
        press(KEYS.Key_Return, CONTROL)
        assert not page.list.plan.isVisible()
        for row in range(page.list.model.rowCount()):
            walk = page.list.model.row_at(page.list.model.index(row, 0))
            self.walk_ids[walk.name] = walk.id
        return page

    def walk_list(self) -> WalksPage:
        """The list of walks; Escape where a walk is still being entered."""
        page = self.page("walks", WalksPage)
        while not page.list.isVisible():
            press(KEYS.Key_Escape)
        assert page.list.table.hasFocus()
        return page

    def walk_id(self, group: int) -> int:
        """This month's walk past a group."""
        return self.walk_ids[f"Kiểm tra tháng {self.today:%m/%Y}, Tổ {group}"]

    def walk(self, group: int) -> WalkEntryView:
        """The entry of this month's walk past a group, by F8."""
        page = self.walk_list()
        page.list.table.choose(self.walk_id(group))
        press(KEYS.Key_F8)
        assert page.entry.scan.hasFocus()
        return page.entry

    def scan(self, group: int, serial: str, key: Any = KEYS.Key_Return) -> WalkEntryView:
        """The code of a line, and a key for what was found."""
        page = self.window.pages["walks"]
        assert isinstance(page, WalksPage)
        write(walk_code(self.walk_id(group), serial).lower())
        press(KEYS.Key_Return)
        assert page.entry.sighted is not None, page.entry.told.text()
        press(key)
        return page.entry

    def passes(self, group: int, *serials: str) -> None:
        """Scan, Enter; scan, Enter."""
        for serial in serials:
            self.scan(group, serial)
            self.book.check(self.today, serial)

    def fails(self, group: int, serial: str, digit: Any, point: str, words: str) -> None:
        """F9, a digit for the point, Enter, more words, Enter."""
        entry = self.scan(group, serial, KEYS.Key_F9)
        press(digit)
        press(KEYS.Key_Return)
        assert focused() is entry.words
        write(words)
        press(KEYS.Key_Return)
        self.book.check(self.today, serial, f"Không đạt: {point}. {words}")

    def misses(self, group: int, serial: str) -> None:
        """F7: it was not there."""
        self.scan(group, serial, KEYS.Key_F7)
        self.book[serial].life.append((self.today, "Không thấy khi đi kiểm tra"))

    def end_walks(self, reason: str) -> None:
        """Close those of this month, with the reason for what was not visited."""
        page = self.walk_list()
        for group in GROUPS:
            page.list.table.choose(self.walk_id(group))
            next(one for one in page.actions_of_page if one.text() == "Kết thúc đợt…").trigger()
            write(reason)
            press(KEYS.Key_Return)
            assert page.list.table.current_row().closed_on == self.today


def narrow(qtbot: QtBot, page: ListPage, text: str) -> None:
    """Type into the field above a list."""
    page._search.setFocus()
    overwrite(text)
    qtbot.waitUntil(lambda: page.filters.get("text") == text)
