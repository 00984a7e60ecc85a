"""What the computer does around the registry: where it lies, a clock that is wrong, a new day, also after sleeping."""

from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from firereg.errors import UserError
from firereg.services import place, wall_clock
from firereg.ui.desk import Desk


class Surroundings(QObject):
    """Looks each minute with the keeper of the backups.

    `words` say what is wrong with the clock, "" where nothing is; `changed` comes when they do, `day_changed` when
    lists are those of yesterday.
    """

    changed = Signal()
    day_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._day = desk.registry.today()
        self.words = ""
        desk.backups.looked.connect(self.look)

    def begin(self) -> None:
        """Say once what speaks against the place of the registry, and look at the clock."""
        doubts = " ".join(place.about(self._desk.registry.folder))
        if doubts and doubts != self._desk.preferences.place_told:
            self._desk.say(doubts)
        self._desk.preferences.place_told = doubts
        self.look()

    def look(self) -> None:
        """Tell of a clock that is wrong, once, and of a new day."""
        words = self.words
        with suppress(UserError):  # a registry that cannot be read is told elsewhere
            words = wall_clock.sentence(self._desk.registry)
        if words and not self.words:
            self._desk.say(words)
        if words != self.words:
            self.words = words
            self.changed.emit()
        today = self._desk.registry.today()
        if today != self._day:
            self._day = today
            self.day_changed.emit()
