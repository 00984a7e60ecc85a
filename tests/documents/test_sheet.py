"""Where pages break: paragraphs, rows and signatures near the foot."""

import pytest

from firereg.documents.book import Book
from firereg.documents.receipt import receipt_pdf
from firereg.documents.sheet import BODY, BOTTOM, Sheet, leading
from firereg.documents.signatures import Signer, draw_signatures
from firereg.documents.table import Column, Table
from firereg.documents.text import plain
from tests.documents.paper_reading import sheets
from tests.documents.sample_papers import PLAN, receipt


def book_with_sheet(room: float) -> tuple[Book, Sheet]:
    """A sheet with `room` points left on its first page."""
    book = Book(title="", author="", subject="")
    sheet = Sheet(book)
    sheet.y = BOTTOM + room
    return book, sheet


def pages_of(book: Book) -> list[list[str]]:
    book.turn()
    pages = []
    for number, page in enumerate(sheets(book.finish()), start=1):
        pages.append([line.text for line in page.lines if line.text != str(number) or number == 1])
    return pages


@pytest.mark.parametrize(("lines_left", "split"), [(1, [0, 4]), (2, [2, 2]), (3, [2, 2]), (4, [4, 0])])
def test_no_line_of_a_paragraph_stays_alone(lines_left: int, split: list[int]) -> None:
    book, sheet = book_with_sheet(leading(BODY) * lines_left + 7)
    sheet.paragraph(plain(" ".join(["chữ"] * 65)))
    pages = pages_of(book)
    assert [len(page) for page in pages] + [0] * (2 - len(pages)) == split


def test_a_gap_at_the_head_of_a_page_is_left_out() -> None:
    book, sheet = book_with_sheet(3)
    sheet.paragraph(plain("Một"))
    assert sheet.page == 2
    assert sheet.y == pytest.approx(sheet.top - leading(BODY))
    assert pages_of(book) == [[], ["Một"]]


@pytest.mark.parametrize("rows_left", [2.5, 3.5])
def test_the_first_row_moves_on_with_the_head_and_what_it_has_to_keep(rows_left: float) -> None:
    book, sheet = book_with_sheet(0)
    table = Table(sheet, [Column("Cột", 100)], size=11)
    sheet.y = BOTTOM + rows_left * table.line_height
    table.row(["hàng"], keep=table.line_height)
    table.merged_row(plain("Tổng cộng"))
    assert sheet.page == (2 if rows_left < 3 else 1)
    assert pages_of(book)[-1] == ["Cột", "hàng", "Tổng cộng"]


def test_the_last_item_keeps_the_total_wherever_the_page_ends() -> None:
    for grounds in range(1, 14):
        for page in sheets(_with_grounds(grounds)):
            head = [line.baseline for line in page.lines if line.text == "STT"]
            total = [line.baseline for line in page.lines if line.text.startswith("Tổng cộng")]
            items = [line.baseline for line in page.lines if line.text in {"MFZL4-23-0015", "suất"}]
            assert len(head) == bool(items), "a head without a row"
            assert not total or items, "a total without an item"


def _with_grounds(number: int) -> bytes:
    return receipt_pdf([receipt(grounds=(PLAN,) * number)])


def test_signature_titles_keep_their_distance() -> None:
    (page,) = sheets(_with_grounds(1))
    titles = [line for line in page.lines if line.text.startswith("ĐẠI DIỆN")]
    authority = page.line("TM. ỦY BAN NHÂN DÂN")
    assert titles[1].x0 - titles[0].x1 > 12
    assert authority.x0 - titles[1].x1 > 12


@pytest.mark.parametrize("rows_left", [1.5, 2.5])
def test_a_later_row_moves_on_under_a_head_of_its_own(rows_left: float) -> None:
    book, sheet = book_with_sheet(0)
    table = Table(sheet, [Column("Cột", 100)], size=11)
    sheet.y = BOTTOM + (2 + rows_left) * table.line_height
    table.row(["đầu"])
    table.row(["hàng"], keep=table.line_height)
    table.merged_row(plain("Tổng cộng"))
    moved = [["Cột", "đầu"], ["Cột", "hàng", "Tổng cộng"]]
    assert pages_of(book) == (moved if rows_left < 2 else [["Cột", "đầu", "hàng", "Tổng cộng"]])


def test_a_row_higher_than_a_page_begins_right_under_its_head() -> None:
    book, sheet = book_with_sheet(50)
    table = Table(sheet, [Column("Cột", 100)], size=11)
    table.row(["chữ " * 400])
    first, *rest = pages_of(book)
    assert first == []
    assert [page[:1] for page in rest] == [["Cột"]] * len(rest)
    assert all(len(page) > 1 for page in rest)


def test_two_signatures_stand_in_halves_however_long_a_title() -> None:
    book, sheet = book_with_sheet(300)
    long = "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM PHƯỜNG"
    draw_signatures(sheet, [Signer(("CÔNG AN",), "", "Trần Văn Mẫu"), Signer((long,), "", "Vũ Thị Mẫu")])
    book.turn()
    (page,) = sheets(book.finish())
    for place, name in enumerate(("Trần Văn Mẫu", "Vũ Thị Mẫu")):
        assert page.line(name).middle == pytest.approx(
            sheet.left + sheet.width * (1 + 2 * place) / 4, abs=0.5
        )
