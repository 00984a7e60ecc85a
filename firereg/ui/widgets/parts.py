"""Small parts with one word to say: labels, buttons, empty states, notices beside a field."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from firereg.ui.icons import icon, pixmap
from firereg.ui.theme import restyle

ICON_WITH_GAP = QSize(22, 16)  # an icon stands in the middle of its box: this keeps the words off it


def label(text: str, kind: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A line of plain text; `kind` is title, strong, muted, figure or badge, `role` a colour of the theme."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a label or notice another colour role."""
    widget.setProperty("role", role)
    restyle(widget)


def button(
    text: str, on_click: Callable[[], object] | None = None, icon_name: str = "", kind: str = ""
) -> QPushButton:
    """A button; `kind` is primary (one a page), quiet or plain. Enter presses it, as Space does."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(True)
    made.setIconSize(ICON_WITH_GAP)
    if icon_name:
        made.setIcon(icon(icon_name, "on_accent" if kind == "primary" else "text"))
    if on_click is not None:
        made.clicked.connect(lambda _checked: on_click())
    return made


def icon_button(icon_name: str, name: str, on_click: Callable[[], object] | None = None) -> QToolButton:
    """A button that is only an icon; `name` is its tip and what a screen reader says."""
    made = QToolButton()
    made.setProperty("kind", "quiet")
    made.setIcon(icon(icon_name))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if on_click is not None:
        made.clicked.connect(lambda _checked: on_click())
    return made


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget in a frame that scrolls where there is no room."""
    scroll = QScrollArea(widgetResizable=True)
    scroll.setProperty("kind", "plain")
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(widget)
    return scroll


def rule() -> QFrame:
    """A thin line between two groups."""
    made = QFrame()
    made.setProperty("kind", "rule")
    return made


_NEW_LOOKS = frozenset(
    (
        QEvent.Type.PaletteChange,
        QEvent.Type.DevicePixelRatioChange,
        QEvent.Type.ApplicationPaletteChange,
    )
)


class IconLabel(QLabel):
    """An icon by itself, in the colour of its role in whatever theme and on whatever screen."""

    def __init__(self, name: str, role: str = "text", size: int = 16) -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        self.setFixedSize(QSize(size, size))
        self._draw()

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._name, self._role = name, role
        self._draw()

    def event(self, event: QEvent) -> bool:
        """Draw anew where the colours or the screen changed."""
        if event.type() in _NEW_LOOKS:
            self._draw()
        return super().event(event)

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._role, self._size, self.devicePixelRatioF()))


_ROOM_FOR_ICON = 160


class EmptyState(QWidget):
    """What an empty list says: what belongs there, and a button for the first step."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        step: str = "",
        on_step: Callable[[], object] | None = None,
        step_icon: str = "plus",
    ) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setSpacing(16)
        lines.addStretch(2)
        self._icon = IconLabel(icon_name, "outline", 40)
        lines.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._text = label("", "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lines.addWidget(self._text)
        self.say(sentence)
        if step:
            self.step = button(step, on_step, step_icon, "primary")
            lines.addWidget(self.step, alignment=Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(3)

    def say(self, sentence: str) -> None:
        """Have other words there."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)

    def text(self) -> str:
        """The words there."""
        return self._text.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low list the words have the room to themselves."""
        super().resizeEvent(event)
        self._icon.setVisible(event.size().height() >= _ROOM_FOR_ICON)


MESSAGE_ICONS = {
    "error": ("circle-alert", "warning"),
    "warning": ("triangle-alert", "warning"),
    "info": ("info", "on_accent_soft"),
    "success": ("circle-check", "success"),
}


class InlineMessage(QFrame):
    """One sentence with its icon on top of a form: error, warning, info or success. Hidden when empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self._icon = IconLabel("info", "on_accent_soft")
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, kind: str, sentence: str) -> None:
        """Show the sentence and have a screen reader say it."""
        self._icon.set_icon(*MESSAGE_ICONS[kind])
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        set_role(self, kind)
        restyle(self._text)  # its colour hangs on the role of the box around it
        self.show()
        announce(self)

    def retell(self, sentence: str) -> None:
        """Change the words of what is said, without having a screen reader say it all again."""
        self._text.setText(sentence)
        self.setAccessibleName(sentence)

    def clear(self) -> None:
        """Say nothing."""
        self._text.clear()
        self.hide()

    def text(self) -> str:
        """The sentence shown, or "" for none."""
        return self._text.text()


def announce(widget: QWidget) -> None:
    """Have a screen reader say the accessible name of `widget` now."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
