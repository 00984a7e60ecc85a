import pytest

from firereg.domain.numbering import household_code, paper_number, receipt_code


@pytest.mark.parametrize(("number", "text"), [(5, "05"), (9, "09"), (10, "10"), (123, "123")])
def test_a_paper_number_below_ten_takes_a_zero(number, text):
    assert paper_number(number, "BB-UBND") == f"{text}/BB-UBND"


def test_the_registry_codes():
    assert receipt_code(2023, 15) == "BG-2023-0015"
    assert receipt_code(2023, 12345) == "BG-2023-12345"
    assert household_code(7, 123) == "TDP07-0123"
    assert household_code(22, 12345) == "TDP22-12345"


def test_receipt_codes_sort_as_they_count():
    codes = [receipt_code(year, number) for year in (2023, 2024) for number in (1, 9, 10, 99, 100, 9999)]
    assert codes == sorted(codes)
