"""The small ward as fixtures; a room's conftest takes them in: `from tests.ward_fixtures import …`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from firereg import i18n
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from tests.small_ward import PASSWORD, USER, Clock, small_ward


@pytest.fixture(scope="session")
def built_ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small ward, to be copied: building one takes much longer."""
    folder = tmp_path_factory.mktemp("ward") / "registry"
    i18n.use("en")
    small_ward(folder, Clock()).close()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def registry(built_ward: Path, tmp_path: Path, clock: Clock) -> Iterator[Registry]:
    shutil.copytree(built_ward, tmp_path / "registry")
    opened = open_registry(tmp_path / "registry", USER, PASSWORD, clock)
    yield opened
    opened.close()
