"""Whoever stands at the giving desk: why they are on the list, what they get, and who takes it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from firereg.domain.dates import format_date
from firereg.domain.household import HouseholdState
from firereg.domain.labels import household_state_label, share_label
from firereg.domain.support import Form, Outcome
from firereg.i18n import _
from firereg.services.equipment import ExtinguisherRow
from firereg.services.round_desk import Share
from firereg.ui.pages.handovers.receipt_forms import in_stock
from firereg.ui.pages.support.desk_parts import ReceiverFields
from firereg.ui.pages.support.support_words import ITEM_ICONS, item_words
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.fields import FieldRow
from firereg.ui.widgets.parts import IconLabel, InlineMessage, label
from firereg.ui.widgets.suggestions import Suggestion


class ShareCard(QFrame):
    """The share of one household. `entered` tells Enter in its last field, `scanned` a serial, with what is wrong."""

    entered = Signal()
    scanned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.share: Share | None = None
        self.outcome: Outcome | None = None
        self._extinguishers: list[ExtinguisherRow] = []
        self._name, self._where = label("", "title", wrap=True), label("", "muted", wrap=True)
        self._why, self._doubt = label("", wrap=True), InlineMessage()
        self._items = QVBoxLayout()
        self._items.setSpacing(4)
        self.serial = CompletionEdit(in_stock, _("Scan or type a serial number"), "scan-barcode", True)
        self.receiver, self.reason = ReceiverFields(), QLineEdit()
        self._serial_row = FieldRow(_("Extinguisher"), self.serial)
        self._receiver_row = FieldRow(_("Receives for the head"), self.receiver)
        self._reason_row = FieldRow(_("Reason"), self.reason)
        self._lay_out()
        self.serial.picked.connect(self._put)
        self.serial.returnPressed.connect(self.entered)
        self.receiver.finished.connect(self.entered)
        self.reason.returnPressed.connect(self.entered)

    @property
    def missing(self) -> int:
        """How many extinguishers are still to be scanned."""
        return self.share.extinguishers - len(self._extinguishers) if self.share else 0

    @property
    def receiver_wanted(self) -> bool:
        """Whether somebody else than the head receives."""
        return not self._receiver_row.isHidden()

    @property
    def asks_reason(self) -> bool:
        """Whether a reason is asked for."""
        return not self._reason_row.isHidden()

    def serials(self) -> tuple[str, ...]:
        """The extinguishers that were scanned."""
        return tuple(row.serial for row in self._extinguishers)

    @property
    def extinguishers(self) -> tuple[ExtinguisherRow, ...]:
        """Those that were scanned."""
        return tuple(self._extinguishers)

    def show_share(self, share: Share | None, scanned: Sequence[ExtinguisherRow] = ()) -> None:
        """Show this household, and what was scanned for it before; None shows that nobody is here."""
        self.share, self._extinguishers = share, list(scanned)
        self.drop_extras()
        self.serial.pick(None)
        self._doubt.clear()
        self._where.setVisible(share is not None)
        self._why.setVisible(share is not None)
        if share is None:
            self._name.setText(_("Who is next?"))
        else:
            household = share.household
            self._name.setText(household.head_name)
            self._where.setText(
                " · ".join(filter(None, (household.address, household.group_name, household.code)))
            )
            self._why.setText(_why(share))
            self.receiver.begin(household.id)
            if doubt := _doubt(share):
                self._doubt.say("warning", doubt)
        self._show_items()

    def open_receiver(self) -> None:
        """Somebody else than the head receives."""
        self._receiver_row.show()

    def open_outcome(self, outcome: Outcome) -> None:
        """Nothing is given: why?"""
        self.outcome = outcome
        self._reason_row.set_hint(
            _("{outcome}: Enter keeps it, Esc leaves it.").format(outcome=share_label(outcome))
        )
        self._ask()

    def ask_reason(self) -> None:
        """It is given all the same: why?"""
        if not self.asks_reason:
            self._reason_row.set_hint(_("Enter gives it all the same; the reason is kept in the journal."))
        self._ask()

    def drop_extras(self) -> None:
        """The head receives, and nothing else is said."""
        self.outcome = None
        self.reason.clear()
        self.receiver.clear()
        self._reason_row.hide()
        self._receiver_row.hide()

    def go_to(self, field: str) -> None:
        """The focus to what a problem is about."""
        fields: dict[str, QWidget] = {
            "items": self.serial,
            "receiver_name": self.receiver.name,
            "receiver_relation": self.receiver.relation,
            "receiver_id_number": self.receiver.id_number,
            "despite": self.reason,
        }
        if (at := fields.get(field)) is not None:
            at.setFocus()

    def _ask(self) -> None:
        self._reason_row.show()
        self.reason.setFocus()

    def _put(self, suggestion: Suggestion | None) -> None:
        if suggestion is None:
            return
        row: ExtinguisherRow = suggestion.payload
        problem = ""
        if any(row.id == one.id for one in self._extinguishers):
            problem = _("Extinguisher {serial} stands on the receipt already.").format(serial=row.serial)
        else:
            if not self.missing:  # the last one makes way: somebody changed their mind
                self._extinguishers.pop()
            self._extinguishers.append(row)
        self._show_items()
        self.scanned.emit(problem)

    def _show_items(self) -> None:
        while (place := self._items.takeAt(0)) is not None:
            if (old := place.widget()) is not None:
                old.hide()
                old.deleteLater()
        scanned = iter(self._extinguishers)
        for item in self.share.items if self.share else ():
            if item.form is not Form.EXTINGUISHER:
                self._add_line(ITEM_ICONS[item.form], item_words(item), "success")
                continue
            for _number in range(item.quantity):
                row = next(scanned, None)
                words = f"{item.name}: {row.kind_code} · {row.serial}" if row else item_words(item)
                self._add_line(ITEM_ICONS[item.form], words, "success" if row else "muted")
        self._serial_row.setVisible(bool(self.share and self.share.extinguishers))

    def _add_line(self, icon_name: str, words: str, role: str) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(icon_name, role))
        row.addWidget(label(words, "" if role == "success" else "muted", wrap=True), 1)
        self._items.addWidget(line)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(8)
        for widget in (self._name, self._where, self._why, self._doubt):
            lines.addWidget(widget)
        lines.addLayout(self._items)
        for row in (self._serial_row, self._receiver_row, self._reason_row):
            lines.addWidget(row)
        lines.addStretch(1)


def _why(share: Share) -> str:
    place = share.place
    return (place.reason or place.why) if place is not None and not place.taken_out else _("Not on the list.")


def _doubt(share: Share) -> str:
    """What a clerk should see before giving."""
    place, told = share.place, []
    if share.household.state is not HouseholdState.LIVING:
        told.append(f"{household_state_label(share.household.state)}.")
    if place is not None and place.taken_out:
        told.append(_("Taken out of the list: {why}").format(why=place.why))
    if place is not None and place.receipt:
        day = format_date(place.outcome_on) if place.outcome_on else ""
        told.append(_("Got its share on {day} (receipt {code}).").format(day=day, code=place.receipt))
    elif place is not None and place.outcome:
        told.append(f"{share_label(place.outcome)}: {place.outcome_note}")
    return "\n".join(told)
