"""The short version: a few hostile pieces of every kind; what breaks on one is found out."""

from pathlib import Path

import pytest

from tests.torture import fuzz, grounds


def test_hostile_input_is_taken_or_refused_in_a_sentence(tmp_path: Path) -> None:
    figures = fuzz.run(120, 7, tmp_path)
    assert sum(number for what, number in figures.items() if what.endswith("pieces")) == 120


@pytest.mark.parametrize(
    ("take", "found"),
    [
        (lambda _registry, path: path.read_bytes().decode("ascii"), "UnicodeDecodeError"),
        (lambda _registry, _path: bytearray(fuzz.MEMORY * 2), "MemoryError"),
        (lambda _registry, _path: fuzz.os._exit(3), "took the process with it"),
    ],
)
def test_what_breaks_is_found_out(tmp_path: Path, take, found: str) -> None:
    with grounds.cheap_passwords():
        ground = grounds.build(tmp_path / "registry")
    kind = fuzz.Input("cards", 100, ".txt", lambda _random: "Đặng".encode(), (take,))
    told = fuzz.take_all(ground, kind, 3, 1, tmp_path)
    assert len(told.problems) == 3
    assert found in told.problems[0]


def test_a_refusal_is_one_clear_sentence() -> None:
    assert not fuzz._unclear("Không đọc được tệp. Chọn tệp khác.")
    for bad in ("", "x" * 701, "a\nb", "ValueError: bad", "\x1b[31m"):
        assert fuzz._unclear(bad)
