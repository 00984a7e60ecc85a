"""The second step of an import: which column holds what, with the first rows as they stand."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from firereg.domain.labels import group_label
from firereg.exchange.heads import column_letter
from firereg.exchange.ward_columns import Field, field_label
from firereg.i18n import _
from firereg.services.imports import ListKind, ListLook
from firereg.services.wards import GroupRow
from firereg.ui.icons import icon
from firereg.ui.theme import ROW_HEIGHT
from firereg.ui.widgets.fields import choice, count_box
from firereg.ui.widgets.parts import InlineMessage, label

_COLUMN_WIDTH = 176
_LEAST_FIELD = 88
_OF_POVERTY = (Field.POOR, Field.NEAR_POOR, Field.CATEGORY)


class ColumnsStep(QWidget):
    """What the list is, and its columns; `changed` tells that something was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._looks: tuple[ListLook, ...] = ()
        self.sheet, self.kind, self.group = choice([]), choice([]), choice([])
        self.year = count_box(2000, 2100)
        self.table = QTableWidget()
        self.message = InlineMessage()
        self.boxes: list[QComboBox] = []
        self._year_label, self._group_label = (
            label(_("Year"), "muted"),
            label(_("Rows without a group"), "muted"),
        )
        self.kind.addItem(_("All households"), ListKind.HOUSEHOLDS)
        self.kind.addItem(_("The yearly list of poor and near-poor ones"), ListKind.POVERTY)
        self._build()
        self.sheet.currentIndexChanged.connect(lambda _at: self._show_sheet())
        self.kind.currentIndexChanged.connect(lambda _at: self._tell())

    def show_list(self, looks: Sequence[ListLook], groups: Sequence[GroupRow], this_year: int) -> None:
        """Show what was found in a file."""
        self._looks = tuple(looks)
        self.group.clear()
        self.group.addItem(_("are wrong"), None)
        for group in groups:
            self.group.addItem(group_label(group.number, group.ward), group.id)
        self.year.setValue(next((one.year for one in looks if one.year), this_year))
        self.kind.setCurrentIndex(self.kind.findData(looks[0].kind))
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
        header = self._look.header
        chosen = {box.currentData(): at for at, box in enumerate(self.boxes) if box.currentData()}
        said = {
            str(field): column_letter(at) for field, at in chosen.items() if header.columns.get(field) != at
        }
        return said | {str(field): "" for field in header.columns if field not in chosen}

    def problem(self) -> str:
        """Why it cannot go on, "" where it can."""
        if Field.HEAD_NAME not in self._chosen():
            return _("Say which column holds the head of the household.")
        return ""

    @property
    def _look(self) -> ListLook:
        name = self.sheet.currentData()
        return next((one for one in self._looks if one.name == name), self._looks[0])

    def _chosen(self) -> set[Field]:
        return {box.currentData() for box in self.boxes if box.currentData()}

    def _show_sheet(self) -> None:
        if not self._looks:
            return
        look = self._look
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
        box = choice([(_("– not read –"), None), *((field_label(one), one) for one in Field)])
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
        chosen = self._chosen()
        poverty = self.kind.currentData() == ListKind.POVERTY or bool(chosen.intersection(_OF_POVERTY))
        self._year_label.setVisible(poverty)
        self.year.setVisible(poverty)
        asks_group = not self._look.names_group and Field.GROUP not in chosen
        self._group_label.setVisible(asks_group)
        self.group.setVisible(asks_group)
        problem = self.problem()
        if problem:
            self.message.say("warning", problem)
        else:
            self.message.clear()
        self.changed.emit()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        fields: tuple[tuple[QLabel, QComboBox | QSpinBox, int], ...] = (
            (label(_("Sheet"), "muted"), self.sheet, 180),
            (label(_("It is"), "muted"), self.kind, 300),
            (self._year_label, self.year, 88),
            (self._group_label, self.group, 200),
        )
        for text, field, width in fields:
            field.setMinimumWidth(min(width, _LEAST_FIELD))
            field.setMaximumWidth(width)
            field.setAccessibleName(text.text())
            text.setBuddy(field)
            top.addWidget(text)
            top.addWidget(field)
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
