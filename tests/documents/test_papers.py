"""A receipt goes into the store as text and comes back the same, for ever."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.documents.papers import Receipt, receipt_from_json, receipt_to_json
from tests.documents.sample_papers import long_receipt, receipt


@given(st.from_type(Receipt))
def test_every_receipt_comes_back_equal(paper: Receipt) -> None:
    assert receipt_from_json(receipt_to_json(paper)) == paper


def test_the_text_is_readable_and_says_which_form_it_has() -> None:
    text = receipt_to_json(receipt())
    assert "Nguyễn Thị Mẫu" in text
    data = json.loads(text)
    assert (data["form"], data["day"], data["lines"][1]["value_dong"]) == (2, "2023-10-19", 500_000)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"form": 2}', '{"form": 3}', '{"form": 1, "code": "BG-1"}']
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a frozen receipt"):
        receipt_from_json(text)


def test_a_field_of_the_wrong_name_is_refused() -> None:
    data = json.loads(receipt_to_json(long_receipt())) | {"colour": "red"}
    with pytest.raises(ValueError, match="not a frozen receipt"):
        receipt_from_json(json.dumps(data))


def test_the_data_of_a_paper_does_not_load_the_pdf_machinery() -> None:
    check = "import sys, firereg.documents.papers; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
