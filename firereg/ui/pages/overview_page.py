"""The first page: where the ward stands today, each figure a way to the things it counts."""

from typing import Any

from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from firereg.domain.dates import format_date
from firereg.domain.equipment import State
from firereg.domain.poverty import Category
from firereg.domain.schedule import Clock
from firereg.i18n import _
from firereg.services import wards
from firereg.services.overview import Overview, overview
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.base import MARGIN, DeskPage, first_step
from firereg.ui.pages.unfinished import UnfinishedNotice
from firereg.ui.widgets.figures import BarList, Figure, MonthStrip, StatTile
from firereg.ui.widgets.parts import label
from firereg.ui.widgets.story import Event, Timeline

_GROUPS_SHOWN = 14


class OverviewPage(DeskPage):
    """Tổng quan."""

    name = "overview"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ward = label("", "muted")
        self.unfinished = UnfinishedNotice(desk)
        self.overdue = StatTile(_("Checks overdue"), "circle-alert")
        self.services_overdue = StatTile(_("Maintenance and service overdue"), "wrench")
        self.near_poor = StatTile(_("Near-poor households"), "users")
        self.stock = StatTile(_("Extinguishers with households"), "fire-extinguisher")
        self.bars = BarList(_("Extinguishers with something overdue, by group"), "danger")
        self.months = MonthStrip(_("Due in the next 12 months"))
        self.recent = Timeline()
        self.first_step = first_step(
            desk,
            "house",
            _(
                "Nothing is in the registry yet. Enter households, receive extinguishers, then hand them over."
            ),
            _("To the households"),
            lambda: desk.go("households"),
        )
        self._body = QStackedWidget()
        self._connect()
        self._build()

    def refresh(self) -> None:
        """Count again, in the background: a large register takes its time."""
        today = self.desk.registry.today()
        self.unfinished.look()
        self._ward.setText(f"{wards.ward_on(today).name} · {format_date(today)}")

        def work(_progress: Progress) -> Overview:
            with self.desk.registry.other_thread():
                return overview(self.desk.registry)

        self.desk.run(work, self._show)

    def _show(self, shown: Overview) -> None:
        self._show_tiles(shown)
        begun = shown.households or shown.extinguishers
        self._body.setCurrentIndex(0 if begun else 1)
        among = wards.groups()
        names = {group.id: wards.group_name(group, among) for group in among}
        late = shown.overdue_by_group[:_GROUPS_SHOWN]
        self.bars.show_figures([Figure(names[group_id], n, group_id) for group_id, n in late])
        self.months.show_figures([Figure(f"{m:%m}", n, m) for m, n in shown.due_by_month])
        self.recent.show_events(
            [
                Event(format_date(row.day), f"{row.head_name} · {row.items}", row.code, "handshake")
                for row in shown.recent
            ]
        )

    def _show_tiles(self, shown: Overview) -> None:
        checks = shown.overdue.get(Clock.OWNER_CHECK, 0)
        services = sum(shown.overdue.values()) - checks
        self.overdue.show_figure(checks, _("owner's checks late"), "danger" if checks else "text")
        self.services_overdue.show_figure(
            services, _("by the firm, or to be discarded"), "danger" if services else "text"
        )
        self.near_poor.show_figure(
            shown.near_poor, _("{n} without an extinguisher").format(n=shown.near_poor_without_extinguisher)
        )
        self.stock.show_figure(
            shown.extinguishers.get(State.WITH_HOUSEHOLD, 0),
            _("{n} in stock").format(n=shown.extinguishers.get(State.IN_STOCK, 0)),
        )

    def _connect(self) -> None:
        go = self.desk.go
        self.overdue.clicked.connect(lambda: go("inspections", {"clock": Clock.OWNER_CHECK}))
        self.services_overdue.clicked.connect(lambda: go("inspections", {"by_firm": True}))
        self.near_poor.clicked.connect(lambda: go("households", {"category": Category.NEAR_POOR}))
        self.stock.clicked.connect(lambda: go("extinguishers", {"state": State.WITH_HOUSEHOLD}))
        self.bars.chosen.connect(self._go_group)

    def _go_group(self, group_id: Any) -> None:
        self.desk.go("inspections", {"group_id": group_id})

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(_("Overview"), "title"))
        head.addStretch(1)
        head.addWidget(self._ward)
        tiles = QHBoxLayout()
        tiles.setSpacing(MARGIN)
        for tile in (self.overdue, self.services_overdue, self.near_poor, self.stock):
            tiles.addWidget(tile)
        figures = QWidget()
        cards = QGridLayout(figures)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(MARGIN)
        cards.addWidget(_card(_("Extinguishers with something overdue, by group"), self.bars), 0, 0, 2, 1)
        cards.addWidget(_card(_("Due in the next 12 months"), self.months), 0, 1)
        cards.addWidget(_card(_("Last handovers"), self.recent), 1, 1)
        cards.setColumnStretch(0, 1)
        cards.setColumnStretch(1, 1)
        cards.setRowStretch(1, 1)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 12)
        lines.setSpacing(12)
        lines.addLayout(head)
        lines.addWidget(self.unfinished)
        lines.addLayout(tiles)
        self._body.addWidget(figures)
        self._body.addWidget(self.first_step)
        lines.addWidget(self._body, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _card(title: str, content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    lines = QVBoxLayout(card)
    lines.setContentsMargins(MARGIN, 12, MARGIN, 12)
    lines.addWidget(label(title, "strong"))
    lines.addWidget(content)
    lines.addStretch(1)
    return card
