"""Two fields for a new password, which say while it is typed what is wrong with it."""

from collections.abc import Callable

from firereg.domain.passwords import problem_with
from firereg.i18n import _
from firereg.ui.widgets.fields import LABEL_WIDTH, Form
from firereg.ui.widgets.password import PasswordEdit, caps_lock_sentence


def add_new_password(
    form: Form,
    password: PasswordEdit,
    again: PasswordEdit,
    names: Callable[[], tuple[str, str]] = lambda: ("", ""),
    label_width: int = LABEL_WIDTH,
) -> None:
    """Add the fields as `password` and `again`; `names` gives the user's and the ward's, which are guessed first."""
    first = form.add(
        "password",
        _("New password"),
        password,
        _("At least 8 characters; a short sentence is best."),
        label_width,
    )
    second = form.add("again", _("Once more"), again, "", label_width)
    for row, field in ((first, password), (second, again)):
        field.caps_lock_seen.connect(lambda seen, row=row: row.set_error(caps_lock_sentence(seen)))

    def judge(_text: str) -> None:
        typed, repeated = password.text(), again.text()
        first.set_doubt((problem_with(typed, *names()) or "") if typed else "")
        begun = again.hasFocus() and typed.startswith(repeated)
        second.set_doubt("" if begun or not repeated or typed == repeated else _differ())

    for field in (password, again):
        field.textChanged.connect(judge)
    again.editingFinished.connect(lambda: judge(""))


def same_twice(form: Form, password: PasswordEdit, again: PasswordEdit) -> bool:
    """Whether both fields hold the same; if not it is said."""
    same = password.text() == again.text()
    if not same:
        form.show_error("again", _differ())
        again.selectAll()
    return same


def _differ() -> str:
    return _("The two passwords differ. Type the second one again.")
