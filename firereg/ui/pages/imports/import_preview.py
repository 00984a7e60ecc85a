"""The third step of an import of households: everything that would happen, to be looked at and decided."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox

from firereg.domain.labels import group_label
from firereg.i18n import _
from firereg.services.import_plan import Decision, ImportPlan, Kind, PlannedRow, RowKey
from firereg.ui.models.paged import Column
from firereg.ui.pages.imports.import_decision import DecisionBox, for_all
from firereg.ui.pages.imports.import_lines import LinesPreview
from firereg.ui.pages.imports.import_words import (
    LEFT,
    LOOKS,
    REPAIRED,
    SKIPPED,
    Line,
    Words,
    converted_words,
    lines_of,
)
from firereg.ui.widgets.story import Story

_FIRST_LOOK = (Kind.WRONG, Kind.DUPLICATE, Kind.UPDATED, Kind.NEW)
_ALWAYS = (Kind.NEW, Kind.UPDATED, Kind.UNCHANGED)


class PreviewStep(LinesPreview):
    """Duplicates are decided here; what would be created, left out or ended is agreed to."""

    def __init__(self) -> None:
        self.plan: ImportPlan | None = None
        self.decisions: dict[RowKey, Decision] = {}
        self._words: Words | None = None
        self.decision = DecisionBox()
        self.create_groups, self.skip_wrong, self.end_left = QCheckBox(), QCheckBox(), QCheckBox()
        boxes = (self.create_groups, self.skip_wrong, self.end_left)
        super().__init__((*Kind, REPAIRED, SKIPPED, LEFT), self._columns(), boxes, (self.decision,))
        self.decision.decided.connect(self._decide)
        self.decision.decided_all.connect(self._decide_all)
        for box in boxes:
            box.toggled.connect(lambda _on: self._tell())

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan that nothing was decided of yet."""
        self.plan, self.decisions = plan, {}
        self._words, lines = Words(plan), lines_of(plan)
        for box in (self.create_groups, self.skip_wrong, self.end_left):
            box.setChecked(False)
        groups = ", ".join(group_label(key.number) for key in sorted(plan.missing_groups))
        self.create_groups.setText(_("Create what is missing: {groups}").format(groups=groups))
        self.create_groups.setVisible(bool(plan.missing_groups))
        wrong = len(lines[Kind.WRONG])
        self.skip_wrong.setText(_("Leave {n} wrong rows out").format(n=wrong))
        self.skip_wrong.setVisible(bool(wrong))
        ending = sum(1 for row in plan.left if row.status_id is not None)
        self.end_left.setText(_("End the status of {n} that are no longer listed").format(n=ending))
        self.end_left.setVisible(bool(ending))
        self.show_lines(lines, _ALWAYS, _FIRST_LOOK)
        self._tell()

    def line(self, at: int, source: Any) -> Line:
        """A household, with what was decided of it."""
        assert self._words is not None
        return self._words.line(at, source, self._decision(source))

    def story(self, line: Line) -> Story:
        """What becomes of a household, as it was decided."""
        assert self._words is not None
        return self._words.story(line, self._decision(line.source))

    def show_row(self, line: Line | None) -> None:
        """Tell of a line; of a duplicate, ask."""
        super().show_row(line)
        row = line.source if line and isinstance(line.source, PlannedRow) else None
        self.decision.show_row(row, self._decision(row))

    def problem(self) -> str:
        """Why it cannot be imported as it stands, "" where it can."""
        if self.lines.get(Kind.WRONG) and not self.skip_wrong.isChecked():
            return _("Some rows are wrong: correct the list, or leave them out.")
        if self.plan and self.plan.missing_groups and not self.create_groups.isChecked():
            return _("Groups are missing: agree to create them, or correct the list.")
        if not self.count_to_write():
            return _("There is nothing to import: the register has all of it.")
        return ""

    def count_to_write(self) -> int:
        """How many rows would be written."""
        ready = len(self.lines.get(Kind.NEW, ())) + len(self.lines.get(Kind.UPDATED, ()))
        return ready + len(self.decisions) + (1 if self.end_left.isChecked() else 0)

    def _columns(self) -> Sequence[Column]:
        return (
            Column(_("Row"), lambda line: line.place, align="right", width=72),
            Column(
                _("Head of household"),
                lambda line: line.name,
                stretch=True,
                icon=lambda line: LOOKS[line.kind][0],
                role=lambda line: "muted" if line.kind == Kind.UNCHANGED else "text",
            ),
            Column(_("Group"), lambda line: line.group, width=88, spare=True, tip=lambda line: line.group),
            Column(
                _("Address"), lambda line: line.address, width=150, spare=True, tip=lambda line: line.address
            ),
            Column(
                _("What becomes of it"), lambda line: line.words, stretch=True, tip=lambda line: line.words
            ),
        )

    def _decision(self, row: Any) -> Decision | None:
        return self.decisions.get(row.key) if isinstance(row, PlannedRow) else None

    def _decide(self, decision: Decision | None) -> None:
        line = self.table.current_row()
        if line is not None:
            self._keep(line.source.key, decision)
            self.model.reload()
            self.panel.show_story(self.story(line))
            self._tell()

    def _decide_all(self, decision: Decision | None) -> None:
        decide = for_all(decision)
        for row in self.lines[Kind.DUPLICATE]:
            self._keep(row.key, decide(row))
        self.model.reload()
        self.show_row(self.table.current_row())
        self._tell()

    def _keep(self, key: RowKey, decision: Decision | None) -> None:
        if decision is None:
            self.decisions.pop(key, None)
        else:
            self.decisions[key] = decision

    def _tell(self) -> None:
        undecided = len(self.lines.get(Kind.DUPLICATE, ())) - len(self.decisions)
        words = _("{n} rows that may be duplicates are left out until you decide.").format(n=undecided)
        converted = converted_words(self.plan.converted()) if self.plan else ""
        self.say(" ".join(filter(None, (converted, words if undecided else ""))))
        self.changed.emit()
