"""The accounts, for an administrator: who may sign in, as what, and who may no longer."""

from collections.abc import Callable
from datetime import UTC
from enum import Enum

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from firereg.domain.labels import role_label
from firereg.domain.roles import Role
from firereg.i18n import _
from firereg.services import accounts
from firereg.services.accounts import AccountRow
from firereg.services.opening import user_key
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column
from firereg.ui.pages.settings.own_password import ward_name
from firereg.ui.pages.settings.secret_form import SecretForm
from firereg.ui.pages.settings.section import ListSection
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import button


class Act(Enum):
    """What the form is for now."""

    CHANGE = "change"
    ADD = "add"
    PASSWORD = "password"
    ENABLE = "enable"
    DISABLE = "disable"
    DISABLED = "disabled"


_NEW_SECRET = ("password", "again", "mine")
_FIELDS = {
    Act.CHANGE: ("full_name", "role"),
    Act.ADD: ("name", "full_name", "role", *_NEW_SECRET),
    Act.PASSWORD: _NEW_SECRET,
    Act.ENABLE: _NEW_SECRET,
    Act.DISABLE: (),
    Act.DISABLED: (),
}


class AccountForm(SecretForm):
    """One account: changed, made, or its way in given or taken away. `saved` tells its name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, close_words=_("Drop changes"))
        self.row: AccountRow | None = None
        self.act = Act.CHANGE
        self.name, self.full_name = QLineEdit(), QLineEdit()
        self.role = choice([(role_label(role).capitalize(), role) for role in Role])
        ward = ward_name(desk)
        self.add("name", _("User name"), self.name, _("Short, to sign in with; capitals do not matter."))
        self.add("full_name", _("Full name"), self.full_name, _("As it stands in the journal and on papers."))
        self.add("role", _("Role"), self.role)
        self.role.currentIndexChanged.connect(
            lambda _index: self.form.rows["role"].set_hint(_may(self.role.currentData()))
        )
        self.add_new_password(lambda: (self._user(), ward))
        self.add_own_password(hint=_("Yours, not the new one: it shows that it is you."))
        self.to_password = button(_("Set a new password…"), lambda: self.begin(Act.PASSWORD), "key-round")
        self.to_disable = button(_("Disable…"), lambda: self.begin(Act.DISABLE))
        self.to_enable = button(_("Enable again…"), lambda: self.begin(Act.ENABLE), "key-round")
        self.to_key = button(_("Change the database key too…"), self._to_key, "key-round")
        self.add_below(self._buttons())

    def open(self, row: AccountRow) -> None:
        """Change this account."""
        self.row = row
        self.begin(Act.CHANGE)

    def open_new(self) -> None:
        """A new account."""
        self.row = None
        self.begin(Act.ADD)
        self.name.setFocus()

    def begin(self, act: Act) -> None:
        """Show the fields of what is to be done, as they are kept or empty."""
        self.act, row = act, self.row
        self.forget_secrets()
        self.clear_problems()
        for key, line in self.form.rows.items():
            line.setVisible(key in _FIELDS[act])
        self.name.clear()
        self.full_name.setText(row.full_name if row else "")
        self.role.setCurrentIndex(self.role.findData(row.role if row else Role.CLERK))
        self.form.rows["role"].set_hint(_may(self.role.currentData()))
        self.set_head(*self._head())
        self._fit_buttons()
        if act in (Act.PASSWORD, Act.ENABLE):
            self.password.setFocus()
        elif act is Act.DISABLE:
            self.message.say("warning", _what_disabling_is())
            self.save_button.setFocus()

    def work(self) -> Callable[[], str]:
        """What is done, by the act; it gives the name of the account."""
        user, act = user_key(self._user()), self._service_call()

        def work() -> str:
            act()
            return user

        return work

    def _service_call(self) -> Callable[[], object]:
        registry, user = self.desk.registry, self._user()
        full_name, role = self.full_name.text(), self.role.currentData()
        if self.act is Act.CHANGE:

            def change() -> None:
                accounts.rename(registry, user, full_name)
                accounts.change_role(registry, user, role)

            return change
        if self.act is Act.DISABLE:
            return lambda: accounts.disable(registry, user)
        new, mine = self.new_password(), self.own_password()
        if self.act is Act.ADD:
            return lambda: accounts.add(registry, mine, user, full_name, role, new)
        give = accounts.enable if self.act is Act.ENABLE else accounts.set_password
        return lambda: give(registry, mine, user, new)

    def kept(self, user: str) -> None:
        """Say it; whoever disabled somebody is offered the other half."""
        words = {
            Act.CHANGE: _("Account {name} is kept."),
            Act.ADD: _("Account {name} is made. Tell the password to nobody but its owner."),
            Act.PASSWORD: _("Account {name} has a new password. Tell it to nobody but its owner."),
            Act.ENABLE: _("Account {name} may sign in again."),
            Act.DISABLE: _("Account {name} is disabled: its way in is gone."),
        }[self.act]
        disabled = self.act is Act.DISABLE
        self.desk.wrote(words.format(name=user))
        self.saved.emit(user)
        if disabled:
            self.begin(Act.DISABLED)
            self.message.say("info", what_a_new_key_is())
            self.to_key.setFocus()

    def _user(self) -> str:
        return self.name.text() if self.row is None else self.row.name

    def _head(self) -> tuple[str, str]:
        if self.row is None:
            return _("New account"), _("Give each person an account: the journal tells them apart.")
        name = _("{name} ({user})").format(name=self.row.full_name, user=self.row.name)
        return {
            Act.CHANGE: (name, state_of(self.row)),
            Act.PASSWORD: (_("New password"), name),
            Act.ENABLE: (_("Enable again, with a new password"), name),
            Act.DISABLE: (_("Disable the account?"), name),
            Act.DISABLED: (_("The account is disabled"), name),
        }[self.act]

    def _fit_buttons(self) -> None:
        row, chosen = self.row, self.act is Act.CHANGE and self.row is not None
        own = row is not None and row.name == self.desk.registry.user_name
        active = row is not None and row.active
        self.to_password.setVisible(chosen and active and not own)
        self.to_disable.setVisible(chosen and active and not own)
        self.to_enable.setVisible(chosen and not active)
        self.to_key.setVisible(self.act is Act.DISABLED)
        self.save_button.setVisible(self.act is not Act.DISABLED)
        self.save_button.setText(_("Disable the account") if self.act is Act.DISABLE else _("Save"))
        leaving = {Act.DISABLE: _("Keep it"), Act.DISABLED: _("Not now")}
        self.close_button.setText(leaving.get(self.act, _("Drop changes")))

    def _to_key(self) -> None:
        self.desk.go("accounts", "keys")

    def _buttons(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for one in (self.to_password, self.to_disable, self.to_enable, self.to_key):
            line.addWidget(one)
        line.addStretch(1)
        return made


def accounts_section(desk: Desk) -> ListSection:
    """Every account, and its form."""
    columns = (
        Column(_("User name"), lambda r: r.name, width=124),
        Column(_("Full name"), lambda r: r.full_name, stretch=True, tip=lambda r: r.full_name),
        Column(_("Role"), lambda r: role_label(r.role).capitalize(), width=104),
        Column(_("State"), state_of, width=104, role=_colour, spare=True),
        Column(_("Last sign-in"), last_sign_in, width=136, spare=True),
    )
    return ListSection(
        AccountForm(desk),
        name=_("Accounts"),
        sentence=_(
            "Who may sign in. An account is never deleted, since the journal names it: it is disabled."
        ),
        columns=columns,
        rows=lambda: accounts.accounts(desk.registry),
        key=lambda row: row.name,
        add_words=_("New account"),
    )


def state_of(row: AccountRow) -> str:
    """Whether somebody can sign in."""
    if not row.active:
        return _("Disabled")
    return _("Active") if row.has_way_in else _("No password")


def last_sign_in(row: AccountRow) -> str:
    """When it was, on the clerk's wall."""
    if row.last_sign_in is None:
        return _("never")
    return f"{row.last_sign_in.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"


def what_a_new_key_is() -> str:
    """Why the database key is changed after somebody has left."""
    return _(
        "Whoever has a copy of the registry from before, such as an old backup, can still open that copy with the old "
        "password. A new database key makes sure that what is written from now on opens with no old copy of the keys. "
        "Change it where you do not trust the person any more."
    )


def _what_disabling_is() -> str:
    return _(
        "The account can no longer sign in: its way into the registry is removed, and an open window of it can do "
        "nothing more. What it did stays in the journal. It can be enabled again with a new password."
    )


def _may(role: Role) -> str:
    return {
        Role.ADMIN: _("Everything, accounts and settings too."),
        Role.CLERK: _("Records what is done every day; no accounts, keys, kinds or intervals."),
        Role.VIEWER: _("Looks and searches; changes nothing."),
    }[role]


def _colour(row: AccountRow) -> str:
    if not row.active:
        return "muted"
    return "text" if row.has_way_in else "warning"
