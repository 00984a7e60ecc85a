"""Accounts: one's own password for everybody; who may sign in, locking and keys for an administrator."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.ui.desk import Desk
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.pages.settings.accounts import accounts_section
from firereg.ui.pages.settings.locking import LockingSection
from firereg.ui.pages.settings.own_password import MyPasswordForm
from firereg.ui.pages.settings.parts import Parts
from firereg.ui.pages.settings.section import LEAST_FORM_WIDTH
from firereg.ui.pages.settings.tabs import settings_tabs

_FORM_WIDTH = 560


class AccountsPage(DeskPage):
    """Tài khoản."""

    name = "accounts"
    stands_under = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = Parts(_("Accounts"))
        if desk.may(Right.ADMINISTER):
            self.tabs.add("list", _("Accounts"), lambda: accounts_section(desk))
            self.tabs.add("keys", _("Locking and keys"), lambda: LockingSection(desk))
        self.tabs.add("password", _("My password"), self._own_password)
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
        self.tabs.refresh()

    def show_target(self, target: Any) -> None:
        """Show the part with that name: list, keys or password."""
        if target not in self.tabs.names():
            return
        part = self.tabs.show_part(target)
        if isinstance(part, LockingSection):
            part.show_key()
        elif isinstance(part, MyPasswordForm):
            part.begin()

    def _own_password(self) -> MyPasswordForm:
        own = MyPasswordForm(self.desk)
        own.setMinimumWidth(LEAST_FORM_WIDTH)
        own.setMaximumWidth(_FORM_WIDTH)
        return own
