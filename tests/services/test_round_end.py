"""A round at its end, and what becomes of a list when its households do."""

from dataclasses import replace

import pytest

from firereg.domain.poverty import Category
from firereg.domain.support import Criteria, Form, Outcome, Stage, SupportItem
from firereg.errors import ConflictError
from firereg.services import (
    drawing_up,
    entitlement,
    handovers,
    history,
    household_moves,
    households,
    merging,
    round_balance,
    round_list,
    round_outcomes,
    rounds,
    statuses,
)
from firereg.services.registry import Registry
from firereg.services.round_list import EntitledFilter
from firereg.services.rounds import RoundDraft
from firereg.services.statuses import StatusDraft
from tests.small_ward import CASH, ROUND_DAY, draft, row_counts

ITEMS = (
    SupportItem(Form.EXTINGUISHER, "Bình chữa cháy", 1, "bình"),
    SupportItem(Form.CASH, CASH.name, 1, "suất", 500_000),
)


@pytest.fixture
def round_id(registry: Registry) -> int:
    """Households 1 and 5 on the list, not approved yet."""
    criteria = Criteria(categories=(Category.NEAR_POOR,))
    made = rounds.add(
        registry, RoundDraft("Đợt thử", ROUND_DAY, budget_dong=1_200_000, items=ITEMS, criteria=criteria)
    )
    drawing_up.draw_up(registry, made)
    return made


def listed(round_id: int, **which: object) -> dict[int, Outcome]:
    rows = round_list.whole_list(round_id, EntitledFilter(**which))
    return {row.household_id: row.outcome for row in sorted(rows, key=lambda row: row.household_id)}


def give(registry: Registry, round_id: int, household: int, serial: str) -> handovers.HandoverRow:
    return handovers.record(registry, draft(household, serial, gifts=(CASH,), round_id=round_id))


def figures(round_id: int) -> round_balance.RoundFigures:
    return next(one for one in round_balance.figures(rounds.rounds()) if one.id == round_id)


def test_nothing_is_given_or_said_in_a_closed_round(registry: Registry, round_id: int) -> None:
    drawing_up.approve(registry, round_id)
    give(registry, round_id, 1, "PC-0001")
    rounds.close(registry, round_id)
    five = round_list.row_of(round_id, 5)
    assert five is not None
    kept = rounds.round_by_id(round_id)
    for act in (
        lambda: give(registry, round_id, 5, "PC-0002"),
        lambda: handovers.record(registry, draft(5, "PC-0002", round_id=round_id, despite="vì")),
        lambda: round_outcomes.say_outcome(registry, five.id, Outcome.REFUSED, ROUND_DAY, "vì"),
        lambda: rounds.close(registry, round_id),
        lambda: rounds.change(registry, round_id, replace(kept, items=ITEMS[:1])),
    ):
        with pytest.raises(ConflictError, match="closed on 20/10/2023"):
            act()
    assert round_list.waiting_for(5) == []
    assert history.undo(registry).action == "round.close"
    give(registry, round_id, 5, "PC-0002")


def test_a_closed_round_is_opened_again(registry: Registry, round_id: int) -> None:
    rounds.close(registry, round_id)
    with pytest.raises(ConflictError):
        drawing_up.approve(registry, round_id)
    rounds.reopen(registry, round_id)
    drawing_up.approve(registry, round_id)
    assert history.undo(registry).action == "round.approve"
    assert history.undo(registry).action == "round.reopen"
    assert rounds.round_by_id(round_id).closed_on == registry.today()


def test_its_figures_say_who_waits_and_who_was_left_out(registry: Registry, round_id: int) -> None:
    assert figures(1).stage is Stage.PLANNED
    assert figures(round_id).stage is Stage.DRAWN_UP
    drawing_up.put_on(registry, round_id, [3], "khó khăn")
    drawing_up.approve(registry, round_id)
    give(registry, round_id, 1, "PC-0001")
    three = round_list.row_of(round_id, 3)
    assert three is not None
    round_outcomes.say_outcome(registry, three.id, Outcome.REFUSED, ROUND_DAY, "không nhận")
    told = figures(round_id)
    assert (told.stage, told.budget_left) == (Stage.GIVING, 700_000)
    assert told.counts == round_balance.Counts(listed=3, given=1, waiting=1, fell_out=1, left_out=0)
    its = round_balance.balance(told.round)
    assert (its.items[0].needed, its.items[0].given, its.items[0].in_stock) == (2, 1, 5)
    rounds.close(registry, round_id)
    told = figures(round_id)
    assert told.stage is Stage.CLOSED
    assert told.counts == round_balance.Counts(listed=3, given=1, waiting=0, fell_out=1, left_out=1)
    assert round_balance.balance(told.round).items[0].needed == 1


def test_whom_the_criteria_choose_now_and_who_is_not_on_the_list(registry: Registry, round_id: int) -> None:
    its_round = rounds.round_by_id(round_id)
    assert entitlement.left_off(registry, its_round) == []
    statuses.add(registry, 3, StatusDraft(Category.NEAR_POOR, ROUND_DAY))
    assert [one.household_id for one in entitlement.left_off(registry, its_round)] == [3]
    five = round_list.row_of(round_id, 5)
    assert five is not None
    drawing_up.take_out(registry, five.id, "đã có")
    assert [one.household_id for one in entitlement.left_off(registry, its_round)] == [3]
    assert entitlement.left_off(registry, rounds.round_by_id(1)) == []


def test_the_list_is_found_in_by_name_and_code(registry: Registry, round_id: int) -> None:
    assert [*listed(round_id, text="dang hoa")] == [1]
    assert [*listed(round_id, text="TDP70-0001")] == [5]
    assert [*listed(round_id, text="ngoc")] == []


def test_a_household_leaves_a_list_that_is_not_approved_when_it_is_taken_out(
    registry: Registry, round_id: int
) -> None:
    before = row_counts()
    households.remove(registry, 5)
    assert [*listed(round_id)] == [1]
    history.undo(registry)
    assert [*listed(round_id)] == [1, 5]
    drawing_up.approve(registry, round_id)
    with pytest.raises(ConflictError, match="Đợt thử"):
        households.remove(registry, 5)
    household_moves.move_out(registry, 5, registry.today())
    row = round_list.row_of(round_id, 5)
    assert row is not None
    assert (row.outcome, row.state) == (Outcome.WAITING, "moved")
    assert {name: count for name, count in row_counts().items() if name == "Entitled"} == {
        "Entitled": before["Entitled"]
    }


def test_a_merge_moves_the_place_on_a_list(registry: Registry, round_id: int) -> None:
    merging.merge(registry, 2, 5)
    assert [*listed(round_id)] == [1, 2]
    history.undo(registry)
    assert [*listed(round_id)] == [1, 5]
    history.redo(registry)
    assert [*listed(round_id)] == [1, 2]


@pytest.mark.parametrize("given", [1, 5])
def test_of_two_places_the_one_that_was_given_is_left(registry: Registry, round_id: int, given: int) -> None:
    drawing_up.approve(registry, round_id)
    receipt = give(registry, round_id, given, "PC-0001")
    before = [round_list.row_of(round_id, household) for household in (1, 5)]
    merging.merge(registry, 1, 5)
    (row,) = round_list.whole_list(round_id)
    assert (row.household_id, row.receipt) == (1, receipt.code)
    history.undo(registry)
    assert [round_list.row_of(round_id, household) for household in (1, 5)] == before


def test_of_two_places_that_were_both_given_one_is_left(registry: Registry, round_id: int) -> None:
    drawing_up.approve(registry, round_id)
    first = give(registry, round_id, 1, "PC-0001")
    give(registry, round_id, 5, "PC-0002")
    merging.merge(registry, 1, 5)
    (row,) = round_list.whole_list(round_id)
    assert row.receipt == first.code
    history.undo(registry)
    history.redo(registry)
    assert len(round_list.whole_list(round_id)) == 1


def test_a_place_that_was_taken_out_gives_way(registry: Registry, round_id: int) -> None:
    one = round_list.row_of(round_id, 1)
    assert one is not None
    drawing_up.take_out(registry, one.id, "nhầm")
    merging.merge(registry, 1, 5)
    assert listed(round_id) == {1: Outcome.WAITING}
    assert listed(round_id, taken_out=True) == {}


def test_what_was_given_by_a_list_holds_it_together(registry: Registry, round_id: int) -> None:
    """Neither the approval nor the list itself can be undone under a receipt; once that is cancelled they can."""
    drawing_up.approve(registry, round_id)
    receipt = give(registry, round_id, 5, "PC-0001")
    with pytest.raises(ConflictError, match=receipt.code):
        history.undo(registry)
    handovers.void(registry, receipt.id, "nhầm")
    assert history.undo(registry).action == "round.approve"
    again = give(registry, round_id, 5, "PC-0001")
    with pytest.raises(ConflictError, match=again.code):
        history.undo(registry)
    assert listed(round_id) == {1: Outcome.WAITING, 5: Outcome.GIVEN}


def test_a_round_comes_back_as_it_was_its_place_too(registry: Registry, round_id: int) -> None:
    before = rounds.round_by_id(round_id)
    rounds.change(
        registry, round_id, replace(before, place="Nhà văn hóa", items=ITEMS[:1], donor="Công ty Mẫu")
    )
    after = rounds.round_by_id(round_id)
    history.undo(registry)
    assert rounds.round_by_id(round_id) == before
    history.redo(registry)
    assert rounds.round_by_id(round_id) == after
    new = rounds.add(registry, RoundDraft("Đợt mới", ROUND_DAY, place="Nhà văn hóa"))
    history.undo(registry)
    history.redo(registry)
    assert rounds.round_by_id(new).place == "Nhà văn hóa"
