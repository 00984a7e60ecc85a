"""A field for a password."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from firereg.i18n import _
from firereg.ui.icons import icon


class PasswordEdit(QLineEdit):
    """Dots, with an eye to look at what was typed; `caps_lock_seen` tells whether Caps Lock seems to be on."""

    caps_lock_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._caps_lock = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = self.addAction(icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.triggered.connect(lambda: self.show_letters(self.echoMode() == QLineEdit.EchoMode.Password))
        self.show_letters(False)

    def show_letters(self, shown: bool) -> None:
        """Show what is typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if shown else "eye", "muted"))
        self._eye.setToolTip(_("Hide the password") if shown else _("Show the password"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Caps Lock from the letters that come: Qt cannot ask for it."""
        letter = event.text()
        if len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(letter.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock and self._caps_lock:
            self._tell(False)
        super().keyPressEvent(event)

    def _tell(self, caps_lock: bool) -> None:
        if caps_lock != self._caps_lock:
            self._caps_lock = caps_lock
            self.caps_lock_seen.emit(caps_lock)


def caps_lock_sentence(seen: bool) -> str:
    """What is said beneath a password field, "" for nothing."""
    return _("Caps Lock is on.") if seen else ""
