"""Programmes in the window: entered, told, their Zalo groups, notices and reports."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from firereg.domain.alerts import AlertKind, AlertStatus
from firereg.domain.programmes import Body
from firereg.domain.roles import Role
from firereg.services import alerts, notices, programmes, walks, zalo_groups
from firereg.services.alerts import AlertDraft
from firereg.services.programmes import ProgrammeDraft
from firereg.services.zalo_groups import ZaloDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.checks.walk_plan_form import WalkPlanForm
from firereg.ui.pages.programmes.alerts_page import AlertsPage
from firereg.ui.pages.programmes.programme_reports import ProgrammeReportPage, ZaloReportPage
from firereg.ui.pages.programmes.programmes_page import ProgrammesPage
from firereg.ui.pages.programmes.zalo_groups_page import ZaloGroupsPage
from tests.ui.conftest import Said, words_of

LAUNCHED = date(2023, 10, 19)
NOW = datetime(2024, 5, 20, 9, 30)
SAFE = ProgrammeDraft(
    "Tổ an toàn", LAUNCHED, pledge=("Trực đủ ca",), bodies=(Body("Công an phường"), Body("Hội A"))
)
Show = Callable[[DeskPage], None]


@pytest.fixture
def safe(desk: Desk) -> int:
    return programmes.add(desk.registry, SAFE)


def shown(page: DeskPage, column: int) -> list[str]:
    return [str(page.model.data(page.model.index(row, column))) for row in range(page.model.rowCount())]


def test_a_programme_is_entered_and_its_story_told(desk: Desk, show: Show, said: Said) -> None:
    page = ProgrammesPage(desk)
    show(page)
    page._new.trigger()
    form = page.form
    form.lines["name"].setText("Tổ an toàn")
    form.launched_on.set(LAUNCHED)
    first, second = form.bodies._cards[:2]
    first.name.setText("Công an phường")
    first._signer.setText("Người Mẫu")
    form.bodies._show_one_more()
    second.name.setText("Hội A")
    form.pledge.setPlainText("Trực đủ ca\nBáo tin ngay")
    form.submit()
    (row,) = programmes.programmes()
    assert (row.lead, row.pledge) == ("Công an phường", ("Trực đủ ca", "Báo tin ngay"))
    told = words_of(page.panel)
    assert "Công an phường – Người Mẫu" in told
    assert "Launched" in told
    said.undo()
    assert programmes.programmes() == []


def test_what_is_wrong_stands_beneath_its_field(desk: Desk, show: Show) -> None:
    page = ProgrammesPage(desk)
    show(page)
    page._new.trigger()
    page.form.submit()
    assert "needs a name" in page.form.form.rows["name"].error()
    page.form.lines["name"].setText("A")
    page.form.bodies._cards[0]._signer.setText("Người Mẫu")
    page.form.submit()
    assert "Người Mẫu" in page.form.form.rows["bodies"].error()


def test_somebody_else_was_quicker_and_nothing_typed_is_lost(desk: Desk, show: Show, safe: int) -> None:
    page = ProgrammesPage(desk)
    show(page)
    page._change.trigger()
    form = page.form
    form.lines["aim"].setText("Mục tiêu của tôi")
    form.groups.fill([(1, "7"), (2, "70")], (2,))
    theirs = ProgrammeDraft("Tổ an toàn", LAUNCHED, "Quyết định của họ", bodies=SAFE.bodies)
    programmes.change(desk.registry, safe, theirs)
    form.submit()
    assert form.stale.isVisible()
    form.stale.mine.click()
    row = programmes.by_id(safe)
    assert (row.aim, row.decision, row.group_ids) == ("Mục tiêu của tôi", "Quyết định của họ", (2,))


def test_a_programme_ends_and_goes_on(desk: Desk, show: Show, safe: int) -> None:
    page = ProgrammesPage(desk)
    show(page)
    page._end.trigger()
    assert (shown(page, 4), page._end.isEnabled()) == (["Ended"], False)
    page._resume.trigger()
    assert shown(page, 4) == ["Running"]
    page._remove.trigger()
    assert shown(page, 1) == []


def test_a_zalo_group_is_entered_for_the_first_group_without_one(
    desk: Desk, show: Show, said: Said, safe: int
) -> None:
    page = ZaloGroupsPage(desk)
    show(page)
    page._new.trigger()
    form = page.form
    assert (form.group.currentData(), form.lines["run_by"].text()) == (1, "Tổ trưởng Mẫu")
    form.lines["name"].setText("TDP 7")
    form.lines["link"].setText("zalo.me/g/abc")
    form.counts["members"].setText("1.2x")
    form.submit()
    assert form.form.rows["members"].error()
    form.counts["members"].setText("1.240")
    form.submit()
    assert form.form.rows["counted_on"].error()
    form.counts["households"].setText("3")
    form.days["counted_on"].set(date(2024, 5, 1))
    form.submit()
    (row,) = zalo_groups.zalo_groups()
    assert (row.group_id, row.members, row.households, row.link) == (1, 1240, 3, "https://zalo.me/g/abc")
    assert page.figures() == "1 of 2 residential groups · 3 of 8 households"
    page._new.trigger()
    assert page.form.group.currentData() == 2


def test_a_notice_is_copied_kept_and_offered_again(desk: Desk, show: Show, said: Said, safe: int) -> None:
    zalo_id = zalo_groups.add(desk.registry, ZaloDraft("TDP 7", 1, safe))
    page = ZaloGroupsPage(desk)
    show(page)
    page.table.choose(zalo_id)
    page._tell_them.trigger()
    form = page.notice
    assert (form.groups.ticked(), form.programme.currentData()) == ((zalo_id,), safe)
    form.begun_with.setCurrentIndex(form.begun_with.count() - 1)
    form.begun_with.activated.emit(form.begun_with.currentIndex())
    assert "cổng trường" in form.text.toPlainText().lower()
    form.text.setPlainText("Kính gửi bà con,\nTắt bếp khi ra khỏi nhà.")
    form.submit()
    assert QGuiApplication.clipboard().text() == "Kính gửi bà con,\nTắt bếp khi ra khỏi nhà."
    assert [row.zalo_id for row in notices.notices()] == [zalo_id]
    assert "Tắt bếp khi ra khỏi nhà." in words_of(page.panel)
    page._tell_them.trigger()
    assert form.begun_with.itemText(1) == "Tắt bếp khi ra khỏi nhà."


def test_who_may_only_look_reads_the_whole_notice(desk: Desk, show: Show, safe: int) -> None:
    zalo_id = zalo_groups.add(desk.registry, ZaloDraft("TDP 7", 1, safe))
    notices.keep(
        desk.registry, notices.NoticeDraft(date(2024, 5, 1), "Kính gửi bà con,\nTắt bếp.", (zalo_id,))
    )
    looking = Desk(desk.registry, desk.settings, desk.window)
    looking._role = Role.VIEWER
    page = ZaloGroupsPage(looking)
    show(page)
    page.table.choose(zalo_id)
    assert "Kính gửi bà con,\nTắt bếp." in words_of(page.panel)
    assert not page._new.isVisible()
    looking.jobs.close()


@pytest.fixture
def reports(desk: Desk, safe: int) -> AlertsPage:
    for days, what in ((1, "Khói"), (9, "Cạy cửa"), (30, "Chập điện")):
        alert_id = alerts.report(desk.registry, AlertDraft(AlertKind.FIRE, NOW - timedelta(days=days), what))
    alerts.close(desk.registry, alert_id, NOW.date(), "Xong")
    return AlertsPage(desk)


def test_reports_for_long_stand_on_top_in_word_and_shape(reports: AlertsPage, show: Show) -> None:
    show(reports)
    assert shown(reports, 2) == ["Cạy cửa", "Khói", "Chập điện"]
    assert shown(reports, 4) == ["In hand for long", "In hand", "Dealt with"]
    assert reports.figures() == "2 in hand · 1 of them for long · 1 dealt with"
    reports.set_filter("status", AlertStatus.CLOSED)
    assert shown(reports, 2) == ["Chập điện"]


def test_a_report_is_entered_closed_and_opened_again(reports: AlertsPage, show: Show, said: Said) -> None:
    show(reports)
    reports._new.trigger()
    form = reports.form
    assert form.time.time() == time(9, 30)
    form.what.setText("Đốt rác")
    form.time.setText("25h")
    form.submit()
    assert form.form.rows["time"].error()
    form.time.setText("7h5")
    form.submit()
    row = reports.table.current_row()
    assert (row.what, row.at) == ("Đốt rác", datetime(2024, 5, 20, 7, 5))
    reports._close.trigger()
    reports.close_form.result.setText("Đã dập")
    reports.close_form.submit()
    assert alerts.by_id(row.id).result == "Đã dập"
    assert not reports._close.isEnabled()
    reports._reopen.trigger()
    assert alerts.by_id(row.id).closed_on is None
    said.undo()
    assert alerts.by_id(row.id).result == "Đã dập"


def test_the_reports_are_shown_of_the_programme_that_was_asked_for(
    desk: Desk, show: Show, qtbot: QtBot, safe: int
) -> None:
    other = programmes.add(desk.registry, ProgrammeDraft("Cổng trường", date(2024, 1, 5)))
    page = ProgrammeReportPage(desk)
    show(page)
    page.show_target(safe)
    qtbot.waitUntil(lambda: page._told is not None and page._told.name == "Tổ an toàn", timeout=20_000)
    assert [page.choice.itemText(n) for n in range(page.choice.count())] == ["2024", "2023"]
    page.show_target(other)
    qtbot.waitUntil(lambda: page._told.name == "Cổng trường", timeout=20_000)
    assert page.choice.count() == 1


def test_without_a_programme_the_report_says_so(desk: Desk, show: Show, qtbot: QtBot, said: Said) -> None:
    page = ProgrammeReportPage(desk)
    show(page)
    qtbot.waitUntil(lambda: "no programme yet" in said.last, timeout=20_000)


def test_the_zalo_report_is_shown(desk: Desk, show: Show, qtbot: QtBot) -> None:
    page = ZaloReportPage(desk)
    show(page)
    qtbot.waitUntil(lambda: page._told is not None, timeout=20_000)
    assert page.file_name(page._told) == "bao-cao-nhom-zalo-2024"


def test_a_walk_is_planned_in_a_programme(desk: Desk, qtbot: QtBot, safe: int) -> None:
    form = WalkPlanForm(desk)
    qtbot.addWidget(form)
    form.begin()
    form.programme.setCurrentIndex(form.programme.findData(safe))
    (walk_id, *_others) = form.keep()
    assert walks.walk(walk_id).programme_id == safe
