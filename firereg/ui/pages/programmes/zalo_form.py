"""A Zalo group as it is entered: whose it is, its link, who runs it, and how many it reaches."""

from datetime import date

from PySide6.QtWidgets import QLineEdit

from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import wards, zalo_groups
from firereg.services.zalo_groups import ZaloDraft, ZaloRow
from firereg.ui.desk import Desk
from firereg.ui.pages.programmes.programme_choice import offer_programmes, programme_choice
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import NARROW, DateEdit, choice

_LINES = ("name", "link", "run_by")
_DAYS = ("counted_on", "opened_on")


class ZaloForm(SideForm):
    """A new Zalo group, or a change of one. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._before: ZaloRow | None = None
        self._leaders: dict[int | None, str] = {}
        self.lines = {name: QLineEdit() for name in _LINES}
        self.group, self.programme = choice(()), programme_choice()
        self.counts = {name: QLineEdit() for name in ("members", "households")}
        for field in self.counts.values():
            field.setFixedWidth(NARROW)
        self.days = {name: DateEdit(desk.registry.today) for name in _DAYS}
        self.add("name", _("Name"), self.lines["name"], _("As it stands in Zalo"))
        self.add("group", _("Group"), self.group)
        self.add("link", _("Link"), self.lines["link"], "https://zalo.me/g/…")
        self.add("run_by", _("Run by"), self.lines["run_by"])
        self.add("members", _("Members"), self.counts["members"])
        self.add("households", _("Households"), self.counts["households"], _("Of whom somebody is a member"))
        self.add("counted_on", _("Counted on"), self.days["counted_on"])
        self.add("opened_on", _("Opened on"), self.days["opened_on"])
        self.add("programme", _("Programme"), self.programme)
        self.group.activated.connect(lambda _index: self._name_leader())

    def open_new(self, group_id: int | None = None) -> None:
        """A new Zalo group, of that residential group if one is named."""
        self._before = None
        known = zalo_groups.zalo_groups(closed=False)
        programme_id = known[-1].programme_id if known else None  # a ward opens them all in one programme
        self._fill(_("New Zalo group"), ZaloDraft("", group_id, programme_id))
        self._name_leader()

    def open(self, row: ZaloRow) -> None:
        """Change this Zalo group."""
        self._before = row
        self._fill(row.name, row)

    def fill_again(self) -> None:
        """The Zalo group as it is kept now."""
        assert self._before is not None
        self.open(zalo_groups.by_id(self._before.id))

    def keep(self) -> int:
        """Add or change the Zalo group."""
        registry, before, draft = self.desk.registry, self._before, self._draft()
        if before is None:
            zalo_id, undo = undoably(self.desk, lambda: zalo_groups.add(registry, draft))
        else:
            zalo_id = before.id
            _nothing, undo = undoably(
                self.desk, lambda: zalo_groups.change(registry, before.id, draft, before)
            )
        self.desk.wrote(_("Saved Zalo group {name}.").format(name=draft.name.strip()), undo)
        return zalo_id

    def _draft(self) -> ZaloDraft:
        return ZaloDraft(
            name=self.lines["name"].text(),
            group_id=self.group.currentData(),
            programme_id=self.programme.currentData(),
            link=self.lines["link"].text(),
            run_by=self.lines["run_by"].text(),
            members=self._count("members"),
            households=self._count("households"),
            counted_on=self._day("counted_on"),
            opened_on=self._day("opened_on"),
        )

    def _day(self, name: str) -> date | None:
        return self.day_of(name, "") if self.days[name].text().strip() else None

    def _count(self, name: str) -> int | None:
        text = self.counts[name].text().strip().replace(".", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise BadInputError(_("That is no number of members or households."), name)
        return int(text)

    def _fill(self, title: str, values: ZaloDraft) -> None:
        self.set_head(title)
        self.clear_problems()
        for name, field in self.lines.items():
            field.setText(getattr(values, name))
            field.setCursorPosition(0)
        for name, field in self.counts.items():
            count = getattr(values, name)
            field.setText("" if count is None else str(count))
        for name, day in self.days.items():
            day.set(getattr(values, name))
        among = wards.groups()
        self._leaders = {group.id: group.leader_name for group in among}
        self.group.clear()
        self.group.addItem(_("The whole ward"), None)
        for group in among:
            self.group.addItem(wards.group_name(group, among), group.id)
        self.group.setCurrentIndex(max(0, self.group.findData(values.group_id)))
        known = offer_programmes(self.programme, values.programme_id)
        self.form.rows["programme"].setVisible(known)
        self.stale.filled()
        self.lines["name"].setFocus()

    def _name_leader(self) -> None:
        """The leader of the group usually runs it."""
        leader, run_by = self._leaders.get(self.group.currentData(), ""), self.lines["run_by"]
        if self._before is None and run_by.text() in ("", *self._leaders.values()):
            run_by.setText(leader)
