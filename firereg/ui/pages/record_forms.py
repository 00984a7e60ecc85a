"""What was done to an extinguisher, entered beside the list: a look at it, or the work of a firm.

Both forms tell by `saved` the sentence to say; the page says it, since it knows where to go on.
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QWidget

from firereg.domain.dates import format_date
from firereg.domain.labels import clock_label, record_label
from firereg.domain.schedule import Clock, RecordKind
from firereg.i18n import _
from firereg.services import clocks, inspections
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.fields import DateEdit, choice
from firereg.ui.widgets.parts import label


@dataclass(frozen=True)
class Subject:
    """The extinguisher something was done to, and how a clerk knows it."""

    extinguisher_id: int
    serial: str
    kind_code: str
    holder: str


class PassOrFail(QWidget):
    """Two choices of one key each: P passes, F fails."""

    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._pass, self._fail = QRadioButton(_("Passed (P)")), QRadioButton(_("Fault (F)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._pass)
        row.addWidget(self._fail)
        row.addStretch(1)
        self._pass.setChecked(True)
        self._pass.toggled.connect(self.changed)
        self.setFocusProxy(self._pass)

    def passed(self) -> bool:
        """Whether it passed."""
        return self._pass.isChecked()

    def set_passed(self, passed: bool) -> None:
        """Choose one; the focus comes to the one chosen."""
        chosen = self._pass if passed else self._fail
        chosen.setChecked(True)
        self.setFocusProxy(chosen)
        if self._pass.hasFocus() or self._fail.hasFocus():
            chosen.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """P and F choose."""
        if event.key() in (Qt.Key.Key_P, Qt.Key.Key_F):
            self.set_passed(event.key() == Qt.Key.Key_P)
        else:
            super().keyPressEvent(event)


class InspectionForm(SideForm):
    """One inspection after the other: the day and the inspector stay, Ctrl+Enter keeps it and goes on."""

    def __init__(self, desk: Desk, goes_on: bool) -> None:
        super().__init__(desk, _("Save, next one") if goes_on else _("Save"))
        self.subject: Subject | None = None
        self.day = DateEdit(desk.registry.today)
        self.result, self.fault, self.inspector = PassOrFail(), QLineEdit(), QLineEdit()
        self._due = label("", "muted", wrap=True)
        self.add("passed", _("Result"), self.result)
        self.add("fault", _("Fault"), self.fault, _("Needle outside the green, seal broken, rust…"))
        self.add("day", _("Day"), self.day)
        self.add("inspector", _("Inspector"), self.inspector)
        self.add_below(self._due)
        self.inspector.setText(desk.registry.full_name)
        self.result.changed.connect(self._result_changed)
        self._result_changed(True)

    def begin(self, subject: Subject) -> None:
        """The first one, of today; the focus where the next key belongs."""
        self.day.set(self.desk.registry.today())
        self.open(subject)
        self.result.setFocus()

    def open(self, subject: Subject) -> None:
        """Ready to enter what was found at this extinguisher."""
        self.subject = subject
        self.clear_problems()
        self.set_head(_("Inspection"), _about(subject))
        self._due.setText(_due_words(subject.extinguisher_id))
        self.fault.clear()
        self.result.set_passed(True)

    def half_entered(self) -> bool:
        """Whether something would be lost if another extinguisher took its place."""
        return bool(self.fault.text().strip())

    def keep(self) -> str:
        """Keep the inspection."""
        assert self.subject is not None
        day = self.day_of("day", _("Enter the day it was done."))
        passed = self.result.passed()
        dues = inspections.inspect(
            self.desk.registry,
            InspectionDraft(self.subject.serial, day, passed, self.fault.text(), self.inspector.text()),
        )
        words = _("Inspection of {serial} saved.") if passed else _("Fault of {serial} saved.")
        return f"{words.format(serial=self.subject.serial)} {_next_words(dues)}".strip()

    def _result_changed(self, passed: bool) -> None:
        self.form.rows["fault"].setVisible(not passed)
        if not passed and self.isVisible():
            self.fault.setFocus()


class ServiceForm(SideForm):
    """The work of a firm; its name stays for the next extinguisher."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._subject: Subject | None = None
        work = (RecordKind.MAINTENANCE, RecordKind.RECHARGE, RecordKind.HYDROSTATIC)
        self.kind = choice([(record_label(kind), kind) for kind in work])
        self.day = DateEdit(desk.registry.today)
        self.firm, self.certificate = QLineEdit(), QLineEdit()
        self.add("kind", _("Work"), self.kind)
        self.add("day", _("Day"), self.day)
        self.add("firm", _("Firm"), self.firm, _("Only a competent firm may do this."))
        self.add("certificate", _("Certificate"), self.certificate, _("Number of its paper, if there is one"))

    def begin(self, subject: Subject, kind: RecordKind = RecordKind.MAINTENANCE) -> None:
        """Ready to enter what was done to this extinguisher."""
        self._subject = subject
        self.clear_problems()
        self.set_head(_("Work of a firm"), _about(subject))
        self.certificate.clear()
        self.day.set(self.desk.registry.today())
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.kind.setFocus()

    def keep(self) -> str:
        """Keep the work."""
        assert self._subject is not None
        day = self.day_of("day", _("Enter the day it was done."))
        kind = RecordKind(self.kind.currentData())
        draft = ServiceDraft(self._subject.serial, kind, day, self.firm.text(), self.certificate.text())
        dues = inspections.service(self.desk.registry, draft)
        words = _("{work} of {serial} saved.").format(work=record_label(kind), serial=self._subject.serial)
        return f"{words} {_next_words(dues)}".strip()


def clock_facts(extinguisher_id: int) -> list[tuple[str, str]]:
    """Every clock of an extinguisher with the day it is due; one that cannot be told is said so."""
    return [
        (clock_label(clock), format_date(due) if due else _("not known"))
        for clock, due in clocks.due_of(extinguisher_id).items()
    ]


def _about(subject: Subject) -> str:
    return f"{subject.kind_code} · {subject.serial}\n{subject.holder}"


def _due_words(extinguisher_id: int) -> str:
    return "\n".join(f"{name}: {due}" for name, due in clock_facts(extinguisher_id))


def _next_words(dues: dict[Clock, date | None]) -> str:
    known = [(due, clock) for clock, due in dues.items() if due]
    if not known:
        return ""
    due, clock = min(known)
    return _("Next: {work} on {day}.").format(work=clock_label(clock), day=format_date(due))
