import os
import time

import pytest

from firereg.errors import BadInputError
from firereg.exchange.files import save_file


def test_a_file_is_replaced_whole_and_nothing_lies_beside_it(tmp_path):
    path = tmp_path / "Biên bản.pdf"
    path.write_bytes(b"old")
    assert save_file(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_save_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def refuse(_handle):
        raise PermissionError(13, "no")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(BadInputError, match=r"a\.pdf cannot be written"):
        save_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_place_must_be_there(tmp_path):
    with pytest.raises(BadInputError, match="does not exist") as missing:
        save_file(tmp_path / "none" / "a.pdf", b"")
    assert missing.value.field == "out"
    with pytest.raises(BadInputError, match="is a folder"):
        save_file(tmp_path, b"")


@pytest.mark.parametrize("part", ["ệ" * 100 + ".pdf", "a" * 300 + "/a.pdf"])
def test_a_name_that_is_too_long_is_one_sentence(tmp_path, part):
    with pytest.raises(BadInputError, match="The name or the path is too long"):
        save_file(tmp_path / part, b"new")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_program_left_beside_it_goes_after_a_day(tmp_path):
    old, young, strange = (tmp_path / f".{name}.part" for name in ("firereg-1", "firereg-2", "film"))
    for path in (old, young, strange):
        path.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    os.utime(strange, (two_days_ago, two_days_ago))
    save_file(tmp_path / "a.pdf", b"new")
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "a.pdf", young, strange])
