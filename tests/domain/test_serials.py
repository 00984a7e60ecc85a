import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firereg.domain.serials import listed_serials, numbered_from, unlike


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("PC-0001", ["PC-0001"]),
        ("tm - 0002", ["tm - 0002"]),
        ("A-001 đến A-003", ["A-001", "A-002", "A-003"]),
        ("từ A-001 đến A-002", ["A-001", "A-002"]),
        ("A-001..A-002", ["A-001", "A-002"]),
        ("A-009 → 011", ["A-009", "A-010", "A-011"]),
        ("PC - 01 đến PC - 02", ["PC-01", "PC-02"]),
        ("PC-0001 - PC-0002", ["PC-0001", "PC-0002"]),
        ("A001-A002", ["A001", "A002"]),
        ("00998 - 01001", ["00998", "00999", "01000", "01001"]),
        ("A-1, A-5; A-7\nA-9", ["A-1", "A-5", "A-7", "A-9"]),
        ("MFZ4-2023-0001", ["MFZ4-2023-0001"]),
        ("", []),
    ],
)
def test_a_cell_names_one_several_or_a_range(text, serials):
    assert listed_serials(text) == serials


@pytest.mark.parametrize(
    "text", ["A-003 đến A-001", "A-001 đến B-003", "A-1 đến A-1001x", "A-0001 đến A-9999", "A đến B"]
)
def test_what_is_no_range_is_told(text):
    with pytest.raises(ValueError, match="range"):
        listed_serials(text)


@example("A", 0, 11, 1)
@given(
    st.from_regex(r"[A-Z]{1,3}-?", fullmatch=True),
    st.integers(0, 9000),
    st.integers(1, 40),
    st.integers(1, 6),
)
def test_a_range_is_what_counting_gives(prefix, start, count, width):
    first = f"{prefix}{start:0{width}}"
    serials = numbered_from(first, count)
    assert serials[0] == first
    assert len(set(serials)) == count
    assert listed_serials(f"{serials[0]} đến {serials[-1]}") == serials


def test_counting_on_needs_a_number():
    assert numbered_from("DHK-0999", 2) == ["DHK-0999", "DHK-1000"]
    with pytest.raises(ValueError, match="DHK-0101"):
        numbered_from("DHK", 2)


def test_half_a_code_is_unlike_its_neighbours():
    before = ["PC-0001", "PC-0002", "PC-0003"]
    assert unlike("PC-00", before)
    assert unlike("PC-0004PC-0005", before)
    assert not unlike("PC-0004", before)
    assert not unlike("PC-00", before[:2])
    assert not unlike("PC-00", ["A", "BB", "CCC", "DDDD"])
