"""The programmes of the ward, and what came of each."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtGui import QAction

from firereg.domain.dates import format_date
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import programme_papers, programme_story, programmes, signed_pledges, wards
from firereg.services.programmes import ProgrammeRow
from firereg.services.unfinished import Unfinished
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, first_step
from firereg.ui.pages.programmes.programme_form import ProgrammeForm
from firereg.ui.pages.programmes.programme_tabs import programme_tabs
from firereg.ui.pages.programmes.programme_words import figure_facts, state_of, story_event
from firereg.ui.pages.programmes.signed_pledge import SignedPledgeWork
from firereg.ui.pages.side_form import undoably
from firereg.ui.widgets.parts import EmptyState
from firereg.ui.widgets.story import Story

_SIDE_WIDTH = 376


class ProgrammesPage(ListPage):
    """Chương trình."""

    name = "programmes"
    searchable = False

    def __init__(self, desk: Desk) -> None:
        self.title = _("Programmes of the ward")
        super().__init__(desk)
        self.side.setFixedWidth(_SIDE_WIDTH)
        self._pledge = self.action(_("Pledge"), "printer", "Ctrl+P", self._print_pledge, right=Right.LOOK)
        self._report = self.action(_("Report"), "chart-column", "", self._show_report, right=Right.LOOK)
        self._change = self.action(_("Change"), "pencil", "F2", self._open_change)
        self._end = self.action(_("End it today"), "check", "", self._end_it)
        self._resume = self.action(_("Let it go on"), "undo-2", "", self._let_go_on)
        self._remove = self.action(_("Take it out"), "trash-2", "", self._take_out)
        self._signed = SignedPledgeWork(self)
        self._new = self.action(_("New programme"), "plus", "Ctrl+Shift+N", self._open_new)
        self.add_button(self._new, "plus")
        self.table.row_activated.connect(lambda _row: self._change.trigger())

    @cached_property
    def form(self) -> ProgrammeForm:
        """Made when it is first asked for."""
        made = ProgrammeForm(self.desk)
        made.saved.connect(self._saved)
        made.closed.connect(self.show_story_again)
        return made

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """Zalo groups, reports received, duty."""
        return programme_tabs()

    def columns(self) -> Sequence[Column]:
        """What it is called, who leads it, since when it runs."""
        return (
            Column(_("Launched"), lambda r: r.launched_on, align="right", width=100),
            Column(_("Name"), lambda r: r.name, stretch=True, tip=lambda r: r.name),
            Column(_("Leads"), lambda r: r.lead, width=168, tip=lambda r: r.lead, spare=True),
            Column(_("Groups"), lambda r: len(r.group_ids) or _("all"), align="right", width=72, spare=True),
            Column(
                _("State"),
                state_of,
                width=152,
                icon=lambda r: "check" if r.ended_on else "circle-check",
                role=lambda r: "muted" if r.ended_on else "text",
            ),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:  # noqa: ARG002
        """All of them, those that run first: a ward has a few."""
        wanted = filters.get("ended")
        return Page(
            [row for row in programmes.programmes() if wanted is None or bool(row.ended_on) == wanted]
        )

    def empty(self) -> EmptyState:
        """The first step is a programme."""
        return first_step(
            self.desk,
            "megaphone",
            _("No programme yet. A programme has its bodies, their pledge, and all that is done in it."),
            _("New programme"),
            self._open_new,
        )

    def figures(self) -> str:
        """How many run."""
        return _("{n} running").format(n=sum(1 for row in programmes.programmes() if not row.ended_on))

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """Those that run, or those that ended."""
        return (("ended", _("State"), [(_("Running"), False), (_("Ended"), True)]),)

    def row_actions(self) -> Sequence[QAction]:
        """To see what came of it is what it is there for."""
        if not hasattr(self, "_new"):
            return ()
        signed = self._signed
        return (
            *(self._report, self._pledge, signed.attach, signed.look, signed.remove),
            *(self._change, self._end, self._resume, self._remove),
        )

    def story(self, row: ProgrammeRow) -> Story:
        """Its bodies, what came of it, and everything that belongs to it in one time line."""
        facts = [(_("Decision"), row.decision), (_("Aim"), row.aim)]
        bodies = [f"{one.name} – {one.signer_name}" if one.signer_name else one.name for one in row.bodies]
        facts += [(_("Bodies"), "\n".join(bodies)), (_("Groups"), self._groups(row))]
        facts += figure_facts(programme_story.figures(row.id))
        events = [story_event(event, self.desk.go) for event in programme_story.time_line(row.id)]
        since = _("Launched on {day}").format(day=format_date(row.launched_on))
        badges = [(state_of(row), "muted" if row.ended_on else "accent")]
        return Story(row.name, since, badges, [fact for fact in facts if fact[1]], events)

    def show_target(self, target: Any) -> None:
        """ "new", one half typed, or the id of a programme to choose."""
        if isinstance(target, Unfinished):
            self._open_new()
            self.form.unfinished.go_on(target)
        elif target == "new":
            self._open_new()
        else:
            self.table.choose(target)

    def refresh(self) -> None:
        """Fetch the programmes again; one of them is always chosen."""
        super().refresh()
        if self.table.current_row() is None and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _tell(self, row: Any) -> None:
        if row is not None and self.row_actions():
            ends = self._resume if row.ended_on else self._end
            paper = self._signed.look if signed_pledges.pages_of(row.id) else self._signed.attach
            self.panel.set_actions([(self._report, self._pledge), paper, (self._change, ends)])
        super()._tell(row)
        if row is not None and self.row_actions():
            self._end.setEnabled(row.ended_on is None)
            self._resume.setEnabled(row.ended_on is not None)
            self._signed.fit(row)

    def _groups(self, row: ProgrammeRow) -> str:
        among = [group for group in wards.groups() if group.id in row.group_ids]
        return ", ".join(wards.group_name(group, among) for group in among) or _("all")

    def _print_pledge(self) -> None:
        row = self.table.current_row()
        if row is not None:
            registry = self.desk.registry
            paper = programme_papers.pledge(registry, row.id)
            self.desk.print_pdf(
                lambda: programme_papers.pledge_pdf(paper), _("Pledge"), f"giao-uoc-{row.launched_on}.pdf"
            )

    def _show_report(self) -> None:
        if (row := self.table.current_row()) is not None:
            self.desk.go("programme_report", row.id)

    def _open_new(self) -> None:
        self.show_side(self.form)
        self.form.open_new()

    def _open_change(self) -> None:
        if (row := self.table.current_row()) is not None:
            self.show_side(self.form)
            self.form.open(row)

    def _end_it(self) -> None:
        registry = self.desk.registry
        self._do(lambda row: programmes.end(registry, row.id, registry.today()), _("{name} is ended."))

    def _let_go_on(self) -> None:
        self._do(lambda row: programmes.resume(self.desk.registry, row.id), _("{name} goes on."))

    def _take_out(self) -> None:
        self._do(
            lambda row: programmes.remove(self.desk.registry, row.id), _("{name} is taken out of the list.")
        )

    def _do(self, act: Any, sentence: str) -> None:
        if (row := self.table.current_row()) is not None:
            _nothing, undo = undoably(self.desk, lambda: act(row))
            self.desk.wrote(sentence.format(name=f"“{row.name}”"), undo)

    def _saved(self, programme_id: int) -> None:
        self.show_story_again()
        self.table.choose(programme_id)
