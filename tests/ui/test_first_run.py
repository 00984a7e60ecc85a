import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QPushButton

from firereg.services import backups, demo, wards
from firereg.services.key_file import KEY_FILE
from firereg.services.opening import create, exists, open_registry
from firereg.services.recovery import reset_password
from firereg.ui.dialogs.first_run import FirstRunDialog
from firereg.ui.dialogs.restore import RestoreDialog
from firereg.ui.jobs import JobRunner

LONG = 20_000  # milliseconds: the keys are slow on purpose


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "registry"


@pytest.fixture
def dialog(qtbot, folder):
    jobs = JobRunner()
    shown = FirstRunDialog(folder, jobs)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.close()
    jobs.close()
    if shown.registry:
        shown.registry.close()


def press(dialog, text):
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text and b.isVisible()).click()


def describe(dialog):
    dialog.welcome.new_wanted.emit()
    ward = dialog.ward
    ward.name.setText("Phường Lê Chân")
    ward.province.setText("thành phố Hải Phòng")
    ward.giver_name.setText("Lê Thị Mẫu")
    ward.groups.setValue(3)
    ward.had_name.setChecked(True)
    ward.old_name.setText("phường Dư Hàng Kênh")
    ward.old_district.setText("quận Lê Chân")
    press(dialog, "Next")
    dialog.user.full_name.setText("Nguyễn Thị Mẫu")
    dialog.user.password.setText("bến Bính sáng sớm")
    dialog.user.again.setText("bến Bính sáng sớm")


def wait_for_code(qtbot, dialog):
    press(dialog, "Next")
    qtbot.waitUntil(dialog.panel.isVisible, timeout=LONG)
    return dialog.panel._code.text().replace("\n", "-")


def test_from_nothing_to_an_open_registry(qtbot, dialog, folder):
    describe(dialog)
    code = wait_for_code(qtbot, dialog)
    finish = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Finish")
    assert not finish.isEnabled()
    dialog.panel.findChild(QCheckBox).setChecked(True)
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        finish.click()
    registry = dialog.registry
    assert (registry.folder, registry.user_name, registry.full_name) == (folder, "mau", "Nguyễn Thị Mẫu")
    before, now = wards.profiles()
    assert (before.name, before.district, before.place) == (
        "phường Dư Hàng Kênh",
        "quận Lê Chân",
        "Dư Hàng Kênh",
    )
    assert (now.place, now.valid_from, now.giver_name) == ("Phường Lê Chân", wards.REFORM, "Lê Thị Mẫu")
    assert now.body_lines == ("ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ CHÂN")
    assert [group.number for group in wards.groups()] == [1, 2, 3]
    registry.close()
    again, _code = reset_password(folder, "mau", code, "another password")
    again.close()


def test_leaving_before_the_end_leaves_nothing(qtbot, dialog, folder, tmp_path):
    describe(dialog)
    wait_for_code(qtbot, dialog)
    assert list(tmp_path.rglob("*"))
    dialog.reject()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert list(tmp_path.rglob("*")) == []
    assert dialog.registry is None


def test_a_folder_that_takes_nothing_is_told_and_left_as_it_was(qtbot, dialog, folder, tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    describe(dialog)
    press(dialog, "Next")
    qtbot.waitUntil(lambda: "cannot be written to" in dialog.message.text(), timeout=LONG)
    assert [path.name for path in tmp_path.rglob("*")] == ["data"]
    assert dialog.user.isEnabled()


def test_what_is_missing_is_said_beneath_its_field(qtbot, dialog):
    dialog.ask_ward()
    for field, key in ((dialog.ward.name, "name"), (dialog.ward.province, "province")):
        press(dialog, "Next")
        assert dialog.ward.form.rows[key].error()
        field.setText("x")
    press(dialog, "Next")
    assert dialog.user.isVisible()
    dialog.user.user.setText("lan")
    press(dialog, "Next")
    qtbot.waitUntil(lambda: bool(dialog.user.rows["full_name"].error()), timeout=LONG)
    dialog.user.full_name.setText("Lan")
    dialog.user.again.setText("x")
    press(dialog, "Next")
    assert "differ" in dialog.user.rows["again"].error()


def test_a_name_that_is_too_long_leads_back_to_its_step(qtbot, dialog, folder):
    describe(dialog)
    dialog.ward.name.setText("Phường " + "x" * 500)
    press(dialog, "Next")
    qtbot.waitUntil(lambda: bool(dialog.ward.form.rows["name"].error()), timeout=LONG)
    assert dialog.ward.isVisible()
    assert not exists(folder)


def test_what_follows_from_the_name_stops_where_somebody_changes_it(qtbot, dialog):
    dialog.ask_ward()
    ward = dialog.ward
    ward.name.setText("Phường An Biên")
    assert (ward.place.text(), ward.body.toPlainText()) == ("An Biên", "ỦY BAN NHÂN DÂN\nPHƯỜNG AN BIÊN")
    ward.place.setFocus()
    ward.place.clear()
    qtbot.keyClicks(ward.place, "AB")
    ward.name.setText("Phường Hải An")
    assert (ward.place.text(), ward.body.toPlainText()) == ("AB", "ỦY BAN NHÂN DÂN\nPHƯỜNG HẢI AN")
    qtbot.waitUntil(lambda: ward.preview.page_count() == 1, timeout=LONG)


def test_an_existing_registry_elsewhere(qtbot, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    dialog.welcome.other_wanted.emit()
    assert "no registry" in dialog.message.text()
    (tmp_path / KEY_FILE).write_text("{}")
    dialog.welcome.other_wanted.emit()
    assert (dialog.result(), dialog.folder) == (QDialog.DialogCode.Accepted, tmp_path)


def test_the_demo_ward(qtbot, dialog, tmp_path, monkeypatch):
    (tmp_path / "letter.txt").touch()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    with qtbot.waitSignal(dialog.accepted, timeout=120_000):
        dialog.welcome.demo_wanted.emit()
    assert dialog.registry.user_name == demo.USER
    assert dialog.registry.folder == tmp_path / "firereg-demo" / "registry"
    assert len(wards.groups()) == 22


def test_a_demo_that_is_stopped_leaves_no_registry(qtbot, dialog, tmp_path):
    dialog.make_demo(tmp_path / "demo")
    press(dialog, "Stop")
    qtbot.waitUntil(dialog.welcome.isVisible, timeout=60_000)
    assert not exists(tmp_path / "demo" / "registry")
    assert dialog.isVisible()


def test_a_backup_of_another_computer_is_restored(qtbot, dialog, folder, tmp_path, monkeypatch):
    made, _code = create(tmp_path / "other", user="lan", full_name="Cán bộ mẫu", password="bến Bính sáng sớm")
    file = backups.make(made).path
    made.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))

    def restore() -> None:
        asked = dialog.findChild(RestoreDialog)
        if asked is None or not asked.isVisible():
            QTimer.singleShot(50, restore)
            return
        asked.user.setText("lan")
        asked.secret.setText("bến Bính sáng sớm")
        asked.begin()

    QTimer.singleShot(50, restore)
    dialog.welcome.restore_wanted.emit()
    assert (dialog.result(), dialog.folder) == (QDialog.DialogCode.Accepted, folder)
    open_registry(folder, "lan", "bến Bính sáng sớm").close()
