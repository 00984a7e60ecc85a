"""The handover: who receives what, by keyboard alone, with the paper beside it as it will print."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from firereg.domain.identity import CardHolder
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import handover_draft, households, printable, receipts
from firereg.services.handover_draft import HandoverDraft
from firereg.services.households import HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.pages.handovers.handover_fields import PROGRAMME_KEY, HandoverFields
from firereg.ui.pages.handovers.handover_parts import about_household, household_suggestion
from firereg.ui.pages.handovers.handover_unfinished import HandoverKeeper
from firereg.ui.pages.households.card_reader import CardReader
from firereg.ui.widgets.parts import InlineMessage, button, label, scrolled

_PREVIEW_DELAY = 250  # milliseconds after the last key
_PLACES = {"items": "serial", "receiver_relation": "receiver_name", "place": "day"}
"""The row beneath which a problem is said, where it is not that of its own field."""


class HandoverForm(QWidget):
    """Enter one handover after the other.

    `drafted` gives the paper of what is typed so far (None: nothing yet), `save_wanted` a finished draft and
    whether it is to be printed.
    """

    drafted = Signal(object)
    save_wanted = Signal(object, bool)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._message = InlineMessage()
        self.fields = HandoverFields(desk)
        self.household, self.serial = self.fields.household, self.fields.serial
        self.items = self.fields.items
        self._to_print = False
        self._typing = QTimer(self, singleShot=True, interval=_PREVIEW_DELAY)
        self._typing.timeout.connect(self._tell_draft)
        self.unfinished = HandoverKeeper(desk, self)
        self.setFocusProxy(self.household)
        self._add_keys()
        self._build()
        self.fields.typed.connect(self._typing.start)
        self.fields.reason_given.connect(self._save_all_the_same)
        reader = CardReader(self)
        reader.read.connect(self._card_read)
        reader.failed.connect(lambda sentence: self._message.say("warning", sentence))

    def open(self, household: HouseholdRow | None = None) -> None:
        """Begin, with this household if one is given; a handover that is half entered stays."""
        self.fields.fill()
        if household is not None:
            self.household.pick(household_suggestion(household))
        self.unfinished.look()
        (self.serial if self.household.current() else self.household).setFocus()

    def next(self) -> None:
        """An empty receipt for the next household of the round."""
        self.fields.clear()
        self._message.clear()
        self.household.setFocus()

    def draft(self) -> HandoverDraft | None:
        """What is typed so far; None without a household."""
        return self.fields.draft()

    def show_problem(self, problem: UserError) -> None:
        """Say what stands against the handover, beneath its field where it has one."""
        field = getattr(problem, "field", "")
        if field == "despite":
            self.fields.rows[field].show()
        if not self.fields.show_error(_PLACES.get(field, field), str(problem)):
            self.say("error", str(problem))

    def say(self, kind: str, sentence: str) -> None:
        """Say something of the whole handover, above its fields."""
        self._message.say(kind, sentence)

    def problem(self) -> str:
        """What is said to stand against the handover, or ""."""
        beneath = (row.error() for row in self.fields.rows.values())
        return self._message.text() or next(filter(None, beneath), "")

    def choose_round(self, name: str) -> None:
        """Choose the round with that name."""
        self.fields.round.choose(name)

    def add_gift(self) -> None:
        """Put the gift of the round on the receipt."""
        self.fields.add_gift()

    def ask_to_save(self, to_print: bool) -> None:
        """Hand the draft over to be recorded."""
        self._message.clear()
        self.fields.clear_errors()
        draft, unread = self.draft(), self.serial.text().strip()
        if draft is None:
            self.fields.show_error("household", _("Choose the household that receives."))
        elif unread:
            words = _("Press Enter to put {serial} on the receipt, or empty the field.")
            self.fields.show_error("serial", words.format(serial=unread[:40]))
        elif self.fields.lacks_receiver():
            words = _("Enter the name of the person who receives for the head.")
            self.fields.show_error("receiver_name", words)
            self.fields.receiver.setFocus()
        else:
            self._to_print = to_print
            self.save_wanted.emit(draft, to_print)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes to the list; what is half entered stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _save_all_the_same(self) -> None:
        """Once Qt is done: Enter would go on to the next field of the next receipt."""
        QTimer.singleShot(0, self, lambda: self.ask_to_save(self._to_print))

    def _card_read(self, holder: CardHolder) -> None:
        self._message.clear()
        self.fields.take_card(holder)

    def _tell_draft(self) -> None:
        """The paper of what is typed, and what a clerk should know of it, for the household as it was that day."""
        draft = self.draft()
        if draft is None:
            self.drafted.emit(None)
            return
        try:
            doubts = handover_draft.warnings(draft)
            household = households.by_id(draft.household_id, draft.day)
            paper = receipts.compose(draft, household, self.items.extinguishers)
        except UserError as problem:
            self.show_problem(problem)
            return
        box = printable.box_on(paper)
        doubts += [str(box)] if box else []
        self.fields.about.say(
            "warning" if doubts else "info", " ".join((about_household(household), *doubts))
        )
        self.drafted.emit(paper)

    def _ways(self) -> tuple[tuple[str, str, str, str, Callable[[], None]], ...]:
        """What is done with the receipt: words, key, icon, kind of button, and the act."""
        return (
            (_("Save and print"), "Ctrl+Return", "printer", "primary", lambda: self.ask_to_save(True)),
            (_("Save, next household"), "Ctrl+Shift+Return", "save", "", lambda: self.ask_to_save(False)),
            (_("Gift of the round"), "F3", "gift", "", self.add_gift),
        )

    def _add_keys(self) -> None:
        keys = [(text, key, act) for text, key, _icon, _kind, act in self._ways()]
        for text, key, act in (*keys, (_("Programme"), PROGRAMME_KEY, self.fields.go_to_programme)):
            action = QAction(text, self)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.addAction(action)

    def _build(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 8, 0)
        for widget in (self.unfinished.offer, self._message, self.fields):
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
