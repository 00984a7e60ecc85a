"""The first sight of the program: a new registry, one that is somewhere else, or the demo."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.ui.widgets.parts import IconLabel, label


class Welcome(QWidget):
    """Four ways to begin."""

    new_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        ways = (
            (
                "plus",
                _("A new registry"),
                _("Describe the ward, choose a password, keep the recovery code: five minutes."),
                self.new_wanted,
            ),
            (
                "folder-open",
                _("Open a registry"),
                _("The registry is in another folder or on another disk."),
                self.other_wanted,
            ),
            (
                "history",
                _("Restore from a backup"),
                _("Makes the registry of another computer again, with its passwords or the recovery code."),
                self.restore_wanted,
            ),
            (
                "fire-extinguisher",
                _("Try the demo ward"),
                _("8,480 made-up households to practise on. Nothing of it mixes with real data."),
                self.demo_wanted,
            ),
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        for icon_name, title, about, wanted in ways:
            tile = Way(icon_name, title, about)
            tile.clicked.connect(wanted)
            lines.addWidget(tile)
        lines.addStretch(1)


class Way(QPushButton):
    """A large button with a line of explanation. Enter presses it, as Space does."""

    def __init__(self, icon_name: str, title: str, about: str) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(title, "strong"))
        self._about = label(about, "muted", wrap=True)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(IconLabel(icon_name, "accent", 24))
        row.addLayout(words, 1)
        row.addWidget(IconLabel("chevron-right", "muted"))

    def set_about(self, about: str) -> None:
        """Say something else beneath the title."""
        self._about.setText(about)
        self.setAccessibleDescription(about)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its words at the width it has."""
        layout = self.layout()
        width = max(self.width(), 400)
        return QSize(width, layout.heightForWidth(width)) if layout else super().sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
