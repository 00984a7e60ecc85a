"""Taking new extinguishers into stock, one scan after the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget

from firereg.domain.dates import parse_month_year
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import deliveries, equipment
from firereg.services.deliveries import ExtinguisherDraft
from firereg.ui.desk import Desk
from firereg.ui.icons import icon
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.fields import NARROW, DateEdit, ReadField, choice
from firereg.ui.widgets.parts import label

_USUAL = "MFZL4"  # what households are given most


class ScanEdit(QLineEdit):
    """A serial number, typed or scanned; Enter, which a scanner sends too, tells `entered`."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_("Scan or type a serial number"))
        self.addAction(icon("scan-barcode", "muted"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stays in the field."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ReceiveForm(SideForm):
    """Kind, months and donor stay; each serial number is kept by Enter. `saved` tells the new id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Receive"))
        self.set_head(_("Receive extinguishers"))
        self.kind = choice([(f"{kind.code} · {kind.name}", kind.code) for kind in equipment.kinds()])
        self.kind.setCurrentIndex(max(0, self.kind.findData(_USUAL)))
        self.made_on = ReadField(parse_month_year, lambda day: f"{day:%m/%Y}")
        self.made_on.setFixedWidth(NARROW)
        self.made_on.setPlaceholderText(_("mm/yyyy"))
        self.received_on = DateEdit(desk.registry.today)
        self.donor, self.serial = QLineEdit(), ScanEdit()
        self._count = label("", "strong")
        self.received = QListWidget()
        self.add("kind_code", _("Kind"), self.kind)
        self.add("made_on", _("Made"), self.made_on, _("As on the label; empty if it cannot be read"))
        self.add("received_on", _("Received"), self.received_on)
        self.add("donor", _("Donor"), self.donor)
        self.add("serial", _("Serial number"), self.serial, _("Enter keeps it; then scan the next one."))
        self.add_below(self._count)
        self.add_below(self.received)
        self.received.setAccessibleName(_("Received just now"))
        self.received.setMaximumHeight(132)
        self.received.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.serial.entered.connect(self.submit)

    def begin(self) -> None:
        """A new go; what the last go shared stays."""
        self.clear_problems()
        self.received.clear()
        self._tell_count()
        self.received_on.set(self.desk.registry.today())
        (self.serial if self.made_on.text() else self.kind).setFocus()

    def keep(self) -> int:
        """Keep this one and be ready for the next."""
        self.made_on.commit()
        if problem := self.form.rows["made_on"].error():
            raise BadInputError(problem, "made_on")
        made_on = parse_month_year(self.made_on.text()) if self.made_on.text().strip() else None
        draft = ExtinguisherDraft(
            serial=self.serial.text(),
            kind_code=self.kind.currentData(),
            made_on=made_on,
            received_on=self.day_of("received_on", _("Enter the day it came.")),
            donor=self.donor.text(),
        )
        (new_id,) = deliveries.receive(self.desk.registry, [draft])
        row = equipment.by_id(new_id)
        self.received.insertItem(0, f"{row.serial} · {row.kind_code}")
        self._tell_count()
        self.serial.clear()
        self.serial.setFocus()
        self.desk.wrote(_("Extinguisher {serial} is in stock.").format(serial=row.serial))
        return new_id

    def submit(self) -> None:
        """A number that was refused is marked, so that the next scan replaces it."""
        super().submit()
        if self.message.text() or self.form.rows["serial"].error():
            self.serial.setFocus()
            self.serial.selectAll()

    def _tell_count(self) -> None:
        count = self.received.count()
        self._count.setText(_("Received just now: {n}").format(n=count) if count else "")
        for widget in (self._count, self.received):
            widget.setVisible(count > 0)
