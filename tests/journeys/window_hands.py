"""A window with the clock on its wall, and what a clerk does on any of its pages."""

from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pdfplumber
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from firereg.services.registry import Registry
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.side_form import SideForm
from firereg.ui.print_preview import PrintPreview
from tests.file_dialog import type_into_file_dialog
from tests.journeys.desk_hands import CONTROL, KEYS, overwrite, press, show_window, wait_for
from tests.small_ward import Clock

Page = TypeVar("Page", bound=DeskPage)


class WindowHands:
    """The main window on a registry; what is saved goes into the folder beside it."""

    def __init__(self, qtbot: QtBot, registry: Registry, clock: Clock, settings: QSettings) -> None:
        self.qtbot, self.clock, self.settings, self.folder = qtbot, clock, settings, registry.folder.parent
        self.window = show_window(qtbot, registry, settings)

    @property
    def today(self) -> date:
        return self.clock.now.date()

    def at(self, moment: datetime) -> None:
        """The clock shows this moment, and the page is fetched again."""
        self.clock.now = moment
        press(KEYS.Key_F5)

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

    def dialog_gone(self) -> None:
        """A screen gives the focus back to the window once a dialog or menu is gone."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

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
        with pdfplumber.open(self.saved_paper(name)) as paper:
            return "\n".join(page.extract_text() for page in paper.pages)

    def saved_paper(self, name: str) -> Path:
        """The file of the paper on the screen, saved by Ctrl+S."""
        preview, path = self.printed(), self.folder / name
        type_into_file_dialog(path)
        QTest.keyClick(preview, KEYS.Key_S, CONTROL)
        wait_for(self.qtbot, path.exists)
        preview.reject()
        wait_for(self.qtbot, lambda: self.window.findChild(PrintPreview) is None)
        self.dialog_gone()
        return path

    def saved_sheet(self, name: str) -> Path:
        """The workbook that Ctrl+E saves."""
        path = self.folder / name
        type_into_file_dialog(path)
        press(KEYS.Key_E, CONTROL)
        wait_for(self.qtbot, path.exists)
        self.dialog_gone()
        return path
