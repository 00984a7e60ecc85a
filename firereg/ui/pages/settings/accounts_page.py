"""Accounts: one's own password for everybody; who may sign in, locking and keys for an administrator."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.ui.desk import Desk
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.pages.settings.accounts import accounts_section
from firereg.ui.pages.settings.locking import LockingSection
from firereg.ui.pages.settings.own_password import MyPasswordForm
from firereg.ui.pages.settings.section import LEAST_FORM_WIDTH, ListSection
from firereg.ui.pages.settings.tabs import settings_tabs

Section = ListSection | LockingSection | MyPasswordForm
_FORM_WIDTH = 560


class AccountsPage(DeskPage):
    """Tài khoản."""

    name = "accounts"
    stands_under = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sections: dict[str, Section] = {}
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Accounts"))
        if desk.may(Right.ADMINISTER):
            self._add("list", _("Accounts"), accounts_section(desk))
            self._add("keys", _("Locking and keys"), LockingSection(desk))
        own = MyPasswordForm(desk)
        own.setMinimumWidth(LEAST_FORM_WIDTH)
        own.setMaximumWidth(_FORM_WIDTH)
        self._add("password", _("My password"), own)
        self.tabs.currentChanged.connect(lambda _index: self.refresh())
        self.setFocusProxy(self.tabs.tabBar())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        row = self.tab_row()
        if row is not None:
            lines.addWidget(row)
        lines.addWidget(self.tabs, 1)

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The settings."""
        return settings_tabs()

    def refresh(self) -> None:
        """Fetch what the shown part shows."""
        section = self.tabs.currentWidget()
        if isinstance(section, Section):
            section.refresh()

    def show_target(self, target: Any) -> None:
        """Show the part with that name: list, keys or password."""
        section = self.sections.get(str(target))
        if section is None:
            return
        self.tabs.setCurrentWidget(section)
        if isinstance(section, LockingSection):
            section.show_key()
        elif isinstance(section, MyPasswordForm):
            section.begin()

    def _add(self, name: str, title: str, section: Section) -> None:
        self.sections[name] = section
        self.tabs.addTab(section, title)
