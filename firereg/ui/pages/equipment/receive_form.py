"""Taking a delivery of extinguishers into stock: scanned one after the other, kept all together."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from firereg.domain.dates import parse_month_year
from firereg.domain.money import format_dong
from firereg.domain.serials import numbered_from, unlike
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import deliveries, equipment
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.ui.desk import Desk
from firereg.ui.icons import icon
from firereg.ui.pages.side_form import LABEL_WIDTH, SideForm, undoably
from firereg.ui.pages.unfinished import FormKeeper, Typed
from firereg.ui.widgets.field_values import fields_of, put, values, watch
from firereg.ui.widgets.fields import NARROW, DateEdit, MoneyEdit, ReadField, choice
from firereg.ui.widgets.parts import button, label
from firereg.ui.widgets.scan_edit import ScanEdit

_USUAL = "MFZL4"  # what households are given most
_LIST_HEIGHT, _ICON = 88, QSize(14, 14)


class _Scanned(QListWidget):
    """What was scanned, the newest on top; Delete takes the chosen one out."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes out."""
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.takeItem(self.currentRow())
        else:
            super().keyPressEvent(event)

    def put(self, draft: ExtinguisherDraft, odd: bool) -> None:
        """Put one on top; an odd one is marked."""
        mark = icon("triangle-alert", "warning") if odd else icon("check", "muted")
        item = QListWidgetItem(mark, _words(draft))
        item.setData(Qt.ItemDataRole.UserRole, draft)
        self.insertItem(0, item)

    def drafts(self) -> list[ExtinguisherDraft]:
        """Everything in the order it was scanned."""
        items = (self.item(row) for row in reversed(range(self.count())))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items]


class ReceiveForm(SideForm):
    """Kind, month, price and label hold for what is scanned next; `saved` tells the id of the last one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Into stock"))
        self.set_head(_("Receive extinguishers"))
        self.received_on, self.donor, self.document = DateEdit(desk.registry.today), QLineEdit(), QLineEdit()
        self.kind = choice([])
        self.made_on = ReadField(parse_month_year, lambda day: f"{day:%m/%Y}")
        self.made_on.setFixedWidth(NARROW)
        self.made_on.setPlaceholderText(_("mm/yyyy"))
        self.price, self.label_edit = MoneyEdit(), QLineEdit()
        self.label_edit.setFixedWidth(NARROW)
        self.label_edit.setPlaceholderText("DHK-0101")
        self.document.setPlaceholderText(_("Record or invoice"))
        self.serial, self.scanned = ScanEdit(), _Scanned()
        self._count = label("", "strong")
        self._doubt = label("", role="warning", wrap=True)
        self._back = button(_("Take the last one back"), self.take_last_back, "undo-2", "quiet")
        self._back.setToolTip(_("Ctrl+Backspace in the empty field"))
        self._add_fields()
        self._build_foot()
        self._fields = fields_of(self.form)
        self.unfinished = FormKeeper(desk, self, "delivery", self._typed, self._put_back)
        self.add_on_top(self.unfinished.offer)
        watch(self._fields, self.unfinished.touch)
        self.serial.entered.connect(self.scan)
        self.serial.taken_back.connect(self.take_last_back)
        for change in (self.scanned.model().rowsInserted, self.scanned.model().rowsRemoved):
            change.connect(lambda *_args: self._tell())
            change.connect(lambda *_args: self.unfinished.touch())
        self._tell()

    def begin(self) -> None:
        """A new go; what was scanned and not kept yet is still there, and so is what the last go shared."""
        self.clear_problems()
        chosen = self.kind.currentData() or _USUAL
        self.kind.clear()
        for kind in equipment.kinds():
            self.kind.addItem(f"{kind.code} · {kind.name}", kind.code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        completer = QCompleter(deliveries.donors(), self.donor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.donor.setCompleter(completer)
        if not self.scanned.count():
            self.received_on.set(self.desk.registry.today())
        self.unfinished.look()
        (self.serial if self.made_on.text() else self.kind).setFocus()

    def scan(self) -> None:
        """Take what stands in the field into the list, or say beneath its field what is wrong; nothing is kept yet."""
        self.clear_problems()
        self._doubt.setText("")
        try:
            draft = self._draft()
        except BadInputError as problem:
            if not self.form.show_error(problem.field, str(problem)):
                self.message.say("error", str(problem))
            self.serial.setFocus()
            self.serial.selectAll()  # the next scan replaces it
            self._tell()
            return
        before = [one.serial for one in self.scanned.drafts()]
        odd = unlike(draft.serial, before[-20:])
        if odd:
            sentence = _(
                "{serial} is longer or shorter than those before it: half a code? Look at the cylinder again."
            )
            self._doubt.setText(sentence.format(serial=draft.serial))
        self.scanned.put(draft, bool(odd))
        if draft.label:
            self.label_edit.setText(numbered_from(draft.label, 2)[1])
        self.serial.clear()
        self.serial.setFocus()
        self._tell()

    def take_last_back(self) -> None:
        """Take out what was scanned last; its label is the next one again."""
        item = self.scanned.takeItem(0)
        if item is not None:
            draft = item.data(Qt.ItemDataRole.UserRole)
            self.label_edit.setText(draft.label or self.label_edit.text())
            self._doubt.setText("")
            self._tell()
        self.serial.setFocus()

    def keep(self) -> int:
        """Keep all that was scanned as one delivery, what stands in the field among it."""
        if self.serial.text().strip() or not self.scanned.count():
            draft = self._draft()
            drafts = [*self.scanned.drafts(), draft]
        else:
            drafts = self.scanned.drafts()
        delivery = self._delivery()
        with self.unfinished.finishing():
            ids, undo = undoably(self.desk, lambda: deliveries.receive(self.desk.registry, drafts, delivery))
        self.scanned.clear()
        self.serial.clear()
        self.document.clear()
        self._doubt.setText("")
        self._tell()
        self.serial.setFocus()
        words = (
            _("{n} extinguishers are in stock.") if len(ids) > 1 else _("Extinguisher {serial} is in stock.")
        )
        self.desk.wrote(words.format(n=format_dong(len(ids)), serial=drafts[-1].serial), undo)
        return ids[-1]

    def submit(self) -> None:
        """A number that was refused is marked, so that the next scan replaces it."""
        super().submit()
        if self.message.text() or self.form.rows["serial"].error():
            self.serial.setFocus()
            self.serial.selectAll()

    def _typed(self) -> Typed | None:
        serials = [one.serial for one in self.scanned.drafts()]
        if not serials:
            serials = [text] if (text := self.serial.text().strip()) else []
        if not serials:
            return None
        about = serials[0] if len(serials) == 1 else f"{serials[0]} … {serials[-1]}: {len(serials)}"
        scanned = [_kept(one) for one in self.scanned.drafts()]
        return Typed(about, {"fields": values(self._fields), "scanned": scanned})

    def _put_back(self, content: dict[str, Any]) -> None:
        """What came into the registry meanwhile is said and left out."""
        put(self._fields, content["fields"])
        delivery = DeliveryDraft(self.received_on.day() or self.desk.registry.today(), self.donor.text())
        self.scanned.clear()
        problems = []
        for one in content["scanned"]:
            draft = ExtinguisherDraft(
                **one | {"made_on": one["made_on"] and date.fromisoformat(one["made_on"])}
            )
            try:
                deliveries.check(self.desk.registry, draft, delivery)
            except BadInputError as problem:
                problems.append(str(problem))
            else:
                self.scanned.put(draft, odd=False)
        if problems:
            self.message.say("warning", " ".join(problems))
        self._tell()
        self.serial.setFocus()

    def _draft(self) -> ExtinguisherDraft:
        """What stands in the fields, checked against the registry and what was scanned before."""
        self.made_on.commit()
        if problem := self.form.rows["made_on"].error():
            raise BadInputError(problem, "made_on")
        draft = ExtinguisherDraft(
            serial=self.serial.text(),
            kind_code=self.kind.currentData() or "",
            made_on=parse_month_year(self.made_on.text()) if self.made_on.text().strip() else None,
            label=self.label_edit.text().strip().upper(),
            price_dong=self.amount_of("price_dong") or None,
        )
        if draft.label:
            try:
                numbered_from(draft.label, 1)
            except ValueError as reason:
                raise BadInputError(str(reason), "label") from reason
        serial = deliveries.check(self.desk.registry, draft, self._delivery())
        for at, other in enumerate(self.scanned.drafts(), start=1):
            if other.serial == serial:
                sentence = _("{serial} was scanned already, as number {n} of this delivery.")
                raise BadInputError(sentence.format(serial=serial, n=at), "serial")
            if draft.label and other.label == draft.label:
                sentence = _("The label {label} is on {serial} already.")
                raise BadInputError(sentence.format(label=draft.label, serial=other.serial), "label")
        return replace(draft, serial=serial)

    def _delivery(self) -> DeliveryDraft:
        day = self.day_of("received_on", _("Enter the day it came."))
        return DeliveryDraft(day, self.donor.text(), self.document.text())

    def _tell(self) -> None:
        count = self.scanned.count()
        self._count.setText(_("Scanned: {n}").format(n=count))
        self._doubt.setVisible(bool(self._doubt.text()))
        for widget in (self._count, self._back, self.scanned):
            widget.setVisible(count > 0)

    def _add_fields(self) -> None:
        self.add("received_on", _("Received"), self.received_on)
        self.add("donor", _("Donor"), self.donor)
        self.add("document", _("Paper"), self.document)
        self.add("kind_code", _("Kind"), self.kind)
        self.add("made_on", _("Made"), self.made_on, _("As on the label; empty if it cannot be read"))
        self.add("price_dong", _("Unit price"), self.price)
        self.add("label", _("Label"), self.label_edit, _("Of the next one; those after it count on"))
        row = self.form.add("serial", _("Serial number"), self.serial, label_width=LABEL_WIDTH)
        self.add_to_foot(row)

    def _build_foot(self) -> None:
        self.scanned.setAccessibleName(_("Scanned for this delivery"))
        self.scanned.setMaximumHeight(_LIST_HEIGHT)
        self.scanned.setIconSize(_ICON)
        self.scanned.setUniformItemSizes(True)
        head = QHBoxLayout()
        head.addWidget(self._count, 1)
        head.addWidget(self._back)
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 8)
        lines.setSpacing(4)
        lines.addWidget(self._doubt)
        lines.addLayout(head)
        lines.addWidget(self.scanned)
        self.add_to_foot(box)


def _kept(draft: ExtinguisherDraft) -> dict[str, Any]:
    """What was scanned, as it can be kept."""
    return asdict(draft) | {"made_on": draft.made_on.isoformat() if draft.made_on else None}


def _words(draft: ExtinguisherDraft) -> str:
    made = f"{draft.made_on:%m/%Y}" if draft.made_on else ""
    return " · ".join(filter(None, (draft.serial, draft.label, draft.kind_code, made)))
