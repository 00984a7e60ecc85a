"""What the first dialogs share: a heading, one step at a time, and the buttons at the foot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from firereg.errors import UserError
from firereg.services.registry import Registry
from firereg.ui.icons import app_icon
from firereg.ui.jobs import JobRunner, Work
from firereg.ui.widgets.fields import FieldRow
from firereg.ui.widgets.parts import InlineMessage, label
from firereg.ui.widgets.password import PasswordEdit, caps_lock_sentence

MARGIN = 24


class StartDialog(QDialog):
    """A dialog before the desk. It ends with `registry` open, or with another `folder` to go on with."""

    def __init__(self, folder: Path, jobs: JobRunner) -> None:
        super().__init__()
        self.folder = folder
        self._jobs = jobs
        self._waiting = False
        self.registry: Registry | None = None
        self.message = InlineMessage()
        self.steps = QStackedWidget()
        self._heading = label("", "title")
        self._about = label("", "muted", wrap=True)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self.setWindowTitle("firereg")
        self.setWindowIcon(app_icon())
        self._lay_out()

    def resize_to(self, width: int, height: int) -> None:
        """Take this size, or what a small screen has room for."""
        room = self.screen().availableSize() - QSize(MARGIN, 3 * MARGIN)  # the title bar is above it
        self.resize(QSize(width, height).boundedTo(room))

    def show_step(self, step: QWidget, heading: str, about: str = "") -> None:
        """Show one step under its heading."""
        if self.steps.indexOf(step) < 0:
            self.steps.addWidget(step)
        self.steps.setCurrentWidget(step)
        self._heading.setText(heading)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.message.clear()

    def set_buttons(self, left: list[QWidget], right: list[QWidget]) -> None:
        """The buttons at the foot; what stood there before is hidden."""
        while (item := self._foot.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
        for widget in left:
            self._foot.addWidget(widget)
        self._foot.addStretch(1)
        for widget in right:
            self._foot.addWidget(widget)
        for widget in (*left, *right):
            widget.show()
        if right and isinstance(right[-1], QPushButton):
            right[-1].setDefault(True)  # Enter in a field goes on, never back

    def go_to(self, folder: Path) -> None:
        """End, and go on with the registry in that folder."""
        self.folder = folder
        self.accept()

    def take(self, registry: Registry) -> None:
        """Hold a registry that a worker opened and closed again: the connection belongs to this thread now."""
        registry.connect()
        self.registry = registry

    def run(self, work: Work, on_done: Callable[[Any], None], jobs: JobRunner | None = None) -> None:
        """Do `work` in the background while the dialog waits; `show_problem` is told what stood against it."""
        self.message.clear()
        self._set_waiting(True)

        def done(result: object) -> None:
            self._set_waiting(False)
            on_done(result)

        (jobs or self._jobs).run(work, done, self._failed)

    def show_problem(self, problem: UserError) -> None:
        """Say what went wrong."""
        self.message.say("error", str(problem))

    def reject(self) -> None:
        """Close, unless something is being opened or made right now."""
        if not self._waiting:
            super().reject()

    def _failed(self, error: Exception) -> None:
        self._set_waiting(False)
        if not isinstance(error, UserError):
            raise error
        self.show_problem(error)

    def _set_waiting(self, waiting: bool) -> None:
        self._waiting = waiting
        self.steps.setEnabled(not waiting)
        for button in self.findChildren(QPushButton):
            if not self.steps.isAncestorOf(button):
                button.setEnabled(not waiting)

    def ask_folder(self, title: str) -> Path | None:
        """A folder that exists, or None where the person thought better of it."""
        chosen = QFileDialog.getExistingDirectory(self, title, str(_nearest(self.folder)))
        return Path(chosen) if chosen else None

    def _lay_out(self) -> None:
        picture = label("")
        picture.setPixmap(app_icon().pixmap(32, 32))
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(picture)
        title.addWidget(self._heading, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        lines.setSpacing(16)
        lines.addLayout(title)
        lines.addWidget(self._about)
        lines.addWidget(self.message)
        lines.addWidget(self.steps, 1)
        lines.addLayout(self._foot)


def scrolled(widget: QWidget) -> QScrollArea:
    """`widget` in a frame that scrolls up and down where the screen is low."""
    area = QScrollArea(widgetResizable=True)
    area.setProperty("kind", "plain")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area


def standing(widget: QWidget) -> QWidget:
    """`widget` at its own height at the top of a step."""
    step = QWidget()
    lines = QVBoxLayout(step)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.addWidget(widget)
    lines.addStretch(1)
    return step


def opened_in_worker(opening: Callable[[], Registry]) -> Callable[[object], Registry]:
    """A job that opens a registry and lets its connection go, for `StartDialog.take`."""

    def work(_progress: object) -> Registry:
        registry = opening()
        registry.close()
        return registry

    return work


def watch_caps_lock(row: FieldRow, field: PasswordEdit) -> None:
    """Say beneath a password field when Caps Lock is on."""
    field.caps_lock_seen.connect(lambda seen: row.set_error(caps_lock_sentence(seen)))


def _nearest(folder: Path) -> Path:
    return next((path for path in (folder, *folder.parents) if path.is_dir()), Path.home())
