"""The wait after too many wrong tries, counted down where it is waited for."""

import math
import time

from PySide6.QtCore import QObject, QTimer, Signal

from firereg.errors import UserError
from firereg.i18n import _
from firereg.ui.widgets.parts import InlineMessage

_TICK_MS = 250


class Wait(QObject):
    """Says in `message` how long is still to wait; `changed` tells when the waiting begins and when it is over."""

    changed = Signal()

    def __init__(self, message: InlineMessage) -> None:
        super().__init__(message)
        self._message = message
        self._until = 0.0
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tell)

    @property
    def running(self) -> bool:
        """Whether no try is taken now."""
        return self._clock.isActive()

    def begin(self, seconds: float) -> None:
        """Wait so long from now on; with nothing to wait for nothing happens."""
        if seconds <= 0:
            return
        self._until = time.monotonic() + seconds
        self._message.say("warning", _sentence(seconds))
        self._clock.start()
        self.changed.emit()

    def _tell(self) -> None:
        left = self._until - time.monotonic()
        if left > 0:
            self._message.retell(_sentence(left))
        else:
            self.end()

    def end(self) -> None:
        """Wait no more, or for nothing that is asked here now."""
        if self.running:
            self._clock.stop()
            self._message.clear()
            self.changed.emit()


def seconds_of(problem: UserError) -> float:
    """How long a refusal asks to wait, 0 where it does not."""
    return float(getattr(problem, "wait_seconds", 0) or 0)


def _sentence(seconds: float) -> str:
    return _("Too many wrong tries. Try again in {time}.").format(time=duration_words(seconds))


def duration_words(seconds: float) -> str:
    """ "38 s", "4 min 12 s"; begun seconds count."""
    minutes, rest = divmod(math.ceil(seconds), 60)
    told = [_("{n} min").format(n=minutes)] if minutes else []
    if rest or not minutes:
        told.append(_("{n} s").format(n=rest))
    return " ".join(told)
