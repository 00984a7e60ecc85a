"""Wrapping and justifying: no word lost, no line too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.documents.fonts import Face
from firereg.documents.text import Align, Line, Runs, natural_width, plain, tied, wrap

WORDS = st.lists(st.text("aáặbđeghiknoốuưyBĐƯ/-.,0123456789", min_size=1, max_size=40), max_size=30)
FACES = st.sampled_from([Face.REGULAR, Face.BOLD, Face.ITALIC])
ALIGNS = st.sampled_from(["left", "center", "right", "justify"])


def text_of(line: Line) -> str:
    return "".join(text for text, _face in line.pieces)


@given(
    st.lists(st.tuples(WORDS, FACES), min_size=1, max_size=4),
    st.integers(20, 500),
    ALIGNS,
    st.sampled_from([0, 28]),
)
def test_no_letter_is_lost_and_no_line_leaves_its_room(
    parts: list[tuple[list[str], Face]], room: int, align: Align, indent: int
) -> None:
    indent = min(indent, room // 2)
    runs: Runs = tuple((" ".join(words) + " ", face) for words, face in parts)
    lines = wrap(runs, room, 13, align, indent)
    typed = "".join(text for text, _face in runs)
    assert "".join("".join(map(text_of, lines)).split()) == "".join(typed.split())
    for line in lines:
        assert line.offset >= -0.01
        assert line.offset + line.length <= room + 0.01
        drawn = natural_width(line.pieces, 13) + line.stretch * text_of(line).count(" ")
        assert drawn == pytest.approx(line.length, abs=0.01)


@given(WORDS.filter(bool), st.integers(250, 500))
def test_justified_lines_but_the_last_reach_both_margins(words: list[str], room: int) -> None:
    *full, last = wrap(plain(" ".join(words)), room, 13, "justify")
    for line in full:
        if " " in text_of(line):
            assert line.length == pytest.approx(room, abs=0.01)
    assert last.stretch == 0


def test_a_word_that_changes_its_cut_is_never_broken_there() -> None:
    runs: Runs = (("Ông (bà) ", Face.REGULAR), ("Nguyễn Văn Mẫu", Face.BOLD), (", chủ hộ", Face.REGULAR))
    for room in range(60, 300, 7):
        assert not any(text_of(line).startswith(",") for line in wrap(runs, room, 13))


def test_centred_titles_are_balanced() -> None:
    lines = wrap(
        plain("Về việc bàn giao bình chữa cháy và quà hỗ trợ cho hộ gia đình", Face.BOLD), 370, 14, "center"
    )
    assert len(lines) == 2
    assert max(line.length for line in lines) < 1.3 * min(line.length for line in lines)
    for line in lines:
        assert line.offset == pytest.approx((370 - line.length) / 2)


def test_long_house_numbers_break_after_a_slash() -> None:
    lines = wrap(plain("12/34/56/78/90/12/34/56/78/90/12/34/56"), 100, 13)
    assert len(lines) > 1
    assert all(text_of(line).endswith("/") for line in lines[:-1])


def test_empty_text_is_one_empty_line() -> None:
    assert wrap(plain("  "), 100, 13) == (Line(0, (), 0, 0),)


def test_a_number_stays_with_the_word_before_it() -> None:
    runs = plain(tied("Số 259 đường Nguyễn Văn Linh, Tổ 21, phường 3"))
    for room in range(70, 300):
        for line in wrap(runs, room, 13, "justify"):
            assert not text_of(line)[0].isdigit()
            assert "\xa0" not in text_of(line)
            assert line.offset + line.length <= room + 0.01


def test_what_is_tied_is_parted_where_no_line_holds_it() -> None:
    typed = "Tổ " + " ".join(map(str, range(1, 16)))
    lines = wrap(plain(tied(typed)), 60, 13)
    assert len(lines) > 1
    assert "".join("".join(map(text_of, lines)).split()) == "".join(typed.split())
