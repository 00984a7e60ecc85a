import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firereg.domain.passwords import problem_with

WARD = "Phường Lê Chân"
EASY_ONES = """
    password Password1 P@ssw0rd!1 PASSWORD2024 matkhau123 MậtKhẩu@1 anhyeuem anhyeuem1999 emyeuanh! Iloveyou2 iloveyou
    vietnam1 Vietnam@1975 Haiphong2024! haiphong15 ubnd@2025 UBNDphuong1 Phuong12 Admin@123 admin2025 firereg1 Firereg#1
    demo1234 nguyenvana tranvantuan hoangtuan1990 12345678 87654321 qwertyuiop poiuytrewq 1qaz2wsx zaq12wsx qwerty12
    asdfghjkl abcdefgh Abc@12345 aaaaaaaa abababab abcdabcd 11111111 11223344 19101985 01011990 0912345678 031165001234
    !!!!!!!! !@#$%^&*
"""
EASY = EASY_ONES.split()
GOOD = (
    "cầu Rào 2",
    "hoa phượng nở",
    "thuyền trên sông",
    "correct horse",
    "another one",
    "mưa tháng Bảy",
    "83017264950172649501",
    "xK4;vq2L",
)


@pytest.mark.parametrize("password", [*EASY, "mật khẩu 123", "anh yêu em 2024"])
def test_what_is_tried_first_is_refused(password):
    for form in ("NFC", "NFD"):
        assert "easily guessed" in (problem_with(unicodedata.normalize(form, password)) or "")


@pytest.mark.parametrize("password", GOOD)
def test_words_that_do_not_belong_together_are_taken(password):
    for form in ("NFC", "NFD"):
        assert problem_with(unicodedata.normalize(form, password), "lan", WARD) is None


@pytest.mark.parametrize(
    "password",
    ["lethanh7", "LeThanh2024", "lechan2025", "Lê Chân 123", "LeChan@1", "phuonglechan", "chan1234"],
)
def test_the_own_name_of_user_and_ward_is_refused(password):
    assert "the name of the user or of the ward" in (problem_with(password, "le.thanh7", WARD) or "")


@pytest.mark.parametrize("password", ["", "1234567", "xK4;vq2", "ngắn ạ"])
def test_a_short_one_is_told_as_short(password):
    assert "at least 8 characters" in (problem_with(password) or "")


@settings(max_examples=80, deadline=None)
@given(st.text(min_size=8, max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_anything_typed_gets_an_answer(password, user, ward):
    answer = problem_with(password, user, ward)
    assert answer is None or answer.endswith(".")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from("bdgjkqvwxz"), min_size=10, max_size=10, unique=True))
def test_letters_in_no_order_are_taken(letters):
    assert problem_with("".join(letters)) is None


def test_a_page_long_password_is_answered_at_once():
    began = time.monotonic()
    assert problem_with("thuyền trên sông " * 5_000) is None
    assert time.monotonic() - began < 1
