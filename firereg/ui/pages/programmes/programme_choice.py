"""A box to choose the programme that something belongs to, and the form that changes it later."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox

from firereg.i18n import _
from firereg.services import programmes
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import SideForm, undoably
from firereg.ui.widgets.fields import choice


def programme_choice() -> QComboBox:
    """A box without anything in it yet; `currentData` is the id of the programme, None for none."""
    made = choice(())
    made.setAccessibleName(_("Programme"))
    return made


def offer_programmes(box: QComboBox, chosen: int | None = None) -> bool:
    """Fetch the programmes again and choose one; whether there are any."""
    known = programmes.names()
    box.clear()
    box.addItem(_("In no programme"), None)
    for programme_id, name in known:
        box.addItem(name, programme_id)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return bool(known)


class ProgrammeChoiceForm(SideForm):
    """The programme of something that is kept already: it is put into one, into another one, or taken out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.programme = programme_choice()
        self.add("programme", _("Programme"), self.programme)
        self._subject = ""
        self._put: Callable[[int | None], object] = bool

    def begin(self, subject: str, chosen: int | None, put: Callable[[int | None], object]) -> None:
        """Ask for the programme of `subject`; `put` keeps the one that is chosen, in a change that can be undone."""
        self._subject, self._put = subject, put
        self.clear_problems()
        self.set_head(_("Programme"), subject)
        offer_programmes(self.programme, chosen)
        self.programme.setFocus()

    def keep(self) -> None:
        """Put it there."""
        chosen = self.programme.currentData()
        _nothing, undo = undoably(self.desk, lambda: self._put(chosen))
        words = _("{subject} is in no programme.") if chosen is None else _("{subject} is in “{programme}”.")
        self.desk.wrote(words.format(subject=self._subject, programme=self.programme.currentText()), undo)
