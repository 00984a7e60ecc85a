"""Swaps, passing on and lent spares: what leaves, what comes, the receipt, and that it is all or nothing."""

from datetime import date

import pytest

from firereg.domain.equipment import State
from firereg.domain.schedule import Clock, RecordKind
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    clocks,
    equipment,
    equipment_moves,
    equipment_swaps,
    handovers,
    health,
    history,
    inspections,
)
from firereg.services.equipment_swaps import end_loan, keep_spare, lend_spare, pass_on, spare_of, swap
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.store import models as t
from tests.small_ward import draft, give, row_counts

TODAY = date(2023, 10, 20)


@pytest.fixture
def given(registry):
    """PC-0001 at household 1 since 19/10/2023."""
    give(registry, 1, "PC-0001")
    return registry


def at(serial):
    row = equipment.by_serial(serial)
    return row.state, row.household_id


def moved():
    return [(m.before, m.after, m.day) for m in t.Move.select().order_by(t.Move.id)]


@pytest.mark.parametrize("old_goes", equipment_swaps.OLD_GOES)
def test_a_swap_takes_the_old_one_and_hands_over_the_new_one(given, old_goes):
    receipt = swap(
        given, "PC-0001", draft(1, "PC-0002", day=TODAY), old_goes=old_goes, reason="vỏ gỉ, đổi bình"
    )
    assert at("PC-0001") == (old_goes, None)
    assert at("PC-0002") == (State.WITH_HOUSEHOLD, 1)
    assert (receipt.number, receipt.household_id) == (2, 1)
    assert moved() == [("with_household", old_goes, TODAY)]
    assert health.check(given) == []


def test_a_swap_that_cannot_be_leaves_everything_as_it_was(given):
    give(given, 2, "PC-0003")
    before = row_counts()

    def refused(kind, *arguments, **named):
        with pytest.raises(kind) as told:
            swap(given, *arguments, **named)
        assert (row_counts(), at("PC-0001")) == (before, (State.WITH_HOUSEHOLD, 1))
        return getattr(told.value, "field", "")

    new = draft(1, "PC-0002", day=TODAY)
    refused(ConflictError, "PC-0001", draft(1, "PC-0003", day=TODAY))
    refused(ConflictError, "PC-0001", draft(2, "PC-0002", day=TODAY))
    refused(ConflictError, "PC-0002", new)
    assert refused(BadInputError, "PC-0001", new, old_goes=State.DISCARDED) == "reason"
    assert refused(BadInputError, "PC-0001", new, old_goes=State.LOST) == "old_goes"
    early = draft(1, "PC-0002", day=date(2023, 10, 18))
    assert refused(BadInputError, "PC-0001", early) == "day"


def test_the_two_halves_of_a_swap_are_taken_back_each_its_own_way(given):
    receipt = swap(given, "PC-0001", draft(1, "PC-0002", day=TODAY))
    handovers.void(given, receipt.id, "nhầm bình")
    history.undo(given)
    assert (at("PC-0001"), at("PC-0002")) == ((State.WITH_HOUSEHOLD, 1), (State.IN_STOCK, None))
    assert health.check(given) == []


def test_it_is_passed_on_with_a_receipt_of_its_own(given):
    receipt = pass_on(given, "PC-0001", draft(5, day=TODAY))
    row = equipment.by_serial("PC-0001")
    assert (row.state, row.household_id, row.placed_on) == (State.WITH_HOUSEHOLD, 5, TODAY)
    assert receipt.household_id == 5
    assert moved() == [("with_household", "in_stock", TODAY)]
    assert clocks.due_of(row.id)[Clock.OWNER_CHECK] == date(2023, 11, 19)
    with pytest.raises(ConflictError):
        pass_on(given, "PC-0001", draft(5, day=TODAY))
    with pytest.raises(ConflictError):
        pass_on(given, "PC-0002", draft(5, day=TODAY))
    assert health.check(given) == []


def test_a_spare_stands_in_while_the_own_one_is_away(given):
    lend_spare(given, "PC-0001", "PC-0002", TODAY)
    spare = equipment.by_serial("PC-0002")
    assert (at("PC-0001"), at("PC-0002")) == ((State.AT_SERVICE, 1), (State.SPARE_LENT, 1))
    assert (spare.stands_for, spare.placed_on) == ("PC-0001", TODAY)
    assert spare_of(1).serial == "PC-0002"
    assert Clock.OWNER_CHECK in clocks.due_of(spare.id)
    assert {row.serial for row in equipment.held_by(1)} == {"PC-0001", "PC-0002"}
    assert health.check(given) == []
    end_loan(given, "PC-0001", TODAY)
    assert (at("PC-0001"), at("PC-0002")) == ((State.WITH_HOUSEHOLD, 1), (State.IN_STOCK, None))
    assert equipment.by_serial("PC-0002").stands_for == ""
    assert equipment.by_serial("PC-0001").placed_on == date(2023, 10, 19)
    assert health.check(given) == []


def test_a_loan_and_its_end_are_one_change_each(given):
    lend_spare(given, "PC-0001", "PC-0002", TODAY)
    end_loan(given, "PC-0001", TODAY)
    history.undo(given)
    assert (at("PC-0001"), at("PC-0002")) == ((State.AT_SERVICE, 1), (State.SPARE_LENT, 1))
    assert equipment.by_serial("PC-0002").stands_for == "PC-0001"
    history.undo(given)
    assert (at("PC-0001"), at("PC-0002")) == ((State.WITH_HOUSEHOLD, 1), (State.IN_STOCK, None))
    assert t.Move.select().count() == 0
    assert health.check(given) == []


def test_a_spare_that_is_lent_already_or_for_nobody_is_refused(given):
    lend_spare(given, "PC-0001", "PC-0002", TODAY)
    for own, spare in (("PC-0001", "PC-0003"), ("PC-0003", "CO-0001"), ("PC-0001", "PC-0002")):
        with pytest.raises(ConflictError):
            lend_spare(given, own, spare, TODAY)
    with pytest.raises(ConflictError):
        end_loan(given, "PC-0003")


def test_where_the_own_one_is_discarded_the_spare_stays_with_a_receipt(given):
    lend_spare(given, "PC-0001", "PC-0002", TODAY)
    equipment_moves.move(given, 1, State.DISCARDED, "không nạp lại được")
    with pytest.raises(ConflictError):
        keep_spare(given, "PC-0002", draft(2, day=TODAY))
    receipt = keep_spare(given, "PC-0002", draft(1, day=TODAY))
    assert at("PC-0002") == (State.WITH_HOUSEHOLD, 1)
    assert receipt.household_id == 1
    assert spare_of(1) is None
    assert health.check(given) == []


@pytest.mark.parametrize("state", [State.LOST, State.DISCARDED, State.AT_SERVICE, State.USED, State.IN_STOCK])
def test_a_lent_spare_leaves_its_household_with_whatever_becomes_of_it(given, state):
    lend_spare(given, "PC-0001", "PC-0002", TODAY)
    assert State.WITH_HOUSEHOLD not in equipment_moves.moves(equipment.by_serial("PC-0002"))
    equipment_moves.move(given, 2, state, "thử")
    assert at("PC-0002") == (state, None)
    assert equipment.by_serial("PC-0002").stands_for == ""
    assert t.Move.select().order_by(t.Move.id.desc()).get().household_id == 1
    assert health.check(given) == []


def test_what_speaks_against_a_spare_is_told(given):
    own, row = equipment.by_serial("PC-0001"), equipment.by_serial
    assert equipment_swaps.spare_doubts(own, row("PC-0002"), TODAY) == []
    inspections.inspect(given, InspectionDraft("PC-0002", TODAY, False, "gỉ"))
    (fault,) = equipment_swaps.spare_doubts(own, row("PC-0002"), TODAY)
    assert "gỉ" in fault
    told = " ".join(equipment_swaps.spare_doubts(own, row("CO-0001"), TODAY))
    assert "another type" in told
    assert "holds less" in told
    assert "overdue since 28/02/2023" in told
    assert [one.kind_code for one in equipment_swaps.spares_for(own)][:2] == ["MFZL4", "MFZL4"]


@pytest.mark.parametrize("home", [True, False])
def test_what_was_used_asks_for_a_recharge_at_once_and_comes_back_with_it(registry, home):
    if home:
        give(registry, 1, "PC-0001")
    else:
        give(registry, 1, "PC-0003")
        lend_spare(registry, "PC-0003", "PC-0001", TODAY)
    equipment_moves.move(registry, 1, State.USED, "cháy bếp", TODAY)
    row = equipment.by_id(1)
    assert (row.state, row.fault) == (State.USED, "Used in a fire, needs a recharge")
    assert t.Fault.get().due_on == TODAY
    assert State.WITH_HOUSEHOLD not in equipment_moves.moves(row)

    def work(kind, day):
        inspections.service(registry, ServiceDraft("PC-0001", kind, day, "Công ty Mẫu", cost_dong=150_000))

    work(RecordKind.RECHARGE, date(2023, 10, 19))  # the day before, entered late
    assert equipment.by_id(1).state is State.USED
    work(RecordKind.RECHARGE, TODAY)
    wanted = (State.WITH_HOUSEHOLD, 1) if home else (State.IN_STOCK, None)
    assert at("PC-0001") == wanted
    assert equipment.by_id(1).fault == ""
    assert clocks.due_of(1)[Clock.FULL_SERVICE] == date(2028, 10, 20)
    assert health.check(registry) == []
    history.undo(registry)
    row = equipment.by_id(1)
    assert (row.state, row.fault) == (State.USED, "Used in a fire, needs a recharge")
    assert health.check(registry) == []
