"""The second step of a new registry: who signs in first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from firereg.domain.text import fold
from firereg.i18n import _
from firereg.services.setup import FirstUser
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.new_password import add_new_password, same_twice
from firereg.ui.widgets.password import PasswordEdit


class UserForm(Form):
    """Full name, user name and a password twice; `finished` comes with Enter in the last field."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.full_name, self.user = QLineEdit(), QLineEdit()
        self.password, self.again = PasswordEdit(), PasswordEdit()
        self._own_user_name = False
        self.add("full_name", _("Full name"), self.full_name, _("As it stands in the journal and on lists."))
        self.add("user", _("User name"), self.user, _("Short, to sign in with; capitals do not matter."))
        add_new_password(self, self.password, self.again, lambda: (self.user.text(), ""))
        self.full_name.textChanged.connect(self._suggest)
        self.user.textEdited.connect(self._typed_user)
        self.again.returnPressed.connect(self.finished)

    def complete(self) -> bool:
        """Whether both passwords are the same; all else is for `new_registry` to judge."""
        self.clear_errors()
        return same_twice(self, self.password, self.again)

    def first_user(self) -> FirstUser:
        """Who was typed."""
        return FirstUser(self.user.text(), self.full_name.text(), self.password.text())

    def _suggest(self, full_name: str) -> None:
        """The given name without accents, until somebody types another."""
        if not self._own_user_name:
            self.user.setText(fold(full_name).rpartition(" ")[2])

    def _typed_user(self, text: str) -> None:
        self._own_user_name = bool(text)
