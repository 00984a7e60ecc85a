"""The walks: planned, printed, and how far each of them is."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from firereg.domain.dates import format_date
from firereg.domain.labels import outcome_label
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import programmes, walk_papers, walks, wards
from firereg.services.walks import LineRow, WalkRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.ask_line import AskLine
from firereg.ui.pages.base import ListPage, first_step, page_of
from firereg.ui.pages.checks.check_tabs import check_tabs
from firereg.ui.pages.checks.inspection_form import Kept
from firereg.ui.pages.checks.walk_plan_form import WalkPlanForm
from firereg.ui.pages.checks.walk_results_form import WalkResultsForm
from firereg.ui.pages.programmes.programme_choice import ProgrammeChoiceForm
from firereg.ui.pages.side_form import take_back
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Event, Story

_SHOWN = 12
_WORKBOOK = "Excel (*.xlsx)"


class WalkListPage(ListPage):
    """The list of walks; `entry_wanted` tells the walk whose results somebody wants to enter."""

    name = "walks"
    entry_wanted = Signal(int)
    searchable = False
    exportable = False
    many = True

    def __init__(self, desk: Desk) -> None:
        self.title = _("Inspection walks")
        super().__init__(desk)
        self.plan, self.results = WalkPlanForm(desk), WalkResultsForm(desk)
        self.programme = ProgrammeChoiceForm(desk)
        self._plan = self.action(_("Plan a walk"), "plus", "Ctrl+Shift+N", self._open_plan)
        self._enter = self.action(_("Enter results"), "scan-barcode", "F8", self._open_entry)
        self._print = self.action(
            _("Print the sheets"), "printer", "Ctrl+P", self._print_sheets, right=Right.LOOK
        )
        self._save = self.action(
            _("Save as Excel"), "file-output", "Ctrl+E", self._save_workbook, right=Right.LOOK
        )
        self._take = self.action(_("Take results from Excel…"), "folder-open", "Ctrl+O", self._open_results)
        self._close = self.action(_("Close the walk…"), "check", "", self._ask_close)
        self._reopen = self.action(_("Open it again"), "undo-2", "", self._open_again)
        self._programme = self.action(_("Programme…"), "megaphone", "", self._ask_programme)
        self._delete = self.action(_("Take the walk out"), "trash-2", "", self._take_out)
        self.panel.set_actions(
            [
                self._enter,
                (self._print, self._save),
                self._close,
                self._reopen,
                (self._programme, self._delete),
            ]
        )
        self.add_button(self._take, "folder-open")
        self.add_button(self._plan, "plus")
        for form in (self.plan, self.results, self.programme):
            form.closed.connect(self.show_story_again)
        self.programme.saved.connect(self.show_story_again)
        self.plan.saved.connect(self._planned)
        self.results.saved.connect(self._taken)
        self.table.row_activated.connect(lambda _row: self._enter.trigger())

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """What else there is to check."""
        return check_tabs()

    def columns(self) -> Sequence[Column]:
        """Which walk, when, and how far it is."""
        return (
            Column(_("Walk"), lambda r: r.name, stretch=True, tip=lambda r: r.name),
            Column(_("Where"), _where, width=112, tip=_where),
            Column(_("Entered"), lambda r: f"{r.done}/{r.total}", align="right", width=80),
            Column(
                _("Faults"),
                lambda r: r.failed or "",
                align="right",
                width=88,
                spare=True,
                role=_warned("failed"),
            ),
            Column(
                _("Not found"),
                lambda r: r.not_found or "",
                align="right",
                width=104,
                spare=True,
                role=_warned("not_found"),
            ),
            Column(_("State"), _state, width=112, icon=_state_icon),
            Column(_("Days"), _days, width=168, spare=True),
            Column(_("Inspector"), lambda r: r.inspector, width=152, spare=True),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:  # noqa: ARG002
        """One page of walks, the latest first."""
        return page_of(walks.walks(after=after, **filters), walks.walk_key)

    def empty(self) -> EmptyState:
        """The first step is to plan one."""
        return first_step(
            self.desk,
            "clipboard-check",
            _("No walk is planned. Plan one for a group, print its sheets, and enter what was found."),
            _("Plan a walk"),
            self._open_plan,
        )

    def figures(self) -> str:
        """How many walks are under way."""
        return _("{n} under way").format(n=len(walks.walks(closed=False)))

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """Those under way, or those that are over."""
        return (("closed", _("State"), [(_("Under way"), False), (_("Closed"), True)]),)

    def row_actions(self) -> Sequence[QAction]:
        """To enter what was found is what is done most often."""
        if not hasattr(self, "_delete"):
            return ()
        end = (self._close, self._reopen, self._programme, self._delete)
        return (self._enter, self._print, self._save, *end)

    def story(self, row: WalkRow) -> Story:
        """What the walk came to until now, and what somebody has to see to."""
        told = walks.summary(row.id)
        facts = [
            (_("Days"), _days(row)),
            (_("Inspector"), row.inspector or "–"),
            (_("Where"), _where(row)),
            (_("Passed"), str(row.passed)),
            (_("Faults"), str(row.failed)),
            (_("Not found"), str(row.not_found)),
            (_("Found elsewhere"), str(row.elsewhere)),
            (_("Not visited"), str(row.not_visited)),
        ]
        if row.programme_id is not None:
            facts.append((_("Programme"), dict(programmes.names())[row.programme_id]))
        events = [
            *_events(told.failed, "triangle-alert", "warning"),
            *_events(told.not_found, "circle-question-mark", "warning"),
            *_events(told.elsewhere, "map-pin", "accent"),
        ]
        return Story(row.name, "", [(_state(row), "accent" if row.closed_on is None else "")], facts, events)

    def show_target(self, target: Any) -> None:
        """Choose the walk with that id."""
        self.table.choose(target)

    def _tell(self, row: Any) -> None:
        super()._tell(row)
        if row is not None and self.row_actions():
            under_way = row.closed_on is None
            self._enter.setEnabled(under_way)
            self._close.setEnabled(under_way)
            self._reopen.setEnabled(not under_way)
            self._programme.setEnabled(bool(programmes.names()))
            self._delete.setEnabled(row.done == 0)

    def _open_plan(self) -> None:
        self.show_side(self.plan)
        self.plan.begin()

    def _planned(self, ids: Sequence[int]) -> None:
        self.show_story_again()
        registry = self.desk.registry

        def take_out() -> None:
            with registry.transaction():
                for walk_id in ids:
                    walks.delete(registry, walk_id)

        words = _("1 walk is planned.") if len(ids) == 1 else _("{n} walks are planned.").format(n=len(ids))
        self.desk.wrote(words, take_back(self.desk, take_out, _("The plan is taken back.")))
        self.table.choose(ids[0])

    def _open_entry(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.entry_wanted.emit(row.id)

    def _chosen_ids(self) -> list[int]:
        return [row.id for row in self.table.chosen_rows()]

    def _print_sheets(self) -> None:
        ids, registry = self._chosen_ids(), self.desk.registry
        if ids:
            name = f"phieu-kiem-tra-{registry.today():%Y%m%d}.pdf"
            self.desk.print_pdf(lambda: walk_papers.pdf(ids), _("Walk sheets"), name)

    def _save_workbook(self) -> None:
        ids, registry = self._chosen_ids(), self.desk.registry
        if ids:
            name = f"phieu-kiem-tra-{registry.today():%Y%m%d}.xlsx"
            self.desk.save_file(lambda: walk_papers.workbook(ids), _("Save as Excel"), name, _WORKBOOK)

    def _open_results(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self.desk.window, _("Take results from Excel…"), "", _("Lists (*.xlsx *.xls *.ods *.csv)")
        )
        if path:
            self.show_side(self.results)
            self.results.open(Path(path))

    def _taken(self, kept: Kept) -> None:
        self.show_story_again()
        self.desk.wrote(*kept)

    def _ask_close(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        question = AskLine(
            _("Close “{name}”").format(name=row.name),
            _("{n} extinguishers were not visited. Why? The reason is kept with each of them.").format(
                n=row.not_visited
            ),
            _("Close the walk"),
            lambda reason: self._end(row, reason),
        )
        question.closed.connect(self.show_story_again)
        question.closed.connect(question.deleteLater)
        self.show_side(question)
        question.begin()

    def _end(self, row: WalkRow, reason: str) -> None:
        registry = self.desk.registry
        walks.close(registry, row.id, reason)
        undo = take_back(
            self.desk,
            lambda: walks.reopen(registry, row.id),
            _("“{name}” is open again.").format(name=row.name),
        )
        self.desk.wrote(_("“{name}” is closed.").format(name=row.name), undo)

    def _ask_programme(self) -> None:
        row, registry = self.table.current_row(), self.desk.registry
        if row is not None:
            self.show_side(self.programme)
            self.programme.begin(
                row.name, row.programme_id, lambda chosen: walks.put_into(registry, row.id, chosen)
            )

    def _open_again(self) -> None:
        row = self.table.current_row()
        walks.reopen(self.desk.registry, row.id)
        self.desk.wrote(_("“{name}” is open again.").format(name=row.name))

    def _take_out(self) -> None:
        row = self.table.current_row()
        walks.delete(self.desk.registry, row.id)
        self.desk.wrote(_("“{name}” is taken out.").format(name=row.name))


def _days(row: WalkRow) -> str:
    if row.first_day == row.last_day:
        return format_date(row.first_day)
    return f"{row.first_day:%d/%m} – {format_date(row.last_day)}"


def _state(row: WalkRow) -> str:
    return _("Closed") if row.closed_on else _("Under way")


def _state_icon(row: WalkRow) -> str:
    return "circle-check" if row.closed_on else "refresh-cw"


def _warned(name: str) -> Callable[[WalkRow], str]:
    return lambda row: "warning" if getattr(row, name) else "text"


def _where(row: WalkRow) -> str:
    among = wards.groups()
    names = [wards.group_name(group, among) for group in among if group.id == row.group_id]
    return ", ".join([*names, *([row.street] if row.street else [])])


def _events(lines: Sequence[LineRow], icon_name: str, role: str) -> list[Event]:
    shown = [
        Event(
            f"{one.serial} · {one.head_name}",
            one.fault or one.remark or outcome_label(one.outcome),
            one.address,
            icon_name,
            role,
        )
        for one in lines[:_SHOWN]
    ]
    if len(lines) > _SHOWN:
        shown.append(Event("", _("and {n} more").format(n=len(lines) - _SHOWN), "", icon_name, "muted"))
    return shown
