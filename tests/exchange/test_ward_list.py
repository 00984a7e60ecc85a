import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.identity import FEMALE, MALE
from firereg.domain.poverty import Category
from firereg.errors import BadInputError
from firereg.exchange import heads
from firereg.exchange.caption import Caption, read_caption
from firereg.exchange.repairs import Repair, RepairKind, repair_label
from firereg.exchange.sheets import Sheet, read_sheets
from firereg.exchange.ward_columns import HOUSEHOLDS
from firereg.exchange.ward_list import Group, ListRow, SkippedRow, read_rows
from tests.exchange import list_files
from tests.exchange.old_encodings import to_tcvn3, to_vni

TODAY = date(2026, 11, 24)
TITLES = [
    "STT",
    "Họ và tên chủ hộ",
    "Năm sinh",
    "Giới tính",
    "Số CCCD",
    "Địa chỉ",
    "Tổ dân phố",
    "Số khẩu",
    "SĐT",
]
OLD_XLS = Path(__file__).parent.parent / "data" / "lists" / "ward.xls"


def find_header(sheet):
    return heads.find_header(sheet, HOUSEHOLDS)


def list_sheets(sheets, wanted=""):
    return heads.list_sheets(sheets, HOUSEHOLDS, wanted)


def rows_of(sheet: Sheet) -> list[ListRow | SkippedRow]:
    return list(read_rows(sheet, find_header(sheet), TODAY))


def one(title: str, cell: object, **others: object) -> ListRow:
    """The row of a list with one more column, or with another cell in a usual one."""
    cells = {"Họ và tên": "Nguyễn Văn An", "Ghi chú": "-"} | others | {title: cell}
    row = rows_of(Sheet("DS", [list(cells), list(cells.values())]))[0]
    assert isinstance(row, ListRow)
    return row


def households(rows: list[ListRow | SkippedRow]) -> list[ListRow]:
    return [row for row in rows if isinstance(row, ListRow)]


def kinds(row: ListRow) -> list[str]:
    return [repair.kind.value for repair in row.repairs]


def test_a_good_row_is_taken_as_it_stands():
    row = [1, "Nguyễn Thị Hương", 1965.0, "Nữ", "031165001234", "12/34 Chợ Hàng", 5.0, 4.0, "0912345678"]
    assert rows_of(Sheet("DS", [TITLES, row])) == [
        ListRow(
            row_number=2,
            head_name="Nguyễn Thị Hương",
            id_number="031165001234",
            born_year=1965,
            sex=FEMALE,
            group=Group("5", 5),
            address="12/34 Chợ Hàng",
            persons=4,
            phone="0912345678",
            category=None,
            certificate="",
            decision="",
            note="",
            code="",
        )
    ]


def test_empty_cells_give_empty_values():
    row = rows_of(Sheet("DS", [TITLES, ["1", "Nguyễn Văn An"]]))[0]
    assert row == ListRow(2, "Nguyễn Văn An", "", None, "", Group(), "", None, "", None, "", "", "", "")


def test_an_old_list_is_read_to_the_letter():
    """Titles, an ID number kept as a number, dates, TCVN3 in one row, capitals, a total."""
    ((sheet, header),) = list_sheets(read_sheets(OLD_XLS))
    first, second, total = read_rows(sheet, header, TODAY)
    assert isinstance(first, ListRow)
    assert isinstance(second, ListRow)
    assert (first.head_name, first.id_number, first.born_year, first.group.number, first.persons) == (
        "Nguyễn Văn An",
        "031065001234",
        1965,
        5,
        4,
    )
    assert first.repairs == (
        Repair("Họ và tên chủ hộ", "NGUYỄN VĂN AN", "Nguyễn Văn An", RepairKind.CAPITALS),
        Repair("Số CCCD", "31065001234", "031065001234", RepairKind.LEADING_ZERO),
        Repair("Tổ dân phố", "TDP số 5", "5", RepairKind.GROUP),
    )
    assert (second.head_name, kinds(second)) == ("Trần Thị Bình", ["tcvn3"])
    assert total == SkippedRow(6, "A total.")


@pytest.mark.parametrize(
    ("cell", "number", "repairs"),
    [
        ("031065001234", "031065001234", []),
        ("031 065 001 234", "031065001234", ["number"]),
        ("'031065001234", "031065001234", ["number"]),
        (31065001234.0, "031065001234", ["leading_zero"]),
        ("31065001234", "031065001234", ["leading_zero"]),
        (1065001234, "001065001234", ["leading_zero"]),
        ("3.1065001234E+10", "031065001234", ["number", "leading_zero"]),
        ("3,1065001234E+10", "031065001234", ["number", "leading_zero"]),
        ("31065001234.0", "031065001234", ["number", "leading_zero"]),
        ("012345678", "012345678", []),
        (12345678.0, "012345678", ["leading_zero"]),
        ("CCCD: 031065001234", "031065001234", ["number"]),
        ("031065001234 / 012345678", "031065001234", ["number"]),
        ("không có", "", []),
        ("-", "", []),
    ],
)
def test_id_numbers_come_back_whole(cell, number, repairs):
    row = one("Số CCCD", cell)
    assert (row.id_number, kinds(row), row.problems) == (number, repairs, ())


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("3.1E+10", "lost digits"),
        ("3,1E+10", "lost digits"),
        ("3.10650E+10", "lost digits"),
        (31000000000.0, "lost digits"),
        (3.1e17, "lost digits"),
        (0.5, "lost digits"),
        (-5.0, "lost digits"),
        (float("nan"), "lost digits"),
        ("99065001234", "11 digits"),
        ("0310650012", "10 digits"),
        ("12345", "5 digits"),
        ("abc", "digits only"),
        (date(2026, 1, 2), "A date"),
    ],
)
def test_digits_are_never_guessed(cell, words):
    row = one("Số CCCD", cell)
    assert row.id_number == ""
    (problem,) = row.problems
    assert words in problem.sentence
    assert problem.column == "Số CCCD"


def test_a_zero_is_put_back_only_where_year_and_sex_fit():
    fitting = one("Số CCCD", 31065001234.0, **{"Năm sinh": 1965, "Giới tính": "Nam"})
    assert (fitting.id_number, fitting.problems) == ("031065001234", ())
    strange = one("Số CCCD", 31065001234.0, **{"Năm sinh": 1970})
    assert "born in 1965" in strange.problems[0].sentence
    typed = one("Số CCCD", "031065001234", **{"Năm sinh": 1970})
    assert typed.problems == ()
    assert "born in 1965" in typed.warnings[0]
    assert "of a man" in one("Số CCCD", "031065001234", **{"Giới tính": "Nữ"}).warnings[0]


@pytest.mark.parametrize(
    ("cell", "phone", "repairs"),
    [
        ("0912345678", "0912345678", []),
        ("0912.345.678", "0912345678", ["phone"]),
        (912345678.0, "0912345678", ["leading_zero"]),
        ("912345678", "0912345678", ["leading_zero"]),
        ("+84 912 345 678", "0912345678", ["phone"]),
        ("0225 3 123 456", "02253123456", ["phone"]),
        (2253123456.0, "02253123456", ["leading_zero"]),
        ("0912345678 / 0987654321", "0912345678", ["phone"]),
        ("không", "", []),
    ],
)
def test_phone_numbers_become_digits(cell, phone, repairs):
    row = one("SĐT", cell)
    assert (row.phone, kinds(row), row.problems) == (phone, repairs, ())


def test_what_is_no_phone_number_stops_the_row():
    assert "old area code" in one("SĐT", "0313 123 456").problems[0].sentence
    assert one("SĐT", "12345").problems[0].value == "12345"


@pytest.mark.parametrize(
    ("cell", "year", "repairs"),
    [
        (1965.0, 1965, []),
        ("1965", 1965, []),
        (date(1965, 3, 5), 1965, []),
        ("05/03/1965", 1965, []),
        ("5-3-1965", 1965, []),
        ("3/1965", 1965, []),
        ("00/00/1965", 1965, []),
        ("1965-03-05", 1965, []),
        (float((date(1965, 3, 5) - date(1899, 12, 30)).days), 1965, ["date"]),
        ("23806", 1965, ["date"]),
        ("", None, []),
    ],
)
def test_years_of_birth_come_from_years_dates_and_serials(cell, year, repairs):
    row = one("Ngày sinh", cell)
    assert (row.born_year, kinds(row), row.problems) == (year, repairs, ())


@pytest.mark.parametrize("cell", ["31/02/1965", "2050", 1850.0, "không rõ năm", "65", 1.5, date(2030, 1, 1)])
def test_what_is_no_year_of_birth_stops_the_row(cell):
    assert one("Ngày sinh", cell).problems[0].column == "Ngày sinh"


@pytest.mark.parametrize(
    ("cell", "group"),
    [
        (5.0, Group("5", 5)),
        ("5", Group("5", 5)),
        ("05", Group("05", 5)),
        ("TDP số 5", Group("TDP số 5", 5)),
        ("Tổ 5", Group("Tổ 5", 5)),
        ("KP5", Group("KP5", 5)),
        ("Tổ dân phố số 05", Group("Tổ dân phố số 05", 5)),
        ("TO DAN PHO 12", Group("TO DAN PHO 12", 12)),
        ("tdp: 7", Group("tdp: 7", 7)),
        ("Tổ 5 (Hàng Kênh)", Group("Tổ 5 (Hàng Kênh)", 5, "Hàng Kênh")),
        ("Tổ 5 - phường Hàng Kênh", Group("Tổ 5 - phường Hàng Kênh", 5, "Hàng Kênh")),
        ("5A", Group("5A")),
        ("An Dương", Group("An Dương")),
        (None, Group()),
    ],
)
def test_groups_are_known_by_their_number(cell, group):
    assert one("TDP", cell).group == group


def test_a_group_takes_the_ward_beside_it():
    assert one("TDP", 5.0, **{"Phường cũ": "Hàng Kênh"}).group == Group("5", 5, "Hàng Kênh")


@pytest.mark.parametrize(
    ("title", "cell", "category"),
    [
        ("Hộ nghèo", "x", Category.POOR),
        ("Hộ nghèo", "X ", Category.POOR),
        ("Hộ nghèo", 1.0, Category.POOR),
        ("Hộ cận nghèo", "✓", Category.NEAR_POOR),
        ("Hộ cận nghèo", "có", Category.NEAR_POOR),
        ("Hộ cận nghèo", "không", None),
        ("Hộ cận nghèo", 0.0, None),
        ("Đối tượng", "Hộ nghèo", Category.POOR),
        ("Đối tượng", "HCN", Category.NEAR_POOR),
        ("Đối tượng", "Hộ cận nghèo", Category.NEAR_POOR),
        ("Đối tượng", "Mới thoát nghèo", Category.ESCAPED_POOR),
        ("Đối tượng", "Hộ mới thoát cận nghèo", Category.ESCAPED_NEAR_POOR),
        ("Đối tượng", "Gia đình chính sách", Category.POLICY),
        ("Đối tượng", "Hoàn cảnh khó khăn", Category.HARDSHIP),
        ("Đối tượng", "Khác", Category.OTHER),
        ("Đối tượng", "Không", None),
        ("Hộ nghèo/cận nghèo", "cận nghèo", Category.NEAR_POOR),
    ],
)
def test_categories_by_mark_and_by_words(title, cell, category):
    row = one(title, cell)
    assert (row.category, row.problems) == (category, ())


def test_a_mark_that_is_none_and_two_categories_stop_the_row():
    assert "no mark" in one("Hộ nghèo", "12/GCN").problems[0].sentence
    assert "no category" in one("Đối tượng", "???").problems[0].sentence
    assert "two categories" in one("Hộ nghèo", "x", **{"Hộ cận nghèo": "x"}).problems[0].sentence


def test_columns_of_men_and_women_give_year_and_sex():
    head = ["Họ và tên", "Năm sinh Nam", "Năm sinh Nữ"]
    people = [
        ["Nguyễn Văn An", 1965, None],
        ["Trần Thị B", None, "1970"],
        ["Lê C", "x", None],
        ["Ngô D", 1, 2],
    ]
    rows = households(rows_of(Sheet("DS", [head, *people])))
    assert [(row.born_year, row.sex) for row in rows[:3]] == [(1965, MALE), (1970, FEMALE), (None, MALE)]
    assert "Năm sinh Nữ" in [problem.column for problem in rows[3].problems]


def test_an_address_is_put_together():
    row = one("Số nhà", "12/34", **{"Đường": "Chợ Hàng", "Địa chỉ": "Dư Hàng Kênh"})
    assert row.address == "12/34 Chợ Hàng, Dư Hàng Kênh"
    assert one("Số nhà", 12.0, Đường="Chợ Hàng").address == "12 Chợ Hàng"
    assert "made the date 12/03/2026" in one("Số nhà", date(2026, 3, 12)).problems[0].sentence


def test_names_lose_capitals_and_spaces_in_view():
    assert one("Họ và tên", "NGUYỄN  THỊ\nHOA").repairs == (
        Repair("Họ và tên", "NGUYỄN  THỊ\nHOA", "NGUYỄN THỊ HOA", RepairKind.SPACES),
        Repair("Họ và tên", "NGUYỄN THỊ HOA", "Nguyễn Thị Hoa", RepairKind.CAPITALS),
    )
    assert one("Họ và tên", " Nguyễn Thị Hoa ").repairs == ()
    nfd = unicodedata.normalize("NFD", "Nguyễn Thị Hoa")
    assert (one("Họ và tên", nfd).head_name, kinds(one("Họ và tên", nfd))) == ("Nguyễn Thị Hoa", ["nfd"])
    assert "500 characters" in one("Họ và tên", "N" * 500).problems[0].sentence
    assert "control character" in one("Họ và tên", "Lan\x02").problems[0].sentence
    assert "no name" in one("Họ và tên", 12345.0, SĐT="0912345678").problems[0].sentence.replace(
        "is not a", "no"
    )


def test_a_missing_name_stops_the_row():
    row = rows_of(Sheet("DS", [TITLES, [1, None, 1965.0, None, "031065001234"]]))[0]
    assert isinstance(row, ListRow)
    assert row.problems[0].column == "Họ và tên chủ hộ"


def test_what_is_no_household_is_left_out_with_the_reason():
    numbers = [f"({n})" for n in range(1, 10)]
    rows = rows_of(
        Sheet(
            "DS",
            [
                TITLES,
                numbers,
                ["I", "TỔ DÂN PHỐ SỐ 5: 120 HỘ"],
                [1, "Tống Công Minh", 1965.0, None, None, "Chợ Hàng", None, 4.0],
                [],
                ["II", "Tổ 6"],
                [None, "Hộ cận nghèo"],
                [2, "Đào Thị Bé", 1970.0, None, None, "Chợ Hàng"],
                TITLES,
                numbers,
                [3, "Ngô Ký", None, None, None, "Chợ Con"],
                [None, "Ghi chú cuối trang"] + [None] * 7,
                ["Cộng", None, None, None, None, None, None, 8.0],
                [None, "Tổng cộng: 3 hộ", None, None, None, None, None, 8.0],
                [],
                [None, None, None, None, None, None, "Hải Phòng, ngày 05 tháng 3 năm 2026"],
                [None, "NGƯỜI LẬP BIỂU", None, None, None, None, "TM. UBND PHƯỜNG"],
                [None, "(Ký, ghi rõ họ tên)"],
                [None, "Nguyễn Thị Lập", None, None, None, None, "Trần Văn Chủ"],
                [],
            ],
        )
    )
    found = households(rows)
    assert [(row.row_number, row.head_name, row.group.number, row.category) for row in found[:3]] == [
        (4, "Tống Công Minh", 5, None),
        (8, "Đào Thị Bé", 6, Category.NEAR_POOR),
        (11, "Ngô Ký", 6, Category.NEAR_POOR),
    ]
    reasons = {row.row_number: row.reason for row in rows if isinstance(row, SkippedRow)}
    assert reasons == {
        3: "The heading of a part of the list.",
        5: "The row is empty.",
        6: "The heading of a part of the list.",
        7: "The heading of a part of the list.",
        9: "The titles of the columns once more.",
        10: "The titles of the columns once more.",
        13: "A total.",
        14: "A total.",
        15: "The row is empty.",
        16: "The date and signatures below the list.",
        17: "The date and signatures below the list.",
        18: "The date and signatures below the list.",
        19: "The date and signatures below the list.",
    }


@pytest.mark.parametrize("name", ["Tống Công Minh", "Tống Cộng Hòa", "Cống Văn Tổng", "Ngày Thị Ký"])
def test_a_person_is_no_total(name):
    (row,) = rows_of(Sheet("DS", [TITLES, [None, name]]))
    assert isinstance(row, ListRow)
    assert row.head_name == name


def test_signatures_in_the_midst_end_a_part_and_not_the_list():
    signed = [None, "Người lập biểu", None, None, None, "Tổ trưởng"]
    rows = rows_of(
        Sheet(
            "DS", [TITLES, [1, "Lê An"], signed, [None, "Vũ Lập"], [1, "Lê Bình"], [None, "Lê Cao"], signed]
        )
    )
    assert [row.head_name for row in households(rows)] == ["Lê An", "Lê Bình", "Lê Cao"]


def test_joined_cells_of_a_group_count_for_every_row(tmp_path):
    rows = [
        ["Họ và tên", "TDP", "Năm sinh"],
        ["Nguyễn Văn An", "Tổ 5", 1960],
        ["Lê Bình", None, 1961],
        ["Vũ C", 6, 1962],
    ]
    ((sheet, header),) = list_sheets(
        read_sheets(list_files.xlsx(tmp_path / "a.xlsx", rows, merged=["B2:B3"]))
    )
    assert [row.group.number for row in households(list(read_rows(sheet, header, TODAY)))] == [5, 5, 6]


@pytest.mark.parametrize(
    ("old", "font", "kind"), [(to_tcvn3, ".VnTime", "tcvn3"), (to_vni, "VNI-Times", "vni")]
)
def test_a_list_in_an_old_font_is_read_whole(tmp_path, old, font, kind):
    people = [["Họ và tên", "Địa chỉ"], ["Hồ Thị An", "Số 5 Chợ Hàng"], ["Nguyễn Văn Tú", "Ngõ 7"]]
    path = list_files.xlsx(
        tmp_path / "a.xlsx", [[old(cell) for cell in row] for row in people], fonts={0: font, 1: font}
    )
    ((sheet, header),) = list_sheets(read_sheets(path))
    rows = households(list(read_rows(sheet, header, TODAY)))
    assert [[row.head_name, row.address] for row in rows] == people[1:]
    assert {repair.kind for row in rows for repair in row.repairs} == {kind}


def test_mixed_encodings_in_one_sheet_and_capital_fonts(tmp_path):
    rows = [["Họ và tên", "Ghi chú"], ["nguyÔn v¨n tó", to_vni("Đã chuyển đi")], ["trÇn thÞ b×nh", "Tốt"]]
    path = list_files.xlsx(tmp_path / "a.xlsx", rows, fonts={0: ".VnTimeH"})
    ((sheet, header),) = list_sheets(read_sheets(path))
    first, second = households(list(read_rows(sheet, header, TODAY)))
    assert (first.head_name, first.note, second.head_name, second.note) == (
        "Nguyễn Văn Tú",
        "Đã chuyển đi",
        "Trần Thị Bình",
        "Tốt",
    )
    assert kinds(first) == ["tcvn3", "capitals", "vni"]


def test_capital_fonts_give_capitals(tmp_path):
    rows = [["Họ và tên", "Địa chỉ"], ["Lê An", to_tcvn3("số 5 chợ hàng")], ["Lê B", to_tcvn3("số 7")]]
    path = list_files.xlsx(tmp_path / "a.xlsx", rows, fonts={1: ".VnTimeH"})
    ((sheet, header),) = list_sheets(read_sheets(path))
    assert [row.address for row in households(list(read_rows(sheet, header, TODAY)))] == [
        "SỐ 5 CHỢ HÀNG",
        "SỐ 7",
    ]


def test_a_doubtful_cell_follows_its_column_where_fonts_are_unknown(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "\n".join(["Họ tên;Địa chỉ", *map(to_tcvn3, ["Đỗ Tú;Số 5", "Ngô Văn Bình;Ngõ 7 phố Chợ Hàng"])])
    )
    ((sheet, header),) = list_sheets(read_sheets(path))
    assert [row.address for row in households(list(read_rows(sheet, header, TODAY)))] == [
        "Số 5",
        "Ngõ 7 phố Chợ Hàng",
    ]
    alone = one("Địa chỉ", "Sè 5")
    assert (alone.address, alone.repairs) == ("Sè 5", ())


def test_the_sheets_with_a_list_are_found_or_named():
    cover, first, second = (
        Sheet("Bìa", [["Danh sách"]]),
        *(Sheet(name, [TITLES, [1, "An"]]) for name in "AB"),
    )
    assert [sheet.name for sheet, _ in list_sheets([cover, first, second])] == ["A", "B"]
    assert [sheet.name for sheet, _ in list_sheets([first, second, cover], "B")] == ["B"]
    for sheets, wanted in (([cover], ""), ([first], "X"), ([cover, first], "Bìa"), ([], "")):
        with pytest.raises(BadInputError) as caught:
            list_sheets(sheets, wanted)
        assert caught.value.field == "sheet"


def test_the_lines_above_a_list_count_for_rows_that_say_nothing():
    lines = [
        ["DANH SÁCH HỘ CẬN NGHÈO NĂM 2026 - TỔ DÂN PHỐ SỐ 07"],
        ["(Kèm theo Quyết định số 15/QĐ-UBND ngày 05/01/2026 năm 2025)"],
    ]
    sheet = Sheet(
        "DS",
        [*lines, [*TITLES, "Quyết định"], [1, "Lê An"], [2, "Lê B", *[None] * 4, "Tổ 8", 1, None, "9/QĐ"]],
    )
    assert read_caption(find_header(sheet)) == Caption(
        Group("Tổ dân phố 7", 7), Category.NEAR_POOR, "15/QĐ-UBND", 2026
    )
    first, second = households(rows_of(sheet))
    assert (first.group.number, first.category, first.decision) == (7, Category.NEAR_POOR, "15/QĐ-UBND")
    assert (second.group.number, second.category, second.decision) == (8, Category.NEAR_POOR, "9/QĐ")
    assert one("Hộ nghèo", None).category is None
    (named,) = households(rows_of(Sheet("TDP 12", [TITLES, [1, "Lê An"]])))
    assert named.group.number == 12


@pytest.mark.parametrize(
    "line",
    [
        "HỘ NGHÈO, HỘ CẬN NGHÈO",
        "Hộ cận nghèo và hộ nghèo",
        "TỔ 5 VÀ TỔ 6",
        "Danh sách hộ dân năm 2025, năm 2026",
    ],
)
def test_a_caption_of_two_things_says_neither(line):
    assert read_caption(find_header(Sheet("DS", [[line], TITLES]))) == Caption()


def test_without_a_column_of_names_nothing_is_read():
    sheet = Sheet("DS", [["Số CCCD", "Địa chỉ"], ["031065001234", "Chợ Hàng"]])
    with pytest.raises(BadInputError, match="heads of households") as caught:
        rows_of(sheet)
    assert caught.value.field == "map"


def test_every_kind_of_repair_has_a_name():
    assert len({repair_label(kind) for kind in RepairKind}) == len(RepairKind)


cells = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(
        [*TITLES, "Tổng cộng", "x", "TDP số 5", "3.1E+10", "NguyÔn V¨n An", "I", "(1)", "Hộ nghèo"]
    ),
    st.integers(-10, 2**60),
    st.floats(),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
)


@given(st.lists(st.lists(cells, max_size=9), max_size=12), st.booleans())
def test_any_grid_gives_rows_or_a_sentence(grid, with_titles):
    sheet = Sheet("DS", [TITLES, *grid] if with_titles else grid)
    try:
        rows = rows_of(sheet)
    except BadInputError:
        assert not with_titles
        return
    numbers = [row.row_number for row in rows]
    assert numbers == sorted(set(numbers))
    for row in households(rows):
        assert row.head_name or row.problems
        assert unicodedata.is_normalized("NFC", row.head_name)


@given(st.dates(date(1930, 1, 1), TODAY))
def test_a_date_in_any_form_gives_its_year(day):
    serial = float((day - date(1899, 12, 30)) / timedelta(days=1))
    for cell in (day, serial, f"{day:%d/%m/%Y}", day.isoformat(), f"{day.day}.{day.month}.{day.year}"):
        assert one("Ngày sinh", cell).born_year == day.year


@pytest.mark.parametrize("cell", ["031•••••1234", "031*****1234", "•••••••678"])
def test_a_number_that_was_hidden_says_nothing(cell):
    row = one("Số CCCD", cell, SĐT=cell)
    assert (row.id_number, row.phone, row.problems) == ("", "", ())


@pytest.mark.parametrize("title", ["Quan hệ với chủ hộ", "QUAN HỆ VỚI CH", "Mối quan hệ", "Quan hệ"])
def test_of_a_list_of_people_the_heads_are_the_households(title):
    people = [
        ("Nguyễn Văn An", "Chủ hộ"),
        ("Trần Thị Bé", "Vợ"),
        ("Nguyễn Văn Tám", "Chú"),
        ("Lê Văn Con", ""),
    ]
    sheet = Sheet("DS", [["Họ và tên", title, "Địa chỉ"], *([*one, "1 Hồ Sen"] for one in people)])
    rows = rows_of(sheet)
    assert [row.head_name for row in households(rows)] == ["Nguyễn Văn An", "Lê Văn Con"]
    reasons = [row.reason.partition(" is ")[0] for row in rows if isinstance(row, SkippedRow)]
    assert reasons == ["Trần Thị Bé (Vợ)", "Nguyễn Văn Tám (Chú)"]


def test_the_relation_to_somebody_else_is_no_relation_to_the_head():
    head = ["Họ và tên", "Quan hệ với người nhận", "Địa chỉ"]
    rows = rows_of(Sheet("DS", [head, ["Nguyễn Văn An", "Con", "1 Hồ Sen"]]))
    assert [row.head_name for row in households(rows)] == ["Nguyễn Văn An"]
