"""The window of the year: each hand does its work by keys, and writes it into the paper book too."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from firereg.domain.walks import walk_code
from firereg.services.registry import Registry, open_registry
from firereg.ui.pages.base import DeskPage, ListPage
from firereg.ui.pages.extinguishers import ExtinguishersPage
from firereg.ui.pages.faults import FaultsPage
from firereg.ui.pages.handovers import HandoversPage
from firereg.ui.pages.import_steps import COLUMNS, DONE, PREVIEW
from firereg.ui.pages.side_form import SideForm
from firereg.ui.pages.stock_import_page import StockImportPage
from firereg.ui.pages.walk_entry_view import WalkEntryView
from firereg.ui.pages.walks import WalksPage
from firereg.ui.print_preview import PrintPreview
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
from tests.journeys.year_ward import GROUPS
from tests.small_ward import PASSWORD, USER, Clock

Page = TypeVar("Page", bound=DeskPage)


class YearDesk:
    """A window, the clock on its wall, and the paper book beside it."""

    def __init__(self, qtbot: QtBot, registry: Registry, clock: Clock, settings: QSettings) -> None:
        self.qtbot, self.clock, self.settings, self.folder = qtbot, clock, settings, registry.folder.parent
        self.window = show_window(qtbot, registry, settings)
        self.book = Book()
        self.walk_ids: dict[str, int] = {}

    @property
    def today(self) -> date:
        return self.clock.now.date()

    def on(self, day: int, month: int) -> None:
        """A morning of 2024."""
        self.clock.now = datetime.combine(date(2024, month, day), time(9))
        press(KEYS.Key_F5)

    def reopen(self) -> None:
        """The window closed, and the registry opened again with its password."""
        self.window.close()
        registry = open_registry(self.folder / "registry", USER, PASSWORD, self.clock)
        self.window = show_window(self.qtbot, registry, self.settings)

    def page(self, name: str, kind: type[Page]) -> Page:
        """A page, shown."""
        self.window.show_page(name)
        page = self.window.pages[name]
        assert isinstance(page, kind)
        return page

    def said(self) -> str:
        """The sentence at the foot."""
        return self.window.toast.text()

    def fill(self, form: SideForm, **fields: str) -> None:
        """Type into these fields of a form, and choose in its boxes."""
        for key, text in fields.items():
            field = form.form.rows[key].field
            form.go_to(key)
            if isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(text))
                assert field.currentData() == text
            else:
                overwrite(text)

    def keep(self, form: SideForm, **fields: str) -> None:
        """Fill a form in and press Ctrl+Enter; it must have closed."""
        self.fill(form, **fields)
        press(KEYS.Key_Return, CONTROL)
        wrong = [row.error() for row in form.form.rows.values() if row.error()]
        assert not wrong, wrong
        assert not form.message.text(), form.message.text()
        assert not form.isVisible()

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

    def dialog_gone(self) -> None:
        """A screen gives the focus back to the window once a dialog or menu is gone."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

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

    def paper_made(self) -> None:
        """The receipt is shown; Escape."""
        self.printed().reject()
        wait_for(self.qtbot, lambda: self.window.findChild(PrintPreview) is None)
        self.dialog_gone()

    def printed(self) -> PrintPreview:
        """The paper that is about to be shown."""
        wait_for(self.qtbot, lambda: self.window.findChild(PrintPreview))
        preview = self.window.findChild(PrintPreview)
        assert preview is not None
        return preview

    def words_of_pdf(self, name: str) -> str:
        """What the paper on the screen says, saved by Ctrl+S."""
        preview, path = self.printed(), self.folder / name
        type_into_file_dialog(path)
        QTest.keyClick(preview, KEYS.Key_S, CONTROL)
        wait_for(self.qtbot, path.exists)
        preview.reject()
        wait_for(self.qtbot, lambda: self.window.findChild(PrintPreview) is None)
        self.dialog_gone()
        with pdfplumber.open(path) as paper:
            return "\n".join(page.extract_text() for page in paper.pages)

    def saved_sheet(self, name: str) -> Path:
        """The workbook that Ctrl+E saves."""
        path = self.folder / name
        type_into_file_dialog(path)
        press(KEYS.Key_E, CONTROL)
        wait_for(self.qtbot, path.exists)
        self.dialog_gone()
        return path

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
