"""A registry of a small ward for every test of a service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from firereg.services.registry import Registry
from tests.small_ward import Clock, small_ward


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def registry(tmp_path: Path, clock: Clock) -> Iterator[Registry]:
    opened = small_ward(tmp_path / "registry", clock)
    yield opened
    opened.close()
