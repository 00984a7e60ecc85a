"""What belongs to a programme is told once, in order, and adds up to its figures."""

from datetime import date, datetime

import pytest

from firereg.domain.alerts import AlertKind
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    alerts,
    handover_list,
    handovers,
    history,
    journal,
    notices,
    programme_story,
    programmes,
    reminders,
    rounds,
    walks,
    zalo_groups,
)
from firereg.services.alerts import AlertDraft
from firereg.services.notices import NoticeDraft
from firereg.services.programme_story import What
from firereg.services.programmes import ProgrammeDraft
from firereg.services.reminders import Way
from firereg.services.rounds import RoundDraft
from firereg.services.walks import WalkDraft
from firereg.services.zalo_groups import ZaloDraft
from firereg.store import models as t
from tests.small_ward import ROUND_DAY, give

TODAY = date(2023, 10, 20)


@pytest.fixture
def safe(registry):
    return programmes.add(registry, ProgrammeDraft("Tổ dân phố an toàn", date(2023, 10, 1)))


@pytest.fixture
def lived(registry, safe):
    """A round with two handovers, one of them cancelled later, a walk, a notice to two groups, and so on."""
    round_id = rounds.add(registry, RoundDraft("Đợt của mô hình", ROUND_DAY, programme_id=safe))
    give(registry, 1, "PC-0001", round_id=round_id)
    give(registry, 5, "PC-0002", round_id=round_id)
    cancelled = give(registry, 6, "PC-0003", round_id=round_id)
    handovers.void(registry, cancelled.id, "Nhầm hộ")
    give(registry, 8, "CO-0001")  # in no round of it
    walk_id = walks.plan(registry, WalkDraft("Đi kiểm tra", TODAY, TODAY, group_id=1, programme_id=safe))
    t.RoundLine.update(outcome=Outcome.PASSED).where(t.RoundLine.round == walk_id).execute()
    groups = [
        zalo_groups.add(registry, ZaloDraft(name, programme_id=safe, members=9, counted_on=TODAY))
        for name in "AB"
    ]
    notices.keep(
        registry, NoticeDraft(TODAY, "Kính gửi bà con,\nTắt bếp khi ra khỏi nhà.", tuple(groups), safe)
    )
    reminders.remember(registry, way=Way.CHAT, text="Nhắc", group_id=1, programme_id=safe)
    alert_id = alerts.report(
        registry, AlertDraft(AlertKind.FIRE, datetime(2023, 10, 18, 6, 30), "Khói ở chợ", programme_id=safe)
    )
    alerts.close(registry, alert_id, TODAY, "Đã dập")
    alerts.report(
        registry, AlertDraft(AlertKind.CRIME, datetime(2023, 10, 20, 1), "Trộm xe", programme_id=safe)
    )
    post = t.DutyPost.create(programme=safe, name="Cổng trường", weekdays="0", starts="06:30", ends="07:30")
    people = [t.DutyPerson.create(programme=safe, name=name) for name in ("Một", "Hai", "Ba")]
    for person, attended in zip(people, (True, True, None), strict=True):
        t.DutyTurn.create(
            post=post, day=date(2023, 10, 16), starts="06:30", ends="07:30", person=person, attended=attended
        )
    return safe


def test_the_time_line_tells_all_of_it_the_newest_first(registry, lived):
    events = programme_story.time_line(lived)
    assert [one.day for one in events] == sorted((one.day for one in events), reverse=True)
    told = {
        one.what: (one.name, one.count, one.amount, one.is_open)
        for one in events
        if one.what is not What.ALERT
    }
    assert told == {
        What.ROUND: ("Đợt của mô hình", 2, 0, True),
        What.WALK: ("Đi kiểm tra", 1, 0, True),
        What.NOTICE: ("Tắt bếp khi ra khỏi nhà.", 2, 0, False),
        What.REMINDERS: ("", 1, 0, False),
        What.DUTY: ("", 2, 2.0, False),
        What.LAUNCHED: ("", 0, 0, False),
    }
    assert [(one.name, one.is_open) for one in events if one.what is What.ALERT] == [
        ("Trộm xe", True),
        ("Khói ở chợ", False),
    ]
    assert events[-1].what is What.LAUNCHED


def test_the_figures_add_up(registry, lived):
    its = programme_story.figures(lived)
    assert (its.rounds, its.handovers, its.households, its.extinguishers) == (1, 2, 2, 2)
    assert (its.walks, its.inspected, its.zalo_groups, its.members) == (1, 1, 2, 18)
    assert (its.notices, its.reminders, its.alerts, its.alerts_closed) == (1, 1, 2, 1)
    assert its.alerts_by_kind == {AlertKind.FIRE: 1, AlertKind.CRIME: 1, AlertKind.OTHER: 0}
    assert (its.turns, its.hours) == (2, 2.0)


def test_the_figures_of_a_year_leave_the_others_out(registry, lived):
    before = programme_story.figures(lived, date(2022, 1, 1), date(2022, 12, 31))
    assert (before.rounds, before.handovers, before.walks, before.notices, before.alerts, before.turns) == (
        0,
    ) * 6
    within = programme_story.figures(lived, date(2023, 1, 1), date(2023, 12, 31))
    assert (within.handovers, within.alerts, within.turns) == (2, 2, 2)


def test_a_handover_of_its_own_is_told_by_its_day(registry, lived):
    one = give(registry, 2, "MI-0001", programme_id=lived)
    assert (one.programme_id, one.programme_name) == (lived, "Tổ dân phố an toàn")
    assert journal.entries()[0].detail["programme"] == "Tổ dân phố an toàn"
    (told,) = [event for event in programme_story.time_line(lived) if event.what is What.HANDOVERS]
    assert (told.day, told.count) == (one.day, 1)
    assert programme_story.figures(lived).handovers == 3


def test_a_recorded_handover_is_put_into_a_programme_and_out_again(registry, lived):
    other = next(row for row in handover_list.handover_page() if row.round_name == "")
    handovers.put_into(registry, other.id, lived)
    assert journal.entries()[0].detail["programme"] == [None, "Tổ dân phố an toàn"]
    assert programme_story.figures(lived).handovers == 3
    history.undo(registry)
    assert handover_list.by_id(other.id).programme_name == ""
    history.redo(registry)
    assert handover_list.by_id(other.id).programme_id == lived
    handovers.put_into(registry, other.id, None)
    assert programme_story.figures(lived).handovers == 2


def test_a_handover_belongs_to_a_programme_once(registry, lived):
    """By its round or by itself, and not to another one than its round."""
    by_round = next(row for row in handover_list.handover_page() if row.in_programme_by_round)
    assert by_round.programme_name == "Tổ dân phố an toàn"
    told = len(journal.entries())
    handovers.put_into(registry, by_round.id, lived)
    assert handover_list.by_id(by_round.id).programme_id is None
    assert len(journal.entries()) == told
    other = programmes.add(registry, ProgrammeDraft("Giao ước khác", date(2023, 10, 1)))
    for act in (
        lambda: handovers.put_into(registry, by_round.id, other),
        lambda: give(registry, 2, "MI-0001", round_id=t.Handover.get_by_id(1).round_id, programme_id=other),
    ):
        with pytest.raises(BadInputError, match="another programme") as refused:
            act()
        assert refused.value.field == "programme"
    assert programme_story.figures(other).handovers == 0


def test_a_programme_taken_out_meanwhile_is_said(registry):
    with pytest.raises(ConflictError, match="took this out"):
        give(registry, 2, "MI-0001", programme_id=99)


def test_a_walk_is_put_into_a_programme_and_out_again(registry, lived):
    (walk,) = walks.walks()
    walks.put_into(registry, walk.id, None)
    assert journal.entries()[0].detail["programme"] == ["Tổ dân phố an toàn", None]
    assert programme_story.figures(lived).walks == 0
    walks.put_into(registry, walk.id, lived)
    assert walks.walk(walk.id).programme_id == lived


def test_a_programme_ran_in_the_years_from_its_launch_to_its_end(registry, safe):
    row = programmes.by_id(safe)
    assert programme_story.years_of(row, date(2026, 1, 5)) == [2026, 2025, 2024, 2023]
    programmes.end(registry, safe, TODAY)
    assert programme_story.years_of(programmes.by_id(safe), date(2026, 1, 5)) == [2023]
