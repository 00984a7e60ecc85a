from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from firereg.domain.backup_thinning import ALL_OF, DAILY, MONTHLY, WEEKLY, kept

NOW = datetime(2026, 11, 16, 9, 0)
MOMENTS = st.sets(
    st.integers(-2_000, 900_000).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=120
)


@given(MOMENTS)
@settings(max_examples=60)
def test_the_newest_and_the_last_two_days_stay_and_the_rest_is_bounded(moments):
    left = kept(moments, NOW)
    assert left <= moments
    assert {at for at in moments if now_or_recent(at)} <= left
    assert not moments or max(moments) in left
    assert len({at for at in left if not now_or_recent(at)}) <= DAILY + WEEKLY + MONTHLY


def now_or_recent(at: datetime) -> bool:
    return NOW - at <= ALL_OF


@given(MOMENTS)
@settings(max_examples=60)
def test_thinning_twice_is_thinning_once(moments):
    left = kept(moments, NOW)
    assert kept(left, NOW) == left


@given(MOMENTS)
@settings(max_examples=60)
def test_each_of_the_last_twelve_old_days_keeps_its_last_backup(moments):
    old = [at for at in moments if not now_or_recent(at)]
    days = sorted({at.date() for at in old}, reverse=True)[:DAILY]
    left = kept(moments, NOW)
    for day in days:
        assert max(at for at in old if at.date() == day) in left


def test_a_year_and_a_half_of_mornings_and_evenings_thinned_every_day():
    there: set[datetime] = set()
    start = datetime(2025, 5, 1, 8, 0)
    for day in range(560):
        morning = start + timedelta(days=day)
        for now in (morning, morning + timedelta(hours=9)):
            there = kept(there | {now}, now)
    ages = sorted((now - at).days for at in there)
    assert len(ages) == 5 + DAILY + WEEKLY + MONTHLY
    assert ages[:5] == [0, 0, 1, 1, 2]
    assert ages[5:17] == list(range(2, 14))
    weeks = [
        later - earlier for earlier, later in pairwise(ages[18:27])
    ]  # the first one has begun to be days
    assert set(weeks) == {7}
    assert 300 < ages[-1] < 370


def test_a_closed_office_loses_nothing():
    long_ago = NOW - timedelta(days=400)
    there = {long_ago - timedelta(days=n) for n in range(DAILY)}
    assert kept(there, NOW) == there


def test_a_clock_set_back_loses_nothing():
    there = {NOW + timedelta(days=n) for n in range(1, 40)}
    assert kept(there, NOW) == there
