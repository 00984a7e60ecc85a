from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt

from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.theme import apply_theme, color
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.table import DataTable

DISPLAY = Qt.ItemDataRole.DisplayRole


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    day: date | None
    late: int


class Store:
    """Rows in memory, paged by key as the registry pages them; remembers what was asked."""

    def __init__(self, count: int, page: int = 100) -> None:
        self.rows = [Row(n, f"Household {n:05}", date(2026, 1, 1 + n % 28), n % 50) for n in range(count)]
        self.page = page
        self.asked = []

    def fetch(self, sort, descending, filters, after):
        self.asked.append((sort, descending, dict(filters), after))
        rows = [row for row in self.rows if filters.get("name", "") in row.name]
        rows.sort(key=lambda row: (getattr(row, sort or "id"), row.id), reverse=descending)
        start = 0 if after is None else 1 + next(n for n, row in enumerate(rows) if row.id == after)
        some = rows[start : start + self.page]
        more = start + self.page < len(rows)
        return Page(some, some[-1].id if more else None, len(rows))


COLUMNS = (
    Column(
        "Household", lambda row: row.name, stretch=True, sort_key="name", tip=lambda row: f"Code {row.id}"
    ),
    Column("Due", lambda row: row.day, align="right", sort_key="day"),
    Column(
        "Late",
        lambda row: f"{row.late} days",
        sort_key="late",
        role=lambda row: "danger" if row.late else "muted",
        icon=lambda row: "circle-alert" if row.late else "",
    ),
    Column("Note", lambda row: None),
)


def model_of(store: Store) -> PagedTableModel:
    return PagedTableModel(COLUMNS, store.fetch)


def test_the_model_keeps_the_rules_of_qt_while_rows_come(qtmodeltester, qtbot):
    model = model_of(Store(250))
    model.reload()
    qtmodeltester.check(model)
    model.fetchMore(QModelIndex())
    assert model.rowCount() > 100


def test_the_model_keeps_the_rules_of_qt_while_rows_change(qtmodeltester, qtbot):
    # One page only: Qt's tester fetches more in the midst of a reset, which it then holds against the model.
    store = Store(90)
    model = model_of(store)
    qtmodeltester.check(model)
    model.reload()
    model.sort(2, Qt.SortOrder.DescendingOrder)
    store.rows = store.rows[:40]
    model.reload()
    model.set_filters({"name": "0001"})
    assert model.rowCount() == 11


def test_nothing_is_fetched_before_it_is_asked_for(qtbot):
    store = Store(10)
    assert model_of(store).rowCount() == 0
    assert store.asked == []


def test_every_row_comes_once_and_in_order(qtbot):
    model = model_of(Store(250))
    model.reload()
    assert (model.rowCount(), model.total) == (100, 250)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert [model.row_at(model.index(n, 0)).id for n in range(model.rowCount())] == list(range(250))
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 250


def test_sort_and_filter_are_done_where_the_rows_are(qtbot):
    store = Store(250)
    model = model_of(store)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    model.set_filters({"name": "0012"})
    assert store.asked == [("late", True, {}, None), ("late", True, {"name": "0012"}, None)]
    assert model.total == 11
    model.sort(3)
    assert len(store.asked) == 2  # a column without a key does not sort


def test_what_a_cell_says(qtbot, qapp):
    apply_theme(qapp, "light")
    model = model_of(Store(3))
    model.reload()
    name, day, late, note = (model.index(1, column) for column in range(4))
    assert [index.data() for index in (name, day, late, note)] == [
        "Household 00001",
        "02/01/2026",
        "1 days",
        "",
    ]
    assert name.data(Qt.ItemDataRole.ToolTipRole) == "Code 1"
    assert day.data(Qt.ItemDataRole.AccessibleTextRole) == "Due: 02/01/2026"
    assert Qt.AlignmentFlag(day.data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    assert late.data(Qt.ItemDataRole.ForegroundRole) == color("danger")
    assert not late.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(0, 2).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Household"


def test_a_failed_fetch_leaves_the_list_as_it_is(qtbot):
    store = Store(3)
    model = model_of(store)
    model.reload()
    store.rows = None
    with pytest.raises(TypeError):
        model.reload()
    assert model.index(2, 0).data() == "Household 00002"


@pytest.fixture
def store():
    return Store(250)


@pytest.fixture
def table(qtbot, qapp, store):
    apply_theme(qapp, "light")
    made = DataTable(model_of(store), "Overdue", EmptyState("house", "No household yet."))
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def test_the_chosen_row_and_the_place_survive_a_reload(qtbot, table, store):
    table.model().reload()
    table.model().fetchMore(QModelIndex())
    table.choose(150)
    scroll = table.verticalScrollBar().value() - 1000  # the chosen row is out of sight
    table.verticalScrollBar().setValue(scroll)
    store.rows.insert(0, Row(999, "Household new", None, 0))
    table.model().reload()
    assert table.current_row().id == 150
    assert [index.row() for index in table.selectionModel().selectedRows()] == [150]
    assert table.model().rowCount() == 200
    assert table.verticalScrollBar().value() == scroll


def test_a_chosen_row_that_went_is_told(qtbot, table, store):
    table.model().reload()
    table.choose(5)
    with qtbot.waitSignal(table.row_chosen) as told:
        store.rows = [row for row in store.rows if row.id != 5]
        table.model().reload()
    assert told.args == [None]
    assert table.current_row() is None


def test_scrolling_down_fetches_more(qtbot, table):
    table.model().reload()
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 0)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: table.model().rowCount() > 100)


def test_a_click_on_a_title_sorts_and_the_next_turns_it_round(qtbot, table, store):
    table.model().reload()
    header = table.horizontalHeader()
    for column in (2, 2, 3):
        middle = header.sectionViewportPosition(column) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, 10))
    assert [asked[:2] for asked in store.asked[1:]] == [("late", False), ("late", True)]
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (2, Qt.SortOrder.DescendingOrder)


def test_the_keyboard_walks_and_enter_opens(qtbot, table):
    table.model().reload()
    table.choose(0)
    with qtbot.waitSignal(table.row_chosen) as chosen:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args[0].id == 1
    with qtbot.waitSignal(table.row_activated) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].id == 1


def test_an_empty_list_says_what_belongs_there(qtbot, table):
    assert table.findChild(EmptyState).isVisible()
    table.model().reload()
    assert not table.findChild(EmptyState).isVisible()
    table.model().set_filters({"name": "nobody"})
    assert table.findChild(EmptyState).isVisible()


def test_rows_are_32_pixels_high(qtbot, table):
    table.model().reload()
    assert {table.rowHeight(row) for row in range(5)} == {32}
