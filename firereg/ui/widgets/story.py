"""The story of the chosen row: who it is, what is known, what happened when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLine, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from firereg.i18n import _
from firereg.ui.theme import color
from firereg.ui.widgets.parts import IconLabel, button, label, rule
from firereg.ui.widgets.photos import PhotoStrip

WIDTH = 272
DOT = 16
_BADGE_ROOM, _BADGE_GAP = 256, 6
_FEW = 10  # widgets take time to make, and the arrows shall not wait for a long life
_MANY = 30  # a grid of lines that wrap is laid out in the square of its rows: minutes for thousands
_ROWS_OF_ONE = 3  # the event, what is known of it, and the gap


@dataclass(frozen=True)
class Event:
    """One thing that happened: the day as text, what, perhaps more about it, and an icon in a colour role.

    Where `on_open` is given, the title is a button: Enter or a click does it.
    """

    day: str
    title: str
    detail: str = ""
    icon: str = "check"
    role: str = "accent"
    on_open: Callable[[], object] | None = None


@dataclass(frozen=True)
class Story:
    """What a `StoryPanel` shows. `facts` are pairs of name and value; a badge is its text and colour role.

    A photo is its title and how to get its JPEG.
    """

    title: str
    subtitle: str = ""
    badges: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()
    events: Sequence[Event] = ()
    changes: Sequence[Event] = ()  # who changed the row itself, told beneath what happened
    photos: Sequence[tuple[str, Callable[[], bytes]]] = ()


class LinkLabel(QLabel):
    """Words of any length that open something: by a click, Enter or Space."""

    opened = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", "link")
        self.setIndent(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()


class Timeline(QWidget):
    """Events one below the other along a line, the first on top."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Timeline"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._dots: list[IconLabel] = []
        self._events: Sequence[Event] = ()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events in place of the ones before: the first few, and the others when asked, so many at once."""
        self._events = events
        few = len(events) > _FEW + 1  # nobody is asked to press for a single one
        self._put(events[:_FEW] if few else events)
        if few:
            words = _("Show all {n}") if len(events) <= _MANY else _("Show the first {n}")
            self._link(words.format(n=min(len(events), _MANY)), _FEW, 0)

    def _show(self, first: int) -> None:
        events = self._events[first : first + _MANY]
        left = len(self._events) - first - len(events)
        self._put(events)
        if left:
            self._link(_("Show the next {n}").format(n=min(left, _MANY)), len(events), first + _MANY)
        elif first:
            self._link(_("Show the first ones again"), len(events), 0)

    def _link(self, words: str, after: int, first: int) -> None:
        link = LinkLabel(words)
        link.opened.connect(lambda: self._show(first))
        self._grid.addWidget(link, after * _ROWS_OF_ONE, 1)

    def _put(self, events: Sequence[Event]) -> None:
        _empty(self._grid)
        self._dots = []
        for used in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(used, 0)  # a grid never forgets a row
        for number, event in enumerate(events):
            row = number * _ROWS_OF_ONE
            dot = IconLabel(event.icon, event.role, DOT)
            self._dots.append(dot)
            self._grid.addWidget(dot, row, 0, alignment=Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_title(event), row, 1)
            below = " · ".join(part for part in (event.day, event.detail) if part)
            self._grid.addWidget(label(below, "muted", wrap=True), row + 1, 1)
            self._grid.setRowMinimumHeight(row + 2, 10)
        self.setAccessibleDescription(
            "; ".join(f"{one.day}: {one.title} {one.detail}".strip() for one in events)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The line from dot to dot."""
        painter = QPainter(self)
        painter.setPen(QPen(color("border"), 2))
        for upper, lower in zip(self._dots, self._dots[1:], strict=False):
            middle = upper.geometry().center().x()
            painter.drawLine(QLine(middle, upper.geometry().bottom() + 5, middle, lower.geometry().top() - 4))


class StoryPanel(QScrollArea):
    """The panel at the right of a list; empty until `show_story`."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(placeholder)
        self.setProperty("kind", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(WIDTH)
        self.setWidgetResizable(True)
        self._placeholder = placeholder
        self._timeline, self._photos = Timeline(), PhotoStrip()
        self._facts, self._badges, self._actions = QGridLayout(), QVBoxLayout(), QVBoxLayout()
        self._changes, self._changes_title = Timeline(), label(_("Changes"), "strong")
        self._changes.setAccessibleName(_("Changes"))
        self._title, self._subtitle = label("", "title", wrap=True), label("", "muted", wrap=True)
        self._rules = (rule(), rule(), rule())
        self._build()
        self.show_story(None)

    def set_actions(self, actions: Sequence[QAction | tuple[QAction, ...]]) -> None:
        """The buttons beneath the title, the usual next step first; those of a tuple stand side by side.

        An action that is not visible has none. Where one of the buttons had the focus, the focus proxy gets it.
        """
        at = self.focusWidget()
        if at is not None and at.hasFocus() and self._buttons.isAncestorOf(at):
            self.setFocus()  # else Qt gives it to the next button, wherever that stands
        _empty(self._actions)
        for group in actions:
            together = group if isinstance(group, tuple) else (group,)
            buttons = [_button_of(one) for one in together if one.isVisible()]
            if buttons:
                self._actions.addWidget(buttons[0] if len(buttons) == 1 else _side_by_side(buttons))

    def show_story(self, story: Story | None) -> None:
        """Show this story; None shows that nothing is chosen."""
        shown = story or Story("", self._placeholder)
        self._title.setText(shown.title)
        self._title.setVisible(bool(shown.title))
        self._subtitle.setText(shown.subtitle)
        self._subtitle.setVisible(bool(shown.subtitle))
        _empty(self._badges)
        for line in _lines_of([_badge(text, role) for text, role in shown.badges]):
            self._badges.addWidget(line)
        _empty(self._facts)
        for row, (name, value) in enumerate(shown.facts):
            top = Qt.AlignmentFlag.AlignTop
            self._facts.addWidget(label(name, "muted"), row, 0, alignment=top)
            words = label(value, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(words, row, 1)
        self._photos.show_photos(shown.photos)
        self._timeline.show_events(shown.events)
        self._changes.show_events(shown.changes)
        self._rules[0].setVisible(bool(shown.facts))
        self._rules[1].setVisible(bool(shown.events))
        for widget in (self._rules[2], self._changes_title, self._changes):
            widget.setVisible(bool(shown.changes))
        self._buttons.setVisible(story is not None and self._actions.count() > 0)
        self.setAccessibleDescription(f"{shown.title}. {shown.subtitle}")

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("kind", "card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(16, 16, 16, 16)
        lines.setSpacing(8)
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._badges.setSpacing(6)
        self._buttons = QWidget()
        self._actions.setContentsMargins(0, 4, 0, 4)
        self._actions.setSpacing(8)
        self._buttons.setLayout(self._actions)
        lines.addWidget(self._title)
        lines.addWidget(self._subtitle)
        lines.addLayout(self._badges)
        lines.addWidget(self._buttons)
        lines.addWidget(self._rules[0])
        lines.addLayout(self._facts)
        lines.addWidget(self._photos)
        lines.addWidget(self._rules[1])
        lines.addWidget(self._timeline)
        for widget in (self._rules[2], self._changes_title, self._changes):
            lines.addWidget(widget)
        lines.addStretch(1)
        self.setWidget(card)


def _title(event: Event) -> QWidget:
    if event.on_open is None:
        return label(event.title, wrap=True)
    made = LinkLabel(event.title)
    made.opened.connect(event.on_open)
    return made


def _button_of(action: QAction) -> QPushButton:
    made = button(action.text(), action.trigger)
    made.setIcon(action.icon())
    made.setEnabled(action.isEnabled())
    made.setToolTip(action.toolTip() + _key_of(action))
    action.enabledChanged.connect(made.setEnabled)
    return made


def _side_by_side(buttons: Sequence[QPushButton]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for one in buttons:
        row.addWidget(one, 1)
    return made


def _badge(text: str, role: str) -> QLabel:
    """A long one is cut, so that it does not push the whole story out of sight; its tip has all of it."""
    made = label("", "badge", role)
    made.ensurePolished()
    made.setText(made.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _BADGE_ROOM))
    made.setToolTip(text if made.text() != text else "")
    return made


def _lines_of(badges: Sequence[QLabel]) -> list[QWidget]:
    """The badges side by side while there is room, then on the next line."""
    lines: list[QWidget] = []
    used = 0
    for badge in badges:
        width = badge.sizeHint().width() + _BADGE_GAP
        if not lines or used + width > _BADGE_ROOM:
            lines.append(QWidget())
            row = QHBoxLayout(lines[-1])
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(_BADGE_GAP)
            row.addStretch(1)
            used = 0
        row.insertWidget(row.count() - 1, badge)
        used += width
    return lines


def _key_of(action: QAction) -> str:
    key = action.shortcut().toString()
    return f" ({key})" if key else ""


def _empty(layout: QGridLayout | QHBoxLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
