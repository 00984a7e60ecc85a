"""What a changed interval would do is told before it is kept, and nothing is kept by telling it."""

import pytest

from firereg.domain.schedule import Clock, Interval, Unit
from firereg.errors import BadInputError, ConflictError
from firereg.services import kinds, overdue, rounds, wards
from firereg.services.overdue import OverdueFilter
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft
from tests.small_ward import ROUND_DAY, give, row_counts


def kind_id(code: str) -> int:
    return next(one.id for one in kinds.kinds() if one.kind.code == code)


@pytest.mark.parametrize("days", [1, 30, 400])
def test_the_preview_is_what_comes_true(registry: Registry, days: int) -> None:
    give(registry, 1, "PC-0001")
    give(registry, 2, "PC-0002")
    as_of = registry.today().replace(year=2024)
    which, check = (kind_id("MFZL4"), Clock.OWNER_CHECK), OverdueFilter(clock=Clock.OWNER_CHECK)
    kept = row_counts(), overdue.overdue_all(as_of, check), kinds.rules()
    preview = kinds.preview_interval(*which, Interval(days, Unit.DAY), as_of)
    assert (row_counts(), overdue.overdue_all(as_of, check), kinds.rules()) == kept
    assert preview.now == 2
    kinds.change_interval(registry, *which, Interval(days, Unit.DAY))
    assert preview.then == len(overdue.overdue_all(as_of, check)) == (2 if days < 366 else 0)


def test_a_round_is_changed_and_keeps_its_name_to_itself(registry: Registry) -> None:
    other = rounds.add(registry, RoundDraft("Đợt 2", ROUND_DAY))
    rounds.change(
        registry, other, RoundDraft("Đợt 2", ROUND_DAY, place="  Nhà văn hóa ", budget_dong=500_000)
    )
    assert rounds.round_by_id(other).place == "Nhà văn hóa"
    assert rounds.round_by_id(other).budget_dong == 500_000
    with pytest.raises(ConflictError):
        rounds.change(registry, other, RoundDraft("Đợt 19/10/2023", ROUND_DAY))
    with pytest.raises(BadInputError):
        rounds.change(registry, other, RoundDraft(" ", ROUND_DAY))
    assert rounds.round_by_id(other).name == "Đợt 2"


def test_a_group_gets_another_leader(registry: Registry) -> None:
    wards.change_group(registry, 1, " Trần Thị  Mẫu ", "0912.345.678")
    group = wards.groups()[0]
    assert (group.leader_name, group.leader_phone) == ("Trần Thị Mẫu", "0912345678")
    with pytest.raises(BadInputError) as problem:
        wards.change_group(registry, 1, "", "123")
    assert problem.value.field == "leader_phone"
    assert wards.groups()[0] == group
