"""The papers of a round, before and after giving: who is on them, what they add up to, what they hide."""

from dataclasses import replace
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from firereg.domain.poverty import Category
from firereg.domain.roles import Role
from firereg.domain.support import Criteria, Form, Outcome, SupportItem
from firereg.errors import BadInputError, NotAllowedError
from firereg.services import drawing_up, handovers, round_list, round_outcomes, round_papers, rounds, wards
from firereg.services.households import HouseholdDraft, add
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft
from firereg.store import models as t
from tests.documents.paper_reading import flowing, sheets
from tests.documents.qr_reading import read_qr
from tests.small_ward import CASH, ROUND_DAY, draft, give

ITEMS = (
    SupportItem(Form.EXTINGUISHER, "Bình chữa cháy MFZL4", 1, "bình"),
    SupportItem(Form.CASH, CASH.name, 1, "suất", 500_000),
    SupportItem(Form.GOODS, "Gạo", 10, "kg", 200_000),
)


@pytest.fixture
def round_id(registry: Registry) -> int:
    """Households 1 (group 7) and 5 (group 70) by their status, 3 (group 7) put on by hand; no budget."""
    made = rounds.add(
        registry,
        RoundDraft(
            "Đợt thử",
            ROUND_DAY,
            plan="Kế hoạch số 86/KH-UBND",
            items=ITEMS,
            criteria=Criteria(categories=(Category.NEAR_POOR,)),
        ),
    )
    drawing_up.draw_up(registry, made)
    drawing_up.put_on(registry, made, [3], "Nhà vừa bị cháy")
    return made


def place(round_id: int, household: int) -> int:
    row = round_list.row_of(round_id, household)
    assert row is not None
    return row.id


def test_the_entitled_stand_by_group_with_reason_value_and_code(registry: Registry, round_id: int) -> None:
    paper = round_papers.eligible_list(registry, round_id)
    assert [(group.name, [row.head_name for row in group.rows]) for group in paper.groups] == [
        ("Tổ dân phố 7", ["Nguyễn Văn Anh", "Đặng Thị Hoà"]),
        ("Tổ dân phố 70", ["Nguyễn Văn An"]),
    ]
    by_hand, by_status = paper.groups[0].rows
    assert (by_hand.reason, by_hand.note) == ("Nhà vừa bị cháy", "Bổ sung")
    assert (by_status.reason, by_status.note) == ("Hộ cận nghèo", "")
    assert by_status.id_number == "031•••••1234"
    assert (by_status.gift, by_status.value_dong) == (
        "Bình chữa cháy MFZL4; Tiền mặt hỗ trợ; 10 kg Gạo",
        700_000,
    )
    pdf = round_papers.eligible_list_pdf(registry, round_id)
    text = flowing(pdf)
    assert "031165001234" not in text
    assert "(Kèm theo Kế hoạch số 86/KH-UBND)" in text
    assert "Hai triệu một trăm nghìn đồng" in text
    codes = {row.code for group in paper.groups for row in group.rows}
    assert {code for page in sheets(pdf) for code in read_qrs(page)} == codes


def read_qrs(page) -> list[str]:
    """The QR of every row: each is read from the boxes of its own height."""
    rows: list[list] = []
    for box in sorted(page.boxes, key=lambda box: -box[3]):
        if rows and rows[-1][-1][1] - box[3] < 3:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [read_qr(row) for row in rows]


def test_who_was_taken_out_is_on_no_list(registry: Registry, round_id: int) -> None:
    drawing_up.take_out(registry, place(round_id, 5), "Đã chuyển đi")
    assert len(round_papers.eligible_list(registry, round_id).groups) == 1
    assert [row.head_name for row in round_papers.sign_list(registry, round_id, "").rows] == [
        "Nguyễn Văn Anh",
        "Đặng Thị Hoà",
    ]


def test_groups_of_one_number_stay_together(registry: Registry, round_id: int) -> None:
    other = wards.add_group(registry, 7, "Hàng Kênh")
    added = add(registry, HouseholdDraft("Bùi Văn Bình", other))
    drawing_up.put_on(registry, round_id, [added.id], "Khó khăn")
    names = [group.name for group in round_papers.eligible_list(registry, round_id).groups]
    assert len(names) == len(set(names)) == 3


def test_before_giving_the_sign_list_says_what_each_is_to_get(registry: Registry, round_id: int) -> None:
    rows = round_papers.sign_list(registry, round_id, "Cán bộ Mẫu").rows
    assert [row.amount_dong for row in rows] == [700_000] * 3
    assert rows[1].id_number == "031165001234"
    assert rows[1].category == "Hộ cận nghèo"
    assert {row.note for row in rows} == {""}


def test_after_giving_it_says_what_each_got_and_why_not(registry: Registry, round_id: int) -> None:
    gift = replace(CASH, value_dong=300_000)
    handovers.record(
        registry,
        draft(
            1,
            "PC-0001",
            gifts=(gift,),
            round_id=round_id,
            receiver_name="Lê Văn Con",
            receiver_relation="con",
        ),
    )
    round_outcomes.say_outcome(registry, place(round_id, 5), Outcome.REFUSED, ROUND_DAY, "đã có")
    give(registry, 2, gifts=(CASH,), round_id=round_id, despite="Khó khăn đột xuất")
    signing = round_papers.sign_list(registry, round_id, "").rows
    rows = {row.head_name: row for row in signing if row.group_name == "Tổ 7"}
    got = rows["Đặng Thị Hoà"]
    assert (got.gift, got.amount_dong) == ("Bình bột ABC 4 kg; Tiền mặt hỗ trợ", 300_000)
    assert got.note == "Nhận thay: Lê Văn Con (con)"
    assert rows["Nguyễn Văn Anh"].amount_dong == 700_000
    assert rows["Nguyễn Văn An"].amount_dong == 500_000
    (refused,) = [row for row in signing if row.group_name == "Tổ 70"]
    assert (refused.gift, refused.amount_dong, refused.note) == ("", None, "Từ chối nhận: đã có")
    assert "Một triệu năm trăm nghìn đồng" in flowing(round_papers.sign_list_pdf(registry, round_id, ""))


def test_a_round_without_list_budget_or_value_is_no_reason_to_fail(registry: Registry) -> None:
    with pytest.raises(BadInputError, match="Nobody is on the list of “Đợt 19/10/2023” yet"):
        round_papers.eligible_list_pdf(registry, 1)
    with pytest.raises(BadInputError, match="Nobody is on the list"):
        round_papers.sign_list_pdf(registry, 1, "")
    give(registry, 1, "PC-0001", round_id=1)
    text = flowing(round_papers.sign_list_pdf(registry, 1, ""))
    assert "Bằng chữ" not in text
    assert "TM. ỦY BAN NHÂN DÂN" in text
    drawing_up.put_on(registry, 1, [2], "Khó khăn")
    assert "Bằng chữ" not in flowing(round_papers.eligible_list_pdf(registry, 1))


def test_the_numbers_are_for_those_who_may_see_them(registry: Registry, round_id: int) -> None:
    t.User.update(role=Role.VIEWER).execute()
    assert round_papers.eligible_list_pdf(registry, round_id)
    with pytest.raises(NotAllowedError):
        round_papers.sign_list_pdf(registry, round_id, "")
    with pytest.raises(NotAllowedError):
        round_papers.sign_list_workbook(registry, round_id)


def test_the_workbooks_have_a_row_for_each(registry: Registry, round_id: int) -> None:
    for make, masked in (
        (round_papers.eligible_list_workbook, True),
        (round_papers.sign_list_workbook, False),
    ):
        rows = (
            CalamineWorkbook.from_filelike(BytesIO(make(registry, round_id)))
            .get_sheet_by_index(0)
            .to_python()
        )
        assert len(rows) == 1 + 3
        assert any("031•••••1234" in row for row in rows) is masked
        assert any("031165001234" in row for row in rows) is not masked
