"""Text in boxes of fixed size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from firereg.documents.fitting import fit
from firereg.documents.fonts import Face, printable

words = st.lists(st.text("aăâbcdđeêghiWM.-/ệ", min_size=1, max_size=25), max_size=30).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(words, st.integers(30, 300), st.integers(1, 4), st.sampled_from(["left", "center", "right"]))
def test_nothing_is_wider_higher_or_smaller_than_allowed(text: str, room: int, lines: int, align) -> None:
    fitted = fit(text, room, size=11, least=6, lines=lines, face=Face.BOLD, align=align)
    assert len(fitted.lines) <= lines
    assert 6 <= fitted.size <= 11
    for line in fitted.lines:
        assert line.offset >= -0.01
        assert line.offset + line.length <= room + 0.01
    shown = " ".join("".join(piece for piece, _face in line.pieces) for line in fitted.lines)
    whole = " ".join(printable(text).split())
    if shown.endswith("…"):
        assert fitted.size == 6
        assert whole.replace(" ", "").startswith(shown[:-1].replace(" ", ""))
    else:
        assert shown.replace(" ", "") == whole.replace(" ", "")


def test_what_fits_keeps_its_size_and_what_does_not_shrinks_first() -> None:
    assert fit("Nguyễn Thị Mẫu", 200, size=11, least=6).size == 11
    smaller = fit("Nguyễn Thị Mẫu", 60, size=11, least=6)
    assert 6 < smaller.size < 11
    assert len(smaller.lines) == 1
    cut = fit("Nguyễn Thị Mẫu Văn Mẫu", 60, size=11, least=6)
    assert cut.size == 6
    assert cut.lines[0].pieces[0][0].endswith("…")
    assert fit("  ", 60, size=11, least=6).lines == ()


def test_a_long_serial_is_not_broken_while_a_smaller_size_holds_it() -> None:
    fitted = fit("MFZL4-23-0001-ABC", 70, size=12, least=5, lines=2)
    assert len(fitted.lines) == 1
