"""Where the extinguishers are, by kind and donor: what came must be somewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QAction

from firereg.domain.equipment import State
from firereg.domain.labels import state_label
from firereg.domain.money import format_dong
from firereg.domain.roles import Right
from firereg.domain.text import has_words
from firereg.i18n import _
from firereg.services import stock_balance
from firereg.services.stock_balance import BalanceRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.equipment.stock_tabs import no_delivery, stock_tabs
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story


@dataclass(frozen=True)
class _Line:
    """A row of the balance; `id` is its place."""

    id: int
    row: BalanceRow


class BalancePage(ListPage):
    """Cân đối kho."""

    name = "balance"
    stands_under = "extinguishers"

    def __init__(self, desk: Desk) -> None:
        self.title = _("Stock balance")
        super().__init__(desk)
        self._show = self.action(
            _("Show these extinguishers"), "fire-extinguisher", "F8", self._go_there, right=Right.LOOK
        )
        self.panel.set_actions(self.row_actions())
        self.table.row_activated.connect(lambda _row: self._show.trigger())

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The extinguishers themselves, and how they came."""
        return stock_tabs()

    def columns(self) -> Sequence[Column]:
        """What came, and how much of it is where."""
        return (
            Column(_("Kind"), lambda one: one.row.kind_code, width=88, tip=lambda one: one.row.kind_name),
            Column(_("Donor"), lambda one: one.row.donor or "–", stretch=True, tip=lambda one: one.row.donor),
            Column(_("Taken in"), lambda one: one.row.received, align="right", width=96),
            Column(state_label(State.IN_STOCK), _count_of(State.IN_STOCK), align="right", width=104),
            *(
                Column(state_label(state), _count_of(state), align="right", width=136, spare=True)
                for state in State
                if state is not State.IN_STOCK
            ),
        )

    def fetch(self, _sort: str | None, _descending: bool, filters: Mapping[str, Any], _after: Any) -> Page:
        """All of it: there are few kinds and donors."""
        return Page([_Line(at, row) for at, row in enumerate(self._rows(filters))])

    def _rows(self, filters: Mapping[str, Any]) -> list[BalanceRow]:
        return [
            row
            for row in stock_balance.balance(self.desk.registry)
            if filters.get("kind") in (None, row.kind_code)
            and has_words(filters.get("text", ""), row.kind_code, row.kind_name, row.donor)
        ]

    def empty(self) -> EmptyState:
        """The first step is to receive some."""
        return no_delivery(self.desk)

    def figures(self) -> str:
        """How many there are in all, and in stock."""
        rows = self._rows(self.filters)
        return _("{received} received, {stock} in stock").format(
            received=format_dong(sum(row.received for row in rows)),
            stock=format_dong(sum(row.in_stock for row in rows)),
        )

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By kind."""
        kinds = dict.fromkeys(row.kind_code for row in stock_balance.balance(self.desk.registry))
        return (("kind", _("Kind"), [(code, code) for code in kinds]),)

    def row_actions(self) -> Sequence[QAction]:
        """What stands behind a figure."""
        return (self._show,) if hasattr(self, "_show") else ()

    def story(self, line: _Line) -> Story:
        """Every figure of the row."""
        facts = [(_("Taken in"), str(line.row.received))]
        facts += [(state_label(state), str(line.row.states.get(state, 0))) for state in State]
        return Story(f"{line.row.kind_code} · {line.row.kind_name}", line.row.donor, [], facts)

    def _go_there(self) -> None:
        line = self.table.current_row()
        if line is not None:
            donor = {"donor": line.row.donor} if line.row.donor else {}
            self.desk.go("extinguishers", {"kind_code": line.row.kind_code} | donor)


def _count_of(state: State) -> Callable[[Any], int | str]:
    return lambda line: line.row.states.get(state, 0) or "–"
