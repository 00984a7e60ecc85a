import zipfile
from datetime import date
from io import BytesIO

from python_calamine import load_workbook

from firereg.exchange.workbook import Column, workbook

COLUMNS = [Column("Số", 5), Column("Tên", 20), Column("Ngày", 12), Column("Tiền", 12)]


def sheet_xml(data: bytes) -> str:
    return zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


def test_cells_keep_their_kind():
    data = workbook(
        "Danh sách", COLUMNS, [("007", "Đặng Thị Hoà", date(2026, 3, 5), 500_000), ("", "", None, None)]
    )
    sheet = load_workbook(BytesIO(data)).get_sheet_by_index(0)
    assert sheet.name == "Danh sách"
    assert sheet.to_python()[:2] == [
        ["Số", "Tên", "Ngày", "Tiền"],
        ["007", "Đặng Thị Hoà", date(2026, 3, 5), 500_000],
    ]


def test_text_never_becomes_a_formula_or_a_link():
    texts = ("=1+1", "{=1}", "+84912", "@SUM(A1)", "https://example.org", "internal:Sheet!A1")
    data = workbook("A", [Column("Chữ", 10)], [(text,) for text in texts])
    xml = sheet_xml(data)
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    rows = load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == list(texts)


def test_the_head_stays_and_filters():
    xml = sheet_xml(workbook("A", COLUMNS, [("1", "a", None, 1)]))
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:D2"/>' in xml
    assert '<autoFilter ref="A1:D1"/>' in sheet_xml(workbook("A", COLUMNS, []))
