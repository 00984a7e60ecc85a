"""Rosters of duty in the registry: made fairly, swapped, attended, summed up, and taken back."""

from collections import Counter
from datetime import date, time

import pytest

from firereg.errors import BadInputError, ConflictError
from firereg.services import duty, history, rosters
from firereg.services.duty import PersonDraft, PostDraft
from firereg.services.registry import Registry
from firereg.store import models as t

FIRST, LAST = rosters.month(2023, 10)
NAMES = ("Cựu chiến binh Mẫu A", "Cựu chiến binh Mẫu B", "Cựu chiến binh Mẫu C", "Cựu chiến binh Mẫu D")


@pytest.fixture
def programme(registry: Registry) -> int:
    made = t.Programme.create(name="Phiên chợ Hàng", launched_on=date(2023, 10, 1)).id
    duty.add_post(registry, PostDraft(made, "Chợ Hàng", frozenset({6}), time(5, 30), time(11), 2))
    for name in NAMES:
        duty.add_person(registry, PersonDraft(made, name, "Hội Cựu chiến binh"))
    return made


def test_a_month_is_shared_out_and_only_once(registry: Registry, programme: int) -> None:
    assert rosters.make(registry, programme, FIRST, LAST) == 10  # five Sundays, two each
    assert rosters.make(registry, programme, FIRST, LAST) == 0
    found = rosters.turns(programme, FIRST, LAST)
    assert {turn.day.weekday() for turn in found} == {6}
    counts = Counter(turn.person for turn in found)
    assert set(counts) == set(NAMES)
    assert max(counts.values()) - min(counts.values()) <= 1
    following = rosters.month(2023, 11)
    rosters.make(registry, programme, *following)
    both = Counter(turn.person for turn in rosters.turns(programme, FIRST, following[1]))
    assert max(both.values()) - min(both.values()) <= 1
    assert history.undo(registry).action == "duty.make_roster"
    assert rosters.turns(programme, *following) == []


def test_too_few_people_are_said_with_the_day_and_nothing_is_planned(
    registry: Registry, programme: int
) -> None:
    post = duty.posts(programme)[0]
    duty.change_post(
        registry, post.id, PostDraft(programme, post.name, post.weekdays, post.starts, post.ends, 5)
    )
    with pytest.raises(BadInputError, match="01/10/2023"):
        rosters.make(registry, programme, FIRST, LAST)
    assert rosters.turns(programme, FIRST, LAST) == []


def test_who_is_away_is_passed_over(registry: Registry, programme: int) -> None:
    first = duty.people(programme)[0]
    rosters.make(registry, programme, FIRST, LAST, {first.id: [date(2023, 10, 1), date(2023, 10, 8)]})
    days = [turn.day for turn in rosters.turns(programme, FIRST, LAST) if turn.person_id == first.id]
    assert days
    assert min(days) > date(2023, 10, 8)


def test_a_turn_goes_to_somebody_else_and_back(registry: Registry, programme: int) -> None:
    rosters.make(registry, programme, FIRST, LAST)
    turn, partner = rosters.turns(programme, FIRST, LAST)[:2]
    other = next(p for p in duty.people(programme) if p.id not in (turn.person_id, partner.person_id))
    with pytest.raises(ConflictError, match=partner.person):
        rosters.stand_in(registry, turn.id, partner.person_id)
    rosters.stand_in(registry, turn.id, other.id, "Bị ốm")
    now = rosters.turns(programme, FIRST, LAST)[0]
    assert (now.person, now.stood_in_for, now.note) == (other.name, turn.person, "Bị ốm")
    rosters.stand_in(registry, turn.id, turn.person_id)
    assert rosters.turns(programme, FIRST, LAST)[0].stood_in_for == ""


def test_two_change_their_turns(registry: Registry, programme: int) -> None:
    rosters.make(registry, programme, FIRST, LAST)
    found = rosters.turns(programme, FIRST, LAST)
    one = found[0]
    on_first = {turn.person_id for turn in found if turn.day == one.day}
    other = next(
        turn
        for turn in found
        if turn.person_id not in on_first
        and one.person_id not in {t.person_id for t in found if t.day == turn.day}
    )
    rosters.swap(registry, one.id, other.id)
    after = {turn.id: turn for turn in rosters.turns(programme, FIRST, LAST)}
    assert (after[one.id].person, after[one.id].stood_in_for) == (other.person, one.person)
    assert (after[other.id].person, after[other.id].stood_in_for) == (one.person, other.person)
    with pytest.raises(ConflictError):
        rosters.swap(registry, found[0].id, found[1].id)


def test_hours_of_those_who_came(registry: Registry, programme: int) -> None:
    rosters.make(registry, programme, FIRST, LAST)
    first, second = rosters.turns(programme, FIRST, LAST)[:2]
    rosters.say_attended(registry, [first.id], True)
    rosters.say_attended(registry, [second.id], False, "Không báo")
    by_name = {row.person: row for row in rosters.hours(programme, FIRST, LAST)}
    assert (by_name[first.person].kept, by_name[first.person].hours) == (1, 5.5)
    assert (by_name[second.person].missed, by_name[second.person].hours) == (1, 0)
    assert sum(row.planned for row in by_name.values()) == 10
    later = rosters.turns(programme, FIRST, LAST)[-1]
    with pytest.raises(BadInputError, match="29/10/2023"):
        rosters.say_attended(registry, [later.id], True)
    assert rosters.clear(registry, programme, FIRST, LAST) == 8
    assert len(rosters.turns(programme, FIRST, LAST)) == 2


def test_what_has_turns_stays(registry: Registry, programme: int) -> None:
    rosters.make(registry, programme, FIRST, LAST)
    with pytest.raises(ConflictError):
        duty.remove_post(registry, duty.posts(programme)[0].id)
    with pytest.raises(ConflictError):
        duty.remove_person(registry, duty.people(programme)[0].id)
    rosters.clear(registry, programme, FIRST, LAST)
    duty.remove_person(registry, duty.people(programme)[0].id)
    assert len(duty.people(programme)) == 3


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("name", {"name": " "}),
        ("weekdays", {"weekdays": frozenset()}),
        ("ends", {"ends": time(5, 30)}),
        ("people", {"people": 0}),
    ],
)
def test_a_post_that_cannot_be_is_refused(
    registry: Registry, programme: int, field: str, draft: dict
) -> None:
    good = {
        "name": "Cổng trường",
        "weekdays": frozenset({0}),
        "starts": time(5, 30),
        "ends": time(7),
        "people": 1,
    }
    with pytest.raises(BadInputError) as problem:
        duty.add_post(registry, PostDraft(programme, **good | draft))
    assert problem.value.field == field
