"""The form of a household, beside the list."""

from datetime import datetime

from PySide6.QtWidgets import QLineEdit

from firereg.domain.identity import FEMALE, MALE
from firereg.domain.labels import group_label
from firereg.i18n import _
from firereg.services import households, wards
from firereg.services.households import HouseholdDraft, HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.fields import choice, count_box


class HouseholdForm(SideForm):
    """Enter a household, or change one. `saved` tells the row, `closed` that nothing was saved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._id: int | None = None
        self._seen_at = datetime.min
        self._name, self._address, self._phone = QLineEdit(), QLineEdit(), QLineEdit()
        self._id_number, self._born, self._note = QLineEdit(), QLineEdit(), QLineEdit()
        self._group = choice([])
        self._sex = choice([("", ""), (_("Male"), MALE), (_("Female"), FEMALE)])
        self._persons = count_box(1, 99)
        self.add("head_name", _("Head"), self._name)
        self.add("group_id", _("Group"), self._group)
        self.add("address", _("Address"), self._address, _("12/34 Chợ Hàng"))
        self.add("persons", _("Persons"), self._persons)
        self.add("id_number", _("ID number"), self._id_number)
        self.add("born_year", _("Year of birth"), self._born)
        self.add("sex", _("Sex"), self._sex)
        self.add("phone", _("Phone"), self._phone)
        self.add("note", _("Note"), self._note)

    def open_new(self) -> None:
        """An empty form; the group of the last household stays, since they come street by street."""
        self._open(_("New household"), None)
        for field in (self._name, self._address, self._phone, self._id_number, self._born, self._note):
            field.clear()
        self._persons.setValue(1)
        self._sex.setCurrentIndex(0)
        self._name.setFocus()

    def open_change(self, row: HouseholdRow) -> None:
        """The form with what is known of this household."""
        self._open(_("Change household"), row.id)
        note, self._seen_at = households.note_of(row.id)
        self._name.setText(row.head_name)
        self._address.setText(row.address)
        self._phone.setText(row.phone)
        self._id_number.setText(row.id_number)
        self._born.setText(str(row.born_year or ""))
        self._note.setText(note)
        self._persons.setValue(row.persons)
        self._sex.setCurrentIndex(max(0, self._sex.findData(row.sex)))
        self._group.setCurrentIndex(self._group.findData(row.group_id))
        self._name.setFocus()

    def keep(self) -> HouseholdRow:
        """Keep the household; what is doubtful about it is said with it."""
        draft = self._draft()
        doubts = households.warnings(draft)
        if self._id is None:
            row = households.add(self.desk.registry, draft)
        else:
            row = households.change(self.desk.registry, self._id, draft, self._seen_at)
        done = _("Saved household {name}.").format(name=row.head_name)
        self.desk.wrote(" ".join((done, *doubts)))
        return row

    def _open(self, title: str, household_id: int | None) -> None:
        self._id = household_id
        self.set_head(title)
        self.clear_problems()
        chosen = self._group.currentData()
        self._group.clear()
        for group in wards.groups():
            self._group.addItem(group_label(group.number), group.id)
        self._group.setCurrentIndex(max(0, self._group.findData(chosen)))

    def _draft(self) -> HouseholdDraft:
        born = self._born.text().strip()
        return HouseholdDraft(
            head_name=self._name.text(),
            group_id=self._group.currentData(),
            address=self._address.text(),
            persons=self._persons.value(),
            born_year=(int(born) if born.isdigit() else 0) if born else None,
            sex=self._sex.currentData(),
            id_number=self._id_number.text(),
            phone=self._phone.text(),
            note=self._note.text(),
        )
