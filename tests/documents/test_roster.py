"""The roster of a month and its hours, read back from the PDF."""

from dataclasses import replace
from datetime import date, time

import pytest

from firereg.documents.duty_papers import DutyHours, HoursSummary, Roster, RosterDay, RosterShift
from firereg.documents.roster import hours_pdf, roster_pdf
from firereg.documents.wording import RosterWords, filled_in
from tests.documents.paper_reading import overlaps, sheets
from tests.documents.sample_papers import HEAD

WORDS = filled_in(RosterWords(), {"mo_hinh": "Phiên chợ Hàng an toàn"})
COMMON = {
    "letterhead": HEAD,
    "day": date(2023, 10, 28),
    "month": date(2023, 11, 1),
    "words": WORDS,
    "prepared_by": "Cán bộ Mẫu",
    "sign_authority": ("ĐẠI DIỆN HỘI CỰU CHIẾN BINH PHƯỜNG", "CHỦ TỊCH HỘI"),
    "signer": "Đỗ Văn Mẫu",
}


def day(number: int, shifts: int = 3) -> RosterDay:
    return RosterDay(
        date(2023, 11, number),
        tuple(
            RosterShift(f"Điểm {n}", time(5 + n % 18), time(6 + n % 18), ("Ông Mẫu A", "Ông Mẫu B"))
            for n in range(shifts)
        ),
    )


def test_the_shifts_of_a_day_stand_together_under_one_date() -> None:
    pages = sheets(roster_pdf(Roster(**COMMON, days=tuple(day(n) for n in range(1, 31)))))
    assert len(pages) > 2
    seen: list[str] = []
    for page in pages:
        assert overlaps(page) == []
        page.line("Ngày (thứ)")
        dates = [line for line in page.lines if line.text[2:5] == "/11"]
        posts = [line for line in page.lines if line.text.startswith("Điểm ")]
        assert len(posts) == 3 * len(dates)
        for number, its in enumerate(dates):  # in the middle of its three rows
            assert its.baseline == pytest.approx(posts[3 * number + 1].baseline, abs=0.5)
        seen += [line.text[:2] for line in dates]
    assert seen == [f"{n:02}" for n in range(1, 31)]
    last = pages[-1]
    assert last.line("NGƯỜI LẬP").baseline == last.line("ĐẠI DIỆN HỘI").baseline
    assert last.line("- Lưu: VT.")


def test_a_day_that_no_page_holds_goes_on_with_its_date() -> None:
    pages = sheets(roster_pdf(Roster(**COMMON, days=(day(5, 80),))))
    assert len(pages) > 1
    for page in pages:
        assert overlaps(page) == []
        assert any(line.text.startswith("05/11") for line in page.lines)
    posts = [line.text for page in pages for line in page.lines if line.text.startswith("Điểm ")]
    assert posts == [f"Điểm {n}" for n in range(80)]


def test_hours_add_up_and_are_signed_where_a_row_stands() -> None:
    rows = tuple(DutyHours(f"Ông Mẫu {n}", "Hội CCB", 3, 2, 1, 5.5) for n in range(61))
    pages = sheets(hours_pdf(HoursSummary(**COMMON, rows=rows)))
    assert all(overlaps(page) == [] for page in pages)
    last = pages[-1]
    total = last.line("Tổng cộng")
    assert [one.text for one in last.lines if one.baseline == total.baseline][1:] == [
        *("183", "122", "61", "335,5")
    ]
    assert any(line.text.startswith("Ông Mẫu") for line in last.lines)


def test_a_paper_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="no days"):
        roster_pdf(Roster(**COMMON))
    with pytest.raises(ValueError, match="no rows"):
        hours_pdf(replace(HoursSummary(**COMMON), rows=()))
