"""A field in which one types part of a name, or scans a code, and picks what is meant."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from firereg.domain.text import fold
from firereg.ui.icons import icon
from firereg.ui.widgets.suggestions import DEBOUNCE, Suggestion, SuggestionList


class CompletionEdit(QLineEdit):
    """A line edit with suggestions from `suggest(text)`.

    Down and up walk in them and Enter picks. Enter right after typing, as a barcode scanner sends it, picks
    the one suggestion whose title is exactly the text; text that fits nothing is told by `not_found`.
    Escape closes them and brings the last pick back. With `clear_on_pick` the field is empty
    for the next one.
    """

    picked = Signal(object)  # Suggestion, or None once the text no longer is the one picked
    not_found = Signal(str)

    def __init__(
        self,
        suggest: Callable[[str], Sequence[Suggestion]],
        name: str,
        icon_name: str = "",
        clear_on_pick: bool = False,
    ) -> None:
        super().__init__()
        self._suggest, self._clear_on_pick = suggest, clear_on_pick
        self._current: Suggestion | None = None
        self._kept: Suggestion | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        if icon_name:
            self.addAction(icon(icon_name, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._list = SuggestionList(self)
        self._list.chosen.connect(self.pick)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)

    def current(self) -> Suggestion | None:
        """What was picked, as long as the text was not changed since."""
        return self._current

    def pick(self, suggestion: Suggestion | None) -> None:
        """Take this suggestion (None: none), show its title and tell `picked`."""
        self._timer.stop()
        self._list.hide()
        self._current = self._kept = None if self._clear_on_pick else suggestion
        self.setText(self._current.title if self._current else "")
        self.setCursorPosition(0)
        self.picked.emit(suggestion)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter picks and goes on to the next field, Escape goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
            empty = not self.text().strip()
            if empty or (self._enter() and not self._clear_on_pick):
                super().keyPressEvent(event)  # not ours any more: the form moves on
        elif event.key() == Qt.Key.Key_Escape and (self._list.isVisible() or self._kept is not self._current):
            self._go_back()
        elif event.key() == Qt.Key.Key_Down:
            self._ask()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self._timer.start()
        if self._current is not None:
            self._current = None
            self.picked.emit(None)

    def _ask(self) -> Sequence[Suggestion]:
        self._timer.stop()
        text = self.text().strip()
        found = self._suggest(text) if text else []
        self._list.fill(found)
        return found

    def _enter(self) -> bool:
        """Whether the field now holds a pick."""
        if self._current is not None:
            return True
        typed = fold(self.text().strip())
        fresh = self._timer.isActive() or not self._list.isVisible()
        found = self._ask() if fresh else self._list.suggestions()
        exact = [one for one in found if fold(one.title) == typed]
        marked = self._list.current() if not fresh else None
        if len(exact) == 1 and not self._list.moved:
            self.pick(exact[0])
        elif marked is not None:
            self.pick(marked)
        elif len(found) == 1 and not self._clear_on_pick:  # a scanned code is exact or nothing
            self.pick(found[0])
        elif not found:
            self.not_found.emit(self.text().strip())
        return self._current is not None

    def _go_back(self) -> None:
        self._timer.stop()
        self._list.hide()
        if self._kept is not None and self._current is None:
            self.pick(self._kept)


_CONTROL = Qt.KeyboardModifier.ControlModifier
