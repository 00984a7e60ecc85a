"""Sentences with placeholders."""

import pytest

from firereg.domain.templates import filled, filled_lines, unknown_places

VALUES = {"dot": "Đợt 1", "ke_hoach": "", "phuong": "phường Mẫu"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", []),
        ("Danh sách {dot}, {phuong}", []),
        ("{thon} và {dot} và {}", ["{thon}", "{}"]),
        ("{dot", ["{"]),
        ("dot}", ["}"]),
        ("{{dot}}", ["{", "}"]),
        ("{dot }", ["{dot }"]),
    ],
)
def test_what_is_no_placeholder_is_named(text: str, wrong: list[str]) -> None:
    assert unknown_places(text, VALUES) == wrong


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Ký nhận, {dot}", "Ký nhận, Đợt 1"),
        ("Ký nhận, {ke_hoach}", "Ký nhận"),
        ("Theo {ke_hoach} của {phuong}./.", "Theo của phường Mẫu./."),
        ("Theo {ke_hoach}, {phuong}", "Theo, phường Mẫu"),
        ("  không đổi ,", "  không đổi ,"),
    ],
)
def test_a_missing_value_leaves_nothing_loose(text: str, printed: str) -> None:
    assert filled(text, VALUES) == printed


def test_a_line_that_names_what_is_not_there_is_left_out() -> None:
    assert filled_lines(("(Kèm theo {ke_hoach})", "Tại {phuong}", "Lưu: VT"), VALUES) == (
        "Tại phường Mẫu",
        "Lưu: VT",
    )
