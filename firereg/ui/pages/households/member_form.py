"""The people of a household: entered, changed, taken out."""

from datetime import date

from PySide6.QtWidgets import QLineEdit

from firereg.domain.dates import format_date, parse_date
from firereg.domain.household import Relation
from firereg.domain.identity import FEMALE, MALE, CardHolder
from firereg.domain.labels import relation_label
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import household_story, members
from firereg.services.households import HouseholdRow
from firereg.services.members import MemberDraft, MemberRow
from firereg.ui.desk import Desk
from firereg.ui.pages.households.card_reader import CardReader
from firereg.ui.pages.households.number_doubt import NumberDoubt
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import button


class MemberForm(SideForm):
    """One person of a household, a new one or the one chosen on top. `saved` tells the household's id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._household: HouseholdRow | None = None
        self.who = choice([])
        self.name, self.born, self.id_number, self.note = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        others = [relation for relation in Relation if relation is not Relation.HEAD]
        self.relation = choice([(relation_label(relation), relation) for relation in others])
        self.sex = choice([("", ""), (_("Male"), MALE), (_("Female"), FEMALE)])
        self.add("who", _("Person"), self.who)
        self.add("name", _("Name"), self.name)
        self.add("relation", _("To the head"), self.relation)
        self.add("born_year", _("Born"), self.born, _("A year, or a day such as 19/10/1965"))
        self.add("sex", _("Sex"), self.sex)
        self.add("id_number", _("ID number"), self.id_number)
        self.add("note", _("Note"), self.note)
        self.remove_button = button(_("Take this person out"), self._remove, "trash-2")
        self.form.add_widget(self.remove_button)
        self._doubt = NumberDoubt(
            self.form.rows["id_number"], self.id_number, self.born, self.sex, self._doubts
        )
        self.who.currentIndexChanged.connect(self._fill)
        self.reader = CardReader(self)
        self.reader.read.connect(self.take_card)
        self.reader.failed.connect(lambda sentence: self.message.say("error", sentence))

    def begin(self, row: HouseholdRow, member_id: int | None = None) -> None:
        """Ready for a new person of this household, or with the one that has this id."""
        self._household = row
        self.set_head(_("People of the household"), f"{row.head_name} · {row.code}")
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem(_("A new person"), None)
        for person in members.people_of(row.id)[1:]:
            self.who.addItem(f"{person.name} ({relation_label(person.relation)})", person)
            if person.id == member_id:
                self.who.setCurrentIndex(self.who.count() - 1)
        self.who.blockSignals(False)
        self._fill()
        (self.who if self.who.count() > 1 else self.name).setFocus()

    def take_card(self, holder: CardHolder) -> None:
        """Put the holder of a card into the fields, to be looked at before it is saved."""
        self.name.setText(holder.name)
        self.born.setText(format_date(holder.born))
        self.sex.setCurrentIndex(self.sex.findData(holder.sex))
        self.id_number.setText(holder.number)
        self._doubt.tell()
        doubts = members.warnings(self._draft())
        words = _("Read from the card of {name}. Look through it, then save.").format(name=holder.name)
        self.message.say("warning" if doubts else "info", " ".join((words, *doubts)))

    def keep(self) -> int:
        """Keep the person; what is doubtful about it is said with it."""
        assert self._household is not None
        registry, household, chosen, draft = (
            self.desk.registry,
            self._household,
            self._chosen(),
            self._draft(),
        )
        doubts = members.warnings(draft)

        def act() -> None:
            if chosen is None:
                members.add(registry, household.id, draft)
            else:
                members.change(registry, chosen.id or 0, draft, chosen)

        _done, undo = undoably(self.desk, act)
        self._look_again()
        self.desk.wrote(" ".join((_("Saved {name}.").format(name=draft.name.strip()), *doubts)), undo)
        return household.id

    def fill_again(self) -> None:
        """What is kept of the person who is being changed."""
        self._look_again()
        self._fill()

    def _look_again(self) -> None:
        chosen = self._chosen()
        people = members.people_of(chosen.household_id) if chosen else ()
        now = next((one for one in people if chosen and one.id == chosen.id), chosen)
        self.who.setItemData(self.who.currentIndex(), now)

    def _chosen(self) -> MemberRow | None:
        chosen = self.who.currentData()
        return chosen if isinstance(chosen, MemberRow) else None

    def _fill(self) -> None:
        self.clear_problems()
        one = self._chosen()
        if one is not None and one.id_number and self._household is not None:
            household_story.note_shown(self.desk.registry, self._household.id)
        self.remove_button.setVisible(one is not None)
        self.name.setText(one.name if one else "")
        self.relation.setCurrentIndex(self.relation.findData(one.relation if one else self._usual_relation()))
        born = format_date(one.born_on) if one and one.born_on else str((one and one.born_year) or "")
        self.born.setText(born)
        self.sex.setCurrentIndex(max(0, self.sex.findData(one.sex)) if one else 0)
        self.id_number.setText(one.id_number if one else "")
        self.note.setText(one.note if one else "")
        self._doubt.tell()
        self.stale.filled()

    def _doubts(self) -> list[str]:
        """What does not fit in the ID number; a day that cannot be read says nothing."""
        try:
            return members.warnings(self._draft())
        except BadInputError:
            return []

    def _usual_relation(self) -> Relation:
        """What a new person is most likely to the head."""
        here = [self.who.itemData(number) for number in range(1, self.who.count())]
        return Relation.CHILD if any(one.relation is Relation.SPOUSE for one in here) else Relation.SPOUSE

    def _draft(self) -> MemberDraft:
        born_on, born_year = self._born()
        return MemberDraft(
            self.name.text(),
            self.relation.currentData(),
            born_on,
            born_year,
            self.sex.currentData(),
            self.id_number.text(),
            self.note.text(),
        )

    def _born(self) -> tuple[date | None, int | None]:
        text = self.born.text().strip()
        if not text or (text.isdigit() and len(text) == 4):
            return None, int(text) if text else None
        try:
            return parse_date(text, self.desk.registry.today()), None
        except ValueError as reason:
            raise BadInputError(str(reason), "born_year") from reason

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.id is None or self._household is None:
            return
        member_id, household = chosen.id, self._household

        def act() -> None:
            _done, undo = undoably(self.desk, lambda: members.remove(self.desk.registry, member_id))
            self.desk.wrote(_("{name} is taken out.").format(name=chosen.name), undo)

        if self.desk.attempt(act):
            self.saved.emit(household.id)
