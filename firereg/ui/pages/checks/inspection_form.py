"""A look at an extinguisher, entered beside the list."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from firereg.domain.checklist import Item
from firereg.domain.labels import item_label
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import clocks, equipment, faults, inspections, photos
from firereg.services.inspections import InspectionDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.equipment.subject import Subject, due_words, next_words
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.pages.unfinished import FormKeeper, Typed
from firereg.ui.widgets.checklist import Checklist
from firereg.ui.widgets.field_values import fields_of, put, values, watch
from firereg.ui.widgets.fields import DateEdit, KilogramEdit
from firereg.ui.widgets.parts import button, label

PHOTOS = "JPEG, PNG (*.jpg *.jpeg *.png *.webp *.bmp)"

Kept = tuple[str, Callable[[], None] | None]
"""What to say of a record, and how it is taken back."""


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


class PhotoChoice(QWidget):
    """One photo from a file, if there is one."""

    def __init__(self, choose: Callable[[], Path | None]) -> None:
        super().__init__()
        self._choose = choose
        self.path: Path | None = None
        self._name = label("", "muted")
        self._pick = button(_("Add a photo…"), self._ask, "camera", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._pick)
        row.addWidget(self._name, 1)
        self.setFocusProxy(self._pick)

    def set_path(self, path: Path | None) -> None:
        """Take this file, or none."""
        self.path = path
        self._name.setText(path.name if path else "")

    def _ask(self) -> None:
        path = self._choose()
        if path is not None:
            self.set_path(path)


class InspectionForm(SideForm):
    """One inspection after the other: the day and the inspector stay, Ctrl+Enter keeps it and goes on.

    `saved` tells what to say, and how the record is taken back.
    """

    def __init__(self, desk: Desk, goes_on: bool) -> None:
        super().__init__(desk, _("Save, next one") if goes_on else _("Save"))
        self.subject: Subject | None = None
        self._open_faults = ""
        self.day = DateEdit(desk.registry.today)
        self.due_on = DateEdit(desk.registry.today)
        self.result, self.fault, self.inspector = PassOrFail(), QLineEdit(), QLineEdit()
        self.points, self.responsible = Checklist(_("Not in order")), QLineEdit()
        self.weight = KilogramEdit(_("Enter the weight in kg, such as 4.25."))
        self.mended = QCheckBox(_("The open fault is mended"))
        self.photo = PhotoChoice(self._ask_photo)
        self._due = label("", "muted", wrap=True)
        self.add("passed", _("Result"), self.result)
        self.add("closes_faults", "", self.mended)
        self.form.add("failed_items", "", self.points, label_width=0)
        self.add("fault", _("Fault"), self.fault, _("More words, if they are needed"))
        self.add("responsible", _("Who mends it"), self.responsible)
        self.add("due_on", _("To be mended by"), self.due_on)
        self.add("weight_g", _("Weight, kg"), self.weight, _("All of it with its shell; it has no gauge"))
        self.add("photo", _("Photo"), self.photo)
        self.add("day", _("Day"), self.day)
        self.add("inspector", _("Inspector"), self.inspector)
        self.add_below(self._due)
        self.inspector.setText(desk.registry.full_name)
        self.result.changed.connect(self._result_changed)
        self._fields = fields_of(self.form)
        self.unfinished = FormKeeper(desk, self, "inspection", self._typed, self._put_back)
        self.add_on_top(self.unfinished.offer)
        watch(self._fields, self.unfinished.touch)
        self.points.changed.connect(self.unfinished.touch)
        self._result_changed(True)

    def begin(self, subject: Subject) -> None:
        """The first one, of today; the focus where the next key belongs. What is half entered is kept and offered."""
        self.unfinished.leave()
        self.day.set(self.desk.registry.today())
        self.open(subject)
        self.unfinished.look()
        self.result.setFocus()

    def open(self, subject: Subject) -> None:
        """Ready to enter what was found at this extinguisher."""
        self.subject = subject
        self.clear_problems()
        self.set_head(_("Inspection"), subject.about)
        self._due.setText(due_words(subject.extinguisher_id))
        items = inspections.items_of(subject.kind_code)
        self.points.set_points([(item, item_label(item)) for item in items])
        self.form.rows["weight_g"].setVisible(Item.GAUGE not in items)
        its_faults = faults.open_of([subject.extinguisher_id]).get(subject.extinguisher_id, [])
        self._open_faults = "; ".join(one.what for one in its_faults)
        self.form.rows["closes_faults"].set_hint(self._open_faults)
        for field in (self.fault, self.responsible):
            field.clear()
        self.due_on.set(None)
        self.weight.set(None)
        self.mended.setChecked(False)
        self.photo.set_path(None)
        self.result.set_passed(True)
        self._result_changed(True)

    def half_entered(self) -> bool:
        """Whether something would be lost if another extinguisher took its place."""
        typed = (self.fault, self.responsible, self.weight)
        return bool(self.points.wrong() or self.photo.path or any(one.text().strip() for one in typed))

    def keep(self) -> Kept:
        """Keep the inspection."""
        assert self.subject is not None
        draft = self._draft(self.subject)
        with self.unfinished.finishing():
            sentence, undo = undoably(self.desk, lambda: self._record(draft))
        return sentence, undo

    def _typed(self) -> Typed | None:
        if self.subject is None or not self.half_entered():
            return None
        wrong, path = list(map(str, self.points.wrong())), self.photo.path
        content = {"subject": asdict(self.subject), "fields": values(self._fields), "wrong": wrong}
        return Typed(self.subject.serial, content | {"photo": str(path) if path else ""})

    def _put_back(self, content: dict[str, Any]) -> None:
        equipment.by_serial(content["subject"]["serial"])  # or it is said that it is nowhere
        self.open(Subject(**content["subject"]))
        put(self._fields, content["fields"])
        self.points.tick([Item(one) for one in content["wrong"]])
        photo = Path(content["photo"])
        self.photo.set_path(photo if content["photo"] and photo.exists() else None)
        failed = not self.result.passed()
        (self.fault if failed and not self.fault.text() else self.save_button).setFocus()

    def _draft(self, subject: Subject) -> InspectionDraft:
        passed = self.result.passed()
        weight = self.weight.grams()
        if problem := self.form.rows["weight_g"].error():
            raise BadInputError(problem, "weight_g")
        return InspectionDraft(
            serial=subject.serial,
            day=self.day_of("day", _("Enter the day it was done.")),
            passed=passed,
            fault="" if passed else self.fault.text(),
            inspector=self.inspector.text(),
            failed_items=() if passed else tuple(Item(str(item)) for item in self.points.wrong()),
            weight_g=weight,
            closes_faults=passed and self.mended.isChecked(),
            responsible="" if passed else self.responsible.text(),
            due_on=None if passed or not self.due_on.text().strip() else self.day_of("due_on", ""),
        )

    def _record(self, draft: InspectionDraft) -> str:
        assert self.subject is not None
        registry = self.desk.registry
        doubts = inspections.warnings(draft)
        with registry.transaction():
            inspection_id = inspections.keep_inspection(registry, draft)
            if self.photo.path is not None:
                photos.add(registry, self.photo.path, inspection_id=inspection_id)
        words = _("Inspection of {serial} saved.") if draft.passed else _("Fault of {serial} saved.")
        dues = clocks.due_of(self.subject.extinguisher_id)
        return " ".join(
            (words.format(serial=draft.serial), next_words(dues, self.desk.registry.today()), *doubts)
        ).strip()

    def _result_changed(self, passed: bool) -> None:
        for key in ("failed_items", "fault", "responsible", "due_on"):
            self.form.rows[key].setVisible(not passed)
        self.form.rows["closes_faults"].setVisible(passed and bool(self._open_faults))
        if not passed and self.isVisible():
            self.points.setFocus()

    def _ask_photo(self) -> Path | None:
        path, _kind = QFileDialog.getOpenFileName(self.desk.window, _("Add a photo…"), "", PHOTOS)
        return Path(path) if path else None
