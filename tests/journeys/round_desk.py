"""The window on the day of a round: each hand works by keys, and writes into the paper book too."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from firereg.domain.poverty import Category
from firereg.domain.support import Form
from firereg.services.registry import Registry
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.pages.handovers.scans_page import ScansPage
from firereg.ui.pages.programmes.programmes_page import ProgrammesPage
from firereg.ui.pages.support.rounds_page import SupportPage
from firereg.ui.pages.support.support_desk_page import SupportDeskPage
from firereg.ui.pages.support.support_list_page import SupportListPage
from tests.file_dialog import type_into_file_dialog
from tests.journeys.desk_hands import CONTROL, KEYS, SHIFT, focused, overwrite, press, wait_for, write
from tests.journeys.round_book import Place, RoundBook
from tests.journeys.round_ward import Home
from tests.journeys.window_hands import WindowHands
from tests.small_ward import Clock
from tests.ui import scanner


class RoundDesk(WindowHands):
    """A window, the clock on its wall, and the paper book beside it."""

    def __init__(
        self, qtbot: QtBot, registry: Registry, clock: Clock, settings: QSettings, book: RoundBook
    ) -> None:
        super().__init__(qtbot, registry, clock, settings)
        self.book = book

    # Before the day

    def new_programme(self, name: str, decision: str, bodies: Sequence[tuple[str, str, str]]) -> None:
        """Ctrl+Shift+N among the programmes; its bodies one below the other."""
        page = self.page("programmes", ProgrammesPage)
        press(KEYS.Key_N, CONTROL | SHIFT)
        self.fill(page.form, name=name, launched_on="19/10/2023", decision=decision)
        for number, body in enumerate(bodies):
            if number:
                self.press_on(page.form.bodies._more)
            else:
                page.form.bodies._cards[0].name.setFocus()
            for words in body:
                write(words)
                press(KEYS.Key_Tab)
        self.fill(page.form, pledge="Báo tin ngay khi có cháy")
        self.keep(page.form)
        assert page.table.current_row().name == name

    def new_round(self, programme_id: int, gift: str, **lines: str) -> SupportPage:
        """Ctrl+Shift+N among the rounds: an extinguisher and money for each near-poor household."""
        page = self.page("support", SupportPage)
        press(KEYS.Key_N, CONTROL | SHIFT)
        form = page.form
        self.fill(form, programme_id=programme_id, **lines)  # type: ignore[arg-type]
        self.press_on(form.items._add)
        for words in (gift, "1", "suất", "500k"):
            overwrite(words)
            press(KEYS.Key_Tab)
        form.categories[Category.NEAR_POOR].setFocus()
        press(KEYS.Key_Space)
        assert [card.chosen() for card in form.items._all()] == [Form.EXTINGUISHER, Form.CASH]
        self.keep(form)
        assert page.table.current_row().round.name == self.book.name
        return page

    def drawn_up(self, homes: Sequence[Home]) -> SupportListPage:
        """F7 on the round: the window goes to its list by itself."""
        press(KEYS.Key_F7)
        page = self.list_page()
        wait_for(self.qtbot, lambda: page.isVisible() and page.model.rowCount())
        self.book.listed = {home.code: Place() for home in homes}
        rows = [page.model.row_at(page.model.index(n, 0)) for n in range(page.model.rowCount())]
        assert [(row.code, row.head_name) for row in rows] == [(home.code, home.name) for home in homes]
        self.book.agrees(self.window.desk.registry)
        return page

    def take_out(self, home: Home, why: str) -> None:
        """Delete on its line, the reason, Enter."""
        page = self.list_page()
        self.choose(page, home)
        press(KEYS.Key_Delete)
        write(why)
        press(KEYS.Key_Return)
        assert home.name in self.said()
        del self.book.listed[home.code]
        self.book.taken_out[home.code] = why
        self.book.agrees(self.window.desk.registry)

    def put_back(self, home: Home) -> None:
        """Among those taken out, by the button beside its story."""
        page = self.list_page()
        page.set_filter("state", "taken_out")
        self.choose(page, home)
        self.press_on(self.button(page.panel, "Đưa lại vào danh sách"))
        assert page.table.hasFocus()
        page.replace_filters({})
        del self.book.taken_out[home.code]
        self.book.listed[home.code] = Place()
        self.book.agrees(self.window.desk.registry)

    def receive(self, serials: Sequence[str], donor: str, document: str) -> None:
        """Ctrl+Shift+N among the cylinders, one scan after the other, Ctrl+Enter."""
        page = self.page("extinguishers", ExtinguishersPage)
        press(KEYS.Key_N, CONTROL | SHIFT)
        self.fill(page.receive, donor=donor, document=document, kind_code="MFZL4", made_on="062023")
        page.receive.go_to("serial")
        for serial in serials:
            write(serial.lower())
            press(KEYS.Key_Return)
        press(KEYS.Key_Return, CONTROL)
        assert f"{len(serials)} bình" in self.said()
        self.book.cylinders |= dict.fromkeys(serials, "")
        self.book.agrees(self.window.desk.registry)

    # At the desk

    def at_desk(self) -> SupportDeskPage:
        """The place where the round is given out."""
        page = self.page("support_desk", SupportDeskPage)
        self.qtbot.waitUntil(page.view.next.hasFocus)
        return page

    def call(self, home: Home) -> SupportDeskPage:
        """The code of the household, as a scanner types it."""
        page = self.at_desk()
        write(home.code.lower())
        press(KEYS.Key_Return)
        self.stands_here(page, home)
        return page

    def call_by_name(self, home: Home, typed: str) -> None:
        """Part of the name without accents; the first that is offered."""
        page = self.at_desk()
        write(typed)
        wait_for(self.qtbot, page.view.next._list.isVisible)
        press(KEYS.Key_Return)
        self.stands_here(page, home)

    def call_by_card(self, home: Home) -> None:
        """The code of an identity card."""
        page = self.at_desk()
        scanner.scan(f"{home.id_number}||{home.name}|0101{home.born_year}|Nam|{home.address}|10082021")
        self.stands_here(page, home)

    def stands_here(self, page: SupportDeskPage, home: Home) -> None:
        """This household was found."""
        share = page.view.card.share
        assert share is not None, page.view.told.text()
        assert share.household.code == home.code

    def receives(self, *typed: str) -> None:
        """F4 and who takes it in place of the head: a digit, or a name and what they are to the head."""
        press(KEYS.Key_F4)
        for words in typed:
            write(words)
            press(KEYS.Key_Return)

    def give(self, home: Home, serial: str) -> str:
        """The cylinder, Enter; Enter once more gives. The number of its receipt."""
        page = self.at_scan()
        write(serial.lower())
        press(KEYS.Key_Return)
        assert focused() is page.view.next
        press(KEYS.Key_Return)
        assert page.view.card.share is None, page.view.told.text()
        code = self.book.give(home.code, serial, self.today)
        assert code in page.view.told.text()
        figure = f"{self.book.count('given')}/{len(self.book.listed)}"
        wait_for(self.qtbot, lambda: page.tally._figure.text() == figure)
        self.book.agrees(self.window.desk.registry)
        return code

    def at_scan(self) -> SupportDeskPage:
        """The desk, about to be told a cylinder."""
        page = self.window.pages["support_desk"]
        assert isinstance(page, SupportDeskPage)
        assert focused() is page.view.card.serial
        return page

    def not_come(self, home: Home, why: str) -> None:
        """F6, the reason, Enter."""
        page = self.call(home)
        press(KEYS.Key_F6)
        write(why)
        press(KEYS.Key_Return)
        assert page.view.card.share is None
        self.book.listed[home.code] = Place("not_collected", self.today)
        self.book.agrees(self.window.desk.registry)

    def refused(self, home: Home, serial: str) -> str:
        """They come again, and are told why not; Escape twice. What they were told."""
        page = self.call(home)
        write(serial)
        press(KEYS.Key_Return)
        press(KEYS.Key_Return)
        told = page.view.told.text()
        assert focused() is page.view.card.reason
        press(KEYS.Key_Escape)
        press(KEYS.Key_Escape)
        assert page.view.card.share is None
        self.book.agrees(self.window.desk.registry)
        return told

    # Afterwards

    def match_scans(self, files: Sequence[Path], pages: int) -> ScansPage:
        """Ctrl+O and all the files at once; each page finds its receipt."""
        page = self.page("scans", ScansPage)
        type_into_file_dialog(" ".join(f'"{path}"' for path in files))
        press(KEYS.Key_O, CONTROL)
        wait_for(self.qtbot, lambda: len(page.pages) == pages and not self.window.desk.jobs.busy)
        self.dialog_gone()
        return page

    def list_page(self) -> SupportListPage:
        """The list of the round."""
        page = self.window.pages["support_list"]
        assert isinstance(page, SupportListPage)
        return page

    def choose(self, page: ListPage, home: Home) -> None:
        """Walk down the list to this household."""
        page.table.setFocus()
        press(KEYS.Key_Home)
        for _step in range(page.model.rowCount()):
            if page.table.current_row().code == home.code:
                return
            press(KEYS.Key_Down)
        raise AssertionError(f"{home.code} is not in the list")

    def button(self, where: QWidget, words: str) -> QPushButton:
        """The button with these words."""
        return next(one for one in where.findChildren(QPushButton) if one.text() == words)

    def press_on(self, button: QWidget) -> None:
        """Go to a button and press Space."""
        button.setFocus()
        assert QApplication.focusWidget() is button
        press(KEYS.Key_Space)
