"""The list of a round: who is entitled and why, what is changed by hand, and that it is frozen when approved."""

from dataclasses import replace
from datetime import date

import pytest

from firereg.domain.poverty import Category
from firereg.domain.support import Criteria, Form, Outcome, SupportItem
from firereg.errors import BadInputError, ConflictError, NeedsReasonError
from firereg.services import (
    drawing_up,
    handovers,
    history,
    household_moves,
    journal,
    round_list,
    round_outcomes,
    rounds,
)
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft
from tests.small_ward import CASH, ROUND_DAY, draft, give

NEAR_POOR = Criteria(categories=(Category.NEAR_POOR,))
CYLINDER = SupportItem(Form.EXTINGUISHER, "Bình chữa cháy", 1, "bình")
RICE = SupportItem(Form.GOODS, "Gạo", 1, "suất", 200_000)


def new_round(registry: Registry, criteria: Criteria = NEAR_POOR, day: date = ROUND_DAY) -> int:
    return rounds.add(registry, RoundDraft("Đợt thử", day, items=(CYLINDER, RICE), criteria=criteria))


def on_the_list(round_id: int) -> dict[int, str]:
    return {row.household_id: row.reason for row in round_list.whole_list(round_id)}


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (NEAR_POOR, {1: "Hộ cận nghèo", 5: "Hộ cận nghèo"}),
        (Criteria(categories=(Category.POOR,)), {}),  # that of household 2 ended with 2022
        (Criteria(categories=(Category.NEAR_POOR,), group_ids=(2,)), {5: "Hộ cận nghèo"}),
        (Criteria(group_ids=(2,)), dict.fromkeys((5, 6, 7, 8), "Hộ thuộc tổ dân phố 8")),
        (
            Criteria(categories=(Category.NEAR_POOR,), without_extinguisher=True),
            {5: "Hộ cận nghèo, chưa có bình chữa cháy"},
        ),
        (
            Criteria(categories=(Category.NEAR_POOR,), not_helped_since=date(2023, 10, 1)),
            {5: "Hộ cận nghèo, chưa được hỗ trợ từ ngày 01/10/2023"},
        ),
    ],
)
def test_who_is_entitled_and_why(registry: Registry, criteria: Criteria, expected: dict[int, str]) -> None:
    give(registry, 1, "PC-0001")
    round_id = new_round(registry, criteria)
    group = round_list.t.ResidentialGroup.get_by_id(2).number
    drawing_up.draw_up(registry, round_id)
    wanted = {n: reason.replace("phố 8", f"phố {group}") for n, reason in expected.items()}
    assert on_the_list(round_id) == wanted


def test_it_is_as_of_the_day_of_the_round(registry: Registry) -> None:
    """A status that had ended, a household that has moved since, an extinguisher that came later."""
    household_moves.move_out(registry, 5, date(2023, 10, 20), "Quận Hải An")
    give(registry, 1, "PC-0001")  # on 19/10/2023
    criteria = replace(NEAR_POOR, without_extinguisher=True)
    before = new_round(registry, criteria, date(2023, 10, 18))
    drawing_up.draw_up(registry, before)
    assert set(on_the_list(before)) == {1, 5}


def test_a_round_for_nobody_in_particular_is_refused(registry: Registry) -> None:
    round_id = new_round(registry, Criteria())
    with pytest.raises(BadInputError) as problem:
        drawing_up.draw_up(registry, round_id)
    assert problem.value.field == "criteria"


def test_what_was_changed_by_hand_stays_when_it_is_drawn_up_anew(registry: Registry) -> None:
    round_id = new_round(registry)
    assert drawing_up.draw_up(registry, round_id).added == 2
    five = next(row for row in round_list.whole_list(round_id) if row.household_id == 5)
    drawing_up.take_out(registry, five.id, "Đã nhận ở đợt khác")
    assert drawing_up.put_on(registry, round_id, [3, 4, 1], "Hoàn cảnh khó khăn") == 2
    assert drawing_up.draw_up(registry, round_id) == drawing_up.DrawnUp(0, 0, 3)
    assert set(on_the_list(round_id)) == {1, 3, 4}
    left = round_list.whole_list(round_id, round_list.EntitledFilter(taken_out=True))
    assert [(row.household_id, row.why) for row in left] == [(5, "Đã nhận ở đợt khác")]
    rounds.change(
        registry,
        round_id,
        replace(rounds.round_by_id(round_id), criteria=Criteria(categories=(Category.HARDSHIP,))),
    )
    assert drawing_up.draw_up(registry, round_id).dropped == 1
    assert set(on_the_list(round_id)) == {3, 4}
    drawing_up.put_back(registry, five.id)
    assert set(on_the_list(round_id)) == {3, 4, 5}


def test_a_reason_is_asked_for(registry: Registry) -> None:
    round_id = new_round(registry)
    drawing_up.draw_up(registry, round_id)
    row = round_list.whole_list(round_id)[0]
    for act in (
        lambda: drawing_up.take_out(registry, row.id, " "),
        lambda: drawing_up.put_on(registry, round_id, [3], ""),
        lambda: round_outcomes.say_outcome(registry, row.id, Outcome.REFUSED, ROUND_DAY, ""),
    ):
        with pytest.raises(BadInputError):
            act()


def test_an_approved_list_stays_as_it_is(registry: Registry) -> None:
    round_id = new_round(registry)
    with pytest.raises(BadInputError, match="empty"):
        drawing_up.approve(registry, round_id)
    drawing_up.draw_up(registry, round_id)
    drawing_up.approve(registry, round_id)
    row = round_list.whole_list(round_id)[0]
    kept = rounds.round_by_id(round_id)
    assert kept.approved_at == registry.now()
    for act in (
        lambda: drawing_up.draw_up(registry, round_id),
        lambda: drawing_up.put_on(registry, round_id, [3], "vì"),
        lambda: drawing_up.take_out(registry, row.id, "vì"),
        lambda: drawing_up.approve(registry, round_id),
        lambda: rounds.change(registry, round_id, replace(kept, items=(RICE,))),
    ):
        with pytest.raises(ConflictError):
            act()
    rounds.change(registry, round_id, replace(kept, place="Nhà văn hóa"))
    assert history.undo(registry).action == "round.change"
    assert history.undo(registry).action == "round.approve"
    assert rounds.round_by_id(round_id).approved_at is None


def test_the_receipt_gives_the_share_and_its_cancellation_takes_it_back(registry: Registry) -> None:
    round_id = new_round(registry)
    drawing_up.draw_up(registry, round_id)
    drawing_up.approve(registry, round_id)
    given = handovers.record(registry, draft(1, "PC-0001", round_id=round_id))
    row = next(row for row in round_list.whole_list(round_id) if row.household_id == 1)
    assert (row.outcome, row.receipt, row.outcome_on) == (Outcome.GIVEN, given.code, given.day)
    assert round_list.tally(round_id)[Outcome.GIVEN] == round_list.tally(round_id)[Outcome.WAITING] == 1
    with pytest.raises(ConflictError, match=given.code):
        round_outcomes.say_outcome(registry, row.id, Outcome.REFUSED, ROUND_DAY, "vì")
    handovers.void(registry, given.id, "nhập nhầm")
    row = round_list.by_id(row.id)
    assert (row.outcome, row.receipt, row.outcome_on) == (Outcome.WAITING, "", None)


def test_who_had_the_share_before_the_list_was_drawn_up_has_it(registry: Registry) -> None:
    round_id = new_round(registry)
    given = handovers.record(registry, draft(5, "PC-0001", round_id=round_id))
    drawing_up.draw_up(registry, round_id)
    assert {row.household_id: row.receipt for row in round_list.whole_list(round_id)} == {
        1: "",
        5: given.code,
    }


def test_nobody_gets_it_twice_without_a_reason_that_is_kept(registry: Registry) -> None:
    round_id = new_round(registry)
    first = handovers.record(registry, draft(1, "PC-0001", round_id=round_id))
    second = handovers.record(registry, draft(1, gifts=(CASH,), round_id=round_id))  # the rest of the share
    for again in (draft(1, "PC-0002", round_id=round_id), draft(1, gifts=(CASH,), round_id=round_id)):
        with pytest.raises(NeedsReasonError) as problem:
            handovers.record(registry, again)
        assert problem.value.field == "despite"
        assert (first if again.serials else second).code in str(problem.value)
    handovers.record(registry, draft(1, "PC-0002", round_id=round_id, despite="Bình đầu bị lỗi"))
    assert journal.entries(limit=1)[0].detail["despite"] == "Bình đầu bị lỗi"


def test_who_is_not_on_the_approved_list_gets_nothing_without_a_reason(registry: Registry) -> None:
    round_id = new_round(registry)
    handovers.record(registry, draft(3, "PC-0001", round_id=round_id))  # not approved yet
    drawing_up.draw_up(registry, round_id)
    drawing_up.approve(registry, round_id)
    with pytest.raises(NeedsReasonError, match="approved list"):
        handovers.record(registry, draft(4, "PC-0002", round_id=round_id))
    handovers.record(registry, draft(4, "PC-0002", round_id=round_id, despite="Chủ tịch đồng ý"))


def test_what_became_of_a_household_is_kept_and_can_be_undone(registry: Registry) -> None:
    round_id = new_round(registry)
    drawing_up.draw_up(registry, round_id)
    drawing_up.approve(registry, round_id)
    row = round_list.whole_list(round_id)[0]
    round_outcomes.say_outcome(registry, row.id, Outcome.NOT_COLLECTED, ROUND_DAY, "Đi viện")
    after = round_list.by_id(row.id)
    assert (after.outcome, after.outcome_on, after.outcome_note) == (
        Outcome.NOT_COLLECTED,
        ROUND_DAY,
        "Đi viện",
    )
    assert [r.id for r, _row in round_list.waiting_for(row.household_id)] == []
    history.undo(registry)
    assert round_list.by_id(row.id) == row
    assert [r.id for r, _row in round_list.waiting_for(row.household_id)] == [round_id]


def test_the_list_by_pages_is_the_whole_list(registry: Registry) -> None:
    round_id = new_round(registry, Criteria(group_ids=(1, 2)))
    drawing_up.draw_up(registry, round_id)
    whole = round_list.whole_list(round_id)
    for cut in range(len(whole)):
        assert round_list.list_page(round_id, after=round_list.page_key(whole[cut])) == whole[cut + 1 :]
    assert [row.group_number for row in whole] == sorted(row.group_number for row in whole)
