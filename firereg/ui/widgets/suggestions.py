"""A list of suggestions beneath a line edit, and the search box that uses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from firereg.i18n import _
from firereg.ui.icons import icon
from firereg.ui.theme import ROW_HEIGHT, color

DEBOUNCE = 120  # milliseconds
MOST_SHOWN = 9
_PAYLOAD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Suggestion:
    """Something to choose: what it is called, what tells it apart, and what it stands for."""

    title: str
    detail: str = ""
    payload: Any = None
    icon: str = ""
    group: str = ""  # a heading; suggestions of one group come one after another


class SuggestionList(QListView):
    """Suggestions beneath `edit`, which keeps the focus and lends the keys up, down, page up, page down."""

    chosen = Signal(object)

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._items = QStandardItemModel(self)
        self._shown: list[Suggestion] = []
        self.moved = False  # whether the person walked in the list since it was filled
        self.setProperty("kind", "suggestions")
        self.setAccessibleName(_("Suggestions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setModel(self._items)
        self.setItemDelegate(_Row(self))
        self.clicked.connect(self._choose)
        edit.installEventFilter(self)
        edit.destroyed.connect(self.deleteLater)  # its parent is the window, so as to lie over everything
        self.hide()

    def fill(self, suggestions: Sequence[Suggestion], preselect: bool = True) -> None:
        """Show these suggestions, the first one marked; none hides the list."""
        self._items.clear()
        self._shown = list(suggestions)
        group = ""
        for suggestion in suggestions:
            if suggestion.group and suggestion.group != group:
                group = suggestion.group
                self._items.appendRow(_heading(group))
            self._items.appendRow(_item(suggestion))
        self.moved = False
        self.setVisible(bool(suggestions))
        if suggestions:
            self._place()
            self.setCurrentIndex(self._next(-1, 1) if preselect else QModelIndex())

    def suggestions(self) -> Sequence[Suggestion]:
        """What the list was last filled with."""
        return self._shown

    def current(self) -> Suggestion | None:
        """The marked suggestion, if the list is shown and one is marked."""
        return self.currentIndex().data(_PAYLOAD) if self.isVisible() else None

    def walk(self, steps: int) -> None:
        """Mark the suggestion `steps` further down or up."""
        self.moved = True
        for _step in range(abs(steps)):
            index = self._next(self.currentIndex().row(), 1 if steps > 0 else -1)
            if index.isValid():
                self.setCurrentIndex(index)
        marked = self.current()
        if marked is not None:
            self._edit.setAccessibleDescription(f"{marked.title}, {marked.detail}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that walk in the list from the edit, and go when it loses the focus."""
        if event.type() == QEvent.Type.KeyPress and self.isVisible():
            steps = _STEPS.get(event.key()) if isinstance(event, QKeyEvent) else None
            if steps is not None:
                self.walk(steps)
                return True
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        return super().eventFilter(watched, event)

    def _choose(self, index: QModelIndex) -> None:
        suggestion = index.data(_PAYLOAD)
        if suggestion is not None:
            self.chosen.emit(suggestion)

    def _next(self, row: int, step: int) -> QModelIndex:
        row += step
        while 0 <= row < self._items.rowCount() and not self._items.item(row).isEnabled():
            row += step
        return self._items.index(row, 0)

    def _place(self) -> None:
        window = self._edit.window()
        if self.parent() is not window:
            self.setParent(window)
        rows = min(self._items.rowCount(), MOST_SHOWN)
        height = rows * ROW_HEIGHT + 10
        corner = self._edit.mapTo(window, self._edit.rect().bottomLeft())
        below = window.height() - corner.y() - 8
        if below < height and corner.y() - self._edit.height() > below:
            height = min(height, corner.y() - self._edit.height() - 8)
            top = corner.y() - self._edit.height() - height
        else:
            height, top = min(height, below), corner.y() + 4
        width = min(max(self._edit.width(), 400), window.width() - 16)
        left = min(corner.x(), window.width() - width - 8)
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()


_STEPS: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: MOST_SHOWN,
    Qt.Key.Key_PageUp: -MOST_SHOWN,
}


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEnabled(False)
    return item


def _item(suggestion: Suggestion) -> QStandardItem:
    item = QStandardItem(suggestion.title)
    item.setData(suggestion, _PAYLOAD)
    item.setAccessibleText(f"{suggestion.title}, {suggestion.detail}")
    return item


class _Row(QStyledItemDelegate):
    """Paints icon, title and, in a quieter colour, the detail."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(100, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        suggestion = index.data(_PAYLOAD)
        box = option.rect.adjusted(8, 0, -8, 0)
        if suggestion is None:
            painter.setPen(color("muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, index.data())
        else:
            self._paint_suggestion(painter, option, box, suggestion)
        painter.restore()

    def _paint_suggestion(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, suggestion: Suggestion
    ) -> None:
        marked = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if marked:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft"))
            painter.drawRoundedRect(option.rect, 6, 6)
        if suggestion.icon:
            mark = QRect(box.left(), box.center().y() - 7, 16, 16)
            icon(suggestion.icon, "muted").paint(painter, mark)
            box.setLeft(box.left() + 24)
        metrics = QFontMetrics(option.font)
        title = metrics.elidedText(suggestion.title, Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title)
        box.setLeft(box.left() + metrics.horizontalAdvance(title) + 12)
        detail = metrics.elidedText(suggestion.detail, Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(color("on_accent_soft" if marked else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, detail)


class SearchBox(QLineEdit):
    """One field to find anything: `searched` tells the text shortly after typing.

    Hand what was found to `show_results`. `opened` tells the `Suggestion` chosen by Enter or a click.
    """

    searched = Signal(str)
    opened = Signal(object)

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon("x", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(_("Clear"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self._results = SuggestionList(self)
        self._results.chosen.connect(self._open)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self._search)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.textChanged.connect(self._text_changed)

    def show_results(self, results: Sequence[Suggestion]) -> None:
        """Show what was found, grouped by kind; nothing found is said."""
        if results or not self.text().strip():
            self._results.fill(results)
        else:
            self._results.fill([Suggestion(_("Nothing found"))], preselect=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the marked result, Escape closes the list and then empties the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() == Qt.Key.Key_Escape and (self._results.isVisible() or self.text()):
            if self._results.isVisible():
                self._results.hide()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self._timer.isActive():
            self._search()
        marked = self._results.current()
        if marked is not None:
            self._open(marked)
        elif not self._results.isVisible():
            self._search()

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if not text:
            self._results.fill([])

    def _search(self) -> None:
        self._timer.stop()
        self.searched.emit(self.text().strip())

    def _open(self, suggestion: Suggestion) -> None:
        if suggestion.payload is not None:
            self._results.hide()
            self.clear()
            self.opened.emit(suggestion)
