"""The settings: what a ward does once a year."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.ui.desk import Desk
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.pages.settings.backups import BackupsSection
from firereg.ui.pages.settings.groups import groups_section
from firereg.ui.pages.settings.intervals import intervals_section
from firereg.ui.pages.settings.kinds import kinds_section
from firereg.ui.pages.settings.looks import LooksSection, ReceiptsSection
from firereg.ui.pages.settings.papers import PapersSection
from firereg.ui.pages.settings.parts import Parts
from firereg.ui.pages.settings.tabs import settings_tabs
from firereg.ui.pages.settings.ward import ward_section
from firereg.ui.widgets.page_tabs import PageTabs


class SettingsPage(DeskPage):
    """Cài đặt."""

    name = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = Parts(_("Settings"))
        self._add("ward", _("Ward and letterhead"), ward_section, Right.ADMINISTER)
        self._add("groups", _("Residential groups"), groups_section)
        self._add("kinds", _("Kinds"), kinds_section, Right.ADMINISTER)
        self._add("intervals", _("Intervals"), intervals_section, Right.ADMINISTER)
        self._add("receipts", _("Receipts"), ReceiptsSection)
        self._add("papers", _("Words of papers"), PapersSection, Right.ADMINISTER)
        self._add("looks", _("Language and looks"), LooksSection, Right.LOOK)
        self._add("backups", _("Backups"), BackupsSection, Right.LOOK)
        self.setFocusProxy(self.tabs.tabBar())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        lines.addWidget(PageTabs(settings_tabs(), self.name, desk.go))
        lines.addWidget(self.tabs, 1)

    def _add(
        self, name: str, title: str, make: Callable[[Desk], QWidget], right: Right = Right.RECORD
    ) -> None:
        """A part of the settings, for those who have that right."""
        if self.desk.may(right):
            self.tabs.add(name, title, lambda: make(self.desk))

    def refresh(self) -> None:
        """Fetch what the shown part shows."""
        self.tabs.refresh()

    def show_target(self, target: Any) -> None:
        """Show the part with that name: ward, groups, kinds, intervals, receipts, papers, looks or backups."""
        if target in self.tabs.names():
            self.tabs.show_part(target)
