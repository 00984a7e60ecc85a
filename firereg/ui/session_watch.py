"""Who tells that somebody left the computer: its screen was locked, it goes to sleep, another user takes it.

Windows tells it to the window, Linux by D-Bus. On macOS, and where there is no bus, the desk rests on
`IdleWatch` alone.
"""

import ctypes
import ctypes.wintypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x4
_WM_WTSSESSION_CHANGE = 0x02B1
_LEFT = frozenset((0x2, 0x4, 0x7))  # WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK
_NOTIFY_FOR_THIS_SESSION = 0


class SessionWatch(QObject):
    """Emits `left` when somebody left the computer. It listens from `begin` until `close`."""

    left = Signal()
    _told = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._windows: _WindowsMessages | None = None
        # Not within the call of the system: the desk hides windows now.
        self._told.connect(self.left, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Listen; without a noise where nobody tells anything."""
        if sys.platform == "win32":
            self._windows = _WindowsMessages(int(self._window.winId()), self._told.emit)
        elif sys.platform == "linux":
            from firereg.ui.session_bus import SessionBus  # what it rests on is not everywhere

            self._bus = SessionBus(self)
            self._bus.heard.connect(self._told)
            self._bus.begin()

    def close(self) -> None:
        """Listen no more."""
        if self._windows is not None:
            self._windows.close()
            self._windows = None


def message_says_left(message: int, what: int) -> bool:
    """Whether a window message of Windows says so; `what` is its wParam."""
    if message == _WM_WTSSESSION_CHANGE:
        return what in _LEFT
    return message == _WM_POWERBROADCAST and what == _PBT_APMSUSPEND


def window_message(address: int) -> tuple[int, int]:
    """The number and the wParam of the message that Windows put at `address`."""
    lying = ctypes.wintypes.MSG.from_address(address)
    return lying.message, lying.wParam


class _WindowsMessages(QAbstractNativeEventFilter):
    """Reads the messages of Windows to the program, and has it send those of the session to one window."""

    def __init__(self, window: int, tell: Callable[[], object]) -> None:
        super().__init__()
        self._handle, self._tell = window, tell
        self._sessions(True)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, address: int
    ) -> tuple[bool, int]:
        """Look at it; it goes on to whom it was for."""
        if message_says_left(*window_message(int(address))):
            self._tell()
        return False, 0

    def close(self) -> None:
        """Read no more."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeNativeEventFilter(self)
        self._sessions(False)

    def _sessions(self, wanted: bool) -> None:
        if sys.platform == "win32":
            library = ctypes.WinDLL("wtsapi32")
            window = ctypes.wintypes.HWND(self._handle)
            if wanted:
                library.WTSRegisterSessionNotification(window, _NOTIFY_FOR_THIS_SESSION)
            else:
                library.WTSUnRegisterSessionNotification(window)
