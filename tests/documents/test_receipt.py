"""What a handover paper says, read back from the PDF."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from firereg.documents.papers import Party
from firereg.documents.receipt import receipt_pdf
from tests.documents.paper_reading import MM, flowing, outside, overlaps, sheets
from tests.documents.qr_reading import read_qr
from tests.documents.sample_papers import EXTINGUISHER, GIFT, forty_lines, long_receipt, receipt

CLOSING = "Biên bản lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./."


def test_the_common_receipt_is_one_page_with_everything_on_it() -> None:
    pdf = receipt_pdf([receipt()])
    assert len(sheets(pdf)) == 1
    text = flowing(pdf)
    for words in (
        "Hôm nay, hồi 08 giờ 30 phút, ngày 19 tháng 10 năm 2023, tại Hội trường Ủy ban nhân dân phường",
        "1. BÊN GIAO (Bên A): ỦY BAN NHÂN DÂN PHƯỜNG DƯ HÀNG KÊNH, đại diện là ông (bà) Trần Văn Mẫu, Phó Chủ tịch",
        "2. BÊN NHẬN (Bên B): Ông (bà) Nguyễn Thị Mẫu, chủ hộ, sinh năm 1956; số CCCD/căn cước: 031156001234; "
        "điện thoại: 0904 123 456; địa chỉ: Số 12/34 đường Chợ Hàng, tổ dân phố số 7; "
        "thuộc đối tượng: hộ cận nghèo.",
        "3. BÊN CHỨNG KIẾN: Ông (bà) Phạm Quốc Mẫu, Tổ trưởng tổ dân phố số 7.",
        "Bên B xác nhận và cam kết: a) đã được hướng dẫn sử dụng bình chữa cháy; b) để bình",
        "d) không bán, cho hoặc dùng bình sai mục đích; đ) báo ngay",
        CLOSING,
    ):
        assert words in text


def test_a_proxy_is_named_with_the_relation_and_the_head() -> None:
    text = flowing(receipt_pdf([long_receipt()]))
    assert (
        "Ông (bà) Nguyễn Phước Quỳnh Thiên Kim Bảo Ngọc Hoàng Anh Mẫu, sinh năm 1999, nhận thay chủ hộ "
        "Công Tằng Tôn Nữ Thị Hoàng Ngân Thục Đoan Mẫu (quan hệ với chủ hộ: con dâu"
    ) in text
    assert "Đơn vị tài trợ: Công ty trách nhiệm" in text


def test_what_is_not_known_is_left_out() -> None:
    bare = receipt(
        time_text="",
        receiver=replace(receipt().receiver, born_year=None, id_number="", phone="", category=""),
        witness=Party("", ""),
        commitments=(),
        recipients=(),
        grounds=(),
        sign_authority=(),
    )
    pdf = receipt_pdf([bare])
    text = flowing(pdf)
    assert "Hôm nay, ngày 19 tháng 10 năm 2023, tại" in text
    assert "Nguyễn Thị Mẫu, chủ hộ; địa chỉ: Số 12/34 đường Chợ Hàng, tổ dân phố số 7." in text
    for word in ("CHỨNG KIẾN", "cam kết", "Nơi nhận", "Căn cứ", "None"):
        assert word not in text
    assert overlaps(sheets(pdf)[0]) == []


def test_a_name_not_known_yet_is_a_dotted_line() -> None:
    text = flowing(receipt_pdf([receipt(witness=Party("", "Tổ trưởng tổ dân phố số 7"))]))
    assert "3. BÊN CHỨNG KIẾN: Ông (bà) ........" in text


def test_a_draft_without_code_and_lines_can_be_shown() -> None:
    (page,) = sheets(receipt_pdf([receipt(code="", number=None, lines=())]))
    assert page.boxes == []
    assert "Tổng cộng" not in page.text


def test_the_table_holds_every_item_and_the_total() -> None:
    (page,) = sheets(receipt_pdf([receipt(lines=(EXTINGUISHER, replace(GIFT, note="Tết Quý Mão")))]))
    for cell in (
        "STT",
        "Tên, chủng loại",
        "Số sê-ri",
        "Hạn",
        "ĐVT",
        "SL",
        "MFZL4-23-0015",
        "10/2024",
        "Mới 100%",
    ):
        page.line(cell)
    assert "Quý Mão)" in page.text
    page.line("Tổng cộng: 01 bình, 01 suất (Bằng chữ: Năm trăm nghìn đồng.)")
    assert [line.text for line in page.lines if line.text in {"01", "1"}] == ["1", "01", "01"]
    assert [line.style for line in page.lines if line.text == "500.000"] == ["regular", "bold"]


def test_columns_nobody_filled_are_left_out() -> None:
    (page,) = sheets(receipt_pdf([receipt(lines=(GIFT,))]))
    heads = {line.text for line in page.lines}
    assert {"STT", "Tên, chủng loại", "ĐVT", "SL"} <= heads
    assert not heads & {"Số sê-ri", "Hạn", "Sản xuất", "Sản", "Tình"}


def test_without_values_there_is_a_count_and_no_amount() -> None:
    (page,) = sheets(receipt_pdf([receipt(lines=(EXTINGUISHER, replace(EXTINGUISHER, quantity=11)))]))
    page.line("Tổng cộng: 12 bình")
    assert "Bằng chữ" not in page.text
    assert "Giá trị" not in page.text


def test_forty_items_repeat_the_head_on_every_page() -> None:
    pages = sheets(receipt_pdf([receipt(lines=forty_lines())]))
    with_items = [page for page in pages if "SR-000" in page.text]
    assert len(with_items) >= 2
    serials = []
    for page in with_items:
        head = page.line("Số sê-ri")
        assert head.style == "bold"
        items = [line for line in page.lines if line.text.startswith("SR-")]
        assert all(line.baseline < head.baseline for line in items)
        serials += [line.text for line in items]
    assert serials == [f"SR-{n:05}" for n in range(1, 41)]
    with_items[-1].line("Tổng cộng: 40 bình (Bằng chữ: Mười triệu đồng.)")
    with_items[-1].line("10.000.000")


@pytest.mark.parametrize("items", range(2, 12))
def test_signatures_are_never_on_a_page_without_the_closing_sentence(items: int) -> None:
    last = sheets(receipt_pdf([receipt(lines=forty_lines()[:items])]))[-1]
    last.line(CLOSING)
    last.line("Bên B xác nhận và cam kết")
    last.line("ĐẠI DIỆN BÊN GIAO")
    last.line("Nơi nhận:")
    assert overlaps(last) == []


def test_a_promise_longer_than_a_page_still_ends_with_the_signatures_under_the_sentence() -> None:
    for clauses in range(14, 20):
        paper = receipt(commitments=("không bán, cho hoặc dùng bình sai mục đích; " * 6,) * clauses)
        last = sheets(receipt_pdf([paper]))[-1]
        last.line(CLOSING)
        last.line("ĐẠI DIỆN BÊN GIAO")
        assert overlaps(last) == []


@pytest.mark.parametrize("items", range(13, 18))
def test_the_total_never_stands_without_an_item(items: int) -> None:
    pages = sheets(receipt_pdf([receipt(lines=forty_lines()[:items])]))
    (with_total,) = [page for page in pages if "Tổng cộng" in page.text]
    assert "SR-" in with_total.text


def in_the_margin(number: int, pages: int) -> set[str]:
    """The page number from page 2 on, the code beside its QR on a page that another follows."""
    return ({str(number)} if number > 1 else set()) | ({"BG-2023-0015"} if number < pages else set())


def test_names_of_300_letters_wrap_and_touch_nothing() -> None:
    name = " ".join(["Nguyễn Phước Quỳnh Thiên Kim"] * 11)[:300].rstrip()
    broken = "Nguyễn" * 50
    for text in (name, broken):
        paper = receipt(
            giver=Party(text, text),
            witness=Party(text, text),
            receiver=replace(receipt().receiver, name=text, address=text, group_name=text),
            lines=(replace(EXTINGUISHER, description=text, serial=text, condition=text, note=text),),
        )
        pages = sheets(receipt_pdf([paper]))
        for number, page in enumerate(pages, start=1):
            assert overlaps(page) == []
            assert set(outside(page)) <= in_the_margin(number, len(pages))
    assert name in flowing(receipt_pdf([receipt(giver=Party(name, ""))]))


def test_a_row_higher_than_a_page_goes_on_over_the_next() -> None:
    words = [f"chữ{n}" for n in range(900)]
    pdf = receipt_pdf([receipt(lines=(replace(EXTINGUISHER, description=" ".join(words)), GIFT))])
    pages = sheets(pdf)
    for number, page in enumerate(pages, start=1):
        assert overlaps(page) == []
        assert set(outside(page)) <= in_the_margin(number, len(pages))
    found = [word for word in flowing(pdf).split() if word.startswith("chữ") and word != "chữ"]
    assert [word for word in found if word[3:].isdigit()] == words


def test_the_qr_holds_the_code_and_stands_clear() -> None:
    (page,) = sheets(receipt_pdf([receipt()]))
    assert read_qr(page.boxes) == "BG-2023-0015"
    left, foot = min(box[0] for box in page.boxes), min(box[1] for box in page.boxes)
    right, top = max(box[2] for box in page.boxes), max(box[3] for box in page.boxes)
    assert right - left == pytest.approx(top - foot, abs=0.1)
    assert right - left >= 12 * MM
    assert right <= page.width - 15 * MM + 0.1
    module = (right - left) / 21
    for line in page.lines:
        clear = (
            line.x1 < left - 2 * module or line.baseline - 3 > top + 2 * module or line.baseline + 9 < foot
        )
        assert clear, line.text
    page.line("BG-2023-0015")


def test_a_second_print_says_so_on_every_page_and_a_first_one_does_not() -> None:
    reprint = receipt(lines=forty_lines(), copy_of=True)
    for page in sheets(receipt_pdf([reprint])):
        page.line("Bản in lại")
    assert "Bản in lại" not in flowing(receipt_pdf([receipt()]))


def test_a_void_paper_is_marked_across_every_page_and_says_why() -> None:
    pages = sheets(receipt_pdf([receipt(lines=forty_lines(), void_reason="lập nhầm hộ. ")]))
    for page in pages:
        mark = [letter for letter in page.letters if not letter.black]
        assert "".join(letter.text for letter in mark) == "ĐÃ HỦY"
        assert all(not letter.size for letter in mark)
        assert mark[-1].x1 - mark[0].x0 > 90 * MM
    pages[0].line("Biên bản đã hủy. Lý do: lập nhầm hộ.")
    assert len(sheets(receipt_pdf([receipt(void_reason="x " * 2000)]))) == 1
    assert "hủy" not in flowing(receipt_pdf([receipt()])).casefold()


def test_the_file_says_what_it_is_and_lists_its_papers() -> None:
    file = PdfReader(BytesIO(receipt_pdf([receipt(code=f"BG-2023-{n:04}") for n in (1, 2, 3)])))
    assert file.metadata is not None
    assert file.metadata.title == "Biên bản bàn giao BG-2023-0001 và 2 biên bản khác"
    assert file.metadata.author == "ỦY BAN NHÂN DÂN PHƯỜNG DƯ HÀNG KÊNH"
    assert file.metadata.subject == receipt().subject
    assert file.trailer["/Root"]["/Lang"] == "vi-VN"
    outline = [(entry.title, file.get_destination_page_number(entry)) for entry in file.outline]
    assert outline == [(f"BG-2023-{n:04} - Nguyễn Thị Mẫu", n - 1) for n in (1, 2, 3)]
    single = PdfReader(BytesIO(receipt_pdf([receipt()])))
    assert single.metadata is not None
    assert single.metadata.title == "Biên bản bàn giao BG-2023-0015"
    assert single.outline == []


def test_progress_is_told_and_can_stop_the_work() -> None:
    told: list[int] = []
    receipt_pdf([receipt()] * 3, told.append)
    assert told == [1, 2, 3]

    def stop(done: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        receipt_pdf([receipt()] * 3, stop)


def test_a_preview_and_a_batch_can_be_drawn_at_the_same_time() -> None:
    """In a fresh process, so that the threads also race for loading the fonts."""
    race = """
import sys
from concurrent.futures import ThreadPoolExecutor
from firereg.documents.receipt import receipt_pdf
from tests.documents.sample_papers import receipt

sys.setswitchinterval(1e-6)
with ThreadPoolExecutor(6) as threads:
    sizes = {len(pdf) for pdf in threads.map(receipt_pdf, [[receipt()] * 3] * 12)}
assert max(sizes) - min(sizes) < 50, sizes
"""
    done = subprocess.run([sys.executable, "-c", race], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(ValueError, match="no receipts"):
        receipt_pdf([])


def test_every_page_says_in_its_qr_which_paper_and_page_it_is() -> None:
    long = receipt(lines=(replace(EXTINGUISHER, description=" ".join(["chữ"] * 600)), GIFT), registry="K7QF")
    pages = sheets(receipt_pdf([long]))
    assert [read_qr(page.boxes) for page in pages] == [
        f"BG-2023-0015.K7QF.{number}" for number in range(1, len(pages) + 1)
    ]
    assert len(pages) > 1
    (alone,) = sheets(receipt_pdf([receipt(registry="K7QF")]))
    assert read_qr(alone.boxes) == "BG-2023-0015.K7QF"


def test_a_batch_says_on_every_page_what_the_single_paper_says() -> None:
    papers = [
        receipt(
            code=f"BG-2023-{n:04}",
            number=str(n),
            receiver=replace(receipt().receiver, name=f"Trần Thị Mẫu {n}"),
        )
        for n in range(1, 6)
    ]
    batch = sheets(receipt_pdf(papers))
    for page, paper in zip(batch, papers, strict=True):
        (alone,) = sheets(receipt_pdf([paper]))
        assert page.text == alone.text
        assert read_qr(page.boxes) == paper.code


@pytest.mark.parametrize(
    ("lines", "things"),
    [
        ((EXTINGUISHER,), "phương tiện"),
        ((GIFT,), "quà hỗ trợ"),
        ((EXTINGUISHER, GIFT), "phương tiện, quà hỗ trợ"),
        ((), "phương tiện, quà hỗ trợ"),
    ],
)
def test_the_receiver_confirms_only_what_stands_in_the_table(lines, things) -> None:
    text = flowing(receipt_pdf([replace(receipt(), lines=lines)]))
    assert f"Bên B đã nhận đủ {things} theo bảng sau:" in text
