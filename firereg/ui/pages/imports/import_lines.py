"""The third step of an import, of any kind of list: what would happen line by line, by kind of outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.store.paging import PAGE_ROWS
from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.pages.base import SIDE_WIDTH
from firereg.ui.pages.imports.import_words import LOOKS, kind_label
from firereg.ui.theme import restyle
from firereg.ui.widgets.figures import StatTile
from firereg.ui.widgets.parts import EmptyState, label
from firereg.ui.widgets.story import Story, StoryPanel
from firereg.ui.widgets.table import DataTable

_TILE_WIDTH, _TILES_IN_A_LINE, _LEAST_WIDTH = 125, 4, 700


class LinesPreview(QWidget):
    """Tiles that count the outcomes of `kinds`, the lines of the chosen one, and the story of the chosen line.

    `above` stands over the story, `boxes` beneath the list. `changed` tells that `problem` may have another answer.
    """

    changed = Signal()

    def __init__(
        self,
        kinds: Sequence[str],
        columns: Sequence[Column],
        boxes: Sequence[QCheckBox],
        above: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.lines: dict[str, list[Any]] = {}
        self._kinds, self._kind = kinds, str(kinds[0])
        self.tiles = {kind: StatTile(kind_label(kind), *LOOKS[kind]) for kind in kinds}
        self.model = PagedTableModel(columns, self._fetch, parent=self)
        self.table = DataTable(
            self.model, _("Rows of the list"), EmptyState("list", _("No row of this kind."))
        )
        self.panel = StoryPanel(_("Choose a row to see what becomes of it."))
        self.note = label("", "muted", wrap=True)
        self._tiles_grid, self._in_a_line = QGridLayout(), 0
        self._build(boxes, above)
        for kind, tile in self.tiles.items():
            tile.clicked.connect(lambda _checked=False, kind=kind: self.show_kind(kind))
        self.table.row_chosen.connect(self.show_row)

    def show_plan(self, plan: Any) -> None:
        """Show what a plan would do."""
        raise NotImplementedError

    def line(self, at: int, source: Any) -> Any:
        """One line of the list, from a row of the plan."""
        raise NotImplementedError

    def story(self, line: Any) -> Story:
        """What is told of a chosen line."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why it cannot be imported as it stands, "" where it can."""
        raise NotImplementedError

    def show_lines(
        self, lines: dict[str, list[Any]], always: Sequence[str], first_look: Sequence[str]
    ) -> None:
        """Count these lines by kind; list the first of `first_look` that has any, else the last of `always`."""
        self.lines = lines
        for kind, tile in self.tiles.items():
            count = len(lines[kind])
            tile.show_figure(count, "", LOOKS[kind][1] if count else "muted")
            tile.setVisible(bool(count) or kind in always)
        self.show_kind(next((kind for kind in first_look if lines[kind]), always[-1]))

    def show_kind(self, kind: str) -> None:
        """List the rows of this kind."""
        self._kind = str(kind)
        for name, tile in self.tiles.items():
            tile.setProperty("chosen", name == self._kind)
            restyle(tile)
        self.model.set_filters({"kind": self._kind})
        self.show_row(self.table.current_row())

    def show_row(self, line: Any) -> None:
        """Tell of a line; None tells that none is chosen."""
        self.panel.show_story(self.story(line) if line else None)

    def say(self, words: str) -> None:
        """Say something beneath the list, or nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _fetch(self, _sort: str | None, _descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        rows = self.lines.get(str(filters.get("kind", "")), ())
        start = after or 0
        some = rows[start : start + PAGE_ROWS]
        end = start + len(some)
        lines = [self.line(at, row) for at, row in enumerate(some, start)]
        return Page(lines, end if end < len(rows) else None, len(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the tiles stand in two lines."""
        super().resizeEvent(event)
        room = event.size().width() >= _TILE_WIDTH * len(self.tiles)
        self._place_tiles(len(self.tiles) if room else _TILES_IN_A_LINE)

    def minimumSizeHint(self) -> QSize:
        """As narrow as two lines of tiles, whatever stands now."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def _place_tiles(self, in_a_line: int) -> None:
        if in_a_line == self._in_a_line:
            return
        self._in_a_line = in_a_line
        for at, kind in enumerate(self._kinds):
            self._tiles_grid.addWidget(self.tiles[kind], *divmod(at, in_a_line))

    def _build(self, boxes: Sequence[QCheckBox], above: Sequence[QWidget]) -> None:
        self._tiles_grid.setSpacing(8)
        self._place_tiles(len(self.tiles))
        side = QVBoxLayout()
        side.setSpacing(8)
        for widget in above:
            side.addWidget(widget)
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
        for box in boxes:
            agreed.addWidget(box)
        agreed.addWidget(self.note, 1, alignment=Qt.AlignmentFlag.AlignVCenter)
        agreed.addStretch(0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(self._tiles_grid)
        lines.addLayout(body, 1)
        lines.addLayout(agreed)
