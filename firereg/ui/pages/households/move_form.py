"""A household that moves away, and households that are put into another group."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.services import equipment, household_moves, households, wards
from firereg.services.households import HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.pages.households.household_story import extinguisher_words
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import DateEdit, choice


class HeldChoice(QWidget):
    """What becomes of the extinguishers a household still has; nothing is chosen for the clerk."""

    def __init__(self) -> None:
        super().__init__()
        self.take_back = QRadioButton(_("Take back into stock"))
        self.leave = QRadioButton(_("They go with the household"))
        self._group = QButtonGroup(self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for one in (self.take_back, self.leave):
            self._group.addButton(one)
            lines.addWidget(one)
        self.setFocusProxy(self.take_back)

    def clear(self) -> None:
        """Choose nothing."""
        self._group.setExclusive(False)
        for one in self._group.buttons():
            one.setChecked(False)
        self._group.setExclusive(True)

    def chosen(self) -> bool | None:
        """Whether they are taken back; None while nothing is chosen."""
        if self._group.checkedButton() is None:
            return None
        return self.take_back.isChecked()


class MoveOutForm(SideForm):
    """A household moves away. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Moved away"))
        self._row: HouseholdRow | None = None
        self.day, self.where_to, self.held = DateEdit(desk.registry.today), QLineEdit(), HeldChoice()
        self.add("day", _("Day"), self.day)
        self.add("where_to", _("Where to"), self.where_to, _("Ward or address, if it is known"))
        self.add("held", _("Extinguishers"), self.held, " ")

    def begin(self, row: HouseholdRow) -> None:
        """Ready to say when this household moved, and where to."""
        self._row = row
        self.clear_problems()
        self.set_head(_("Moved away"), f"{row.head_name} · {row.code}\n{row.address}")
        held = equipment.held_by(row.id)
        self.form.rows["held"].setVisible(bool(held))
        self.form.rows["held"].set_hint("\n".join(extinguisher_words(item) for item in held))
        self.held.clear()
        self.where_to.clear()
        self.day.set(self.desk.registry.today())
        self.day.setFocus()

    def keep(self) -> int:
        """Keep it; what came back into stock is named."""
        assert self._row is not None
        row, day = self._row, self.day_of("day", _("Enter the day the household moved."))

        def act() -> list[str]:
            return household_moves.move_out(
                self.desk.registry, row.id, day, self.where_to.text(), take_back=self.held.chosen()
            )

        returned, undo = undoably(self.desk, act)
        words = [_("{name} has moved away.").format(name=row.head_name)]
        if returned:
            words.append(_("Back in stock: {serials}.").format(serials=", ".join(returned)))
        self.desk.wrote(" ".join(words), undo)
        return row.id


class TransferForm(SideForm):
    """Households are put into another group; their codes stay. `saved` tells the id of the first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: Sequence[HouseholdRow] = ()
        self.group = choice([])
        self.add("group_id", _("New group"), self.group, _("The codes stay as they are, on old papers too."))

    def begin(self, rows: Sequence[HouseholdRow]) -> None:
        """Ready to choose the group for these households."""
        self._rows, self.touches = rows, len(rows)
        self.clear_problems()
        about = f"{rows[0].head_name} · {rows[0].group_name}"
        if len(rows) > 1:
            about = _("{count} households").format(count=len(rows))
        self.set_head(_("Into another group"), about)
        fill_groups(self.group, rows[0].group_id)
        self.group.setFocus()

    def keep(self) -> int:
        """Put them there, as one change."""
        ids, group_id = [row.id for row in self._rows], self.group.currentData()
        count, undo = undoably(
            self.desk, lambda: households.change_many(self.desk.registry, ids, group_id=group_id)
        )
        words = _("{count} households are in {group} now.")
        self.desk.wrote(words.format(count=count, group=self.group.currentText()), undo)
        return ids[0]


def fill_groups(box, chosen: int | None) -> None:
    """Put all groups into a box to choose from, with the old ward where the number alone is not enough."""
    groups = wards.groups()
    box.clear()
    for group in groups:
        box.addItem(wards.group_name(group, groups), group.id)
    box.setCurrentIndex(max(0, box.findData(chosen)))
