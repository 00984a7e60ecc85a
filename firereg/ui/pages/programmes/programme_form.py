"""A programme as it is entered: its occasion, its bodies, what they promise, and the groups it covers."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from firereg.domain.dates import format_date
from firereg.i18n import _
from firereg.services import programmes, wards
from firereg.services.programmes import ProgrammeDraft, ProgrammeRow
from firereg.ui.desk import Desk
from firereg.ui.pages.programmes.programme_bodies import ProgrammeBodies
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.pages.unfinished import FormKeeper, Typed
from firereg.ui.widgets.field_values import fields_of, put, values, watch
from firereg.ui.widgets.fields import DateEdit
from firereg.ui.widgets.tick_list import TickList

_NAME = "Nhóm Zalo phòng chống tội phạm, phòng chống cháy, nổ"
_DECISION = "Quyết định số 90/QĐ-UBND ngày 12/10/2023"
_LINES = ("name", "decision", "aim")
_PLEDGE_HEIGHT = 136


class ProgrammeForm(SideForm):
    """A new programme, or a change of one. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._before: ProgrammeRow | None = None
        self.lines = {name: QLineEdit() for name in _LINES}
        self.launched_on = DateEdit(desk.registry.today)
        self.bodies, self.pledge, self.groups = ProgrammeBodies(), QPlainTextEdit(), TickList()
        self.pledge.setFixedHeight(_PLEDGE_HEIGHT)
        self.pledge.setTabChangesFocus(True)
        self._add_fields()
        self.unfinished = FormKeeper(desk, self, "programme", self._typed, self._put_back)
        self.add_on_top(self.unfinished.offer)
        watch(fields_of(self.form), self.unfinished.touch)

    def open_new(self) -> None:
        """A new programme, launched today; one that was half typed is offered."""
        self.unfinished.leave()
        self._fill_new()
        self.unfinished.look()

    def open(self, row: ProgrammeRow) -> None:
        """Change this programme."""
        self.unfinished.leave()
        self._before = row
        self._fill(row.name, row)
        self.unfinished.offer.show_words("")

    def fill_again(self) -> None:
        """The programme as it is kept now; groups that were ticked here stay ticked."""
        assert self._before is not None
        before, ticked = self._before, self.groups.ticked()
        self.open(programmes.by_id(before.id))
        if set(ticked) != set(before.group_ids):
            self._fill_groups(ticked)

    def keep(self) -> int:
        """Add or change the programme."""
        registry, before, draft = self.desk.registry, self._before, self._draft()
        if before is None:
            with self.unfinished.finishing():
                programme_id, undo = undoably(self.desk, lambda: programmes.add(registry, draft))
        else:
            programme_id = before.id
            _nothing, undo = undoably(
                self.desk, lambda: programmes.change(registry, before.id, draft, before)
            )
        self.desk.wrote(_("Saved programme {name}.").format(name=draft.name.strip()), undo)
        return programme_id

    def _typed(self) -> Typed | None:
        """What is typed of a new one."""
        texts = [field.text() for field in self.lines.values()]
        texts += [self.pledge.toPlainText(), *(body.name for body in self.bodies.bodies())]
        if self._before is not None or not any(text.strip() for text in texts):
            return None
        return Typed(self.lines["name"].text().strip(), values(fields_of(self.form)))

    def _put_back(self, content: dict[str, Any]) -> None:
        self._fill_new()
        put(fields_of(self.form), content)
        self.bodies.show_bodies(self.bodies.bodies())

    def _fill_new(self) -> None:
        self._before = None
        self._fill(_("New programme"), ProgrammeDraft("", self.desk.registry.today()))

    def _draft(self) -> ProgrammeDraft:
        return ProgrammeDraft(
            launched_on=self.day_of("launched_on", _("Enter the day it was launched.")),
            pledge=tuple(self.pledge.toPlainText().splitlines()),
            bodies=self.bodies.bodies(),
            group_ids=self.groups.ticked(),
            **{name: field.text() for name, field in self.lines.items()},
        )

    def _fill(self, title: str, values: ProgrammeDraft) -> None:
        ended = self._before.ended_on if self._before else None
        self.set_head(title, _("Ended on {day}").format(day=format_date(ended)) if ended else "")
        self.clear_problems()
        for name, field in self.lines.items():
            field.setText(getattr(values, name))
            field.setCursorPosition(0)
        self.launched_on.set(values.launched_on)
        self.bodies.show_bodies(values.bodies)
        self.pledge.setPlainText("\n".join(values.pledge))
        self._fill_groups(values.group_ids)
        self.stale.filled()
        self.lines["name"].setFocus()

    def _fill_groups(self, ticked: tuple[int, ...]) -> None:
        among = wards.groups()
        self.groups.fill([(group.id, wards.group_name(group, among)) for group in among], ticked)

    def _add_fields(self) -> None:
        such = _("Such as: {text}")
        self.add("name", _("Name"), self.lines["name"], such.format(text=_NAME))
        self.add("launched_on", _("Launched"), self.launched_on)
        self.add("decision", _("Decision"), self.lines["decision"], such.format(text=_DECISION))
        self.add("aim", _("Aim"), self.lines["aim"])
        self.add("bodies", _("Bodies"), self.bodies, _("The first one leads; all of them sign the pledge."))
        self.add("pledge", _("Commitments"), self.pledge, _("What the bodies promise, one a line"))
        self.add("groups", _("Groups"), self.groups, _("None ticked: every group. Space ticks one."))
