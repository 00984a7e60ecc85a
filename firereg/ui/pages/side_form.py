"""A form beside a list: a title, its fields, Save (Ctrl+Enter) and Close (Esc)."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from firereg.errors import BadInputError, NotAllowedError, StaleError, UserError
from firereg.i18n import _
from firereg.services import backups, history
from firereg.services.backup_files import Reason
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.stale_panel import StalePanel
from firereg.ui.widgets.fields import DateEdit, Form, MoneyEdit
from firereg.ui.widgets.parts import InlineMessage, button, label

T = TypeVar("T")
LABEL_WIDTH = 96


class SideForm(QWidget):
    """A subclass adds its rows to `form` and keeps them in `keep`. `saved` tells what `keep` gave back."""

    saved = Signal(object)
    closed = Signal()
    touches = 1  # how many rows it changes: before many a backup is made

    def __init__(self, desk: Desk, save_words: str = "", close_words: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.form = Form()
        self._title, self._about = label("", "title", wrap=True), label("", "muted", wrap=True)
        self.message = InlineMessage()
        self._awaited: object | None = None  # the backup before what is to be kept
        self.stale = StalePanel(self.form, self.fill_again, self.submit)
        self.save_button = button(save_words or _("Save"), self.submit, "save", "primary")
        self.save_button.setToolTip(f"{self.save_button.text()} (Ctrl+Enter)")
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self, context=_WITHIN)
            shortcut.activated.connect(self.submit)
        self.close_button = button(close_words or _("Close"), self.closed.emit, kind="quiet")
        self._lines, self._foot = QVBoxLayout(), QVBoxLayout()
        self._scroll = QScrollArea(widgetResizable=True)
        self._build()

    def keep(self) -> object:
        """Keep what was entered; a problem is raised as a `UserError`."""
        raise NotImplementedError

    def submit(self) -> None:
        """Keep it, or say beneath its field what is wrong; what was typed stays."""
        if self._awaited is not None:
            return
        self.clear_problems()
        if self.touches > backups.MANY:
            self._back_up_first()
        else:
            self._keep()

    def _keep(self) -> None:
        try:
            kept = self.keep()
        except UserError as problem:
            self.show_problem(problem)
            return
        self.saved.emit(kept)

    def _back_up_first(self) -> None:
        """Keep what was entered after a backup, unless the form was left or filled for others meanwhile."""
        registry, backup = self.desk.registry, object()

        def work(progress: Progress) -> None:
            with registry.other_thread():
                backups.before(registry, Reason.BULK, progress)

        def done(_nothing: object) -> None:
            if self._awaited is backup:
                self._wait_no_more()
                if self.isVisible():
                    self._keep()

        def failed(problem: Exception) -> None:
            if not isinstance(problem, UserError):
                raise problem
            if self._awaited is backup:
                self._wait_no_more()
                self.show_problem(problem)

        self._awaited = backup
        self.save_button.setEnabled(False)
        self.message.say(
            "info", _("A backup is made first, since this changes {n} households.").format(n=self.touches)
        )
        self.desk.jobs.run(work, done, failed)

    def _wait_no_more(self) -> None:
        if self._awaited is not None:
            self._awaited = None
            self.save_button.setEnabled(True)
            self.message.clear()

    def show_problem(self, problem: UserError) -> None:
        """Say it beneath its field, or on top where it has none."""
        if isinstance(problem, StaleError):
            self.stale.compare(str(problem))
            self.stale.mine.setFocus()
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.stale.mine))
            return
        field = getattr(problem, "field", "")
        if self.form.show_error(field, str(problem)):
            self.go_to(field)
        else:
            self.message.say("error", str(problem))
        if isinstance(problem, NotAllowedError):
            self.desk.tell(problem)

    def go_to(self, key: str) -> None:
        """The focus to the field `key`; on a low screen it may be out of sight until then."""
        row = self.form.rows[key]
        row.field.setFocus()
        self._scroll.ensureWidgetVisible(row)

    def fill_again(self) -> None:
        """Fill the fields with what is kept now; for a form whose `keep` may find that somebody else was quicker."""
        raise NotImplementedError

    def set_head(self, title: str, about: str = "") -> None:
        """Say what is entered, and for what."""
        self._wait_no_more()
        self._title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        QTimer.singleShot(0, self, self._show_focus)  # it may be open already, scrolled down to its end

    def clear_problems(self) -> None:
        """Forget what was wrong."""
        self.form.clear_errors()
        self.message.clear()
        self.stale.hide()

    def add(self, key: str, text: str, field: QWidget, hint: str = "") -> None:
        """Add a field; `key` is its name in a `BadInputError`."""
        self.form.add(key, text, field, hint, label_width=LABEL_WIDTH)

    def day_of(self, key: str, missing: str) -> date:
        """The day in the field `key`; BadInputError with what stands beneath it, or `missing` where it is empty."""
        row = self.form.rows[key]
        day = row.field.day() if isinstance(row.field, DateEdit) else None
        if day is None:
            raise BadInputError(row.error() or missing, key)
        return day

    def amount_of(self, key: str) -> int:
        """The đồng in the field `key`, 0 where it is empty; BadInputError with what stands beneath it."""
        row = self.form.rows[key]
        amount = row.field.amount() if isinstance(row.field, MoneyEdit) else None
        if amount is None and row.error():
            raise BadInputError(row.error(), key)
        return amount or 0

    def add_on_top(self, widget: QWidget) -> None:
        """Put something above the fields."""
        self._lines.insertWidget(self._lines.indexOf(self.message), widget)

    def add_below(self, widget: QWidget) -> None:
        """Put something beneath the fields."""
        self._lines.insertWidget(self._lines.count() - 1, widget)

    def add_to_foot(self, widget: QWidget) -> None:
        """Put something above the buttons, where it is in sight however long the form is."""
        self._foot.addWidget(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The buttons come after the fields, which were added later than they."""
        super().showEvent(event)
        # Not along nextInFocusChain: PySide takes each widget there for owned by the one before it, the window
        # among them, and forgets what Qt has made in the window once that one is deleted.
        inside = [one for one in self._scroll.findChildren(QWidget) if one.window() is self.window()]
        fields = (one for one in reversed(inside) if one.focusPolicy() & _TAB)
        self.setTabOrder(next(fields, self), self.save_button)
        self.setTabOrder(self.save_button, self.close_button)
        QTimer.singleShot(0, self, self._show_focus)  # only then does every field have its place

    def _show_focus(self) -> None:
        """A form may begin in its middle, which on a low screen is out of sight."""
        field = self.focusWidget()
        if field is not None and self._scroll.isAncestorOf(field):
            self._scroll.ensureWidgetVisible(field)

    def _build(self) -> None:
        inner = QWidget()
        inner.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(8)
        for widget in (self._title, self._about, self.message, self.stale, self.form):
            self._lines.addWidget(widget)
        self._lines.addStretch(1)
        scroll = self._scroll
        scroll.setProperty("kind", "plain")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll, 1)
        whole.addLayout(self._foot)
        whole.addLayout(buttons)


_TAB = Qt.FocusPolicy.TabFocus
_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


def take_back(desk: Desk, act: Callable[[], object], sentence: str) -> Callable[[], None]:
    """What the button Undo does: `act`, then `sentence`; a problem is said instead."""

    def undo() -> None:
        if desk.attempt(act):
            desk.wrote(sentence)

    return undo


def undoably(desk: Desk, act: Callable[[], T]) -> tuple[T, Callable[[], None] | None]:
    """What `act` gave back, and what the button Undo does with the change it made; None where it made none."""
    before = history.undoable(desk.registry)
    result = act()
    change = history.undoable(desk.registry)
    if change is None or change == before:
        return result, None
    return result, lambda: desk.turning.take_back(change)
