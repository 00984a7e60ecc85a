"""Moves apart from a handover: what is legal, what follows them, and the way back."""

from datetime import date
from itertools import pairwise

import pytest

from firereg.domain.equipment import LEGAL_MOVES, State, can_move
from firereg.domain.schedule import Clock
from firereg.errors import BadInputError, ConflictError
from firereg.services import clocks, equipment, handover_draft, health, history, inspections, journal
from firereg.services.equipment import ExtinguisherFilter
from firereg.services.equipment_moves import NEEDS_REASON, move, moves
from firereg.services.inspections import InspectionDraft
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.small_ward import ROUND_DAY, draft, give, row_counts

SERIAL = "PC-0001"


@pytest.fixture
def given(registry: Registry) -> int:
    """An extinguisher at household 1."""
    give(registry, 1, SERIAL)
    return equipment.by_serial(SERIAL).id


def bring(registry: Registry, extinguisher_id: int, *states: State) -> None:
    for state in states:
        move(registry, extinguisher_id, state, "thử")


def test_back_into_stock_leaves_the_household_and_the_owners_check(registry: Registry, given: int) -> None:
    assert Clock.OWNER_CHECK in clocks.due_of(given)
    move(registry, given, State.IN_STOCK)
    row = equipment.by_id(given)
    assert (row.state, row.household_id, row.placed_on) == (State.IN_STOCK, None, None)
    assert Clock.OWNER_CHECK not in clocks.due_of(given)
    assert not equipment.extinguisher_page(ExtinguisherFilter(text="dang thi hoa"))
    assert health.check(registry) == []


def test_the_way_back_restores_household_clocks_and_index(registry: Registry, given: int) -> None:
    dues = clocks.due_of(given)
    move(registry, given, State.IN_STOCK)
    history.undo(registry)
    assert t.Move.select().count() == 0
    row = equipment.by_id(given)
    assert (row.state, row.household_id, row.placed_on) == (State.WITH_HOUSEHOLD, 1, ROUND_DAY)
    assert clocks.due_of(given) == dues
    assert [r.id for r in equipment.extinguisher_page(ExtinguisherFilter(text="dang thi hoa"))] == [given]


@pytest.mark.parametrize("state", [State.LOST, State.AT_SERVICE])
def test_a_lost_or_serviced_one_can_come_back_to_its_household(
    registry: Registry, given: int, state: State
) -> None:
    move(registry, given, state, "không thấy")
    assert State.WITH_HOUSEHOLD in moves(equipment.by_id(given))
    move(registry, given, State.WITH_HOUSEHOLD)
    assert equipment.by_id(given).household_id == 1
    assert health.check(registry) == []


@pytest.mark.parametrize("state", [State.LOST, State.USED, State.DISCARDED])
def test_no_clock_runs_and_no_household_holds_what_is_gone(
    registry: Registry, given: int, state: State
) -> None:
    move(registry, given, state, "cháy bếp")
    assert clocks.due_of(given) == {}
    assert equipment.held_by(1) == []
    assert health.check(registry) == []


@pytest.mark.parametrize("state", sorted(NEEDS_REASON))
def test_what_somebody_will_ask_about_needs_a_reason(registry: Registry, given: int, state: State) -> None:
    counts = row_counts()
    with pytest.raises(BadInputError) as problem:
        move(registry, given, state, "  ")
    assert problem.value.field == "reason"
    assert equipment.by_id(given).state is State.WITH_HOUSEHOLD
    assert row_counts() == counts


def test_stock_goes_to_a_household_only_by_a_handover(registry: Registry, given: int) -> None:
    move(registry, given, State.IN_STOCK)
    assert State.WITH_HOUSEHOLD not in moves(equipment.by_id(given))
    with pytest.raises(ConflictError, match="handover"):
        move(registry, given, State.WITH_HOUSEHOLD)


def test_offered_moves_are_the_legal_ones(registry: Registry, given: int) -> None:
    ways = {
        State.WITH_HOUSEHOLD: (),
        State.AT_SERVICE: (State.AT_SERVICE,),
        State.USED: (State.USED,),
        State.LOST: (State.LOST,),
        State.DISCARDED: (State.DISCARDED,),
    }
    for state, way in ways.items():
        with registry.database.atomic() as undone:
            bring(registry, given, *way)
            offered = set(moves(equipment.by_id(given)))
            undone.rollback()
        legal = LEGAL_MOVES[state]
        assert offered == legal - (set() if way and state is not State.DISCARDED else {State.WITH_HOUSEHOLD})


@pytest.mark.parametrize("after", list(State))
def test_an_illegal_move_says_what_is_possible(registry: Registry, given: int, after: State) -> None:
    move(registry, given, State.USED)
    if can_move(State.USED, after):
        move(registry, given, after, "hỏng")
        return
    with pytest.raises(ConflictError, match="At service, Discarded"):
        move(registry, given, after, "hỏng")
    assert equipment.by_id(given).state is State.USED


def test_a_discarded_one_never_comes_back(registry: Registry, given: int) -> None:
    move(registry, given, State.DISCARDED, "thủng vỏ")
    assert moves(equipment.by_id(given)) == []
    with pytest.raises(ConflictError):
        move(registry, given, State.IN_STOCK)
    with pytest.raises(ConflictError):
        inspections.inspect(registry, InspectionDraft(SERIAL, registry.today(), passed=True))


def test_the_journal_keeps_the_reason(registry: Registry, given: int) -> None:
    move(registry, given, State.LOST, "mất khi sửa nhà")
    entry = journal.entries()[0]
    assert (entry.action, entry.subject) == ("extinguisher.move", SERIAL)
    assert entry.detail == {
        "before": "with_household",
        "after": "lost",
        "household": 1,
        "reason": "mất khi sửa nhà",
        "day": "2023-10-20",
    }


@pytest.mark.parametrize(
    ("day", "field"), [(date(2023, 10, 18), "day"), (date(2023, 10, 21), "day"), (date(2023, 10, 19), None)]
)
def test_it_moves_on_a_day_after_it_came_and_not_in_the_future(
    registry: Registry, given: int, day: date, field: str | None
) -> None:
    if field is None:
        move(registry, given, State.AT_SERVICE, day=day)
        assert t.Move.get().day == day
        return
    counts = row_counts()
    with pytest.raises(BadInputError) as problem:
        move(registry, given, State.AT_SERVICE, day=day)
    assert (problem.value.field, row_counts()) == (field, counts)


def test_the_last_move_bounds_the_next(registry: Registry, given: int) -> None:
    move(registry, given, State.AT_SERVICE, day=date(2023, 10, 20))
    with pytest.raises(BadInputError, match="20/10/2023"):
        move(registry, given, State.WITH_HOUSEHOLD, day=date(2023, 10, 19))


def test_each_move_tells_from_where_to_where_and_whose_it_was(registry: Registry, given: int) -> None:
    bring(registry, given, State.LOST, State.WITH_HOUSEHOLD, State.IN_STOCK, State.DISCARDED)
    rows = list(t.Move.select().order_by(t.Move.id))
    assert [(row.before, row.after) for row in rows] == list(
        pairwise(["with_household", "lost", "with_household", "in_stock", "discarded"])
    )
    assert [row.household_id for row in rows] == [1, 1, 1, None]
    assert {row.reason for row in rows} == {"thử"}


def test_one_that_goes_for_good_does_not_come_back(registry: Registry, given: int) -> None:
    move(registry, given, State.AT_SERVICE, for_good=True)
    row = equipment.by_id(given)
    assert row.household_id is None
    assert State.WITH_HOUSEHOLD not in moves(row)


def test_one_that_comes_back_to_its_household_is_with_it(registry: Registry, given: int) -> None:
    bring(registry, given, State.LOST)
    move(registry, given, State.WITH_HOUSEHOLD, for_good=True)
    assert equipment.by_id(given).household_id == 1
    assert health.check(registry) == []


def test_a_move_is_not_undone_once_it_went_on(registry: Registry, given: int) -> None:
    move(registry, given, State.IN_STOCK)
    change = history.undoable(registry)
    assert change is not None
    give(registry, 2, SERIAL, day=date(2023, 10, 20))
    with pytest.raises(ConflictError):
        history.take_back(registry, change.id)
    assert equipment.by_id(given).household_id == 2


def test_a_handover_before_it_came_back_is_doubted(registry: Registry, given: int) -> None:
    move(registry, given, State.IN_STOCK, day=date(2023, 10, 20))
    assert "20/10/2023" in " ".join(handover_draft.warnings(draft(2, SERIAL, day=date(2023, 10, 19))))
    assert handover_draft.warnings(draft(2, SERIAL, day=date(2023, 10, 20))) == []
