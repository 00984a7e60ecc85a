"""Whoever stands at the desk of a round, found by a scan and given to by Enter."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from firereg.domain.identity import CardHolder
from firereg.domain.labels import share_label
from firereg.domain.support import Outcome
from firereg.errors import BadInputError, NeedsReasonError, UserError
from firereg.i18n import _
from firereg.services import handover_draft, handovers, round_desk, round_outcomes
from firereg.services.equipment import ExtinguisherRow
from firereg.services.household_list import HouseholdRow
from firereg.services.round_list import EntitledRow
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households.card_reader import CardReader
from firereg.ui.pages.side_form import undoably
from firereg.ui.pages.support.desk_parts import NextField
from firereg.ui.pages.support.desk_share import ShareCard
from firereg.ui.pages.support.support_row_work import SHARE_ICONS
from firereg.ui.widgets.parts import InlineMessage, button, scrolled
from firereg.ui.widgets.suggestions import Suggestion

_KEYS = {Outcome.NOT_COLLECTED: "F6", Outcome.REFUSED: "F7", Outcome.MOVED: "F8", Outcome.DIED: "F9"}


class GivingView(QWidget):
    """A code is looked up first and nothing is kept; Enter gives to whoever was looked up. A scanner that sends the
    next code therefore never gives to the last one. `given` tells the receipt.
    """

    given = Signal(object)

    def __init__(self, page: DeskPage, day: Callable[[], date | None]) -> None:
        super().__init__()
        self._desk, self._day, self._round_id = page.desk, day, 0
        self._left: tuple[HouseholdRow, Sequence[ExtinguisherRow]] | None = (
            None  # typed over before it was given
        )
        self.next = NextField(self._suggest)
        self.told, self.card = InlineMessage(), ShareCard()
        self._give = page.action(_("Give"), "check", "", self._go)
        self._part = page.action(_("Give what is here"), "package", "Ctrl+Return", self._give_part)
        self._instead = page.action(_("Somebody for them"), "user-check", "F4", self._open_receiver)
        self._outcomes = [
            page.action(share_label(one), SHARE_ICONS[one][0], key, partial(self.card.open_outcome, one))
            for one, key in _KEYS.items()
        ]
        self._scroll = scrolled(self.card)
        self._build()
        self._connect()
        self.setFocusProxy(self.next)
        self._show(None)
        reader = CardReader(self)
        reader.read.connect(self._card_read)
        reader.failed.connect(lambda sentence: self.told.say("warning", sentence))

    def begin(self, round_id: int) -> None:
        """Give in this round; whoever stood here for another one goes."""
        if round_id != self._round_id:
            self._round_id = round_id
            self.leave()

    def call(self, household_id: int) -> None:
        """This household is next."""
        its = round_desk.share(self._desk.registry, self._round_id, household_id)
        self.next.pick(_suggestion(its.household, its.place))

    def leave(self) -> None:
        """Nobody stands here any more."""
        self.next.pick(None)
        self._left = None
        self.told.clear()
        self.next.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves what was begun, then whoever stands here."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.card.asks_reason or self.card.receiver_wanted:
            self.card.drop_extras()
            self._focus()
        else:
            self.leave()

    # Who stands here

    def _suggest(self, text: str) -> list[Suggestion]:
        found = round_desk.suggest(self._desk.registry, self._round_id, text)
        return [_suggestion(row, place) for row, place in found]

    def _picked(self, suggestion: Suggestion | None) -> None:
        if suggestion is None:
            if self.card.share is not None:
                self._left = (self.card.share.household, self.card.extinguishers)
            self._show(None)
            return
        self.told.clear()
        left, scanned = self._left or (None, ())
        self._left = None
        if left is not None and left.id != suggestion.payload.id:
            scanned = ()
            self.told.say(
                "warning",
                _("{name} was looked up and got nothing. Scan it again.").format(name=left.head_name),
            )
        self._show(round_desk.share(self._desk.registry, self._round_id, suggestion.payload.id), scanned)
        self._focus()

    def _show(self, its: round_desk.Share | None, scanned: Sequence[ExtinguisherRow] = ()) -> None:
        self.card.show_share(its, scanned)
        waiting = (
            its is not None and its.place is not None and not its.place.outcome and not its.place.taken_out
        )
        for action in (self._give, self._instead):
            action.setEnabled(its is not None)
        self._part.setEnabled(its is not None and its.extinguishers > 0 and bool(its.gifts))
        for action in self._outcomes:
            action.setEnabled(waiting)

    def _focus(self) -> None:
        """To the extinguisher that is still to be scanned, else ready for Enter and for the next code."""
        if self.card.missing:
            self.card.serial.setFocus()
        else:
            self.next.setFocus()
            self.next.selectAll()

    def _not_found(self, text: str) -> None:
        self.told.say("warning", _("No household fits “{text}”.").format(text=text[:40]))
        self.next.selectAll()

    def _serial_unknown(self, text: str) -> None:
        """Not in stock: say where it is; the next household has to wait until this one is through."""
        assert self.card.share is not None
        others = [row for row in self._suggest(text) if row.payload.code == text.strip().upper()]
        name = self.card.share.household.head_name
        try:
            if others:
                raise BadInputError(
                    _("First press Enter to give to {name}, or Esc to leave it.").format(name=name)
                )
            handover_draft.in_stock(text)
        except UserError as problem:
            self.told.say("error", str(problem))
            self.card.serial.selectAll()

    def _card_read(self, holder: CardHolder) -> None:
        """A card finds the household; once it stands here, somebody else's card names who receives."""
        self.told.clear()
        found = self._suggest(holder.number)
        if self.card.share is None and self._left is not None:
            self.call(self._left[0].id)  # its first digits were typed over whoever stood here
        share = self.card.share
        if share is None:
            if not found:
                self.told.say("warning", _("No household fits “{text}”.").format(text=holder.name))
                return
            self.next.pick(found[0])
            share = self.card.share
        elif found and found[0].payload.id != share.household.id:
            name = share.household.head_name
            self.told.say(
                "warning", _("First press Enter to give to {name}, or Esc to leave it.").format(name=name)
            )
            return
        if share is not None and holder.number != share.household.id_number:
            self.card.open_receiver()
            self.card.receiver.take(holder.name, holder.number)
            if not self.card.receiver.relation.text():
                self.card.receiver.relation.setFocus()

    # What is done

    def _go(self) -> None:
        """Give, or keep what is said instead; first whatever is still missing."""
        if self.card.share is None:
            self.next.setFocus()
        elif self.card.outcome is not None:
            self._keep_outcome()
        elif self.card.missing:
            words = _("Scan the extinguisher.")
            if self._part.isEnabled():
                words += " " + _("Ctrl+Enter gives the rest of it now.")
            self.told.say("warning", words)
            self.card.serial.setFocus()
        else:
            self._hand_over()

    def _give_part(self) -> None:
        if self.card.share is not None and self.card.outcome is None:
            self._hand_over()

    def _hand_over(self) -> None:
        its, registry = self.card.share, self._desk.registry
        assert its is not None
        day = self._day()
        if day is None:
            self.told.say("error", _("Enter the day of the handover."))
            return
        receiver = self.card.receiver.receiver() if self.card.receiver_wanted else None
        despite = self.card.reason.text() if self.card.asks_reason else ""
        try:
            draft = round_desk.draft(
                registry, its, day, self.card.serials(), receiver=receiver, despite=despite
            )
            row = handovers.record(registry, draft)
        except NeedsReasonError as problem:
            self.told.say("warning", str(problem))
            self.card.ask_reason()
        except UserError as problem:
            self.told.say("error", str(problem))
            self.card.go_to(getattr(problem, "field", ""))
        else:
            self.leave()
            self.told.say(
                "success",
                _("Given to {name}: {items} ({code}).").format(
                    name=row.head_name, items=row.items, code=row.code
                ),
            )
            self.given.emit(row)

    def _open_receiver(self) -> None:
        if self.card.share is not None:
            self.card.open_receiver()
            self.card.receiver.setFocus()

    def _keep_outcome(self) -> None:
        share, outcome, registry = self.card.share, self.card.outcome, self._desk.registry
        if share is None or share.place is None or outcome is None:
            return
        place, day = share.place, self._day() or registry.today()
        note = self.card.reason.text()
        try:
            _nothing, undo = undoably(
                self._desk, lambda: round_outcomes.say_outcome(registry, place.id, outcome, day, note)
            )
        except UserError as problem:
            self.told.say("error", str(problem))
            self.card.reason.setFocus()
            return
        self.leave()
        words = f"{share.household.head_name}: {share_label(outcome)}."
        self.told.say("info", words)
        self._desk.wrote(words, undo)

    def _scanned(self, problem: str) -> None:
        self.told.clear()
        if problem:
            self.told.say("warning", problem)
        self._focus()

    def _connect(self) -> None:
        self.next.picked.connect(self._picked)
        self.next.not_found.connect(self._not_found)
        self.next.confirmed.connect(self._go)
        self.card.serial.not_found.connect(self._serial_unknown)
        self.card.scanned.connect(self._scanned)
        self.card.entered.connect(self._go)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._focus_changed)
        # What is said above takes the room on a low screen of the line in which one types.
        self._scroll.verticalScrollBar().rangeChanged.connect(
            lambda _first, _last: self._focus_changed(None, QApplication.focusWidget())
        )

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """On a low screen a line that appears may be out of sight until it has its place."""
        if now is not None and self.card.isAncestorOf(now):
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(now))

    def _build(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.next)
        lines.addWidget(self.told)
        lines.addWidget(self._scroll, 1)
        lines.addLayout(self._buttons())

    def _buttons(self) -> QVBoxLayout:
        first, second = QHBoxLayout(), QHBoxLayout()
        give = button(_("Give (Enter)"), self._give.trigger, "check", "primary")
        self._give.enabledChanged.connect(give.setEnabled)
        first.addWidget(give, 1)
        first.addWidget(key_button(self._instead))
        first.addWidget(key_button(self._part))
        for action in self._outcomes:
            second.addWidget(key_button(action, icon=False), 1)
        both = QVBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
            both.addLayout(row)
        both.setSpacing(8)
        return both


def key_button(action: QAction, words: str = "", *, icon: bool = True) -> QWidget:
    """A button for an action, with its key in its words."""
    key = action.shortcut().toString().replace("Return", "Enter")
    made = button(f"{words or action.text()} ({key})", action.trigger)
    if icon:
        made.setIcon(action.icon())
    action.enabledChanged.connect(made.setEnabled)
    return made


def _suggestion(row: HouseholdRow, place: EntitledRow | None) -> Suggestion:
    state = _("not on the list") if place is None or place.taken_out else share_label(place.outcome)
    detail = " · ".join(part for part in (state, row.group_name, row.address, row.code) if part)
    return Suggestion(row.head_name, detail, row, "house" if place is None else "hand-helping")
