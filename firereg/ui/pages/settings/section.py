"""A part of the settings: a short list, and beside it the form of the chosen row."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.parts import button, label
from firereg.ui.widgets.table import DataTable

LEAST_FORM_WIDTH, FORM_WIDTH = 304, 424


class RowForm(SideForm):
    """A form of one row of a `ListSection`; `saved` tells the key of the row that was kept."""

    def open(self, row: Any) -> None:
        """Change this row."""
        raise NotImplementedError

    def open_new(self) -> None:
        """Make a new row."""
        raise NotImplementedError


class ListSection(QWidget):
    """Rows from `rows`, each opened in `form`; with `add_words` a new one can be made."""

    def __init__(
        self,
        form: RowForm,
        *,
        name: str,
        sentence: str,
        columns: Sequence[Column],
        rows: Callable[[], Sequence[Any]],
        key: Callable[[Any], Any] = attrgetter("id"),
        add_words: str = "",
        below: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.form = form
        self._can_add, self._begun = bool(add_words), False
        self.model = PagedTableModel(columns, lambda *_which: Page(rows()), key=key, parent=self)
        self.table = DataTable(self.model, name)
        form.setMinimumWidth(LEAST_FORM_WIDTH)
        form.setMaximumWidth(FORM_WIDTH)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label(sentence, "muted", wrap=True))
        left.addWidget(self.table, 1)
        if below is not None:
            left.addWidget(below)
        if add_words:
            line = QHBoxLayout()
            line.addWidget(button(add_words, self._begin_new, "plus"))
            line.addStretch(1)
            left.addLayout(line)
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 12, 0, 0)
        body.setSpacing(16)
        body.addLayout(left, 1)
        body.addWidget(form, 1)
        self.table.row_chosen.connect(self._row_chosen)
        self.table.row_activated.connect(lambda _row: form.focusNextChild())
        form.saved.connect(self.table.choose)
        form.closed.connect(self._leave)

    def refresh(self) -> None:
        """Fetch the rows again; the first one is chosen where none was, and begun where there is none yet."""
        self.model.reload()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        elif not self.model.rowCount() and self._can_add and not self._begun:
            self.form.open_new()
        self._begun = True

    def _row_chosen(self, row: Any) -> None:
        if row is not None:
            self.form.open(row)

    def _begin_new(self) -> None:
        self.table.setCurrentIndex(QModelIndex())
        self.form.open_new()

    def _leave(self) -> None:
        """Back to what is kept of the chosen row."""
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        else:
            self._row_chosen(self.table.current_row())
        self.table.setFocus()
