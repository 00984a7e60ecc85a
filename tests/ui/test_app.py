import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from firereg import i18n
from firereg.domain.roles import Role
from firereg.errors import BadInputError
from firereg.services import accounts, setup, unfinished
from firereg.services.opening import open_registry
from firereg.services.wards import Ward
from firereg.ui import app as desk_app
from firereg.ui.dialogs.bug import BugDialog, BugWatch
from firereg.ui.dialogs.first_run import FirstRunDialog
from firereg.ui.dialogs.sign_in import SignInDialog
from firereg.ui.main_window import MainWindow
from firereg.ui.preferences import Preferences, open_settings
from firereg.ui.single_instance import SingleInstance

PASSWORD, OTHER_PASSWORD = "bến Bính sáng sớm", "sông Cấm chiều nay"


@pytest.fixture
def folder(tmp_path):
    ward = Ward("Phường Mẫu", "Hải Phòng", ("ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU"), "Mẫu")
    user = setup.FirstUser("lan", "Cán bộ mẫu", PASSWORD)
    registry, _code = setup.new_registry(tmp_path / "sổ", user, [ward], [setup.GroupDraft(1)])
    registry.close()
    return tmp_path / "sổ"


@pytest.fixture
def english_desk(qapp, monkeypatch):
    """Preferences of this test alone, in English; the application as it was afterwards."""
    preferences = Preferences(open_settings())
    preferences.settings.clear()
    preferences.language = "en"
    preferences.settings.sync()
    monkeypatch.delenv("FIREREG_USER", raising=False)
    monkeypatch.delenv("FIREREG_PASSWORD", raising=False)
    icon = qapp.windowIcon()
    yield preferences
    qapp.setWindowIcon(icon)


class Clerk:
    """Does one thing after the other to what comes on the screen while `run` runs."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.failed: Exception | None = None
        self._acts: list[tuple[type, object]] = []
        self._watch = QTimer(interval=30)
        self._watch.timeout.connect(self._look)
        self._watch.start()

    def when(self, kind: type, act) -> None:
        self._acts.append((kind, act))

    def _look(self) -> None:
        if not self._acts:
            return
        kind, act = self._acts[0]
        for window in QApplication.topLevelWidgets():
            if isinstance(window, kind) and window.isVisible():
                self._acts.pop(0)
                self.seen.append(kind.__name__)
                try:
                    act(window)
                except Exception as error:  # nobody would ever close what is on the screen
                    self.failed = error
                    self._acts.clear()
                    QApplication.closeAllWindows()
                return


@pytest.fixture
def clerk(qapp):
    one = Clerk()
    yield one
    one._watch.stop()
    if one.failed is not None:
        raise one.failed
    assert not one._acts, "it never came"


def sign_in(dialog: SignInDialog) -> None:
    dialog.name.setText("lan")
    dialog.password.setText(PASSWORD)
    dialog.sign_in()


def sign_in_as_minh(dialog: SignInDialog) -> None:
    dialog.name.setText("minh")
    dialog.password.setText(OTHER_PASSWORD)
    dialog.sign_in()


def test_sign_in_then_the_window_then_the_end(qtbot, english_desk, clerk, folder):
    clerk.when(SignInDialog, sign_in)
    clerk.when(MainWindow, lambda window: window.close())
    assert desk_app.run(folder) == 0
    assert clerk.seen == ["SignInDialog", "MainWindow"]
    assert [path.suffix for path in (folder / "backups").iterdir()] == [".firereg"], "backed up at the end"
    assert Preferences(open_settings()).registry_folder == folder


def test_another_user_signs_in_and_what_was_half_entered_waits_for_the_first(
    qtbot, english_desk, clerk, folder
):
    offered = []

    def half_fill(window: MainWindow) -> None:
        window.desk.go("handovers", "new")
        form = window.pages["handovers"].form
        form.fields.instead.setChecked(True)
        form.fields.receiver.setText("Dang Van Mau")
        window.lock()
        next(b for b in window._lock_screen.findChildren(QPushButton) if b.text() == "Another user…").click()

    def look(window: MainWindow) -> None:
        offered.append([one.content for one in unfinished.kept(window.desk.registry)])
        window.sign_out()

    def look_again(window: MainWindow) -> None:
        offered.append([one.content for one in unfinished.kept(window.desk.registry)])
        window.close()

    registry = open_registry(folder, "lan", PASSWORD)
    accounts.add(registry, PASSWORD, "minh", "Cán bộ khác", Role.CLERK, OTHER_PASSWORD)
    registry.close()
    names = []
    clerk.when(SignInDialog, sign_in)
    clerk.when(MainWindow, half_fill)
    clerk.when(SignInDialog, lambda dialog: (names.append(dialog.name.text()), sign_in_as_minh(dialog)))
    clerk.when(MainWindow, look)
    clerk.when(SignInDialog, sign_in)
    clerk.when(MainWindow, look_again)
    assert desk_app.run(folder) == 0
    assert names == [""], "the next one types the name"
    assert offered[0] == []
    assert "Dang Van Mau" in str(offered[1])


def test_what_needs_the_registry_alone_is_done_between_two_windows(qtbot, english_desk, clerk, folder):
    alone, back = [], []
    clerk.when(SignInDialog, sign_in)
    clerk.when(
        MainWindow,
        lambda window: window.desk.close_for(lambda registry: alone.append(registry.database.is_closed())),
    )
    clerk.when(MainWindow, lambda window: (back.append(window.pages["accounts"].isVisible()), window.close()))
    assert desk_app.run(folder) == 0
    assert (alone, back) == ([True], [True])
    assert clerk.seen == ["SignInDialog", "MainWindow", "MainWindow"]


def test_nobody_signs_in_after_signing_out(qtbot, english_desk, clerk, folder):
    clerk.when(SignInDialog, sign_in)
    clerk.when(MainWindow, lambda window: window.sign_out())
    clerk.when(SignInDialog, lambda dialog: dialog.reject())
    assert desk_app.run(folder) == 0
    assert [path.suffix for path in (folder / "backups").iterdir()] == [".firereg"], "backed up at the end"


def test_the_last_registry_is_offered_next_time(qtbot, english_desk, clerk, folder):
    english_desk.registry_folder = folder
    english_desk.settings.sync()
    offered = []
    clerk.when(SignInDialog, lambda dialog: (offered.append(dialog.folder), dialog.reject()))
    assert desk_app.run() == 0
    assert offered == [folder]


def test_a_name_and_password_of_the_environment_are_not_asked_for(
    qtbot, english_desk, clerk, folder, monkeypatch
):
    monkeypatch.setenv("FIREREG_USER", "lan")
    monkeypatch.setenv("FIREREG_PASSWORD", PASSWORD)
    clerk.when(MainWindow, lambda window: window.close())
    assert desk_app.run(folder) == 0
    assert clerk.seen == ["MainWindow"]


def test_a_wrong_one_of_the_environment_is_told(qtbot, english_desk, folder, monkeypatch, answer_box):
    monkeypatch.setenv("FIREREG_USER", "lan")
    monkeypatch.setenv("FIREREG_PASSWORD", "wrong")
    answer_box("OK")
    assert desk_app.run(folder) == 4


def test_without_a_registry_the_first_steps_come_and_lead_to_another(
    qtbot, english_desk, clerk, folder, tmp_path
):
    clerk.when(FirstRunDialog, lambda dialog: dialog.go_to(folder))
    clerk.when(SignInDialog, lambda dialog: dialog.reject())
    assert desk_app.run(tmp_path / "nothing here") == 0
    assert not (tmp_path / "nothing here").exists()


def test_a_second_start_raises_the_first(qtbot, english_desk, clerk, folder):
    first = SingleInstance(folder)
    first.claim()
    script = "import sys; from pathlib import Path; from firereg.ui.app import run; sys.exit(run(Path(sys.argv[1])))"
    with qtbot.waitSignal(first.wanted, timeout=20_000):
        second = subprocess.Popen(
            [sys.executable, "-c", script, str(folder)], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        )
    first_status = second.wait(timeout=20)
    first.release()
    assert first_status == 0


def test_the_smoke_test(qtbot):
    result = subprocess.run(
        [sys.executable, "-m", "firereg", "--smoke-test"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


class TestBugs:
    def test_a_bug_is_told_and_the_report_can_be_copied(self, qtbot, clerk, home):
        shown: list[BugDialog] = []

        def look(dialog: BugDialog) -> None:
            shown.append(dialog)
            next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy the report").click()
            dialog.accept()

        clerk.when(BugDialog, look)
        watch = BugWatch()
        with watch.watching():
            try:
                raise KeyError("Nguyễn Thị Hoa")
            except KeyError as error:
                sys.excepthook(type(error), error, error.__traceback__)
            qtbot.waitUntil(lambda: bool(shown))
        copied = QApplication.clipboard().text()
        assert "KeyError" in copied
        assert "test_app.py" in copied
        assert "Hoa" not in copied
        assert shown[0].result() == QDialog.DialogCode.Accepted

    def test_a_known_problem_is_said(self, qtbot, answer_box, box_answers):
        answer_box("OK")
        watch = BugWatch()
        problem = BadInputError("Type a date.")
        watch.take(type(problem), problem, None)
        qtbot.waitUntil(lambda: not box_answers)

    def test_the_hook_is_put_back(self):
        before = sys.excepthook
        with BugWatch().watching():
            assert sys.excepthook is not before
        assert sys.excepthook is before


def test_vietnamese_is_the_language_unless_another_was_chosen(qapp, tmp_path):
    preferences = Preferences(QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat))
    assert preferences.language == "vi"
    assert desk_app.application(preferences) is qapp
    assert i18n.language() == "vi"
