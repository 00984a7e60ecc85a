"""Who tells that somebody left, as far as it can be told on this machine."""

import ctypes.wintypes
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from firereg.ui.session_watch import SessionWatch, message_says_left, window_message


@pytest.mark.parametrize(
    ("message", "what", "left"),
    [
        (0x02B1, 0x7, True),  # WM_WTSSESSION_CHANGE: WTS_SESSION_LOCK
        (0x02B1, 0x2, True),  # WTS_CONSOLE_DISCONNECT: another user takes the screen
        (0x02B1, 0x4, True),  # WTS_REMOTE_DISCONNECT
        (0x02B1, 0x8, False),  # WTS_SESSION_UNLOCK
        (0x02B1, 0x1, False),  # WTS_CONSOLE_CONNECT
        (0x0218, 0x4, True),  # WM_POWERBROADCAST: PBT_APMSUSPEND
        (0x0218, 0x12, False),  # PBT_APMRESUMEAUTOMATIC
        (0x0200, 0x7, False),  # WM_MOUSEMOVE
    ],
)
def test_what_windows_says(message: int, what: int, left: bool) -> None:
    assert message_says_left(message, what) is left


def test_a_message_of_windows_is_read_where_it_lies() -> None:
    lying = ctypes.wintypes.MSG(message=0x02B1, wParam=0x7)
    assert window_message(ctypes.addressof(lying)) == (0x02B1, 0x7)


def test_without_a_bus_nothing_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    window = QWidget()
    qtbot.addWidget(window)
    watch = SessionWatch(window)
    watch.begin()
    watch.close()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is of Linux")
class TestBus:
    @pytest.fixture
    def bus(self) -> Iterator[str]:
        """The address of a bus of this test alone."""
        daemon = shutil.which("dbus-daemon")
        if daemon is None:
            pytest.skip("there is no dbus-daemon")
        running = subprocess.Popen(
            [daemon, "--session", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.terminate()
        running.wait(10)
        running.stdout.close()

    def test_what_linux_says(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, bus: str) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        from firereg.ui.session_bus import SessionBus

        monkeypatch.setenv("XDG_SESSION_ID", "2")
        ours, theirs = (QDBusConnection.connectToBus(bus, name) for name in ("ours", "theirs"))
        assert ours.isConnected(), ours.lastError().message()
        assert theirs.registerService("org.freedesktop.login1"), theirs.lastError().message()
        listening, heard = SessionBus(), []
        listening.heard.connect(lambda: heard.append(1))
        listening.listen(ours, ours)

        def say(path: str, interface: str, name: str, *arguments: bool) -> None:
            message = QDBusMessage.createSignal(path, interface, name)
            message.setArguments(list(arguments))
            assert theirs.send(message)

        login = "org.freedesktop.login1"
        say("/org/freedesktop/login1/session/_33", f"{login}.Session", "Lock")  # somebody else's
        say("/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", False)
        say("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False)
        say("/org/freedesktop/login1/session/_32", f"{login}.Session", "Lock")
        qtbot.waitUntil(lambda: len(heard) == 1)
        say("/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", True)
        qtbot.waitUntil(lambda: len(heard) == 2)
        say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)
        qtbot.waitUntil(lambda: len(heard) == 3)
        for name in ("ours", "theirs"):
            QDBusConnection.disconnectFromBus(name)


def test_the_object_of_a_session_is_named_as_systemd_does() -> None:
    session_bus = pytest.importorskip("firereg.ui.session_bus")
    assert session_bus.session_path("2") == "/org/freedesktop/login1/session/_32"
    assert session_bus.session_path("c12") == "/org/freedesktop/login1/session/c12"
    assert session_bus.session_path("a-1") == "/org/freedesktop/login1/session/a_2d1"
    assert session_bus.session_path("") == ""
