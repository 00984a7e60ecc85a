"""The link of a Zalo group leads to Zalo; a report is late after a week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.alerts import LATE_AFTER, AlertStatus, status_on
from firereg.domain.notice_text import TEMPLATES
from firereg.domain.programmes import read_zalo_link
from firereg.services.notices import MOST_LETTERS

DAYS = st.integers(-400, 400).map(timedelta)
DAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    "text", ["zalo.me/g/abc123", "http://zalo.me/g/abc123", " https://zalo.me/g/abc123 "]
)
def test_a_link_is_kept_whole(text):
    assert read_zalo_link(text) == "https://zalo.me/g/abc123"


def test_no_link_is_no_link():
    assert read_zalo_link("  ") == ""


@pytest.mark.parametrize(
    "text",
    ["https://zalo.me", "https://zalo.me.example/g/a", "javascript:alert(1)", "zalo.me/g/a b", "xzalo.me/g"],
)
def test_another_place_is_refused(text):
    with pytest.raises(ValueError, match=r"zalo\.me"):
        read_zalo_link(text)


@given(DAYS)
def test_open_is_late_only_after_a_week_and_closed_is_never(later):
    status = status_on(DAY, None, DAY + later)
    assert (status is AlertStatus.LATE) == (later > LATE_AFTER)
    assert status_on(DAY, DAY, DAY + later) is AlertStatus.CLOSED


def test_the_notices_to_begin_with_fit_into_one_message():
    assert all(len(one.text) <= MOST_LETTERS for one in TEMPLATES)
