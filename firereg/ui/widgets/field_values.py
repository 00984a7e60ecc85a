"""What stands in the fields of a form, as plain values that can be kept and put back."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from firereg.ui.widgets.fields import Form, ReadField
from firereg.ui.widgets.tick_list import TickList

_KINDS = (QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QRadioButton, QCheckBox, TickList)


def fields_of(form: Form) -> dict[str, QWidget]:
    """Every field of a form in its order; of a row with several, "key.0", "key.1" and so on."""
    found: dict[str, QWidget] = {}
    for key, row in form.rows.items():
        if isinstance(row.field, _KINDS):
            found[key] = row.field
        else:
            parts = (part for part in row.field.findChildren(QWidget) if isinstance(part, _KINDS))
            found |= {f"{key}.{number}": part for number, part in enumerate(parts)}
    return found


def values(fields: Mapping[str, QWidget]) -> dict[str, Any]:
    """What stands in each field: texts as they are typed, what was chosen, what is ticked."""
    return {name: _value(field) for name, field in fields.items()}


def put(fields: Mapping[str, QWidget], kept: Mapping[str, Any]) -> None:
    """Put back what `values` gave, field after field; a choice that is no longer there stays as it is."""
    for name, field in fields.items():
        if name in kept:
            _put(field, kept[name])


def watch(fields: Mapping[str, QWidget], on_change: Callable[[], object]) -> None:
    """Have `on_change` called whenever something else stands in one of the fields."""
    for field in fields.values():
        if isinstance(field, QLineEdit):
            field.textChanged.connect(lambda _text: on_change())
        elif isinstance(field, QPlainTextEdit):
            field.textChanged.connect(on_change)
        elif isinstance(field, QComboBox):
            field.currentIndexChanged.connect(lambda _index: on_change())
        elif isinstance(field, QSpinBox):
            field.valueChanged.connect(lambda _value: on_change())
        elif isinstance(field, TickList):
            field.itemChanged.connect(lambda _item: on_change())
        elif isinstance(field, QRadioButton | QCheckBox):
            field.toggled.connect(lambda _on: on_change())


def _value(field: QWidget) -> Any:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QSpinBox):
        return field.value()
    if isinstance(field, TickList):
        return list(field.ticked())
    return isinstance(field, QRadioButton | QCheckBox) and field.isChecked()


def _put(field: QWidget, value: Any) -> None:
    if isinstance(field, QLineEdit):
        field.setText(value)
        if isinstance(field, ReadField):
            field.commit()
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QComboBox):
        if (place := field.findData(value)) >= 0:
            field.setCurrentIndex(place)
    elif isinstance(field, QSpinBox):
        field.setValue(value)
    elif isinstance(field, TickList):
        field.tick(value)
    elif isinstance(field, QRadioButton | QCheckBox):
        field.setChecked(value)
