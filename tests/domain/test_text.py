import functools
import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCollator, QLocale

from firereg import i18n
from firereg.domain.text import clean_line, excerpt, fold, has_words, name_sort_key, title_case_name

# CLDR "vi": the order the rule asks for, word by word.
CLDR_ORDER = ["An", "Ăn", "Ân", "Da", "Dung", "Dùng", "Dũng", "Dụng", "Đa"]
CLDR_ORDER += ["Sang", "Sàng", "Sảng", "Sãng", "Sáng", "Sạng"]
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
BASE_WORDS = (
    "an",
    "ăn",
    "ân",
    "be",
    "bê",
    "da",
    "đa",
    "đưc",
    "hông",
    "hơn",
    "hoc",
    "hung",
    "hưng",
    "y",
    "yên",
)

names = st.lists(
    st.sampled_from(["Nguyễn", "Trần", "Đặng", "Thị", "Văn", "Hoà", "Hòa", "HÒA", "Hoa", "An", "Ân", "Y"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@pytest.fixture(autouse=True)
def _english():
    i18n.use("en")


def with_tone(word: str, tone: str) -> str:
    """`word` with `tone` on its first vowel."""
    place = next(i for i, letter in enumerate(word) if letter in "aăâeêioôơuưy")
    return unicodedata.normalize("NFC", word[: place + 1] + tone + word[place + 1 :])


def in_order(names: list[str], key=name_sort_key) -> list[str]:
    backwards = names[::-1]  # a stable sort by a key that says nothing must not pass
    return sorted(backwards, key=key)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


class TestCleanLine:
    def test_spaces_tabs_and_line_breaks_become_single_spaces(self):
        assert clean_line("  Đặng\tThị \r\n Hoa\u00a0 ") == "Đặng Thị Hoa"

    def test_decomposed_text_is_composed(self):
        assert clean_line(nfd("Đặng Thị Hoà")) == "Đặng Thị Hoà"

    def test_invisible_characters_of_pasted_text_are_dropped(self):
        assert clean_line("\ufeffHoa\u200b Lê\u00ad") == "Hoa Lê"

    @pytest.mark.parametrize("control", ["\0", "\a", "\x1b", "\x1c", "\x7f", "\x85", "\ud800"])
    def test_other_control_characters_are_refused(self, control):
        with pytest.raises(ValueError, match=rf"control character \(U\+{ord(control):04X}\)"):
            clean_line(f"Hoa{control}Lê")

    def test_a_long_text_is_refused_with_both_numbers(self):
        with pytest.raises(ValueError, match="has 500 characters, but at most 200"):
            clean_line("a" * 500)

    def test_the_limit_counts_letters_as_seen_after_cleaning(self):
        assert clean_line("  " + nfd("ệ") * 200 + "  ") == "ệ" * 200

    @given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60))
    def test_cleaning_twice_changes_nothing(self, text):
        once = clean_line(text, 2000)
        assert clean_line(once, 2000) == once
        assert once == " ".join(once.split())
        assert unicodedata.is_normalized("NFC", once)


class TestFold:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("dang thi hòa", "Đặng Thị Hoà"),
            ("DANG THI HOA", nfd("Đặng  Thị Hoà")),
            ("thuy", "Thuỷ"),
            ("Ðức", "Đức"),  # the first letter is eth
            ("12 / 34 chợ hàng", "12/34 Chợ Hàng"),
            ("tdp07 – 0123", "TDP07-0123"),
            ("hồ sen cầu rào 2", "Hồ Sen - Cầu Rào 2"),
            ("so 5, to dan pho 7", "Số 5 tổ dân phố 7"),
            ("TP Hải Phòng", "TP. Hải Phòng"),
            ("mfz 4", "MFZ-4"),
            ("tp hai phong", "TP.Hải Phòng"),
        ],
    )
    def test_what_means_the_same_folds_the_same(self, typed, stored):
        assert fold(typed) == fold(stored)

    def test_the_search_form_itself(self):
        assert fold("Số 12/34 Chợ Hàng, (TDP07-0123) 7.500.000") == "so 12/34 cho hang tdp07-0123 7.500.000"

    def test_different_letters_stay_different(self):
        assert fold("Hoa") != fold("Hoe")
        assert fold("12/34") != fold("1234")

    def test_every_vietnamese_letter_folds_to_plain_ascii(self):
        letters = [chr(c) for c in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
        vietnamese = [c for c in letters if set(nfd(c)[1:]) <= set("\u0302\u0306\u031b" + "".join(TONES))]
        ascii_bases = [c for c in [*vietnamese, "đ", "Đ"] if nfd(c)[0].isascii() or c in "đĐ"]
        assert len(ascii_bases) >= 134  # 67 accented letters, small and capital
        assert all(len(fold(c)) == 1 and fold(c) in "aeiouydngcszwrjhklmpt" for c in ascii_bases)

    @given(st.text(max_size=40))
    def test_folding_twice_changes_nothing_and_the_normal_form_does_not_matter(self, text):
        once = fold(text)
        assert fold(once) == once
        assert fold(nfd(text)) == once
        assert fold(unicodedata.normalize("NFC", text)) == once


class TestNameSortKey:
    def test_words_stand_in_the_order_of_cldr(self):
        assert in_order(CLDR_ORDER) == CLDR_ORDER

    def test_single_words_agree_with_icu(self):
        collator = QCollator(QLocale("vi_VN"))
        words = [with_tone(word, tone) for word in BASE_WORDS for tone in TONES]
        words += [word.capitalize() for word in words]
        if in_order(CLDR_ORDER, functools.cmp_to_key(collator.compare)) != CLDR_ORDER:
            pytest.skip("Qt sorts without ICU here; the list of CLDR stands in its own test")
        for one, other in itertools.combinations(words, 2):
            ours = (name_sort_key(one) > name_sort_key(other)) - (name_sort_key(one) < name_sort_key(other))
            assert ours == collator.compare(one, other), (one, other)

    def test_the_given_name_counts_first_then_the_middle_then_the_family(self):
        order = ["Vũ Thị An", "An Văn An", "Trần Văn An", "Trần Văn Vinh An", "Bùi An Bình", "Lê Thị Bình"]
        assert in_order(order) == order

    def test_one_word_alone_stands_before_longer_names_with_it(self):
        assert name_sort_key("Hoa") < name_sort_key("An Hoa") < name_sort_key("An Anh Hoa")

    def test_a_whole_word_with_its_tone_counts_before_the_next(self):
        order = ["Lê Bình Hoa", "Lê Văn Hoa", "Lê An Hòa", "Lê Bình Hòa", "Lê An Hóa"]
        assert in_order(order) == order

    def test_case_and_tone_place_do_not_part_the_same_name(self):
        order = ["Lê An Hòa", "LÊ BÌNH HOÀ", "Lê Chi Hoà", "LÊ DUNG HÒA", "Lê An Hoả", "Lê An Hóa"]
        assert in_order(order) == order

    @given(st.text(max_size=30))
    def test_the_normal_form_does_not_matter(self, name):
        assert name_sort_key(nfd(name)) == name_sort_key(unicodedata.normalize("NFC", name))

    @given(names, names)
    def test_only_the_same_name_has_the_same_key(self, one, other):
        assert (name_sort_key(one) == name_sort_key(other)) == (one == other)

    @given(names, names, st.sampled_from(CLDR_ORDER), st.sampled_from(CLDR_ORDER))
    def test_the_given_name_outweighs_all_before_it(self, one, other, given_one, given_other):
        if given_one != given_other:
            ours = name_sort_key(f"{one} {given_one}") < name_sort_key(f"{other} {given_other}")
            assert ours == (CLDR_ORDER.index(given_one) < CLDR_ORDER.index(given_other))


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("NGUYỄN THỊ HOA", "Nguyễn Thị Hoa"),
            (nfd("ĐẶNG VĂN ẤN"), "Đặng Văn Ấn"),
            ("đỗ thị yến", "Đỗ Thị Yến"),
            ("Y-NGHỀ", "Y-Nghề"),
            ("Lê McDonald", "Lê McDonald"),
            ("", ""),
        ],
    )
    def test_names_in_capitals_get_a_capital_at_each_syllable(self, typed, written):
        assert title_case_name(typed) == written

    def test_an_excerpt_keeps_to_its_limit(self):
        assert excerpt("ngắn") == "ngắn"
        assert excerpt("a" * 100, 10) == "a" * 9 + "…"


def test_words_are_found_by_their_beginnings():
    assert has_words("mau cong", "Công ty Mẫu")
    assert has_words("", "Công ty Mẫu")
    assert has_words("dong 7", "Ông Đồng", "số 7")
    assert not has_words("ong", "Công ty Mẫu")
    assert not has_words("mau la", "Công ty Mẫu")
