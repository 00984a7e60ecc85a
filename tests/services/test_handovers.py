"""A handover and its receipt: kept whole, refused whole, numbered for ever, frozen as issued."""

import hashlib
from dataclasses import replace
from datetime import date, datetime

import pytest

from firereg.domain.equipment import State
from firereg.domain.schedule import RecordKind
from firereg.errors import BadInputError, ConflictError, NeedsReasonError
from firereg.services import (
    equipment,
    equipment_moves,
    handover_draft,
    handover_list,
    handovers,
    households,
    inspections,
    receipts,
    settings,
    wards,
)
from firereg.services import journal as journals
from firereg.services.handover_draft import Gift
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.services.rounds import RoundDraft
from firereg.services.rounds import add as add_round
from firereg.store import models as t
from tests.small_ward import CASH, HOUSEHOLDS, ROUND_DAY, draft, give, row_counts


def contents() -> str:
    """Everything in every table: what a refusal must leave exactly as it was."""
    rows = [(m.__name__, *row) for m in t.MODELS for row in m.select().tuples()]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_one_receipt_holds_many_things(registry):
    gifts = (CASH, Gift("Gạo", 200_000, 10, "kg"), Gift("Chăn"))
    row = give(registry, 1, "PC-0001", "MI-0001", gifts=gifts, round_id=1)
    assert (row.code, row.number, row.total_dong) == ("BG-2023-0001", 1, 700_000)
    assert row.items == "MFZL4 PC-0001, MINI1 MI-0001, Tiền mặt hỗ trợ, Gạo, Chăn"
    assert row_counts()["HandoverLine"] == 5
    held = equipment.held_by(1)
    assert [(one.serial, one.state, one.placed_on) for one in held] == [
        ("MI-0001", State.WITH_HOUSEHOLD, ROUND_DAY),
        ("PC-0001", State.WITH_HOUSEHOLD, ROUND_DAY),
    ]
    newest = journals.entries()[0]
    assert (newest.action, newest.subject, newest.user) == ("handover.record", row.code, "lan")
    (paper,) = receipts.issued(registry, [row.id])
    assert [one.description for one in paper.lines][2:] == ["Tiền mặt hỗ trợ", "Gạo", "Chăn"]
    assert (paper.receiver.category, paper.number) == ("hộ cận nghèo", "01")


@pytest.mark.parametrize(
    ("serials", "gifts", "subject"),
    [
        (("PC-0001",), (), "Về việc bàn giao bình chữa cháy cho hộ gia đình"),
        ((), (CASH,), "Về việc bàn giao quà hỗ trợ cho hộ gia đình"),
        (("PC-0001",), (CASH,), "Về việc bàn giao bình chữa cháy và quà hỗ trợ cho hộ gia đình"),
    ],
)
def test_a_receipt_is_about_what_is_handed_over(registry, serials, gifts, subject):
    (paper,) = receipts.issued(registry, [give(registry, 1, *serials, gifts=gifts).id])
    assert paper.subject == subject


def test_the_head_receives_unless_another_is_named(registry):
    (paper,) = receipts.issued(registry, [give(registry, 1, gifts=(CASH,)).id])
    assert (paper.receiver.name, paper.receiver.id_number) == ("Đặng Thị Hoà", "031165001234")
    row = give(
        registry,
        1,
        gifts=(CASH,),
        receiver_name="Đặng Văn Nam",
        receiver_relation="con",
        receiver_id_number="031 090 005 678",
    )
    (paper,) = receipts.issued(registry, [row.id])
    assert (paper.receiver.name, paper.receiver.relation) == ("Đặng Văn Nam", "con")
    assert paper.receiver.head_name == "Đặng Thị Hoà"
    assert (paper.receiver.id_number, paper.receiver.phone) == ("031090005678", "")


REFUSALS = {
    "nothing on it": ({}, BadInputError, "items"),
    "tomorrow": ({"serials": ("PC-0001",), "day": date(2023, 10, 21)}, BadInputError, "day"),
    "unknown serial": ({"serials": ("PC-0001", "PC-0009")}, BadInputError, "serial"),
    "twice the same": ({"serials": ("PC-0001", "pc-0001")}, BadInputError, "items"),
    "with a household": ({"serials": ("PC-0001", "PC-0002")}, ConflictError, None),
    "lost": ({"serials": ("CO-0001",)}, ConflictError, None),
    "second gift": ({"gifts": (CASH,), "round_id": 1}, NeedsReasonError, "despite"),
    "number taken": ({"gifts": (CASH,), "official_number": "77"}, ConflictError, None),
    "nobody gives": ({"gifts": (CASH,), "giver_name": " "}, BadInputError, "giver_name"),
    "no relation": ({"gifts": (CASH,), "receiver_name": "Ai Đó"}, BadInputError, "receiver_relation"),
    "no receiver": ({"gifts": (CASH,), "receiver_relation": "con"}, BadInputError, "receiver_name"),
    "11 digits": (
        {"gifts": (CASH,), "receiver_id_number": "03106500123"},
        BadInputError,
        "receiver_id_number",
    ),
    "a name of 500": ({"gifts": (CASH,), "receiver_name": "x" * 500}, BadInputError, "receiver_name"),
    "control sign": ({"gifts": (CASH,), "place": "a\x07"}, BadInputError, "place"),
    "gift without name": ({"gifts": (CASH, Gift(" ", 1))}, BadInputError, "items"),
    "less than nothing": ({"gifts": (Gift("Gạo", -1),)}, BadInputError, "items"),
    "too much": ({"gifts": (Gift("Gạo", 10**30),)}, BadInputError, "items"),
    "none of it": ({"gifts": (Gift("Gạo", 1, 0),)}, BadInputError, "items"),
    "too many of it": ({"gifts": (Gift("Gạo", 1, 10**30),)}, BadInputError, "items"),
    "too many lines": ({"gifts": (Gift("Gạo"),) * 201}, BadInputError, "items"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_stands_against_a_handover_is_named_and_nothing_is_kept(name, registry):
    give(registry, 1, "PC-0002", gifts=(CASH,), round_id=1, official_number="77")
    t.Extinguisher.update(state=State.LOST).where(t.Extinguisher.serial == "CO-0001").execute()
    fields, error, field = REFUSALS[name]
    before = contents()
    with pytest.raises(error) as refused:
        handovers.record(registry, replace(draft(1), **fields))
    assert getattr(refused.value, "field", None) == field
    assert contents() == before
    assert give(registry, 1, "PC-0001").number == 2  # no number was lost


def test_a_handover_before_the_manufacture_is_refused(registry):
    with pytest.raises(BadInputError):
        give(registry, 1, "PC-0001", day=date(2023, 2, 28))


def test_a_refusal_at_the_last_step_undoes_the_first(registry, monkeypatch):
    before = contents()

    def fail(*_arguments, **_fields):
        raise ConflictError("no")

    monkeypatch.setattr(journals, "append", fail)
    with pytest.raises(ConflictError):
        give(registry, 1, "PC-0001", gifts=(CASH,))
    monkeypatch.undo()
    assert contents() == before
    assert handover_list.handover_page() == []
    assert equipment.suggest("dang hoa") == []


def test_numbers_run_by_the_year_of_the_handover(registry, clock):
    days = [date(2023, 10, 19), date(2022, 5, 1), date(2023, 10, 19), date(2022, 5, 2)]
    codes = [give(registry, 1, gifts=(Gift("Gạo"),), day=day).code for day in days]
    assert codes == ["BG-2023-0001", "BG-2022-0001", "BG-2023-0002", "BG-2022-0002"]
    clock.now = datetime(2024, 1, 1, 8)
    assert give(registry, 1, gifts=(Gift("Gạo"),), day=date(2024, 1, 1)).code == "BG-2024-0001"


@pytest.mark.parametrize("text", ["BG-2023-0002", "bg-2023-0002", "2023-2", "2", " 2/2023 ", "02"])
def test_a_receipt_is_asked_for_by_number(text, registry):
    for _i in range(3):
        give(registry, 1, gifts=(Gift("Gạo"),))
    assert handover_list.by_number(text, registry.today()).number == 2


@pytest.mark.parametrize("text", ["", "x", "4", "BG-2022-0001", "9" * 40, "-1", "1/1/2023"])
def test_a_number_that_is_none_is_told(text, registry):
    give(registry, 1, gifts=(Gift("Gạo"),))
    with pytest.raises(BadInputError) as refused:
        handover_list.by_number(text, registry.today())
    assert refused.value.field == "number"


def test_a_cancelled_receipt_gives_back_and_keeps_its_number(registry):
    row = give(registry, 1, "PC-0001", "PC-0002", gifts=(CASH,), round_id=1)
    assert handovers.void(registry, row.id, "ghi nhầm hộ") == ["PC-0001", "PC-0002"]
    voided = handover_list.by_id(row.id)
    assert (voided.voided, voided.void_reason, voided.number) == (True, "ghi nhầm hộ", 1)
    back = equipment.by_serial("PC-0001")
    assert (back.state, back.household_id, back.placed_on) == (State.IN_STOCK, None, None)
    assert receipts.issued(registry, [row.id])[0].void_reason == "ghi nhầm hộ"
    again = give(registry, 1, "PC-0001", gifts=(CASH,), round_id=1)  # the gift of the round as well
    assert again.number == 2
    assert handover_list.ids_of_round(1) == [again.id]
    with pytest.raises(ConflictError):
        handovers.void(registry, row.id, "lần nữa")


def test_a_cancelling_needs_its_reason(registry):
    row = give(registry, 1, "PC-0001")
    before = contents()
    for reason in (" ", "x" * 301):
        with pytest.raises(BadInputError):
            handovers.void(registry, row.id, reason)
    assert contents() == before


@pytest.mark.parametrize("state", [State.LOST, State.AT_SERVICE, State.DISCARDED])
def test_what_moved_on_stays_where_it_is(state, registry):
    row = give(registry, 1, "PC-0001", "PC-0002")
    t.Extinguisher.update(state=state).where(t.Extinguisher.serial == "PC-0001").execute()
    assert handovers.void(registry, row.id, "nhầm") == ["PC-0002"]
    assert equipment.by_serial("PC-0001").state is state


def test_one_gift_a_round_but_extinguishers_and_other_rounds_are_free(registry):
    give(registry, 1, gifts=(CASH,), round_id=1)
    with pytest.raises(ConflictError, match=r"19/10/2023.*BG-2023-0001"):
        give(registry, 1, gifts=(Gift("Gạo"),), round_id=1)
    give(registry, 1, "PC-0001", round_id=1)
    give(registry, 1, gifts=(CASH,))
    give(registry, 2, gifts=(CASH,), round_id=1)
    give(registry, 1, gifts=(CASH,), round_id=add_round(registry, RoundDraft("Tết", ROUND_DAY)))
    assert row_counts()["Handover"] == 5


def test_a_second_extinguisher_is_a_warning(registry):
    give(registry, 1, "PC-0001")
    assert handover_draft.warnings(draft(1, "PC-0002")) == [
        "This household already has extinguisher PC-0001."
    ]
    assert handover_draft.warnings(draft(2, "PC-0002")) == []
    assert handover_draft.warnings(draft(1, gifts=(CASH,), receiver_id_number="1"))  # told, not raised
    assert give(registry, 1, "PC-0002").number == 2


def test_an_official_number_is_one_of_its_year(registry):
    first, second = (give(registry, n, gifts=(Gift("Gạo"),)) for n in (1, 2))
    handovers.set_official_number(registry, first.id, " 123 ")
    handovers.set_official_number(registry, first.id, "123")
    before = contents()
    with pytest.raises(ConflictError, match="BG-2023-0001"):
        handovers.set_official_number(registry, second.id, "123")
    assert contents() == before
    other_year = give(registry, 1, gifts=(Gift("Gạo"),), day=date(2022, 1, 5), official_number="123")
    assert other_year.official_number == "123"
    assert receipts.issued(registry, [first.id, second.id])[0].number == "123"
    assert receipts.issued(registry, [first.id, second.id])[1].number == "02"


def test_the_own_number_can_be_left_off_the_paper(registry):
    settings.put(registry, "own_number_on_paper", value=False)
    row = give(registry, 1, gifts=(CASH,))
    assert receipts.issued(registry, [row.id])[0].number is None
    settings.put(registry, "own_number_on_paper", value=True)
    assert receipts.issued(registry, [row.id])[0].number is None  # as it was issued


def test_a_paper_stays_as_it_was_issued(registry):
    row = give(registry, 1, "PC-0001", gifts=(CASH,), round_id=1)
    before = receipts.issued(registry, [row.id])
    _note, seen = households.note_of(1)
    households.change(registry, 1, replace(HOUSEHOLDS[0], head_name="Bùi Thị Mận", group_id=2), seen)
    wards.save_profile(registry, replace(wards.ward_on(ROUND_DAY), name="Phường Khác", place="Khác"))
    t.ExtinguisherKind.update(name="Khác").execute()
    t.Round.update(plan="Khác").execute()
    assert receipts.issued(registry, [row.id]) == before
    assert before[0].receiver.name == "Đặng Thị Hoà"
    assert handover_list.by_id(row.id).head_name == "Bùi Thị Mận"


def test_the_ward_of_the_day_stands_on_the_paper(registry, clock):
    clock.now = datetime(2026, 11, 1, 9)
    old = give(registry, 1, "PC-0001", day=date(2025, 6, 30))
    new = give(registry, 1, "PC-0002", day=date(2025, 7, 1))
    papers = receipts.issued(registry, [old.id, new.id])
    assert [paper.letterhead.body_lines[1] for paper in papers] == ["PHƯỜNG DƯ HÀNG KÊNH", "PHƯỜNG LÊ CHÂN"]
    assert [paper.letterhead.place for paper in papers] == ["Dư Hàng Kênh", "Phường Lê Chân"]


def test_the_second_print_is_a_copy(registry):
    first, second = (give(registry, n, gifts=(CASH,)) for n in (1, 2))
    assert receipts.pdf_of(registry, [first.id]).startswith(b"%PDF")
    assert [paper.copy_of for paper in receipts.issued(registry, [first.id, second.id])] == [False, False]
    receipts.count_print(registry, [first.id])
    assert [paper.copy_of for paper in receipts.issued(registry, [first.id, second.id])] == [True, False]
    assert [row.printed for row in handover_list.by_ids([first.id, second.id])] == [0, 1]
    assert journals.entries()[0].subject == first.code


def test_a_fault_that_nobody_mended_is_told_before_it_is_handed_over(registry):
    def look(day, passed):
        fault = "" if passed else "kim ngoài vạch xanh"
        inspections.inspect(
            registry,
            InspectionDraft("PC-0001", date(2023, 10, day), passed, fault, closes_faults=passed),
        )

    def told():
        return [words for words in handover_draft.warnings(draft(1, "PC-0001")) if "vạch xanh" in words]

    look(3, False)
    assert ["03/10/2023" in words for words in told()] == [True]
    look(4, True)
    assert told() == []
    look(5, False)
    assert len(told()) == 1
    inspections.service(
        registry, ServiceDraft("PC-0001", RecordKind.RECHARGE, date(2023, 10, 5), "Công ty Mẫu")
    )
    assert told() == []


def test_an_extinguisher_whose_time_is_over_is_told(registry):
    (words,) = handover_draft.warnings(draft(1, "MI-0001"))  # made in 5/2018, not to be refilled
    assert "MI-0001" in words
    assert "01/05/2023" in words


def test_the_seat_of_the_ward_is_written_as_the_decree_has_names(registry):
    def place(day):
        (paper,) = receipts.issued(registry, [give(registry, 1, gifts=(CASH,), day=day).id])
        return paper.place_text

    assert place(ROUND_DAY) == "trụ sở Ủy ban nhân dân phường Dư Hàng Kênh"
    registry.clock.now = datetime(2025, 8, 1, 9)
    assert place(date(2025, 7, 31)) == "trụ sở Ủy ban nhân dân Phường Lê Chân"


def test_only_what_no_household_had_yet_is_called_new(registry):
    def condition(household):
        row = give(registry, household, "PC-0001")
        (paper,) = receipts.issued(registry, [row.id])
        return row, paper.lines[0].condition

    first, words = condition(1)
    assert words == "Mới"
    handovers.void(registry, first.id, "nhầm hộ")
    _row, words = condition(2)
    assert words == "Mới"
    equipment_moves.move(registry, equipment.by_serial("PC-0001").id, State.IN_STOCK)
    _row, words = condition(5)
    assert words == "Đã qua sử dụng"


def test_a_gift_with_a_comma_is_one_thing(registry):
    row = handovers.record(registry, draft(gifts=(Gift("Gạo, dầu ăn", 100_000),)))
    assert row.things == ("Gạo, dầu ăn",)


def test_a_handover_before_the_extinguisher_came_into_stock_is_doubted(registry):
    early = draft(1, "PC-0001", day=date(2023, 8, 31))
    assert any("PC-0001" in doubt and "01/09/2023" in doubt for doubt in handover_draft.warnings(early))
    assert not any(
        "01/09/2023" in doubt for doubt in handover_draft.warnings(draft(1, "PC-0001", day=date(2023, 9, 1)))
    )
