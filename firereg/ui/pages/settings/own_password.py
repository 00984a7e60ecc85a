"""One's own password, which everybody may change."""

from collections.abc import Callable

from firereg.domain.roles import Right
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import accounts, wards
from firereg.ui.desk import Desk
from firereg.ui.pages.settings.secret_form import SecretForm


class MyPasswordForm(SecretForm):
    """Đổi mật khẩu của tôi."""

    right = Right.LOOK

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Change my password"))
        self._ward = ward_name(desk)
        self.add_own_password(_("Password now"))
        self.mine.returnPressed.disconnect()
        self.add_new_password(lambda: (desk.registry.user_name, self._ward))
        self.again.returnPressed.connect(self.submit)
        self.set_head(
            _("Change my password"),
            _("{name}, signed in as {user}.").format(
                name=desk.registry.full_name, user=desk.registry.user_name
            ),
        )
        self.close_button.hide()
        self.setContentsMargins(0, 12, 0, 0)

    def refresh(self) -> None:
        """There is nothing to fetch."""

    def begin(self) -> None:
        """Ask from the beginning."""
        self.forget_secrets()
        self.clear_problems()
        self.mine.setFocus()

    def work(self) -> Callable[[], None]:
        """Change it."""
        old, new, registry = self.own_password(), self.new_password(), self.desk.registry
        return lambda: accounts.change_my_password(registry, old, new)

    def kept(self, _result: object) -> None:
        """It holds from now on, for the lock too."""
        self.desk.wrote(_("Your password is changed. The one before no longer works."))


def ward_name(desk: Desk) -> str:
    """The ward's name today, "" while there is none."""
    try:
        return wards.ward_on(desk.registry.today()).name
    except UserError:
        return ""
