"""What the handover form is made of: its lines, and what it says of a household."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from firereg.domain.identity import mask_number
from firereg.domain.labels import category_label
from firereg.i18n import _
from firereg.services.households import HouseholdRow
from firereg.ui.widgets.suggestions import Suggestion


def line_edit(hint: str = "") -> QLineEdit:
    """A line with a hint of what belongs there, which a screen reader says too."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    return made


def side_by_side(first: QLineEdit, second: QLineEdit) -> QWidget:
    """Two fields of one row; the row's errors go to the first."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(first, 1)
    row.addWidget(second, 1)
    both.setFocusProxy(first)
    return both


def either(first: QRadioButton, second: QRadioButton) -> QWidget:
    """Two ways side by side, the first one chosen."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    group = QButtonGroup(both)
    for way in (first, second):
        group.addButton(way)
        row.addWidget(way)
    row.addStretch(1)
    first.setChecked(True)
    return both


def household_suggestion(row: HouseholdRow) -> Suggestion:
    """A household to choose: its name, and what tells it apart."""
    detail = " · ".join(part for part in (row.group_name, row.address, row.code) if part)
    return Suggestion(row.head_name, detail, row, "house")


def about_household(row: HouseholdRow) -> str:
    """What a clerk should see of the household that receives."""
    parts = [
        row.group_name,
        category_label(row.status.category) if row.status else _("no recognition"),
        _("has {n} extinguishers").format(n=row.extinguishers)
        if row.extinguishers
        else _("no extinguisher yet"),
        _("{n} persons").format(n=row.persons),
    ]
    return " · ".join(parts) + "."


def show_own_number(field: QLineEdit, household: HouseholdRow | None, instead: bool) -> None:
    """Empty the field and let it hint, masked, at the number that counts: the household's, unless somebody receives
    `instead` of the head."""
    field.clear()
    field.setPlaceholderText(mask_number(household.id_number) if household and not instead else "")
