"""The work of a firm on an extinguisher, entered beside the list."""

from PySide6.QtWidgets import QCheckBox, QLineEdit

from firereg.domain.labels import record_label
from firereg.domain.schedule import RecordKind
from firereg.i18n import _
from firereg.services import faults, inspections
from firereg.services.inspections import ServiceDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.checks.inspection_form import Kept
from firereg.ui.pages.equipment.subject import Subject, next_words
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import DateEdit, MoneyEdit, choice


class ServiceForm(SideForm):
    """The firm stays for the next extinguisher. `saved` tells what to say, and how the record is taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._subject: Subject | None = None
        work = (RecordKind.MAINTENANCE, RecordKind.RECHARGE, RecordKind.HYDROSTATIC)
        self.kind = choice([(record_label(kind), kind) for kind in work])
        self.day = DateEdit(desk.registry.today)
        self.firm, self.certificate, self.cost = QLineEdit(), QLineEdit(), MoneyEdit()
        self.mended = QCheckBox(_("The open fault is mended"))
        self.add("kind", _("Work"), self.kind)
        self.add("day", _("Day"), self.day)
        self.add("firm", _("Firm"), self.firm, _("Only a competent firm may do this."))
        self.add("certificate", _("Certificate"), self.certificate, _("Number of its paper, if there is one"))
        self.add("cost_dong", _("Cost, đồng"), self.cost)
        self.add("closes_faults", "", self.mended)

    def begin(self, subject: Subject, kind: RecordKind = RecordKind.MAINTENANCE) -> None:
        """Ready to enter what was done to this extinguisher."""
        self._subject = subject
        self.clear_problems()
        self.set_head(_("Work of a firm"), subject.about)
        self.certificate.clear()
        self.cost.set(None)
        its_faults = faults.open_of([subject.extinguisher_id]).get(subject.extinguisher_id, [])
        self.form.rows["closes_faults"].set_hint("; ".join(one.what for one in its_faults))
        self.form.rows["closes_faults"].setVisible(bool(its_faults))
        self.mended.setChecked(True)
        self.day.set(self.desk.registry.today())
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.kind.setFocus()

    def keep(self) -> Kept:
        """Keep the work."""
        assert self._subject is not None
        kind = RecordKind(self.kind.currentData())
        cost = self.amount_of("cost_dong")
        draft = ServiceDraft(
            serial=self._subject.serial,
            kind=kind,
            day=self.day_of("day", _("Enter the day it was done.")),
            firm=self.firm.text(),
            certificate=self.certificate.text(),
            cost_dong=cost if self.cost.text().strip() else None,
            closes_faults=self.mended.isChecked(),
        )
        dues, undo = undoably(self.desk, lambda: inspections.service(self.desk.registry, draft))
        words = _("{work} of {serial} saved.").format(work=record_label(kind), serial=self._subject.serial)
        return f"{words} {next_words(dues, self.desk.registry.today())}".strip(), undo
