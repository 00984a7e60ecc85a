"""Rounds of giving and residential groups in the settings."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from firereg.domain.labels import group_label
from firereg.domain.money import format_dong
from firereg.domain.support import Form, SupportItem, value_of
from firereg.i18n import _
from firereg.services import rounds, wards
from firereg.services.rounds import RoundDraft, RoundRow
from firereg.services.wards import GroupRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column
from firereg.ui.pages.settings_section import ListSection, RowForm
from firereg.ui.pages.side_form import take_back
from firereg.ui.widgets.fields import DateEdit, MoneyEdit, count_box

_PLAN = "Kế hoạch số 125/KH-UBND ngày 10/10/2023"


class RoundForm(RowForm):
    """A round: its occasion, and the gift that F3 puts on a receipt. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, close_words=_("Drop changes"))
        self._before: RoundRow | None = None
        self.day, self.gift_value = DateEdit(desk.registry.today), MoneyEdit()
        self.lines = {name: QLineEdit() for name in ("name", "place", "plan", "donor", "gift_name")}
        self.add("name", _("Name"), self.lines["name"])
        self.add("day", _("Day"), self.day)
        self.add("place", _("Place"), self.lines["place"], _("Where it is handed over, as on the paper"))
        self.add("plan", _("Ground"), self.lines["plan"], _("Such as: {text}").format(text=_PLAN))
        self.add("donor", _("Donor"), self.lines["donor"])
        self.add("gift_name", _("Gift"), self.lines["gift_name"], _("What F3 puts on a receipt"))
        self.add("gift_value", _("Value in đồng"), self.gift_value)

    def open(self, row: RoundRow) -> None:
        """Change this round."""
        self._before = row
        self._fill(row.name, row)

    def open_new(self) -> None:
        """A new round, today."""
        self._before = None
        self._fill(_("New round"), RoundDraft("", self.desk.registry.today()))
        self.lines["name"].setFocus()

    def fill_again(self) -> None:
        """What is kept of this round."""
        assert self._before is not None
        self.open(rounds.round_by_id(self._before.id))

    def keep(self) -> int:
        """Add or change the round."""
        registry, before = self.desk.registry, self._before
        day = self.day_of("day", _("Enter the day of the round."))
        name, place, plan, donor, gift_name = (field.text() for field in self.lines.values())
        kept = before or RoundDraft(name, day)
        items = _with_gift(kept.items, gift_name, self.amount_of("gift_value") or None)
        draft = replace(kept, name=name, day=day, place=place, plan=plan, donor=donor, items=items)
        words = _("Saved round {name}.").format(name=draft.name.strip())
        if before is None:
            new_id = rounds.add(registry, draft)
            self.desk.wrote(words)
            return new_id
        rounds.change(registry, before.id, draft, before)
        undo = take_back(
            self.desk,
            lambda: rounds.change(registry, before.id, before),
            _("Round {name} is as before.").format(name=before.name),
        )
        self._before = rounds.round_by_id(before.id)
        self.desk.wrote(words, undo)
        return before.id

    def _fill(self, title: str, values: RoundDraft) -> None:
        self.set_head(title)
        self.clear_problems()
        self.day.set(values.day)
        gift = _gift_of(values)
        self.gift_value.set(gift.value_dong if gift else None)
        texts = vars(values) | {"gift_name": gift.name if gift else ""}
        for name, field in self.lines.items():
            field.setText(texts[name])
            field.setCursorPosition(0)
        self.stale.filled()


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


def rounds_section(desk: Desk) -> ListSection:
    """The rounds, the newest first, and their form."""
    form = RoundForm(desk)
    columns = (
        Column(_("Day"), lambda r: r.day, align="right", width=104),
        Column(_("Round"), lambda r: r.name, stretch=True, tip=lambda r: r.name),
        Column(_("Gift"), _gift_name, width=160, tip=_gift_name, spare=True),
        Column(_("Value"), _value, align="right", width=112, spare=True),
    )
    return ListSection(
        form,
        name=_("Rounds"),
        sentence=_("A round gives its handovers their day, place, ground, donor and gift."),
        columns=columns,
        rows=rounds.rounds,
        add_words=_("New round"),
    )


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


def _gift_of(values: RoundDraft) -> SupportItem | None:
    return next((item for item in values.items if item.form is not Form.EXTINGUISHER), None)


def _with_gift(items: tuple[SupportItem, ...], name: str, value_dong: int | None) -> tuple[SupportItem, ...]:
    """What a round gives, its first gift being this one."""
    before = next((item for item in items if item.form is not Form.EXTINGUISHER), None)
    others = tuple(item for item in items if item is not before)
    if not name.strip():
        return others
    if before is not None:
        return (*others, replace(before, name=name, value_dong=value_dong))
    return (*others, SupportItem(Form.GOODS, name, 1, "suất", value_dong))


def _gift_name(row: RoundRow) -> str:
    gift = _gift_of(row)
    return gift.name if gift else "–"


def _value(row: RoundRow) -> str:
    value = value_of(row.items)
    return f"{format_dong(value)} đ" if value else "–"
