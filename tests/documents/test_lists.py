"""The sign list, the overdue list and the recovery sheet, read back from the PDF."""

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest

from firereg.documents.eligible_list import eligible_list_pdf
from firereg.documents.overdue_list import overdue_pdf
from firereg.documents.papers import OverdueList
from firereg.documents.recovery_sheet import recovery_sheet_pdf
from firereg.documents.sign_list import sign_list_pdf
from tests.documents.paper_reading import MM, flowing, outside, overlaps, sheets
from tests.documents.sample_papers import HEAD, eligible_list, overdue_list, sign_list

CODE = "K7QF2-M9DXW-4HPT3-R8VBN-6YCAE-2GHJK"


def test_the_sign_list_of_15_gifts_adds_up_in_figures_and_words() -> None:
    data = sign_list(15)
    pdf = sign_list_pdf(data)
    pages = sheets(pdf)
    text = flowing(pdf)
    assert data.words.attached[0] in text
    last = pages[-1]
    total = last.line("Tổng cộng: 15 hộ")
    assert [line.text for line in last.lines if line.baseline == total.baseline][1:] == ["7.500.000"]
    words = last.line("(Bằng chữ: Bảy triệu năm trăm nghìn đồng.)")
    assert words.style == "italic"
    titles = [
        last.line(start) for start in ("NGƯỜI LẬP", "KẾ TOÁN", "TỔ TRƯỞNG TỔ DÂN PHỐ", "TM. ỦY BAN NHÂN DÂN")
    ]
    assert len({title.baseline for title in titles}) == 1
    assert [title.x0 for title in titles] == sorted(title.x0 for title in titles)
    assert {title.style for title in titles} == {"bold"}


def test_every_page_of_a_sign_list_has_its_head_and_its_own_subtotal() -> None:
    pages = sheets(sign_list_pdf(sign_list(60)))
    assert len(pages) > 2
    seen, summed = 0, 0
    for page in pages:
        assert overlaps(page) == []
        rows = [line for line in page.lines if line.text == "500.000"]
        if not rows:
            continue
        page.line("Họ và tên chủ hộ")
        page.line("Ký nhận")
        mark = page.line("Cộng trang")
        rows = [row for row in rows if row.baseline > mark.baseline]
        (amount,) = [line.text for line in page.lines if line.baseline == mark.baseline and line is not mark]
        assert amount == f"{len(rows) * 500_000:,}".replace(",", ".")
        assert mark.text == f"Cộng trang: {len(rows):02} hộ"
        carried = [line for line in page.lines if line.text.startswith("Mang sang")]
        assert len(carried) == (summed > 0)
        if carried:
            on_row = [line.text for line in page.lines if line.baseline == carried[0].baseline]
            assert on_row == [f"Mang sang: {seen:02} hộ", f"{summed:,}".replace(",", ".")]
        seen, summed = seen + len(rows), summed + int(amount.replace(".", ""))
    assert (seen, summed) == (60, 30_000_000)


def test_a_sign_list_on_one_page_needs_no_subtotal() -> None:
    pages = sheets(sign_list_pdf(sign_list(3)))
    assert len(pages) == 1
    assert "Cộng trang" not in pages[0].text
    pages[0].line("1.500.000")


def test_a_hand_or_a_thumb_finds_15_mm_in_a_row() -> None:
    page = sheets(sign_list_pdf(sign_list(5)))[0]
    numbers = [page.line(f"Nguyễn Văn Mẫu {n}").baseline for n in range(1, 5)]
    assert all(above - below >= 14.5 * MM for above, below in itertools.pairwise(numbers))


@pytest.mark.parametrize("rows", [1, 4, 5, 6, 15, 27])
def test_nobody_signs_a_page_without_a_row(rows: int) -> None:
    last = sheets(sign_list_pdf(sign_list(rows)))[-1]
    last.line("NGƯỜI LẬP")
    last.line(f"Nguyễn Văn Mẫu {rows}")
    assert outside(last) in ([], [str(len(sheets(sign_list_pdf(sign_list(rows)))))])


@pytest.mark.parametrize("amount", [12_345_678, 999_999_999, 10**12])
def test_large_amounts_stay_on_the_page(amount: int) -> None:
    data = sign_list(30)
    pages = sheets(
        sign_list_pdf(replace(data, rows=tuple(replace(row, amount_dong=amount) for row in data.rows)))
    )
    for number, page in enumerate(pages, start=1):
        assert set(outside(page)) <= {str(number)}
        assert overlaps(page) == []
    if amount < 10**10:
        assert f"{30 * amount:,}".replace(",", ".") in pages[-1].text


def test_the_heads_of_the_list_of_the_entitled_stay_whole() -> None:
    first = sheets(eligible_list_pdf(eligible_list(1, 2)))[0]
    for head in (
        "STT",
        "Mã",
        "Họ và tên chủ hộ",
        "Địa chỉ",
        "Nội dung hưởng",
        "Giá trị",
        "(đồng)",
        "Ghi chú",
    ):
        first.line(head)


def test_gifts_in_kind_have_no_amount() -> None:
    data = sign_list(4)
    pdf = sign_list_pdf(replace(data, rows=tuple(replace(row, amount_dong=None) for row in data.rows)))
    assert "Bằng chữ" not in flowing(pdf)
    assert "Tổng cộng: 04 hộ" in flowing(pdf)
    with pytest.raises(ValueError, match="no rows"):
        sign_list_pdf(replace(data, rows=()))


def test_the_overdue_list_counts_on_top_and_per_group() -> None:
    pdf = overdue_pdf(overdue_list(3, 20))
    pages = sheets(pdf)
    pages[0].line("Tổng số: 60 việc quá hạn của 60 bình chữa cháy.")
    pages[0].line("(Tính đến ngày 19 tháng 11 năm 2023)")
    named = [line.text for page in pages for line in page.lines if line.text.startswith("Tổ dân phố số")]
    groups = [text for text in named if not text.endswith("(tiếp theo)")]
    assert groups == [f"Tổ dân phố số {n}: 20 việc quá hạn" for n in (1, 2, 3)]
    for number, page in enumerate(pages, start=1):
        for title in (
            "STT",
            "Chủ hộ",
            "Địa chỉ",
            "Bình (loại, số sê-ri)",
            "Việc quá hạn",
            "Hạn",
            "Trễ",
            "Đánh",
        ):
            page.line(title)
        assert overlaps(page) == []
        assert set(outside(page)) <= ({str(number)} if number > 1 else set())
    serials = flowing(pdf).count("SR-")
    assert serials == 60


def test_a_group_name_never_stands_alone_at_the_foot() -> None:
    for rows in range(1, 12):
        for page in sheets(overdue_pdf(overdue_list(3, rows))):
            names = [line for line in page.lines if line.text.startswith("Tổ dân phố số")]
            for name in names:
                assert any(
                    line.text.startswith("Nguyễn") and line.baseline < name.baseline for line in page.lines
                )


def test_every_row_has_a_box_to_tick() -> None:
    page = sheets(overdue_pdf(overdue_list(1, 5)))[0]
    sides = [(x0, y0) for x0, y0, x1, y1 in page.strokes if y0 == y1 and abs(x1 - x0 - 9) < 0.01]
    assert len(sides) == 2 * 5


def test_nothing_overdue_is_said_in_a_sentence() -> None:
    (page,) = sheets(overdue_pdf(OverdueList(HEAD, date(2023, 11, 19), ())))
    page.line("Không có bình chữa cháy nào quá hạn.")
    assert "STT" not in page.text


def test_the_recovery_sheet_is_one_page_with_the_code_in_large_groups() -> None:
    pdf = recovery_sheet_pdf(
        "Ủy ban nhân dân phường Dư Hàng Kênh", "Sổ đăng ký mẫu", CODE, date(2026, 11, 24)
    )
    (page,) = sheets(pdf)
    large = [line for line in page.lines if line.letters[0].size >= 20]
    assert [line.text for line in large] == ["K7QF2 - M9DXW - 4HPT3", "R8VBN - 6YCAE - 2GHJK"]
    letters = [letter for line in large for letter in line.letters]
    assert {"Mono" in letter.font for letter in letters} == {True}
    assert len({round(letter.x1 - letter.x0, 2) for letter in letters}) == 1
    page.line("Lập ngày 24 tháng 11 năm 2026")
    assert "két hoặc tủ có khóa" in flowing(pdf)
    assert overlaps(page) == []


def test_a_recovery_code_without_hyphens_is_cut_into_groups_of_four() -> None:
    (page,) = sheets(recovery_sheet_pdf("Phường", "Sổ", "ABCDEFGHJK", date(2026, 11, 24)))
    page.line("ABCD - EFGH - JK")


def test_an_id_number_on_a_sign_list_stands_on_one_line() -> None:
    data = sign_list(20)
    lines = {line.text for page in sheets(sign_list_pdf(data)) for line in page.lines}
    assert {row.id_number for row in data.rows} <= lines


@pytest.mark.parametrize(
    "pdf",
    [overdue_pdf(overdue_list(1, 40)), eligible_list_pdf(eligible_list(1, 16))],
    ids=["overdue", "eligible"],
)
def test_a_group_that_goes_on_over_a_page_is_named_again(pdf: bytes) -> None:
    first, *rest = sheets(pdf)
    assert "(tiếp theo)" not in first.text
    assert rest
    for page in rest:
        assert [line.text[-11:] for line in page.lines if "Tổ dân phố" in line.text] == ["(tiếp theo)"]


def test_a_group_that_begins_a_page_is_not_named_twice() -> None:
    for rows in range(8, 14):
        for page in sheets(overdue_pdf(overdue_list(2, rows))):
            names = [line.text for line in page.lines if line.text.startswith("Tổ dân phố số 2")]
            assert len(names) <= 1


def test_the_last_row_of_an_overdue_list_is_not_alone() -> None:
    for rows in range(8, 14):
        last = sheets(overdue_pdf(overdue_list(1, rows)))[-1]
        assert len([line for line in last.lines if line.text.startswith("Nguyễn Văn Mẫu")]) >= 2


def test_a_number_of_a_group_stays_with_its_word() -> None:
    data = sign_list(25)
    rows = tuple(
        replace(row, address="Số 259 đường Nguyễn Văn Linh", group_name="Tổ 21") for row in data.rows
    )
    lines = [line.text for page in sheets(sign_list_pdf(replace(data, rows=rows))) for line in page.lines]
    assert len([text for text in lines if text.endswith("Tổ 21")]) == 25


def test_gifts_in_kind_are_counted_page_by_page() -> None:
    data = sign_list(12)
    pdf = sign_list_pdf(replace(data, rows=tuple(replace(row, amount_dong=None) for row in data.rows)))
    found = re.findall(r"(Cộng trang|Mang sang|Tổng cộng): (\d\d) hộ", flowing(pdf))
    assert found == [
        ("Cộng trang", "07"), ("Mang sang", "07"), ("Cộng trang", "05"), ("Tổng cộng", "12"),
    ]  # fmt: skip
