"""The form of a household, beside the list."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from firereg.domain.identity import FEMALE, MALE
from firereg.domain.labels import group_label
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import households, wards
from firereg.services.households import HouseholdDraft, HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.widgets.fields import Form
from firereg.ui.widgets.parts import InlineMessage, button, label

_LABEL = 96


class HouseholdForm(QWidget):
    """Enter a household, or change one. `saved` tells the row, `closed` that nothing was saved."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id: int | None = None
        self._seen_at = datetime.min
        self._title = label("", "title")
        self._message = InlineMessage()
        self._name, self._address, self._phone = QLineEdit(), QLineEdit(), QLineEdit()
        self._id_number, self._born, self._note = QLineEdit(), QLineEdit(), QLineEdit()
        self._group, self._sex = QComboBox(), QComboBox()
        self._persons = QSpinBox(minimum=1, maximum=99)
        self._form = self._rows()
        self._build()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, title: str, household_id: int | None) -> None:
        self._id = household_id
        self._title.setText(title)
        self._message.clear()
        self._form.clear_errors()
        chosen = self._group.currentData()
        self._group.clear()
        for group in wards.groups():
            self._group.addItem(group_label(group.number), group.id)
        self._group.setCurrentIndex(max(0, self._group.findData(chosen)))

    def _save(self) -> None:
        self._form.clear_errors()
        self._message.clear()
        try:
            draft = self._draft()
            doubts = households.warnings(draft)
            if self._id is None:
                row = households.add(self._desk.registry, draft)
            else:
                row = households.change(self._desk.registry, self._id, draft, self._seen_at)
        except UserError as problem:
            if not self._form.show_error(getattr(problem, "field", ""), str(problem)):
                self._message.say("error", str(problem))
            return
        done = _("Saved household {name}.").format(name=row.head_name)
        self._desk.wrote(" ".join((done, *doubts)))
        self.saved.emit(row)

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

    def _rows(self) -> Form:
        form = Form()
        self._sex.addItem("", "")
        self._sex.addItem(_("Male"), MALE)
        self._sex.addItem(_("Female"), FEMALE)
        form.add("head_name", _("Head"), self._name, label_width=_LABEL)
        form.add("group_id", _("Group"), self._group, label_width=_LABEL)
        form.add("address", _("Address"), self._address, _("12/34 Chợ Hàng"), label_width=_LABEL)
        form.add("persons", _("Persons"), self._persons, label_width=_LABEL)
        form.add("id_number", _("ID number"), self._id_number, label_width=_LABEL)
        form.add("born_year", _("Year of birth"), self._born, label_width=_LABEL)
        form.add("sex", _("Sex"), self._sex, label_width=_LABEL)
        form.add("phone", _("Phone"), self._phone, label_width=_LABEL)
        form.add("note", _("Note"), self._note, label_width=_LABEL)
        return form

    def _build(self) -> None:
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(8)
        lines.addWidget(self._title)
        lines.addWidget(self._message)
        lines.addWidget(self._form)
        lines.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setProperty("kind", "plain")
        scroll.setWidget(inner)
        buttons = QHBoxLayout()
        save = button(_("Save"), self._save, "save", "primary")
        save.setShortcut("Ctrl+Return")
        save.setToolTip(_("Save") + " (Ctrl+Enter)")
        buttons.addWidget(save)
        buttons.addWidget(button(_("Close"), self.closed.emit, kind="quiet"))
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll, 1)
        whole.addLayout(buttons)
