"""Correcting what was entered of an extinguisher, beside the list."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from firereg.domain.dates import parse_month_year
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import equipment, equipment_edit
from firereg.services.equipment import ExtinguisherRow
from firereg.services.equipment_draft import ExtinguisherDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.checks.inspection_form import Kept
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import NARROW, DateEdit, MoneyEdit, ReadField, choice


class ExtinguisherForm(SideForm):
    """One extinguisher; only what was changed is kept. `saved` tells what to say, and the way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, close_words=_("Drop changes"))
        self._row: ExtinguisherRow | None = None
        self._seen: ExtinguisherDraft | None = None
        self.serial, self.label, self.donor, self.note = (QLineEdit() for _number in range(4))
        self.kind = choice([])
        self.made_on = ReadField(parse_month_year, lambda day: f"{day:%m/%Y}")
        self.made_on.setFixedWidth(NARROW)
        self.made_on.setPlaceholderText(_("mm/yyyy"))
        self.received_on, self.price = DateEdit(desk.registry.today), MoneyEdit()
        self.add("serial", _("Serial number"), self.serial)
        self.add("label", _("Label"), self.label, _("The ward's own number on it"))
        self.add("kind_code", _("Kind"), self.kind)
        self.add("made_on", _("Made"), self.made_on, _("As on the label; empty if it cannot be read"))
        self.add("received_on", _("Received"), self.received_on)
        self.add("donor", _("Donor"), self.donor)
        self.add("price_dong", _("Price, đồng"), self.price)
        self.add("note", _("Note"), self.note)

    def begin(self, row: ExtinguisherRow) -> None:
        """Ready to correct this one."""
        self._row, self._seen = row, equipment_edit.draft_of(row.id)
        self.clear_problems()
        self.set_head(_("Change the extinguisher"), f"{row.serial} · {row.kind_code}")
        self.serial.setText(row.serial)
        self.label.setText(row.label)
        self.donor.setText(row.donor)
        self.note.setText(row.note)
        self.kind.clear()
        for kind in equipment.kinds():
            self.kind.addItem(f"{kind.code} · {kind.name}", kind.code)
        self.kind.setCurrentIndex(self.kind.findData(row.kind_code))
        self.made_on.set(row.made_on)
        self.received_on.set(row.received_on)
        self.price.set(row.price_dong)
        self.stale.filled()
        self.serial.setFocus()
        self.serial.selectAll()

    def fill_again(self) -> None:
        """What is kept of the extinguisher that is being changed."""
        assert self._row is not None
        self.begin(equipment.by_id(self._row.id))

    def keep(self) -> Kept:
        """Keep what was changed."""
        assert self._row is not None
        row, changes = self._row, self._changes(self._row)
        seen, registry = self._seen, self.desk.registry
        _nothing, undo = undoably(self.desk, lambda: equipment_edit.edit(registry, row.id, changes, seen))
        self._row, self._seen = equipment.by_id(row.id), equipment_edit.draft_of(row.id)
        if undo is None:
            return _("Nothing was changed."), None
        return _("Extinguisher {serial} is changed.").format(serial=self.serial.text().strip()), undo

    def _changes(self, row: ExtinguisherRow) -> dict[str, Any]:
        self.made_on.commit()
        if problem := self.form.rows["made_on"].error():
            raise BadInputError(problem, "made_on")
        typed = self.made_on.text().strip()
        made_on = parse_month_year(typed) if typed else None
        price = self.amount_of("price_dong")
        wanted = {
            "serial": self.serial.text(),
            "label": self.label.text(),
            "kind_code": self.kind.currentData(),
            "made_on": row.made_on if typed == _month(row) else made_on,
            "received_on": self.day_of("received_on", _("Enter the day it came.")),
            "donor": self.donor.text(),
            "price_dong": price if self.price.text().strip() else None,
            "note": self.note.text(),
        }
        return {name: value for name, value in wanted.items() if value != getattr(row, name)}


def _month(row: ExtinguisherRow) -> str:
    """A known day of manufacture is shown as its month; left as it is, it stays that day."""
    return f"{row.made_on:%m/%Y}" if row.made_on else ""
