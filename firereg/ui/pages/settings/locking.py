"""When the desk locks itself, and the two keys behind all passwords: recovery code and database key."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.services import accounts, settings
from firereg.services.opening import check_password
from firereg.ui.desk import Desk
from firereg.ui.dialogs.keys import CodeDialog, KeyDialog, without_access
from firereg.ui.icons import icon
from firereg.ui.pages.settings.accounts import what_a_new_key_is
from firereg.ui.pages.settings.secret_form import SecretForm
from firereg.ui.pages.side_form import LABEL_WIDTH, take_back
from firereg.ui.widgets.fields import NARROW, Form, choice
from firereg.ui.widgets.parts import label, rule

_WIDTH = 620


class CodeForm(SecretForm):
    """A new recovery code, in place of one that was lost or seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Make a new recovery code"))
        self.add_own_password()
        self.set_head(
            _("Recovery code"),
            _(
                "It opens the registry when every password is forgotten. Make a new one where the sheet was lost or "
                "seen by others; the one before no longer works."
            ),
        )
        self.close_button.hide()

    def work(self) -> Callable[[], str]:
        """Make it."""
        mine, registry = self.own_password(), self.desk.registry
        return lambda: accounts.new_recovery_code(registry, mine)

    def kept(self, code: str) -> None:
        """Show it, this one time."""
        dialog = CodeDialog(self.desk.registry, self.desk.jobs, self.desk.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show_code(code, _("The code before no longer works. Destroy its sheet."))
        dialog.open()
        self.desk.wrote(_("There is a new recovery code."))


class KeyForm(SecretForm):
    """A new key for the database; the window closes for it and comes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Change the database key…"))
        self.lost = label("", wrap=True)
        self.add_own_password()
        self.add_on_top(label(what_a_new_key_is(), wrap=True))
        self.add_on_top(label(accounts.about_old_backups(), wrap=True))
        self.add_on_top(self.lost)
        self.set_head(
            _("Database key"),
            _("Passwords and the recovery code open this key, and the key opens the registry."),
        )
        self.close_button.hide()

    def refresh(self) -> None:
        """Look who could not sign in afterwards."""
        self.lost.setText(without_access(accounts.who_would_lose_access(self.desk.registry)))

    def work(self) -> Callable[[], str]:
        """Only the password is checked while the window is open."""
        mine, registry = self.own_password(), self.desk.registry

        def work() -> str:
            check_password(registry, mine)
            return mine

        return work

    def kept(self, mine: str) -> None:
        """Close everything that has the registry open, change the key, and open the desk again."""
        self.desk.close_for(lambda registry: KeyDialog(registry, mine).exec())


class LockingSection(QWidget):
    """Khóa máy và khóa dữ liệu."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.minutes = choice([(_("{n} minutes").format(n=n), n) for n in settings.LOCK_MINUTES])
        self.minutes.setFixedWidth(NARROW)
        self.code, self.key = CodeForm(desk), KeyForm(desk)
        form = Form()
        form.add(
            "minutes",
            _("Lock after"),
            self.minutes,
            _("Without a key or a movement of the mouse. It locks with the screen and before sleep, too."),
            LABEL_WIDTH,
        )
        form.setMaximumWidth(_WIDTH)
        keys = QHBoxLayout()
        keys.setSpacing(16)
        for part in (self.code, self.key):
            part.save_button.setProperty("kind", "")  # neither is what one comes here for every day
            part.save_button.setIcon(icon("key-round"))
            keys.addWidget(part, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.setSpacing(12)
        lines.addWidget(form)
        lines.addWidget(rule())
        lines.addLayout(keys, 1)
        self.refresh()
        self.minutes.currentIndexChanged.connect(self._take_minutes)

    def refresh(self) -> None:
        """Show what is set."""
        self.minutes.setCurrentIndex(self.minutes.findData(settings.get("lock_after_minutes")))
        self.key.refresh()

    def show_key(self) -> None:
        """The database key, with the focus on its password."""
        self.key.go_to("mine")

    def _take_minutes(self) -> None:
        wanted, before = self.minutes.currentData(), settings.get("lock_after_minutes")
        if wanted == before:
            return
        if not self._desk.attempt(lambda: self._put(wanted)):
            self.refresh()
            return
        undo = take_back(self._desk, lambda: self._put(before), _("As before."))
        self._desk.wrote(_("The desk locks after {n} minutes.").format(n=wanted), undo)

    def _put(self, minutes: int) -> None:
        settings.put(self._desk.registry, "lock_after_minutes", minutes)
