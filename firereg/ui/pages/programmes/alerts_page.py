"""What people reported to the ward: open until it is said what came of it, the open ones on top."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from firereg.domain.alerts import AlertKind, AlertStatus
from firereg.domain.dates import format_date
from firereg.domain.labels import alert_kind_label, alert_status_label
from firereg.domain.money import format_dong
from firereg.i18n import _
from firereg.services import alerts, programmes, zalo_groups
from firereg.services.alerts import AlertFilter, AlertRow
from firereg.services.unfinished import Unfinished
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, first_step, page_of
from firereg.ui.pages.programmes.alert_forms import AlertForm, CloseAlertForm
from firereg.ui.pages.programmes.programme_tabs import programme_tabs
from firereg.ui.pages.side_form import undoably
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story

KIND_ICONS = {AlertKind.FIRE: "flame", AlertKind.CRIME: "eye", AlertKind.OTHER: "info"}
_SHAPES = {
    AlertStatus.LATE: ("circle-alert", "danger"),
    AlertStatus.OPEN: ("triangle-alert", "warning"),
    AlertStatus.CLOSED: ("circle-check", "muted"),
}
_YEARS = 5


class AlertsPage(ListPage):
    """Tin báo."""

    name = "alerts"
    stands_under = "programmes"
    first_sort = (4, Qt.SortOrder.DescendingOrder)

    def __init__(self, desk: Desk) -> None:
        self.title = _("Reports received")
        super().__init__(desk)
        self._close = self.action(_("Close the report"), "check", "F8", self._open_close)
        self._change = self.action(_("Put right"), "pencil", "F2", self._open_change)
        self._reopen = self.action(_("Open it again"), "undo-2", "", self._open_again)
        self._new = self.action(_("New report"), "plus", "Ctrl+Shift+N", self._open_new)
        self.add_button(self._new, "plus")
        self.panel.set_actions([self._close, self._change])
        self.table.row_activated.connect(lambda _row: self._close.trigger())

    @cached_property
    def form(self) -> AlertForm:
        """Made when it is first asked for."""
        return self._with_ways_back(AlertForm(self.desk))

    @cached_property
    def close_form(self) -> CloseAlertForm:
        """Made when it is first asked for."""
        return self._with_ways_back(CloseAlertForm(self.desk))

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The other pages of programmes."""
        return programme_tabs()

    def columns(self) -> Sequence[Column]:
        """When, of what kind, what and where, and how far it is."""
        return (
            Column(_("When"), lambda r: f"{r.at:%d/%m/%Y %H:%M}", align="right", width=136, sort_key="at"),
            Column(
                _("Kind of report"),
                lambda r: alert_kind_label(r.kind),
                width=168,
                icon=lambda r: KIND_ICONS[r.kind],
                spare=True,
            ),
            Column(_("What was reported"), lambda r: r.what, stretch=True, tip=lambda r: r.what),
            Column(_("Place"), lambda r: r.place, width=160, tip=lambda r: r.place, spare=True),
            Column(
                _("State"),
                self._state,
                width=128,
                sort_key="state",
                icon=lambda r: self._shape(r)[0],
                role=lambda r: self._shape(r)[1],
            ),
            Column(_("Dealt with by"), lambda r: r.handled_by, width=144, spare=True),
            Column(
                _("Closed"), lambda r: r.closed_on or "", align="right", width=96, spare=True, shown=False
            ),
            Column(_("Result"), lambda r: r.result, width=200, spare=True, shown=False),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of reports."""
        sort = sort or "state"
        which = AlertFilter(**filters)
        rows = alerts.alert_page(self._today(), which, sort=sort, descending=descending, after=after)
        return page_of(rows, lambda row: alerts.alert_key(row, sort, self._today()))

    def empty(self) -> EmptyState:
        """The first step is a report."""
        return first_step(
            self.desk,
            "bell",
            _("No report yet. What people tell of fire or crime is kept until it is said what came of it."),
            _("New report"),
            self._open_new,
        )

    def figures(self) -> str:
        """How many are open, and how many of them for long."""
        counts = alerts.counts(self._today())
        words = [_("{n} in hand").format(n=format_dong(counts[AlertStatus.OPEN]))]
        if counts[AlertStatus.LATE]:
            words.append(_("{n} of them for long").format(n=format_dong(counts[AlertStatus.LATE])))
        return " · ".join([*words, _("{n} dealt with").format(n=format_dong(counts[AlertStatus.CLOSED]))])

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """How far, of what kind, of which programme and group, of which year."""
        year = self._today().year
        return (
            ("status", _("State"), [(alert_status_label(one), one) for one in AlertStatus]),
            ("kind", _("Kind of report"), [(alert_kind_label(one), one) for one in AlertKind]),
            ("year", _("Year"), [(str(one), one) for one in range(year, year - _YEARS, -1)]),
            ("programme_id", _("Programme"), [(name, one) for one, name in programmes.names()]),
            ("zalo_id", _("Zalo group"), [(name, one) for one, name in zalo_groups.names()]),
        )

    def row_actions(self) -> Sequence[QAction]:
        """To close one is what it is there for."""
        return (self._close, self._change, self._reopen) if hasattr(self, "_new") else ()

    def story(self, row: AlertRow) -> Story:
        """What was reported, who dealt with it, and what came of it."""
        facts = [
            (_("Place"), row.place or "–"),
            (_("Came in by"), row.zalo_name or "–"),
            (_("Programme"), row.programme_name or "–"),
            (_("Dealt with by"), row.handled_by or "–"),
        ]
        if row.closed_on is not None:
            facts += [(_("Closed"), format_date(row.closed_on)), (_("Result"), row.result)]
        badges = [(alert_kind_label(row.kind), ""), (self._state(row), self._shape(row)[1])]
        return Story(row.what, f"{row.at:%d/%m/%Y %H:%M}", badges, facts)

    def show_target(self, target: Any) -> None:
        """ "new", one half typed, filters that hold, or the id of a report to choose."""
        if isinstance(target, Unfinished):
            self._open_new()
            self.form.unfinished.go_on(target)
        elif target == "new":
            self._open_new()
        elif isinstance(target, dict):
            self.replace_filters(target)
        else:
            self.table.choose(target)

    def _tell(self, row: Any) -> None:
        if row is not None and self.row_actions():
            self.panel.set_actions([self._reopen if row.closed_on else self._close, self._change])
        super()._tell(row)
        if row is not None and self.row_actions():
            self._close.setEnabled(row.closed_on is None)
            self._reopen.setEnabled(row.closed_on is not None)

    def _with_ways_back(self, form: Any) -> Any:
        form.saved.connect(self._saved)
        form.closed.connect(self.show_story_again)
        return form

    def _open_new(self) -> None:
        self.show_side(self.form)
        self.form.open_new()

    def _open_change(self) -> None:
        if (row := self.table.current_row()) is not None:
            self.show_side(self.form)
            self.form.open(row)

    def _open_close(self) -> None:
        row = self.table.current_row()
        if row is not None and row.closed_on is None:
            self.show_side(self.close_form)
            self.close_form.begin(row)

    def _open_again(self) -> None:
        if (row := self.table.current_row()) is not None:
            _nothing, undo = undoably(self.desk, lambda: alerts.reopen(self.desk.registry, row.id))
            words = _("The report of {day} is open again.").format(day=format_date(row.at.date()))
            self.desk.wrote(words, undo)

    def _saved(self, alert_id: int) -> None:
        self.show_story_again()
        self.table.choose(alert_id)

    def _today(self) -> Any:
        return self.desk.registry.today()

    def _state(self, row: AlertRow) -> str:
        return alert_status_label(row.status(self._today()))

    def _shape(self, row: AlertRow) -> tuple[str, str]:
        return _SHAPES[row.status(self._today())]
