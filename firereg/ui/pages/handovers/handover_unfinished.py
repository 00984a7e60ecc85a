"""A handover that is half entered: what is kept of it, and how the form is filled with it again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import handover_draft, households
from firereg.services.handover_draft import Gift
from firereg.ui.desk import Desk
from firereg.ui.pages.handovers.handover_parts import household_suggestion
from firereg.ui.pages.unfinished import FormKeeper, Typed
from firereg.ui.widgets.field_values import fields_of, put, values, watch

if TYPE_CHECKING:
    from firereg.ui.pages.handovers.handover_form import HandoverForm

_OWN = ("receiver_name.0", "receiver_name.1", "official_number", "despite")
"""What nobody types unless somebody is to receive something; all else stays from one handover to the next."""


class HandoverKeeper(FormKeeper):
    """Keeps a handover from the moment there is a household, a thing or a name in it."""

    def __init__(self, desk: Desk, form: HandoverForm) -> None:
        super().__init__(desk, form, "handover", self._typed, self._put_back)
        self._form, self._today = form, desk.registry.today
        self._fields = fields_of(form.fields)
        watch(self._fields, self.touch)
        form.items.changed.connect(self.touch)
        for name in (
            "household",
            "serial",
        ):  # these stand for rows of the registry, and have a way of their own
            del self._fields[name]

    def _typed(self) -> Typed | None:
        form = self._form
        fields = values(self._fields)
        begun = (form.household.text(), form.serial.text(), *(fields[name] for name in _OWN))
        things = [*form.items.extinguishers, *form.items.gifts]
        if not things and not any(text.strip() for text in begun):
            return None
        picked = form.household.current()
        content = {
            "household": picked.payload.id if picked else None,
            "household_text": form.household.text(),
            "serial_text": form.serial.text(),
            "serials": [row.serial for row in form.items.extinguishers],
            "gifts": [asdict(gift) for gift in form.items.gifts],
            "fields": fields,
        }
        return Typed(form.household.text().strip(), content)

    def _put_back(self, content: dict[str, Any]) -> None:
        form = self._form
        form.next()
        problems = self._put_household(content) + self._put_things(content)
        put(self._fields, content["fields"])
        form.serial.setText(content["serial_text"])
        if problems:
            form.say("warning", " ".join(problems))
        QTimer.singleShot(
            0, self, lambda: self._first_empty().setFocus()
        )  # after what choosing a receiver does

    def _put_household(self, content: dict[str, Any]) -> list[str]:
        form, household_id = self._form, content["household"]
        if household_id is None:
            form.household.setText(content["household_text"])
            return []
        try:
            (row,) = households.by_ids([household_id], self._today())
        except KeyError:  # taken out since
            sentence = _("Household {name} is no longer in the registry. Choose another one.")
            return [sentence.format(name=content["household_text"])]
        form.household.pick(household_suggestion(row))
        return []

    def _put_things(self, content: dict[str, Any]) -> list[str]:
        problems = []
        for serial in content["serials"]:
            try:
                self._form.items.add_extinguisher(handover_draft.in_stock(serial))
            except UserError as problem:
                problems.append(str(problem))
        for gift in content["gifts"]:
            self._form.items.add_gift(Gift(**gift))
        return problems

    def _first_empty(self) -> QWidget:
        form = self._form
        if not form.household.current():
            return form.household
        if not form.items.extinguishers and not form.items.gifts:
            return form.serial
        lines = (f for f in self._fields.values() if isinstance(f, QLineEdit) and f.isVisible())
        empty = (f for f in lines if f is not self._fields["official_number"] and not f.text().strip())
        return next(empty, form.serial)
