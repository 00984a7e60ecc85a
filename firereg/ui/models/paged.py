"""Lists of any length: rows fetched a page at a time, sorted and filtered where they are stored."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from firereg.domain.dates import format_date
from firereg.ui.icons import icon
from firereg.ui.theme import color

Index = QModelIndex | QPersistentModelIndex
ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}


@dataclass(frozen=True)
class Column:
    """One column of a list: what it shows of a row, and by which key the rows can be sorted there."""

    title: str
    value: Callable[[Any], object]
    align: str = "left"
    width: int = 120
    stretch: bool = False
    spare: bool = False  # goes where there is no room for all
    shown: bool = True  # stands in the list unless somebody takes it out
    private: bool = False  # left out of what is exported for the public
    in_full: Callable[[Any], object] | None = None  # what stands behind a value that is masked
    sort_key: str | None = None
    role: Callable[[Any], str] | None = None  # a colour role of the theme for this row's text and icon
    icon: Callable[[Any], str] | None = None  # the name of an icon, "" for none
    tip: Callable[[Any], str] | None = None
    key: str = ""  # its name in a saved view, where its sort key is not enough

    @property
    def name(self) -> str:
        """What a saved view calls it, in every language."""
        return self.key or self.sort_key or ""


@dataclass(frozen=True)
class Page:
    """Some rows in order, where to go on (None: that was all) and how many there are in all, if counted."""

    rows: Sequence[Any]
    next: object | None = None
    total: int | None = None


Fetch = Callable[[str | None, bool, Mapping[str, object], object | None], Page]


@dataclass(frozen=True)
class Source:
    """Where the rows of a list come from, as it is sorted and filtered now; it can be read in another thread."""

    fetch: Fetch
    sort: str | None
    descending: bool
    filters: Mapping[str, Any]

    def all_rows(self, progress: Callable[[int, int], None]) -> list[Any]:
        """Every row, page after page; `progress(rows so far, 0)` after each page."""
        rows: list[Any] = []
        after: object | None = None
        while True:
            page = self.fetch(self.sort, self.descending, self.filters, after)
            rows += page.rows
            progress(len(rows), 0)
            after = page.next
            if after is None:
                return rows


class PagedTableModel(QAbstractTableModel):
    """Rows from `fetch(sort, descending, filters, after)`, one `Page` at a time as the view needs them.

    Nothing is fetched before the first `reload`. `key` gives the identity of a row, by default its `id`.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        key: Callable[[Any], Hashable] = attrgetter("id"),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.total = 0
        self._fetch, self._key = fetch, key
        self._sort: str | None = None
        self._descending = False
        self._filters: dict[str, object] = {}
        self._rows: list[Any] = []
        self._next: object | None = None

    @property
    def filters(self) -> Mapping[str, object]:
        """The filters in force."""
        return dict(self._filters)

    def source(self) -> Source:
        """Where these rows come from."""
        return Source(self._fetch, self._sort, self._descending, self.filters)

    def set_filters(self, filters: Mapping[str, object]) -> None:
        """Show only the rows that `filters` let through, from the top."""
        self._filters = dict(filters)
        self._reset(at_least=1)

    def reload(self) -> None:
        """Fetch again what was shown, as far down as it was shown."""
        self._reset(at_least=max(1, len(self._rows)))

    def row_at(self, index: Index) -> Any:
        """The row at `index`, or None where there is none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def key_at(self, index: Index) -> Hashable | None:
        """The identity of the row at `index`."""
        return self._key(self._rows[index.row()]) if index.isValid() else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """Where the row with this identity is, if it is among those fetched; else an invalid index."""
        found = (number for number, row in enumerate(self._rows) if self._key(row) == key)
        return self.index(next(found, -1), 0)

    def _reset(self, at_least: int) -> None:
        page = self._ask(None)  # before the reset, so that a failed fetch leaves the list as it is
        rows = list(page.rows)
        total = page.total
        while page.next is not None and len(rows) < at_least:
            page = self._ask(page.next)
            rows += page.rows
        self.beginResetModel()
        self._rows, self._next = rows, page.next
        self.total = len(rows) if total is None else total
        self.endResetModel()

    def _ask(self, after: object | None) -> Page:
        return self._fetch(self._sort, self._descending, self._filters, after)

    # What Qt asks of a model.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows were fetched so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are rows below those fetched."""
        return not parent.isValid() and self._next is not None

    def fetchMore(self, parent: Index) -> None:
        """Append the next page."""
        if not self.canFetchMore(parent):
            return
        page = self._ask(self._next)
        self._next = page.next
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
            self._rows += page.rows
            self.total = max(self.total, len(self._rows))
            self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, from the top; a column without a sort key changes nothing."""
        if 0 <= column < len(self.columns) and self.columns[column].sort_key:
            self._sort = self.columns[column].sort_key
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._reset(at_least=1)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN[self.columns[section].align]
        return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What `index` shows, for the roles a list needs."""
        answer = _ANSWERS.get(role)
        if answer is None or not index.isValid() or index.row() >= len(self._rows):
            return None
        return answer(self.columns[index.column()], self._rows[index.row()])


def _text(column: Column, row: Any) -> str:
    value = column.value(row)
    if value is None:
        return ""
    return format_date(value) if isinstance(value, date) else str(value)


def _decoration(column: Column, row: Any) -> Any:
    name = column.icon(row) if column.icon else ""
    return icon(name, column.role(row) if column.role else "muted") if name else None


_ANSWERS: dict[int, Callable[[Column, Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: f"{column.title}: {_text(column, row)}",
    Qt.ItemDataRole.ToolTipRole: lambda column, row: column.tip(row) if column.tip else None,
    Qt.ItemDataRole.TextAlignmentRole: lambda column, row: ALIGN[column.align],  # noqa: ARG005
    Qt.ItemDataRole.ForegroundRole: lambda column, row: color(column.role(row)) if column.role else None,
    Qt.ItemDataRole.DecorationRole: _decoration,
}
