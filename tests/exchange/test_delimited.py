import csv
from datetime import date
from io import StringIO

import pytest

from firereg.exchange.delimited import delimited


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


def test_texts_numbers_and_dates_come_back() -> None:
    rows = read(delimited(["Chủ hộ", "Số"], [["Đặng, “Hoà”\nmới", 8480], [date(2023, 10, 9), None]]))
    assert rows == [["Chủ hộ", "Số"], ["Đặng, “Hoà”\nmới", "8480"], ["09/10/2023", ""]]


def test_an_id_number_keeps_its_zero() -> None:
    assert read(delimited(["Số"], [["031165001234"]]))[1] == ["031165001234"]


@pytest.mark.parametrize("text", ["=1+1", "+84912345678", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_is_never_a_formula(text: str) -> None:
    assert read(delimited(["x"], [[text]]))[1][0].startswith("'")
