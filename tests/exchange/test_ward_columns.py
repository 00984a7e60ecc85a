import pytest

from firereg.errors import BadInputError
from firereg.exchange.heads import Header, column_letter, layout_key, map_columns
from firereg.exchange.heads import find_header as find_head
from firereg.exchange.sheets import Sheet
from firereg.exchange.ward_columns import HOUSEHOLDS, Field, field_label
from tests.exchange.old_encodings import to_tcvn3, to_vni


def find_header(sheet: Sheet) -> Header:
    return find_head(sheet, HOUSEHOLDS)


TITLES = ["STT", "Họ và tên chủ hộ", "Năm sinh", "Số CCCD", "Địa chỉ", "Tổ dân phố", "Số khẩu"]
TWO_LINES = Sheet(
    "DS",
    [
        ["ỦY BAN NHÂN DÂN PHƯỜNG", None, None],
        ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026"],
        [],
        [
            "STT",
            "Họ và tên chủ hộ",
            "Năm sinh",
            None,
            "Số CCCD/\nCMND",
            "Nơi ở",
            None,
            "Đối tượng",
            None,
            "GCN",
            None,
        ],
        [None, None, "Nam", "Nữ", None, "Số nhà", "TDP", "Hộ nghèo", "Hộ cận nghèo", "Số", "Ngày cấp"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
        [1, "Nguyễn Văn An", 1965.0, None, "031065001234", "12/34", 5.0, "x", None, "12", None],
    ],
)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("STT", Field.ORDINAL), ("Số TT", Field.ORDINAL), ("TT", Field.ORDINAL), ("Mã hộ", Field.CODE),
        ("Họ và tên chủ hộ", Field.HEAD_NAME), ("HỌ TÊN", Field.HEAD_NAME), ("Chủ hộ", Field.HEAD_NAME),
        ("Tên chủ hộ", Field.HEAD_NAME), ("Họ, tên chủ hộ", Field.HEAD_NAME), ("Ho va ten", Field.HEAD_NAME),
        ("Số CCCD", Field.ID_NUMBER), ("Số CMND/CCCD", Field.ID_NUMBER), ("Số định danh cá nhân", Field.ID_NUMBER),
        ("Căn cước", Field.ID_NUMBER), ("Ngày cấp CCCD", None), ("Nơi cấp", None),
        ("Năm sinh", Field.BORN), ("Ngày, tháng, năm sinh", Field.BORN), ("Ngày sinh", Field.BORN),
        ("Sinh năm", Field.BORN), ("Nam sinh", Field.BORN), ("NTNS", Field.BORN),
        ("Năm sinh Nam", Field.MALE), ("Nam", Field.MALE), ("Nữ", Field.FEMALE), ("Năm", None),
        ("Giới tính", Field.SEX), ("Nam/Nữ", Field.SEX), ("Số nhà", Field.HOUSE_NUMBER), ("Đường/phố", Field.STREET),
        ("Địa chỉ", Field.ADDRESS), ("Nơi thường trú", Field.ADDRESS), ("Chỗ ở hiện nay", Field.ADDRESS),
        ("Tổ dân phố", Field.GROUP), ("TDP", Field.GROUP), ("Tổ", Field.GROUP), ("KP", Field.GROUP),
        ("TDP/KP", Field.GROUP), ("Tổ dân phố số", Field.GROUP), ("Tổ trưởng", None), ("Phường cũ", Field.WARD),
        ("Số khẩu", Field.PERSONS), ("Nhân khẩu", Field.PERSONS), ("Số người trong hộ", Field.PERSONS),
        ("Điện thoại", Field.PHONE), ("SĐT", Field.PHONE), ("Số ĐT", Field.PHONE), ("Số điện thoại", Field.PHONE),
        ("Hộ nghèo", Field.POOR), ("Hộ cận nghèo", Field.NEAR_POOR), ("Cận nghèo (x)", Field.NEAR_POOR),
        ("Hộ nghèo/cận nghèo", Field.CATEGORY), ("Đối tượng", Field.CATEGORY), ("Diện hộ", Field.CATEGORY),
        ("Số giấy chứng nhận", Field.CERTIFICATE), ("GCN", Field.CERTIFICATE), ("Quyết định số", Field.DECISION),
        ("Ngày quyết định", None), ("Ghi chú", Field.NOTE), ("Dân tộc", None), ("Quan hệ với chủ hộ", Field.RELATION),
        ("Ký nhận", None), ("Nguyễn Văn An", None), ("Thu nhập", None),
    ],
)  # fmt: skip
def test_the_titles_of_ward_lists_are_known(title, field):
    assert HOUSEHOLDS.recognise(title) is field


def test_a_head_below_titles_is_found():
    header = find_header(
        Sheet("DS", [["UBND PHƯỜNG"], [], ["Danh sách hộ"], [*TITLES, "Thu nhập", None], [1, "An"]])
    )
    assert (header.row, header.data_starts) == (4, 5)
    assert header.columns == {
        Field.ORDINAL: 0,
        Field.HEAD_NAME: 1,
        Field.BORN: 2,
        Field.ID_NUMBER: 3,
        Field.ADDRESS: 4,
        Field.GROUP: 5,
        Field.PERSONS: 6,
    }
    assert header.unknown == (7,)
    assert header.title(7) == "Thu nhập"
    assert header.title(8) == "I"


@pytest.mark.parametrize(
    "merged", [(), (((3, 2), (3, 3)), ((3, 5), (3, 6)), ((3, 7), (3, 8)), ((3, 9), (3, 10)))]
)
def test_a_head_of_two_lines_and_numbers_below_it(merged):
    header = find_header(Sheet("DS", TWO_LINES.rows, merged))
    assert (header.row, header.data_starts) == (4, 7)
    assert header.titles[2:4] == ("Năm sinh Nam", "Năm sinh Nữ")
    assert header.columns == {
        Field.ORDINAL: 0,
        Field.HEAD_NAME: 1,
        Field.MALE: 2,
        Field.FEMALE: 3,
        Field.ID_NUMBER: 4,
        Field.HOUSE_NUMBER: 5,
        Field.GROUP: 6,
        Field.POOR: 7,
        Field.NEAR_POOR: 8,
        Field.CERTIFICATE: 9,
    }
    assert header.unknown == (10,)


def test_a_line_above_the_names_belongs_to_the_head():
    rows = [
        ["STT", "Thông tin chủ hộ", None, None],
        [None, "Họ và tên", "Năm sinh", "Số CCCD"],
        [1, "An", 1960, None],
    ]
    header = find_header(Sheet("DS", rows))
    assert (header.row, header.data_starts) == (1, 3)
    assert header.columns[Field.ORDINAL] == 0
    assert header.columns[Field.HEAD_NAME] == 1


def test_the_first_household_is_no_second_line():
    rows = [TITLES, [None, "Trần Thị B", None, None, "Chợ Hàng", "Tổ"], [None, None, None, None, "Chợ Hàng"]]
    assert find_header(Sheet("DS", rows)).data_starts == 2


@pytest.mark.parametrize("old", [to_tcvn3, to_vni])
def test_titles_in_old_letters_are_known(old):
    header = find_header(Sheet("DS", [[old(title) for title in TITLES], [1]]))
    assert len(header.columns) == len(TITLES)
    assert header.titles == tuple(TITLES)


def test_of_two_columns_with_one_meaning_the_first_counts():
    header = find_header(Sheet("DS", [["Họ và tên", "Số CCCD", "Số CMND", "Họ và tên"]]))
    assert header.columns == {Field.HEAD_NAME: 0, Field.ID_NUMBER: 1}
    assert header.repeated == (2, 3)


def test_the_clerk_names_columns_by_letter_number_and_title():
    header = find_header(Sheet("DS", [[*TITLES, "Thu nhập", "ĐTDĐ"]]))
    mapped = map_columns(header, {"phone": "ĐTDĐ", "note": "H", "persons": "", "code": "1"})
    assert (mapped.columns[Field.PHONE], mapped.columns[Field.NOTE], mapped.columns[Field.CODE]) == (8, 7, 0)
    assert Field.PERSONS not in mapped.columns
    assert Field.ORDINAL not in mapped.columns
    assert mapped.unknown == (6,)
    for wanted in ({"colour": "A"}, {"phone": "Z"}, {"phone": "99"}, {"phone": "Email"}):
        with pytest.raises(BadInputError) as caught:
            map_columns(header, wanted)
        assert caught.value.field == "map"


def test_a_layout_is_known_again():
    header = find_header(Sheet("DS", [TITLES, [1]]))
    assert layout_key(header) == layout_key(
        find_header(Sheet("S2", [["x"], [], [t.upper() for t in TITLES], [2]]))
    )
    assert layout_key(header) != layout_key(find_header(Sheet("DS", [TITLES[::-1]])))


@pytest.mark.parametrize("rows", [[], [[]], [["a", "b"], [1, 2]], [["Danh sách hộ nghèo"]], [["Ghi chú"]]])
def test_a_sheet_without_a_head_is_told(rows):
    with pytest.raises(BadInputError, match="“DS” has no row of column titles") as caught:
        find_header(Sheet("DS", rows))
    assert caught.value.field == "sheet"


def test_letters_and_labels():
    assert [column_letter(x) for x in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
    assert len({field_label(field) for field in Field}) == len(Field)
