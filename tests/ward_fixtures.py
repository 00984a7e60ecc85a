"""The small ward as fixtures; a room's conftest takes them in: `from tests.ward_fixtures import …`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from firereg import i18n
from firereg.services import key_file
from firereg.services.opening import open_with_key
from firereg.services.registry import Registry
from tests.small_ward import PASSWORD, USER, Clock, small_ward


@pytest.fixture(scope="session")
def built_ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small ward, to be copied: building one takes much longer."""
    folder = tmp_path_factory.mktemp("ward") / "registry"
    i18n.use("en")
    small_ward(folder, Clock()).close()
    return folder


@pytest.fixture(scope="session")
def ward_key(built_ward: Path) -> bytes:
    """The key of the small ward, derived once: it is slow on purpose."""
    return key_of_ward(built_ward)


def key_of_ward(folder: Path) -> bytes:
    """The key that the usual password of a small ward opens."""
    (key,) = key_file.load(folder).open_with_password(USER, PASSWORD)
    return key


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def registry(built_ward: Path, ward_key: bytes, tmp_path: Path, clock: Clock) -> Iterator[Registry]:
    shutil.copytree(built_ward, tmp_path / "registry")
    opened = open_with_key(tmp_path / "registry", USER, ward_key, clock)
    opened.tell("sign_in")
    yield opened
    opened.close()
