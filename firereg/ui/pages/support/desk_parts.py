"""What the giving desk is made of: the field for whoever comes next, who receives, and the running tally."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from firereg.domain.dates import format_date
from firereg.domain.household import Relation, relation_on_paper
from firereg.domain.text import fold
from firereg.i18n import _
from firereg.services import members
from firereg.services.handover_list import HandoverRow
from firereg.services.members import MemberRow
from firereg.services.round_balance import RoundBalance
from firereg.services.round_desk import Receiver
from firereg.ui.pages.support.support_words import item_events, money_words
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.parts import label, rule
from firereg.ui.widgets.story import Event, Timeline
from firereg.ui.widgets.suggestions import Suggestion

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TALL = 40


class NextField(CompletionEdit):
    """Scans or finds whoever is next; Enter on somebody who was found before tells `confirmed`.

    So the Enter that a scanner sends finds, and never gives.
    """

    confirmed = Signal()

    def __init__(self, suggest: Callable[[str], Sequence[Suggestion]]) -> None:
        super().__init__(
            suggest, _("Scan the code of the household or a card, or type a name"), "scan-barcode"
        )
        self.setMinimumHeight(_TALL)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The next code takes the place of whoever stands here."""
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms who stands here already."""
        if event.key() in _ENTER and self.current() is not None:
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)


class ReceiverFields(QWidget):
    """Who receives in place of the head: one of the household by its digit or name, or anybody by name.

    Enter goes from field to field; `finished` tells that it left the last one.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._people: list[MemberRow] = []
        self.name = CompletionEdit(self._suggest, _("Name"), "user")
        self.relation, self.id_number = QLineEdit(), QLineEdit()
        for field, words in ((self.relation, _("wife, son, neighbour…")), (self.id_number, _("ID number"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.relation.setMaximumWidth(176)
        self.id_number.setMaximumWidth(144)
        self._known = label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in (self.name, self.relation, self.id_number):
            row.addWidget(field, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addLayout(row)
        lines.addWidget(self._known)
        self.setFocusProxy(self.name)
        self.name.picked.connect(self._picked)
        self.name.not_found.connect(lambda _text: self.relation.setFocus())
        self.name.returnPressed.connect(self._name_done)
        self.relation.returnPressed.connect(self.id_number.setFocus)
        self.id_number.returnPressed.connect(self.finished)

    def begin(self, household_id: int) -> None:
        """For this household; nobody receives in place of its head yet."""
        self._people = members.people_of(household_id)[1:]
        known = (
            f"{number} {one.name}{_in_brackets(one)}" for number, one in enumerate(self._people, start=1)
        )
        self._known.setText(" · ".join(known))
        self._known.setVisible(bool(self._people))
        self.clear()

    def clear(self) -> None:
        """Nobody is entered."""
        self.name.pick(None)
        self.relation.clear()
        self.id_number.clear()

    def take(self, name: str, id_number: str) -> None:
        """Somebody whose card was read; what they are to the head is known of the people of the household."""
        person = next((one for one in self._people if one.id_number == id_number), None)
        self.name.setText(person.name if person else name)
        self.relation.setText(relation_on_paper(person.relation, person.sex) if person else "")
        self.id_number.setText(id_number)

    def receiver(self) -> Receiver:
        """Who is entered."""
        return Receiver(self.name.text().strip(), self.relation.text().strip(), self.id_number.text().strip())

    def _suggest(self, text: str) -> list[Suggestion]:
        return [
            Suggestion(one.name, relation_on_paper(one.relation, one.sex), one, "user")
            for number, one in enumerate(self._people, start=1)
            if text == str(number) or fold(text) in fold(one.name)
        ]

    def _picked(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            one: MemberRow = suggestion.payload
            self.relation.setText(relation_on_paper(one.relation, one.sex))
            self.id_number.setText(one.id_number)

    def _name_done(self) -> None:
        """One of the household is known in full; of anybody else it has to be said what they are."""
        if self.name.current() is not None and self.relation.text().strip():
            self.finished.emit()
        else:
            self.relation.setFocus()


def _in_brackets(person: MemberRow) -> str:
    words = relation_on_paper(person.relation, person.sex) if person.relation is not Relation.OTHER else ""
    return f" ({words})" if words else ""


class Tally(QFrame):
    """How far the round is: "12/15", what is left of each thing, who came last."""

    def __init__(self, print_at_once: bool) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._figure, self._words = label("", "figure"), label("", "muted", wrap=True)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedHeight(8)
        self._money, self._balance = label("", wrap=True), Timeline()
        self._balance.setAccessibleName(_("What is left"))
        self._last = Timeline()
        self._last.setAccessibleName(_("Given last"))
        self._last_title = label(_("Given last"), "strong")
        self.at_once = QCheckBox(_("Print each receipt at once"))
        self.at_once.setChecked(print_at_once)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(6)
        for widget in (
            self._figure,
            self._bar,
            self._words,
            self._money,
            rule(),
            self._balance,
            rule(),
            self.at_once,
            self._last_title,
            self._last,
        ):
            lines.addWidget(widget)
        lines.addStretch(1)

    def show_tally(
        self, its: RoundBalance, last: Sequence[HandoverRow], on_open: Callable[[int], object]
    ) -> None:
        """Show these figures, and the receipts recorded last."""
        self._figure.setText(f"{its.given}/{its.listed}")
        self._bar.setMaximum(max(1, its.listed))
        self._bar.setValue(its.given)
        words = [_("given, {n} left").format(n=its.waiting)]
        words += [_("{n} fell out").format(n=its.fell_out)] if its.fell_out else []
        self._words.setText(" · ".join(words))
        self._bar.setAccessibleName(f"{its.given}/{its.listed}")
        money = money_words(its)
        self._money.setText(money and f"{money}.")
        self._balance.show_events(item_events(its))
        self._last_title.setVisible(bool(last))
        self._last.show_events(
            [
                Event(
                    f"{row.code} · {format_date(row.day)}",
                    row.head_name,
                    _("Cancelled") if row.voided else "",
                    "x" if row.voided else "circle-check",
                    "muted" if row.voided else "success",
                    partial(on_open, row.id),
                )
                for row in last
            ]
        )
