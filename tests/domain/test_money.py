import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firereg import i18n
from firereg.domain.money import LARGEST_AMOUNT, amount_in_words, format_dong, parse_dong

amounts = st.integers(0, LARGEST_AMOUNT) | st.builds(
    lambda digits, power: min(digits * 10**power, LARGEST_AMOUNT), st.integers(0, 99_999), st.integers(0, 12)
)


@pytest.fixture(autouse=True)
def _english():
    i18n.use("en")


# A reader of amounts, independent of the code that writes them. It takes one reading for each amount only.
UNITS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
AFTER_TEN = [*UNITS[:4], "lăm", *UNITS[5:]]
AFTER_TENS = ["mốt", "hai", "ba", "tư", *AFTER_TEN[4:]]


def read_below_hundred(words: list[str], hundreds_spoken: bool) -> int:
    match words:
        case []:
            value = 0
        case ["linh", ones] if hundreds_spoken:
            value = UNITS.index(ones) + 1
        case [ones] if not hundreds_spoken and ones in UNITS:
            value = UNITS.index(ones) + 1
        case ["mười", *ones] if len(ones) <= 1:
            value = 10 + sum(AFTER_TEN.index(word) + 1 for word in ones)
        case [tens, "mươi", *ones] if len(ones) <= 1:
            assert tens != "một"
            value = 10 * (UNITS.index(tens) + 1) + sum(AFTER_TENS.index(word) + 1 for word in ones)
        case _:
            raise AssertionError(words)
    return value


def read_group(words: list[str], first: bool) -> int:
    if "trăm" in words:
        assert words[1] == "trăm"
        hundreds = 0 if words[0] == "không" else UNITS.index(words[0]) + 1
        assert hundreds or not first, "không trăm never leads"
        value = hundreds * 100 + read_below_hundred(words[2:], True)
    else:
        assert first, "a later group is read in full"
        value = read_below_hundred(words, False)
    assert value, "a zero group is left out"
    return value


def read_amount(sentence: str) -> int:
    words = sentence.split()
    assert words.pop() == "đồng"
    words[0] = words[0].lower()
    if words == ["không"]:
        return 0
    total, first = 0, True
    billions = words.index("tỷ") if "tỷ" in words else -1
    for part, factor in ((words[: max(billions, 0)], 10**9), (words[billions + 1 :], 1)):
        rest = part
        for unit, size in (("triệu", 10**6), ("nghìn", 10**3), (None, 1)):
            if unit is None:
                group, rest = rest, []
            elif unit in rest:
                group, rest = rest[: rest.index(unit)], rest[rest.index(unit) + 1 :]
            else:
                continue
            if group:
                total += read_group(group, first) * size * factor
                first = False
    return total


READINGS = {
    0: "Không",
    1: "Một",
    4: "Bốn",
    5: "Năm",
    10: "Mười",
    11: "Mười một",
    14: "Mười bốn",
    15: "Mười lăm",
    20: "Hai mươi",
    21: "Hai mươi mốt",
    24: "Hai mươi tư",
    25: "Hai mươi lăm",
    31: "Ba mươi mốt",
    44: "Bốn mươi tư",
    55: "Năm mươi lăm",
    100: "Một trăm",
    101: "Một trăm linh một",
    104: "Một trăm linh bốn",
    105: "Một trăm linh năm",
    110: "Một trăm mười",
    115: "Một trăm mười lăm",
    121: "Một trăm hai mươi mốt",
    1_000: "Một nghìn",
    1_005: "Một nghìn không trăm linh năm",
    1_050: "Một nghìn không trăm năm mươi",
    10_000: "Mười nghìn",
    500_000: "Năm trăm nghìn",
    1_000_005: "Một triệu không trăm linh năm",
    1_005_000: "Một triệu không trăm linh năm nghìn",
    7_500_000: "Bảy triệu năm trăm nghìn",
    1_234_567: "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy",
    10**9: "Một tỷ",
    10**9 + 5: "Một tỷ không trăm linh năm",
    2_050_000_000: "Hai tỷ không trăm năm mươi triệu",
    10**12: "Một nghìn tỷ",
    1_500 * 10**9: "Một nghìn năm trăm tỷ",
    10**12 + 10**6: "Một nghìn tỷ không trăm linh một triệu",
    1_001 * 10**9: "Một nghìn không trăm linh một tỷ",
    10**15: "Một triệu tỷ",
}


class TestAmountInWords:
    @pytest.mark.parametrize(("dong", "words"), READINGS.items())
    def test_known_readings(self, dong, words):
        assert amount_in_words(dong) == f"{words} đồng"

    @given(amounts)
    @example(LARGEST_AMOUNT)
    @example(LARGEST_AMOUNT - 1)
    def test_read_back_it_is_the_same_amount(self, dong):
        assert read_amount(amount_in_words(dong)) == dong

    def test_every_amount_below_ten_thousand_reads_back(self):
        assert all(read_amount(amount_in_words(dong)) == dong for dong in range(10_000))

    def test_the_southern_words(self):
        assert amount_in_words(1_105, linh="lẻ", nghin="ngàn") == "Một ngàn một trăm lẻ năm đồng"

    @pytest.mark.parametrize("wrong", [-1, LARGEST_AMOUNT + 1, 1.0, "5", None, True])
    def test_outside_or_not_whole_is_refused(self, wrong):
        with pytest.raises(ValueError, match="whole number of đồng"):
            amount_in_words(wrong)


class TestFigures:
    @pytest.mark.parametrize(
        ("dong", "figures"),
        [(0, "0"), (999, "999"), (1_000, "1.000"), (7_500_000, "7.500.000"), (-500_000, "-500.000")],
    )
    def test_dots_part_the_thousands(self, dong, figures):
        assert format_dong(dong) == figures

    @pytest.mark.parametrize(
        "typed",
        [
            "500000",
            "500.000",
            "500 000",
            "500\u00a0000",
            " 500.000 đ ",
            "500.000đ.",
            "500.000 đồng",
            "500.000 VNĐ",
            "500000 vnd",
            "500.000₫",
            "500k",
            "500 K",
            "500 nghìn",
            "500 ngàn đồng",
            "500 nghin",
            "0,5 triệu",
            "0.5tr",
        ],
    )
    def test_every_way_to_type_half_a_million(self, typed):
        assert parse_dong(typed) == 500_000

    @pytest.mark.parametrize(
        ("typed", "dong"),
        [
            ("0", 0),
            ("1,5 triệu", 1_500_000),
            ("2,25tr", 2_250_000),
            ("2 tỷ", 2 * 10**9),
            ("1.234.567", 1_234_567),
        ],
    )
    def test_other_amounts(self, typed, dong):
        assert parse_dong(typed) == dong

    @pytest.mark.parametrize(
        "typed",
        [
            "500,000",
            "1.500k",
            "1,500 triệu",
            "1.5",
            "1,5",
            "50.00",
            "1.0000",
            "1 5",
            "1.000 000",
            "12.34.567",
            "",
            "đ",
            "abc",
            "-5",
            "+5",
            "1e6",
            "500 đô",
            "5 triệu 3",
            "٥٠٠",
            "5k k",
        ],
    )
    def test_what_is_ambiguous_or_no_amount_is_refused(self, typed):
        with pytest.raises(ValueError, match="Cannot read the amount"):
            parse_dong(typed)

    def test_too_much_is_refused(self):
        with pytest.raises(ValueError, match="too large"):
            parse_dong("1000001 tỷ")

    @given(amounts)
    def test_figures_read_back(self, dong):
        assert parse_dong(format_dong(dong)) == dong
        assert parse_dong(f"{format_dong(dong)} đồng") == dong

    @given(st.text(alphabet="0123456789., kđtr", max_size=12) | st.text(max_size=20))
    def test_any_text_gives_an_amount_in_range_or_is_refused(self, text):
        try:
            assert 0 <= parse_dong(text) <= LARGEST_AMOUNT
        except ValueError:
            return
