"""The list of a page."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from firereg.ui.models.paged import Index, PagedTableModel
from firereg.ui.theme import ROW_HEIGHT

_LEAST_STRETCH = 150


class DataTable(QTableView):
    """A list of rows to read and choose from: a click on a title sorts, Enter opens the chosen row.

    The chosen row and the place in the list stay through `model.reload()`. `row_chosen` tells the row the
    selection came to (None: no row), `row_activated` the one opened by Enter or double click. With `many`, Shift
    and Ctrl choose several rows, which `rows_chosen` tells.
    """

    row_chosen = Signal(object)
    rows_chosen = Signal(list)
    row_activated = Signal(object)

    def __init__(
        self, model: PagedTableModel, name: str, empty: QWidget | None = None, many: bool = False
    ) -> None:
        super().__init__()
        self._model = model
        self._many = many
        self._kept: tuple[Any, int] = (None, 0)
        self._kept_many: list[Any] = []
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._wanted = {number for number, column in enumerate(model.columns) if column.shown}
        self._empty = empty
        self._widths: list[int] = []
        self.setAccessibleName(name)
        self._set_manners()
        self.setModel(model)
        self._set_columns()
        if empty is not None:
            empty.setParent(self.viewport())
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        self.activated.connect(lambda index: self.row_activated.emit(model.row_at(index)))
        self._show_empty()

    def current_row(self) -> Any:
        """The chosen row, or None."""
        return self._model.row_at(self.currentIndex())

    def chosen_rows(self) -> list[Any]:
        """The chosen rows from the top."""
        chosen = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self._model.row_at(index) for index in chosen]

    def choose(self, key: Any) -> None:
        """Choose the row with this identity, if it has been fetched."""
        index = self._model.index_of(key)
        if index.isValid():
            self._go_to(index)
            self.scrollTo(index)

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by this column and show it in the header."""
        if self._model.columns[column].sort_key:
            self._sorted = (column, order)
            self.horizontalHeader().setSortIndicator(column, order)
            self._model.sort(column, order)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming into the list is coming to its first row, and to choose it: Qt would only put the focus there."""
        if not self.currentIndex().isValid() and self._model.rowCount():
            self._go_to(self._model.index(0, 0))
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        """Some rows high; a list takes what room there is."""
        return QSize(480, ROW_HEIGHT * 8)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Qt's hook: tell the row the selection came to."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() or current.isValid() != previous.isValid():
            self.row_chosen.emit(self._model.row_at(current))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Qt's hook: tell which rows are chosen now."""
        super().selectionChanged(selected, deselected)
        if self._many:
            self.rows_chosen.emit(self.chosen_rows())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the empty state over the whole list, and names readable: spare columns make way for them."""
        super().resizeEvent(event)
        self._make_room()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def wanted_columns(self) -> list[int]:
        """The columns that are to be shown, by number, in order; some of them may wait for more room."""
        return sorted(self._wanted)

    def want_columns(self, numbers: Iterable[int]) -> None:
        """Show these columns and no others."""
        self._wanted = set(numbers)
        self._make_room()

    def _make_room(self) -> None:
        columns = self._model.columns
        needed = sum(_LEAST_STRETCH if columns[n].stretch else self._widths[n] for n in self._wanted)
        for number in range(len(columns) - 1, -1, -1):
            hidden = number not in self._wanted
            if not hidden and columns[number].spare and needed > self.viewport().width():
                hidden = True
                needed -= self._widths[number]
            self.setColumnHidden(number, hidden)

    def changeEvent(self, event: QEvent) -> None:
        """Rows keep their height in pixels whatever the font is."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)

    def _set_manners(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if self._many else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leaves the list, the arrows walk in it
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(16, 16))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(ROW_HEIGHT)
        header.setMinimumSectionSize(40)
        header.setSectionsClickable(True)
        header.ensurePolished()
        header.sectionClicked.connect(self._sort_clicked)
        for number, column in enumerate(self._model.columns):
            least = header.sectionSizeHint(number)  # a title is never cut, in any language and font
            self._widths.append(max(column.width, least))
            self.setColumnWidth(number, self._widths[number])
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorShown(True)  # from here on each hint has room for the mark
        header.setSortIndicator(*self._sorted)

    def _sort_clicked(self, column: int) -> None:
        turned = self._sorted == (column, Qt.SortOrder.AscendingOrder)
        self.sort_by(column, Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicator(*self._sorted)  # a column that cannot sort takes no mark

    def _keep_place(self) -> None:
        self._kept = (self._model.key_at(self.currentIndex()), self.verticalScrollBar().value())
        chosen = self.selectionModel().selectedRows() if self._many else []
        self._kept_many = [self._model.key_at(index) for index in chosen]

    def _restore_place(self) -> None:
        key, scroll = self._kept
        index = self._model.index_of(key) if key is not None else QModelIndex()
        if index.isValid():
            self._go_to(index)
            self._choose_again()
            self.verticalScrollBar().setValue(scroll)
        elif key is not None:
            self.row_chosen.emit(None)
        self._show_empty()

    def _go_to(self, index: QModelIndex) -> None:
        """Choose this row alone, whatever keys are held: Ctrl may be, where Ctrl+Enter has saved something."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _choose_again(self) -> None:
        flags = QItemSelectionModel.SelectionFlag
        for key in self._kept_many if len(self._kept_many) > 1 else ():
            index = self._model.index_of(key)
            if index.isValid():
                self.selectionModel().select(index, flags.Select | flags.Rows)

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(self._model.rowCount() == 0)
