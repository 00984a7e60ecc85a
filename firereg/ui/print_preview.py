"""A paper on the screen, exactly as it prints, with the ways to take it away: printer or file."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from firereg.i18n import _
from firereg.ui.widgets.parts import InlineMessage, button
from firereg.ui.widgets.pdf_preview import PdfPreview


class PrintPreview(QDialog):
    """Shows a PDF; `on_print` and `on_save` take it away and raise a UserError's sentence through `say`."""

    def __init__(
        self,
        parent,
        title: str,
        pdf: bytes,
        on_print: Callable[[], object],
        on_save: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(820, 660)
        self.message = InlineMessage()
        preview = PdfPreview(title)
        preview.show_pdf(pdf)
        self._print = button(_("Print"), on_print, "printer", "primary")
        self._print.setShortcut("Ctrl+P")
        self._print.setToolTip(_("Print") + " (Ctrl+P)")
        self._save = button(_("Save as PDF"), on_save, "file-output")
        self._save.setShortcut("Ctrl+S")
        self._save.setToolTip(_("Save as PDF") + " (Ctrl+S)")
        buttons = QHBoxLayout()
        buttons.addWidget(self._print)
        buttons.addWidget(self._save)
        buttons.addStretch(1)
        buttons.addWidget(button(_("Close"), self.reject, kind="quiet"))
        lines = QVBoxLayout(self)
        lines.addWidget(self.message)
        lines.addWidget(preview, 1)
        lines.addLayout(buttons)
        self._print.setFocus()

    def without_printer(self, sentence: str) -> None:
        """Say why it cannot be printed here; saving is what is left."""
        self.message.say("info", sentence)
        self._print.setEnabled(False)
        self._save.setFocus()
