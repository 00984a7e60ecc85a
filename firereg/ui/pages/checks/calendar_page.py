"""What falls due in the months to come, and how much was overdue in those behind."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from firereg.domain.labels import clock_label
from firereg.domain.money import format_dong
from firereg.domain.schedule import Clock
from firereg.i18n import _
from firereg.services import due_calendar, unknown_clocks
from firereg.services.due_calendar import Due
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.pages.checks.check_tabs import check_tabs
from firereg.ui.widgets.figures import Figure, MonthStrip
from firereg.ui.widgets.parts import label
from firereg.ui.widgets.story import LinkLabel


class CalendarPage(DeskPage):
    """Lịch."""

    name = "calendar"
    stands_under = "inspections"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ahead = MonthStrip(_("Due in the next 12 months"))
        self.behind = MonthStrip(_("Overdue at the end of each month"), "danger")
        self._table = QGridLayout()
        self._note = label("", "muted", wrap=True)
        self.unknown = LinkLabel("")
        self.unknown.opened.connect(lambda: desk.go("extinguishers", {"made_unknown": True}))
        self._build()
        self.setFocusProxy(self.ahead)

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """What else there is to check."""
        return check_tabs()

    def refresh(self) -> None:
        """The months to come at once; those behind are worked out from the records in the background."""
        registry = self.desk.registry
        today = registry.today()
        self._show_ahead(due_calendar.months_ahead(today))
        unknown = unknown_clocks.unknown_totals().extinguishers
        words = _("{n} extinguishers are not in this table: it is not known when they were made.")
        self.unknown.setText(words.format(n=format_dong(unknown)))
        self.unknown.setVisible(unknown > 0)
        self._note.setText(_("Working it out from the records…"))

        def work(_progress: Progress) -> list[Due]:
            with registry.other_thread():
                return due_calendar.overdue_at_month_ends(today)

        self.desk.run(work, self._show_behind)

    def _show_ahead(self, months: Sequence[Due]) -> None:
        self.ahead.show_figures([Figure(f"{one.day:%m/%y}", one.clocks, one.day) for one in months])
        while (item := self._table.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        right = Qt.AlignmentFlag.AlignRight
        for column, month in enumerate(months, start=1):
            self._table.addWidget(label(f"{month.day:%m/%y}", "muted"), 0, column, right)
        for row, clock in enumerate(Clock, start=1):
            self._table.addWidget(label(clock_label(clock)), row, 0)
            for column, month in enumerate(months, start=1):
                count = month.by_clock.get(clock, 0)
                words = format_dong(count) if count else "–"
                self._table.addWidget(label(words, "" if count else "muted"), row, column, right)

    def _show_behind(self, months: Sequence[Due]) -> None:
        self.behind.show_figures([Figure(f"{one.day:%m/%y}", one.clocks, one.day) for one in months])
        self._note.setText(_("At the end of each month, the last one today; by the intervals of now."))

    def _build(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 12)
        lines.setSpacing(12)
        tabs = self.tab_row()
        assert tabs is not None
        lines.addWidget(tabs)
        lines.addWidget(label(_("Calendar"), "title"))
        table = QWidget()
        table.setLayout(self._table)
        self._table.setContentsMargins(0, 8, 0, 0)
        self._table.setHorizontalSpacing(16)
        self._table.setVerticalSpacing(8)
        self._table.setColumnStretch(0, 1)
        lines.addWidget(_card(_("Due in the next 12 months"), self.ahead, table, self.unknown))
        lines.addWidget(_card(_("Overdue over time"), self.behind, self._note))
        lines.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setWidget(inner)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _card(title: str, *content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    lines = QVBoxLayout(card)
    lines.setContentsMargins(MARGIN, 12, MARGIN, 12)
    lines.addWidget(label(title, "strong"))
    for widget in content:
        lines.addWidget(widget)
    return card
