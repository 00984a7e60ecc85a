"""Taking the results of a walk from a workbook that was filled in: looked at first, then all or nothing."""

from pathlib import Path

from PySide6.QtWidgets import QListWidget, QSizePolicy

from firereg.domain.walks import Outcome
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import walk_results
from firereg.services.walk_results import ResultsPlan
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.checks.inspection_form import Kept
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.parts import label

_SHOWN = 200


class WalkResultsForm(SideForm):
    """What a file says, and what is wrong with it. `saved` tells what to say, and the way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Take the results in"))
        self._plan: ResultsPlan | None = None
        self.figures = label("", wrap=True)
        self.problems = QListWidget()
        self.problems.setAccessibleName(_("What is wrong with the file"))
        self.problems.setWordWrap(True)
        self.problems.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.add_below(self.figures)
        self.add_below(self.problems)

    def open(self, path: Path) -> None:
        """Read this file in the background, and say what it would do."""
        self._plan = None
        self.clear_problems()
        self.set_head(_("Results from a file"), path.name)
        self.figures.setText(_("Reading…"))
        self.problems.hide()
        self.save_button.setEnabled(False)
        self.close_button.setFocus()
        registry = self.desk.registry

        def work(_progress: Progress) -> ResultsPlan:
            with registry.other_thread():
                return walk_results.read(registry, path)

        self.desk.jobs.run(work, self._show, self._failed)

    def submit(self) -> None:
        """Take them in, in the background: those of a whole ward take seconds. `saved` follows."""
        plan, desk = self._plan, self.desk
        if plan is None or not self.save_button.isEnabled():
            return
        self.clear_problems()
        self.save_button.setEnabled(False)

        def work(_progress: Progress) -> Kept:
            with desk.registry.other_thread():
                changed, undo = undoably(desk, lambda: walk_results.apply(desk.registry, plan))
            return _("{n} results of {file} are taken in.").format(n=changed, file=plan.file_name), undo

        desk.jobs.run(work, self.saved.emit, self._failed)

    def _show(self, plan: ResultsPlan) -> None:
        self._plan = plan
        told = (
            (Outcome.PASSED, _("passed: {n}")),
            (Outcome.FAILED, _("with a fault: {n}")),
            (Outcome.NOT_FOUND, _("not found: {n}")),
        )
        new = [(words, plan.count(outcome)) for outcome, words in told]
        lines = [", ".join(walk.name for walk in plan.walks)]
        lines += [words.format(n=n) for words, n in new if n]
        lines += [_("as entered already: {n}").format(n=plan.unchanged)]
        lines += [_("not filled in: {n}").format(n=plan.empty)]
        changing = any(n for _words, n in new)
        self.figures.setText("\n".join(line for line in lines if line))
        self.problems.clear()
        for problem in plan.problems[:_SHOWN]:
            self.problems.addItem(f"{walk_results.place(problem)}: {problem.problem}")
        self.problems.setVisible(bool(plan.problems))
        self.save_button.setEnabled(changing and not plan.problems)
        if plan.problems:
            self.message.say(
                "error",
                _("{n} lines cannot be read. Put them right in the file and choose it again.").format(
                    n=len(plan.problems)
                ),
            )
        elif changing:
            self.save_button.setFocus()
        else:
            self.message.say("info", _("Everything in this file has been entered already."))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self.figures.setText("")
        self.message.say("error", str(problem))
