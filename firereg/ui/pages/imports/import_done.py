"""The last step of an import: what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.services.imports import Batch
from firereg.ui.pages.imports.import_words import counts_words, left_out_words
from firereg.ui.widgets.parts import InlineMessage, button, label


class DoneStep(QWidget):
    """`taken_back` asks to take it back, `show_list` and `again` where to go next."""

    taken_back = Signal(int)
    show_list = Signal()
    again = Signal()

    def __init__(self, show_words: str, show_icon: str) -> None:
        super().__init__()
        self._batch = 0
        self.message = InlineMessage()
        self._counts = label("", wrap=True)
        self.show_button = button(show_words, self.show_list.emit, show_icon, "primary")
        self.undo_button = button(_("Take it back"), self._take_back, "undo-2")
        buttons = QHBoxLayout()
        for one in (self.show_button, self.undo_button, button(_("Import another list"), self.again.emit)):
            buttons.addWidget(one)
        buttons.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        lines.addWidget(self.message)
        lines.addWidget(self._counts)
        lines.addLayout(buttons)
        lines.addStretch(1)

    def show_batch(self, batch: Batch) -> None:
        """Tell of an import, or that it was taken back."""
        self._batch = batch.id
        words = (
            _("{file} was taken back. The register is as it was before.")
            if batch.undone
            else _("{file} is in the register.")
        )
        self.message.say("info" if batch.undone else "success", words.format(file=batch.file_name))
        self._counts.setText(
            "\n".join(filter(None, (counts_words(batch.counts), left_out_words(batch.counts))))
        )
        self._counts.setVisible(not batch.undone)
        self.undo_button.setVisible(not batch.undone)

    def _take_back(self) -> None:
        self.taken_back.emit(self._batch)
