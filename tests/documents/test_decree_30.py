"""Decree 30/2020, Annex I, element by element on the handover paper; `test_the_family.py` holds all papers to it."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from firereg.documents.eligible_list import eligible_list_pdf
from firereg.documents.letterhead import number_line
from firereg.documents.papers import Letterhead
from firereg.documents.receipt import receipt_pdf
from firereg.documents.sign_list import sign_list_pdf
from tests.documents.paper_reading import (
    MM,
    Sheet,
    TextLine,
    flowing,
    overlaps,
    sheets,
)
from tests.documents.sample_papers import (
    HEAD,
    LONG_BODY,
    eligible_list,
    forty_lines,
    long_receipt,
    receipt,
    sign_list,
)

SUBJECT = "Về việc bàn giao bình chữa cháy và quà hỗ trợ cho hộ gia đình"


@pytest.fixture(scope="module")
def page() -> Sheet:
    (page,) = sheets(receipt_pdf([receipt()]))
    return page


@pytest.mark.parametrize(
    ("start", "sizes", "style"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {12, 13}, "bold"),
        ("Độc lập - Tự do - Hạnh phúc", {13, 14}, "bold"),
        ("ỦY BAN NHÂN DÂN", {12, 13}, "bold"),
        ("PHƯỜNG DƯ HÀNG KÊNH", {12, 13}, "bold"),
        ("Số: 05/BB-UBND", {13}, "regular"),
        ("Dư Hàng Kênh, ngày 19 tháng 10 năm 2023", {13, 14}, "italic"),
        ("BIÊN BẢN", {13, 14}, "bold"),
        (SUBJECT, {13, 14}, "bold"),
        ("Căn cứ Luật", {13, 14}, "italic"),
        ("Hôm nay, hồi 08 giờ 30 phút, ngày 19 tháng 10 năm 2023, tại Hội trường", {13, 14}, "regular"),
        ("ĐẠI DIỆN BÊN NHẬN", {13, 14}, "bold"),
        ("TM. ỦY BAN NHÂN DÂN", {13, 14}, "bold"),
        ("KT. CHỦ TỊCH", {13, 14}, "bold"),
        ("Trần Văn Mẫu", {13, 14}, "bold"),
        ("Nơi nhận:", {12}, "bold italic"),
        ("- Như trên;", {11}, "regular"),
        ("- Lưu: VT, hồ sơ.", {11}, "regular"),
    ],
)
def test_size_and_style_of_every_element(page: Sheet, start: str, sizes: set[int], style: str) -> None:
    found = [line for line in page.lines if line.text.startswith(start) and "đại diện" not in line.text]
    assert len(found) == 1
    assert found[0].size in sizes
    assert found[0].style == style


def test_an_upper_body_stands_above_in_plain_capitals() -> None:
    first = sheets(
        receipt_pdf([receipt(letterhead=replace(HEAD, parent_body="ỦY BAN NHÂN DÂN QUẬN LÊ CHÂN"))])
    )[0]
    upper = first.line("ỦY BAN NHÂN DÂN QUẬN LÊ CHÂN")
    assert (upper.size, upper.style) == (12, "regular")
    assert upper.baseline > first.line("PHƯỜNG DƯ HÀNG KÊNH").baseline


def test_the_rule_under_the_motto_is_as_long_as_the_motto(page: Sheet) -> None:
    motto = page.line("Độc lập - Tự do - Hạnh phúc")
    rule = page.rule_under(motto)
    assert rule.length == pytest.approx(motto.x1 - motto.x0, abs=0.5)
    assert rule.middle == pytest.approx(motto.middle, abs=0.5)


@pytest.mark.parametrize("start", ["PHƯỜNG DƯ HÀNG KÊNH", SUBJECT])
def test_short_rules_are_a_third_to_a_half_of_their_line_and_centred(page: Sheet, start: str) -> None:
    line = page.line(start)
    rule = page.rule_under(line)
    assert 1 / 3 <= rule.length / (line.x1 - line.x0) <= 1 / 2
    assert rule.middle == pytest.approx(line.middle, abs=0.5)


def test_number_and_date_stand_on_one_row_under_their_heads(page: Sheet) -> None:
    number, where = page.line("Số:"), page.line("Dư Hàng Kênh, ngày")
    assert number.baseline == where.baseline
    assert where.middle == pytest.approx(page.line("Độc lập").middle, abs=0.5)
    assert where.middle == pytest.approx(page.line("CỘNG HÒA").middle, abs=0.5)
    assert number.middle == pytest.approx(page.line("PHƯỜNG").middle, abs=0.5)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_10_and_the_months_1_and_2_take_a_zero(day: date, words: str) -> None:
    first = sheets(receipt_pdf([receipt(day=day)]))[0]
    assert first.line("Dư Hàng Kênh,").text == f"Dư Hàng Kênh, {words}"


@pytest.mark.parametrize(
    ("number", "line"),
    [("5", "Số: 05/BB-UBND"), ("15", "Số: 15/BB-UBND"), ("07a", "Số: 07a/BB-UBND"), ("0", "Số: 00/BB-UBND")],
)
def test_numbers_below_10_take_a_zero(number: str, line: str) -> None:
    assert number_line(number, "BB-UBND") == line


def test_without_a_number_there_is_room_to_write_one() -> None:
    first = sheets(receipt_pdf([receipt(number=None)]))[0]
    number = first.line("Số:")
    colon = next(letter for letter in number.letters if letter.text == ":")
    slash = next(letter for letter in number.letters if letter.text == "/")
    assert slash.x0 - colon.x1 >= 10 * MM
    assert number.text.endswith("/BB-UBND")


def test_title_and_subject_stand_in_the_middle(page: Sheet) -> None:
    middle = (30 * MM + page.width - 15 * MM) / 2
    assert page.line("BIÊN BẢN").middle == pytest.approx(middle, abs=0.5)
    assert page.line(SUBJECT).middle == pytest.approx(middle, abs=0.5)
    assert page.line("BIÊN BẢN").baseline > page.line(SUBJECT).baseline


def test_grounds_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    text = flowing(receipt_pdf([receipt(grounds=("Căn cứ A;", "Quyết định B", "Căn cứ C."))]))
    assert "Căn cứ A; Căn cứ Quyết định B; Căn cứ C. Hôm nay" in text


def body(page: Sheet) -> list[TextLine]:
    """The lines of 13 points that fill the width, from the first ground on, table and signatures left out."""
    lines = [line for line in page.lines if {letter.size for letter in line.marks} == {13}]
    start = next(n for n, line in enumerate(lines) if line.text.startswith("Căn cứ"))
    end = next(n for n, line in enumerate(lines) if line.text.startswith("ĐẠI DIỆN"))
    return lines[start:end]


def test_body_paragraphs_are_indented_by_a_centimetre_and_justified(page: Sheet) -> None:
    lines = body(page)
    left, right = 30 * MM, page.width - 15 * MM
    starts = [line for line in lines if line.x0 > left + 1]
    assert {round((line.x0 - left) / MM, 1) for line in starts} == {10.0}
    followed = [line for line, after in itertools.pairwise(lines) if after.x0 < left + 1]
    assert len(followed) >= 7
    for line in followed:
        assert line.x1 == pytest.approx(right, abs=0.5), line.text


def test_lines_are_single_spaced_and_paragraphs_6_points_apart(page: Sheet) -> None:
    lines = body(page)
    for before, after in itertools.pairwise(lines):
        if any(
            before.baseline > line.baseline > after.baseline
            for line in page.lines
            if line.marks[0].size == 11
        ):
            continue  # the table stands between
        step = before.baseline - after.baseline
        new_paragraph = after.x0 > 30 * MM + 1
        least = 13 * 1.15 + (6 if new_paragraph else 0)
        assert least - 0.1 <= step <= 13 * 1.15 * 1.5 + 6, after.text


def test_page_numbers_start_again_with_every_paper_of_a_batch() -> None:
    pages = sheets(receipt_pdf([receipt(lines=forty_lines()), receipt(lines=forty_lines()), receipt()]))
    in_margin = [
        [line.text for line in page.lines if line.baseline > page.height - 20 * MM] for page in pages
    ]
    assert in_margin == [[], ["2"], ["3"], [], ["2"], ["3"], []]


def test_a_body_with_a_name_of_80_letters_wraps_in_its_column() -> None:
    assert len(LONG_BODY) >= 80
    first = sheets(receipt_pdf([long_receipt()]))[0]
    column = [line for line in first.lines if line.text and line.text in LONG_BODY]
    assert len(column) >= 3
    assert " ".join(line.text for line in column) == LONG_BODY
    assert max(line.x1 for line in column) < first.line("CỘNG HÒA").x0
    assert len({round(line.middle) for line in column}) == 1
    rule = first.rule_under(column[-1])
    assert 1 / 3 <= rule.length / (column[-1].x1 - column[-1].x0) <= 1 / 2


def test_the_address_stands_at_the_foot_of_page_1_under_a_full_rule() -> None:
    pages = sheets(receipt_pdf([long_receipt()]))
    line = pages[0].line("Số 45 đường")
    assert line.size in {11, 12}
    assert line.style == "regular"
    above = [rule for rule in pages[0].rules if 0 < rule.y - line.baseline < 16]
    assert [round(rule.length, 1) for rule in above] == [round(pages[0].width - 45 * MM, 1)]
    assert all(other.baseline <= line.baseline or other.baseline > above[0].y for other in pages[0].lines)
    assert "Số 45 đường" not in pages[1].text


def test_a_long_number_wraps_and_the_title_makes_room() -> None:
    first = sheets(receipt_pdf([receipt(symbol="BB-BCĐPCCCCNCH-LIÊN-PHƯỜNG-LÊ-CHÂN-AN-BIÊN")]))[0]
    start, title = first.line("Số:"), first.line("BIÊN BẢN")
    lines = [line for line in first.lines if start.baseline >= line.baseline > title.baseline]
    assert "".join(line.text for line in lines if line.style == "regular").endswith("AN-BIÊN")
    assert len([line for line in lines if line.style == "regular"]) >= 2
    assert title.baseline + 14 < lines[-1].baseline
    assert overlaps(first) == []


def test_a_long_place_name_stays_in_its_column() -> None:
    head = Letterhead("", ("ỦY BAN NHÂN DÂN",), "Đặc khu Bạch Long Vĩ và vùng biển lân cận ngoài khơi")
    first = sheets(receipt_pdf([receipt(letterhead=head)]))[0]
    assert overlaps(first) == []
    assert first.line("Đặc khu").baseline == first.line("Số: 05").baseline


def test_signatures_stand_on_one_level_with_room_to_sign(page: Sheet) -> None:
    titles = [line for line in page.lines if line.text.startswith("ĐẠI DIỆN")]
    assert [line.text for line in titles] == ["ĐẠI DIỆN BÊN NHẬN", "ĐẠI DIỆN TỔ DÂN PHỐ", "ĐẠI DIỆN BÊN GIAO"]
    assert len({line.baseline for line in titles}) == 1
    names = [line for line in page.lines if line.text in {"Nguyễn Thị Mẫu", "Phạm Quốc Mẫu", "Trần Văn Mẫu"}]
    assert [line.text for line in names] == ["Nguyễn Thị Mẫu", "Phạm Quốc Mẫu", "Trần Văn Mẫu"]
    assert len({line.baseline for line in names}) == 1
    for title, name in zip(titles, names, strict=True):
        assert title.middle == pytest.approx(name.middle, abs=0.5)
    hint = page.line("(Ký, đóng dấu)")
    foot_of_hint = hint.baseline - 0.25 * hint.size
    head_of_names = names[0].baseline + 0.891 * names[0].size
    assert foot_of_hint - head_of_names >= 25 * MM


@pytest.mark.parametrize(
    ("pdf", "titles"), [(sign_list_pdf(sign_list(60)), 4), (eligible_list_pdf(eligible_list(3, 12)), 2)]
)
def test_lists_are_signed_on_one_level_under_the_amount_in_words(pdf: bytes, titles: int) -> None:
    last = sheets(pdf)[-1]
    words = last.line("(Bằng chữ:")
    row = [line for line in last.lines if line.baseline == last.line("NGƯỜI LẬP").baseline]
    assert len(row) == titles
    assert row[-1].text == "TM. ỦY BAN NHÂN DÂN"
    assert {line.style for line in row} == {"bold"}
    assert words.style == "italic"
    assert words.baseline > row[0].baseline
