"""A small ward on a desk, in a window of the room a page has on an old screen."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from firereg import i18n
from firereg.services.opening import open_with_key
from firereg.services.registry import Registry
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from tests.small_ward import USER, Clock, give, small_ward
from tests.ward_fixtures import key_of_ward

SEVEN_MONTHS_LATER = datetime(2024, 5, 20, 9, 30)


class Said:
    """What the desk said at the foot of the window, and the way back it offered."""

    def __init__(self, desk: Desk) -> None:
        self.sentences: list[str] = []
        self._undo: Callable[[], object] | None = None
        desk.said.connect(self._take)

    @property
    def last(self) -> str:
        return self.sentences[-1] if self.sentences else ""

    @property
    def can_undo(self) -> bool:
        return self._undo is not None

    def undo(self) -> None:
        assert self._undo is not None
        self._undo()

    def _take(self, sentence: str, _action: str, undo: Callable[[], object] | None) -> None:
        self.sentences.append(sentence)
        self._undo = undo


def words_of(widget: QWidget) -> str:
    """All that `widget` says now, without the labels that are on their way out."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.fixture
def clock() -> Clock:
    return Clock(SEVEN_MONTHS_LATER)


@pytest.fixture(scope="session")
def given_ward(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The small ward in May 2024, four extinguishers given out on 19/10/2023: its folder to be copied, and its key."""
    folder = tmp_path_factory.mktemp("given") / "registry"
    i18n.use("en")
    opened = small_ward(folder, Clock(SEVEN_MONTHS_LATER))
    for household, serial in ((1, "PC-0001"), (2, "PC-0002"), (5, "PC-0003"), (4, "MI-0001")):
        give(opened, household, serial)
    opened.close()
    return folder, key_of_ward(folder)


@pytest.fixture
def registry(given_ward: tuple[Path, bytes], tmp_path: Path, clock: Clock) -> Iterator[Registry]:
    """A copy of that ward."""
    folder, key = given_ward
    shutil.copytree(folder, tmp_path / "registry")
    opened = open_with_key(tmp_path / "registry", USER, key, clock)
    yield opened
    opened.close()


@pytest.fixture
def desk(registry: Registry, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    window = QWidget()
    window.resize(1158, 668)
    QVBoxLayout(window).setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(window)
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    made = Desk(registry, settings, window)
    yield made
    made.jobs.close()


@pytest.fixture
def said(desk: Desk) -> Said:
    return Said(desk)


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Callable[[DeskPage], None]:
    """A function that shows a page as the window does, and fetches again after each writing."""

    def shown(page: DeskPage) -> None:
        desk.window.layout().addWidget(page)
        desk.written.connect(page.refresh)
        desk.window.show()
        qtbot.waitExposed(desk.window)
        desk.window.activateWindow()
        page.refresh()

    return shown
