"""What a household was given, year by year: added up from its valid receipts, merged households among them."""

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from firereg.services import handovers, household_support, households, merging, person_paper, personal_data
from firereg.services.handover_draft import Gift
from firereg.services.household_support import ReceivedYear
from firereg.services.households import HouseholdDraft
from tests.small_ward import CASH, give

RICE = Gift("Gạo", 150_000, 10, "kg")


def test_each_year_has_its_receipts_things_and_value(registry, clock):
    give(registry, 1, "PC-0001", gifts=(CASH, RICE))
    clock.now = datetime(2024, 2, 1, 8)
    give(registry, 1, gifts=(RICE, Gift("Chăn")), day=date(2024, 1, 31))
    give(registry, 1, gifts=(RICE, Gift("Chăn", None, 2)), day=date(2024, 2, 1))
    wrong = give(registry, 1, "PC-0002", gifts=(CASH,), day=date(2024, 2, 1))
    handovers.void(registry, wrong.id, "Nhầm hộ")
    give(registry, 2, "PC-0003", gifts=(CASH,), day=date(2024, 2, 1))
    assert household_support.received(1) == [
        ReceivedYear(2024, 2, 0, ("Gạo (20 kg)", "Chăn (× 3)"), 300_000),
        ReceivedYear(2023, 1, 1, ("Tiền mặt hỗ trợ", "Gạo (10 kg)"), 650_000),
    ]
    assert household_support.received(3) == []


def test_what_a_merged_household_was_given_counts_for_the_one_that_is_left(registry):
    other = households.add(registry, HouseholdDraft("Đặng Hoà", 1)).id
    give(registry, other, "PC-0001", gifts=(CASH,))
    give(registry, 1, gifts=(CASH,))
    merging.merge(registry, 1, other)
    assert household_support.received(1) == [ReceivedYear(2023, 2, 1, ("Tiền mặt hỗ trợ (× 2)",), 1_000_000)]
    assert household_support.received(other) == []


def test_the_years_stand_in_the_file_of_a_person(registry):
    give(registry, 1, "PC-0001", gifts=(CASH, RICE))
    file = personal_data.everything_on(registry, household_id=1)
    paper = person_paper.compose(registry, file)
    (section,) = [one for one in paper.sections if one.title == "Hỗ trợ đã nhận theo năm"]
    assert section.rows == (("2023", "1", "1", "Tiền mặt hỗ trợ, Gạo (10 kg)", "650.000"),)


@given(amounts=st.lists(st.integers(0, 10**12), min_size=1, max_size=8))
@settings(max_examples=30)
def test_the_value_is_that_of_each_receipt_once_however_many_lines_it_has(amounts):
    lines = [
        household_support._Line(number, date(2023, 1, 1), amount, None, "Gạo", "kg", 2)
        for number, amount in enumerate(amounts)
        for _line in range(1 + number % 3)
    ]
    year = household_support._year(2023, lines)
    assert (year.receipts, year.total_dong) == (len(amounts), sum(amounts))
    assert year.gifts == (f"Gạo ({2 * len(lines)} kg)",)
