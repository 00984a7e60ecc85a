"""Undo and redo on real rows: what comes back is what was there, and nothing is lost by it."""

import pytest

from firereg.errors import ConflictError
from firereg.services import equipment, handovers, health, history, households, rounds
from firereg.services.handover_draft import Gift, HandoverDraft
from firereg.services.households import HouseholdDraft
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft
from firereg.store import models as t
from tests.small_ward import ROUND_DAY


def rename(registry: Registry, household_id: int, name: str) -> None:
    with history.recording(registry, "household.change", name) as change:
        before = t.Household.get_by_id(household_id)
        change.updated(t.Household, household_id, {"head_name": before.head_name}, {"head_name": name})
        t.Household.update(head_name=name).where(t.Household.id == household_id).execute()


def names(registry: Registry, text: str) -> list[str]:
    return [row.head_name for row in households.suggest(registry, text)]


def test_an_edit_comes_back_and_goes_again(registry: Registry) -> None:
    rename(registry, 1, "Đặng Thị Hồng")
    assert names(registry, "dang thi hong") == ["Đặng Thị Hồng"]
    assert history.undo(registry).subject == "Đặng Thị Hồng"
    assert (names(registry, "dang thi hong"), names(registry, "dang thi hoa")) == ([], ["Đặng Thị Hoà"])
    assert history.redo(registry) is not None
    assert names(registry, "dang thi hong") == ["Đặng Thị Hồng"]
    assert health.check(registry) == []


def test_the_sort_key_comes_back_with_the_name(registry: Registry) -> None:
    before = t.Household.get_by_id(1).name_key
    rename(registry, 1, "An")
    history.undo(registry)
    assert t.Household.get_by_id(1).name_key == before


def test_a_new_change_ends_what_could_be_done_again(registry: Registry) -> None:
    rename(registry, 1, "A")
    history.undo(registry)
    rename(registry, 2, "B")
    assert history.redoable(registry) is None
    assert history.undoable(registry).subject == "B"


def test_what_was_undone_before_a_new_change_does_not_come_back_with_it(registry: Registry) -> None:
    rename(registry, 1, "A")
    history.undo(registry)
    rename(registry, 2, "B")
    rename(registry, 2, "C")
    assert [history.undo(registry).subject, history.undo(registry).subject] == ["C", "B"]
    assert [history.redo(registry).subject, history.redo(registry).subject] == ["B", "C"]
    assert history.redo(registry) is None
    assert households.by_id(1, registry.today()).head_name == "Đặng Thị Hoà"


def test_changes_come_back_last_first(registry: Registry) -> None:
    rename(registry, 1, "A")
    rename(registry, 2, "B")
    assert [history.undo(registry).subject, history.undo(registry).subject] == ["B", "A"]
    assert [history.redo(registry).subject, history.redo(registry).subject] == ["A", "B"]


def put_in(registry: Registry) -> int:
    return households.add(registry, HouseholdDraft("Hoàng Thị Mới", 1)).id


def test_a_new_row_goes_and_comes_back_as_it_was(registry: Registry) -> None:
    household = put_in(registry)
    history.undo(registry)
    assert t.Household.get_or_none(t.Household.id == household) is None
    assert names(registry, "hoang thi moi") == []
    history.redo(registry)
    assert names(registry, "hoang thi moi") == ["Hoàng Thị Mới"]
    assert t.Household.get_by_id(household).head_name == "Hoàng Thị Mới"


def test_a_household_that_was_given_something_since_stays(registry: Registry) -> None:
    household = put_in(registry)
    draft = HandoverDraft(household, registry.today(), gifts=(Gift("Quà", 1),), giver_name="Cán bộ Mẫu")
    code = handovers.record(registry, draft).code
    with pytest.raises(ConflictError, match=code):
        history.undo(registry)
    assert names(registry, "hoang thi moi") == ["Hoàng Thị Mới"]


def test_a_row_changed_since_is_not_overwritten(registry: Registry) -> None:
    rename(registry, 1, "A")
    t.Household.update(head_name="Khác").where(t.Household.id == 1).execute()
    with pytest.raises(ConflictError):
        history.undo(registry)
    assert t.Household.get_by_id(1).head_name == "Khác"
    assert history.undoable(registry).subject == "A"


def test_a_deleted_row_comes_back(registry: Registry) -> None:
    with history.recording(registry, "status.delete", "x") as change:
        change.delete(t.PovertyStatus, 1)
    before = households.statuses(1)
    history.undo(registry)
    assert len(households.statuses(1)) == len(before) + 1


def test_an_extinguisher_that_comes_back_has_its_clocks(registry: Registry) -> None:
    row = equipment.by_serial("PC-0001")
    with history.recording(registry, "extinguisher.change", row.serial) as change:
        change.update(t.Extinguisher, row.id, made_on=None)
    history.undo(registry)
    assert health.check(registry) == []


def test_the_place_of_a_round_is_its_own_and_comes_back(registry):
    """That of a household follows from its address and is worked out again."""
    round_id = rounds.add(registry, RoundDraft("Đợt hai", ROUND_DAY, place="Nhà văn hóa"))
    rounds.change(registry, round_id, RoundDraft("Đợt hai", ROUND_DAY, place="Trường học"))
    history.undo(registry)
    assert rounds.round_by_id(round_id).place == "Nhà văn hóa"
    history.undo(registry)
    history.redo(registry)
    history.redo(registry)
    assert rounds.round_by_id(round_id).place == "Trường học"
