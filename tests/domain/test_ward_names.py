import pytest

from firereg.domain.ward_names import bare_name, body_lines, full_place, in_text, place


@pytest.mark.parametrize(
    ("ward", "expected"),
    [
        ("phường Dư Hàng Kênh", "Dư Hàng Kênh"),
        ("Phường Dư Hàng Kênh", "Dư Hàng Kênh"),
        ("Phường Lê Chân", "Phường Lê Chân"),
        ("Phường Trần  Nguyên Hãn", "Phường Trần Nguyên Hãn"),
        ("phường 7", "Phường 7"),
        ("phường Hồ Nam", "Hồ Nam"),  # a small noun says that it is no person (Annex II)
        ("xã An Hòa", "An Hòa"),
        ("Đặc khu Cát Hải", "Cát Hải"),
        ("Xã Xá", "Xá"),
        ("Phường", "Phường"),
        ("", ""),
    ],
)
def test_what_stands_before_the_date(ward, expected):
    assert place(ward) == expected


def test_both_spellings_and_the_letterhead():
    ward = " phường  Lê Chân "
    assert (bare_name(ward), full_place(ward)) == ("Lê Chân", "Phường Lê Chân")
    assert body_lines(ward) == ("ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ CHÂN")


@pytest.mark.parametrize(
    ("ward", "place", "inside"),
    [
        ("Phường Dư Hàng Kênh", "Dư Hàng Kênh", "phường Dư Hàng Kênh"),
        ("phường  Dư Hàng Kênh", "Dư Hàng Kênh", "phường Dư Hàng Kênh"),
        ("phường Lê Chân", "Phường Lê Chân", "Phường Lê Chân"),
        ("Dư Hàng Kênh", "Dư Hàng Kênh", "Dư Hàng Kênh"),
        ("Phường 7", "Phường 7", "Phường 7"),
    ],
)
def test_inside_a_sentence_the_noun_is_small_unless_the_name_needs_it(ward, place, inside):
    assert in_text(ward, place) == inside
