"""What somebody else saved while a form was being filled in, beside what was typed: nobody has to type it again.

A field that was not touched since the form was filled takes their value; one that both changed stands in both columns.
"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from firereg.i18n import _
from firereg.ui.widgets.field_values import fields_of, put, values
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.parts import announce, button, label
from firereg.ui.widgets.tick_list import TickList


class StalePanel(QFrame):
    """Theirs and mine, field by field, for a form whose fields `fill_again` fills with what is kept now."""

    def __init__(self, form: Form, fill_again: Callable[[], object], save: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._form, self._fill_again, self._save = form, fill_again, save
        self._filled: dict[str, Any] = {}
        self._title, self._rows = label("", "strong", wrap=True), QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self.mine = button(_("Save mine"), self._take_mine, "save")
        self.theirs = button(_("Take theirs"), self._take_theirs)
        buttons = QHBoxLayout()
        buttons.addWidget(self.mine)
        buttons.addWidget(self.theirs)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        for part in (self._rows, buttons):
            whole.addLayout(part)
        whole.insertWidget(0, self._title)
        self.hide()

    def filled(self) -> None:
        """The fields hold what is kept: what differs from now on was typed."""
        self._filled = values(fields_of(self._form))
        self.hide()

    def compare(self, sentence: str) -> None:
        """Show both sides; what was typed stays in the fields, what was not touched becomes theirs."""
        fields = fields_of(self._form)
        before, mine, mine_shown = self._filled, values(fields), _shown(fields)
        self._fill_again()
        theirs_shown = _shown(fields)
        touched = {name: value for name, value in mine.items() if value != before.get(name)}
        put(fields, touched)
        differing = [name for name in fields if mine_shown[name] != theirs_shown[name]]
        self._tell(
            sentence,
            [
                (
                    _name_of(self._form, name),
                    theirs_shown[name],
                    mine_shown[name] if name in touched else None,
                )
                for name in differing
            ],
        )

    def _tell(self, sentence: str, differences: list[tuple[str, str, str | None]]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._title.setText(sentence)
        heads = ("", _("They saved"), _("You typed"))
        lines = [heads, *((name, theirs, mine) for name, theirs, mine in differences)]
        for row, (name, theirs, mine) in enumerate(lines):
            kind = "muted" if row == 0 else ""
            unchanged = _("unchanged")
            texts = (name, theirs or "–", unchanged if mine is None else mine or "–")
            for column, text in enumerate(texts):
                muted = column == 0 or (column == 2 and mine is None)
                part = label(text if row or column else "", "muted" if muted else kind, wrap=True)
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._rows.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
        for column, stretch in enumerate((2, 3, 3)):
            self._rows.setColumnStretch(column, stretch)
        self.setAccessibleName(sentence)
        self.show()
        announce(self)

    def _take_mine(self) -> None:
        self.hide()
        self._save()

    def _take_theirs(self) -> None:
        self._fill_again()
        self.hide()


def _name_of(form: Form, name: str) -> str:
    return form.rows[name.partition(".")[0]].field.accessibleName()


def _shown(fields: Mapping[str, QWidget]) -> dict[str, str]:
    """What stands in each field, in the words of the screen."""
    return {name: _words(field) for name, field in fields.items()}


def _words(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, QLineEdit | QSpinBox):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, TickList):
        return field.words()
    ticked = isinstance(field, QCheckBox | QRadioButton) and field.isChecked()
    return _("yes") if ticked else _("no")
