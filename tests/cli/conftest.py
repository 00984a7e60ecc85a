"""The commands on a small real registry, in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from firereg.cli import main
from tests.small_ward import PASSWORD, USER, Clock, small_ward


class Done(NamedTuple):
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def ready_ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ward") / "registry"
    small_ward(folder, Clock()).close()
    return folder


@pytest.fixture
def folder(ready_ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry of one's own, named by the variables, with the right password."""
    copy = tmp_path / "registry"
    shutil.copytree(ready_ward, copy)
    monkeypatch.setenv("FIREREG_REGISTRY", str(copy))
    monkeypatch.setenv("FIREREG_USER", USER)
    monkeypatch.setenv("FIREREG_PASSWORD", PASSWORD)
    return copy


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """A function that runs a command line."""

    def call(*argv: str) -> Done:
        capsys.readouterr()
        status = main(argv)
        out, err = capsys.readouterr()
        return Done(status, out, err)

    return call
