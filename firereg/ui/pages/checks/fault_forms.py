"""What is wrong with an extinguisher: reported, given to somebody, closed."""

from PySide6.QtWidgets import QLineEdit

from firereg.domain.dates import format_date
from firereg.i18n import _
from firereg.services import faults
from firereg.services.faults import FaultRow
from firereg.ui.desk import Desk
from firereg.ui.pages.checks.inspection_form import Kept
from firereg.ui.pages.equipment.subject import Subject
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import DateEdit


class ReportForm(SideForm):
    """A fault that was told of without an inspection. `saved` tells what to say, and the way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._subject: Subject | None = None
        self.what, self.responsible = QLineEdit(), QLineEdit()
        self.found_on, self.due_on = DateEdit(desk.registry.today), DateEdit(desk.registry.today)
        self.add("what", _("Fault"), self.what, _("Needle outside the green, seal broken, rust…"))
        self.add("found_on", _("Found"), self.found_on)
        self.add("responsible", _("Who mends it"), self.responsible)
        self.add("due_on", _("To be mended by"), self.due_on)

    def begin(self, subject: Subject) -> None:
        """Ready to say what is wrong with this extinguisher."""
        self._subject = subject
        self.clear_problems()
        self.set_head(_("Report a fault"), subject.about)
        for field in (self.what, self.responsible):
            field.clear()
        self.found_on.set(self.desk.registry.today())
        self.due_on.set(None)
        self.what.setFocus()

    def keep(self) -> Kept:
        """Open the fault."""
        assert self._subject is not None
        serial = self._subject.serial
        found_on = self.day_of("found_on", _("Enter the day it was found."))
        due_on = self.day_of("due_on", "") if self.due_on.text().strip() else None
        _fault_id, undo = undoably(
            self.desk,
            lambda: faults.report(
                self.desk.registry,
                serial,
                found_on,
                self.what.text(),
                responsible=self.responsible.text(),
                due_on=due_on,
            ),
        )
        return _("Fault of {serial} saved.").format(serial=serial), undo


class AssignForm(SideForm):
    """Who mends a fault, and by when. `saved` tells what to say, and the way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._row: FaultRow | None = None
        self.responsible, self.due_on = QLineEdit(), DateEdit(desk.registry.today)
        self.add("responsible", _("Who mends it"), self.responsible)
        self.add("due_on", _("To be mended by"), self.due_on)

    def begin(self, row: FaultRow) -> None:
        """Ready to say who mends this fault."""
        self._row = row
        self.clear_problems()
        self.set_head(_("Who mends it"), _about(row))
        self.responsible.setText(row.responsible)
        self.due_on.set(row.due_on)
        self.stale.filled()
        self.responsible.setFocus()

    def fill_again(self) -> None:
        """What is kept of this fault."""
        assert self._row is not None
        self.begin(faults.by_id(self._row.id))

    def keep(self) -> Kept:
        """Keep who mends it."""
        assert self._row is not None
        row = self._row
        due_on = self.day_of("due_on", "") if self.due_on.text().strip() else None
        _nothing, undo = undoably(
            self.desk, lambda: faults.assign(self.desk.registry, row.id, self.responsible.text(), due_on, row)
        )
        self._row = faults.by_id(row.id)
        return _("The fault of {serial} is given to {who}.").format(
            serial=row.serial, who=self.responsible.text().strip() or "–"
        ), undo


class CloseForm(SideForm):
    """What was done about a fault. `saved` tells what to say, and the way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Close the fault"))
        self._row: FaultRow | None = None
        self.done, self.day = QLineEdit(), DateEdit(desk.registry.today)
        self.add("done", _("What was done"), self.done, _("Pin replaced, hose cleaned, exchanged…"))
        self.add("day", _("Day"), self.day)

    def begin(self, row: FaultRow) -> None:
        """Ready to say what was done about this fault."""
        self._row = row
        self.clear_problems()
        self.set_head(_("Close the fault"), _about(row))
        self.done.clear()
        self.day.set(self.desk.registry.today())
        self.done.setFocus()

    def keep(self) -> Kept:
        """Close it."""
        assert self._row is not None
        row, day = self._row, self.day_of("day", _("Enter the day it was done."))
        _nothing, undo = undoably(
            self.desk, lambda: faults.close(self.desk.registry, row.id, day, self.done.text())
        )
        return _("The fault of {serial} is closed.").format(serial=row.serial), undo


def _about(row: FaultRow) -> str:
    return f"{row.serial} · {row.kind_code}\n{row.what} ({format_date(row.found_on)})"
