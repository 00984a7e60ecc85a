"""The guide and the list of keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from firereg.i18n import _, language
from firereg.paths import resource
from firereg.ui.widgets.parts import button, label


class HelpDialog(QDialog):
    """The user guide, as it stands in resources/guide."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Guide"))
        self.resize(760, 620)
        text = QTextBrowser()
        text.setMarkdown(resource(f"guide/{language()}.md").read_text(encoding="utf-8"))
        lines = QVBoxLayout(self)
        lines.addWidget(text)
        lines.addWidget(button(_("Close"), self.accept), alignment=Qt.AlignmentFlag.AlignRight)


class KeysDialog(QDialog):
    """Every key and what it does."""

    def __init__(self, parent: QWidget, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        self.resize(520, 560)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (text, key) in enumerate(dict.fromkeys(keys)):
            grid.addWidget(label(key, "strong"), row, 0)
            grid.addWidget(label(text), row, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setWidget(inner)
        lines = QVBoxLayout(self)
        lines.addWidget(scroll)
        lines.addWidget(button(_("Close"), self.accept), alignment=Qt.AlignmentFlag.AlignRight)
