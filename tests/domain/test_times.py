"""Times of day are read however they are typed, and shown in one way."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.times import format_time, parse_time

TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("7", time(7)), ("7h", time(7)), ("7h30", time(7, 30)), ("07:30", time(7, 30))),
        *(
            ("730", time(7, 30)),
            ("0730", time(7, 30)),
            ("7 giờ 30 phút", time(7, 30)),
            ("23.59", time(23, 59)),
        ),
    ],
)
def test_short_forms_are_read(text, expected):
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "24:00", "7:60", "sáng", "7:30:15", "-1", "12345"])
def test_what_is_no_time_is_said(text):
    with pytest.raises(ValueError, match="is no time of day"):
        parse_time(text)


@given(TIMES)
def test_what_is_shown_is_read_back(moment):
    assert parse_time(format_time(moment)) == moment
