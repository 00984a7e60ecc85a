"""A new registry is whole or not there, whatever else lies in its folder and wherever its process is killed."""

import os
import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest

from firereg.errors import RegistryError
from firereg.services import health, setup, wards
from firereg.services.opening import create, exists, open_registry
from firereg.services.setup import FirstUser, GroupDraft
from firereg.store import models as t
from tests.small_ward import NEW_WARD, OLD_WARD, PASSWORD, USER

_MOVES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"})
_OTHERS = {"ghi chú.txt": b"mua gas", "registry.db-wal": b"of a database that is gone"}


def new(folder: Path, hand_over=lambda _code: None):
    return setup.new_registry(
        folder,
        FirstUser(USER, "Nguyễn Thị Mẫu", PASSWORD),
        [OLD_WARD, NEW_WARD],
        [GroupDraft(7)],
        hand_over_code=hand_over,
    )


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def killed_before(move: int, folder: Path) -> bool:
    """Make a registry in a process that is killed before this move of a file; False where it came to its end."""
    child = os.fork()
    if child == 0:  # must never go on in its parent's place
        left = [move]

        def watch(event: str, _arguments: object) -> None:
            if event in _MOVES:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            new(folder)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_move_it_is_whole_or_not_there(tmp_path: Path) -> None:
    for name, data in _OTHERS.items():
        (tmp_path / name).write_bytes(data)
    gone, whole = 0, 0
    for move in range(50):
        if not killed_before(move, tmp_path):
            break
        if not exists(tmp_path):
            gone += 1  # and the next attempt begins on what this one left
            continue
        whole += 1
        with closing(open_registry(tmp_path, USER, PASSWORD)) as opened:
            assert health.check(opened) == []
            assert [row.number for row in wards.groups()] == [7]
        for name in ("registry.db", "keys.json"):
            (tmp_path / name).unlink()
    assert gone >= 7
    assert whole >= 1
    assert not (tmp_path / ".firereg-new").exists()
    assert (tmp_path / "ghi chú.txt").exists()


def test_what_fails_within_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "ghi chú.txt").write_bytes(b"mua gas")
    before = everything(tmp_path)

    def refuse(_code: str) -> None:
        raise RegistryError("no paper")

    with pytest.raises(RegistryError, match="no paper"):
        new(tmp_path, refuse)
    assert everything(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["ghi chú.txt"]
    with pytest.raises(RegistryError, match="no paper"):
        new(tmp_path / "new" / "registry", refuse)
    assert not (tmp_path / "new").exists()


def test_it_goes_on_where_it_was_moved_to(tmp_path: Path) -> None:
    made, _code = create(tmp_path / "registry", user=USER, full_name="x", password=PASSWORD)
    with closing(made):
        assert made.folder == tmp_path / "registry"
        wards.add_group(made, 7, "Dư Hàng Kênh")
    with closing(open_registry(tmp_path / "registry", USER, PASSWORD)):
        assert t.ResidentialGroup.get().number == 7
