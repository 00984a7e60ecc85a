"""Stock lists as suppliers write them: titles, kinds, months, prices, ranges, and what is no row."""

from datetime import date

import pytest

from firereg.errors import BadInputError
from firereg.exchange.heads import find_header, list_sheets
from firereg.exchange.sheets import Sheet, read_sheets
from firereg.exchange.stock_columns import STOCK, StockField, stock_field_label
from firereg.exchange.stock_list import (
    SkippedRow,
    StockCaption,
    StockRow,
    read_stock_caption,
    read_stock_rows,
)
from firereg.exchange.stock_template import stock_sample, stock_template
from tests.exchange.list_files import ods, windows_1258, xlsx
from tests.exchange.old_encodings import to_tcvn3, to_vni

TODAY = date(2023, 10, 20)
F = StockField


def rows_of(sheet: Sheet) -> list[StockRow | SkippedRow]:
    return list(read_stock_rows(sheet, find_header(sheet, STOCK), TODAY))


def one(title: str, cell: object) -> StockRow:
    cells = {"Số sê-ri": "PC-1", "Loại bình": "MFZL4"} | {title: cell}
    (row,) = rows_of(Sheet("DS", [list(cells), list(cells.values())]))
    return row


@pytest.mark.parametrize(
    ("title", "field"),
    [
        *(("STT", F.ORDINAL), ("Số sê-ri", F.SERIAL), ("Số seri", F.SERIAL), ("Serial No.", F.SERIAL)),
        *(("Số chế tạo", F.SERIAL), ("Mã bình", F.SERIAL), ("Số hiệu bình", F.SERIAL), ("S/N", F.SERIAL)),
        *(("Mã vạch", F.SERIAL), ("SỐ SERI BÌNH", F.SERIAL), ("Loại bình", F.KIND), ("Ký hiệu", F.KIND)),
        *(("Chủng loại", F.KIND), ("Kiểu/loại", F.KIND), ("Model", F.KIND), ("Loại bình chữa cháy", F.KIND)),
        *(("Tên hàng hóa", F.NAME), ("Tên thiết bị", F.NAME), ("Năm SX", F.MADE), ("Ngày sản xuất", F.MADE)),
        *(("NSX", F.MADE), ("Tháng/năm sản xuất", F.MADE), ("Nam san xuat", F.MADE), ("Nhà sản xuất", None)),
        *(
            ("Nước sản xuất", None),
            ("Xuất xứ", None),
            ("Số tem", F.LABEL),
            ("Nhãn", F.LABEL),
            ("Nhãn hiệu", None),
        ),
        *(("Đơn giá", F.PRICE), ("Giá (đồng)", F.PRICE), ("Thành tiền", None), ("Nhà tài trợ", F.DONOR)),
        *(("Nguồn", F.DONOR), ("Đơn vị tài trợ", F.DONOR), ("Đơn vị tính", None), ("ĐVT", None)),
        *(("Số lượng", F.QUANTITY), ("SL", F.QUANTITY), ("Số lượng (bình)", F.QUANTITY), ("Ghi chú", F.NOTE)),
        *(("Hạn bảo hành", None), ("Ngày kiểm định", None), ("Mã quản lý", F.LABEL)),
    ],
)
def test_titles_are_known_as_suppliers_write_them(title, field):
    assert STOCK.recognise(title) is field
    assert STOCK.recognise(title.upper()) is field


@pytest.mark.parametrize(
    ("cell", "made"),
    [
        ("03/2023", date(2023, 3, 1)),
        ("SX 3/23", date(2023, 3, 1)),
        ("2023-03", date(2023, 3, 1)),
        (2023, date(2023, 1, 1)),
        (2023.0, date(2023, 1, 1)),
        ("15/03/2023", date(2023, 3, 15)),
        (date(2023, 3, 15), date(2023, 3, 15)),
        (45000, date(2023, 3, 15)),
        ("Tháng 3/2023", date(2023, 3, 1)),
        ("không rõ", None),
        ("", None),
    ],
)
def test_months_of_manufacture(cell, made):
    row = one("Năm SX", cell)
    assert (row.made_on, row.problems) == (made, ())


@pytest.mark.parametrize(
    ("cell", "price"),
    [("500.000", 500_000), ("500000đ", 500_000), (500000.0, 500_000), ("500k", 500_000), ("350.000 VNĐ/", 350_000),
     ("1,2 triệu", 1_200_000), ("", None), ("-", None)],
)  # fmt: skip
def test_prices(cell, price):
    row = one("Đơn giá", cell)
    assert (row.price_dong, row.problems) == (price, ())


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("Năm SX", "12/2023"),
        ("Năm SX", date(2023, 10, 21)),
        ("Năm SX", "13/2022"),
        ("Năm SX", "mới"),
        ("Đơn giá", "500,000"),
        ("Đơn giá", "miễn phí"),
        ("Đơn giá", -5),
        ("Số sê-ri", 2.30001e17),
        ("Số sê-ri", "2.30001E+17"),
        ("Số sê-ri", date(2023, 3, 1)),
        ("Số sê-ri", "PC-3 đến PC-1"),
        ("Số sê-ri", "không tem"),
        ("Số tem", "T-1, T-2"),
        ("Số lượng", 2),
        ("Số lượng", "vài"),
        ("Ghi chú", "x" * 2000),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(title, cell):
    row = one(title, cell)
    assert [problem.column for problem in row.problems] == [title]
    assert row.problems[0].sentence


def test_a_quantity_without_serials_is_refused_with_the_way_out():
    sheet = Sheet(
        "DS", [["Số sê-ri", "Loại bình", "Số lượng"], ["", "MFZL4", 10], ["A-1..A-10", "MFZL4", 10]]
    )
    refused, taken = rows_of(sheet)
    assert "10" in refused.problems[0].sentence
    assert "A-001 đến A-010" in refused.problems[0].sentence
    assert (len(taken.serials), taken.problems) == (10, ())


def test_a_range_is_shown_written_out():
    row = one("Số sê-ri", "A-001 đến A-003")
    assert row.serials == ("A-001", "A-002", "A-003")
    assert [(repair.kind, repair.after) for repair in row.repairs] == [("range", "A-001, A-002, A-003")]


def test_numbers_keep_what_a_spreadsheet_has_of_them():
    assert one("Số sê-ri", 230001.0).serials == ("230001",)
    assert one("Số sê-ri", "'007").serials == ("007",)


def test_titles_totals_headings_and_signatures_are_left_out():
    head = ["STT", "Số sê-ri", "Loại bình", "Đơn giá"]
    rows = rows_of(
        Sheet(
            "DS",
            [
                *([["CÔNG TY MẪU"], [], head, ["(1)", "(2)", "(3)", "(4)"], ["I", "Bình bột MFZL4"]]),
                *([[1, "A-1", None, 350000], [2, "A-2", None, 350000], ["", "Cộng", None, 700000]]),
                *([head, [3, "B-1", "MT3", 900000], [], ["Tổng cộng: 3 bình"]]),
                *(
                    [
                        [None, None, "Ngày 15 tháng 9 năm 2023"],
                        ["Người lập", None, "Thủ kho"],
                        ["Trần Văn Mẫu"],
                    ]
                ),
            ],
        )
    )
    taken = [row for row in rows if isinstance(row, StockRow)]
    assert [(row.serials, row.kind, row.problems) for row in taken] == [
        (("A-1",), "Bình bột MFZL4", ()),
        (("A-2",), "Bình bột MFZL4", ()),
        (("B-1",), "MT3", ()),
    ]
    assert len(rows) - len(taken) == 8


def test_a_part_after_the_signatures_of_another_is_read():
    head = ["STT", "Số sê-ri", "Loại bình"]
    signed = [["Người lập", None, None], [None, "Trần Văn 2", None]]
    rows = rows_of(Sheet("DS", [head, [1, "A-1", "MT3"], *signed, [2, "B-1", "MT3"], [None, "B-2", "MT3"]]))
    assert [getattr(row, "serials", ()) for row in rows] == [("A-1",), (), (), ("B-1",), ("B-2",)]


def test_the_kind_stands_in_a_joined_cell_or_in_the_name(tmp_path):
    head = ["Số sê-ri", "Tên hàng", "Ký hiệu"]
    path = xlsx(
        tmp_path / "a.xlsx",
        [head, ["A-1", "Bình bột", "MFZL4"], ["A-2", "Bình bột", None], ["A-3", "Bình khí CO2 3kg", None]],
        merged=["C2:C3"],
    )
    ((sheet, _header),) = list_sheets(read_sheets(path), STOCK)
    assert [row.kind for row in rows_of(sheet)] == ["MFZL4", "MFZL4", "Bình khí CO2 3kg"]


def test_a_list_without_serials_is_refused():
    with pytest.raises(BadInputError, match="serial numbers") as refused:
        rows_of(Sheet("DS", [["STT", "Loại bình", "Số lượng"], [1, "MFZL4", 10]]))
    assert refused.value.field == "map"
    with pytest.raises(BadInputError, match="Số sê-ri"):
        find_header(Sheet("DS", [["Họ và tên", "Địa chỉ"], ["An", "x"]]), STOCK)


@pytest.mark.parametrize("old", [to_tcvn3, to_vni])
def test_old_encodings_are_converted(old):
    head = ["Số sê-ri", "Loại bình", "Nhà tài trợ", "Ghi chú"]
    values = ["PC-1", "Bình bột MFZL4", "Công ty Mẫu", "Tặng phường"]
    (row,) = rows_of(Sheet("DS", [[old(text) for text in head], [old(text) for text in values]]))
    assert (row.kind, row.donor, row.note) == ("Bình bột MFZL4", "Công ty Mẫu", "Tặng phường")
    assert {repair.kind for repair in row.repairs} == {old.__name__.removeprefix("to_")}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_every_kind_of_file(tmp_path, kind):
    rows = [
        ["Số sê-ri", "Loại bình", "Ghi chú"],
        ["007", "MFZL4", "đủ tem"],
        ["PC-2 đến PC-3", "CO2 3kg", ""],
    ]
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        xlsx(path, rows)
    elif kind == "ods":
        ods(path, rows)
    else:
        path.write_bytes(windows_1258("\n".join(";".join(row) for row in rows)))
    ((sheet, _header),) = list_sheets(read_sheets(path), STOCK)
    assert [(row.serials, row.kind, row.note) for row in rows_of(sheet)] == [
        (("007",), "MFZL4", "đủ tem"),
        (("PC-2", "PC-3"), "CO2 3kg", ""),
    ]


def test_the_lines_above_say_who_when_and_by_which_paper():
    lines = [
        ["BIÊN BẢN GIAO NHẬN"],
        ["Số: 12/BB"],
        ["Nhà tài trợ: Công ty Mẫu"],
        ["Theo hóa đơn số 0001234 ngày 15/09/2023"],
        ["STT", "Số sê-ri", "Loại bình"],
    ]
    header = find_header(Sheet("DS", lines), STOCK)
    assert read_stock_caption(header, TODAY) == StockCaption(
        "Công ty Mẫu", "hóa đơn số 0001234", date(2023, 9, 15)
    )
    assert read_stock_caption(find_header(Sheet("DS", lines[-1:]), STOCK), TODAY) == StockCaption()
    later = [["Ngày 21 tháng 10 năm 2023"], lines[-1]]
    assert read_stock_caption(find_header(Sheet("DS", later), STOCK), TODAY).day is None


@pytest.mark.parametrize("make", [stock_template, stock_sample])
def test_the_import_knows_every_column_of_its_own_template(tmp_path, make):
    path = tmp_path / "mau.xlsx"
    path.write_bytes(make())
    ((sheet, header),) = list_sheets(read_sheets(path), STOCK)
    assert header.columns.keys() == set(StockField) - {F.NAME, F.QUANTITY}
    assert (header.unknown, header.repeated) == ((), ())
    rows = rows_of(sheet)
    assert [row.problems for row in rows] == [()] * len(rows)
    assert sum(len(row.serials) for row in rows) == (5 if make is stock_sample else 0)


def test_every_field_has_a_name():
    assert len({stock_field_label(field) for field in StockField}) == len(StockField)
