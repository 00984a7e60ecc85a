"""A line that says which household may be the one that is being typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from firereg.domain.labels import duplicate_label
from firereg.i18n import _
from firereg.services.duplicates import Duplicate
from firereg.ui.widgets.parts import IconLabel, announce, label
from firereg.ui.widgets.story import LinkLabel

KEY = "Ctrl+O"


class LikelyTwins(QFrame):
    """Names the likeliest of some households and how many more there are; hidden where there are none.

    `wanted` tells the id of the one to open, by the button or Ctrl+O anywhere in `host`.
    """

    wanted = Signal(int)

    def __init__(self, host: QWidget) -> None:
        super().__init__()
        self._first: Duplicate | None = None
        self.setProperty("kind", "message")
        self.setProperty("role", "warning")
        self._text = label("", wrap=True)
        self.link = LinkLabel(_("Open that one") + f" ({KEY})")
        self.link.opened.connect(self._open)
        shortcut = QShortcut(QKeySequence(KEY), host, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("triangle-alert", "warning"), alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._text)
        column.addWidget(self.link)
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

    def _open(self) -> None:
        if self._first is not None:
            self.wanted.emit(self._first.household.id)
