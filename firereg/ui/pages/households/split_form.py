"""A household that splits, and one that gets another head."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from firereg.domain.household import Relation, relation_to_new_head
from firereg.domain.labels import relation_label
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import household_moves, members
from firereg.services.households import HouseholdRow
from firereg.services.members import MemberRow
from firereg.ui.desk import Desk
from firereg.ui.pages.households.move_form import fill_groups
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import label


class PeopleChoice(QWidget):
    """Some people of a household, each to be ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[tuple[MemberRow, QCheckBox]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def show_people(self, people: list[MemberRow], on_change) -> None:
        """Offer these people, none of them ticked."""
        for _person, box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = [(one, QCheckBox(one.name)) for one in people]
        for person, box in self.boxes:
            box.setMinimumWidth(1)  # a long name does not make the form wide
            box.setToolTip(f"{person.name} ({relation_label(person.relation)})")
            self._lines.addWidget(box)
            box.show()  # at once, or it cannot take the focus yet
            box.toggled.connect(on_change)
        if self.boxes:
            self.setFocusProxy(self.boxes[0][1])

    def chosen(self) -> list[MemberRow]:
        """Those that are ticked."""
        return [person for person, box in self.boxes if box.isChecked()]


class SplitForm(SideForm):
    """Some people of a household make one of their own. `saved` tells the new household's id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Split"))
        self._row: HouseholdRow | None = None
        self.people, self.head, self.group = PeopleChoice(), choice([]), choice([])
        self.address, self.phone = QLineEdit(), QLineEdit()
        self.add("members", _("Who"), self.people)
        self.add("head", _("New head"), self.head)
        self.add("group_id", _("Group"), self.group)
        self.add("address", _("Address"), self.address)
        self.add("phone", _("Phone"), self.phone)

    def begin(self, row: HouseholdRow) -> None:
        """Ready to choose who leaves this household."""
        self._row = row
        self.clear_problems()
        about = f"{row.head_name} · {row.code}"
        self.set_head(_("Split the household"), about)
        people = members.people_of(row.id)[1:]
        self.people.show_people(people, self._fill_heads)
        self._fill_heads()
        fill_groups(self.group, row.group_id)
        self.address.setText(row.address)
        self.phone.clear()
        if people:
            self.people.setFocus()
        else:
            self.message.say("info", _("Enter the people of the household first; then choose who leaves it."))
            self.address.setFocus()

    def keep(self) -> int:
        """Make the new household."""
        assert self._row is not None
        row, head = self._row, self.head.currentData()
        leaving = [one.id for one in self.people.chosen() if one.id is not None]
        if not leaving:
            raise BadInputError(_("Tick who makes the new household."), "members")
        new, undo = undoably(
            self.desk,
            lambda: household_moves.split(
                self.desk.registry,
                row.id,
                leaving,
                head_id=head,
                group_id=self.group.currentData(),
                address=self.address.text(),
                phone=self.phone.text(),
            ),
        )
        self.desk.wrote(_("New household {code}: {name}.").format(code=new.code, name=new.head_name), undo)
        return new.id

    def _fill_heads(self) -> None:
        kept = self.head.currentData()
        self.head.clear()
        for person in self.people.chosen():
            self.head.addItem(person.name, person.id)
        self.head.setCurrentIndex(max(0, self.head.findData(kept)) if self.head.count() else -1)


class HeadForm(SideForm):
    """Somebody else becomes the head. `saved` tells the household's id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._row: HouseholdRow | None = None
        self._people: list[MemberRow] = []
        self.head = choice([])
        self.keeps_former = QCheckBox(_("The former head still lives here"))
        self.relations: dict[int, QComboBox] = {}
        self._others = QWidget()
        self._table = QFormLayout(self._others)
        self._table.setContentsMargins(0, 0, 0, 0)
        self.add("member", _("New head"), self.head)
        self.form.add_widget(self.keeps_former)
        self._others_title = label(_("What the others are to the new head:"), "muted", wrap=True)
        self.form.add_widget(self._others_title)
        self.form.add_widget(self._others)
        self.head.currentIndexChanged.connect(self._reckon)

    def begin(self, row: HouseholdRow) -> None:
        """Ready to choose the new head of this household."""
        self._row = row
        self.clear_problems()
        self.set_head(_("Another head"), f"{row.head_name} · {row.code}")
        self._people = members.people_of(row.id)[1:]
        self.keeps_former.setChecked(True)
        self.head.clear()
        for person in self._people:
            self.head.addItem(f"{person.name} ({relation_label(person.relation)})", person.id)
        if not self._people:
            self.message.say("info", _("Enter the people of the household first; then choose its new head."))
        self.head.setFocus()

    def keep(self) -> int:
        """Make the change; code, receipts and extinguishers stay with the household."""
        assert self._row is not None
        row, member_id = self._row, self.head.currentData()
        if member_id is None:
            raise BadInputError(_("Choose the new head."), "member")
        name = next(one.name for one in self._people if one.id == member_id)
        relations = {key: Relation(box.currentData()) for key, box in self.relations.items()}
        _done, undo = undoably(
            self.desk,
            lambda: members.change_head(
                self.desk.registry,
                row.id,
                member_id,
                keep_former=self.keeps_former.isChecked(),
                relations=relations,
            ),
        )
        self.desk.wrote(
            _("{name} is the head of household {code} now.").format(name=name, code=row.code), undo
        )
        return row.id

    def _reckon(self) -> None:
        """What everybody is to the one chosen, to be put right where it does not follow."""
        while self._table.rowCount():
            self._table.removeRow(0)
        self.relations = {}
        new = next((one for one in self._people if one.id == self.head.currentData()), None)
        others = [relation for relation in Relation if relation is not Relation.HEAD]
        for person in self._people:
            if new is None or person.id is None or person.id == new.id:
                continue
            box = choice([(relation_label(relation), relation) for relation in others])
            box.setAccessibleName(person.name)
            box.setCurrentIndex(box.findData(relation_to_new_head(new.relation, person.relation)))
            self.relations[person.id] = box
            self._table.addRow(person.name, box)
        self._others_title.setVisible(bool(self.relations))
