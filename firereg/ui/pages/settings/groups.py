"""Residential groups in the settings."""

from PySide6.QtWidgets import QLineEdit

from firereg.domain.labels import group_label
from firereg.i18n import _
from firereg.services import wards
from firereg.services.wards import GroupRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column
from firereg.ui.pages.settings.section import ListSection, RowForm
from firereg.ui.pages.side_form import take_back
from firereg.ui.widgets.fields import count_box


class GroupForm(RowForm):
    """A residential group and who leads it. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, close_words=_("Drop changes"))
        self._group: GroupRow | None = None
        self.number, self.ward = count_box(1, 999), QLineEdit()
        self.leader_name, self.leader_phone = QLineEdit(), QLineEdit()
        self.add("number", _("Number"), self.number)
        self.add("ward", _("Ward it came from"), self.ward)
        self.add("leader_name", _("Leader"), self.leader_name, _("Offered as the witness on receipts"))
        self.add("leader_phone", _("Phone"), self.leader_phone)

    def open(self, group: GroupRow) -> None:
        """Change who leads this group."""
        self._group = group
        self._fill(group_label(group.number, group.ward), group.leader_name, group.leader_phone)

    def open_new(self) -> None:
        """The next group of the ward it was added to last."""
        self._group = None
        known = wards.groups()
        self.number.setValue(known[-1].number + 1 if known else 1)
        self.ward.setText(known[-1].ward if known else wards.ward_on(self.desk.registry.today()).name)
        self._fill(_("New residential group"), "", "")
        self.number.setFocus()

    def fill_again(self) -> None:
        """What is kept of this group."""
        assert self._group is not None
        self.open(wards.group_by_id(self._group.id))

    def keep(self) -> int:
        """Add the group, or keep who leads it."""
        group, registry = self._group, self.desk.registry
        if group is None:
            return self._add()
        wards.change_group(registry, group.id, self.leader_name.text(), self.leader_phone.text(), group)
        self._group = wards.group_by_id(group.id)
        name = group_label(group.number)
        undo = take_back(
            self.desk,
            lambda: wards.change_group(registry, group.id, group.leader_name, group.leader_phone),
            _("{group} has its former leader.").format(group=name),
        )
        self.desk.wrote(_("Saved the leader of {group}.").format(group=name), undo)
        return group.id

    def _add(self) -> int:
        number, ward = self.number.value(), self.ward.text().strip()
        new_id = wards.add_group(
            self.desk.registry, number, ward, self.leader_name.text(), self.leader_phone.text()
        )
        self.desk.wrote(_("Added {group}.").format(group=group_label(number, ward)))
        return new_id

    def _fill(self, title: str, leader_name: str, leader_phone: str) -> None:
        self.set_head(title)
        self.clear_problems()
        for key in ("number", "ward"):  # what a group is called stays as papers have it
            self.form.rows[key].setVisible(self._group is None)
        self.leader_name.setText(leader_name)
        self.leader_phone.setText(leader_phone)
        self.stale.filled()


def groups_section(desk: Desk) -> ListSection:
    """The residential groups and who leads them."""
    form = GroupForm(desk)
    columns = (
        Column(_("Group"), lambda g: g.number, align="right", width=64),
        Column(_("Ward it came from"), lambda g: g.ward, width=176, spare=True),
        Column(_("Leader"), lambda g: g.leader_name or "–", stretch=True),
        Column(_("Phone"), lambda g: g.leader_phone or "–", width=128, spare=True),
    )
    return ListSection(
        form,
        name=_("Residential groups"),
        sentence=_("The leader of a group is offered as the witness of its handovers."),
        columns=columns,
        rows=wards.groups,
        add_words=_("New residential group"),
    )
