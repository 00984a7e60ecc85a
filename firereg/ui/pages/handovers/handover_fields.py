"""What a handover is typed into: its fields in their order, what follows from a choice, and the draft they make."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from firereg.domain.identity import CardHolder
from firereg.domain.text import fold
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import handover_draft, households, wards
from firereg.services.equipment import ExtinguisherRow
from firereg.services.handover_draft import HandoverDraft
from firereg.services.households import HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.pages.handovers import handover_parts
from firereg.ui.pages.handovers.handover_items import HandoverItems
from firereg.ui.pages.handovers.handover_parts import (
    about_household,
    household_suggestion,
    line_edit,
    side_by_side,
)
from firereg.ui.pages.handovers.handover_round import HandoverRound
from firereg.ui.pages.handovers.receipt_forms import in_stock
from firereg.ui.pages.programmes.programme_choice import offer_programmes, programme_choice
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.fields import DateEdit, Form
from firereg.ui.widgets.parts import InlineMessage
from firereg.ui.widgets.suggestions import Suggestion

PROGRAMME_KEY = "F6"


class HandoverFields(Form):
    """The fields of one receipt; `clear` leaves what the next shares with it (round, programme, day, giver, place).

    `typed` tells that something else stands in them, `reason_given` that Enter was pressed on the reason to give
    it all the same.
    """

    typed = Signal()
    reason_given = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._registry = desk.registry
        self._proposed_giver = ""
        self._proposed_day: date | None = None
        self.about, self.items = InlineMessage(), HandoverItems()
        self.household = CompletionEdit(
            self.suggest_households, _("Name without accents, group, code…"), "house"
        )
        self.serial = CompletionEdit(in_stock, _("Scan or type a serial number"), "scan-barcode", True)
        self.in_person, self.instead = QRadioButton(_("The head")), QRadioButton(_("Somebody for them"))
        self.receiver, self.id_number = line_edit(), line_edit()
        self.relation = line_edit(_("wife, son, neighbour…"))
        self.round, self.programme = HandoverRound(self), programme_choice()
        self.programme.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # seldom chosen: Tab goes past it
        self.day, self.place = DateEdit(desk.registry.today), line_edit(_("Place"))
        self.giver, self.giver_title = line_edit(), line_edit(_("Office"))
        self.witness, self.witness_title = line_edit(), line_edit(_("Office"))
        self.number, self.despite = line_edit(_("If the records office has given one")), line_edit()
        self._add_rows()
        self._connect()

    def fill(self) -> None:
        """Fetch the rounds and programmes again and propose day and giver; what somebody chose stays."""
        self.round.fill()
        offer_programmes(self.programme, self.programme.currentData())
        self._fit_programme()
        self._follow_day()
        self._fill_giver()

    def clear(self) -> None:
        """Empty for the next household."""
        self.items.clear()
        self.household.pick(None)
        own = (self.receiver, self.relation, self.id_number, self.witness, self.number, self.despite)
        for field in (self.serial, *own):
            field.clear()
        self.in_person.setChecked(True)
        self.rows["despite"].hide()
        self.clear_errors()
        self._follow_day()

    def draft(self) -> HandoverDraft | None:
        """What is typed so far; None without a household."""
        household = self.chosen_household()
        if household is None:
            return None
        instead = self.instead.isChecked()
        return HandoverDraft(
            household_id=household.id,
            day=self.day.day() or self._registry.today(),
            serials=tuple(row.serial for row in self.items.extinguishers),
            gifts=tuple(self.items.gifts),
            round_id=self.round.box.currentData(),
            receiver_name=self.receiver.text() if instead else household.head_name,
            receiver_relation=self.relation.text() if instead else "",
            receiver_id_number=self.id_number.text(),
            giver_name=self.giver.text(),
            giver_title=self.giver_title.text(),
            witness_name=self.witness.text(),
            witness_title=self.witness_title.text(),
            place=self.place.text(),
            official_number=self.number.text(),
            despite=self.despite.text(),
            programme_id=self.programme.currentData() if self._asks_for_programme() else None,
        )

    def chosen_household(self) -> HouseholdRow | None:
        """The household that receives, as soon as one is chosen."""
        picked = self.household.current()
        return picked.payload if picked else None

    def lacks_receiver(self) -> bool:
        """Whether somebody receives for the head and nobody says who: the receipt would name the head."""
        return self.instead.isChecked() and not self.receiver.text().strip()

    def suggest_households(self, text: str) -> list[Suggestion]:
        """Households that match what is typed."""
        return [household_suggestion(row) for row in households.suggest(self._registry, text)]

    def put_on(self, row: ExtinguisherRow) -> None:
        """Put an extinguisher on the receipt, once."""
        if self.items.add_extinguisher(row):
            self.rows["serial"].set_error("")
        else:
            again = _("Extinguisher {serial} stands on the receipt already.")
            self.show_error("serial", again.format(serial=row.serial))

    def add_gift(self) -> None:
        """Put the gift of the round on the receipt."""
        gifts = self.round.gifts()
        if not gifts:
            self.show_error(
                "round", _("This round has no gift. Choose a round that has one, or make a new round.")
            )
        for gift in gifts:
            self.items.add_gift(gift)

    def take_card(self, holder: CardHolder) -> None:
        """The card of the receiver: it finds the household of a head, and names somebody who receives for one."""
        if self.chosen_household() is None:
            found = self.suggest_households(holder.number)
            if len(found) == 1:
                self.household.pick(found[0])
        household = self.chosen_household()
        if household is not None and fold(household.head_name) != fold(holder.name):
            self.instead.setChecked(True)
            self.receiver.setText(holder.name)
            self.relation.setFocus()
        self.id_number.setText(holder.number)
        self.typed.emit()

    def go_to_programme(self) -> None:
        """The focus to the programme, where it can be chosen."""
        if self._asks_for_programme():
            self.programme.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What follows from a choice

    def _household_picked(self) -> None:
        household = self.chosen_household()
        self.rows["household"].set_error("")
        if household is None:
            self.about.clear()
        else:
            self.about.say("info", about_household(household))
            handover_parts.show_own_number(self.id_number, household, self.instead.isChecked())
            group = next(g for g in wards.groups() if g.id == household.group_id)
            self.witness.setText(group.leader_name)
            self.witness_title.setText(f"Tổ trưởng tổ dân phố {group.number}")
        self.typed.emit()

    def _serial_picked(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            self.put_on(suggestion.payload)

    def _serial_unknown(self, text: str) -> None:
        """Not in stock: say where it is, or that it is nowhere."""
        try:
            handover_draft.in_stock(text)
        except UserError as problem:
            self.show_error("serial", str(problem))
            self.serial.selectAll()  # the next scan takes its place

    def _items_changed(self) -> None:
        """Tab comes to new lines where they stand, not after all else."""
        before: QWidget = self.serial
        for off in self.items.buttons():
            self.setTabOrder(before, off)
            before = off
        self.typed.emit()

    def _receiver_chosen(self) -> None:
        instead = self.instead.isChecked()
        self.rows["receiver_name"].setVisible(instead)
        handover_parts.show_own_number(self.id_number, self.chosen_household(), instead)
        if instead:  # once Qt is done: an arrow key gives the focus to the button it chose
            QTimer.singleShot(0, self, self.receiver.setFocus)
        self.typed.emit()

    def _round_chosen(self) -> None:
        chosen = self.round.round()
        self.rows["round"].set_error("")
        if chosen is not None:
            self.day.set(min(chosen.day, self._registry.today()))
            self.place.setText(chosen.place)
        self._fit_programme()
        self._fill_giver()
        self.typed.emit()

    def _asks_for_programme(self) -> bool:
        """Not where the round says it already, nor where there is no programme."""
        chosen = self.round.round()
        return self.programme.count() > 1 and (chosen is None or chosen.programme_id is None)

    def _fit_programme(self) -> None:
        self.rows["programme"].setVisible(self._asks_for_programme())

    def _follow_day(self) -> None:
        """Today, unless somebody chose another day; the window may stay open overnight."""
        if self.day.day() in (None, self._proposed_day):
            self._proposed_day = self._registry.today()
            self.day.set(self._proposed_day)

    def _fill_giver(self) -> None:
        """The signer of the ward on that day, unless somebody typed another name."""
        ward = wards.ward_on(self.day.day() or self._registry.today())
        if self.giver.text() in ("", self._proposed_giver):
            self._proposed_giver = ward.giver_name or self._registry.full_name
            self.giver.setText(self._proposed_giver)
            self.giver_title.setText(ward.giver_title)
            for field in (self.giver, self.giver_title):
                field.setCursorPosition(0)  # a long one is read from its beginning

    def _show_reason(self, text: str) -> None:  # also where it is put back into the form
        self.rows["despite"].setVisible(bool(text) or self.despite.hasFocus())

    # Building

    def _add_rows(self) -> None:
        self.add("household", _("Receiving household"), self.household)
        self.add_widget(self.about)
        self.add("serial", _("Handed over"), self.serial)
        self.add_widget(self.items)
        self.add("despite", _("Why all the same"), self.despite, _("Enter saves it with this reason."))
        self.rows["despite"].hide()
        self.add("receiver", _("Receiver"), handover_parts.either(self.in_person, self.instead))
        self.add("receiver_name", _("Name, relation"), side_by_side(self.receiver, self.relation))
        self.add("receiver_id_number", _("ID number"), self.id_number)
        self.add("round", _("Round"), self.round.box)
        self.add("programme", _("Programme ({key})").format(key=PROGRAMME_KEY), self.programme)
        self.add("day", _("Day, place"), side_by_side(self.day, self.place))
        self.add("giver_name", _("Giver"), side_by_side(self.giver, self.giver_title))
        self.add("witness_name", _("Witness"), side_by_side(self.witness, self.witness_title))
        self.add("official_number", _("Office number"), self.number)

    def _connect(self) -> None:
        self.household.picked.connect(self._household_picked)
        self.serial.picked.connect(self._serial_picked)
        self.serial.not_found.connect(self._serial_unknown)
        self.items.changed.connect(self._items_changed)
        self.instead.toggled.connect(self._receiver_chosen)
        self.round.changed.connect(self._round_chosen)
        self.day.changed.connect(self.typed)
        self.despite.returnPressed.connect(self.reason_given)
        self.despite.textChanged.connect(self._show_reason)
        for field in self.findChildren(QLineEdit):
            field.textEdited.connect(self.typed)
        self._receiver_chosen()
