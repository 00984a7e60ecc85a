import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QPushButton

from firereg.errors import NotAllowedError
from firereg.services import setup, tries
from firereg.services.opening import open_registry
from firereg.services.wards import Ward, groups
from firereg.ui.dialogs.rescue import RescueDialog
from firereg.ui.dialogs.sign_in import SignInDialog
from firereg.ui.jobs import JobRunner

PASSWORD, NEW_PASSWORD = "sông Cấm chiều nay", "bến phà Bính xưa"
LONG = 15_000  # milliseconds: the keys are slow on purpose


@pytest.fixture
def made(tmp_path):
    """The folder of a registry and its recovery code."""
    ward = Ward("Phường Lê Chân", "Hải Phòng", ("ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ CHÂN"), "Phường Lê Chân")
    registry, code = setup.new_registry(
        tmp_path / "sổ", setup.FirstUser("lan", "Demo Clerk", PASSWORD), [ward], [setup.GroupDraft(7)]
    )
    registry.close()
    return tmp_path / "sổ", code


@pytest.fixture
def dialog(qtbot, made):
    jobs = JobRunner()
    shown = SignInDialog(made[0], jobs)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(shown.isActiveWindow)
    yield shown
    jobs.close()
    if shown.registry:
        shown.registry.close()


def press(dialog, text):
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text and b.isVisible()).click()


def test_by_keyboard_alone(qtbot, dialog):
    qtbot.waitUntil(dialog.name.hasFocus)
    qtbot.keyClicks(dialog.name, "Lan")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.password.hasFocus()
    dialog.password.setText(PASSWORD)
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert dialog.registry.full_name == "Demo Clerk"
    assert [group.number for group in groups()] == [7]  # the connection belongs to the thread of the window


def test_a_wrong_password_is_told_and_typed_over(qtbot, dialog):
    dialog.name.setText("lan")
    dialog.password.setText("wrong")
    dialog.sign_in()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()  # what is under way is waited for
    qtbot.waitUntil(lambda: "wrong" in dialog.message.text(), timeout=LONG)
    assert dialog.password.hasFocus()
    assert dialog.password.selectedText()
    assert dialog.registry is None
    dialog.password.setText(PASSWORD)
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        dialog.sign_in()


def press_enter_with(qtbot, dialog, password):
    """Try it, and wait for the answer."""
    dialog.password.setText(password)
    dialog.sign_in()
    qtbot.waitUntil(dialog.steps.isEnabled, timeout=LONG)


def test_too_many_wrong_tries_are_waited_for_after_a_restart_too(qtbot, dialog, made):
    dialog.name.setText("lan")
    for _try in range(tries.FREE + 2):
        press_enter_with(qtbot, dialog, "wrong")
    assert "Too many wrong tries. Try again in" in dialog.message.text()
    assert not dialog._sign_in.isEnabled()
    press_enter_with(qtbot, dialog, PASSWORD)
    assert dialog.registry is None, "not even the right one is looked at"
    jobs = JobRunner()
    again = SignInDialog(made[0], jobs, "lan")
    qtbot.addWidget(again)
    press_enter_with(qtbot, again, "wrong")
    assert "Try again in" in again.message.text()
    assert not again._sign_in.isEnabled()
    again.name.setText("")
    qtbot.keyClicks(again.name, "minh")
    assert again._sign_in.isEnabled(), "another one has not tried yet"
    jobs.close()
    qtbot.waitUntil(dialog._sign_in.isEnabled, timeout=LONG)
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        dialog.sign_in()


def test_without_a_name_nothing_is_tried(qtbot, dialog):
    dialog.sign_in()
    assert dialog._form.rows["name"].error() == "Enter your user name."
    assert dialog.name.hasFocus()


def test_a_damaged_registry_is_told(qtbot, dialog, made):
    (made[0] / "keys.json").write_text("{}")
    dialog.name.setText("lan")
    dialog.sign_in()
    qtbot.waitUntil(lambda: "damaged" in dialog.message.text(), timeout=LONG)
    (rescue,) = dialog.findChildren(RescueDialog)
    rescue.reject()
    assert dialog.isVisible()


def test_another_registry(qtbot, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    press(dialog, "Another registry…")
    assert (dialog.result(), dialog.folder, dialog.registry) == (QDialog.DialogCode.Accepted, tmp_path, None)


class TestForgotten:
    @pytest.fixture
    def forgotten(self, dialog, made):
        press(dialog, "Forgot the password?")
        form = dialog.reset_form
        form.user.setText("lan")
        form.code.setText(made[1].lower())
        form.password.setText(NEW_PASSWORD)
        form.again.setText(NEW_PASSWORD)
        return dialog

    def test_the_code_lets_in_and_a_new_one_is_shown(self, qtbot, forgotten, made, tmp_path):
        qtbot.keyClick(forgotten.reset_form.again, Qt.Key.Key_Return)
        qtbot.waitUntil(forgotten.panel.isVisible, timeout=LONG)
        forgotten.panel.save_to(tmp_path / "code.pdf")
        qtbot.waitUntil(lambda: "Saved" in forgotten.panel._message.text(), timeout=LONG)
        assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
        forgotten.reject()
        assert forgotten.isVisible()
        assert "safe place" in forgotten.message.text() + forgotten.panel._message.text()
        forgotten.panel.findChild(QCheckBox).setChecked(True)
        press(forgotten, "Go on")
        assert forgotten.result() == QDialog.DialogCode.Accepted
        forgotten.registry.close()
        with pytest.raises(NotAllowedError):
            open_registry(made[0], "lan", PASSWORD)
        open_registry(made[0], "lan", NEW_PASSWORD).close()

    def test_a_wrong_code_is_told(self, qtbot, forgotten):
        forgotten.reset_form.code.setText("AAAAA-BBBBB")
        forgotten.reset()
        qtbot.waitUntil(lambda: "recovery code is wrong" in forgotten.message.text(), timeout=LONG)

    def test_codes_cannot_be_guessed_fast(self, qtbot, forgotten):
        forgotten.reset_form.code.setText("AAAAA-BBBBB")
        for _try in range(tries.FREE + 2):
            forgotten.reset()
            qtbot.waitUntil(forgotten.steps.isEnabled, timeout=LONG)
        assert "Try again in" in forgotten.message.text()
        assert not forgotten._reset.isEnabled()
        press(forgotten, "Back")
        assert forgotten._sign_in.isEnabled(), "a password may still be tried"

    def test_passwords_that_differ_or_are_short_are_told_beneath_them(self, qtbot, forgotten):
        form = forgotten.reset_form
        form.again.setText("another")
        forgotten.reset()
        assert "differ" in form.rows["again"].error()
        form.password.setText("short")
        form.again.setText("short")
        forgotten.reset()
        qtbot.waitUntil(lambda: "8 characters" in form.rows["password"].error(), timeout=LONG)
