"""Accounts: made, changed, disabled, given a way in again; one's own password; the keys behind all of them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from firereg import i18n
from firereg.domain.roles import Role
from firereg.errors import NotAllowedError
from firereg.services import accounts, settings, tries
from firereg.services.opening import check_password, open_registry
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.ui.desk import Desk
from firereg.ui.dialogs.keys import CodeDialog, KeyDialog
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.settings.accounts import AccountForm, Act
from firereg.ui.pages.settings.accounts_page import AccountsPage
from firereg.ui.pages.settings.locking import LockingSection
from firereg.ui.pages.settings.own_password import MyPasswordForm
from firereg.ui.pages.settings.secret_form import SecretForm
from firereg.ui.pages.settings.section import ListSection
from tests.small_ward import PASSWORD, USER, Clock, small_ward
from tests.ui.conftest import Said, words_of

THEIRS, NEWER = "bến phà Bính xưa", "cây phượng trước cửa"
LONG = 15_000


MINH = "minh"


@pytest.fixture(scope="module")
def two_accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small ward with an administrator and a clerk."""
    folder = tmp_path_factory.mktemp("two") / "registry"
    i18n.use("en")
    opened = small_ward(folder, Clock())
    accounts.add(opened, PASSWORD, MINH, "Trần Văn Mẫu", Role.CLERK, THEIRS)
    opened.close()
    return folder


@pytest.fixture
def registry(two_accounts: Path, tmp_path: Path) -> Iterator[Registry]:
    shutil.copytree(two_accounts, tmp_path / "registry")
    opened = open_registry(tmp_path / "registry", USER, PASSWORD)
    yield opened
    opened.close()


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> AccountsPage:
    made = AccountsPage(desk)
    show(made)
    return made


@pytest.fixture
def form(page: AccountsPage) -> AccountForm:
    part = page.tabs.part("list")
    assert isinstance(part, ListSection)
    assert isinstance(part.form, AccountForm)
    return part.form


def submit(qtbot: QtBot, form: SecretForm) -> None:
    """Save, and wait for what comes of it."""
    form.submit()
    qtbot.waitUntil(form.form.isEnabled, timeout=LONG)


def choose(page: AccountsPage, name: str) -> None:
    page.tabs.part("list").table.choose(name)


def fill(form: SecretForm, new: str, mine: str = PASSWORD) -> None:
    form.password.setText(new)
    form.again.setText(new)
    form.mine.setText(mine)


def account(registry: Registry, name: str) -> accounts.AccountRow:
    return next(row for row in accounts.accounts(registry) if row.name == name)


def test_a_new_account_signs_in(
    qtbot: QtBot, page: AccountsPage, form: AccountForm, said: Said, registry: Registry
) -> None:
    part = page.tabs.part("list")
    next(b for b in part.findChildren(QPushButton) if b.text() == "New account").click()
    assert form.name.hasFocus()
    form.name.setText(" Hoa ")
    form.full_name.setText("Lê Thị Mẫu")
    form.role.setCurrentIndex(form.role.findData(Role.VIEWER))
    assert "changes nothing" in words_of(form)
    fill(form, THEIRS)
    submit(qtbot, form)
    assert "hoa is made" in said.last
    assert part.table.current_row().role is Role.VIEWER
    assert form.password.text() == form.mine.text() == ""
    open_registry(registry.folder, "hoa", THEIRS).close()


def test_what_is_wrong_stands_beneath_its_field(qtbot: QtBot, page: AccountsPage, form: AccountForm) -> None:
    form.open_new()
    form.name.setText("hoa")
    form.full_name.setText("Lê Thị Mẫu")
    for new, again, mine, field, why in (
        ("matkhau123", "matkhau123", PASSWORD, "password", "easily guessed"),
        (THEIRS, THEIRS + "?", PASSWORD, "again", "differ"),
        (THEIRS, THEIRS, "", "mine", "your own password"),
        (THEIRS, THEIRS, "wrong", "mine", "not your password"),
    ):
        fill(form, new, mine)
        form.again.setText(again)
        submit(qtbot, form)
        assert why in form.form.rows[field].error()
        assert form.name.text() == "hoa", "what was typed stays"
    assert t.User.select().count() == 2


def test_it_is_said_while_it_is_typed(qtbot: QtBot, form: AccountForm) -> None:
    form.open_new()
    form.name.setText("phuongmai")
    form.password.setFocus()
    qtbot.keyClicks(form.password, "phuong")
    assert "8 characters" in words_of(form.form.rows["password"])
    qtbot.keyClicks(form.password, "mai")
    assert "name of the user" in words_of(form.form.rows["password"])
    form.password.setText(THEIRS)
    assert "short sentence" in words_of(form.form.rows["password"])
    form.again.setFocus()
    form.again.setText(THEIRS[:4])
    assert "differ" not in words_of(form), "it is only begun"
    form.again.setText(THEIRS[:4] + "x")
    assert "differ" in words_of(form)
    form.again.setText(THEIRS)
    assert "differ" not in words_of(form)


def test_name_and_role_are_changed_without_a_password(
    qtbot: QtBot, page: AccountsPage, form: AccountForm, registry: Registry
) -> None:
    choose(page, MINH)
    form.full_name.setText("Trần Thị Mẫu")
    form.role.setCurrentIndex(form.role.findData(Role.ADMIN))
    submit(qtbot, form)
    assert (account(registry, MINH).full_name, account(registry, MINH).role) == ("Trần Thị Mẫu", Role.ADMIN)


def test_the_last_administrator_stays_one(
    qtbot: QtBot, page: AccountsPage, form: AccountForm, registry: Registry
) -> None:
    assert form.to_disable.isHidden(), "nobody disables themselves"
    form.role.setCurrentIndex(form.role.findData(Role.CLERK))
    submit(qtbot, form)
    assert "last administrator" in form.message.text()
    assert account(registry, USER).role is Role.ADMIN


def test_disabling_tells_what_it_is_and_offers_the_other_half(
    qtbot: QtBot, page: AccountsPage, form: AccountForm, registry: Registry
) -> None:
    gone: list[tuple[str, object]] = []
    form.desk.wanted.connect(lambda name, target: gone.append((name, target)))
    choose(page, MINH)
    form.to_disable.click()
    assert "way into the registry is removed" in form.message.text()
    assert account(registry, MINH).active
    submit(qtbot, form)
    assert (account(registry, MINH).active, account(registry, MINH).has_way_in) == (False, False)
    with pytest.raises(NotAllowedError):
        open_registry(registry.folder, MINH, THEIRS)
    assert form.act is Act.DISABLED
    assert "database key" in form.message.text()
    form.to_key.click()
    assert gone == [("accounts", "keys")]


def test_thinking_better_of_it(
    qtbot: QtBot, page: AccountsPage, form: AccountForm, registry: Registry
) -> None:
    choose(page, MINH)
    form.to_disable.click()
    form.close_button.click()
    assert form.act is Act.CHANGE
    assert account(registry, MINH).active


def test_a_disabled_one_is_enabled_and_a_forgotten_password_replaced(
    qtbot: QtBot, page: AccountsPage, form: AccountForm, registry: Registry
) -> None:
    accounts.disable(registry, MINH)
    page.refresh()
    choose(page, MINH)
    form.to_enable.click()
    fill(form, NEWER)
    submit(qtbot, form)
    open_registry(registry.folder, MINH, NEWER).close()
    choose(page, MINH)
    form.open(account(registry, MINH))
    form.to_password.click()
    fill(form, THEIRS)
    submit(qtbot, form)
    open_registry(registry.folder, MINH, THEIRS).close()


def test_guessing_ones_own_password_is_slowed_down_here_too(
    qtbot: QtBot, page: AccountsPage, form: AccountForm
) -> None:
    choose(page, MINH)
    form.to_password.click()
    for _try in range(tries.FREE + 2):
        fill(form, NEWER, "wrong")
        submit(qtbot, form)
    assert "Try again in" in form.message.text()
    assert not form.save_button.isEnabled()


def test_ones_own_password(qtbot: QtBot, page: AccountsPage, said: Said, registry: Registry) -> None:
    page.show_target("password")
    own = page.tabs.part("password")
    assert isinstance(own, MyPasswordForm)
    assert own.mine.hasFocus()
    fill(own, NEWER)
    submit(qtbot, own)
    assert "changed" in said.last
    check_password(registry, NEWER)
    with pytest.raises(NotAllowedError):
        check_password(registry, PASSWORD)


def test_a_clerk_sees_the_own_password_alone(
    qtbot: QtBot, registry: Registry, desk: Desk, show: Callable[[DeskPage], None]
) -> None:
    registry.user_id = t.User.get(t.User.name == MINH).id
    registry.user_name, registry.role = MINH, Role.CLERK
    clerk = Desk(registry, desk.settings, desk.window)
    page = AccountsPage(clerk)
    show(page)
    assert page.tabs.names() == ["password"]
    page.show_target("list")
    page.show_target("keys")
    own = page.tabs.part("password")
    assert isinstance(own, MyPasswordForm)
    fill(own, NEWER, THEIRS)
    submit(qtbot, own)
    clerk.jobs.close()
    check_password(registry, NEWER)


def test_the_minutes_until_it_locks(page: AccountsPage, said: Said) -> None:
    part = page.tabs.part("keys")
    assert isinstance(part, LockingSection)
    page.show_target("keys")
    assert [part.minutes.itemData(i) for i in range(part.minutes.count())] == [5, 10, 15, 30]
    part.minutes.setCurrentIndex(0)
    assert settings.get("lock_after_minutes") == 5
    said.undo()
    page.refresh()
    assert part.minutes.currentData() == settings.get("lock_after_minutes") == 10


def test_a_new_recovery_code_is_shown_until_it_is_safe(
    qtbot: QtBot, page: AccountsPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = page.tabs.part("keys")
    assert isinstance(part, LockingSection)
    page.show_target("keys")
    part.code.mine.setText(PASSWORD)
    submit(qtbot, part.code)
    dialog = desk.window.findChild(CodeDialog)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    sheet = tmp_path / "code.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kinds: (str(sheet), ""))
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save as PDF…").click()
    qtbot.waitUntil(sheet.exists, timeout=LONG)
    dialog.findChild(QCheckBox).setChecked(True)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.window.findChild(CodeDialog) is None)


class TestKey:
    def test_the_window_is_closed_for_it_by_the_right_password_alone(
        self, qtbot: QtBot, page: AccountsPage, desk: Desk
    ) -> None:
        wanted: list[object] = []
        desk.close_wanted.connect(wanted.append)
        part = page.tabs.part("keys")
        assert isinstance(part, LockingSection)
        page.show_target("keys")
        words = words_of(part)
        assert "Everybody signs in as before." in words
        assert "Backups made before today" in words
        part.key.mine.setText("wrong")
        submit(qtbot, part.key)
        assert "not your password" in part.key.form.rows["mine"].error()
        part.key.mine.setText(PASSWORD)
        submit(qtbot, part.key)
        assert len(wanted) == 1

    def test_everybody_signs_in_afterwards(self, qtbot: QtBot, registry: Registry) -> None:
        registry.close()
        before = registry.database.connect_params["passphrase"]
        dialog = KeyDialog(registry, PASSWORD)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible(), "what is under way is waited for"
        qtbot.waitUntil(lambda: "Everybody signs in as before." in words_of(dialog), timeout=LONG)
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "Go on" and b.isVisible()).click()
        assert dialog.result() == KeyDialog.DialogCode.Accepted
        registry.connect()
        assert registry.database.connect_params["passphrase"] != before
        assert len(accounts.accounts(registry)) == 2
        open_registry(registry.folder, MINH, THEIRS).close()

    def test_another_window_stands_in_the_way(self, qtbot: QtBot, registry: Registry) -> None:
        registry.close()
        other = open_registry(registry.folder, USER, PASSWORD)
        try:
            dialog = KeyDialog(registry, PASSWORD)
            qtbot.addWidget(dialog)
            dialog.show()
            qtbot.waitUntil(lambda: "Another window" in dialog.message.text(), timeout=LONG)
            next(b for b in dialog.findChildren(QPushButton) if b.text() == "Go on" and b.isVisible()).click()
            assert dialog.result() == KeyDialog.DialogCode.Rejected
        finally:
            other.close()
        registry.connect()
