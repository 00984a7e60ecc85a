"""The Zalo groups of the ward: whom each reaches, what was told there, what was reported there."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtGui import QAction, QGuiApplication

from firereg.domain.dates import format_date
from firereg.domain.labels import alert_kind_label
from firereg.domain.money import format_dong
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import alerts, notices, programmes, wards, zalo_groups
from firereg.services.alerts import AlertFilter, AlertRow
from firereg.services.notices import NoticeRow
from firereg.services.unfinished import Unfinished
from firereg.services.zalo_groups import ZaloRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, first_step
from firereg.ui.pages.programmes.alerts_page import KIND_ICONS
from firereg.ui.pages.programmes.notice_form import NoticeForm
from firereg.ui.pages.programmes.programme_tabs import programme_tabs
from firereg.ui.pages.programmes.zalo_form import ZaloForm
from firereg.ui.pages.side_form import undoably
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Event, Story


class ZaloGroupsPage(ListPage):
    """Nhóm Zalo."""

    name = "zalo_groups"
    stands_under = "programmes"
    searchable = False

    def __init__(self, desk: Desk) -> None:
        self.title = _("Zalo groups")
        self._names: dict[int | None, str] = {}
        self._households: dict[int | None, int] = {}
        super().__init__(desk)
        self._tell_them = self.action(_("Send a notice"), "megaphone", "F8", self._open_notice)
        self._copy = self.action(_("Copy the link"), "copy", "", self._copy_link, right=Right.LOOK)
        self._change = self.action(_("Change"), "pencil", "F2", self._open_change)
        self._close = self.action(_("Close the group"), "check", "", self._close_it)
        self._reopen = self.action(_("Open it again"), "undo-2", "", self._open_again)
        self._remove = self.action(_("Take it out"), "trash-2", "", self._take_out)
        self._report = self.action(
            _("Report of the year"), "chart-column", "", lambda: desk.go("zalo_report"), right=Right.LOOK
        )
        self._new = self.action(_("New Zalo group"), "plus", "Ctrl+Shift+N", self._open_new)
        self.add_button(self._report, "chart-column")
        self.add_button(self._new, "plus")
        self.table.row_activated.connect(lambda _row: self._change.trigger())

    @cached_property
    def form(self) -> ZaloForm:
        """Made when it is first asked for."""
        made = ZaloForm(self.desk)
        made.saved.connect(self._saved)
        made.closed.connect(self.show_story_again)
        return made

    @cached_property
    def notice(self) -> NoticeForm:
        """Made when it is first asked for."""
        made = NoticeForm(self.desk)
        made.saved.connect(lambda _nothing: self.show_story_again())
        made.closed.connect(self.show_story_again)
        return made

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The other pages of programmes."""
        return programme_tabs()

    def refresh(self) -> None:
        """The rows, and what belongs to their residential groups."""
        among = wards.groups()
        self._names = {group.id: wards.group_name(group, among) for group in among}
        self._households = {one.group_id: one.households for one in zalo_groups.reach()}
        super().refresh()

    def columns(self) -> Sequence[Column]:
        """Which group, and how many it reaches."""
        return (
            Column(_("Group"), self._where, width=112, tip=self._where),
            Column(_("Name"), lambda r: r.name, stretch=True, tip=lambda r: r.name),
            Column(_("Members"), lambda r: _figure(r.members), align="right", width=104),
            Column(_("Households reached"), self._reached, align="right", width=160),
            Column(_("Counted on"), lambda r: r.counted_on or "", align="right", width=128, spare=True),
            Column(_("Run by"), lambda r: r.run_by, width=152, spare=True),
            Column(
                _("State"),
                _state,
                width=104,
                icon=lambda r: "circle-check" if r.closed_on is None else "x",
                role=lambda r: "text" if r.closed_on is None else "muted",
                spare=True,
            ),
            Column(_("Link"), lambda r: r.link, width=200, spare=True, shown=False),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:  # noqa: ARG002
        """All of them by residential group, those of the ward first: a ward has a few dozen."""
        places = {group_id: place for place, group_id in enumerate(self._names, start=1)}
        rows = zalo_groups.zalo_groups(**filters)
        return Page(
            sorted(
                rows, key=lambda row: (row.closed_on is not None, places.get(row.group_id or 0, 0), row.id)
            )
        )

    def empty(self) -> EmptyState:
        """The first step is a group."""
        return first_step(
            self.desk,
            "megaphone",
            _("No Zalo group yet. Enter the group of each residential group, and whom it reaches."),
            _("New Zalo group"),
            self._open_new,
        )

    def figures(self) -> str:
        """How many residential groups have one, and how many households are reached."""
        every = zalo_groups.reach()
        have = sum(1 for one in every if one.zalo_groups)
        return _("{n} of {of} residential groups · {reached} of {all} households").format(
            n=have,
            of=len(every),
            reached=format_dong(sum(one.reached for one in every)),
            all=format_dong(sum(one.households for one in every)),
        )

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """In use or closed, and of which programme."""
        return (
            ("closed", _("State"), [(_("In use"), False), (_("Closed"), True)]),
            ("programme_id", _("Programme"), [(name, one) for one, name in programmes.names()]),
        )

    def row_actions(self) -> Sequence[QAction]:
        """To tell them something is what it is there for."""
        if not hasattr(self, "_new"):
            return ()
        return (self._tell_them, self._change, self._copy, self._close, self._reopen, self._remove)

    def story(self, row: ZaloRow) -> Story:
        """Whose it is and whom it reaches; what was told and reported there."""
        names = dict(programmes.names())
        counted = f" ({format_date(row.counted_on)})" if row.counted_on else ""
        facts = [
            (_("Run by"), row.run_by or "–"),
            (_("Members"), f"{_figure(row.members) or '–'}{counted}"),
            (_("Households reached"), self._reached(row) or "–"),
            (_("Link"), row.link or "–"),
            (_("Programme"), names.get(row.programme_id or 0, "–")),
        ]
        facts += [(_("Opened on"), format_date(row.opened_on))] if row.opened_on else []
        facts += [(_("Closed"), format_date(row.closed_on))] if row.closed_on else []
        told = [(one.day, self._notice_event(one)) for one in notices.notices(zalo_id=row.id)]
        today = self.desk.registry.today()
        rows = alerts.alert_page(today, AlertFilter(zalo_id=row.id), sort="at", descending=True)
        told += [(one.at.date(), self._alert_event(one)) for one in rows]
        told.sort(key=lambda one: one[0], reverse=True)
        badge = (_state(row), "" if row.closed_on is None else "muted")
        return Story(row.name, self._where(row), [badge], facts, [event for _day, event in told])

    def show_target(self, target: Any) -> None:
        """ "new", a notice half written, filters that hold, or the id of a Zalo group to choose."""
        if isinstance(target, Unfinished):
            self.show_side(self.notice)
            self.notice.begin()
            self.notice.unfinished.go_on(target)
        elif target == "new":
            self._open_new()
        elif isinstance(target, dict):
            self.replace_filters(target)
        else:
            self.table.choose(target)

    def _tell(self, row: Any) -> None:
        if row is not None and self.row_actions():
            ends = self._reopen if row.closed_on else self._close
            self.panel.set_actions([self._tell_them, (self._change, ends), self._copy])
        super()._tell(row)
        if row is not None and self.row_actions():
            self._tell_them.setEnabled(row.closed_on is None)
            self._copy.setEnabled(bool(row.link))
            self._close.setEnabled(row.closed_on is None)
            self._reopen.setEnabled(row.closed_on is not None)

    def _notice_event(self, one: NoticeRow) -> Event:
        """Who may write can read it in full and send it again; others read it here."""
        if not self._tell_them.isVisible():
            return Event(format_date(one.day), one.text, one.recorded_by, "megaphone")
        gist = notices.gist(one.text)
        return Event(
            format_date(one.day), gist, one.recorded_by, "megaphone", on_open=lambda: self._send_again(one)
        )

    def _alert_event(self, one: AlertRow) -> Event:
        is_open = one.closed_on is None
        return Event(
            format_date(one.at.date()),
            f"{alert_kind_label(one.kind)}: {one.what}",
            _("In hand") if is_open else one.result,
            KIND_ICONS[one.kind],
            "warning" if is_open else "accent",
            lambda: self.desk.go("alerts", one.id),
        )

    def _open_new(self) -> None:
        covered = {row.group_id for row in zalo_groups.zalo_groups(closed=False)}
        free = next((group_id for group_id in self._names if group_id not in covered), None)
        self.show_side(self.form)
        self.form.open_new(free)

    def _open_change(self) -> None:
        if (row := self.table.current_row()) is not None:
            self.show_side(self.form)
            self.form.open(row)

    def _open_notice(self) -> None:
        row = self.table.current_row()
        if row is not None and row.closed_on is None:
            self.show_side(self.notice)
            self.notice.begin(row.id, row.programme_id)

    def _send_again(self, one: NoticeRow) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_side(self.notice)
            self.notice.begin(row.id, row.programme_id, one.text)

    def _copy_link(self) -> None:
        row = self.table.current_row()
        if row is not None and row.link:
            QGuiApplication.clipboard().setText(row.link)
            self.desk.say(_("Copied {link}.").format(link=row.link))

    def _close_it(self) -> None:
        registry = self.desk.registry
        self._do(lambda row: zalo_groups.close(registry, row.id, registry.today()), _("{name} is closed."))

    def _open_again(self) -> None:
        self._do(lambda row: zalo_groups.reopen(self.desk.registry, row.id), _("{name} is open again."))

    def _take_out(self) -> None:
        self._do(
            lambda row: zalo_groups.remove(self.desk.registry, row.id), _("{name} is taken out of the list.")
        )

    def _do(self, act: Any, sentence: str) -> None:
        if (row := self.table.current_row()) is not None:
            _nothing, undo = undoably(self.desk, lambda: act(row))
            self.desk.wrote(sentence.format(name=row.name), undo)

    def _saved(self, zalo_id: int) -> None:
        self.show_story_again()
        self.table.choose(zalo_id)

    def _where(self, row: ZaloRow) -> str:
        return self._names.get(row.group_id, _("The whole ward"))

    def _reached(self, row: ZaloRow) -> str:
        if row.households is None:
            return ""
        every = self._households.get(row.group_id) or sum(self._households.values())
        return _("{n} of {all}").format(n=format_dong(row.households), all=format_dong(every))


def _figure(count: int | None) -> str:
    return "" if count is None else format_dong(count)


def _state(row: ZaloRow) -> str:
    return _("In use") if row.closed_on is None else _("Closed")
