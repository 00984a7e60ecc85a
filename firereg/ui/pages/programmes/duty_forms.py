"""The posts of a programme and its people: a new one, or one of those there are, chosen on top."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from firereg.domain.labels import weekday_labels
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import duty, programmes
from firereg.services.duty import PersonDraft, PersonRow, PostDraft, PostRow
from firereg.ui.desk import Desk
from firereg.ui.pages.programmes.duty_words import time_words
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import TimeEdit, choice, count_box
from firereg.ui.widgets.parts import button

_A_ROW = 4


class WeekdayBoxes(QWidget):
    """The days of the week to tick."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        self._boxes = [QCheckBox(name) for name in weekday_labels()]
        for number, box in enumerate(self._boxes):
            grid.addWidget(box, number // _A_ROW, number % _A_ROW)
        self.setFocusProxy(self._boxes[0])

    def set(self, days: frozenset[int]) -> None:
        """Tick these days, 0 (Monday) to 6 (Sunday)."""
        for number, box in enumerate(self._boxes):
            box.setChecked(number in days)

    def days(self) -> frozenset[int]:
        """Those that are ticked."""
        return frozenset(number for number, box in enumerate(self._boxes) if box.isChecked())


class _OneOfThem(SideForm):
    """What both forms have in common: the box on top, saving one after the other, taking out."""

    new_words = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.programme_id = 0
        self.before: Any = None
        self.which = choice(())
        self.which.activated.connect(lambda _index: self._fill())
        self.active = QCheckBox()
        self._take_out = button(_("Take out"), self._remove, "trash-2", "quiet")
        self.add_below(self._take_out)

    def rows(self) -> Sequence[Any]:
        """Those there are."""
        raise NotImplementedError

    def told(self, row: Any) -> str:
        """What one of them is called in the box."""
        raise NotImplementedError

    def fill(self, row: Any) -> None:
        """Show one in the fields; None for a new one."""
        raise NotImplementedError

    def remove(self, row: Any) -> None:
        """Take one out."""
        raise NotImplementedError

    def begin(self, programme_id: int, chosen_id: int | None = None) -> None:
        """Ready for one of this programme, or for a new one."""
        self.programme_id = programme_id
        self.set_head(self.new_words, programmes.by_id(programme_id).name)
        self.which.clear()
        self.which.addItem(_("New"), None)
        for row in self.rows():
            self.which.addItem(self.told(row), row.id)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen_id)))
        self._fill()

    def fill_again(self) -> None:
        """The one that is changed, as it is kept now."""
        self.begin(self.programme_id, self.before.id)

    def wrote(self, act: Callable[[], object], sentence: str) -> None:
        """Do it, tell it with the way back, and be ready for the next one."""
        _nothing, undo = undoably(self.desk, act)
        self.desk.wrote(sentence, undo)
        self.begin(self.programme_id)

    def _fill(self) -> None:
        self.clear_problems()
        chosen = self.which.currentData()
        self.before = next((row for row in self.rows() if row.id == chosen), None)
        self._take_out.setVisible(self.before is not None)
        self.form.rows["active"].setVisible(self.before is not None)
        self.active.setChecked(self.before is None or self.before.active)
        self.fill(self.before)
        self.stale.filled()
        self.form.rows["name"].field.setFocus()

    def _remove(self) -> None:
        row = self.before
        if row is not None:
            self.desk.attempt(
                lambda: self.wrote(lambda: self.remove(row), _("{name} is taken out.").format(name=row.name))
            )


class PostForm(_OneOfThem):
    """A place to be on duty."""

    def __init__(self, desk: Desk) -> None:
        self.new_words = _("Posts of duty")
        super().__init__(desk)
        self.name, self.weekdays = QLineEdit(), WeekdayBoxes()
        self.starts, self.ends = TimeEdit(), TimeEdit()
        self.people = count_box(1, duty.MOST_PEOPLE)
        self.add("which", _("Post"), self.which)
        self.add("name", _("Name"), self.name, _("Where it is"))
        self.add("weekdays", _("Weekdays"), self.weekdays)
        self.add("starts", _("Begins"), self.starts)
        self.add("ends", _("Ends"), self.ends)
        self.add("people", _("People"), self.people, _("Who stand there at a time"))
        self.add("active", _("Still held"), self.active)

    def rows(self) -> Sequence[PostRow]:
        """The posts of the programme."""
        return duty.posts(self.programme_id)

    def told(self, row: PostRow) -> str:
        """Name and time."""
        return f"{row.name}, {time_words(row.starts, row.ends)}"

    def fill(self, row: PostRow | None) -> None:
        """A new one has everything still to be said but the number of people."""
        self.name.setText(row.name if row else "")
        self.weekdays.set(row.weekdays if row else frozenset())
        self.starts.set(row.starts if row else None)
        self.ends.set(row.ends if row else None)
        self.people.setValue(row.people if row else 2)

    def remove(self, row: PostRow) -> None:
        """Only where no turn was planned on it."""
        duty.remove_post(self.desk.registry, row.id)

    def keep(self) -> None:
        """Add or change the post."""
        registry, before = self.desk.registry, self.before
        draft = PostDraft(
            self.programme_id,
            self.name.text(),
            self.weekdays.days(),
            self._time("starts", self.starts),
            self._time("ends", self.ends),
            self.people.value(),
            self.active.isChecked(),
        )
        self.wrote(
            lambda: (
                duty.change_post(registry, before.id, draft, before)
                if before
                else duty.add_post(registry, draft)
            ),
            _("Saved post {name}.").format(name=draft.name.strip()),
        )

    def _time(self, key: str, field: TimeEdit) -> Any:
        time = field.time()
        if time is None:
            raise BadInputError(self.form.rows[key].error() or _("Enter a time like 7:30."), key)
        return time


class PersonForm(_OneOfThem):
    """Somebody who takes turns."""

    def __init__(self, desk: Desk) -> None:
        self.new_words = _("People on duty")
        super().__init__(desk)
        self.name, self.body, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.add("which", _("On duty"), self.which)
        self.add("name", _("Name"), self.name)
        self.add("body", _("Body"), self.body)
        self.add("phone", _("Phone"), self.phone)
        self.add("active", _("Takes turns"), self.active)

    def rows(self) -> Sequence[PersonRow]:
        """The people of the programme."""
        return duty.people(self.programme_id)

    def told(self, row: PersonRow) -> str:
        """The name, and that somebody takes no turns any more."""
        return row.name if row.active else _("{name} (no more turns)").format(name=row.name)

    def fill(self, row: PersonRow | None) -> None:
        """Somebody new usually comes from the body that leads the programme."""
        self.name.setText(row.name if row else "")
        self.body.setText(row.body if row else programmes.by_id(self.programme_id).lead)
        self.phone.setText(row.phone if row else "")
        self.body.setCursorPosition(0)

    def remove(self, row: PersonRow) -> None:
        """Only where they had no turn."""
        duty.remove_person(self.desk.registry, row.id)

    def keep(self) -> None:
        """Add or change the person."""
        registry, before = self.desk.registry, self.before
        draft = PersonDraft(
            self.programme_id,
            self.name.text(),
            self.body.text(),
            self.phone.text(),
            self.active.isChecked(),
        )
        self.wrote(
            lambda: (
                duty.change_person(registry, before.id, draft, before)
                if before
                else duty.add_person(registry, draft)
            ),
            _("Saved {name}.").format(name=draft.name.strip()),
        )
