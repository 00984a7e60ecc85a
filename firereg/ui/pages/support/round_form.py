"""A round of support as it is entered: its occasion, what it gives, and to whom."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from firereg.domain.labels import category_label
from firereg.domain.poverty import Category
from firereg.domain.support import Criteria
from firereg.i18n import _
from firereg.services import rounds, wards
from firereg.services.rounds import RoundDraft, RoundRow
from firereg.ui.desk import Desk
from firereg.ui.pages.programmes.programme_choice import offer_programmes, programme_choice
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.pages.support.round_items import EXTINGUISHER, RoundItems
from firereg.ui.widgets.fields import DateEdit, MoneyEdit
from firereg.ui.widgets.tick_list import TickList

_PLAN = "Kế hoạch số 125/KH-UBND ngày 10/10/2023"
_LINES = ("name", "place", "plan", "donor")


class RoundForm(SideForm):
    """A new round, or a change of one. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._before: RoundRow | None = None
        self.lines = {name: QLineEdit() for name in _LINES}
        self.day, self.budget = DateEdit(desk.registry.today), MoneyEdit()
        self.items, self.programme = RoundItems(), programme_choice()
        self.categories = {category: QCheckBox(category_label(category)) for category in Category}
        self.groups = TickList()
        self.without = QCheckBox(_("Without an extinguisher"))
        self.since = DateEdit(desk.registry.today)
        self._add_fields()

    def open_new(self) -> None:
        """A new round, today, with an extinguisher for each household."""
        self._before = None
        self._fill(_("New round"), RoundDraft("", self.desk.registry.today(), items=(EXTINGUISHER,)))

    def open(self, row: RoundRow) -> None:
        """Change this round."""
        self._before = row
        self._fill(row.name, row)

    def fill_again(self) -> None:
        """What is kept of this round."""
        assert self._before is not None
        self.open(rounds.round_by_id(self._before.id))

    def keep(self) -> int:
        """Add or change the round."""
        registry, before = self.desk.registry, self._before
        draft = self._draft()
        if before is None:
            new_id, undo = undoably(self.desk, lambda: rounds.add(registry, draft))
        else:
            new_id = before.id
            _nothing, undo = undoably(self.desk, lambda: rounds.change(registry, before.id, draft, before))
            self._before = rounds.round_by_id(before.id)
        self.desk.wrote(_("Saved round {name}.").format(name=draft.name.strip()), undo)
        return new_id

    def _draft(self) -> RoundDraft:
        texts = {name: field.text() for name, field in self.lines.items()}
        before = self._before or RoundDraft("", self.desk.registry.today())
        draft = RoundDraft(
            day=self.day_of("day", _("Enter the day of the round.")),
            budget_dong=self._budget(),
            items=before.items,
            criteria=before.criteria,
            programme_id=self.programme.currentData(),
            **texts,
        )
        return (
            draft if self._frozen() else replace(draft, items=self.items.items(), criteria=self._criteria())
        )

    def _budget(self) -> int | None:
        amount = self.amount_of("budget_dong")
        return amount if self.budget.text().strip() else None

    def _criteria(self) -> Criteria:
        since = self.since.text().strip() and self.day_of("not_helped_since", "")
        return Criteria(
            tuple(category for category, box in self.categories.items() if box.isChecked()),
            self.groups.ticked(),
            self.without.isChecked(),
            since or None,
        )

    def _frozen(self) -> bool:
        """Whether what it gives and to whom can no longer be changed."""
        return self._before is not None and bool(self._before.approved_at or self._before.closed_on)

    def _fill(self, title: str, values: RoundDraft) -> None:
        frozen = self._frozen()
        about = _("Its list is approved: what it gives and to whom stays as it is.") if frozen else ""
        self.set_head(title, about)
        self.clear_problems()
        for name, field in self.lines.items():
            field.setText(getattr(values, name))
            field.setCursorPosition(0)
        self.day.set(values.day)
        self.budget.set(values.budget_dong)
        self.form.rows["programme_id"].setVisible(offer_programmes(self.programme, values.programme_id))
        self.items.show_items(values.items)
        criteria = values.criteria
        for category, box in self.categories.items():
            box.setChecked(category in criteria.categories)
        among = wards.groups()
        self.groups.fill([(one.id, wards.group_name(one, among)) for one in among], criteria.group_ids)
        self.without.setChecked(criteria.without_extinguisher)
        self.since.set(criteria.not_helped_since)
        for key in ("items", "criteria", "groups", "without", "not_helped_since"):
            self.form.rows[key].setVisible(not frozen)
        self.stale.filled()
        self.lines["name"].setFocus()

    def _add_fields(self) -> None:
        self.add("name", _("Name"), self.lines["name"], _("Such as: {text}").format(text="Đợt 19/10/2023"))
        self.add("day", _("Day"), self.day)
        self.add("place", _("Place"), self.lines["place"], _("Where it is handed over, as on the paper"))
        self.add("plan", _("Ground"), self.lines["plan"], _("Such as: {text}").format(text=_PLAN))
        self.add("donor", _("Donors"), self.lines["donor"])
        self.add("budget_dong", _("Budget in đồng"), self.budget)
        self.add("programme_id", _("Programme"), self.programme)
        self.add("items", _("Each gets"), self.items)
        boxes = QWidget()
        lines = QVBoxLayout(boxes)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for box in self.categories.values():
            lines.addWidget(box)
        self.add(
            "criteria", _("Who gets it"), boxes, _("On the day of the round; none ticked: any household")
        )
        self.add("without", "", self.without)
        self.add("not_helped_since", _("Not helped since"), self.since)
        self.add("groups", _("Groups"), self.groups, _("None ticked: every group"))
