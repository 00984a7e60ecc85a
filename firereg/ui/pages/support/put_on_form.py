"""Putting households on the list of a round by hand: searched one by one, pasted as a list, or taken from a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit

from firereg.errors import BadInputError, UserError
from firereg.i18n import _
from firereg.services import drawing_up, households, named_households
from firereg.services.rounds import RoundRow
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.handovers.handover_parts import household_suggestion
from firereg.ui.pages.side_form import SideForm
from firereg.ui.pages.support.support_work import change_in_background
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.parts import button
from firereg.ui.widgets.suggestions import Suggestion

_HEIGHT = 120
_PROBLEMS = 8


class PutOnForm(SideForm):
    """Lines that each name a household, and one reason for all. `saved` tells how many came onto the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Put on the list"))
        self._round: RoundRow | None = None
        self.household = CompletionEdit(
            lambda text: [household_suggestion(row) for row in households.suggest(desk.registry, text)],
            _("Name without accents, group, code…"),
            "house",
            clear_on_pick=True,
        )
        self.lines = QPlainTextEdit()
        self.lines.setFixedHeight(_HEIGHT)
        self.lines.setTabChangesFocus(True)
        self.lines.setPlaceholderText("TDP07-0012\n031165001234\nNguyễn Văn An; 7")
        self.why = QLineEdit()
        self.add("household", _("Find"), self.household)
        self.add(
            "list", _("Households"), self.lines, _("One on each line: code, ID number, or name and group")
        )
        self.add("file", "", button(_("From a file…"), self._open_file, "folder-open"))
        self.add("why", _("Reason"), self.why)
        self.household.picked.connect(self._picked)
        self.household.not_found.connect(self._unknown)

    def begin(self, its_round: RoundRow) -> None:
        """Ready to name households for this round."""
        self._round = its_round
        self.clear_problems()
        self.set_head(_("Put on the list"), its_round.name)
        self.lines.clear()
        self.why.clear()
        self.household.pick(None)
        self.household.setFocus()

    def take_file(self, path: Path) -> None:
        """Read the list by the worker and put its households among the lines, to be looked at."""
        registry = self.desk.registry

        def work(_progress: Progress) -> str:
            with registry.other_thread():
                return named_households.text_of_file(registry, path)

        self.desk.jobs.run(work, self._add_lines, self._failed)

    def submit(self) -> None:
        """Put them on the list by the worker, all or none, or say which lines name nobody."""
        assert self._round is not None
        self.clear_problems()
        registry, round_id = self.desk.registry, self._round.id
        text, why = self.lines.toPlainText(), self.why.text()

        def act() -> tuple[int, int]:
            ids = named_households.all_of(named_households.find(named_households.lines_of(text)))
            return drawing_up.put_on(registry, round_id, ids, why), len(ids)

        change_in_background(self.desk, act, self._put, self._failed)

    def _put(self, counts: tuple[int, int], undo: Callable[[], None] | None) -> None:
        put, named = counts
        words = [_("{n} put on the list.").format(n=put)]
        if put < named:
            words.append(_("{n} were on it already.").format(n=named - put))
        self.saved.emit(put)
        self.desk.wrote(" ".join(words), undo)

    def _picked(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            row = suggestion.payload
            self._add_lines(f"{row.code}  {row.head_name}")

    def _unknown(self, text: str) -> None:
        self.form.show_error("household", _("No household fits “{text}”.").format(text=text[:40]))

    def _add_lines(self, text: str) -> None:
        before = self.lines.toPlainText().rstrip("\n")
        self.lines.setPlainText("\n".join(filter(None, (before, text))))
        self.lines.verticalScrollBar().setValue(self.lines.verticalScrollBar().maximum())
        self.form.rows["list"].set_error("")

    def _open_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self.desk.window, _("From a file…"), "", _("Lists (*.xlsx *.xls *.ods *.csv)")
        )
        if name:
            self.take_file(Path(name))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        told = str(problem).splitlines()
        if len(told) > _PROBLEMS:
            told = [*told[:_PROBLEMS], _("and {n} more").format(n=len(told) - _PROBLEMS)]
        field = getattr(problem, "field", "")
        self.show_problem(BadInputError("\n".join(told), field) if field in self.form.rows else problem)
