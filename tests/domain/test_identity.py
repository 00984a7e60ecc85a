import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg import i18n
from firereg.domain.identity import (
    CardHolder,
    check_number,
    mask_number,
    mask_phone,
    normalise_phone,
    parse_card_qr,
    parse_number,
)

ADDRESS = "12/34 Chợ Hàng, Dư Hàng Kênh, Lê Chân, Hải Phòng"
CARD = f"031158000123|030123456|Đặng Thị Hoà|05031958|Nữ|{ADDRESS}|02082021"
HOLDER = CardHolder(
    number="031158000123",
    old_number="030123456",
    name="Đặng Thị Hoà",
    born=date(1958, 3, 5),
    sex="female",
    address=ADDRESS,
    issued=date(2021, 8, 2),
)


@pytest.fixture(autouse=True)
def _english():
    i18n.use("en")


def card(**changed: str) -> str:
    names = [field.name for field in dataclasses.fields(CardHolder)]
    fields = dict(zip(names, CARD.split("|"), strict=True))
    return "|".join((fields | changed).values())


class TestCardQr:
    def test_all_seven_fields(self):
        assert parse_card_qr(CARD) == HOLDER

    def test_the_line_end_of_a_scanner_and_a_man(self):
        assert parse_card_qr(card(sex="Nam") + "\r\n").sex == "male"

    @pytest.mark.parametrize("raw", [card(old_number=""), CARD.replace("|030123456", "")])
    def test_no_old_number_empty_or_left_out(self, raw):
        assert parse_card_qr(raw) == dataclasses.replace(HOLDER, old_number="")

    def test_of_further_fields_nothing_is_kept(self):
        holder = parse_card_qr(CARD + "|031055000111|Lê Văn Cha|031160000222|Bùi Thị Mẹ")
        assert holder == HOLDER
        assert "Lê Văn Cha" not in repr(holder)

    def test_decomposed_letters_are_composed(self):
        assert parse_card_qr(card(name="Đa\u0323\u0306ng Thi\u0323 Hoa\u0300")).name == "Đặng Thị Hoà"

    @pytest.mark.parametrize(
        ("raw", "field"),
        [
            (card(number="03115800012"), "the ID number"),
            (card(number="03115800012a"), "the ID number"),
            (card(number="٠٣١١٥٨٠٠٠١٢٣"), "the ID number"),
            (card(old_number="1234"), "the old ID number"),
            (card(name="Đ?ng Thị Hoà"), "the name"),
            (card(name="D9a85ng Thi5 Hoa2"), "the name"),
            (card(name=""), "the name"),
            (card(name="\ufffdặng Thị Hoà"), "the name"),
            (card(born="31021958"), "the date of birth"),
            (card(born="5/3/1958"), "the date of birth"),
            (card(born="05031958x"), "the date of birth"),
            (card(sex="Nuwx"), "the sex"),
            (card(address="Ch? Hàng"), "the address"),
            (card(issued=""), "the date of issue"),
        ],
    )
    def test_a_garbled_scan_says_where_and_what_to_do(self, raw, field):
        with pytest.raises(ValueError, match=rf"garbled at {field}\. Switch off Vietnamese typing"):
            parse_card_qr(raw)

    @pytest.mark.parametrize("raw", ["", "https://example.org", "031158000123", "031158000123||Hoà|05031958"])
    def test_another_code_is_named_as_such(self, raw):
        with pytest.raises(ValueError, match="not the QR code of an identity card"):
            parse_card_qr(raw)

    @given(st.text(max_size=80) | st.lists(st.text(max_size=12), min_size=7, max_size=9).map("|".join))
    def test_no_text_breaks_it_and_no_personal_data_is_in_the_message(self, raw):
        with pytest.raises(ValueError, match=r"\.$"):
            parse_card_qr(raw)


class TestParseNumber:
    @pytest.mark.parametrize(
        "typed", ["031158000123", " 031 158 000 123 ", "031.158.000.123", "031-158\u00a0000123"]
    )
    def test_twelve_digits_in_any_grouping(self, typed):
        assert parse_number(typed) == "031158000123"

    def test_an_old_number_of_nine_digits(self):
        assert parse_number("030 123 456") == "030123456"

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ("31158000123", "The ID number has 11 digits but needs 12. Check it on the identity card."),
            ("0311580001234", "The ID number has 13 digits but needs 12. Check it on the identity card."),
            ("3,1E+10", "An ID number has digits only. Check it on the identity card."),
            ("٠٣١١٥٨٠٠٠١٢٣", "An ID number has digits only. Check it on the identity card."),
            (" ", "Type the ID number."),
        ],
    )
    def test_what_cannot_be_one_is_refused_with_the_reason(self, typed, reason):
        with pytest.raises(ValueError) as problem:  # noqa: PT011 (the sentence is compared whole)
            parse_number(typed)
        assert str(problem.value) == reason


class TestCheckNumber:
    @pytest.mark.parametrize(
        ("number", "born_year", "sex"),
        [
            ("031158000123", 1958, "female"),
            ("031058000123", 1958, "male"),
            ("031200000123", 2000, "male"),
            ("031310000123", 2010, "female"),
            ("031158000123", None, None),
            ("030123456", 1958, "male"),
            ("", 1958, "male"),
        ],
    )
    def test_nothing_to_warn_of(self, number, born_year, sex):
        assert check_number(number, born_year, sex) == []

    def test_another_year(self):
        assert check_number("031158000123", 1985, "female") == [
            "The ID number is of a person born in 1958. Check it on the identity card."
        ]

    def test_the_same_two_digits_of_another_century(self):
        assert len(check_number("031158000123", 2058, "female")) == 1

    def test_another_sex(self):
        assert check_number("031158000123", 1958, "male") == [
            "The ID number is of a woman. Check it on the identity card."
        ]
        assert check_number("031058000123", 1958, "female") == [
            "The ID number is of a man. Check it on the identity card."
        ]

    def test_both(self):
        assert len(check_number("031158000123", 2001, "male")) == 2

    def test_a_wrong_length_is_a_warning_here(self):
        assert check_number("31158000123", 1958, None) == [
            "The ID number has 11 digits but needs 12. Check it on the identity card."
        ]

    @given(st.integers(1900, 2199), st.sampled_from(["male", "female"]), st.integers(0, 999_999))
    def test_a_number_made_by_the_rule_never_warns(self, born_year, sex, rest):
        century_and_sex = (born_year // 100 - 19) * 2 + (sex == "female")
        number = f"031{century_and_sex}{born_year % 100:02}{rest:06}"
        assert check_number(number, born_year, sex) == []
        assert check_number(number, born_year + 1, sex)
        assert check_number(number, born_year, "male" if sex == "female" else "female")


class TestMaskNumber:
    @pytest.mark.parametrize(
        ("number", "shown"),
        [("031158001234", "031•••••1234"), ("030123456", "•••••3456"), ("1234", "••••"), ("", "")],
    )
    def test_the_middle_is_hidden(self, number, shown):
        assert mask_number(number) == shown

    def test_of_a_phone_number_the_last_three_digits_are_shown(self):
        assert [mask_phone(number) for number in ("0912345678", "678", "")] == ["•••••••678", "678", ""]


class TestPhone:
    @pytest.mark.parametrize(
        "typed",
        [
            "0912345678",
            "0912.345.678",
            " 091 234 5678 ",
            "+84 912 345 678",
            "+84 (0) 912-345-678",
            "84912345678",
            "0084912345678",
        ],
    )
    def test_a_mobile_number_in_every_form(self, typed):
        assert normalise_phone(typed) == "0912345678"

    @pytest.mark.parametrize("typed", ["02253856123", "(0225) 3.856.123", "+84 225 3856123"])
    def test_a_landline_number(self, typed):
        assert normalise_phone(typed) == "02253856123"

    def test_a_mobile_number_with_84_inside_is_left_alone(self):
        assert normalise_phone("0848484849") == "0848484849"

    @pytest.mark.parametrize("first", ["03", "05", "07", "08", "09"])
    def test_mobile_prefixes(self, first):
        assert normalise_phone(f"{first}22345678") == f"{first}22345678"

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "123",
            "0112345678",
            "0412345678",
            "09123456789",
            "091234567",
            "0225385612",
            "01234567890",
            "091234567a",
            "+1 202 555 0100",
            "٠٩١٢٣٤٥٦٧٨",
        ],
    )
    def test_anything_else_is_refused(self, typed):
        with pytest.raises(ValueError, match="is not a phone number: a mobile has 10 digits"):
            normalise_phone(typed)

    def test_the_old_code_of_the_city_is_told(self):
        with pytest.raises(ValueError, match="Type 0225 in its place"):
            normalise_phone("031 3856123")
