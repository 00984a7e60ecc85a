"""The shape of a page: a title with its figures, filters as chips, a list, and the chosen row's story.

A page of this shape is a subclass of `ListPage` that says what it fetches, what it counts and what it tells of
a row; everything else is done here.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services.exports import Numbers
from firereg.store.paging import PAGE_ROWS
from firereg.ui.desk import Desk
from firereg.ui.icons import icon
from firereg.ui.jobs import Progress
from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.widgets.chips import ChipRow
from firereg.ui.widgets.page_tabs import PageTabs
from firereg.ui.widgets.parts import EmptyState, button, icon_button, label
from firereg.ui.widgets.story import Story, StoryPanel
from firereg.ui.widgets.suggestions import DEBOUNCE
from firereg.ui.widgets.table import DataTable

MARGIN = 16
SIDE_WIDTH = 336
_ROOM_FOR_BOTH = 840


def page_of(rows: Sequence[Any], key: Callable[[Any], object]) -> Page:
    """What a service listed, and where the next page begins; a short page is the last."""
    return Page(rows, key(rows[-1]) if len(rows) == PAGE_ROWS else None)


def first_step(
    desk: Desk, icon_name: str, sentence: str, step: str, on_step: Callable[[], object]
) -> EmptyState:
    """What an empty list says: what belongs there, and the first step, for those who may take it."""
    if desk.may(Right.RECORD):
        return EmptyState(icon_name, sentence, step, on_step)
    return EmptyState(icon_name, _("There is nothing here yet."))


class DeskPage(QWidget):
    """Any page. `actions_of_page` stand in the menu while it is shown; `right` is what it asks of who opens it."""

    name = ""
    right = Right.LOOK
    stands_under = ""  # the page whose place in the sidebar it shares, where it has none of its own

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.actions_of_page: list[QAction] = []

    def refresh(self) -> None:
        """Fetch what is shown again; called when the page appears and when something was written."""

    def show_target(self, target: Any) -> None:
        """Show what another page asked for."""

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The pages `(name, title)` beside which it stands, itself among them."""
        return ()

    def tab_row(self) -> PageTabs | None:
        """The way to the pages beside this one; None where there are none."""
        beside = self.pages_beside()
        return PageTabs(beside, self.name, self.desk.go) if beside else None

    def action(
        self, text: str, icon_name: str, key: str, act: Callable[[], object], *, right: Right = Right.RECORD
    ) -> QAction:
        """An action of this page, with its key; known problems are said, not thrown.

        For a user without that right it is in no menu, has no button and no key, and does nothing.
        """
        made = QAction(icon(icon_name), text, self)
        made.setShortcut(key)
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.setVisible(self.desk.may(right))
        if made.isVisible():
            made.triggered.connect(lambda _checked=False: self.desk.attempt(act))
        self.addAction(made)
        self.actions_of_page.append(made)
        return made


class ListPage(DeskPage):
    """A page around one list."""

    title = ""
    first_sort: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)
    searchable = True
    exportable = True
    export_right = Right.LOOK
    many = False  # whether several rows can be chosen

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filters: dict[str, Any] = {}
        self.model = PagedTableModel(self.columns(), self.fetch, parent=self)
        self._unfit = EmptyState("search", "", _("Take the filters away"), self.take_filters_away, "x")
        self._nothing = QStackedWidget()
        self._nothing.addWidget(self.empty())
        self._nothing.addWidget(self._unfit)
        self.table = DataTable(self.model, self.title, self._nothing, self.many)
        self.setFocusProxy(self.table)
        self.panel = StoryPanel(_("Choose a row to see its story."))
        self.panel.setFocusProxy(self.table)
        self.side = QStackedWidget()
        self.side.addWidget(self.panel)
        self.side.setFixedWidth(SIDE_WIDTH)
        self._counting = 0
        self._figures = label("", "muted", wrap=True)
        self._figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._heading, self._head = label(self.title, "title"), QHBoxLayout()
        self._chips = ChipRow(self._filter_menu())
        self._search = QLineEdit(clearButtonEnabled=True)
        self._typing = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._build()
        if self.exportable:
            self._offer_export()
        self._fresh = False

    # What a page of this shape says of itself.

    def columns(self) -> Sequence[Column]:
        """The columns of the list."""
        raise NotImplementedError

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of rows (see `PagedTableModel`)."""
        raise NotImplementedError

    def empty(self) -> EmptyState:
        """What the list says when nothing is there, with the first step."""
        raise NotImplementedError

    def nothing_fits(self) -> str:
        """What it says when the filters let no row through."""
        return _("Nothing fits these filters.")

    def figures(self) -> str:
        """The figures beside the title."""
        raise NotImplementedError

    def story(self, row: Any) -> Story:
        """What is told of the chosen row."""
        raise NotImplementedError

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """The filters to choose from: (key, name, [(words, value)])."""
        return ()

    def row_actions(self) -> Sequence[QAction]:
        """What can be done with the chosen row, the usual next step first."""
        return ()

    # What all of them do.

    def refresh(self) -> None:
        """Fetch the rows that are shown again."""
        first, self._fresh = not self._fresh, True
        if first and self.model.columns[self.first_sort[0]].sort_key:
            self.table.sort_by(*self.first_sort)
        else:
            self.model.reload()
        self._count()
        self._tell(self.table.current_row())

    def _count(self) -> None:
        """Count in the background: among very many rows that takes longer than to show the first of them."""
        self._counting += 1
        number, registry = self._counting, self.desk.registry

        def work(_progress: Progress) -> tuple[int, str]:
            with registry.other_thread():
                return number, self.figures() if number == self._counting else ""

        self.desk.run(work, self._counted)

    def _counted(self, answer: tuple[int, str]) -> None:
        number, words = answer
        if number == self._counting:  # else a later filter holds, and its figures are on their way
            self._figures.setText(words)

    def add_button(self, action: QAction, icon_name: str, kind: str = "") -> None:
        """A button beside the title, for an action that is there."""
        if not action.isVisible():
            return
        made = button(action.text(), action.trigger, icon_name, kind)
        key = action.shortcut().toString()
        made.setToolTip(f"{action.text()} ({key})" if key else action.text())
        self._head.addWidget(made)

    def set_filter(self, key: str, value: object) -> None:
        """Let only rows through that fit; None lets all through again."""
        if value is None or value == "":
            self.filters.pop(key, None)
        else:
            self.filters[key] = value
        if key == "text" and self._search.text().strip() != str(value or ""):
            self._search.setText(str(value or ""))  # what narrows the list is always to be seen
            self._typing.stop()
        self._filter()

    def take_filters_away(self) -> None:
        """Let all rows through again."""
        for key in list(self.filters):
            self.set_filter(key, None)

    def replace_filters(self, filters: Mapping[str, Any]) -> None:
        """Let these filters hold and no others."""
        self.filters = {key: value for key, value in filters.items() if value not in (None, "")}
        self._search.setText(str(filters.get("text", "")))
        self._typing.stop()
        self._filter()

    def _filter(self) -> None:
        self._nothing.setCurrentIndex(1 if self.filters else 0)
        self._unfit.say(self.nothing_fits())
        self.model.set_filters(self.filters)
        self._chips.set_chips([(key, self._words(key)) for key in self.filters if key != "text"])
        self._count()
        self._tell(self.table.current_row())

    def show_side(self, widget: QWidget) -> None:
        """Put a form in the place of the story, until `show_story_again`."""
        if self.side.indexOf(widget) < 0:
            self.side.addWidget(widget)
        self.side.setCurrentWidget(widget)
        self.side.show()

    def show_story_again(self) -> None:
        """Close the form beside the list."""
        self.side.setCurrentWidget(self.panel)
        self._make_room()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the list goes before the story; a form stays in sight."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.side.setVisible(self.width() >= _ROOM_FOR_BOTH or self.side.currentWidget() is not self.panel)

    def _build(self) -> None:
        self._head.setSpacing(8)
        self._head.addWidget(self._heading)
        self._head.addSpacing(8)
        self._head.addWidget(self._figures, 1)
        self._search.setPlaceholderText(_("Narrow the list…"))
        self._search.setAccessibleName(_("Narrow the list"))
        self._search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setFixedWidth(240)
        if not self.searchable:
            self._search.hide()  # never shown before it stands in the page, or it flashes as a window
        self._search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(lambda: self.set_filter("text", self._search.text().strip()))
        self._chips.removed.connect(lambda key: self.set_filter(key, None))
        bar = QHBoxLayout()
        bar.addWidget(self._chips, 1)
        bar.addWidget(self._search)
        bar.addWidget(self._column_button())
        body = QHBoxLayout()
        body.setSpacing(MARGIN)
        body.addWidget(self.table, 1)
        body.addWidget(self.side)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        if (beside := self.tab_row()) is not None:
            lines.addWidget(beside)
        lines.addLayout(self._head)
        lines.addLayout(bar)
        lines.addLayout(body, 1)
        self.table.row_chosen.connect(self._tell)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer_row_actions)

    def _tell(self, row: object) -> None:
        self.panel.show_story(self.story(row) if row is not None else None)
        for action in self.row_actions():
            action.setEnabled(row is not None)

    def _filter_menu(self) -> QMenu | None:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill_filter_menu(menu))
        return menu

    def _column_button(self) -> QToolButton:
        made = icon_button("columns-3", _("Columns"))
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: self._fill_column_menu(menu))
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made

    def _fill_column_menu(self, menu: QMenu) -> None:
        menu.clear()
        wanted = self.table.wanted_columns()
        for number, column in enumerate(self.model.columns):
            choice = menu.addAction(column.title)
            choice.setCheckable(True)
            choice.setChecked(number in wanted)
            choice.setEnabled(wanted != [number])
            choice.toggled.connect(partial(self._want_column, number))

    def _want_column(self, number: int, wanted: bool) -> None:
        others = set(self.table.wanted_columns()) - {number}
        self.table.want_columns(others | {number} if wanted else others)

    def _offer_row_actions(self, place: QPoint) -> None:
        """What can be done with the row under the pointer, also where the story has no room."""
        actions = [action for action in self.row_actions() if action.isVisible()]
        if self.table.current_row() is None or not actions:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(actions)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _offer_export(self) -> None:
        look, sign = self.export_right, "file-output"
        self._export = self.action(_("Export the list"), sign, "Ctrl+E", self._export_list, right=look)
        self.add_button(self._export, sign)
        if any(column.private for column in self.model.columns):
            self._export_public = self.action(
                _("Export for the public"), sign, "", lambda: self._export_list(Numbers.NONE), right=look
            )
        if any(column.in_full for column in self.model.columns):
            self._export_full = self.action(
                _("Export with full numbers"), sign, "", lambda: self._export_list(Numbers.FULL)
            )

    def _export_list(self, numbers: Numbers = Numbers.MASKED) -> None:
        """All rows as they are filtered and sorted, in the columns that are chosen."""
        from firereg.ui.pages.list_export import export

        shown = [self.model.columns[number] for number in self.table.wanted_columns()]
        today = self.desk.registry.today()
        file_name = f"{self.name or 'list'}-{today:%Y%m%d}.xlsx"
        right = self.export_right
        export(self.desk, self.model, shown, self.title, file_name, numbers=numbers, right=right)

    def _fill_filter_menu(self, menu: QMenu) -> None:
        menu.clear()
        for key, name, values in self.choices():
            part = menu.addMenu(name)
            for words, value in values:
                part.addAction(words, partial(self.set_filter, key, value))

    def _words(self, key: str) -> str:
        for its_key, _name, values in self.choices():
            for words, value in values:
                if its_key == key and value == self.filters[key]:
                    return words
        return str(self.filters[key])
