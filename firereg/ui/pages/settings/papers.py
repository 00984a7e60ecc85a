"""The words of the papers, in the settings: what is changed is seen at once on a paper with made-up people."""

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from firereg.documents.wording import LINE
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import paper_samples, paper_words, wards
from firereg.services.paper_words import WORDS, Paper, Text, paper_label, text_labels
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.side_form import SideForm, take_back
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import button, label
from firereg.ui.widgets.pdf_preview import PdfPreview

_PAUSE_MS = 400
_LINES_SHOWN = 4
_FORM_WIDTH = 460

Field = QLineEdit | QPlainTextEdit | QComboBox


class PaperForm(SideForm):
    """The words of one paper; `typed` is told after each change."""

    typed = Signal()

    def __init__(self, desk: Desk, paper: Paper) -> None:
        super().__init__(desk, close_words=_("Drop changes"))
        self.paper = paper
        self.fields: dict[str, Field] = {}
        self._seen: object = None
        labels = text_labels()
        for text in paper_words.texts(paper):
            field = self.fields[text.name] = _field(text)
            _changed(field).connect(self.typed)
            field.setToolTip(_braced(text.rule.places))
            self.add(text.name, labels[text.name], field, _("One in each line.") if text.several else "")
        self.set_head("")
        self._title.hide()
        self.add_below(label(_places(paper), "muted", wrap=True))
        self.reset_button = button(_("The usual words"), self._reset, "history", "quiet")
        self.reset_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add_below(self.reset_button)
        self.closed.connect(self.fill_again)
        self.fill_again()

    def fill_again(self) -> None:
        """What is kept."""
        self.clear_problems()
        for text in paper_words.texts(self.paper):
            _set(self.fields[text.name], text.value)
        self.reset_button.setEnabled(paper_words.changed(self.paper))
        self._seen = paper_words.words(WORDS[self.paper])
        self.stale.filled()

    def values(self) -> dict[str, str]:
        """What is typed."""
        return {name: _text(field) for name, field in self.fields.items()}

    def keep(self) -> None:
        """Keep the words, from the next paper on."""
        self._write(self.values(), _("The next papers say this. What was issued stays as it is."), self._seen)

    def _reset(self) -> None:
        usual = {text.name: text.default for text in paper_words.texts(self.paper)}
        self.desk.attempt(lambda: self._write(usual, _("The usual words again.")))

    def _write(self, values: dict[str, str], sentence: str, seen: object = None) -> None:
        registry, paper = self.desk.registry, self.paper
        before = {text.name: text.value for text in paper_words.texts(paper)}
        paper_words.keep(registry, paper, values, seen)
        self.fill_again()
        undo = take_back(self.desk, lambda: self._back(before), _("As before."))
        self.desk.wrote(sentence, undo)

    def _back(self, before: dict[str, str]) -> None:
        paper_words.keep(self.desk.registry, self.paper, before)
        self.fill_again()


class PapersSection(QWidget):
    """Văn bản."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.choice = choice([(paper_label(paper), paper) for paper in Paper])
        self.choice.setAccessibleName(_("Paper"))
        self.forms: dict[Paper, PaperForm] = {}
        self._stack = QStackedWidget()
        self.preview = PdfPreview(_("The paper appears here."))
        self._asked = 0
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._typing.timeout.connect(self._draw)
        self.choice.currentIndexChanged.connect(lambda _index: self.refresh())
        sentence = _("What you write here stands on every paper from now on; what was issued stays as it is.")
        left = QWidget()
        left.setMaximumWidth(_FORM_WIDTH)
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(label(sentence, "muted", wrap=True))
        lines.addWidget(self.choice)
        lines.addWidget(self._stack, 1)
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 12, 0, 0)
        body.setSpacing(16)
        body.addWidget(left, 1)
        body.addWidget(self.preview, 1)

    @property
    def form(self) -> PaperForm:
        """The form of the chosen paper, made when it is first asked for."""
        paper = Paper(self.choice.currentData())
        if paper not in self.forms:
            made = self.forms[paper] = PaperForm(self._desk, paper)
            made.typed.connect(self._typing.start)
            self._stack.addWidget(made)
        return self.forms[paper]

    def refresh(self) -> None:
        """Show the chosen paper; what is being typed stays."""
        self._stack.setCurrentWidget(self.form)
        self._draw()

    def _draw(self) -> None:
        """Draw it in the background; what cannot be kept is said beneath its field, and the paper stays."""
        form = self.form
        form.form.clear_errors()
        try:
            words = paper_words.checked(form.paper, form.values())
        except UserError as problem:
            form.form.rows[getattr(problem, "field", "")].set_error(str(problem))
            return
        self._asked += 1
        asked, paper, registry = self._asked, form.paper, self._desk.registry

        def work(_progress: Progress) -> tuple[int, bytes]:
            with registry.other_thread():
                day = registry.today()
                return asked, paper_samples.sample(paper, words, wards.ward_on(day), day)

        self._desk.run(work, self._drawn)

    def _drawn(self, answer: tuple[int, bytes]) -> None:
        asked, pdf = answer
        if asked == self._asked:  # else something else was typed meanwhile
            self.preview.show_pdf(pdf)


def _field(text: Text) -> Field:
    if text.rule.choices:
        return choice([(words, words) for words in text.rule.choices])
    if not text.several and text.rule.limit <= LINE:
        return QLineEdit()
    field = QPlainTextEdit(tabChangesFocus=True)
    field.setFixedHeight(_LINES_SHOWN * QFontMetrics(field.font()).lineSpacing() + 16)
    return field


def _places(paper: Paper) -> str:
    """What can stand in braces in the words of a paper."""
    known = dict.fromkeys(name for text in paper_words.texts(paper) for name in text.rule.places)
    return _("Filled in on the paper: {places}").format(places=_braced(known)) if known else ""


def _braced(names: Iterable[str]) -> str:
    return " ".join(f"{{{name}}}" for name in names)


def _changed(field: Field):
    return field.currentIndexChanged if isinstance(field, QComboBox) else field.textChanged


def _set(field: Field, value: str) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    else:
        field.setText(value)


def _text(field: Field) -> str:
    if isinstance(field, QComboBox):
        return field.currentData()
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
