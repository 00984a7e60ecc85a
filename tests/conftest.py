"""What every test stands on: no screen, a home of its own, and no noise left behind by a test of the window."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firereg import i18n

if "FIREREG_TEST_DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OFFSCREEN_NOISE = (
    "does not support propagateSizeHints",
    r"does not support raise\(\)",
    "does not support grabbing",
)
HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt's platform without a screen say that it has none."""
    noise = pytest.mark.qt_log_ignore(*OFFSCREEN_NOISE, extend=True)
    for item in items:
        if "qtbot" in getattr(item, "fixturenames", ()):
            item.add_marker(noise)


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home folder, so that no test sees or touches the real one."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable, part in HOME_VARIABLES.items():
            patch.setenv(variable, str(folder / part))
        # A registry of a test does not lie in the folder of temporary files, of which everybody would be told.
        (folder / "temporary").mkdir()
        patch.setattr("tempfile.tempdir", str(folder / "temporary"))
        for variable in ("TMPDIR", "TEMP", "TMP"):  # of the processes that tests start
            patch.setenv(variable, str(folder / "temporary"))
        yield folder


@pytest.fixture(autouse=True)
def english() -> None:
    """Every test begins in English, whatever the one before it spoke."""
    i18n.use("en")


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


@pytest.fixture
def answer_box(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """A function that presses the button with these words in the next message box; no answer is a failure."""
    answers: list[str] = request.getfixturevalue("box_answers")
    return answers.append


@pytest.fixture
def box_answers() -> list[str]:
    """The answers still to be given to message boxes."""
    return []


@pytest.fixture(autouse=True)
def quiet_window(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of the window on message boxes, windows and warnings that it did not ask for.

    A test that takes `caplog` looks after the warnings itself.
    """
    if "qtbot" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication, QMessageBox

    from firereg.ui.garbage import GarbageCollector

    answers: list[str] = request.getfixturevalue("box_answers")
    boxes: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            return
        wanted = [one for one in box.buttons() if answers and one.text().replace("&", "") == answers[0]]
        if wanted:
            answers.pop(0)
            wanted[0].click()
        else:
            boxes.append(box.text())
            box.done(0)

    watch = QTimer(interval=20)
    watch.timeout.connect(look)
    warnings = _Warnings()
    logging.getLogger().addHandler(warnings)
    request.getfixturevalue("qapp")
    watch.start()
    garbage = GarbageCollector()
    yield
    garbage.close()
    # No event loop runs between tests to do it, and each change of the theme would polish the old windows too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    watch.stop()
    logging.getLogger().removeHandler(warnings)
    left = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    for one in left:
        one.close()
    assert not boxes, f"unexpected message boxes: {boxes}"
    assert not answers, f"message boxes that never came, to be answered with: {answers}"
    assert not left, f"windows left open: {left}"
    assert "caplog" in request.fixturenames or not warnings.texts, f"unexpected warnings: {warnings.texts}"
