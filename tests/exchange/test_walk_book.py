import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firereg.domain.checklist import Item
from firereg.domain.text import clean_line
from firereg.domain.walks import Outcome, walk_code
from firereg.errors import BadInputError
from firereg.exchange.sheets import Sheet, read_sheets
from firereg.exchange.walk_book import COLUMNS, HEAD_ROW, BookLine, BookSheet, walk_book
from firereg.exchange.walk_book_back import ReadLine, read_walk_book
from tests.exchange.filled_in import filled_in, saved

TODAY = date(2026, 11, 24)
WORDS = st.text(st.characters(categories=("L", "N"), include_characters=" ,.=@"), max_size=40).map(clean_line)
SERIALS = st.text("0123456789ABCE-/.", min_size=1, max_size=12)
ITEMS = st.sets(st.sampled_from(list(Item))).map(lambda items: tuple(one for one in Item if one in items))


@st.composite
def lines(draw) -> BookLine:
    outcome = draw(st.sampled_from([Outcome.OPEN, Outcome.PASSED, Outcome.FAILED, Outcome.NOT_FOUND]))
    items = draw(ITEMS) if outcome is Outcome.FAILED else ()
    words = "" if outcome is Outcome.OPEN else draw(WORDS)
    if outcome is Outcome.FAILED and not (items or words):
        words = "vỏ gỉ"
    day = draw(st.dates(date(2020, 1, 1), TODAY)) if outcome in (Outcome.PASSED, Outcome.FAILED) else None
    serial = draw(SERIALS)
    return BookLine(
        code=walk_code(12, serial),
        position=1,
        head_name=draw(WORDS),
        address=draw(WORDS),
        kind_code="MFZL4",
        label=draw(SERIALS),
        serial=serial,
        outcome=outcome,
        failed_items=items,
        words=words,
        day=day,
        inspector=draw(WORDS) if day else "",
        weight_g=draw(st.none() | st.integers(1, 1_000_000)) if day else None,
    )


def sheet(*its: BookLine, name: str = "Tháng 11", place: str = "Tổ dân phố 7") -> BookSheet:
    return BookSheet(name, place, date(2026, 11, 1), date(2026, 11, 30), "Tổ trưởng Mẫu", its)


def line(number: int, serial: str = "", **more) -> BookLine:
    serial = serial or f"A-{number:05}"
    usual = {"head_name": "Đặng Thị Hoà", "address": "12/34 Chợ Hàng", "kind_code": "MFZL4", "label": "0007"}
    return BookLine(code=walk_code(12, serial), position=number, serial=serial, **usual | more)


@pytest.fixture
def path(tmp_path) -> Path:
    """A sheet of three lines, the serials as Excel likes to spoil them."""
    book = tmp_path / "walk.xlsx"
    book.write_bytes(walk_book([sheet(line(1), line(2, "00123"), line(3, "1-2"))]))
    return book


@settings(max_examples=15, deadline=None)
@given(st.lists(lines(), max_size=5, unique_by=lambda one: one.serial), st.booleans())
def test_what_is_written_comes_back_the_same(its, by_another_program):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "walk.xlsx"
        path.write_bytes(walk_book([sheet(*its)]))
        if by_another_program:
            filled_in(path, {})
        (read,) = read_walk_book(path, TODAY)
    assert (read.walk_name, read.problems) == ("Tháng 11", ())
    assert read.empty == sum(one.outcome is Outcome.OPEN for one in its)
    wanted = [
        ReadLine(
            sheet="Tổ dân phố 7",
            row=HEAD_ROW + 1 + number,
            walk_id=12,
            serial=one.serial,
            outcome=one.outcome,
            failed_items=one.failed_items,
            words=one.words,
            day=one.day,
            inspector=one.inspector,
            weight_g=one.weight_g,
        )
        for number, one in enumerate(its, start=1)
        if one.outcome is not Outcome.OPEN
    ]
    assert list(read.lines) == wanted


def test_only_the_results_can_be_typed_over(path):
    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in xml
    assert 'hidden="1"' in xml
    assert '"Đạt,Hỏng,Không thấy"' in xml
    assert "'Danh mục'!$A$1:$A$7" in xml
    (shown,) = read_sheets(path)
    assert [cell for cell in shown.rows[HEAD_ROW] if cell] == [column.head for column in COLUMNS.values()]
    assert shown.rows[HEAD_ROW + 2][list(COLUMNS).index("serial")] == "00123"


def test_a_day_above_the_list_is_that_of_lines_without_one(path):
    changes = {("Tổ dân phố 7", 0, ""): "20/11/2026"}
    changes |= {("Tổ dân phố 7", n, "outcome"): "Đạt" for n in (1, 2)}
    changes[("Tổ dân phố 7", 2, "day")] = date(2026, 11, 21)
    changes[("Tổ dân phố 7", 2, "weight_g")] = "7,45"
    (read,) = read_walk_book(filled_in(path, changes), TODAY)
    assert [one.day for one in read.lines] == [date(2026, 11, 20), date(2026, 11, 21)]
    assert [one.weight_g for one in read.lines] == [None, 7450]


def test_what_is_no_point_of_the_checklist_is_what_was_said(path):
    changes = {
        ("Tổ dân phố 7", 1, "outcome"): "hỏng",
        ("Tổ dân phố 7", 1, "failed_items"): "mat niem phong hoac chot; Vòi nứt;",
        ("Tổ dân phố 7", 1, "words"): "hứa thay",
    }
    (read,) = read_walk_book(filled_in(path, changes), TODAY)
    assert (read.lines[0].failed_items, read.lines[0].words) == ((Item.SEAL,), "Vòi nứt; hứa thay")


@pytest.mark.parametrize(
    ("changes", "column", "says"),
    [
        ({"outcome": "tốt"}, "Kết quả", "This is no result"),
        ({"words": "đi vắng"}, "Kết quả", "no result"),
        ({"outcome": "Hỏng"}, "Điểm không đạt", "Say what is wrong"),
        ({"outcome": "Đạt", "failed_items": "Mất niêm phong hoặc chốt"}, "Điểm không đạt", "not Hỏng"),
        ({"outcome": "Đạt", "day": "32/11/2026"}, "Ngày kiểm tra", "days"),
        ({"outcome": "Đạt", "day": 46000}, "Ngày kiểm tra", "Cannot read the date"),
        ({"outcome": "Đạt", "day": date(2026, 11, 25)}, "Ngày kiểm tra", "future"),
        ({"outcome": "Đạt", "weight_g": "nặng"}, "Cân nặng (kg)", "kilograms"),
        ({"outcome": "Đạt", "weight_g": -1}, "Cân nặng (kg)", "kilograms"),
        ({"outcome": "Đạt", "weight_g": "nan"}, "Cân nặng (kg)", "kilograms"),
        ({"outcome": "Đạt", "weight_g": TODAY}, "Cân nặng (kg)", "kilograms"),
        ({"outcome": "Đạt", "serial": "A-00009"}, "Số sê-ri", "printed for A-00001"),
        ({"outcome": "Đạt", "serial": None}, "Số sê-ri", "printed for A-00001"),
        ({"outcome": "Đạt", "code": ""}, "Mã dòng", "missing or damaged"),
        ({"outcome": "Đạt", "code": "KT12:"}, "Mã dòng", "missing or damaged"),
        ({"outcome": "Đạt", "words": "x" * 301}, "Ghi chú", "301"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(path, changes, column, says):
    told = {("Tổ dân phố 7", 1, field): value for field, value in changes.items()}
    (read,) = read_walk_book(filled_in(path, told), TODAY)
    (problem,) = read.problems
    assert (problem.row, problem.column) == (HEAD_ROW + 2, column)
    assert says in problem.problem
    assert read.lines == ()


def test_a_line_twice_is_told(path):
    (shown,) = read_sheets(path)
    result = list(COLUMNS).index("outcome")
    copied = [*shown.rows[HEAD_ROW + 1]]
    copied[result] = shown.rows[HEAD_ROW + 1][result] = "Đạt"
    (read,) = read_walk_book(saved(path, (Sheet(shown.name, [*shown.rows, copied]),)), TODAY)
    assert "stands in row 6 already" in read.problems[0].problem


def test_other_files_are_told_what_is_expected(tmp_path):
    path = saved(tmp_path / "other.xlsx", (Sheet("A", [["Họ tên", "Kết quả"], ["An", "Đạt"]]),))
    with pytest.raises(BadInputError, match=r"other\.xlsx holds no walk sheet"):
        read_walk_book(path, TODAY)
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(BadInputError):
        read_walk_book(path, TODAY)


def test_walks_with_the_same_or_odd_names_get_sheets_of_their_own():
    odd = ["Tổ 7", "tổ 7", "[7]/*?:", "", "History", "x" * 40, "x" * 40]
    data = walk_book([sheet(line(1), name="Tháng 11", place=place) for place in odd])
    names = zipfile.ZipFile(BytesIO(data)).read("xl/workbook.xml").decode().count("<sheet ")
    assert names == len(odd) + 1
