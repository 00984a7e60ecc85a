"""The pledge and the reports of programmes: what stands on them, and where."""

from dataclasses import replace
from datetime import date

import pytest

from firereg.documents.pledge import pledge_pdf
from firereg.documents.programme_papers import (
    AlertCount,
    GroupReached,
    Pledge,
    ZaloReport,
)
from firereg.documents.programme_report import zalo_report_pdf
from firereg.documents.wording import PledgeWords, ZaloReportWords, filled_in
from firereg.domain.programmes import Body
from tests.documents.paper_reading import flowing, outside, overlaps, sheets
from tests.documents.sample_papers import HEAD

DAY = date(2023, 10, 19)
NAMES = ("Công an phường", "Hội Cựu chiến binh phường", "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường")
BODIES = tuple(Body(f"{name} {n}", f"Người Mẫu {n}", "Chủ tịch") for n in (1, 2) for name in NAMES)
WORDS = {"mo_hinh": "Tổ an toàn", "quyet_dinh": "Quyết định số 1", "so_ban": "02"}
EVERYWHERE = {"phuong": "phường Mẫu", "ngay": "ngày 19", "nam": "2023"}
PLEDGE = Pledge(
    HEAD,
    DAY,
    "trụ sở phường",
    "Không để xảy ra cháy.",
    BODIES[:2],
    ("Trực đủ ca", "Báo tin ngay."),
    filled_in(PledgeWords(), WORDS | EVERYWHERE),
)
ALERTS = (
    AlertCount("Dấu hiệu cháy, nổ", (0,) * 9 + (2, 0, 1), 2),
    AlertCount("Dấu hiệu tội phạm", (0,) * 12, 0),
)
ZALO = ZaloReport(
    HEAD,
    date(2023, 12, 31),
    2023,
    (
        GroupReached("Tổ dân phố 7", 400, 3, 1, 310, 250, 4, 2),
        GroupReached("Tổ dân phố 8", 100, 0, 0, 0, 0, 0, 0),
    ),
    1,
    4,
    ALERTS,
    filled_in(ZaloReportWords(), EVERYWHERE),
    ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "Người Mẫu",
)


def out_of_place(page):
    """What stands in the margins; the number of the page belongs there."""
    return [words for words in outside(page) if not words.isdigit()]


def test_the_pledge_says_who_promises_what():
    text = flowing(pledge_pdf(PLEDGE))
    for words in (
        "BẢN GIAO ƯỚC THI ĐUA",
        "Căn cứ Quyết định số 1.",
        "1. Công an phường 1, đại diện là ông (bà) Người Mẫu 1, Chủ tịch.",
        "Mục tiêu: Không để xảy ra cháy.",
        "1. Trực đủ ca. 2. Báo tin ngay.",
        "lập thành 02 bản",
    ):
        assert words in text


@pytest.mark.parametrize("many", range(2, 7))
def test_every_body_signs_once_inside_the_page(many):
    pdf = pledge_pdf(replace(PLEDGE, bodies=BODIES[:many]))
    pages = sheets(pdf)
    for page in pages:
        assert not overlaps(page)
        assert out_of_place(page) == []
    assert flowing(pdf).count("(Ký, ghi rõ họ tên)") == many
    last = pages[-1].text
    assert "bản có giá trị như nhau" in last.replace("\n", " ")  # nobody signs a page without words
    assert last.count("(Ký, ghi rõ họ tên)") == many


def test_who_signs_may_not_be_known_yet():
    pdf = pledge_pdf(replace(PLEDGE, bodies=(Body("Hội A"), Body("Hội B")), aim=""))
    text = flowing(pdf)
    assert "1. Hội A, đại diện là ông (bà) ...." in text
    assert "HỘI A" in text
    assert "ĐẠI DIỆN" in text
    assert "Mục tiêu" not in text


def test_the_summary_of_zalo_groups_adds_up():
    pdf = zalo_report_pdf(ZALO)
    text = flowing(pdf)
    for words in (
        "01/02 tổ dân phố có nhóm Zalo, ngoài ra có 01 nhóm chung của phường",
        "310 thành viên, thuộc 250/500 hộ (đạt 50,0%)",
        "đã gửi 04 thông báo; tiếp nhận 03 tin báo, đã giải quyết 02 tin (đạt 66,7%)",
        "Tổng cộng 500 1 310 250 50,0 2",
        "Dấu hiệu cháy, nổ 3 2 1",
    ):
        assert words in text
    assert "Dấu hiệu tội phạm" not in text  # there was none
    for page in sheets(pdf):
        assert out_of_place(page) == []
