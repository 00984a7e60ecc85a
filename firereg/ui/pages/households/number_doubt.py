"""What does not fit in an ID number, told beneath it as it is typed; nothing is stopped by it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit

from firereg.ui.widgets.fields import FieldRow

_LOOK_AFTER = 250  # milliseconds after the last key
_DIGITS = 12


class NumberDoubt(QObject):
    """Keeps the doubts of `ask` beneath the number in `row`, whichever of `born` and `sex` or itself is changed.

    A number that is not typed to its end is doubted when the field is left.
    """

    def __init__(
        self,
        row: FieldRow,
        number: QLineEdit,
        born: QLineEdit,
        sex: QComboBox,
        ask: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(row)
        self._row, self._number, self._ask = row, number, ask
        self._typing = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._typing.timeout.connect(self._look)
        for field in (number, born):
            field.textEdited.connect(lambda _text: self._typing.start())
            field.editingFinished.connect(self.tell)
        sex.currentIndexChanged.connect(lambda _index: self._typing.start())

    def tell(self) -> None:
        """Say what is doubtful now."""
        self._typing.stop()
        self._row.set_doubt("\n".join(self._ask()))

    def _look(self) -> None:
        half_typed = self._number.hasFocus() and sum(map(str.isdigit, self._number.text())) < _DIGITS
        if half_typed:
            self._row.set_doubt("")
        else:
            self.tell()
