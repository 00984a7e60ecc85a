"""What a round gives, in words."""

import pytest

from firereg.domain.support import counted


@pytest.mark.parametrize(
    ("unit", "name", "words"),
    [
        ("bình", "Bình chữa cháy", "02 bình chữa cháy"),
        ("suất", "Tiền mặt", "02 suất Tiền mặt"),
        ("", "Gạo", "02 Gạo"),
        ("bình", "Bình", "02 bình Bình"),
        ("hộp", "Hộpsữa", "02 hộp Hộpsữa"),
    ],
)
def test_the_unit_is_not_said_twice(unit: str, name: str, words: str) -> None:
    assert counted("02", unit, name) == words
