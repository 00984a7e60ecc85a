"""The hanging card and the letter to a household."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from firereg.documents.check_card import check_cards_pdf
from firereg.documents.reminder_letter import letters_pdf
from tests.documents.equipment_samples import LONG_NAME, check_card, hard_card, hard_letter, reminder_letter
from tests.documents.paper_reading import A4_HEIGHT, A4_WIDTH, MM, flowing, outside, overlaps, sheets
from tests.documents.scanning import QR, picture, scan


def test_four_cards_fill_a_sheet_and_each_is_scanned_back(qapp) -> None:
    pdf = check_cards_pdf([check_card(n) for n in range(1, 6)])
    assert len(sheets(pdf)) == 2
    found = scan(picture(pdf))
    assert {(one.symbol, one.text, one.x > 105, one.y > 148.5) for one in found} == {
        (QR, f"MFZL4-23-{n:04}", n in (2, 4), n in (3, 4)) for n in (1, 2, 3, 4)
    }


def test_a_card_has_twelve_months_and_the_services_of_a_firm() -> None:
    (page,) = sheets(check_cards_pdf([check_card()]))
    months = [line.text for line in page.lines if line.text.isdigit() and line.size == 8]
    assert months == [str(month) for month in range(1, 13)]
    boxes = [1 for x0, y0, x1, y1 in page.strokes if y0 == y1 and abs(x1 - x0 - 2.8 * MM) < 0.05]
    assert len(boxes) == 12 * 2 * 2
    for words in ("Năm 2027", "Bảo dưỡng", "Nạp lại", "Thử thủy lực", "Người kiểm tra (ký)"):
        page.line(words)
    assert "kim ở vạch xanh" in " ".join(page.text.split())


def test_a_card_of_one_without_a_gauge_asks_for_its_weight() -> None:
    text = flowing(check_cards_pdf([check_card(weighed=True)]))
    assert "cân đủ khối lượng" in text
    assert "vạch xanh" not in text


def test_long_names_stay_on_their_card() -> None:
    (page,) = sheets(check_cards_pdf([hard_card()]))
    assert overlaps(page) == []
    for line in page.lines:
        assert line.x0 >= 6 * MM - 0.1
        assert line.x1 <= A4_WIDTH / 2 - 6 * MM + 0.1
        assert line.baseline - 0.2 * line.size >= A4_HEIGHT / 2 + 6 * MM - 0.1
    side = min(box[0] for box in page.boxes)
    facts = [line for line in page.lines if line.text.startswith(("Số sê-ri", "Hộ:", "Loại:"))]
    assert len(facts) == 3
    assert all(line.x1 < side - 3 * MM for line in facts)
    with pytest.raises(ValueError, match="no cards"):
        check_cards_pdf([])


def test_a_letter_says_what_is_due_since_when_and_whom_to_ask(qapp) -> None:
    pdf = letters_pdf([reminder_letter()])
    (page,) = sheets(pdf)
    assert page.line("THÔNG BÁO").style == "bold"
    assert page.line("Về việc kiểm tra bình chữa cháy").style == "bold"
    text = flowing(pdf)
    for words in (
        "Kính gửi: Gia đình ông (bà) Nguyễn Thị Mẫu, Số 12/34 đường Chợ Hàng, tổ dân phố số 7.",
        "tính đến ngày 24 tháng 11 năm 2026",
        "A-00001",
        "17/11/2026",
        "Ông Phạm Quốc Mẫu, Tổ trưởng tổ dân phố số 7.",
        "khu dân cư./.",
    ):
        assert words in text
    assert [(one.symbol, one.text) for one in scan(picture(pdf))] == [(QR, "TDP07-0123")]


def test_recipients_and_signature_stand_on_one_level() -> None:
    (page,) = sheets(letters_pdf([reminder_letter()]))
    left, right = page.line("Nơi nhận:"), page.line("TM. ỦY BAN NHÂN DÂN")
    assert abs(left.baseline - right.baseline) < 3
    assert left.x1 < page.width / 2 < right.x0
    name = page.line("Trần Văn Mẫu")
    assert name.middle == pytest.approx(page.line("PHÓ CHỦ TỊCH").middle, abs=0.5)
    assert page.line("PHÓ CHỦ TỊCH").baseline - name.baseline >= 25 * MM


def test_letters_of_a_batch_begin_their_pages_and_stand_in_the_outline() -> None:
    pdf = letters_pdf([hard_letter(), reminder_letter(0, head_name="", contact="", code="")])
    pages = sheets(pdf)
    heads = [number for number, page in enumerate(pages) if "THÔNG BÁO" in page.text]
    assert heads == [0, len(pages) - 1]
    entries = PdfReader(BytesIO(pdf)).outline
    assert entries[0].title == f"TDP07-0123 - {LONG_NAME}"
    for number, page in enumerate(pages, start=1):
        assert overlaps(page) == []
        allowed = {str(number), "Số 45 đường Mẫu, phường Dư Hàng Kênh; điện thoại: 0225 000 000"}
        assert set(outside(page)) <= allowed
    assert "đến kỳ kiểm tra." in pages[-1].text
    with pytest.raises(ValueError, match="no letters"):
        letters_pdf([])
