"""The third step of an import: everything that would happen, to be looked at and decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from firereg.domain.labels import group_label
from firereg.i18n import _
from firereg.services.import_plan import Decision, ImportPlan, Kind, PlannedRow, RowKey
from firereg.store.paging import PAGE_ROWS
from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.pages.base import SIDE_WIDTH
from firereg.ui.pages.import_decision import DecisionBox, for_all
from firereg.ui.pages.import_words import (
    LEFT,
    LOOKS,
    REPAIRED,
    SKIPPED,
    Line,
    Words,
    converted_words,
    kind_label,
    lines_of,
)
from firereg.ui.theme import restyle
from firereg.ui.widgets.figures import StatTile
from firereg.ui.widgets.parts import EmptyState, label
from firereg.ui.widgets.story import StoryPanel
from firereg.ui.widgets.table import DataTable

_ONE_LINE_OF_TILES, _TILES_IN_A_LINE, _LEAST_WIDTH = 1000, 4, 760
_FIRST_LOOK = (Kind.WRONG, Kind.DUPLICATE, Kind.UPDATED, Kind.NEW)


class PreviewStep(QWidget):
    """`changed` tells that a decision or a box was changed: `problem` may have another answer."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self.decisions: dict[RowKey, Decision] = {}
        self._lines: dict[str, list[Any]] = {}
        self._words: Words | None = None
        self._kind = str(Kind.NEW)
        self.tiles = {kind: StatTile(kind_label(kind), icon, role) for kind, (icon, role) in LOOKS.items()}
        self.model = PagedTableModel(self._columns(), self._fetch, parent=self)
        self.table = DataTable(
            self.model, _("Rows of the list"), EmptyState("list", _("No row of this kind."))
        )
        self.panel = StoryPanel(_("Choose a row to see what becomes of it."))
        self.decision = DecisionBox()
        self.create_groups, self.skip_wrong, self.end_left = QCheckBox(), QCheckBox(), QCheckBox()
        self._note = label("", "muted", wrap=True)
        self._tiles_grid, self._in_a_line = QGridLayout(), 0
        self._build()
        self._connect()

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan that nothing was decided of yet."""
        self.plan, self.decisions = plan, {}
        self._words, self._lines = Words(plan), lines_of(plan)
        for kind, tile in self.tiles.items():
            count = len(self._lines[kind])
            tile.show_figure(count, "", LOOKS[kind][1] if count else "muted")
            tile.setVisible(bool(count) or kind in (Kind.NEW, Kind.UPDATED, Kind.UNCHANGED))
        for box in (self.create_groups, self.skip_wrong, self.end_left):
            box.setChecked(False)
        groups = ", ".join(group_label(key.number) for key in sorted(plan.missing_groups))
        self.create_groups.setText(_("Create what is missing: {groups}").format(groups=groups))
        self.create_groups.setVisible(bool(plan.missing_groups))
        wrong = len(self._lines[Kind.WRONG])
        self.skip_wrong.setText(_("Leave {n} wrong rows out").format(n=wrong))
        self.skip_wrong.setVisible(bool(wrong))
        ending = sum(1 for row in plan.left if row.status_id is not None)
        self.end_left.setText(_("End the status of {n} that are no longer listed").format(n=ending))
        self.end_left.setVisible(bool(ending))
        self.show_kind(next((kind for kind in _FIRST_LOOK if self._lines[kind]), Kind.UNCHANGED))
        self._tell()

    def show_kind(self, kind: str) -> None:
        """List the rows of this kind."""
        self._kind = str(kind)
        for name, tile in self.tiles.items():
            tile.setProperty("chosen", name == self._kind)
            restyle(tile)
        self.model.set_filters({"kind": self._kind})
        self._show_row(self.table.current_row())

    def problem(self) -> str:
        """Why it cannot be imported as it stands, "" where it can."""
        if self._lines.get(Kind.WRONG) and not self.skip_wrong.isChecked():
            return _("Some rows are wrong: correct the list, or leave them out.")
        if self.plan and self.plan.missing_groups and not self.create_groups.isChecked():
            return _("Groups are missing: agree to create them, or correct the list.")
        if not self.count_to_write():
            return _("There is nothing to import: the register has all of it.")
        return ""

    def count_to_write(self) -> int:
        """How many rows would be written."""
        ready = len(self._lines.get(Kind.NEW, ())) + len(self._lines.get(Kind.UPDATED, ()))
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
            Column(_("Group"), lambda line: line.group, width=120, spare=True),
            Column(
                _("Address"), lambda line: line.address, width=150, spare=True, tip=lambda line: line.address
            ),
            Column(
                _("What becomes of it"), lambda line: line.words, stretch=True, tip=lambda line: line.words
            ),
        )

    def _fetch(self, _sort: str | None, _descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        rows = self._lines.get(str(filters.get("kind", "")), ())
        start = after or 0
        some = rows[start : start + PAGE_ROWS]
        assert self._words is not None
        lines = [self._words.line(at, row, self._decision(row)) for at, row in enumerate(some, start)]
        end = start + len(some)
        return Page(lines, end if end < len(rows) else None, len(rows))

    def _decision(self, row: Any) -> Decision | None:
        return self.decisions.get(row.key) if isinstance(row, PlannedRow) else None

    def _show_row(self, line: Line | None) -> None:
        assert self._words is not None or line is None
        row = line.source if line and isinstance(line.source, PlannedRow) else None
        decision = self._decision(row)
        self.panel.show_story(self._words.story(line, decision) if line and self._words else None)
        self.decision.show_row(row, decision)

    def _decide(self, decision: Decision | None) -> None:
        line = self.table.current_row()
        if line is not None:
            self._keep(line.source.key, decision)
            self.model.reload()
            self._tell_story(line)
            self._tell()

    def _tell_story(self, line: Line) -> None:
        assert self._words is not None
        self.panel.show_story(self._words.story(line, self._decision(line.source)))

    def _decide_all(self, decision: Decision | None) -> None:
        decide = for_all(decision)
        for row in self._lines[Kind.DUPLICATE]:
            self._keep(row.key, decide(row))
        self.model.reload()
        self._show_row(self.table.current_row())
        self._tell()

    def _keep(self, key: RowKey, decision: Decision | None) -> None:
        if decision is None:
            self.decisions.pop(key, None)
        else:
            self.decisions[key] = decision

    def _tell(self) -> None:
        undecided = len(self._lines.get(Kind.DUPLICATE, ())) - len(self.decisions)
        words = _("{n} rows that may be duplicates are left out until you decide.").format(n=undecided)
        converted = converted_words(self.plan.converted()) if self.plan else ""
        self._note.setText(" ".join(filter(None, (converted, words if undecided else ""))))
        self._note.setVisible(bool(self._note.text()))
        self.changed.emit()

    def _connect(self) -> None:
        for kind, tile in self.tiles.items():
            tile.clicked.connect(lambda _checked=False, kind=kind: self.show_kind(kind))
        self.table.row_chosen.connect(self._show_row)
        self.decision.decided.connect(self._decide)
        self.decision.decided_all.connect(self._decide_all)
        for box in (self.create_groups, self.skip_wrong, self.end_left):
            box.toggled.connect(lambda _on: self._tell())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the tiles stand in two lines."""
        super().resizeEvent(event)
        self._place_tiles(len(self.tiles) if event.size().width() >= _ONE_LINE_OF_TILES else _TILES_IN_A_LINE)

    def minimumSizeHint(self) -> QSize:
        """As narrow as two lines of tiles, whatever stands now."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def _place_tiles(self, in_a_line: int) -> None:
        if in_a_line == self._in_a_line:
            return
        self._in_a_line = in_a_line
        for at, kind in enumerate((*Kind, REPAIRED, SKIPPED, LEFT)):
            self._tiles_grid.addWidget(self.tiles[kind], *divmod(at, in_a_line))

    def _build(self) -> None:
        self._tiles_grid.setSpacing(8)
        self._place_tiles(len(self.tiles))
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.decision)
        side.addWidget(self.panel, 1)
        right = QWidget()
        right.setFixedWidth(SIDE_WIDTH)
        right.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.table, 1)
        body.addWidget(right)
        agreed = QHBoxLayout()
        agreed.setSpacing(16)
        for box in (self.create_groups, self.skip_wrong, self.end_left):
            agreed.addWidget(box)
        agreed.addWidget(self._note, 1, alignment=Qt.AlignmentFlag.AlignVCenter)
        agreed.addStretch(0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(self._tiles_grid)
        lines.addLayout(body, 1)
        lines.addLayout(agreed)
