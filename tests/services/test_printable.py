"""A letter no paper can print is said with whose it is, before anything is saved or printed."""

import pytest

from firereg.documents.equipment_papers import WalkLine
from firereg.errors import BadInputError
from firereg.services import (
    handovers,
    households,
    members,
    papers,
    printable,
    receipts,
    reminders,
    round_papers,
)
from firereg.services.handover_draft import Gift
from firereg.services.households import HouseholdDraft
from firereg.services.members import MemberDraft
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.small_ward import CASH, ROUND_DAY, draft, give, row_counts


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        (
            {"receiver_name": "陈Mẫu", "receiver_relation": "con"},
            "receiver_name",
            "Đặng Thị Hoà: 陈 (receiver) cannot be printed.",
        ),
        ({"giver_name": "Mẫu 🎁"}, "giver_name", "Mẫu 🎁: 🎁 (giver) cannot be printed."),
        ({"witness_name": "Mẫu", "witness_title": "☭"}, "witness_name", "Mẫu: ☭ (office) cannot be printed."),
        ({"place": "漢字"}, "place", "漢字 (place) cannot be printed."),
        ({"gifts": (Gift("Quà 🎁🎁"),)}, "items", "🎁 (what is handed over) cannot be printed."),
    ],
)
def test_a_handover_with_such_a_letter_is_not_saved(
    registry: Registry, fields: dict[str, object], field: str, said: str
) -> None:
    before = row_counts()
    with pytest.raises(BadInputError) as refused:
        handovers.record(registry, draft(1, **{"gifts": (CASH,)} | fields))
    assert str(refused.value) == f"{said} Write it in Vietnamese letters."
    assert refused.value.field == field
    assert row_counts() == before


def test_the_name_of_a_household_is_said_before_saving_and_on_every_list(registry: Registry) -> None:
    give(registry, 1, "PC-0001", gifts=(CASH,), round_id=1)
    t.Household.update(head_name="Đặng 漢 Hoà").where(t.Household.id == 1).execute()
    said = "Đặng 漢 Hoà: 漢 (head of household) cannot be printed"
    with pytest.raises(BadInputError, match="Đặng 漢 Hoà: 漢"):
        give(registry, 1, gifts=(CASH,))
    for make in (
        lambda: round_papers.sign_list_pdf(registry, 1, ""),
        lambda: reminders.letters(registry, [1], ROUND_DAY.replace(year=2030)),
    ):
        with pytest.raises(BadInputError) as refused:
            make()
        assert str(refused.value).startswith(said)
    with pytest.raises(BadInputError, match="漢"):
        papers.overdue_list(ROUND_DAY.replace(year=2030))


def test_an_issued_receipt_prints_as_it_was_issued(registry: Registry) -> None:
    row = give(registry, 1, gifts=(CASH,))
    kept = t.Handover.get_by_id(row.id)
    kept.paper = kept.paper.replace("Đặng Thị Hoà", "Đặng Thị 漢")
    kept.save()
    assert receipts.pdf_of(registry, [row.id]).startswith(b"%PDF")
    (said,) = receipts.boxes_on(registry, [row.id])
    assert said.startswith("BG-2023-0001: Đặng Thị 漢: 漢 (")


def test_who_types_such_a_name_is_warned(registry: Registry) -> None:
    (warning,) = households.warnings(HouseholdDraft("Đặng 漢字 Hoà 漢", 1))
    assert warning == "No paper can print: 漢字. Write it in Vietnamese letters."
    assert members.warnings(MemberDraft("Hoà 🎁")) == [
        "No paper can print: 🎁. Write it in Vietnamese letters."
    ]
    assert households.warnings(HouseholdDraft("Đặng Thị Hoà", 1, "12/34 Chợ Hàng")) == []


def test_whose_it_is_is_found_however_deep_it_stands() -> None:
    line = WalkLine(1, "A", "Nguyễn Văn An", "5 Miếu Hai Xã", "MFZL4", "PC-1", note="漢")
    problem = printable.box_on(((line,),))
    assert str(problem) == "Nguyễn Văn An: 漢 (note) cannot be printed. Write it in Vietnamese letters."
    assert printable.box_on((1, None, "Hoà")) is None
