"""What Linux tells by D-Bus of the session of a person: that its screen is locked or the computer goes to sleep."""

import os
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

_SESSION_BUS = "DBUS_SESSION_BUS_ADDRESS"
_LOGIN = "org.freedesktop.login1"
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)


class SessionBus(QObject):
    """Emits `heard` when the session is left."""

    heard = Signal()

    def begin(self) -> None:
        """Listen on the buses of the computer and of the person, where there are any."""
        buses = [QDBusConnection.systemBus()]
        if os.environ.get(_SESSION_BUS):  # without it the library would start a bus
            buses.append(QDBusConnection.sessionBus())
        self.listen(*buses)

    def listen(self, system: QDBusConnection, session: QDBusConnection | None = None) -> None:
        """Listen on these two buses; one that is not there tells nothing."""
        slot: Any = SLOT("take(QDBusMessage)")  # text, whatever the stubs of PySide say
        path = session_path(os.environ.get("XDG_SESSION_ID", ""))
        if system.isConnected():
            system.connect(_LOGIN, path, f"{_LOGIN}.Session", "Lock", self, slot)
            system.connect(_LOGIN, "", f"{_LOGIN}.Manager", "PrepareForSleep", self, slot)
        if session is not None and session.isConnected():
            for name in _SCREEN_SAVERS:
                session.connect("", "", name, "ActiveChanged", self, slot)

    @Slot(QDBusMessage)
    def take(self, message: QDBusMessage) -> None:
        """Look at a signal of the bus."""
        if signal_says_left(message.member(), message.arguments()):
            self.heard.emit()


def signal_says_left(name: str, arguments: Sequence[object]) -> bool:
    """Whether a D-Bus signal says so: Lock does, PrepareForSleep and ActiveChanged when they begin."""
    return name == "Lock" or (name in ("PrepareForSleep", "ActiveChanged") and arguments[:1] == [True])


def session_path(session_id: str) -> str:
    """The object of a login session on the bus, "" for any; sd_bus_path_encode(3) says how it is written."""
    if not session_id:
        return ""
    letters = (
        chr(byte) if chr(byte).isalpha() or (place and chr(byte).isdigit()) else f"_{byte:02x}"
        for place, byte in enumerate(session_id.encode("ascii", "replace"))
    )
    return f"/org/freedesktop/login1/session/{''.join(letters)}"
