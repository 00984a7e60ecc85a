"""A line that says which household may be the one that is being typed, and two that were said to be two."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from firereg.domain.labels import duplicate_label
from firereg.i18n import _
from firereg.services import duplicates
from firereg.services.duplicates import Duplicate
from firereg.services.households import HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import undoably
from firereg.ui.widgets.parts import IconLabel, announce, label
from firereg.ui.widgets.story import LinkLabel

KEY, APART_KEY = "Ctrl+O", "Ctrl+D"


def keep_apart(desk: Desk, first: HouseholdRow, second: HouseholdRow) -> None:
    """Keep that these two are two households, with a way back at the foot of the window."""
    _done, undo = undoably(desk, lambda: duplicates.keep_apart(desk.registry, first.id, second.id))
    words = _("{first} ({code}) and {second} ({other_code}) stay two households.")
    desk.wrote(
        words.format(first=first.head_name, code=first.code, second=second.head_name, other_code=second.code),
        undo,
    )


class LikelyTwins(QFrame):
    """Names the likeliest of some households and how many more there are; hidden where there are none.

    `wanted` tells the id of the one to open, by the button or Ctrl+O anywhere in `host`; `apart` tells the one
    that the clerk says is another household, by Ctrl+D.
    """

    wanted = Signal(int)
    apart = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__()
        self._first: Duplicate | None = None
        self.setProperty("kind", "message")
        self.setProperty("role", "warning")
        self._text = label("", wrap=True)
        self.link = LinkLabel(_("Open that one") + f" ({KEY})")
        self.apart_link = LinkLabel(_("It is another household") + f" ({APART_KEY})")
        for link, key, act in ((self.link, KEY, self._open), (self.apart_link, APART_KEY, self._keep_apart)):
            link.opened.connect(act)
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(key), host, context=within).activated.connect(act)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("triangle-alert", "warning"), alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._text)
        column.addWidget(self.link)
        column.addWidget(self.apart_link)
        row.addLayout(column, 1)
        self.hide()

    def show_twins(self, found: Sequence[Duplicate]) -> None:
        """Say which households these are."""
        before, self._first = self._first, next(iter(found), None)
        if self._first is None:
            self.hide()
            return
        household = self._first.household
        where = ", ".join(part for part in (household.address, household.group_name) if part)
        words = _("Perhaps here already: {name}, {where}. {why}.").format(
            name=household.head_name, where=where, why=duplicate_label(self._first.why)
        )
        if len(found) > 1:
            words += " " + _("And {count} more.").format(count=len(found) - 1)
        self._text.setText(words)
        self.setAccessibleName(words)
        self.show()
        if before != self._first:
            announce(self)

    def text(self) -> str:
        """What is said, or "" for nothing."""
        return "" if self.isHidden() else self._text.text()

    def _keep_apart(self) -> None:
        if self._first is not None:
            self.apart.emit(self._first.household)

    def _open(self) -> None:
        if self._first is not None:
            self.wanted.emit(self._first.household.id)
