"""The walk sheet, read back and scanned."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from firereg.documents import walk_sheet as paper
from firereg.documents.walk_sheet import CHECKS, ROWS, walk_sheets_pdf
from tests.documents.equipment_samples import LONG_NAME, hard_walk_sheet, walk_sheet
from tests.documents.paper_reading import MM, flowing, overlaps, sheets
from tests.documents.scanning import QR, picture, scan


def test_every_line_has_a_qr_that_is_scanned_back(qapp) -> None:
    sheet = walk_sheet(ROWS)
    pdf = walk_sheets_pdf([sheet])
    found = sorted(scan(picture(pdf, dpi=250)), key=lambda one: one.y)
    assert [(one.symbol, one.text) for one in found] == [(QR, line.code) for line in sheet.lines]
    (page, _spare) = sheets(pdf)
    side = 10.5 * MM
    left = min(box[0] for box in page.boxes)
    assert max(box[2] for box in page.boxes) - left == pytest.approx(side, abs=0.1)


def test_no_rule_enters_the_white_around_a_qr() -> None:
    page = sheets(walk_sheets_pdf([walk_sheet(ROWS)]))[0]
    white = 4 * 10.5 * MM / 21 - 0.1
    left, right = min(b[0] for b in page.boxes), max(b[2] for b in page.boxes)
    top, foot = max(b[3] for b in page.boxes), min(b[1] for b in page.boxes)
    for x0, y0, x1, y1 in page.strokes:
        inside = (
            x0 < right + white
            and x1 > left - white
            and min(y0, y1) < top + white
            and max(y0, y1) > foot - white
        )
        assert not inside


def test_forty_lines_flow_over_pages_with_head_number_and_foot() -> None:
    pages = sheets(walk_sheets_pdf([walk_sheet(40)]))
    assert len(pages) == 4
    for number, page in enumerate(pages, start=1):
        assert (page.width, page.height) == pytest.approx((297 * MM, 210 * MM), abs=0.1)
        page.line("PHIẾU KIỂM TRA BÌNH CHỮA CHÁY")
        page.line("Tổ dân phố số 7")
        page.line("Từ 01/11/2026 đến 30/11/2026")
        page.line(f"Trang {number}/4")
        page.line("Người kiểm tra: Phạm Quốc Mẫu")
        page.line("Chữ ký:")
        for word in ("Vị trí", "Dễ thấy", "Đầy", "Vỏ, vòi", "Đạt", "Hỏng", "Ghi chú"):
            page.line(word)
    positions = [
        line.text for page in pages for line in page.lines if line.text.isdigit() and line.size == 11
    ]
    assert sorted(map(int, positions)) == list(range(1, 41))
    pages[-1].line("Kết quả: tổng số 40 bình")
    assert pages[-1].text.count("Thấy ngoài danh sách") == paper.SPARE_ROWS


def test_a_line_has_a_box_for_each_point_and_verdict_but_a_weight_where_there_is_no_needle() -> None:
    for weighed, boxes in ((False, len(CHECKS) + 3), (True, len(CHECKS) + 2)):
        sheet = walk_sheet(1)
        pdf = walk_sheets_pdf([replace(sheet, lines=(replace(sheet.lines[0], weighed=weighed),))])
        page = sheets(pdf)[0]
        row = page.line("Nguyễn Thị Mẫu 1").baseline
        tops = [
            x0
            for x0, y0, x1, y1 in page.strokes
            if y0 == y1 and abs(x1 - x0 - 4.2 * MM) < 0.05 and row < y0 < row + 12 * MM / 2
        ]
        assert len(tops) == boxes


def test_long_and_empty_fields_stay_in_their_cells() -> None:
    sheet = hard_walk_sheet()
    pdf = walk_sheets_pdf([sheet])
    page = sheets(pdf)[0]
    assert overlaps(page) == []
    edges = [round(x * MM, 1) for x in (15, 24, 38.5, 100.5, 140.5)]
    verticals = {round(x0, 1) for x0, y0, x1, y1 in page.strokes if x0 == x1}
    assert set(edges) <= verticals
    name = page.line(LONG_NAME[:20])
    assert name.x0 > edges[2]
    assert name.x1 < edges[3]
    assert name.text.endswith("…")
    page.line("SERI-0123456789-ABCDEFGHIJK")
    assert all(line.x1 < page.width - 10 * MM + 0.1 and line.x0 > 15 * MM - 0.1 for line in page.lines)


def test_an_empty_sheet_still_takes_what_is_found() -> None:
    (page,) = sheets(walk_sheets_pdf([walk_sheet(0)]))
    assert page.text.count("Thấy ngoài danh sách") == paper.SPARE_ROWS
    with pytest.raises(ValueError, match="no walk sheets"):
        walk_sheets_pdf([])


def test_the_sheets_of_all_groups_are_one_searchable_file_with_an_outline() -> None:
    pdf = walk_sheets_pdf([walk_sheet(2, group) for group in range(1, 23)])
    reader = PdfReader(BytesIO(pdf))
    assert [entry.title for entry in reader.outline] == [f"Tổ dân phố số {n}" for n in range(1, 23)]
    assert reader.metadata.title == "Đợt tháng 11 năm 2026"
    assert reader.metadata.author == "ỦY BAN NHÂN DÂN PHƯỜNG DƯ HÀNG KÊNH"
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert "A-22002" in flowing(pdf)
