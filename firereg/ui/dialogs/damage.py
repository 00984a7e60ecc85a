"""Said once, when a page of the registry cannot be read in the middle of work."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.ui.widgets.parts import IconLabel, button, label

_WIDTH = 520


class DamageNotice(QDialog):
    """Accepted by somebody who wants to see what can be done; closed to look at what is on the screen first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("firereg")
        self.setMinimumWidth(_WIDTH)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("triangle-alert", "warning", 24))
        head.addWidget(label(_("The registry is damaged"), "title"), 1)
        foot.addStretch(1)
        foot.addWidget(button(_("Keep looking"), self.reject))
        go_on = button(_("What can be done…"), self.accept, kind="primary")
        go_on.setDefault(True)
        foot.addWidget(go_on)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(16)
        lines.addLayout(head)
        words = _(
            "Part of its file cannot be read any more. From now on nothing is written to it, so that nothing gets "
            "worse. Note down what is half entered, then see what can be done: nearly everything can be saved into a "
            "new registry."
        )
        lines.addWidget(label(words, wrap=True))
        lines.addLayout(foot)
