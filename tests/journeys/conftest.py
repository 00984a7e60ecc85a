"""What a journey starts from: the demo ward in a folder of its own, and the person's preferences."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from firereg import i18n
from firereg.ui.jobs import JobRunner
from firereg.ui.preferences import Preferences
from tests.demo_ward import demo_folder  # noqa: F401


@pytest.fixture
def ward_folder(demo_folder: Path, tmp_path: Path) -> Path:  # noqa: F811 - the fixture taken in above
    """A copy of the demo registry."""
    return shutil.copytree(demo_folder / "registry", tmp_path / "registry")


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Preferences of a clerk in Vietnamese, who looks at a paper before it is printed."""
    kept = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(kept)
    preferences.print_directly = False
    return kept


@pytest.fixture
def jobs(qapp: object) -> Iterator[JobRunner]:
    """The worker of a start, closed at the end."""
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture(autouse=True)
def vietnamese(english: None) -> None:
    """A clerk's screen speaks Vietnamese."""
    i18n.use("vi")
