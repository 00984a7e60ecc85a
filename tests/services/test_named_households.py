"""Households named in lines and in files: found, or told line by line why not."""

from pathlib import Path

import pytest

from firereg.errors import BadInputError
from firereg.services import household_moves, households, merging, named_households
from firereg.services.households import HouseholdDraft
from firereg.services.registry import Registry
from tests.exchange.list_files import xlsx


def ids_of(text: str) -> list[int]:
    return named_households.all_of(named_households.find(named_households.lines_of(text)))


@pytest.mark.parametrize(
    ("text", "household"),
    [
        ("TDP07-0001", 1),
        ("tdp07-0001  Đặng Thị Hoà", 1),
        ("3\tTDP70-0002\tVũ Thị Ngọc", 6),
        ("031165001234", 1),
        ("031 165 001 234", 1),
        ("dang thi hoa", 1),
        ("Đặng Thị Hoà", 1),  # typed with separate accents
        ("Nguyễn Văn An; 7", 2),
        ("Nguyễn Văn An, tổ 70", 5),
        ("nguyen van an tổ 70", 5),
        ("4; Nguyễn Văn An; TDP số 70", 5),
    ],
)
def test_a_line_names_a_household(registry: Registry, text: str, household: int) -> None:
    assert ids_of(text) == [household]


def test_lines_of_one_household_are_one_and_empty_lines_nothing(registry: Registry) -> None:
    assert ids_of("TDP07-0001\n\n 031165001234\nTDP70-0002\n") == [1, 6]


def test_every_line_that_names_nobody_is_told_and_then_it_is_none(registry: Registry) -> None:
    household_moves.move_out(registry, 8, registry.today())
    with pytest.raises(BadInputError) as problem:
        ids_of("TDP07-0001\nTDP99-0001\nNguyễn Văn An\nTDP70-0004")
    assert problem.value.field == "list"
    told = str(problem.value).splitlines()
    assert [line.split(":")[0] for line in told] == ["Line 2", "Line 3", "Line 4"]
    assert "TDP99-0001" in told[0]
    assert "TDP07-0002, TDP70-0001" in told[1]
    assert "moved" in told[2]


def test_one_that_was_merged_is_the_one_it_is_in(registry: Registry) -> None:
    merging.merge(registry, 2, 5)
    assert ids_of("TDP70-0001") == [2]
    assert ids_of("Nguyễn Văn An") == [2]


def test_nothing_and_too_much_are_refused(registry: Registry) -> None:
    for text in ("", "  \n", "x\n" * (named_households.MOST + 1)):
        with pytest.raises(BadInputError):
            ids_of(text)


def test_a_file_is_read_as_lines(registry: Registry, tmp_path: Path) -> None:
    households.add(registry, HouseholdDraft("Bùi Văn Sáu", 2, id_number="031065000001"))
    full = [
        ("DANH SÁCH HỘ ĐƯỢC HỖ TRỢ",),
        ("STT", "Họ và tên chủ hộ", "Số CCCD", "Tổ dân phố"),
        (1, "Nguyễn Văn An", None, "Tổ 70"),
        (2, "Bùi Văn Sáu", "031065000001", "Tổ 70"),
        (None, "Cộng: 2 hộ", None, None),
    ]
    for rows, expected in (
        (full, [5, 9]),
        ([("Mã hộ",), ("TDP07-0001",), ("TDP70-0002",)], None),
        ([("TDP07-0001", "Hoà"), ("TDP70-0002", "Ngọc")], [1, 6]),
    ):
        typed = tmp_path / "a.csv"
        typed.write_text("\n".join(";".join(str(one or "") for one in row) for row in rows), "utf-8")
        for path in (xlsx(tmp_path / "a.xlsx", rows), typed):
            text = named_households.text_of_file(registry, path)
            if expected:
                assert ids_of(text) == expected
            else:  # a title over codes alone is a line that names nobody, and is told as such
                with pytest.raises(BadInputError, match="Line 1"):
                    ids_of(text)


def test_a_file_of_nobody_is_refused(registry: Registry, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "empty.xlsx", [("",)])
    with pytest.raises(BadInputError):
        named_households.text_of_file(registry, path)
