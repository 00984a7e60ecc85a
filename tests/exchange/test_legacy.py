import subprocess
import tomllib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.exchange.legacy import NFD, TCVN3, UNICODE, VNI, decode, to_unicode
from firereg.exchange.syllables import is_syllable
from firereg.paths import resource
from tests.exchange import old_encodings
from tests.exchange.old_encodings import to_tcvn3, to_vni

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"]
MIDDLE = ["Thị", "Văn", "Đức", "Thị Thu", "Quốc", "Hữu", "Ngọc", "Xuân"]
GIVEN = [
    "Hương",
    "Tuấn",
    "Hòa",
    "Tú",
    "Trí",
    "An",
    "Đạt",
    "Yến",
    "Lan",
    "Cường",
    "Thuỷ",
    "Hồng",
    "Hoàng",
    "Ưng",
]
names = st.builds(" ".join, st.tuples(*map(st.sampled_from, (FAMILY, MIDDLE, GIVEN))))
texts = st.text(LETTERS + " ,/.-0123456789", max_size=30)

VECTORS = [
    ("Phường Dư Hàng Kênh", "Ph\xadêng D\xad Hµng Kªnh", "Phöôøng Dö Haøng Keânh"),
    ("Nguyễn Thị Hương", "NguyÔn ThÞ H\xad¬ng", "Nguyeãn Thò Höông"),
    ("Đỗ Văn Tuấn", "§ç V¨n TuÊn", "Ñoã Vaên Tuaán"),
]


@pytest.mark.parametrize(("meant", "tcvn3", "vni"), VECTORS)
def test_old_text_comes_back_without_and_with_its_font(meant, tcvn3, vni):
    assert to_unicode(tcvn3) == to_unicode(tcvn3, ".VnTime") == (meant, TCVN3)
    assert to_unicode(vni) == to_unicode(vni, "VNI-Times") == (meant, VNI)


@given(texts)
def test_every_letter_of_both_tables_comes_back(text):
    assert decode(to_tcvn3(text), TCVN3) == text
    assert decode(to_vni(text), VNI) == text
    assert decode(to_vni(text.upper()), VNI) == text.upper()


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_alone_comes_back_by_its_font(letter):
    assert to_unicode(to_tcvn3(letter), ".VnTime")[0] == letter
    assert to_unicode(to_vni(letter), "VNI-Times")[0] == letter


@given(names)
def test_names_come_back_by_their_words_alone(name):
    assert to_unicode(to_tcvn3(name))[0].lower() == name.lower()
    if not all(map(is_syllable, to_vni(name).split())):
        assert to_unicode(to_vni(name))[0] == name
        assert to_unicode(to_vni(name.upper()))[0] == name.upper()


def test_old_text_that_reads_well_as_it_stands_is_left_for_its_font():
    assert to_unicode("Hoà Thò An") == ("Hoà Thò An", UNICODE)
    assert to_unicode("Hoà Thò An", "VNI-Times") == ("Hồ Thị An", VNI)


@given(names)
def test_unicode_is_never_changed_and_nothing_is_converted_twice(name):
    for text in (name, name.upper(), *name.split()):
        assert to_unicode(text) == (text, UNICODE)
        assert to_unicode(text, "Times New Roman") == (text, UNICODE)
        decomposed = unicodedata.normalize("NFD", text)
        assert to_unicode(decomposed) == (text, NFD if decomposed != text else UNICODE)
        for old in (to_tcvn3(text), to_vni(text)):
            meant = to_unicode(old)[0]
            assert to_unicode(meant) == (meant, UNICODE)


@given(st.text(max_size=40))
def test_any_text_gives_nfc_and_a_second_time_the_same(text):
    meant, kind = to_unicode(text)
    assert unicodedata.is_normalized("NFC", meant)
    assert kind in (UNICODE, NFD, TCVN3, VNI)
    if kind != NFD:
        assert to_unicode(meant) == (meant, UNICODE)


def test_a_capital_font_draws_small_letters_large():
    assert to_unicode("nguyÔn v¨n b×nh", ".VnTimeH") == ("NGUYỄN VĂN BÌNH", TCVN3)
    assert to_unicode("nguyÔn v¨n b×nh", ".VnTime") == ("nguyễn văn bình", TCVN3)
    assert to_unicode("NGUYÔN V¡N B×NH") == ("NGUYỄN VĂN BÌNH", TCVN3)
    assert to_unicode("TrÇn V¨n A") == ("Trần Văn A", TCVN3)
    assert to_unicode("Lý THÞ B×NH", ".VnTime") == ("Lý THỊ BÌNH", TCVN3)


def test_a_font_decides_where_the_letters_do_not():
    assert to_unicode("Sè 5") == ("Sè 5", UNICODE)
    assert to_unicode("Sè 5", ".VnArial") == ("Số 5", TCVN3)
    assert to_unicode("Hoàng") == ("Hoàng", UNICODE)
    assert to_unicode("Hoàng", "VNI-Helve") == ("Hồng", VNI)


def test_unicode_in_a_cell_with_an_old_font_stays():
    for text in ("Số 5 Chợ Hàng", "Đặng", "Hà Nội", "Lê Hoàng", "kì"):
        assert to_unicode(text, ".VnTime") == (text, UNICODE)
        assert to_unicode(text, "VNI-Times") == (text, UNICODE)


def test_one_sign_can_be_enough():
    assert to_unicode("Ñinh Thò Minh An") == ("Đinh Thị Minh An", VNI)


def test_short_cells_of_a_ward_list():
    for text in ("Tổ 5", "Tổ dân phố số 12", "Tiến", "Cận nghèo", "Ghi chú: đã chuyển đi"):
        assert to_unicode(to_tcvn3(text)) == (text, TCVN3)
        assert to_unicode(to_vni(text)) == (text, VNI)
    assert to_unicode("Q§ sè 15/Q§-UBND") == ("QĐ số 15/QĐ-UBND", TCVN3)


@pytest.mark.parametrize(
    "text",
    [
        "Số 5", "5", "", "TDP 5", "x", "Café", "Résumé", "Hélène", "École", "Müller", "für", "Noël", "Zoë",
        "naïve", "Citroën", "Björk", "Köln", "Señor", "El Niño", "Peña", "mañana", "Straße", "Søren", "Pål",
        "smörgåsbord", "Loïc Dupont", "Haïti", "Anaïs", "Saône", "façade", "São Paulo", "coração", "Größe",
        "5 µm", "10µg", "25°C", "100 m²", "½", "1½", "3 × 4", "8 ÷ 2", "© 2026", "Sony®", "§ 5", "£ 5", "¥500",
        "« Hà »", "A·B", "· nam", "Hoa¹", "Trang¹", "encyclopædia", "exam\u00adple", "Ba\u00a0Na", "Ðình", "Ðào",
        "Hà Nam", "Hòa Bình", "có", "không", "Tân", "Trí", "Tú", "Lý", "Tó", "Sè", "Mỹ Lộc", "HÒA", "TRÍ", "ÂN",
        "Pelé", "René", "José", "María", "León", "Ramón", "tôt", "côte", "même", "père", "très", "où", "être",
        "René Lê", "gia\u00adđình", "Łódź", "Привет", "北京", "naïveté", "Nguyên", "Lâm Hà", "Hà Tân Trí",
    ],
)  # fmt: skip
def test_what_is_no_old_text_stays(text):
    assert to_unicode(text) == (text, UNICODE)


def test_the_table_agrees_with_the_system(tmp_path):
    """glibc's TCVN is wider, but the same at the places that TCVN3 has."""
    old = "".join(chr(code) for code in range(0xA1, 0x100) if chr(code) in old_encodings.TCVN3.values())
    raw = old.encode("latin-1")
    try:
        done = subprocess.run(
            ["iconv", "-f", "TCVN", "-t", "UTF-8"], input=raw, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no iconv with TCVN here")
    assert decode(old, TCVN3) == unicodedata.normalize("NFC", done.stdout.decode())


def test_every_demo_name_and_street_is_spelled_as_vietnamese():
    lists = tomllib.loads(resource("demo/people.toml").read_text("utf-8"))
    pairs = [*lists["family"], *lists["middle"]["male"], *lists["middle"]["female"], *lists["streets"]]
    words = [word for pair in pairs for word in pair.split() if word.isalpha()]
    assert len(words) > 50
    assert [word for word in words if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "word", ["thuở", "nghiêng", "quyết", "gì", "giếng", "khuya", "ưỡn", "Quý", "yêu", "Lý"]
)
def test_words_are_words(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["ngi", "cê", "kan", "hàt", "Cafộ", "ẵ", "đ", "bcd", "Hoaạ", "pồ", "ừơ", "quu", "x1", "ñinh"]
)
def test_nonsense_is_not(word):
    assert not is_syllable(word)
