"""The second step of an import: which column holds what, with the first rows as they stand."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from firereg.exchange.heads import column_letter
from firereg.i18n import _
from firereg.ui.icons import icon
from firereg.ui.theme import ROW_HEIGHT
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import InlineMessage, label

_COLUMN_WIDTH = 200
_LEAST_FIELD = 88

Asked = Sequence[tuple[QLabel, QWidget, int]]
"""What else a step asks for: the words, the field, and how wide it is at most."""


class ColumnsTable(QWidget):
    """The sheets of a file and what their columns hold; `changed` tells that something was chosen.

    `fields` are what a column can hold and `field_words` what each is called; `needed` is the field that there
    must be, with the sentence where there is none; `asked` stands beside the sheet.
    """

    changed = Signal()

    def __init__(
        self,
        fields: type[StrEnum],
        field_words: Callable[[Any], str],
        needed: tuple[StrEnum, str],
        asked: Asked = (),
    ) -> None:
        super().__init__()
        self._fields, self._label, self._needed = fields, field_words, needed
        self._looks: tuple[Any, ...] = ()
        self.sheet = choice([])
        self.table = QTableWidget()
        self.message = InlineMessage()
        self.boxes: list[QComboBox] = []
        self._build(asked)
        self.sheet.currentIndexChanged.connect(lambda _at: self._show_sheet())

    def show_sheets(self, looks: Sequence[Any]) -> None:
        """Show what was found in a file: for each sheet its name, header and first rows."""
        self._looks = tuple(looks)
        self.sheet.blockSignals(True)
        self.sheet.clear()
        if len(looks) > 1:
            self.sheet.addItem(_("All {n} sheets").format(n=len(looks)), "")
        for one in looks:
            self.sheet.addItem(one.name, one.name)
        self.sheet.blockSignals(False)
        self._show_sheet()

    def mapping(self) -> dict[str, str]:
        """What the clerk says otherwise than the titles: field -> column, "" for none."""
        header = self.look.header
        chosen = {box.currentData(): at for at, box in enumerate(self.boxes) if box.currentData()}
        said = {
            str(field): column_letter(at) for field, at in chosen.items() if header.columns.get(field) != at
        }
        return said | {str(field): "" for field in header.columns if field not in chosen}

    def problem(self) -> str:
        """Why it cannot go on, "" where it can."""
        field, sentence = self._needed
        return "" if field in self.chosen() else sentence

    def fit(self) -> None:
        """What else is asked for may depend on the columns; called when they were chosen otherwise."""

    def chosen(self) -> set[StrEnum]:
        """The fields that some column holds."""
        return {box.currentData() for box in self.boxes if box.currentData()}

    @property
    def look(self) -> Any:
        """What the file holds on the chosen sheet, on the first where all are chosen."""
        name = self.sheet.currentData()
        return next((one for one in self._looks if one.name == name), self._looks[0])

    def _show_sheet(self) -> None:
        if not self._looks:
            return
        look = self.look
        by_column = {at: field for field, at in look.header.columns.items()}
        titles = look.header.titles
        self.table.clear()
        self.table.setRowCount(1 + len(look.rows))
        self.table.setColumnCount(len(titles))
        self.table.setVerticalHeaderLabels(
            [_("holds"), *map(str, range(look.header.data_starts, look.header.data_starts + len(look.rows)))]
        )
        self.boxes = []
        for at, title in enumerate(titles):
            self._show_title(at, title, by_column.get(at))
            self._show_box(at, title, by_column.get(at))
            for y, row in enumerate(look.rows, start=1):
                self.table.setItem(y, at, QTableWidgetItem(row[at] if at < len(row) else ""))
        self._tell()

    def _show_title(self, at: int, title: str, field: StrEnum | None) -> None:
        item = QTableWidgetItem(f"{column_letter(at)} · {title}" if title else column_letter(at))
        item.setIcon(icon("check", "success") if field else icon("circle-question-mark", "muted"))
        item.setToolTip(
            _("Recognised by its title") if field else _("Not recognised: choose what it holds, or leave it")
        )
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setHorizontalHeaderItem(at, item)

    def _show_box(self, at: int, title: str, field: StrEnum | None) -> None:
        box = choice([(_("– not read –"), None), *((self._label(one), one) for one in self._fields)])
        box.setAccessibleName(
            _("Column {letter}, {title}, holds").format(letter=column_letter(at), title=title)
        )
        box.setCurrentIndex(box.findData(field) if field else 0)
        box.activated.connect(lambda _index, at=at: self._take(at))
        self.boxes.append(box)
        self.table.setCellWidget(0, at, box)

    def _take(self, at: int) -> None:
        """A field is in one column only: the one chosen last."""
        field = self.boxes[at].currentData()
        for other, box in enumerate(self.boxes):
            if field and other != at and box.currentData() == field:
                box.setCurrentIndex(0)
        self._tell()

    def _tell(self) -> None:
        if not self._looks:
            return
        self.fit()
        problem = self.problem()
        if problem:
            self.message.say("warning", problem)
        else:
            self.message.clear()
        self.changed.emit()

    def _build(self, asked: Asked) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        whole = ((label(_("Sheet"), "muted"), self.sheet, 180), *asked)
        for text, field, width in whole:
            field.setMinimumWidth(min(width, _LEAST_FIELD))
            field.setMaximumWidth(width)
            field.setAccessibleName(text.text())
            text.setBuddy(field)
            top.addWidget(text)
            top.addWidget(field, width)  # each as wide as it may be, where there is room
            top.addSpacing(12)
        top.addStretch(1)
        self.table.setAccessibleName(_("Columns of the list"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setDefaultSectionSize(_COLUMN_WIDTH)
        header.setFixedHeight(ROW_HEIGHT)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows = self.table.verticalHeader()
        rows.setDefaultSectionSize(ROW_HEIGHT + 6)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(top)
        lines.addWidget(self.message)
        lines.addWidget(self.table, 1)
        lines.addWidget(
            label(
                _("Known titles are set already. What you choose is remembered for lists like this one."),
                "muted",
                wrap=True,
            )
        )
