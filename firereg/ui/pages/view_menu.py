"""The saved views of a list: filters, columns and order under a name, in the filter menu."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from firereg.i18n import _
from firereg.services import views
from firereg.services.views import View
from firereg.ui.icons import icon
from firereg.ui.pages.ask_line import AskLine
from firereg.ui.pages.base import ListPage

F = TypeVar("F")


class ViewMenu:
    """Saves what a page shows and brings it back; `kind` is the filter of its list.

    `which` makes such a filter of the page's filters, `filters_of` the page's filters of such a filter.
    """

    def __init__(
        self,
        page: ListPage,
        kind: type[F],
        which: Callable[[Mapping[str, Any]], F],
        filters_of: Callable[[F], dict[str, Any]],
    ) -> None:
        self._page, self._kind, self._which, self._filters_of = page, kind, which, filters_of

    def add_to(self, menu: QMenu) -> None:
        """The saved views, and what saves and deletes one."""
        kept = views.views_of(self._page.name)
        menu.addSeparator()
        for view in kept:
            menu.addAction(icon("list"), view.name, partial(self.show, view))
        menu.addAction(icon("save"), _("Save this view…"), self.ask_name)
        own = [view for view in kept if views.may_forget(self._page.desk.registry, view)]
        if own:
            forget = menu.addMenu(icon("trash-2"), _("Delete a saved view"))
            for view in own:
                forget.addAction(view.name, partial(self._delete, view))

    def ask_name(self) -> None:
        """Ask beside the list what to call what is shown."""
        question = AskLine(
            _("Save this view"),
            _("Filters, columns and order are kept under this name, in the filter menu."),
            _("Save"),
            self._save,
        )
        question.closed.connect(self._page.show_story_again)
        question.closed.connect(question.deleteLater)
        self._page.show_side(question)
        question.begin()

    def show(self, view: View) -> None:
        """Show the list as it was when the view was saved."""
        page, columns = self._page, self._page.model.columns
        known = [number for number, column in enumerate(columns) if column.name in view.columns]
        if known:
            page.table.want_columns(known)
        page.replace_filters(self._filters_of(views.applied(view, self._kind)))
        sorted_by = [number for number, column in enumerate(columns) if column.sort_key == view.sort]
        if view.sort and sorted_by:
            orders = Qt.SortOrder
            page.table.sort_by(
                sorted_by[0], orders.DescendingOrder if view.descending else orders.AscendingOrder
            )

    def _save(self, name: str) -> None:
        page = self._page
        source = page.model.source()
        columns = tuple(page.model.columns[number].name for number in page.table.wanted_columns())
        filters = views.filters_of(self._which(page.filters))
        made = View(name, filters, columns, source.sort or "", source.descending)
        kept = views.save(page.desk.registry, page.name, made)
        page.desk.say(_("Saved view {name}.").format(name=kept.name))

    def _delete(self, view: View) -> None:
        page = self._page
        views.delete(page.desk.registry, page.name, view.name)
        page.desk.say(
            _("View {name} is deleted.").format(name=view.name),
            _("Undo"),
            lambda: page.desk.attempt(lambda: views.save(page.desk.registry, page.name, view)),
        )
