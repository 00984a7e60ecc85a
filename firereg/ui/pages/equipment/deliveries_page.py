"""How extinguishers came: each delivery, where its extinguishers are by now, and the way back."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QAction

from firereg.domain.dates import format_date
from firereg.domain.money import format_dong
from firereg.domain.roles import Right
from firereg.domain.text import has_words
from firereg.i18n import _
from firereg.services import deliveries
from firereg.services.deliveries import DeliveryRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.equipment.stock_tabs import no_delivery, stock_tabs
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story


class DeliveriesPage(ListPage):
    """Các đợt nhập bình."""

    name = "deliveries"
    stands_under = "extinguishers"

    def __init__(self, desk: Desk) -> None:
        self.title = _("Deliveries")
        super().__init__(desk)
        self._show = self.action(
            _("Show its extinguishers"), "fire-extinguisher", "F8", self._go_there, right=Right.LOOK
        )
        self._take_back = self.action(_("Take this delivery back"), "undo-2", "", self._undo)
        self.panel.set_actions(self.row_actions())
        self.table.row_activated.connect(lambda _row: self._show.trigger())

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The extinguishers themselves, and their balance."""
        return stock_tabs()

    def columns(self) -> Sequence[Column]:
        """When, from whom, and where they are by now."""
        return (
            Column(_("Day"), lambda r: r.day, align="right", width=104),
            Column(_("Donor"), lambda r: r.donor, stretch=True, tip=lambda r: r.donor),
            Column(_("Paper"), lambda r: r.document, width=120, spare=True, tip=lambda r: r.document),
            Column(_("Taken in"), lambda r: r.received, align="right", width=88),
            Column(_("In stock"), lambda r: r.in_stock, align="right", width=96),
            Column(_("With households"), lambda r: r.with_households, align="right", width=96, spare=True),
            Column(_("Elsewhere"), lambda r: r.elsewhere, align="right", width=104, spare=True),
        )

    def fetch(self, _sort: str | None, _descending: bool, filters: Mapping[str, Any], _after: Any) -> Page:
        """All of them: a ward has few."""
        return Page(self._rows(filters))

    def _rows(self, filters: Mapping[str, Any]) -> list[DeliveryRow]:
        rows = deliveries.deliveries(filters.get("donor"))
        return [row for row in rows if has_words(filters.get("text", ""), row.donor, row.document, row.note)]

    def empty(self) -> EmptyState:
        """The first step is to receive some."""
        return no_delivery(self.desk)

    def figures(self) -> str:
        """How many came in all."""
        rows = self._rows(self.filters)
        return _("{n} extinguishers").format(n=format_dong(sum(row.received for row in rows)))

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By donor."""
        donors = sorted({row.donor for row in deliveries.deliveries() if row.donor})
        return (("donor", _("Donor"), [(donor, donor) for donor in donors]),)

    def row_actions(self) -> Sequence[QAction]:
        """Its extinguishers are what one looks for."""
        return (self._show, self._take_back) if hasattr(self, "_take_back") else ()

    def story(self, row: DeliveryRow) -> Story:
        """All that is known of it."""
        facts = [
            (_("Donor"), row.donor or "–"),
            (_("Paper"), row.document or "–"),
            (_("Taken in"), str(row.received)),
            (_("In stock"), str(row.in_stock)),
            (_("With households"), str(row.with_households)),
            (_("Elsewhere"), str(row.elsewhere)),
        ]
        if row.note:
            facts.append((_("Note"), row.note))
        return Story(_("The delivery of {day}").format(day=format_date(row.day)), row.donor, [], facts)

    def _go_there(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.desk.go("extinguishers", {"delivery_id": row.id})

    def _undo(self) -> None:
        row = self.table.current_row()
        if row is not None:
            deliveries.take_back(self.desk.registry, row.id)
            self.desk.wrote(_("The delivery of {day} was taken back.").format(day=format_date(row.day)))
