"""What the window shows of the year, against the paper book."""

from collections import Counter
from datetime import date, timedelta

from firereg.exchange.sheets import read_sheets
from firereg.services import faults, stock_balance
from firereg.store import models as t
from firereg.ui.pages.checks.calendar_page import CalendarPage
from firereg.ui.pages.reports_page import ReportsPage
from tests.journeys.cylinder_book import WORKS, months_after
from tests.journeys.desk_hands import CONTROL, KEYS, press, wait_for
from tests.journeys.year_desk import YearDesk


def balanced(desk: YearDesk, owner_days: int = 30) -> None:
    """Every cylinder is where the book has it, and each of its clocks is due on the day counted by hand."""
    kept: dict[int, dict[str, date]] = {}
    for row in t.DueDate.select().namedtuples():
        kept.setdefault(row.extinguisher, {})[row.clock] = row.due
    home = dict(t.Household.select(t.Household.id, t.Household.code).tuples())
    seen = {
        row.serial: (row.state, home.get(row.household, ""), row.placed_on, kept.get(row.id, {}))
        for row in t.Extinguisher.select().namedtuples()
    }
    its = desk.book.cylinders.values()
    days = {one.serial: owner_days if one.kind == "MFZL4" else 30 for one in its}
    assert seen == {one.serial: (one.state, one.home, one.placed, one.due(days[one.serial])) for one in its}
    today = desk.today
    shown = [(row.serial, row.what, row.found_on, row.due_on) for row in faults.fault_page(today)]
    wanted = [(serial, its.words, its.found, its.due) for serial, its in desk.book.open_faults()]
    assert sorted(shown, key=str) == sorted(wanted, key=str)


def calendar_agrees(desk: YearDesk) -> None:
    """The next twelve months, each with as many clocks as fall due in it."""
    page = desk.page("calendar", CalendarPage)
    begin = desk.today.replace(day=1)
    months = [(months_after(begin, n), months_after(begin, n + 1) - timedelta(days=1)) for n in range(12)]
    wanted = [desk.book.due_between(max(first, desk.today), last) for first, last in months]
    assert [figure.count for figure in page.ahead.figures] == wanted
    assert sum(wanted) > 30


def balance_agrees(desk: YearDesk) -> None:
    """By kind and donor: 300, each somewhere."""
    rows = stock_balance.balance(desk.window.desk.registry)
    assert {
        (r.kind_code, r.donor, str(s)): n for r in rows for s, n in r.states.items()
    } == desk.book.balance()
    assert sum(row.received for row in rows) == 300


def report_agrees(desk: YearDesk) -> None:
    """The yearly report: its workbook in all totals, its paper in the ones that matter most."""
    page = desk.page("reports", ReportsPage)
    wait_for(desk.qtbot, page.preview.page_count)
    path = desk.saved_sheet("bao-cao.xlsx")
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(path)}
    told = {str(row[0]): row[1:] for rows in sheets.values() for row in rows if row and row[0]}
    its = list(desk.book.cylinders.values())
    kept = [one for one in its if one.state not in ("lost", "discarded")]
    found = [fault for one in its for fault in one.faults]
    totals = {
        "Bình phường đang quản lý": len(kept),
        "Hộ gia đình đang giữ bình": len({one.home for one in kept if one.home}),
        "Tiếp nhận trong năm": 300,
        "Bàn giao trong năm": len(desk.book.given),
        "Lượt kiểm tra trong năm": sum(len(one.checks) for one in its),
        "trong đó không đạt": sum(not passed for one in its for _day, passed in one.checks),
        "Lỗi phát hiện trong năm": len(found),
        "Lỗi đã khắc phục trong năm": sum(fault.closed is not None for fault in found),
        "Lỗi còn tồn tại": len(desk.book.open_faults()),
        "Bình quá hạn": len(desk.book.overdue(desk.today)),
        "Mất trong năm": desk.book.moved["lost"],
        "Đã dùng chữa cháy trong năm": desk.book.moved["used"],
        "Loại bỏ trong năm": desk.book.moved["discarded"],
    }
    assert {name: told[name][0] for name in totals} == totals
    assert Counter({kind: told[kind][0] for kind in {one.kind for one in its}}) == Counter(
        o.kind for o in kept
    )
    for work, name in WORKS.items():
        costs = [cost for one in its for its_work, _day, cost in one.works if its_work == work]
        assert told[name][:2] == [len(costs), sum(costs)]
    page.choice.setFocus()
    press(KEYS.Key_P, CONTROL)
    words = desk.words_of_pdf("bao-cao.pdf")
    assert all(str(n) in words for n in (len(kept), len(desk.book.given), totals["Bình quá hạn"]))


def lives_agree(desk: YearDesk) -> None:
    """The time line of everything that moved more than once, and of some that did not."""
    its = desk.book.cylinders.values()
    chosen = [one for one in its if len(one.life) > 6 or one.serial in ("MI-0001", "MC-0030", "MD-0001")]
    assert len(chosen) > 10
    for one in chosen[:20]:
        page = desk.find(one.serial)
        events = page.story(page.table.current_row()).events
        told = sorted((event.day[6:] + event.day[3:5] + event.day[:2], event.title) for event in events)
        wanted = sorted((f"{day:%Y%m%d}", title) for day, title in one.life)
        assert len(told) == len(wanted), (one.serial, told, wanted)
        assert all(t.startswith(w) and day == its for (day, t), (its, w) in zip(told, wanted, strict=True)), (
            told
        )
