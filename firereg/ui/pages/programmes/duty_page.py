"""Who is on duty in a month: made fairly, changed by hand, with who came, and what it came to in hours."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from firereg.domain.identity import mask_phone
from firereg.domain.text import has_words
from firereg.i18n import _
from firereg.services import duty, roster_papers, rosters
from firereg.services.rosters import TurnRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, first_step
from firereg.ui.pages.programmes.duty_choice import DutyChoice
from firereg.ui.pages.programmes.duty_forms import PersonForm, PostForm
from firereg.ui.pages.programmes.duty_turn_forms import MakeForm, StandInForm
from firereg.ui.pages.programmes.duty_words import (
    attended_icon,
    attended_role,
    attended_words,
    counted,
    day_words,
    time_words,
    turn_words,
)
from firereg.ui.pages.programmes.programme_tabs import programme_tabs
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.parts import EmptyState, icon_button
from firereg.ui.widgets.story import Story

F = TypeVar("F", bound=SideForm)
_NOT_SAID = "not_said"
_FIGURES = 96  # in pixels: else they have no room in a narrow window


class DutyPage(ListPage):
    """Trực."""

    name = "duty"
    stands_under = "programmes"
    many = True
    exportable = False  # by key and menu, not by a button: the head is full

    def __init__(self, desk: Desk) -> None:
        self.title = _("Duty")
        self.choice = DutyChoice(desk)
        super().__init__(desk)
        self._heading.hide()  # the tab says it
        self._head.insertWidget(1, self.choice)
        self._figures.setMinimumWidth(_FIGURES)
        self.choice.changed.connect(self._chosen)
        self._make_row_actions()
        self._make_actions()
        self.table.row_activated.connect(lambda _row: self._stand_in.trigger())
        self.table.rows_chosen.connect(lambda _rows: self._fit())

    def _make_row_actions(self) -> None:
        self._came = self.action(_("Came"), "check", "F8", lambda: self._say(True))
        self._missed = self.action(_("Did not come"), "x", "Shift+F8", lambda: self._say(False))
        self._unsay = self.action(_("Nobody knows yet"), "undo-2", "", lambda: self._say(None))
        self._stand_in = self.action(_("Somebody else comes…"), "user-check", "F2", self._open_stand_in)
        self._swap = self.action(_("Swap these two"), "repeat", "F9", self._swap_two)

    def _make_actions(self) -> None:
        look = self.right
        self._make = self.action(_("Make the roster…"), "calendar", "Ctrl+Shift+N", self._open_make)
        self._print = self.action(_("Print the roster"), "printer", "Ctrl+P", self._print_roster, right=look)
        self.add_button(self._print, "printer")
        self.add_button(self._make, "calendar")
        hours = self.action(_("Hours of the month"), "history", "F6", self._show_hours, right=look)
        self._print_of_hours = self.action(_("Print the hours"), "printer", "", self._print_hours, right=look)
        rest = (
            hours,
            self._print_of_hours,
            self.action(_("Save as Excel"), "file-output", "", self._save_workbook, right=look),
            self.action(_("Export the list"), "file-output", "Ctrl+E", self._export_list, right=look),
            self.action(_("Posts of duty…"), "map-pin", "", lambda: self._open(self.posts)),
            self.action(_("People on duty…"), "users", "", lambda: self._open(self.people)),
            self.action(_("Take out what is still to come"), "trash-2", "", self._clear),
        )
        menu = QMenu(self)
        menu.addActions([action for action in rest if action.isVisible()])
        more = icon_button("ellipsis", _("More…"))
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._head.addWidget(more)

    @cached_property
    def posts(self) -> PostForm:
        """Where people stand; made when it is first asked for, as the other forms are."""
        return self._form(PostForm, stays=True)

    @cached_property
    def people(self) -> PersonForm:
        """Who takes turns."""
        return self._form(PersonForm, stays=True)

    @cached_property
    def making(self) -> MakeForm:
        """The roster of a month."""
        return self._form(MakeForm)

    @cached_property
    def other(self) -> StandInForm:
        """Somebody in place of another."""
        return self._form(StandInForm)

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The programmes, their Zalo groups, what was reported."""
        return programme_tabs()

    def columns(self) -> Sequence[Column]:
        """When, where, who, and whether they came."""
        return (
            Column(_("Day"), lambda r: day_words(r.day), width=88),
            Column(_("Time"), lambda r: time_words(r.starts, r.ends), width=104, spare=True),
            Column(_("Post"), lambda r: r.post, width=120, tip=lambda r: r.post),
            Column(_("On duty"), lambda r: r.person, stretch=True, tip=lambda r: r.person),
            Column(
                _("Attended"),
                lambda r: attended_words(r.attended),
                width=104,
                icon=lambda r: attended_icon(r.attended),
                role=lambda r: attended_role(r.attended),
            ),
            Column(_("In place of"), lambda r: r.stood_in_for, width=128, spare=True),
            Column(_("Body"), lambda r: r.body, width=160, spare=True, shown=False),
            Column(_("Phone"), lambda r: mask_phone(r.phone), width=112, spare=True, shown=False),
        )

    def fetch(self, sort: str | None, descending: bool, filters: Mapping[str, Any], after: Any) -> Page:  # noqa: ARG002
        """The turns of the month: a few dozen."""
        return Page([row for row in self._turns() if _fits(row, filters)])

    def empty(self) -> EmptyState:
        """The first step is whatever is missing: a programme, a post, somebody, the roster."""
        return first_step(
            self.desk,
            "calendar",
            _("Nobody is on duty in this month. Name the posts and the people once, then make the roster."),
            _("The next step"),
            lambda: self.desk.attempt(self._open_make),
        )

    def figures(self) -> str:
        """How many turns, and what became of them."""
        said = [row.attended for row in self._turns() if _fits(row, self.filters)]
        told = [_("{n} turns").format(n=len(said))]
        if True in said:
            told.append(_("{n} came").format(n=said.count(True)))
        if False in said:
            told.append(_("{n} did not").format(n=said.count(False)))
        return " · ".join(told) if said else ""

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By post, by person, and whether they came."""
        rows = self._turns()
        posts = dict.fromkeys((row.post, row.post_id) for row in rows)
        people = sorted({(row.person, row.person_id) for row in rows})
        said = [(attended_words(True), True), (attended_words(False), False), (_("Not said"), _NOT_SAID)]
        return (
            ("attended", _("Attended"), said),
            ("post_id", _("Post"), list(posts)),
            ("person_id", _("On duty"), people),
        )

    def row_actions(self) -> Sequence[QAction]:
        """Whether they came is said of every turn."""
        if not hasattr(self, "_swap"):
            return ()
        return (self._came, self._missed, self._stand_in, self._swap, self._unsay)

    def story(self, row: TurnRow) -> Story:
        """The turn, and what else this person does in the month."""
        its = [one for one in self._turns() if one.person_id == row.person_id]
        facts = [
            (_("Body"), row.body),
            (_("Phone"), mask_phone(row.phone)),
            (_("In place of"), row.stood_in_for),
            (_("Note"), row.note),
            (_("In the month"), counted(len(its), sum(one.hours for one in its))),
            (_("Its days"), ", ".join(f"{one.day:%d/%m}" for one in its)),
        ]
        badges = [(attended_words(row.attended), "warning" if row.attended is False else "success")]
        return Story(
            row.person,
            turn_words(row),
            badges if row.attended is not None else [],
            [fact for fact in facts if fact[1]],
        )

    def show_target(self, target: Any) -> None:
        """The id of a programme, or with a day whose month is meant."""
        self.choice.fill()
        self.choice.choose(*(target if isinstance(target, tuple) else (target,)))
        self._chosen()

    def refresh(self) -> None:
        """The month as it is now."""
        self.choice.fill()
        self._set_panel_actions()
        super().refresh()

    def _chosen(self) -> None:
        self.replace_filters({})
        self.show_story_again()

    def _turns(self) -> list[TurnRow]:
        chosen = self.choice.programme_id
        return [] if chosen is None else rosters.turns(chosen, *self.choice.days)

    def _tell(self, row: Any) -> None:
        if row is not None:
            self._set_panel_actions()
        super()._tell(row)
        self._fit()

    def _fit(self) -> None:
        """Offer what can be done with so many turns."""
        rows = self.table.chosen_rows()
        if self.row_actions():
            for action in (self._came, self._missed):
                action.setEnabled(bool(rows))
            self._unsay.setEnabled(any(row.attended is not None for row in rows))
            self._stand_in.setEnabled(len(rows) == 1)
            self._swap.setEnabled(len(rows) == 2)

    def _set_panel_actions(self) -> None:
        self.panel.set_actions([(self._came, self._missed), self._stand_in, self._swap, self._unsay])

    def _form(self, kind: Callable[[Desk], F], stays: bool = False) -> F:
        """A form beside the list, closed when it is saved unless it `stays` for the next one."""
        made = kind(self.desk)
        if not stays:
            made.saved.connect(lambda _kept: self.show_story_again())
        made.closed.connect(self.show_story_again)
        return made

    def _open(self, form: PostForm | PersonForm) -> None:
        chosen = self.choice.programme_id
        if chosen is None:
            self.desk.go("programmes", "new")
            return
        self.show_side(form)
        form.begin(chosen)

    def _open_make(self) -> None:
        chosen = self.choice.programme_id
        if chosen is None or not duty.posts(chosen):
            self._open(self.posts)
        elif not duty.people(chosen):
            self._open(self.people)
        else:
            self.show_side(self.making)
            self.making.begin(chosen, self.choice.days)

    def _open_stand_in(self) -> None:
        row, chosen = self.table.current_row(), self.choice.programme_id
        if row is not None and chosen is not None:
            self.show_side(self.other)
            self.other.begin(row, chosen)

    def _say(self, attended: bool | None) -> None:
        rows = self.table.chosen_rows()
        if rows:
            _nothing, undo = undoably(
                self.desk,
                lambda: rosters.say_attended(self.desk.registry, [row.id for row in rows], attended),
            )
            words = attended_words(attended) or _("Nobody knows yet")
            whom = rows[0].person if len(rows) == 1 else _("{n} turns").format(n=len(rows))
            self.desk.wrote(f"{whom}: {words}", undo)

    def _swap_two(self) -> None:
        rows = self.table.chosen_rows()
        if len(rows) == 2:
            one, other = rows
            _nothing, undo = undoably(self.desk, lambda: rosters.swap(self.desk.registry, one.id, other.id))
            self.desk.wrote(
                _("{one} and {other} have swapped their turns.").format(one=one.person, other=other.person),
                undo,
            )

    def _clear(self) -> None:
        """In the month that has begun only what is still to come: who came before may not be said yet."""
        chosen, (first, last) = self.choice.programme_id, self.choice.days
        today = self.desk.registry.today()
        if chosen is not None:
            begin = today if first < today <= last else first
            count, undo = undoably(self.desk, lambda: rosters.clear(self.desk.registry, chosen, begin, last))
            self.desk.wrote(_("{n} turns taken out.").format(n=count), undo if count else None)

    def _show_hours(self) -> None:
        chosen = self.choice.programme_id
        found = rosters.hours(chosen, *self.choice.days) if chosen is not None else []
        facts = [
            (
                row.person,
                counted(row.kept, row.hours)
                + (", " + _("{n} missed").format(n=row.missed) if row.missed else ""),
            )
            for row in found
        ]
        self.panel.set_actions([self._print_of_hours])
        self.panel.show_story(
            Story(
                _("Hours in {month}").format(month=f"{self.choice.month:%m/%Y}"),
                _("Of those who came."),
                facts=facts,
            )
        )
        self.show_side(self.panel)

    def _print_roster(self) -> None:
        self._print_paper(roster_papers.roster, roster_papers.roster_pdf, _("Roster of duty"), "lich-truc")

    def _print_hours(self) -> None:
        self._print_paper(
            roster_papers.hours_summary, roster_papers.hours_pdf, _("Hours of duty"), "gio-truc"
        )

    def _print_paper(self, compose: Any, draw: Any, title: str, file_name: str) -> None:
        chosen, month = self.choice.programme_id, self.choice.month
        if chosen is not None:
            paper = compose(self.desk.registry, chosen, month)
            self.desk.print_pdf(
                lambda: draw(paper), f"{title} {month:%m/%Y}", f"{file_name}-{month:%Y%m}.pdf"
            )

    def _save_workbook(self) -> None:
        chosen, month = self.choice.programme_id, self.choice.month
        if chosen is not None:
            registry = self.desk.registry
            self.desk.save_file(
                lambda: roster_papers.workbook(registry, chosen, month),
                _("Save as Excel"),
                f"lich-truc-{month:%Y%m}.xlsx",
                "Excel (*.xlsx)",
            )


def _fits(row: TurnRow, filters: Mapping[str, Any]) -> bool:
    said = filters.get("attended")
    if said is not None and row.attended is not (None if said == _NOT_SAID else said):
        return False
    if any(filters.get(key) not in (None, getattr(row, key)) for key in ("post_id", "person_id")):
        return False
    return has_words(filters.get("text", ""), row.person, row.post, row.stood_in_for, row.body)
