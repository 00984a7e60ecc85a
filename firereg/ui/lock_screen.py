"""The lock: what covers the desk until the password is given again, and who tells that nobody is there."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from firereg.errors import UserError
from firereg.i18n import _
from firereg.services.opening import check_password
from firereg.services.registry import Registry
from firereg.ui.jobs import JobRunner
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.parts import IconLabel, InlineMessage, button, label
from firereg.ui.widgets.password import PasswordEdit, caps_lock_sentence
from firereg.ui.widgets.wait import Wait, seconds_of

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
    """Shown in place of the desk. `unlocked` comes when the user who is signed in has given the password.

    `left` comes where somebody else wants to sign in.
    """

    unlocked = Signal()
    left = Signal()

    def __init__(self, registry: Registry, jobs: JobRunner) -> None:
        super().__init__()
        self._registry, self._jobs = registry, jobs
        self._message = InlineMessage()
        self._password = PasswordEdit()
        self._wait, self._trying = Wait(self._message), False
        self._open = button(_("Unlock"), self._try, "", "primary")
        self._another = button(_("Another user…"), self.left.emit, kind="quiet")
        self._wait.changed.connect(self._fit)
        self._form = Form()
        row = self._form.add("password", _("Password"), self._password, label_width=_LABEL_WIDTH)
        self._password.returnPressed.connect(self._try)
        self._password.caps_lock_seen.connect(lambda seen: row.set_error(caps_lock_sentence(seen)))
        self._build()

    def begin(self) -> None:
        """Ask from the beginning."""
        self._password.clear()
        self._password.show_letters(False)
        if not self._wait.running:
            self._message.clear()
        self._password.setFocus()

    def _try(self) -> None:
        if self._wait.running or self._trying:
            return
        password = self._password.text()
        self._set_trying(True)
        self._jobs.run(lambda _progress: check_password(self._registry, password), self._done, self._failed)

    def _done(self, _result: object) -> None:
        self._set_trying(False)
        self.begin()
        self.unlocked.emit()

    def _failed(self, error: Exception) -> None:
        self._set_trying(False)
        if not isinstance(error, UserError):
            raise error
        self._message.say("error", str(error))
        self._wait.begin(seconds_of(error))
        self._password.setFocus()
        self._password.selectAll()

    def _set_trying(self, trying: bool) -> None:
        self._trying = trying
        self._fit()

    def _fit(self) -> None:
        self._form.setEnabled(not self._trying)
        self._open.setEnabled(not self._trying and not self._wait.running)
        self._another.setEnabled(not self._trying)

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
        lines.addWidget(self._another)
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
        self._last = time.monotonic()
        self._told = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)
        self.set_minutes(minutes)
        self._clock.start()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def set_minutes(self, minutes: float) -> None:
        """Wait so long from now on."""
        self._seconds = minutes * 60
        self._clock.setInterval(min(_LOOK_EVERY_MS, max(1, int(self._seconds * 500))))

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
