"""What a clerk decides of a row that may be a household already there."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout

from firereg.i18n import _
from firereg.services.import_plan import TAKE_AS_NEW, Decision, PlannedRow
from firereg.ui.widgets.parts import button, label

_MOST_TWINS = 4
_INDENT = 28  # below the words of a radio button


class DecisionBox(QFrame):
    """The choices of one row: leave it out, take it as new, or update one of its twins.

    `decided` tells the decision, None for leaving it out; `decided_all` asks for the same on all such rows.
    """

    decided = Signal(object)
    decided_all = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 12, 16, 12)
        self._lines.setSpacing(4)
        self._choices = QButtonGroup(self)
        self._decisions: list[Decision | None] = []
        self._for_all = button(_("The same for all like this one"), self._tell_all, kind="quiet")
        self._choices.idClicked.connect(lambda at: self.decided.emit(self._decisions[at]))
        self.hide()

    def show_row(self, row: PlannedRow | None, decision: Decision | None) -> None:
        """Show the choices of this row; None shows nothing."""
        self._empty()
        self.setVisible(row is not None and bool(row.twins))
        if row is None or not row.twins:
            return
        self._lines.addWidget(label(_("May be a household that is there already"), "strong", wrap=True))
        for why in dict.fromkeys(twin.why for twin in row.twins):
            self._lines.addWidget(label(why, "muted", wrap=True))
        self._add(_("Leave it out"), None, decision)
        self._add(_("Take it as a new household"), TAKE_AS_NEW, decision)
        for twin in [one for one in row.twins if one.household_id][:_MOST_TWINS]:
            words = _("Update {code} {name}").format(code=twin.code, name=twin.head_name)
            self._add(words, Decision(twin.household_id), decision)
            if twin.address:
                address = label(twin.address, "muted", wrap=True)
                address.setIndent(_INDENT)
                self._lines.addWidget(address)
        self._lines.addWidget(self._for_all)
        self._for_all.show()

    def _add(self, words: str, value: Decision | None, chosen: Decision | None) -> None:
        made = QRadioButton(words)
        made.setToolTip(words)
        made.setChecked(value == chosen)
        self._choices.addButton(made, len(self._decisions))
        self._decisions.append(value)
        self._lines.addWidget(made)

    def _tell_all(self) -> None:
        at = self._choices.checkedId()
        if at >= 0:
            self.decided_all.emit(self._decisions[at])

    def _empty(self) -> None:
        self._decisions = []
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item else None
            if isinstance(widget, QRadioButton):
                self._choices.removeButton(widget)
            if widget is self._for_all:
                widget.hide()
            elif widget is not None:
                widget.hide()
                widget.deleteLater()


def for_all(decision: Decision | None) -> Callable[[PlannedRow], Decision | None]:
    """The same decision for other rows: "update" means each row's own twin, where it has exactly one."""

    def decide(row: PlannedRow) -> Decision | None:
        if decision is None or decision.household_id is None:
            return decision
        twins = [one.household_id for one in row.twins if one.household_id]
        return Decision(twins[0]) if len(twins) == 1 else None

    return decide
