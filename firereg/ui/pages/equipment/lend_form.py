"""An extinguisher goes to the workshop and its household gets a spare meanwhile (TCVN 7435-2:2004 §4.1.4)."""

from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import equipment_swaps
from firereg.services.equipment import ExtinguisherRow
from firereg.ui.desk import Desk
from firereg.ui.pages.checks.inspection_form import Kept
from firereg.ui.pages.handovers.receipt_forms import in_stock
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.fields import DateEdit
from firereg.ui.widgets.parts import InlineMessage
from firereg.ui.widgets.suggestions import Suggestion


class LendForm(SideForm):
    """Which spare, and since when. `saved` tells what to say, and the way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Lend it"))
        self._own: ExtinguisherRow | None = None
        self.spare = CompletionEdit(in_stock, _("Scan or type a serial number"), "scan-barcode")
        self.day = DateEdit(desk.registry.today)
        self.doubts = InlineMessage()
        self.add("spare", _("Spare"), self.spare, _("Of the same kind and at least as large"))
        self.add("day", _("Day"), self.day)
        self.add_below(self.doubts)
        self.spare.picked.connect(self._chosen)

    def begin(self, own: ExtinguisherRow) -> None:
        """Ready to choose a spare for this one; the first that fits stands there."""
        self._own = own
        self.clear_problems()
        self.doubts.clear()
        self.set_head(_("To the workshop, with a spare"), f"{own.serial} · {own.kind_code}\n{own.head_name}")
        self.spare.pick(next(iter(self._fitting(own)), None))
        self.day.set(self.desk.registry.today())
        self.spare.setFocus()

    def keep(self) -> Kept:
        """Send its own one away and lend the spare."""
        assert self._own is not None
        own, chosen = self._own, self.spare.current()
        if chosen is None:
            raise BadInputError(_("Scan the spare that the household gets meanwhile."), "spare")
        day = self.day_of("day", _("Enter the day it went to the workshop."))
        _nothing, undo = undoably(
            self.desk,
            lambda: equipment_swaps.lend_spare(self.desk.registry, own.serial, chosen.payload.serial, day),
        )
        return _("{spare} is lent for {serial}, which is at the workshop.").format(
            spare=chosen.payload.serial, serial=own.serial
        ), undo

    def _fitting(self, own: ExtinguisherRow) -> list[Suggestion]:
        return [
            Suggestion(row.serial, f"{row.kind_code} · {row.kind_name}", row, "fire-extinguisher")
            for row in equipment_swaps.spares_for(own, 1)
        ]

    def _chosen(self, suggestion: Suggestion | None) -> None:
        self.doubts.clear()
        if suggestion is None or self._own is None:
            return
        today = self.desk.registry.today()
        doubts = equipment_swaps.spare_doubts(self._own, suggestion.payload, today)
        if doubts:
            self.doubts.say("warning", " ".join(doubts))
