"""The desk of a round: who stands there and what it gets, as it is recorded."""

import pytest

from firereg.domain.poverty import Category
from firereg.domain.support import Criteria, Form, Outcome, SupportItem
from firereg.errors import NeedsReasonError
from firereg.services import drawing_up, handover_list, handovers, receipts, round_desk, round_list, rounds
from firereg.services.registry import Registry
from firereg.services.round_desk import Receiver
from firereg.services.rounds import RoundDraft
from tests.small_ward import ROUND_DAY

ITEMS = (
    SupportItem(Form.EXTINGUISHER, "Bình chữa cháy", 1, "bình"),
    SupportItem(Form.CASH, "Tiền mặt hỗ trợ", 1, "suất", 500_000),
    SupportItem(Form.GOODS, "Gạo", 10, "kg", 200_000),
)


@pytest.fixture
def round_id(registry: Registry) -> int:
    criteria = Criteria(categories=(Category.NEAR_POOR,))
    made = rounds.add(
        registry, RoundDraft("Đợt thử", ROUND_DAY, place="Nhà văn hóa", items=ITEMS, criteria=criteria)
    )
    drawing_up.draw_up(registry, made)
    drawing_up.approve(registry, made)
    return made


def found(registry: Registry, round_id: int, text: str) -> list[tuple[int, bool]]:
    return [(row.id, place is not None) for row, place in round_desk.suggest(registry, round_id, text)]


def test_those_on_the_list_are_offered_first(registry: Registry, round_id: int) -> None:
    assert found(registry, round_id, "nguyen van an") == [(5, True), (2, False), (3, False)]
    assert found(registry, round_id, "TDP07-0001") == [(1, True)]
    assert found(registry, round_id, "031165001234") == [(1, True)]
    assert found(registry, round_id, "ngoc") == [(6, False)]


def test_the_share_is_recorded_with_all_that_the_round_gives(registry: Registry, round_id: int) -> None:
    its = round_desk.share(registry, round_id, 1)
    assert (its.extinguishers, [item.name for item in its.gifts]) == (1, ["Tiền mặt hỗ trợ", "Gạo"])
    row = handovers.record(registry, round_desk.draft(registry, its, ROUND_DAY, ("PC-0001",)))
    assert row.things == ("MFZL4 PC-0001", "Tiền mặt hỗ trợ", "Gạo")
    assert (row.total_dong, row.receiver_name) == (700_000, "Đặng Thị Hoà")
    (paper,) = receipts.issued(registry, [row.id])
    assert (paper.giver.name, paper.giver.title) == ("Cán bộ Mẫu", "Phó Chủ tịch")
    assert (paper.witness.name, paper.witness.title) == ("Tổ trưởng Mẫu", "Tổ trưởng tổ dân phố 7")
    assert (paper.place_text, paper.receiver.id_number) == ("Nhà văn hóa", "031165001234")
    place = round_list.row_of(round_id, 1)
    assert place is not None
    assert (place.outcome, place.receipt) == (Outcome.GIVEN, row.code)
    assert handover_list.ids_of_round(round_id, unprinted=True) == [row.id]
    receipts.count_print(registry, [row.id])
    assert handover_list.ids_of_round(round_id, unprinted=True) == []


def test_what_it_had_is_not_given_again(registry: Registry, round_id: int) -> None:
    its = round_desk.share(registry, round_id, 5)
    handovers.record(registry, round_desk.draft(registry, its, ROUND_DAY))  # the extinguisher comes later
    its = round_desk.share(registry, round_id, 5)
    assert (its.extinguishers, its.gifts, its.had) == (1, (), {Form.GOODS})
    handovers.record(registry, round_desk.draft(registry, its, ROUND_DAY, ("PC-0001",)))
    its = round_desk.share(registry, round_id, 5)
    assert (its.items, its.had) == (ITEMS, {Form.GOODS, Form.EXTINGUISHER})
    with pytest.raises(NeedsReasonError):
        handovers.record(registry, round_desk.draft(registry, its, ROUND_DAY, ("PC-0002",)))
    handovers.record(registry, round_desk.draft(registry, its, ROUND_DAY, ("PC-0002",), despite="Bình hỏng"))


def test_somebody_receives_for_the_head(registry: Registry, round_id: int) -> None:
    its = round_desk.share(registry, round_id, 1)
    wife = Receiver("Lê Văn Con", "con", "031090001111")
    row = handovers.record(registry, round_desk.draft(registry, its, ROUND_DAY, receiver=wife))
    (paper,) = receipts.issued(registry, [row.id])
    assert (paper.receiver.name, paper.receiver.relation) == ("Lê Văn Con", "con")
    assert paper.receiver.id_number == "031090001111"
