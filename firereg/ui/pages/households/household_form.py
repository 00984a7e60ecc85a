"""The form of a household, beside the list: typed, or read from an identity card."""

from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from firereg.domain.identity import FEMALE, MALE, CardHolder
from firereg.i18n import _
from firereg.services import duplicates, household_story, households
from firereg.services.households import HouseholdDraft, HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.pages.households.card_reader import CardReader, ScanField
from firereg.ui.pages.households.likely_twins import LikelyTwins, keep_apart
from firereg.ui.pages.households.move_form import fill_groups
from firereg.ui.pages.households.number_doubt import NumberDoubt
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.pages.unfinished import FormKeeper, Typed
from firereg.ui.widgets.field_values import fields_of, watch
from firereg.ui.widgets.fields import choice, count_box
from firereg.ui.widgets.parts import button

_LOOK_AFTER = 250  # milliseconds after the last key


class HouseholdForm(SideForm):
    """Enter a household, or change one. `saved` tells the row, `closed` that nothing was saved.

    `open_wanted` tells the id of a household that may be the one being typed, where the clerk wants to see it.
    """

    open_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._id: int | None = None
        self._kept: HouseholdDraft | None = None
        self._apart: set[int] = set()  # what looks like the new household and is another
        self._seen_at = datetime.min
        self._name, self._address, self._phone = QLineEdit(), QLineEdit(), QLineEdit()
        self._id_number, self._born, self._note = QLineEdit(), QLineEdit(), QLineEdit()
        self._group = choice([])
        self._sex = choice([("", ""), (_("Male"), MALE), (_("Female"), FEMALE)])
        self._persons = count_box(1, 99)
        self.scan_field = ScanField()
        self.twins = LikelyTwins(self)
        self._start_over = button(_("Start over with an empty form"), self._begin_again, kind="quiet")
        self._looking = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._add_rows()
        self.unfinished = FormKeeper(desk, self, "household", self._typed, self._put_back)
        self.add_on_top(self.unfinished.offer)
        watch(fields_of(self.form), self.unfinished.touch)
        self._reader = CardReader(self)
        self._connect()

    def open_new(self) -> None:
        """An empty form, or the household that was half typed when it was closed.

        The group of the last household stays, since they come street by street.
        """
        kept = self._half_typed()
        if kept is None:
            self._apart.clear()
        self._open(_("New household"), None)
        self._fill(kept or HouseholdDraft("", self._group.currentData()))
        self._start_over.setVisible(kept is not None)
        if kept is not None:
            self.message.say("info", _("What you had typed is still here."))
            self._look_for_twins()
        self.unfinished.look()

    def open_change(self, row: HouseholdRow) -> None:
        """The form with what is known of this household; its numbers stand there in full, which the journal tells."""
        if row.id_number or row.phone:
            household_story.note_shown(self.desk.registry, row.id)
        self._kept = self._half_typed()
        self._open(_("Change household"), row.id)
        self.fill_again()
        self._start_over.hide()
        self.unfinished.offer.show_words("")

    def fill_again(self) -> None:
        """What is kept of the household that is being changed."""
        assert self._id is not None
        draft, self._seen_at = households.as_kept(self._id)
        self._fill(draft)

    def keep(self) -> HouseholdRow:
        """Keep the household; what is doubtful about it is said with it."""
        draft, registry = self._draft(), self.desk.registry
        doubts = households.warnings(draft)

        def act() -> HouseholdRow:
            if self._id is None:
                alike = {one.household.id for one in duplicates.like(registry, draft)}
                return households.add(registry, draft, sorted(alike & self._apart))
            return households.change(registry, self._id, draft, self._seen_at)

        with self.unfinished.finishing() if self._id is None else nullcontext():
            row, undo = undoably(self.desk, act)
        done = _("Saved household {name}.").format(name=row.head_name)
        if self._id is None:
            self._forget()
        self.desk.wrote(" ".join((done, *doubts)), undo)
        return row

    def take_card(self, holder: CardHolder) -> None:
        """Put the holder of a card into the fields, to be looked at before it is saved.

        What stood there before is named where the card says otherwise. An address that was typed stays: the
        card's is the one of the day it was issued.
        """
        before = self._draft()
        self._name.setText(holder.name)
        self._id_number.setText(holder.number)
        self._born.setText(str(holder.born.year))
        self._sex.setCurrentIndex(self._sex.findData(holder.sex))
        if not before.address.strip():
            self._address.setText(holder.address)
        words = [_("Read from the card of {name}. Look through it, then save.").format(name=holder.name)]
        doubts = _differences(before, holder) + households.warnings(self._draft())
        self.message.say("warning" if doubts else "info", " ".join(words + doubts))
        self.form.rows["address"].set_hint(_("On the card: {address}").format(address=holder.address))
        self._look_for_twins()
        self._doubt.tell()
        self.go_to("group_id")

    def open_scan_field(self) -> None:
        """Ready for a card to be scanned, wherever the focus was."""
        self.scan_field.show()
        self.scan_field.setFocus()

    def _add_rows(self) -> None:
        scan = button(_("Scan the identity card"), self.open_scan_field, "id-card")
        scan.setToolTip(f"{scan.text()} (F4)")
        self.form.add_widget(self._start_over)
        self._start_over.hide()
        self.form.add_widget(scan)
        self.form.add_widget(self.scan_field)
        self.scan_field.hide()
        self.add("head_name", _("Head"), self._name)
        self.add("group_id", _("Group"), self._group)
        self.add("address", _("Address"), self._address, _("12/34 Chợ Hàng"))
        self.add("persons", _("Persons"), self._persons)
        self.add("id_number", _("ID number"), self._id_number)
        self.add("born_year", _("Year of birth"), self._born)
        self.add("sex", _("Sex"), self._sex)
        self.add("phone", _("Phone"), self._phone)
        self.add("note", _("Note"), self._note)
        self.add_to_foot(self.twins)

    def _connect(self) -> None:
        self._doubt = NumberDoubt(
            self.form.rows["id_number"], self._id_number, self._born, self._sex, self._doubts
        )
        self._reader.read.connect(self.take_card)
        self._reader.failed.connect(self._not_read)
        self.scan_field.scanned.connect(self._reader.take)
        self._reader.read.connect(lambda _holder: self.scan_field.hide())
        self.twins.wanted.connect(self.open_wanted)
        self.twins.apart.connect(self._keep_apart)
        self._looking.timeout.connect(self._look_for_twins)
        for field in (self._name, self._address, self._phone, self._id_number):
            field.textEdited.connect(lambda _text: self._looking.start())
        self._group.activated.connect(lambda _index: self._looking.start())

    def _half_typed(self) -> HouseholdDraft | None:
        """The new household that was typed and not saved."""
        typed = (self._name, self._address, self._phone, self._id_number, self._born, self._note)
        if self._id is None and any(field.text().strip() for field in typed):
            return self._draft()
        return self._kept

    def _typed(self) -> Typed | None:
        draft = self._half_typed()
        return Typed(draft.head_name.strip(), asdict(draft)) if draft is not None else None

    def _put_back(self, content: dict[str, Any]) -> None:
        self._kept = None
        self._apart.clear()
        self._open(_("New household"), None)
        self._fill(HouseholdDraft(**content))
        self._start_over.show()
        self._look_for_twins()
        empty = (one for one in (self._name, self._address, self._id_number, self._phone) if not one.text())
        next(empty, self.save_button).setFocus()

    def _forget(self) -> None:
        self._kept = None
        self._apart.clear()
        self._fill(HouseholdDraft("", self._group.currentData()))

    def _begin_again(self) -> None:
        self._forget()
        self.open_new()

    def _fill(self, draft: HouseholdDraft) -> None:
        self._name.setText(draft.head_name)
        self._address.setText(draft.address)
        self._phone.setText(draft.phone)
        self._id_number.setText(draft.id_number)
        self._born.setText(str(draft.born_year or ""))
        self._note.setText(draft.note)
        self._persons.setValue(draft.persons)
        self._sex.setCurrentIndex(max(0, self._sex.findData(draft.sex)))
        self._group.setCurrentIndex(max(0, self._group.findData(draft.group_id)))
        self._doubt.tell()
        self.stale.filled()
        self._name.setFocus()

    def _doubts(self) -> list[str]:
        """What does not fit in the ID number; a year that is not typed to its end says nothing."""
        draft = self._draft()
        born = draft.born_year if (draft.born_year or 0) >= 1000 else None
        return households.warnings(replace(draft, born_year=born))

    def _not_read(self, sentence: str) -> None:
        self.message.say("error", sentence)

    def _look_for_twins(self) -> None:
        self._looking.stop()
        found = duplicates.like(self.desk.registry, self._draft(), self._id)
        self.twins.show_twins([one for one in found if self._id or one.household.id not in self._apart])

    def _keep_apart(self, other: HouseholdRow) -> None:
        """At once for a household that is there; a new one is kept apart as it is saved."""
        if self._id is not None:
            mine = households.by_id(self._id, self.desk.registry.today())
            self.desk.attempt(lambda: keep_apart(self.desk, mine, other))
        else:
            self._apart.add(other.id)
            words = _("Once saved, this household is kept apart from {name} ({code}).")
            self.desk.say(
                words.format(name=other.head_name, code=other.code),
                _("Undo"),
                lambda: self._is_perhaps(other),
            )
        self._look_for_twins()

    def _is_perhaps(self, other: HouseholdRow) -> None:
        self._apart.discard(other.id)
        self._look_for_twins()

    def _open(self, title: str, household_id: int | None) -> None:
        self._id = household_id
        self.set_head(title)
        self.clear_problems()
        self.form.rows["address"].set_hint(_("12/34 Chợ Hàng"))
        self.scan_field.hide()
        self._looking.stop()
        self.twins.show_twins(())
        fill_groups(self._group, self._group.currentData())

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


def _differences(before: HouseholdDraft, holder: CardHolder) -> list[str]:
    """What was in the form before and is not what the card says."""
    pairs = (
        (_("name"), before.head_name.strip(), holder.name),
        (_("ID number"), before.id_number.strip(), holder.number),
        (_("year of birth"), str(before.born_year or ""), str(holder.born.year)),
    )
    words = _("Before, the {field} was {value}.")
    return [words.format(field=name, value=old) for name, old, new in pairs if old and old != new]
