"""Phiếu cung cấp thông tin, read back from its pages."""

from datetime import date

from firereg.documents.person_file import PersonPaper, Section, person_file_pdf
from tests.documents.paper_reading import outside, overlaps, sheets
from tests.documents.sample_papers import HEAD


def paper(rows: int = 3, **fields: object) -> PersonPaper:
    usual = {
        "letterhead": HEAD,
        "body": "Ủy ban nhân dân phường Dư Hàng Kênh",
        "day": date(2026, 11, 5),
        "about": "hộ gia đình ông (bà) Nguyễn Thị Mẫu",
        "code": "TDP07-0123",
        "facts": (("Mã hộ", "TDP07-0123"), ("Địa chỉ", "Số 12/34 phố Chợ Hàng, " * 6)),
        "sections": (
            Section("Người trong hộ", ("Họ và tên", "Số định danh"), "Họ và tên", ()),
            Section(
                "Nhắc việc",
                ("Ngày", "Hình thức", "Nội dung"),
                "Nội dung",
                tuple(
                    ("05/11/2026", "Thông báo giấy", f"Kính gửi gia đình, lần {n}. " * 9) for n in range(rows)
                ),
            ),
        ),
        "prepared_by": "Nguyễn Thị Lan",
        "sign_authority": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        "signer": "Trần Văn Mẫu",
    }
    return PersonPaper(**usual | fields)


def text_of(pdf: bytes) -> str:
    return " ".join(line.text for page in sheets(pdf) for line in page.lines)


def test_it_keeps_the_frame_of_the_decree_however_long_it_is():
    for rows in (0, 3, 40):
        pages = sheets(person_file_pdf(paper(rows)))
        for number, page in enumerate(pages, start=1):
            assert set(outside(page)) <= ({str(number)} if number > 1 else set())
            assert overlaps(page) == []
        assert "NGƯỜI NHẬN" in " ".join(line.text for line in pages[-1].lines)


def test_no_heading_stands_without_a_row_under_it():
    for lines in range(4, 40, 3):
        facts = tuple((f"Mục {n}", "Nội dung") for n in range(lines))
        for page in sheets(person_file_pdf(paper(3, facts=facts))):
            for heading in (
                line for line in page.lines if line.text in {"2. Người trong hộ", "3. Nhắc việc"}
            ):
                below = [line.text for line in page.lines if line.baseline < heading.baseline]
                assert any(text.startswith(("Không có.", "Kính gửi")) for text in below)


def test_it_says_on_whom_for_whom_and_what_there_is_not():
    told = text_of(person_file_pdf(paper(given_to="Nguyễn Văn Con")))
    for words in (
        "PHIẾU CUNG CẤP THÔNG TIN",
        "91/2025/QH15",
        "Ủy ban nhân dân phường Dư Hàng Kênh cung cấp",
        "Theo yêu cầu của ông (bà): Nguyễn Văn Con.",
        "ngày 05 tháng 11 năm 2026",
        "2. Người trong hộ",
        "Không có.",
        "Nguyễn Thị Lan",
    ):
        assert words in told
    assert "....." in text_of(person_file_pdf(paper()))
