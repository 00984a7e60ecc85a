"""The papers of programmes from the registry: as it was at the time, refused where something is missing."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from firereg.domain.alerts import AlertKind
from firereg.domain.programmes import Body
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    alerts,
    exports,
    history,
    journal,
    notices,
    photos,
    programme_papers,
    programmes,
    rounds,
    signed_pledges,
    zalo_groups,
)
from firereg.services.alerts import AlertDraft
from firereg.services.notices import NoticeDraft
from firereg.services.programmes import ProgrammeDraft
from firereg.services.rounds import RoundDraft
from firereg.services.zalo_groups import ZaloDraft
from tests.documents.paper_reading import flowing
from tests.small_ward import CASH, ROUND_DAY, Clock, give

TODAY = date(2023, 10, 20)
SAFE = ProgrammeDraft(
    "Tổ an toàn",
    ROUND_DAY,
    pledge=("Trực đủ ca",),
    bodies=(Body("Công an phường", "Người Mẫu"), Body("Hội Phụ nữ")),
)


@pytest.fixture
def safe(registry):
    programme_id = programmes.add(registry, SAFE)
    round_id = rounds.add(registry, RoundDraft("Đợt của mô hình", ROUND_DAY, programme_id=programme_id))
    give(registry, 1, "PC-0001", gifts=(CASH,), round_id=round_id)
    zalo = zalo_groups.add(registry, ZaloDraft("TDP 7", 1, programme_id, "", "", 9, 3, TODAY))
    zalo_groups.add(registry, ZaloDraft("TDP 70", 2, None))
    notices.keep(registry, NoticeDraft(TODAY, "Kính gửi bà con,\nTắt bếp.", (), programme_id))
    notices.keep(registry, NoticeDraft(TODAY, "Riêng tổ 7.", (zalo,), programme_id))
    at = datetime(2023, 10, 20, 5, 30)
    alerts.report(registry, AlertDraft(AlertKind.FIRE, at, "Khói", zalo_id=zalo, programme_id=programme_id))
    return programme_id


def test_the_pledge_is_of_the_ward_as_it_was_named_at_the_launch(registry, safe):
    paper = programme_papers.pledge(registry, safe)
    assert (paper.day, paper.letterhead.place, paper.words.grounds) == (ROUND_DAY, "Dư Hàng Kênh", ())
    assert "Công an phường, đại diện là ông (bà) Người Mẫu" in flowing(programme_papers.pledge_pdf(paper))


def test_a_pledge_needs_two_bodies_a_promise_and_letters_that_can_be_printed(registry, safe):
    for lacking in (replace(SAFE, bodies=SAFE.bodies[:1]), replace(SAFE, pledge=())):
        programmes.change(registry, safe, lacking)
        with pytest.raises(ConflictError, match="Tổ an toàn"):
            programme_papers.pledge(registry, safe)
    programmes.change(registry, safe, replace(SAFE, bodies=(Body("公安"), Body("Hội"))))
    with pytest.raises(BadInputError, match="公"):
        programme_papers.pledge(registry, safe)


def test_the_report_tells_what_was_achieved(registry, safe):
    report = programme_papers.report(registry, safe, 2023)
    achieved = {one.name: (one.in_year, one.since_launch) for one in report.achievements}
    assert achieved["Hộ được hỗ trợ"] == ("1", "1")
    assert achieved["Tiền, quà đã trao"] == ("500.000", "500.000")
    assert "Lượt trực" not in achieved
    seven, seventy = report.groups
    assert (seven.helped, seven.reached, seven.notices, seven.alerts) == (1, 3, 2, 1)
    assert (seventy.helped, seventy.zalo_groups, seventy.notices) == (0, 0, 0)
    assert [one.name for one in report.activities] == [
        "Ra mắt mô hình",
        "Đợt của mô hình",
        "Gửi thông báo: Tắt bếp.",
        "Gửi thông báo: Riêng tổ 7.",
    ]
    text = flowing(programme_papers.report_pdf(report))
    assert "Mô hình “Tổ an toàn” ra mắt ngày 19 tháng 10 năm 2023." in text
    assert "Khói" not in text  # what was reported is counted, not told


def test_a_year_before_the_launch_or_after_today_has_no_report(registry, safe):
    for year in (2022, 2024):
        with pytest.raises(BadInputError):
            programme_papers.report(registry, safe, year)


def test_a_report_of_a_past_year_is_dated_at_its_end_and_knows_nothing_later(registry, safe):
    registry.clock = Clock(datetime(2024, 5, 1, 8, 0))
    notices.keep(registry, NoticeDraft(date(2024, 3, 1), "Sau này", (), safe))
    report = programme_papers.report(registry, safe, 2023)
    assert report.day == date(2023, 12, 31)
    achieved = {one.name: one.since_launch for one in report.achievements}
    assert achieved["Thông báo gửi các nhóm Zalo"] == "2"


def test_the_zalo_report_counts_all_groups_of_the_ward(registry, safe):
    report = programme_papers.zalo_report(registry, 2023)
    assert [(one.name, one.zalo_groups, one.notices, one.alerts) for one in report.groups] == [
        ("Tổ dân phố 7", 1, 2, 1),
        ("Tổ dân phố 70", 1, 1, 0),
    ]
    assert (report.notices, report.of_the_ward) == (2, 0)
    book = CalamineWorkbook.from_filelike(BytesIO(programme_papers.zalo_report_workbook(report)))
    assert book.get_sheet_by_name("Theo tổ dân phố").to_python()[3][:3] == ["Tổ dân phố 7", 4, 3]
    assert book.get_sheet_by_name("Tin báo theo tháng").to_python()[12][:2] == ["Tháng 10", 1]


def test_workbook_of_a_programme(registry, safe):
    told = programme_papers.report_workbook(programme_papers.report(registry, safe, 2023))
    rows = CalamineWorkbook.from_filelike(BytesIO(told)).get_sheet_by_name("Hoạt động").to_python()
    assert rows[-1] == ["20/10/2023", "Gửi thông báo: Riêng tổ 7.", "01 nhóm Zalo"]


def test_the_lists_can_be_exported(registry, safe, tmp_path):
    for kind, rows in (("programmes", 1), ("zalo-groups", 2), ("notices", 2), ("alerts", 1)):
        path = tmp_path / f"{kind}.csv"
        assert exports.export(registry, kind, path, TODAY) == rows
        assert "Tổ an toàn" in path.read_text("utf-8-sig")


def test_the_signed_pledge_comes_back_and_goes_again(registry, safe, tmp_path):
    scan = tmp_path / "scan.png"
    image = Image.new("L", (800, 1100), "white")
    image.paste("black", (100, 100, 700, 300))
    image.save(scan)
    (page_id,) = signed_pledges.attach(registry, safe, [scan])
    assert signed_pledges.pages_of(safe) == [page_id]
    assert signed_pledges.as_pdf(registry, safe).startswith(b"%PDF")
    with pytest.raises(ConflictError):
        programmes.remove(registry, safe)
    taken = signed_pledges.remove(registry, safe)
    assert (signed_pledges.pages_of(safe), list(photos.problems(registry))) == ([], [])
    signed_pledges.keep(registry, safe, taken)
    assert list(photos.problems(registry)) == []
    assert [entry.action for entry in journal.entries()[:3]] == ["pledge.add", "pledge.remove", "pledge.add"]
    assert history.undoable(registry).action == "alert.report"  # files do not come back with a row


def test_a_blank_page_is_no_pledge(registry, safe, tmp_path):
    Image.new("L", (800, 1100), "white").save(tmp_path / "blank.png")
    with pytest.raises(BadInputError):
        signed_pledges.attach(registry, safe, [tmp_path / "blank.png"])
    assert list(photos.problems(registry)) == []
