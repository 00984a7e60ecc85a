"""How the desk looks and prints, in the settings: what holds at once, and what holds from the next start."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget

from firereg.domain.roles import Right
from firereg.i18n import LANGUAGES, _
from firereg.services import settings
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import take_back
from firereg.ui.preferences import MOST_COPIES
from firereg.ui.theme import apply_theme
from firereg.ui.widgets.fields import Form, choice, count_box
from firereg.ui.widgets.parts import InlineMessage, label

_WIDTH = 560


class LooksSection(QWidget):
    """Language and theme of this computer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.language = choice([(name, code) for code, name in LANGUAGES.items()])
        self.theme = choice([(_("As the computer"), "system"), (_("Light"), "light"), (_("Dark"), "dark")])
        self.note = InlineMessage()
        form = Form()
        form.add("language", _("Language"), self.language)
        form.add("theme", _("Theme"), self.theme)
        _stack(self, _("These belong to this computer, not to the registry."), (form, self.note))
        self.refresh()
        self.language.currentIndexChanged.connect(self._take_language)
        self.theme.currentIndexChanged.connect(self._take_theme)

    def refresh(self) -> None:
        """Show what is set."""
        self.language.setCurrentIndex(self.language.findData(self._desk.preferences.language))
        self.theme.setCurrentIndex(self.theme.findData(self._desk.preferences.theme))

    def _take_language(self) -> None:
        if self.language.currentData() == self._desk.preferences.language:
            return
        self._desk.preferences.language = self.language.currentData()
        self.note.say(
            "info", _("{language} from the next start on.").format(language=self.language.currentText())
        )

    def _take_theme(self) -> None:
        if self.theme.currentData() == self._desk.preferences.theme:
            return
        self._desk.preferences.theme = self.theme.currentData()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.theme.currentData())


class ReceiptsSection(QWidget):
    """What stands on receipts, and how they come out of the printer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.own_number = QCheckBox(_("Print the registry's own number on receipts"))
        self.directly = QCheckBox(_("Print at once, without looking at the paper first"))
        self.copies = count_box(1, MOST_COPIES)
        form = Form()
        form.add("copies", _("Copies"), self.copies, _("The minutes are made in two: one for each side."))
        room = label(_("Without it there is room for the number of the records office."), "muted", wrap=True)
        on_paper = (self.own_number, room) if desk.may(Right.ADMINISTER) else ()
        parts = (*on_paper, self.directly, form)
        _stack(self, _("How receipts are numbered and printed."), parts)
        self.refresh()
        self.own_number.toggled.connect(self._take_own_number)
        self.directly.toggled.connect(self._take_directly)
        self.copies.valueChanged.connect(self._take_copies)

    def refresh(self) -> None:
        """Show what is set."""
        self.own_number.setChecked(bool(settings.get("own_number_on_paper")))
        self.directly.setChecked(self._desk.preferences.print_directly)
        self.copies.setValue(self._desk.preferences.copies)

    def _take_own_number(self, wanted: bool) -> None:
        if wanted == settings.get("own_number_on_paper"):
            return
        if not self._desk.attempt(lambda: self._put_own_number(wanted)):
            self.refresh()
            return
        words = (
            _("Receipts will carry our own number.")
            if wanted
            else _("Receipts will have room for the number of the records office.")
        )
        undo = take_back(self._desk, lambda: self._put_own_number(not wanted), _("As before."))
        self._desk.wrote(words, undo)

    def _put_own_number(self, wanted: bool) -> None:
        settings.put(self._desk.registry, "own_number_on_paper", wanted)

    def _take_directly(self, wanted: bool) -> None:
        self._desk.preferences.print_directly = wanted

    def _take_copies(self, count: int) -> None:
        self._desk.preferences.copies = count


def _stack(section: QWidget, sentence: str, parts: Sequence[QWidget]) -> None:
    lines = QVBoxLayout(section)
    lines.setContentsMargins(0, 12, 0, 0)
    lines.setSpacing(12)
    lines.addWidget(label(sentence, "muted", wrap=True))
    for part in parts:
        part.setMaximumWidth(_WIDTH)
        lines.addWidget(part)
    lines.addStretch(1)
