import pytest

from firereg.domain.numbering import (
    ReceiptSign,
    household_code,
    paper_number,
    read_receipt_sign,
    receipt_code,
)


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


@pytest.mark.parametrize(
    "sign",
    [
        ReceiptSign("BG-2023-0015"),
        ReceiptSign("BG-2023-0015", "K7QF"),
        ReceiptSign("BG-2023-12345", "K7QF", 12),
        ReceiptSign("BG-2023-0015", "", 2),
    ],
)
def test_the_qr_of_a_receipt_reads_back(sign):
    assert read_receipt_sign(f" {sign}\n") == sign


@pytest.mark.parametrize(
    "text", ["", "BG-2023", "BG-23-0015", "TDP07-0123", "BG-2023-0015.K7QF.2.1", "WALK-3"]
)
def test_other_codes_are_no_receipt(text):
    assert read_receipt_sign(text) is None
