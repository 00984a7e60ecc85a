"""The form for a forgotten password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from firereg.i18n import _
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.new_password import add_new_password, same_twice
from firereg.ui.widgets.password import PasswordEdit


class ResetForm(Form):
    """Name, recovery code and the new password twice; `finished` comes with Enter in the last field."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.user, self.code = QLineEdit(), QLineEdit()
        self.password, self.again = PasswordEdit(), PasswordEdit()
        self.add("user", _("User name"), self.user)
        self.add("code", _("Recovery code"), self.code, _("Capitals, spaces and hyphens do not matter."))
        add_new_password(self, self.password, self.again, lambda: (self.user.text(), ""))
        self.again.returnPressed.connect(self.finished)

    def complete(self) -> bool:
        """Whether all is there; what is missing is said beneath its field."""
        self.clear_errors()
        for key, field, missing in (
            ("user", self.user, _("Enter your user name.")),
            ("code", self.code, _("Enter the recovery code from the printed sheet.")),
        ):
            if not field.text().strip():
                self.show_error(key, missing)
                return False
        return same_twice(self, self.password, self.again)
