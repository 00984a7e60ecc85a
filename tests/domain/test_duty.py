"""Rosters are fair, whoever and however many take part."""

from collections import Counter
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firereg.domain.duty import Post, Share, Shift, TooFewError, days_typed, shared_out, shifts

SUNDAY_MARKET = Post(1, frozenset({6}), time(5, 30), time(11), 3)
SCHOOL_GATE = Post(2, frozenset(range(5)), time(6, 45), time(7, 15), 2)
FIRST, LAST = date(2023, 11, 1), date(2023, 11, 30)


def test_the_shifts_of_a_month() -> None:
    found = shifts([SCHOOL_GATE, SUNDAY_MARKET], FIRST, LAST)
    assert [shift.day.day for shift in found if shift.post is SUNDAY_MARKET] == [5, 12, 19, 26]
    assert len(found) == 4 + 22
    assert found == sorted(found, key=lambda shift: (shift.day, shift.post.starts))


def test_how_long_a_shift_lasts() -> None:
    assert Shift(FIRST, SUNDAY_MARKET).hours == 5.5
    assert Shift(FIRST, Post(3, frozenset({0}), time(22), time(5), 1)).hours == 7


@given(
    st.integers(1, 30),
    st.lists(st.tuples(st.sets(st.integers(0, 6), min_size=1), st.integers(1, 3)), min_size=1, max_size=3),
    st.dictionaries(st.integers(0, 30), st.integers(0, 5)),
)
@settings(max_examples=60, deadline=None)
def test_turns_are_shared_fairly(n, shape, before) -> None:
    posts = [
        Post(i, frozenset(days), time(6 + i), time(7 + i), people) for i, (days, people) in enumerate(shape)
    ]
    people = range(n)
    had = {one: Share(turns, date(2023, 10, 1)) for one, turns in before.items() if one in people}
    so_far = {0: had} if had else {}
    wanted = shifts(posts, FIRST, LAST)
    if any(sum(s.post.people for s in wanted if s.day == day) > n for day in {s.day for s in wanted}):
        with pytest.raises(TooFewError):
            list(shared_out(wanted, people, so_far))
        return
    roster = list(shared_out(wanted, people, so_far))
    assert [shift for shift, _chosen in roster] == wanted
    for day in {shift.day for shift in wanted}:
        on_duty = [one for shift, chosen in roster for one in chosen if shift.day == day]
        assert len(on_duty) == len(set(on_duty)) == sum(s.post.people for s in wanted if s.day == day)
    if not so_far and len(posts) == 1:
        turns = Counter(one for _shift, chosen in roster for one in chosen)
        assert max(turns.values()) - min(turns[one] for one in people) <= 1


def test_long_sundays_and_short_mornings_come_to_everybody_alike() -> None:
    wanted = shifts([SUNDAY_MARKET, SCHOOL_GATE], FIRST, LAST)
    roster = list(shared_out(wanted, range(6), {}))
    for post, each in ((SUNDAY_MARKET, {2}), (SCHOOL_GATE, {7, 8})):
        assert set(Counter(one for s, chosen in roster if s.post is post for one in chosen).values()) == each


def test_who_had_fewer_turns_before_comes_first_and_who_is_new_does_not_catch_up() -> None:
    wanted = shifts([Post(1, frozenset({6}), time(6), time(7), 1)], FIRST, LAST)
    so_far = {1: {1: Share(10, date(2023, 10, 29)), 2: Share(8, date(2023, 10, 22))}}
    turns = Counter(one for _shift, chosen in shared_out(wanted, [1, 2, 3], so_far) for one in chosen)
    assert turns == {3: 2, 2: 2}


def test_days_as_they_are_typed() -> None:
    assert [day.day for day in sorted(days_typed("5, 12-14; 30", FIRST, LAST))] == [5, 12, 13, 14, 30]
    assert days_typed(" ", FIRST, LAST) == set()
    for wrong in ("31", "0", "9-7", "5,x", "1/11"):
        with pytest.raises(ValueError, match="30/11"):
            days_typed(wrong, FIRST, LAST)


def test_who_is_away_is_passed_over() -> None:
    wanted = shifts([SUNDAY_MARKET], FIRST, LAST)
    away = {1: [wanted[0].day]}
    roster = dict(shared_out(wanted, [1, 2, 3, 4], {}, away))
    assert 1 not in roster[wanted[0]]
    with pytest.raises(TooFewError) as problem:
        list(shared_out(wanted, [1, 2, 3], {}, away))
    assert problem.value.day == FIRST + timedelta(days=4)
