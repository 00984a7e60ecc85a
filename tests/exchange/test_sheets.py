import tracemalloc
import unicodedata
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.errors import BadInputError
from firereg.exchange import archives
from firereg.exchange.sheets import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, read_sheets
from tests.exchange import list_files
from tests.exchange.old_encodings import to_tcvn3, to_vni

ROWS = [["Họ và tên", "Ghi chú"], ["Nguyễn Thị Hương", 'hai dòng,\n"nháy"; hết'], ["Đỗ Văn Tuấn", ""]]
READ = [["Họ và tên", "Ghi chú"], ["Nguyễn Thị Hương", 'hai dòng,\n"nháy"; hết'], ["Đỗ Văn Tuấn", None]]
OLD_XLS = Path(__file__).parent.parent / "data" / "lists" / "ward.xls"


def csv_text(separator: str) -> str:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in ROWS]
    return "\r\n".join(separator.join(row) for row in quoted) + "\r\n"


def refused(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        read_sheets(path)
    assert caught.value.field == "file"
    return str(caught.value)


def widest_row_or_sentence(path: Path) -> int:
    """The cells of the longest row; 0 for a file that is refused. Anything but a sentence goes through."""
    try:
        return max((len(row) for sheet in read_sheets(path) for row in sheet.rows), default=0)
    except BadInputError:
        return 0


def test_a_workbook_gives_text_numbers_dates_and_nothing(tmp_path):
    path = list_files.xlsx(
        tmp_path / "a.xlsx",
        [
            [],
            [None, "Đặng", 31072001234, 2.5, date(1965, 3, 5), True],
            [" hai ", "", datetime(2026, 1, 2, 3, 4)],
        ],
    )
    (sheet,) = read_sheets(path)
    assert sheet.name == "DS"
    assert sheet.rows == [
        [None] * 6,
        [None, "Đặng", 31072001234, 2.5, date(1965, 3, 5), 1],
        [" hai ", None, date(2026, 1, 2), None, None, None],
    ]
    assert type(sheet.rows[2][2]) is date


def test_joined_cells_have_their_value_in_the_first(tmp_path):
    path = list_files.xlsx(tmp_path / "a.xlsx", [["Năm sinh", None], ["Nam", "Nữ"]], merged=["A1:B1"])
    (sheet,) = read_sheets(path)
    assert sheet.rows == [["Năm sinh", None], ["Nam", "Nữ"]]
    assert sheet.merged == (((0, 0), (0, 1)),)


def test_fonts_are_known_for_the_cells_of_old_ones_alone(tmp_path):
    rows = [["Hä vµ tªn", "b"], ["NguyÔn", "c"]]
    path = list_files.xlsx(tmp_path / "a.xlsx", rows, fonts={0: ".VnTimeH", 1: "Arial"})
    (sheet,) = read_sheets(path)
    assert sheet.fonts() == {0: {0: ".VnTimeH", 1: ".VnTimeH"}}
    (plain,) = read_sheets(list_files.xlsx(tmp_path / "b.xlsx", rows))
    assert plain.fonts() == {}
    (old,) = read_sheets(OLD_XLS)
    assert old.fonts() == {}


def test_an_xls_is_read(tmp_path):
    (sheet,) = read_sheets(OLD_XLS)
    assert sheet.rows[2][:3] == ["STT", "Họ và tên chủ hộ", "Ngày sinh"]
    assert sheet.rows[3][:4] == [1, "NGUYỄN VĂN AN", date(1965, 3, 5), 31065001234]
    renamed = tmp_path / "ward.xlsx"
    renamed.write_bytes(OLD_XLS.read_bytes())
    assert read_sheets(renamed) == (sheet,)


def test_an_ods_is_read(tmp_path):
    blank = '<table:table-row table:number-rows-repeated="524000"><table:table-cell/></table:table-row>' * 2
    (sheet,) = read_sheets(
        list_files.ods(tmp_path / "a.ods", [["Họ tên", "", "Số"], ["Đặng", "b", "007"]], blank)
    )
    assert sheet.rows[:2] == [["Họ tên", None, "Số"], ["Đặng", "b", "007"]]


def test_hidden_sheets_stay_out(tmp_path):
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    for name in ("Một", "Hai", "Ba"):
        book.add_worksheet(name).write(0, 0, name)
    book.get_worksheet_by_name("Hai").hide()
    book.close()
    assert [sheet.name for sheet in read_sheets(tmp_path / "a.xlsx")] == ["Một", "Ba"]


def test_formulas_give_their_last_value(tmp_path):
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    page = book.add_worksheet("DS")
    page.write_formula(0, 0, "=1+1", value=2)
    page.write_formula(0, 1, "='[other.xlsx]S'!A1", value="Lan")
    page.write_formula(0, 2, "=1/0", value="#DIV/0!")
    page.write_datetime(0, 3, time(12, 30), book.add_format({"num_format": "hh:mm"}))
    book.close()
    assert read_sheets(tmp_path / "a.xlsx")[0].rows == [[2, "Lan", None, "12:30:00"]]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_is_read_in_any_unicode_and_with_any_separator(tmp_path, separator, encoding):
    path = tmp_path / "ds.csv"
    path.write_bytes(csv_text(separator).encode(encoding))
    (sheet,) = read_sheets(path)
    assert sheet.name == "ds"
    assert sheet.rows == READ


def test_a_csv_of_one_byte_is_windows_1258_or_the_old_letters(tmp_path):
    path = tmp_path / "ds.csv"
    path.write_bytes(list_files.windows_1258(csv_text(";")))
    assert [
        [unicodedata.normalize("NFC", cell or "") for cell in row] for row in read_sheets(path)[0].rows
    ] == ROWS
    for old in (to_tcvn3, to_vni):
        path.write_bytes(old(csv_text(";")).encode("cp1252"))
        assert read_sheets(path)[0].rows == [[old(cell) or None for cell in row] for row in ROWS]


def test_ragged_lines_and_a_list_of_one_column_are_taken(tmp_path):
    path = tmp_path / "ds.csv"
    path.write_text("Họ tên\nLan\n\nHoa;Huệ;\n", "utf-8")
    assert read_sheets(path)[0].rows[:2] == [["Họ tên"], ["Lan"]]


def test_a_million_empty_lines_do_no_harm(tmp_path):
    path = tmp_path / "ds.csv"
    path.write_text("Họ tên;Số\n;\n\nLan;1\n" + ";\n" * 1_000_000, "utf-8")
    assert read_sheets(path)[0].rows == [["Họ tên", "Số"], [], [], ["Lan", "1"]]


def test_macros_are_left_alone(tmp_path):
    good = list_files.xlsx(tmp_path / "good.xlsx", ROWS)
    with zipfile.ZipFile(good, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert read_sheets(good.rename(tmp_path / "a.xlsm"))[0].rows == READ


def test_every_bad_file_is_one_sentence(tmp_path, english):
    good = list_files.xlsx(tmp_path / "good.xlsx", [["a"]] * 2000).read_bytes()
    path = tmp_path / "bad.xlsx"
    for data, words in (
        (b"", "is empty"),
        (good[: len(good) // 2], "damaged"),
        (good[:4], "damaged"),
        (b"PK\x05\x06" + bytes(18), "not a list"),
        (OLD_XLS.read_bytes()[:1500], "damaged"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"<html><table><tr><td>Lan</td></tr></table></html>", "web page"),
        (b'\xef\xbb\xbf \n<?xml version="1.0"?><Workbook/>', "web page"),
        (b"%PDF-1.7\n", "not a list"),
        (b"a;b\n\x01\x02\x03;c\n", "not a list"),
        (b'a;b\n"' + b"x" * 200_000 + b'";c\n', "Line 2"),
        (b"a" * (MOST_BYTES + 1), "50 MB"),
        (b";".join([b"a"] * 201) + b"\n", "too large"),
        (b"a\n" * (MOST_ROWS + 1), "200.000 rows"),
    ):
        path.write_bytes(data)
        assert words in refused(path), (data[:20], words)
        assert "bad" in refused(path)
    assert "There is no file" in refused(tmp_path / "gone.xlsx")
    assert "cannot be read" in refused(tmp_path)


def test_a_password_of_an_xls_or_ods_is_told(tmp_path, english):
    data = bytearray(OLD_XLS.read_bytes())
    second_record = data.index(b"\x09\x08\x10\x00") + 20
    data[second_record : second_record + 4] = b"\x2f\x00\x06\x00"  # FILEPASS
    (tmp_path / "a.xls").write_bytes(data)
    assert "password" in refused(tmp_path / "a.xls")
    parts = {"content.xml": b"\x93\x01", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert "password" in refused(list_files.zipped(tmp_path / "a.ods", parts))


def test_other_archives_are_no_lists(tmp_path, english):
    assert "not a list" in refused(list_files.zipped(tmp_path / "a.docx", {"word/document.xml": b"<a/>"}))
    assert "not a list" in refused(list_files.zipped(tmp_path / "a.xlsb", {"xl/workbook.bin": b"x"}))


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path, english, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_UNPACKED", 30_000_000)
    good = list_files.xlsx(tmp_path / "good.xlsx", [["a"]])
    row = b"".join(b'<c r="%c1"><v>1</v></c>' % letter for letter in b"ABCDEFGHIJ")
    bomb = list_files.with_sheet_xml(
        tmp_path / "bomb.xlsx", good, (b'<row r="1">' + row + b"</row>") * 200_000
    )
    assert bomb.stat().st_size < 500_000
    tracemalloc.start()
    assert "more than a list can" in refused(bomb)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_size_that_lies_is_not_believed(tmp_path, english, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_UNPACKED", 3_000_000)
    good = list_files.xlsx(tmp_path / "good.xlsx", [["a"]])
    path = list_files.with_sheet_xml(tmp_path / "a.xlsx", good, b'<row r="1"></row>' * 500_000)
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    path.write_bytes(data.replace(size, (1000).to_bytes(4, "little")))
    assert "more than a list can" in refused(path)


@pytest.mark.parametrize("count", [b'uniqueCount="2147483648"', b"uniqueCount = '99999999'"])
def test_a_number_of_texts_that_lies_is_not_believed(tmp_path, english, count):
    """A reader would set up so many places, and the whole program ends where it has not that much memory."""
    good = list_files.xlsx(tmp_path / "good.xlsx", [["a"]])
    row = b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    shared = b'<sst count="1" ' + count + b"><si><t>a</t></si></sst>"
    assert "more than a list can" in refused(
        list_files.with_sheet_xml(tmp_path / "a.xlsx", good, row, shared)
    )


@pytest.mark.parametrize(
    "cell", [b'<c r="XFD1"><v>1</v></c>', b'<c r="A1048576" s="1"><v>1</v></c>', b'<c r="GS1"><v>1</v></c>']
)
def test_one_cell_far_out_does_not_set_up_the_grid(tmp_path, english, cell):
    good = list_files.xlsx(tmp_path / "good.xlsx", [["a"]])
    path = list_files.with_sheet_xml(tmp_path / "a.xlsx", good, b'<row r="1">' + cell + b"</row>")
    assert "more than a list can" in refused(path)


def test_thousands_of_rows_with_a_format_alone_do_no_harm(tmp_path):
    good = list_files.xlsx(tmp_path / "good.xlsx", [["a"]])
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (y, y) for y in range(2, 300_002))
    head = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="XFD1" s="0"/></row>'
    (sheet,) = read_sheets(list_files.with_sheet_xml(tmp_path / "a.xlsx", good, head + rows))
    assert sheet.rows == [["a"]]


def test_one_long_text_in_every_cell_is_refused(tmp_path, english):
    good = list_files.xlsx(tmp_path / "good.xlsx", [["a"]])
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (y, y) for y in range(1, 15_001))
    shared = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>'
        % (b"x" * 32_000)
    )
    assert "more than a list can" in refused(
        list_files.with_sheet_xml(tmp_path / "a.xlsx", good, cells, shared)
    )


def test_an_ods_that_repeats_its_cells_without_end_is_refused(tmp_path, english):
    cell = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row {}>{}</table:table-row>"
    for extra in (
        row.format('table:number-rows-repeated="1000000"', cell.format("", "x")),
        row.format("", cell.format('table:number-columns-repeated="16000"', "x")),
        row.format('table:number-rows-repeated="150000"', cell.format("", "x" * 3000)),
    ):
        assert "more than a list can" in refused(list_files.ods(tmp_path / "a.ods", [["a"]], extra))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"), b"a;b\n"]),
)
def test_any_bytes_give_a_list_or_a_sentence(tmp_path, data, start):
    path = tmp_path / "any.xlsx"
    path.write_bytes(start + data)
    assert widest_row_or_sentence(path) <= MOST_COLUMNS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.integers(0, 5000), st.integers(1, 255), st.sampled_from(["xlsx", "xls", "ods"]))
def test_a_workbook_with_one_wrong_byte_gives_a_list_or_a_sentence(tmp_path, capfd, place, change, kind):
    good = {
        "xlsx": list_files.xlsx(tmp_path / "good.xlsx", ROWS),
        "ods": list_files.ods(tmp_path / "good.ods", ROWS),
        "xls": OLD_XLS,
    }[kind]
    data = bytearray(good.read_bytes())
    data[place % len(data)] ^= change
    path = tmp_path / "any"
    path.write_bytes(data)
    assert widest_row_or_sentence(path) <= MOST_COLUMNS
