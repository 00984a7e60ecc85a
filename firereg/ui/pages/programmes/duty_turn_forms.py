"""Making the roster of a month, and giving a turn to somebody else."""

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from firereg.domain import duty as rules
from firereg.errors import BadInputError, UserError
from firereg.i18n import _
from firereg.services import duty, rosters
from firereg.services.duty import PersonRow
from firereg.services.rosters import TurnRow
from firereg.ui.desk import Desk
from firereg.ui.pages.programmes.duty_words import turn_words
from firereg.ui.pages.side_form import LABEL_WIDTH, SideForm, undoably
from firereg.ui.widgets.fields import DateEdit, Form, choice
from firereg.ui.widgets.parts import label


class MakeForm(SideForm):
    """From which day on, and the days on which somebody cannot come. `saved` tells how many turns were planned."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Make the roster"))
        self._programme_id = 0
        self._days = (date.min, date.min)
        self._people: list[PersonRow] = []
        self.first = DateEdit(desk.registry.today)
        self.add("first", _("From"), self.first, _("What is planned already stays as it is"))
        self.away = Form()
        self.add_below(
            label(_("Days of the month on which somebody cannot come, like 5, 12, 19:"), wrap=True)
        )
        self.add_below(self.away)

    def begin(self, programme_id: int, days: tuple[date, date]) -> None:
        """Ready for this month; of the one that has begun, from today on."""
        self._programme_id, self._days = programme_id, days
        self._people = [row for row in duty.people(programme_id) if row.active]
        self.clear_problems()
        self.set_head(
            _("Roster for {month}").format(month=f"{days[0]:%m/%Y}"),
            _("Whoever had the fewest turns at a post comes first; nobody has two on a day."),
        )
        today = self.desk.registry.today()
        self.first.set(today if days[0] < today <= days[1] else days[0])
        self._ask_for_everybody()
        self.first.setFocus()

    def keep(self) -> int:
        """Plan the turns, all or none."""
        first = self.day_of("first", _("Enter the day from which on turns are planned."))
        if not self._days[0] <= first <= self._days[1]:
            raise BadInputError(_("Choose a day of this month."), "first")
        away = {row.id: self._away(row) for row in self._people}
        count, undo = undoably(
            self.desk,
            lambda: rosters.make(self.desk.registry, self._programme_id, first, self._days[1], away),
        )
        if count:
            self.desk.wrote(_("{n} turns planned.").format(n=count), undo)
        else:
            self.desk.say(_("Every turn of these days is planned already."))
        return count

    def clear_problems(self) -> None:
        """Forget what was wrong, with the days too."""
        super().clear_problems()
        self.away.clear_errors()

    def show_problem(self, problem: UserError) -> None:
        """Beneath the days of the person where it is about them."""
        field = getattr(problem, "field", "")
        if self.away.show_error(field, str(problem)):
            row = self.away.rows[field]
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(row))
        else:
            super().show_problem(problem)

    def _away(self, row: PersonRow) -> set[date]:
        field = self.away.rows[_key(row)].field
        assert isinstance(field, QLineEdit)
        try:
            return rules.days_typed(field.text(), *self._days)
        except ValueError as problem:
            raise BadInputError(str(problem), _key(row)) from problem

    def _ask_for_everybody(self) -> None:
        """A field for each person; they are others in each programme."""
        before, self.away = self.away, Form()
        for row in self._people:
            self.away.add(_key(row), row.name, QLineEdit(), label_width=LABEL_WIDTH)
        self._lines.replaceWidget(before, self.away)
        before.hide()
        before.deleteLater()


class StandInForm(SideForm):
    """Who takes a turn in place of whoever has it, and why. `saved` tells the id of the turn."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._turn: TurnRow | None = None
        self.person, self.note = choice(()), QLineEdit()
        self.add("person", _("Who comes"), self.person)
        self.add("note", _("Note"), self.note, _("It stays in the registry and is not printed"))

    def begin(self, turn: TurnRow, programme_id: int) -> None:
        """Ready to give this turn to somebody else of the programme."""
        self._turn = turn
        self.clear_problems()
        self.set_head(_("In place of {name}").format(name=turn.person), turn_words(turn))
        self.person.clear()
        for row in duty.people(programme_id):
            if row.active and row.id != turn.person_id:
                self.person.addItem(row.name, row.id)
        self.note.setText(turn.note)
        self.person.setFocus()

    def keep(self) -> int:
        """Give the turn away."""
        turn, person_id = self._turn, self.person.currentData()
        assert turn is not None
        if person_id is None:
            raise BadInputError(_("There is nobody else in this programme yet."), "person")
        _nothing, undo = undoably(
            self.desk,
            lambda: rosters.stand_in(self.desk.registry, turn.id, person_id, self.note.text()),
        )
        self.desk.wrote(
            _("{other} takes the turn of {name}.").format(other=self.person.currentText(), name=turn.person),
            undo,
        )
        return turn.id


def _key(row: PersonRow) -> str:
    return f"person-{row.id}"
