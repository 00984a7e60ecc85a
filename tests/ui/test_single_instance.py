import subprocess
import sys
from pathlib import Path

import pytest

from firereg.errors import RegistryError
from firereg.ui import single_instance
from firereg.ui.single_instance import SingleInstance, instance_name

CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from firereg.ui.single_instance import SingleInstance
app = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print(instance.claim(), flush=True)
if sys.argv[2:] == ["stay"]:
    sys.stdin.read()
elif sys.argv[2:] == ["serve"]:
    app.exec()
"""


def start(folder: Path, *how: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def first(qtbot, tmp_path):
    instance = SingleInstance(tmp_path)
    yield instance
    instance.release()


def test_a_second_start_raises_the_first_window(qtbot, first, tmp_path):
    assert first.claim()
    with qtbot.waitSignal(first.wanted, timeout=10_000):
        second = start(tmp_path)
    assert second.communicate(timeout=10)[0].strip() == "False"


def test_another_registry_is_open_side_by_side(qtbot, first, tmp_path):
    assert first.claim()
    other = start(tmp_path / "other")
    assert other.communicate(timeout=10)[0].strip() == "True"


def test_two_that_start_in_the_same_moment(qtbot, tmp_path):
    both = [start(tmp_path, "serve"), start(tmp_path, "serve")]
    try:
        told = [process.stdout.readline().strip() for process in both]
    finally:
        for process in both:
            process.kill()
            process.communicate(timeout=10)
    assert sorted(told) == ["False", "True"]


def test_one_that_was_killed_does_not_stand_in_the_way(qtbot, first, tmp_path):
    killed = start(tmp_path, "stay")
    assert killed.stdout.readline().strip() == "True"
    killed.kill()
    killed.communicate(timeout=10)
    assert first.claim()


def test_one_that_does_not_answer_is_told(qtbot, first, tmp_path, monkeypatch):
    monkeypatch.setattr(single_instance, "ANSWER_SECONDS", 0.5)
    hung = start(tmp_path, "stay")
    assert hung.stdout.readline().strip() == "True"
    with pytest.raises(RegistryError, match="does not answer"):
        first.claim()
    hung.communicate("", timeout=10)


def test_the_name_tells_nothing_of_the_folder(tmp_path):
    name = instance_name(tmp_path / "Sổ")
    assert name == instance_name(tmp_path / "x" / ".." / "Sổ")
    assert "Sổ" not in name
    assert len(name) < 60  # a socket path on macOS holds 104 bytes
