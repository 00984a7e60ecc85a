"""The demo ward for tests: built once a session, a copy of it for each test that asks.

A room's conftest takes the two fixtures in: `from tests.demo_ward import demo_folder, demo_registry`.
"""

import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from firereg import i18n
from firereg.services import demo
from firereg.services.opening import open_registry
from firereg.services.registry import Registry

NOW = datetime(2026, 11, 16, 9, 0)
RESULT = "result.json"
_PATIENCE_SECONDS = 120


def now() -> datetime:
    """The moment of every test on the demo ward."""
    return NOW


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one whole demo day, for reading; what it answered is in result.json."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo-ward"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(folder / RESULT)
        return folder
    i18n.use("en")
    result = demo.demo_day(folder, now)
    unfinished = folder / "unfinished.json"
    unfinished.write_text(json.dumps(asdict(result), default=str), "utf-8")
    unfinished.rename(folder / RESULT)
    return folder


@pytest.fixture
def demo_registry(demo_folder: Path, tmp_path: Path) -> Iterator[Registry]:
    """A copy of the demo ward, open, to do with as a test likes."""
    folder = shutil.copytree(demo_folder / "registry", tmp_path / "demo-registry")
    registry = open_registry(folder, demo.USER, demo.PASSWORD, now)
    yield registry
    registry.close()


def _wait_for(path: Path) -> None:
    """Another worker of the same run is building it."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not path.exists():
        assert time.monotonic() < deadline, "the worker that builds the demo ward did not finish"
        time.sleep(0.1)
