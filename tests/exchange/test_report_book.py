import zipfile
from io import BytesIO

from python_calamine import load_workbook

from firereg.exchange.report_book import BookTable, report_book

TABLES = (
    BookTable("Tổng hợp", ("Chỉ tiêu", "Số lượng"), (("Bình", 300), ("=1+1", None))),
    BookTable("Loại bình", ("Loại", "Số bình"), (("MFZL4", 200), ("MT3", 100)), chart="bar"),
    BookTable("Tổ", ("Tổ", "Hộ", "Bình", "Quá hạn"), (("Tổ 7", 3, 4, 1),), chart="column", charted=(2, 3)),
    BookTable("Trống", ("Tháng", "Số bình"), (), chart="line"),
)


def test_each_table_has_its_sheet_and_its_figures():
    book = load_workbook(BytesIO(report_book("Năm 2026", TABLES)))
    assert book.sheet_names == [table.name for table in TABLES]
    rows = book.get_sheet_by_name("Loại bình").to_python()
    assert rows == [["Năm 2026", ""], ["", ""], ["Loại", "Số bình"], ["MFZL4", 200], ["MT3", 100]]


def test_charts_are_excels_own_and_follow_the_cells():
    parts = zipfile.ZipFile(BytesIO(report_book("Năm 2026", TABLES)))
    charts = [parts.read(name).decode() for name in sorted(parts.namelist()) if "/charts/chart" in name]
    assert len(charts) == 2  # without rows there is nothing to draw
    assert "<c:f>'Loại bình'!$B$4:$B$5</c:f>" in charts[0]
    assert charts[1].count("<c:ser>") == 2
    assert "<f>" not in parts.read("xl/worksheets/sheet1.xml").decode()
