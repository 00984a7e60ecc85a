"""Planning a walk past the extinguishers, beside the list of walks."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit

from firereg.domain.dates import add_months
from firereg.i18n import _
from firereg.services import walks, wards
from firereg.services.walks import WalkDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.programmes.programme_choice import offer_programmes, programme_choice
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.fields import DateEdit, choice

_ALL = -1


class WalkPlanForm(SideForm):
    """One walk, or one for every group; `saved` tells the ids."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Plan"))
        self.set_head(
            _("Plan a walk"), _("The sheets list every extinguisher there, by street and house number.")
        )
        self.name, self.street, self.inspector = QLineEdit(), QLineEdit(), QLineEdit()
        self.group = choice([])
        self.first_day, self.last_day = DateEdit(desk.registry.today), DateEdit(desk.registry.today)
        self.programme = programme_choice()
        self.due_only = QCheckBox(_("Only those whose check is due"))
        self.add("name", _("Name"), self.name)
        self.add("group", _("Group"), self.group)
        self.add("street", _("Street"), self.street, _("Only this street; empty takes all of them"))
        self.add("first_day", _("From"), self.first_day)
        self.add("last_day", _("To"), self.last_day)
        self.add("inspector", _("Inspector"), self.inspector, _("Empty: the leader of the group"))
        self.add("due_only", "", self.due_only)
        self.add("programme", _("Programme"), self.programme)
        self.group.currentIndexChanged.connect(lambda _index: self._group_chosen())

    def begin(self) -> None:
        """A walk of this month, ready to be planned."""
        today = self.desk.registry.today()
        self.clear_problems()
        self.name.setText(_("Checks of {month}").format(month=f"{today:%m/%Y}"))
        among = wards.groups()
        self.group.clear()
        self.group.addItem(_("Every group, a walk each"), _ALL)
        for group in among:
            self.group.addItem(wards.group_name(group, among), group.id)
        self.street.clear()
        self.first_day.set(today)
        self.last_day.set(_month_end(today))
        self.form.rows["programme"].setVisible(offer_programmes(self.programme))
        self.name.setFocus()
        self.name.selectAll()

    def keep(self) -> list[int]:
        """Plan it."""
        group_id = self.group.currentData()
        draft = WalkDraft(
            name=self.name.text(),
            first_day=self.day_of("first_day", _("Enter the first day of the walk.")),
            last_day=self.day_of("last_day", _("Enter the last day of the walk.")),
            group_id=None if group_id == _ALL else group_id,
            street=self.street.text(),
            inspector=self.inspector.text(),
            due_only=self.due_only.isChecked(),
            programme_id=self.programme.currentData(),
        )
        if group_id == _ALL and not draft.street.strip():
            return walks.plan_all(self.desk.registry, draft)
        return [walks.plan(self.desk.registry, draft)]

    def _group_chosen(self) -> None:
        every = self.group.currentData() == _ALL
        self.form.rows["inspector"].setVisible(not every)
        if every:
            self.inspector.clear()


def _month_end(day: date) -> date:
    first = day.replace(day=1)
    return date.fromordinal(add_months(first, 1).toordinal() - 1)
