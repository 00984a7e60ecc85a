"""The day of 19/10/2023 through the real window, from the plan to the signed scans: stock, money and list balance."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random

import pdfplumber
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from firereg.services import health, programme_story, programmes, rounds, scans
from firereg.services.programme_story import StoryEvent, What
from firereg.services.scan_matching import Match
from firereg.store import models as t
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from firereg.ui.pages.programmes.programmes_page import ProgrammesPage
from firereg.ui.pages.support.rounds_page import SupportPage
from tests.journeys.desk_hands import CONTROL, KEYS, press, wait_for
from tests.journeys.round_book import RoundBook
from tests.journeys.round_desk import RoundDesk
from tests.journeys.round_ward import IN_STOCK, Home, round_ward
from tests.scan_pictures import as_pdf, pages
from tests.small_ward import Clock

ROUND = "Đợt 19/10/2023"
ZALO = "Nhóm Zalo phòng chống tội phạm, phòng chống cháy, nổ"
GIFT = "Tiền mặt hỗ trợ hộ cận nghèo"
BUDGET = 7_500_000
SERIALS = tuple(f"PC-23{number:02}" for number in range(1, 16))
NEIGHBOUR = "Đỗ Thị Mẫu"
BODIES = (("Công an phường", "Phạm Văn Mẫu", "Trưởng Công an"), ("Hội Phụ nữ", "Hoàng Thị Mẫu", "Chủ tịch"))
LATE, BY_NAME, BY_CARD, BY_SISTER, BY_NEIGHBOUR = 3, 1, 4, 6, 9  # places on the list


def test_the_day_of_19_10_2023(qtbot: QtBot, tmp_path: Path, settings: QSettings) -> None:
    clock = Clock(datetime(2023, 10, 9, 9))
    registry, homes = round_ward(tmp_path / "registry", clock)
    book = RoundBook(ROUND, BUDGET, cylinders=dict.fromkeys(IN_STOCK, ""))
    desk = RoundDesk(qtbot, registry, clock, settings, book)
    planned(desk, homes)
    stocked(desk)
    given_out(desk, homes)
    assert (book.in_stock, book.spent, book.count("given"), book.count("")) == (5, BUDGET, 15, 0)
    sign_list_agrees(desk, homes)
    signed(desk, printed(desk, homes))
    closed(desk)
    assert health.check(registry) == []
    desk.window.close()
    left = {path.name for path in (tmp_path / "registry").iterdir()}
    assert left == {"attachments", "backups", "documents", "keys.json", "registry.db"}


def planned(desk: RoundDesk, homes: list[Home]) -> None:
    """The programme, the round of its plan, the list drawn up, changed by hand, and approved."""
    desk.new_programme(ZALO, "Quyết định số 91/QĐ-UBND ngày 12/10/2023", BODIES)
    desk.at(datetime(2023, 10, 10, 9))
    desk.new_round(
        programmes.by_name(ZALO).id,
        GIFT,
        name=ROUND,
        day="19/10",
        place="Nhà văn hóa phường Dư Hàng Kênh",
        plan="Kế hoạch số 86/KH-UBND ngày 10/10/2023",
        donor="Công ty TNHH Thiết bị Mẫu",
        budget_dong="7500000",
    )
    page = desk.drawn_up(homes)
    desk.take_out(homes[LATE], "Báo đã chuyển đi")
    desk.put_back(homes[LATE])
    desk.at(datetime(2023, 10, 11, 15))
    desk.press_on(desk.button(page, "Duyệt…"))
    press(KEYS.Key_Return)
    assert "15 hộ" in desk.said()
    assert rounds.by_name(ROUND).approved_at is not None
    assert page.table.hasFocus()
    press(KEYS.Key_F8)
    wait_for(desk.qtbot, lambda: desk.at_desk().tally._figure.text() == "0/15")


def stocked(desk: RoundDesk) -> None:
    """15 cylinders come beside the five that were there."""
    desk.at(datetime(2023, 10, 12, 14))
    desk.receive(SERIALS, "Công ty TNHH Thiết bị Mẫu", "Biên bản giao nhận 12/10")
    assert desk.book.in_stock == 20


def given_out(desk: RoundDesk, homes: list[Home]) -> None:
    """In the order in which they come forward; one of them does not come until the day after."""
    desk.at(datetime(2023, 10, 19, 8))
    came = [home for place, home in enumerate(homes) if place != LATE]
    for home, serial in zip(came, SERIALS, strict=False):
        place = homes.index(home)
        if place == BY_NAME:
            desk.call_by_name(home, home.name.split()[-1])
        elif place == BY_CARD:
            desk.call_by_card(home)
        else:
            desk.call(home)
        if place == BY_SISTER:
            desk.receives("1")
        elif place == BY_NEIGHBOUR:
            desk.receives(NEIGHBOUR, "hàng xóm", "")
        desk.give(home, serial)
        if place == 2:
            told = desk.refused(home, SERIALS[-1])
            assert told.startswith(
                "Hộ này đã nhận phần của “Đợt 19/10/2023” ngày 19/10/2023 (biên bản BG-2023-000"
            )
    desk.not_come(homes[LATE], "Không đến, nhà khóa cửa")
    assert (desk.book.spent, desk.book.in_stock) == (7_000_000, 6)
    desk.at(datetime(2023, 10, 20, 9))
    page = desk.call(homes[LATE])
    assert "Không đến, nhà khóa cửa" in page.view.card._doubt.text()
    desk.give(homes[LATE], SERIALS[-1])


def sign_list_agrees(desk: RoundDesk, homes: list[Home]) -> None:
    """The paper on which they signed: each with what it got, the sum in figures and in words."""
    desk.list_page().setFocus()
    desk.window.show_page("support_list")
    press(KEYS.Key_P, CONTROL)
    with pdfplumber.open(desk.saved_paper("ky-nhan.pdf")) as paper:
        rows = [row for page in paper.pages for table in page.extract_tables() for row in table]
        words = " ".join(" ".join((page.extract_text() or "").split()) for page in paper.pages)
    lines = {row[0]: " ".join((cell or "").replace("\n", " ") for cell in row) for row in rows if row[0]}
    for number, home in enumerate(homes, start=1):
        assert home.name in lines[str(number)]
        assert "500.000" in lines[str(number)]
    assert "16" not in lines
    assert "7.500.000" in words
    assert "Bảy triệu năm trăm nghìn đồng" in words
    assert f"Nhận thay: {homes[BY_SISTER].other}" in lines[str(BY_SISTER + 1)]


def printed(desk: RoundDesk, homes: list[Home]) -> Path:
    """All receipts in one go; they say what was given to whom, and count as printed once."""
    desk.at_desk()
    press(KEYS.Key_P, CONTROL)
    path = desk.saved_paper("bien-ban.pdf")
    with pdfplumber.open(path) as paper:
        told = [" ".join(page.extract_text().split()) for page in paper.pages]
    serial = {home: serial for serial, home in desk.book.cylinders.items() if home}
    for home in homes:
        code = desk.book.listed[home.code].receipt
        (its,) = [words for words in told if code in words]
        assert all(words in its for words in (home.name, serial[home.code], "500.000")), its
    assert [row.printed for row in t.Handover.select()] == [1] * 15
    press(KEYS.Key_P, CONTROL)
    wait_for(desk.qtbot, lambda: desk.said() == "Mọi biên bản của đợt đã được in.")
    return path


def signed(desk: RoundDesk, path: Path) -> None:
    """They come back from the scanner in any order, some upside down, in two files and some pictures."""
    desk.at(datetime(2023, 10, 23, 9))
    rng = Random("scans")
    sheets = pages(path.read_bytes(), 150)
    rng.shuffle(sheets)
    turned = [sheet.rotate(180) if n % 3 == 1 else sheet for n, sheet in enumerate(sheets)]
    files = [
        as_pdf(desk.folder / "scan-1.pdf", turned[:6], 150),
        as_pdf(desk.folder / "scan-2.pdf", turned[6:12], 150),
    ]
    for number, sheet in enumerate(turned[12:], start=1):
        files.append(desk.folder / f"anh-{number}.jpg")
        sheet.save(files[-1], dpi=(150, 150))
    page = desk.match_scans(files, len(sheets))
    assert {one.match for one in page.pages} == {Match.FOUND}
    assert Counter(one.receipt for one in page.pages) == Counter(desk.book.issued)
    press(KEYS.Key_Return, CONTROL)
    wait_for(desk.qtbot, lambda: not page.pages)
    pages_of = {code: len(scans.of_handover(handover_id)) for handover_id, code in _receipts()}
    assert pages_of == dict.fromkeys(desk.book.issued, 1)
    receipts_page = desk.page("handovers", HandoversPage).list
    assert receipts_page.model.rowCount() == 15
    receipts_page.set_filter("unsigned", True)
    assert receipts_page.model.rowCount() == 0


def closed(desk: RoundDesk) -> None:
    """Nobody is left out: the round is closed, and stands in the time line of its programme."""
    page = desk.page("support", SupportPage)
    desk.press_on(desk.button(page.panel, "Đóng đợt…"))
    its = rounds.by_name(ROUND)
    assert its.closed_on == desk.today
    row = page.table.current_row()
    assert (row.counts.listed, row.counts.given, row.counts.left_out, row.budget_left) == (15, 15, 0, 0)
    programme = desk.page("programmes", ProgrammesPage)
    told = programme_story.time_line(programme.table.current_row().id)
    wanted = StoryEvent(its.day, What.ROUND, ROUND, 15, BUDGET, False, its.id)
    assert [event for event in told if event.what is What.ROUND] == [wanted]
    assert any(ROUND in event.title for event in programme.story(programme.table.current_row()).events)


def _receipts() -> list[tuple[int, str]]:
    return list(t.Handover.select(t.Handover.id, t.Handover.code).tuples())
