"""The handover: who receives what, by keyboard alone, with the paper beside it as it will print."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from firereg.domain.identity import CardHolder
from firereg.domain.text import fold
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import handover_draft, households, printable, receipts, wards
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
from firereg.ui.pages.handovers.handover_unfinished import HandoverKeeper
from firereg.ui.pages.handovers.receipt_forms import in_stock
from firereg.ui.pages.households.card_reader import CardReader
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.fields import DateEdit, Form
from firereg.ui.widgets.parts import InlineMessage, button, label, scrolled
from firereg.ui.widgets.suggestions import Suggestion

_PREVIEW_DELAY = 250  # milliseconds after the last key


class HandoverForm(QWidget):
    """Enter one handover after the other; what the next shares with the last (round, day, giver, place) stays.

    `drafted` gives the paper of what is typed so far (None: nothing yet), `save_wanted` a finished draft and
    whether it is to be printed.
    """

    drafted = Signal(object)
    save_wanted = Signal(object, bool)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._proposed_giver = ""
        self._proposed_day: date | None = None
        self._message = InlineMessage()
        self._about = InlineMessage()
        self.items = HandoverItems()
        self.household = CompletionEdit(
            self._suggest_households, _("Name without accents, group, code…"), "house"
        )
        self.serial = CompletionEdit(in_stock, _("Scan or type a serial number"), "scan-barcode", True)
        self._in_person, self._instead = QRadioButton(_("The head")), QRadioButton(_("Somebody for them"))
        self._receiver, self._id_number = line_edit(), line_edit()
        self._relation = line_edit(_("wife, son, neighbour…"))
        self._round, self._day = HandoverRound(self), DateEdit(desk.registry.today)
        self._giver, self._giver_title = line_edit(), line_edit(_("Office"))
        self._witness, self._witness_title = line_edit(), line_edit(_("Office"))
        self._place, self._number, self._despite = line_edit(_("Place")), line_edit(), line_edit()
        self._to_print = False
        self._typing = QTimer(self, singleShot=True, interval=_PREVIEW_DELAY)
        self._form = self._rows()
        self.unfinished = HandoverKeeper(desk, self, self._form)
        self.setFocusProxy(self.household)
        self._actions()
        self._build()
        self._connect()
        reader = CardReader(self)
        reader.read.connect(self._card_read)
        reader.failed.connect(lambda sentence: self._message.say("warning", sentence))

    def open(self, household: HouseholdRow | None = None) -> None:
        """Begin, with this household if one is given; a handover that is half entered stays."""
        self._round.fill()
        self._follow_day()
        self._fill_giver()
        if household is not None:
            self.household.pick(household_suggestion(household))
        self.unfinished.look()
        (self.serial if self.household.current() else self.household).setFocus()

    def next(self) -> None:
        """An empty receipt for the next household of the round."""
        self.items.clear()
        self.household.pick(None)
        self.serial.clear()
        for field in (
            self._receiver,
            self._relation,
            self._id_number,
            self._witness,
            self._number,
            self._despite,
        ):
            field.clear()
        self._in_person.setChecked(True)
        self._form.rows["despite"].hide()
        self._message.clear()
        self._form.clear_errors()
        self._follow_day()
        self.household.setFocus()

    def draft(self) -> HandoverDraft | None:
        """What is typed so far; None without a household."""
        household = self._household()
        if household is None:
            return None
        instead = self._instead.isChecked()
        return HandoverDraft(
            household_id=household.id,
            day=self._day.day() or self._desk.registry.today(),
            serials=tuple(row.serial for row in self.items.extinguishers),
            gifts=tuple(self.items.gifts),
            round_id=self._round.box.currentData(),
            receiver_name=self._receiver.text() if instead else household.head_name,
            receiver_relation=self._relation.text() if instead else "",
            receiver_id_number=self._id_number.text(),
            giver_name=self._giver.text(),
            giver_title=self._giver_title.text(),
            witness_name=self._witness.text(),
            witness_title=self._witness_title.text(),
            place=self._place.text(),
            official_number=self._number.text(),
            despite=self._despite.text(),
        )

    def show_problem(self, problem: UserError) -> None:
        """Say what stands against the handover, beneath its field where it has one."""
        places = {"items": "serial", "receiver_relation": "receiver_name", "place": "day"}
        field = getattr(problem, "field", "")
        if field == "despite":
            self._form.rows[field].show()
        if not self._form.show_error(places.get(field, field), str(problem)):
            self.say("error", str(problem))

    def say(self, kind: str, sentence: str) -> None:
        """Say something of the whole handover, above its fields."""
        self._message.say(kind, sentence)

    def problem(self) -> str:
        """What is said to stand against the handover, or ""."""
        beneath = (row.error() for row in self._form.rows.values())
        return self._message.text() or next(filter(None, beneath), "")

    def choose_round(self, name: str) -> None:
        """Choose the round with that name."""
        self._round.choose(name)

    def add_gift(self) -> None:
        """Put the gift of the round on the receipt."""
        gifts = self._round.gifts()
        if not gifts:
            self._form.show_error(
                "round", _("This round has no gift. Choose a round that has one, or make a new round.")
            )
            return
        for gift in gifts:
            self.items.add_gift(gift)

    def ask_to_save(self, to_print: bool) -> None:
        """Hand the draft over to be recorded."""
        self._message.clear()
        self._form.clear_errors()
        draft = self.draft()
        if draft is None:
            self._form.show_error("household", _("Choose the household that receives."))
            return
        if self.serial.text().strip():
            self._form.show_error(
                "serial",
                _("Press Enter to put {serial} on the receipt, or empty the field.").format(
                    serial=self.serial.text().strip()[:40]
                ),
            )
            return
        self._to_print = to_print
        self.save_wanted.emit(draft, to_print)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes to the list; what is half entered stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # Finding

    def _suggest_households(self, text: str) -> list[Suggestion]:
        return [household_suggestion(row) for row in households.suggest(self._desk.registry, text)]

    def _household(self) -> HouseholdRow | None:
        picked = self.household.current()
        return picked.payload if picked else None

    def _household_picked(self) -> None:
        household = self._household()
        self._form.rows["household"].set_error("")
        if household is None:
            self._about.clear()
        else:
            self._about.say("info", about_household(household))
            handover_parts.show_own_number(self._id_number, household, self._instead.isChecked())
            group = next(g for g in wards.groups() if g.id == household.group_id)
            self._witness.setText(group.leader_name)
            self._witness_title.setText(f"Tổ trưởng tổ dân phố {group.number}")
        self._typed()

    def _show_reason(self, text: str) -> None:  # also where it is put back into the form
        self._form.rows["despite"].setVisible(bool(text) or self._despite.hasFocus())

    def _save_all_the_same(self) -> None:
        """Once Qt is done: Enter would go on to the next field of the next receipt."""
        QTimer.singleShot(0, self, lambda: self.ask_to_save(self._to_print))

    def _serial_picked(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            self._put(suggestion.payload)

    def _serial_unknown(self, text: str) -> None:
        """Not in stock: say where it is, or that it is nowhere."""
        try:
            handover_draft.in_stock(text)
        except UserError as problem:
            self._form.show_error("serial", str(problem))
            self.serial.selectAll()  # the next scan takes its place

    def _put(self, row: ExtinguisherRow) -> None:
        if not self.items.add_extinguisher(row):
            self._form.show_error(
                "serial", _("Extinguisher {serial} stands on the receipt already.").format(serial=row.serial)
            )
        else:
            self._form.rows["serial"].set_error("")

    def _items_changed(self) -> None:
        """Tab comes to new lines where they stand, not after all else."""
        before: QWidget = self.serial
        for off in self.items.buttons():
            self.setTabOrder(before, off)
            before = off
        self._typed()

    def _card_read(self, holder: CardHolder) -> None:
        """The card of the receiver: it finds the household of a head, and names somebody who receives for one."""
        self._message.clear()
        if self._household() is None:
            found = households.suggest(self._desk.registry, holder.number)
            if len(found) == 1:
                self.household.pick(household_suggestion(found[0]))
        household = self._household()
        if household is not None and fold(household.head_name) != fold(holder.name):
            self._instead.setChecked(True)
            self._receiver.setText(holder.name)
            self._relation.setFocus()
        self._id_number.setText(holder.number)
        self._typed()

    # The paper

    def _typed(self) -> None:
        self._typing.start()

    def _tell_draft(self) -> None:
        draft, household = self.draft(), self._household()
        if draft is None or household is None:
            self.drafted.emit(None)
            return
        try:
            doubts = handover_draft.warnings(draft)
            status_of_day = households.by_id(household.id, draft.day)
            paper = receipts.compose(draft, status_of_day, self.items.extinguishers)
        except UserError as problem:
            self.show_problem(problem)
            return
        box = printable.box_on(paper)
        doubts += [str(box)] if box else []
        self._about.say("warning" if doubts else "info", " ".join((about_household(status_of_day), *doubts)))
        self.drafted.emit(paper)

    # Filling and building

    def _round_chosen(self) -> None:
        chosen = self._round.round()
        self._form.rows["round"].set_error("")
        if chosen is not None:
            self._day.set(min(chosen.day, self._desk.registry.today()))
            self._place.setText(chosen.place)
        self._fill_giver()
        self._typed()

    def _follow_day(self) -> None:
        """Today, unless somebody chose another day; the window may stay open overnight."""
        if self._day.day() in (None, self._proposed_day):
            self._proposed_day = self._desk.registry.today()
            self._day.set(self._proposed_day)

    def _fill_giver(self) -> None:
        """The signer of the ward on that day, unless somebody typed another name."""
        ward = wards.ward_on(self._day.day() or self._desk.registry.today())
        if self._giver.text() in ("", self._proposed_giver):
            self._proposed_giver = ward.giver_name or self._desk.registry.full_name
            self._giver.setText(self._proposed_giver)
            self._giver_title.setText(ward.giver_title)
            for field in (self._giver, self._giver_title):
                field.setCursorPosition(0)  # a long one is read from its beginning

    def _receiver_chosen(self) -> None:
        instead = self._instead.isChecked()
        self._form.rows["receiver_name"].setVisible(instead)
        household = self._household()
        handover_parts.show_own_number(self._id_number, household, instead)
        if instead:  # once Qt is done: an arrow key gives the focus to the button it chose
            QTimer.singleShot(0, self, self._receiver.setFocus)
        self._typed()

    def _ways(self) -> tuple[tuple[str, str, str, str, Callable[[], None]], ...]:
        """What is done with the receipt: words, key, icon, kind of button, and the act."""
        return (
            (_("Save and print"), "Ctrl+Return", "printer", "primary", lambda: self.ask_to_save(True)),
            (_("Save, next household"), "Ctrl+Shift+Return", "save", "", lambda: self.ask_to_save(False)),
            (_("Gift of the round"), "F3", "gift", "", self.add_gift),
        )

    def _actions(self) -> None:
        for text, key, _icon, _kind, act in self._ways():
            action = QAction(text, self)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.addAction(action)

    def _rows(self) -> Form:
        form = Form()
        form.add("household", _("Receiving household"), self.household)
        form.add_widget(self._about)
        form.add("serial", _("Handed over"), self.serial)
        form.add_widget(self.items)
        form.add("despite", _("Why all the same"), self._despite, _("Enter saves it with this reason."))
        form.rows["despite"].hide()
        form.add("receiver", _("Receiver"), handover_parts.either(self._in_person, self._instead))
        form.add("receiver_name", _("Name, relation"), side_by_side(self._receiver, self._relation))
        form.add("receiver_id_number", _("ID number"), self._id_number)
        form.add("round", _("Round"), self._round.box)
        form.add("day", _("Day, place"), side_by_side(self._day, self._place))
        form.add("giver_name", _("Giver"), side_by_side(self._giver, self._giver_title))
        form.add("witness_name", _("Witness"), side_by_side(self._witness, self._witness_title))
        form.add(
            "official_number", _("Office number"), self._number, _("If the records office has given one")
        )
        return form

    def _build(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 8, 0)
        for widget in (self.unfinished.offer, self._message, self._form):
            lines.addWidget(widget)
        lines.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for text, key, icon_name, kind, act in self._ways():
            made = button(text, act, icon_name, kind)
            made.setToolTip(f"{text} ({key.replace('Return', 'Enter')})")
            buttons.addWidget(made)
        buttons.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(label(_("New handover"), "title"))
        head.addStretch(1)
        head.addWidget(button(_("All receipts"), self.closed.emit, "list", "quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(scrolled(inner), 1)
        whole.addLayout(buttons)

    def _connect(self) -> None:
        self.household.picked.connect(self._household_picked)
        self.serial.picked.connect(self._serial_picked)
        self.serial.not_found.connect(self._serial_unknown)
        self.items.changed.connect(self._items_changed)
        self._instead.toggled.connect(self._receiver_chosen)
        self._round.changed.connect(self._round_chosen)
        self._day.changed.connect(self._typed)
        self._despite.returnPressed.connect(self._save_all_the_same)
        self._despite.textChanged.connect(self._show_reason)
        for field in self._form.findChildren(QLineEdit):
            field.textEdited.connect(self._typed)
        self._typing.timeout.connect(self._tell_draft)
        self._receiver_chosen()
