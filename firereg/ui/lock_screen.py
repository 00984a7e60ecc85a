"""The lock: what covers the desk until the password is given again, and who tells that nobody is there."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from firereg.errors import UserError
from firereg.i18n import _
from firereg.services.registry import Registry, check_password
from firereg.ui.jobs import JobRunner
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.parts import IconLabel, InlineMessage, button, label
from firereg.ui.widgets.password import PasswordEdit, caps_lock_sentence

_WIDTH = 400
_LABEL_WIDTH = 96
_LOOK_EVERY_MS = 5_000
_ACTIVITY = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class LockScreen(QWidget):
    """Shown in place of the desk. `unlocked` comes when the user who is signed in has given the password."""

    unlocked = Signal()

    def __init__(self, registry: Registry, jobs: JobRunner) -> None:
        super().__init__()
        self._registry, self._jobs = registry, jobs
        self._message = InlineMessage()
        self._password = PasswordEdit()
        self._open = button(_("Unlock"), self._try, "", "primary")
        self._form = Form()
        row = self._form.add("password", _("Password"), self._password, label_width=_LABEL_WIDTH)
        self._password.returnPressed.connect(self._try)
        self._password.caps_lock_seen.connect(lambda seen: row.set_error(caps_lock_sentence(seen)))
        self._build()

    def begin(self) -> None:
        """Ask from the beginning."""
        self._password.clear()
        self._password.show_letters(False)
        self._message.clear()
        self._password.setFocus()

    def _try(self) -> None:
        password = self._password.text()
        self._set_waiting(True)
        self._jobs.run(lambda _progress: check_password(self._registry, password), self._done, self._failed)

    def _done(self, _result: object) -> None:
        self._set_waiting(False)
        self.begin()
        self.unlocked.emit()

    def _failed(self, error: Exception) -> None:
        self._set_waiting(False)
        if not isinstance(error, UserError):
            raise error
        self._message.say("error", str(error))
        self._password.setFocus()
        self._password.selectAll()

    def _set_waiting(self, waiting: bool) -> None:
        self._form.setEnabled(not waiting)
        self._open.setEnabled(not waiting)

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(_WIDTH)
        lines = QVBoxLayout(card)
        lines.setContentsMargins(32, 32, 32, 32)
        lines.setSpacing(16)
        centre = Qt.AlignmentFlag.AlignHCenter
        lines.addWidget(IconLabel("lock", "accent", 32), alignment=centre)
        lines.addWidget(label(_("The desk is locked"), "title"), alignment=centre)
        who = label(_("Signed in: {name}").format(name=self._registry.full_name), "muted", wrap=True)
        who.setAlignment(centre)
        lines.addWidget(who)
        lines.addWidget(self._message)
        lines.addWidget(self._form)
        lines.addWidget(self._open)
        row = QHBoxLayout()  # an alignment would not give the card the height its sentences need
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(row)
        whole.addStretch(3)


class IdleWatch(QObject):
    """Emits `idle` once after so many minutes without a key or a movement of the mouse in the program."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = minutes * 60
        self._last = time.monotonic()
        self._told = False
        self._clock = QTimer(self, interval=min(_LOOK_EVERY_MS, max(1, int(self._seconds * 500))))
        self._clock.timeout.connect(self._look)
        self._clock.start()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - whoever it was for
        """Note that somebody is there; nothing is taken away."""
        if event.type() in _ACTIVITY:
            self._last = time.monotonic()
            self._told = False
        return False

    def _look(self) -> None:
        if not self._told and time.monotonic() - self._last >= self._seconds:
            self._told = True
            self.idle.emit()
