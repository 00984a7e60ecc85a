"""A form that asks for passwords. They are slow to check on purpose, so it is kept in the background."""

from collections.abc import Callable
from typing import Any

from firereg.domain.roles import Right
from firereg.errors import BadInputError, NotAllowedError, TooManyTriesError, UserError
from firereg.i18n import _
from firereg.ui.desk import Desk
from firereg.ui.pages.settings.section import RowForm
from firereg.ui.pages.side_form import LABEL_WIDTH
from firereg.ui.widgets.new_password import add_new_password, same_twice
from firereg.ui.widgets.password import PasswordEdit, caps_lock_sentence
from firereg.ui.widgets.wait import Wait, seconds_of

_OWN = "mine"


class SecretForm(RowForm):
    """A subclass says in `work` what keeps it, and in `kept` what is told afterwards.

    `mine` is one's own password, asked for in the form itself.
    """

    right = Right.ADMINISTER

    def __init__(self, desk: Desk, save_words: str = "", close_words: str = "") -> None:
        super().__init__(desk, save_words, close_words)
        self.password, self.again, self.mine = PasswordEdit(), PasswordEdit(), PasswordEdit()
        self._wait, self._working = Wait(self.message), False
        self._wait.changed.connect(self._fit)

    def work(self) -> Callable[[], object]:
        """What is done in the background with what was entered; UserError where that cannot be."""
        raise NotImplementedError

    def kept(self, result: Any) -> None:
        """It was done, with this result."""
        raise NotImplementedError

    def submit(self) -> None:
        """Keep it, or say beneath its field what is wrong; what was typed stays."""
        if self._working or self._wait.running:
            return
        self.clear_problems()
        try:
            self.desk.registry.require(self.right)
            work = self.work()
        except UserError as problem:
            self.show_problem(problem)
            return

        def job(_progress: object) -> object:
            with self.desk.registry.other_thread():
                return work()

        self._set_working(True)
        self.desk.jobs.run(job, self._done, self._failed)

    def add_new_password(self, names: Callable[[], tuple[str, str]]) -> None:
        """Add the two fields of a new password."""
        add_new_password(self.form, self.password, self.again, names, LABEL_WIDTH)

    def add_own_password(self, words: str = "", hint: str = "") -> None:
        """Add the field of one's own password."""
        row = self.form.add(_OWN, words or _("Your password"), self.mine, hint, LABEL_WIDTH)
        self.mine.caps_lock_seen.connect(lambda seen: row.set_error(caps_lock_sentence(seen)))
        self.mine.returnPressed.connect(self.submit)

    def own_password(self) -> str:
        """One's own password as typed; BadInputError where there is none."""
        if not self.mine.text():
            raise BadInputError(_("Enter your own password, to show that it is you."), _OWN)
        return self.mine.text()

    def new_password(self) -> str:
        """The new password; BadInputError where the two differ."""
        if not same_twice(self.form, self.password, self.again):
            raise BadInputError(self.form.rows["again"].error(), "again")
        return self.password.text()

    def forget_secrets(self) -> None:
        """Empty every password field."""
        for field in (self.password, self.again, self.mine):
            field.clear()
            field.show_letters(False)

    def _done(self, result: object) -> None:
        self._set_working(False)
        self.forget_secrets()
        self.kept(result)

    def _failed(self, problem: Exception) -> None:
        self._set_working(False)
        if not isinstance(problem, UserError):
            raise problem
        if isinstance(problem, NotAllowedError) and not isinstance(problem, TooManyTriesError):
            self.mine.selectAll()
            problem = BadInputError(_("This is not your password. Check Caps Lock and try again."), _OWN)
        self.show_problem(problem)
        self._wait.begin(seconds_of(problem))

    def _set_working(self, working: bool) -> None:
        self._working = working
        self._fit()

    def _fit(self) -> None:
        self.form.setEnabled(not self._working)
        self.save_button.setEnabled(not self._working and not self._wait.running)
