import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from firereg.services import tries
from firereg.services.opening import create
from firereg.ui.jobs import JobRunner
from firereg.ui.lock_screen import IdleWatch, LockScreen
from firereg.ui.widgets.parts import InlineMessage
from firereg.ui.widgets.password import PasswordEdit

PASSWORD = "Mật khẩu 1"


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    made, _code = create(
        tmp_path_factory.mktemp("r") / "r", user="lan", full_name="Demo Clerk", password=PASSWORD
    )
    yield made
    made.close()


@pytest.fixture
def locked(qtbot, registry):
    """A window with a half-filled field behind the lock screen, and the lock screen."""
    window, jobs = QStackedWidget(), JobRunner()
    qtbot.addWidget(window)
    screen, behind = LockScreen(registry, jobs), QLineEdit("half filled")
    window.addWidget(behind)
    window.addWidget(screen)
    window.show()
    qtbot.waitExposed(window)
    window.setCurrentWidget(screen)
    screen.begin()
    qtbot.waitUntil(lambda: screen.findChild(PasswordEdit).hasFocus())
    yield screen, behind
    jobs.close()


def give(qtbot, screen, password):
    field = screen.findChild(PasswordEdit)
    field.setText(password)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_password_opens_it(qtbot, locked):
    screen, behind = locked
    with qtbot.waitSignal(screen.unlocked, timeout=10_000):
        give(qtbot, screen, PASSWORD)
    assert screen.findChild(PasswordEdit).text() == ""
    assert behind.text() == "half filled"


def test_a_wrong_password_is_told_and_can_be_typed_over(qtbot, locked):
    screen, _behind = locked
    opened = []
    screen.unlocked.connect(lambda: opened.append(1))
    message, field = screen.findChild(InlineMessage), screen.findChild(PasswordEdit)
    give(qtbot, screen, "wrong")
    qtbot.waitUntil(lambda: "wrong" in message.text(), timeout=10_000)
    assert not opened
    assert field.hasFocus()
    assert field.hasSelectedText()
    with qtbot.waitSignal(screen.unlocked, timeout=10_000):
        give(qtbot, screen, PASSWORD)
    assert message.text() == ""


def test_too_many_wrong_passwords_are_waited_for(qtbot, locked):
    screen, _behind = locked
    message = screen.findChild(InlineMessage)
    for _try in range(tries.FREE + 2):
        give(qtbot, screen, "wrong")
        qtbot.waitUntil(screen._form.isEnabled, timeout=10_000)
    assert "Too many wrong tries. Try again in" in message.text()
    assert not screen._open.isEnabled()
    give(qtbot, screen, PASSWORD)
    assert screen._form.isEnabled(), "it is not even looked at"
    screen.begin()
    assert message.text(), "locking again does not end the wait"
    qtbot.waitUntil(screen._open.isEnabled, timeout=10_000)
    with qtbot.waitSignal(screen.unlocked, timeout=10_000):
        give(qtbot, screen, PASSWORD)


def test_the_keyboard_does_not_reach_what_is_behind(qtbot, locked):
    screen, behind = locked
    for _press in range(8):
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
        assert screen.isAncestorOf(screen.window().focusWidget())
    assert not behind.isVisible()


def test_caps_lock_is_told_from_the_letters(qtbot, locked):
    screen, _behind = locked
    field = screen.findChild(PasswordEdit)
    row = screen._form.rows["password"]
    qtbot.keyClicks(field, "a")
    assert row.error() == ""
    qtbot.keyClick(field, "A")  # a capital without Shift
    assert row.error() == "Caps Lock is on."
    qtbot.keyClick(field, "a", Qt.KeyboardModifier.ShiftModifier)
    assert row.error() == "Caps Lock is on."
    qtbot.keyClick(field, "1")
    assert row.error() == "Caps Lock is on."
    qtbot.keyClick(field, "B", Qt.KeyboardModifier.ShiftModifier)
    assert row.error() == ""


def test_the_eye_shows_the_letters_until_the_next_lock(qtbot, locked):
    screen, _behind = locked
    field = screen.findChild(PasswordEdit)
    field.actions()[0].trigger()
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    screen.begin()
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_a_long_refusal_is_shown_whole(qtbot, locked):
    screen, _behind = locked
    message = screen.findChild(InlineMessage)
    message.say("error", "A sentence with more words than one line holds. " * 3)
    qtbot.wait(1)
    assert message.height() >= message.heightForWidth(message.width())


class TestIdleWatch:
    def test_nobody_there_is_told_once(self, qtbot):
        field = QLineEdit()
        qtbot.addWidget(field)
        watch = IdleWatch(0.05 / 60, field)
        told = []
        watch.idle.connect(lambda: told.append(1))
        qtbot.wait(300)
        assert told == [1]
        qtbot.keyClick(field, "a")
        qtbot.waitUntil(lambda: told == [1, 1])

    def test_somebody_who_types_or_moves_the_mouse_is_there(self, qtbot):
        field = QLineEdit()
        qtbot.addWidget(field)
        field.show()
        watch = IdleWatch(0.4 / 60, field)
        told = []
        watch.idle.connect(lambda: told.append(1))
        for step in range(8):
            if step % 2:
                qtbot.keyClick(field, "a")
            else:
                qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
            qtbot.wait(100)
        assert told == []
