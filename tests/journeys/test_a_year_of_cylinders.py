"""A year of 300 cylinders through the real window; at its end the books balance."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from firereg.services import health, walks
from tests.journeys.desk_hands import CONTROL, KEYS, press
from tests.journeys.year_acts import (
    change_interval,
    hand_over,
    lend,
    new_kind,
    print_labels,
    remind,
    routine_walk,
    scanned_delivery,
    walk_with_mistakes,
    walks_by_workbook,
)
from tests.journeys.year_checks import balance_agrees, balanced, calendar_agrees, lives_agree, report_agrees
from tests.journeys.year_desk import YearDesk
from tests.journeys.year_ward import (
    GROUPS,
    first_delivery,
    homes,
    numbered,
    second_delivery,
    stock_list,
    year_ward,
)
from tests.small_ward import Clock

DONOR = "Công ty Mẫu"


def test_a_year_of_cylinders(qtbot: QtBot, tmp_path: Path, settings: QSettings) -> None:
    clock = Clock()
    desk = YearDesk(qtbot, year_ward(tmp_path / "registry", clock), clock, settings)
    for month in (january, february, march, april, may, june, july, august, september, october, november):
        month(desk)
        balanced(desk)
    desk.on(31, 12)
    assert len(desk.book.cylinders) == 300
    calendar_agrees(desk)
    balance_agrees(desk)
    report_agrees(desk)
    lives_agree(desk)
    assert health.check(desk.window.desk.registry) == []
    desk.window.close()


def january(desk: YearDesk) -> None:
    """A kind of the ward's own, 200 cylinders by a list, 60 scanned, the first 34 households get theirs."""
    desk.on(2, 1)
    new_kind(desk)
    came = list(first_delivery(date(2024, 1, 3), DONOR))
    desk.on(3, 1)
    desk.import_list(stock_list(desk.folder / "dot-1.xlsx", desk.today, came), came)
    desk.on(5, 1)
    scanned_delivery(desk)
    desk.on(31, 1)
    hand_over(desk, homes(7)[:34], [*numbered("MA", 60), *numbered("MI", 20)])


def february(desk: YearDesk) -> None:
    """The first walk; 40 more by a list; handovers on the leap day."""
    desk.on(20, 2)
    desk.plan_walks()
    desk.walk(7)
    desk.passes(7, *desk.book.held("TDP07")[:20])
    came = list(second_delivery(date(2024, 2, 26), DONOR))
    desk.on(26, 2)
    desk.import_list(stock_list(desk.folder / "dot-2.xlsx", desk.today, came), came)
    desk.on(29, 2)
    hand_over(desk, homes(8)[:34], [*numbered("MA", 110)[60:], *numbered("ML", 20), *numbered("MD", 10)])


def march(desk: YearDesk) -> None:
    """The last group gets its own; a receipt is taken back at once. A walk on which everything goes wrong."""
    desk.on(15, 3)
    hand_over(
        desk,
        homes(70)[:32],
        [*numbered("MB", 30), *numbered("CO", 15), *numbered("MD", 35)[10:], *numbered("MC", 5)],
    )
    desk.give(homes(70)[35], "MC-0030")
    desk.window.toast.act()
    desk.book.take_back(desk.today, "MC-0030")
    desk.on(20, 3)
    desk.plan_walks()
    walk_with_mistakes(desk)
    for group in (8, 70):
        desk.walk(group)
        desk.passes(group, *desk.book.held(f"TDP{group:02}")[:15])
    desk.end_walks("di vang")


def april(desk: YearDesk) -> None:
    """Faults: the same one twice, one mended by its leader, one given to somebody who never comes."""
    desk.on(20, 4)
    third, broken, rusty, dented = (desk.book.held("TDP07")[n] for n in (2, 5, 6, 7))
    desk.plan_walks()
    desk.walk(7)
    desk.fails(7, third, KEYS.Key_7, "Kim trong vạch xanh", "kim do")
    desk.fails(7, broken, KEYS.Key_6, "Vỏ bình, vòi và loa phun", "voi nut")
    desk.fails(7, rusty, KEYS.Key_6, "Vỏ bình, vòi và loa phun", "vo gi")
    desk.fails(7, dented, KEYS.Key_1, "Vị trí đặt bình", "treo qua cao")
    desk.passes(7, *desk.book.held("TDP07")[8:20])
    desk.end_walks("chua den")
    desk.on(22, 4)
    page = desk.fault("vo gi")
    press(KEYS.Key_F2)
    desk.keep(page.assign, responsible="Ong Mau", due_on="30/4")
    desk.book[rusty].open_faults()[0].due = date(2024, 4, 30)
    page = desk.fault("treo qua cao")
    press(KEYS.Key_F8)
    desk.keep(page.close_form, done="treo lai", day="22/4")
    desk.book.close(desk.today, dented, "Không đạt: Vị trí đặt bình. treo qua cao")


def may(desk: YearDesk) -> None:
    """A firm comes; one cylinder goes to it and a spare stands for it. The walk comes back as a workbook."""
    desk.on(6, 5)
    third, broken = (desk.book.held("TDP07")[n] for n in (2, 5))
    desk.serve(third, "recharge", 180_000)
    for serial in desk.book.held("TDP07")[20:26]:
        desk.serve(serial, "maintenance", 60_000)
    desk.inspect(desk.book.held("TDP08")[0], "mat tem")
    press(KEYS.Key_Z, CONTROL)
    desk.book.uncheck(desk.book.held("TDP08")[0])
    lend(desk, broken, "MC-0010")
    desk.on(20, 5)
    walks_by_workbook(desk)


def june(desk: YearDesk) -> None:
    """Back from the workshop; lost, found; an interval changed and changed back."""
    desk.on(3, 6)
    spare = "MC-0010"
    own = next(s for s, one in desk.book.cylinders.items() if one.state == "at_service")
    desk.serve(own, "recharge", 150_000)
    desk.goes(own, "Bình đã sửa về hộ, bình mượn về kho")
    desk.book.move(desk.today, spare, "in_stock")
    desk.book.move(desk.today, own, "with_household")
    lost = desk.book.held("TDP07")[1]
    desk.move(lost, "Ghi là đã mất", "lost", "nha don di khong thay")
    desk.on(10, 6)
    desk.move(lost, "Trả lại hộ dân", "with_household")
    desk.move("MB-0035", "Ghi là đã mất", "lost", "mat o kho")
    desk.on(25, 6)
    change_interval(desk, 20)
    balanced(desk, owner_days=20)
    change_interval(desk, 30)
    routine_walk(desk, 0)


def july(desk: YearDesk) -> None:
    """Exchanged, passed on; the window is closed and opened again."""
    desk.on(8, 7)
    old, passed = desk.book.held("TDP70")[0], desk.book.held("TDP70")[5]
    page = desk.goes(old, "Đổi bình khác…")
    desk.fill(page.work.swap, items="ML-0021")
    press(KEYS.Key_Return)
    desk.keep(page.work.swap, old_goes="in_stock", reason="van hong")
    desk.paper_made()
    home = desk.book[old].home
    desk.book.move(desk.today, old, "in_stock")
    desk.book.give(desk.today, home, "ML-0021")
    page = desk.goes(passed, "Chuyển cho hộ khác…")
    desk.fill(page.work.pass_on, household=homes(70)[38].lower())
    press(KEYS.Key_Return)
    desk.keep(page.work.pass_on, reason="nha ban")
    desk.paper_made()
    desk.book.move(desk.today, passed, "in_stock")
    desk.book.give(desk.today, homes(70)[38], passed)
    desk.reopen()
    routine_walk(desk, 5)


def august(desk: YearDesk) -> None:
    """Used in a fire and recharged; a spare that stays for good."""
    desk.on(12, 8)
    used = desk.book.held("TDP08")[3]
    desk.move(used, "Ghi là đã dùng chữa cháy", "used")
    assert used in [serial for serial, _fault in desk.book.open_faults()]
    desk.on(20, 8)
    desk.serve(used, "recharge", 200_000)
    own = desk.book.held("TDP08")[6]
    lend(desk, own, "MC-0011")
    desk.on(28, 8)
    page = desk.goes("MC-0011", "Giao hẳn bình mượn…")
    desk.keep(page.work.keep_spare, reason="binh cu hong han")
    desk.paper_made()
    home = desk.book["MC-0011"].home
    desk.book.move(desk.today, "MC-0011", "in_stock")
    desk.book.give(desk.today, home, "MC-0011")
    desk.move(own, "Thu hồi về kho", "in_stock")
    routine_walk(desk, 10)


def september(desk: YearDesk) -> None:
    """Discarded, one of them by mistake; a serial and a month of manufacture put right."""
    desk.on(9, 9)
    for serial in numbered("MI", 10)[:3]:
        desk.move(serial, "Ghi là đã loại bỏ", "discarded", "het han su dung")
    before = desk.book["MI-0015"].home, desk.book["MI-0015"].placed
    desk.move("MI-0015", "Ghi là đã loại bỏ", "discarded", "nham")
    desk.window.toast.act()
    one = desk.book["MI-0015"]
    one.state, (one.home, one.placed) = "with_household", before
    one.life.pop()
    desk.book.moved["discarded"] -= 1
    page = desk.find("MD-0040")
    press(KEYS.Key_F2)
    desk.keep(page.change, serial="md-0400", note="doc sai")
    desk.book.cylinders["MD-0400"] = desk.book.cylinders.pop("MD-0040")
    desk.book["MD-0400"].serial = "MD-0400"
    page = desk.find("MD-0001")
    press(KEYS.Key_F2)
    desk.keep(page.change, made_on="11/2023")
    desk.book["MD-0001"].made = date(2023, 11, 1)
    desk.book["MD-0001"].life.insert(0, (date(2023, 11, 1), "Sản xuất"))
    routine_walk(desk, 15)


def october(desk: YearDesk) -> None:
    """Pressure tests; every group is reminded of what is overdue."""
    desk.on(31, 10)
    for serial in numbered("MB", 3):
        desk.serve(serial, "hydrostatic", 250_000)
    remind(desk)
    routine_walk(desk, 20)


def november(desk: YearDesk) -> None:
    """A walk past what is due alone; labels for the cylinders of the second donor."""
    desk.on(18, 11)
    last = date(2024, 11, 30)
    desk.plan_walks(due_only=True)
    for group in GROUPS:
        its = [s for s in desk.book.held(f"TDP{group:02}") if desk.book[s].due()["owner_check"] <= last]
        assert walks.walk(desk.walk_id(group)).total == len(its)
        desk.walk(group)
        desk.passes(group, *its[:10])
    desk.end_walks("mua bao")
    words = print_labels(desk, "MC-00")
    assert all(serial in words for serial in numbered("MC", 30))
