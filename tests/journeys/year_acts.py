"""The longer acts of the year, each by the keys that a clerk would press."""

from datetime import date
from itertools import islice

from PySide6.QtGui import QGuiApplication

from firereg.domain.walks import walk_code
from firereg.exchange.sheets import read_sheets
from firereg.exchange.walk_book import COLUMNS, HEAD_ROW
from firereg.services import reminders
from firereg.store import models as t
from firereg.ui.pages.checks.inspections_page import InspectionsPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.pages.settings.settings_page import SettingsPage
from tests.exchange.filled_in import filled_in
from tests.file_dialog import type_into_file_dialog
from tests.journeys.cylinder_book import Cylinder
from tests.journeys.desk_hands import CONTROL, KEYS, SHIFT, focused, press, wait_for, write
from tests.journeys.year_desk import YearDesk, narrow
from tests.journeys.year_ward import (
    GROUPS,
    numbered,
)

RED_CROSS = "Hoi Chu thap do Mau"


def new_kind(desk: YearDesk) -> None:
    """Settings, kinds, a new one of 6 kg."""
    page = desk.page("settings", SettingsPage)
    page.show_target("kinds")
    section = page.tabs.part("kinds")
    section._begin_new()
    form = section.form
    desk.fill(form, code="mfzl6", name="Binh bot ABC 6 kg", mass_g="6")
    press(KEYS.Key_Return, CONTROL)
    assert "MFZL6" in desk.said()


def scanned_delivery(desk: YearDesk) -> None:
    """60 scanned one after the other with labels that count on; taken back as a whole, and done again."""
    page = desk.page("extinguishers", ExtinguishersPage)
    press(KEYS.Key_N, CONTROL | SHIFT)
    form = page.receive
    desk.fill(
        form, donor=RED_CROSS, kind_code="MFZL6", made_on="092023", label="DHK-0101", price_dong="410000"
    )
    came = []
    for kind, beginning in (("MFZL6", "ML"), ("MFZL4", "MC")):
        desk.fill(form, kind_code=kind)
        form.go_to("serial")
        for serial in numbered(beginning, 30):
            write(serial.lower())
            press(KEYS.Key_Return)
            label = f"DHK-{101 + len(came):04}"
            came.append(Cylinder(serial, kind, RED_CROSS, date(2023, 9, 1), desk.today, label))
    write("ml-0007")
    press(KEYS.Key_Return)
    assert "ML-0007" in form.form.rows["serial"].error()
    press(KEYS.Key_A, CONTROL)
    press(KEYS.Key_Delete)
    press(KEYS.Key_Return, CONTROL)
    assert "60" in desk.said()
    for key, left in (
        (KEYS.Key_Z, 200),
        (KEYS.Key_Y, 260),
    ):  # sixty are many: the worker does it, after a backup
        press(key, CONTROL)
        wait_for(
            desk.qtbot, lambda: desk.window.desk.turning.dialog is None and QGuiApplication.focusObject()
        )
        assert t.Extinguisher.select().count() == left
    desk.book.receive(*came)


def hand_over(desk: YearDesk, among: list[str], serials: list[str]) -> None:
    """Two or three to each household, until all of these are given."""
    desk.begin_handovers()
    left = iter(serials)
    for n, home in enumerate(among):
        its = list(islice(left, 2 + n % 3 // 2))
        if its:
            desk.give(home, *its)


def walk_with_mistakes(desk: YearDesk) -> None:
    """A fault corrected, a scan too many, the sheet of another walk, half a code, what belongs elsewhere."""
    first, second, third, fourth = desk.book.held("TDP07")[:4]
    entry = desk.walk(7)
    write(walk_code(desk.walk_id(8), desk.book.held("TDP08")[0]))
    press(KEYS.Key_Return)
    assert "Tổ 8" in entry.told.text()
    assert entry.sighted is None
    write(first[:5])
    press(KEYS.Key_Return)
    assert first in entry.told.text()
    assert entry.sighted is None
    desk.fails(7, first, KEYS.Key_4, "Niêm phong và chốt an toàn", "mat chot")
    write(first)
    press(KEYS.Key_Return)
    assert "Đã ghi trước đó: Không đạt" in entry.doubt.text()
    press(KEYS.Key_Return)
    desk.book.uncheck(first)
    desk.book.check(desk.today, first)
    desk.misses(7, second)
    desk.scan(7, third)
    press(KEYS.Key_F6)
    assert third in entry.told.text()
    desk.fails(7, third, KEYS.Key_7, "Kim trong vạch xanh", "kim do")
    write("")
    elsewhere = desk.book.held("TDP08")[40]
    write(elsewhere)
    press(KEYS.Key_Return)
    press(KEYS.Key_Return)
    desk.book.check(desk.today, elsewhere)
    desk.passes(7, fourth)


def lend(desk: YearDesk, own: str, spare: str) -> None:
    """Ctrl+M: to the workshop, with this spare."""
    page = desk.goes(own, "Đi sửa, cho mượn bình thay…")
    desk.fill(page.work.lend, spare=spare)
    press(KEYS.Key_Return)
    desk.keep(page.work.lend)
    desk.book.lend(desk.today, own, spare)


def walks_by_workbook(desk: YearDesk) -> None:
    """All three sheets saved, filled in on a laptop, taken in."""
    page = desk.plan_walks()
    page.list.table.setFocus()
    page.list.table.selectRow(0)
    for _group in (8, 70):
        press(KEYS.Key_Down, SHIFT)
    path = desk.saved_sheet("phieu.xlsx")
    changes: dict[tuple[str, int, str], str | date] = {}
    for sheet in read_sheets(path):
        at = list(COLUMNS).index("serial")
        serials = [str(row[at]) for row in sheet.rows[HEAD_ROW + 1 :] if len(row) > at and row[at]]
        for n, serial in enumerate(serials, start=1):
            changes[sheet.name, n, "outcome"] = "Đạt"
            changes[sheet.name, n, "day"] = desk.today
            desk.book.check(desk.today, serial)
    assert len(changes) == 2 * len(desk.book.held())
    type_into_file_dialog(filled_in(path, changes))
    press(KEYS.Key_O, CONTROL)
    form = page.list.results
    wait_for(desk.qtbot, form.save_button.isEnabled)
    desk.dialog_gone()
    wait_for(desk.qtbot, form.save_button.hasFocus)
    press(KEYS.Key_Return, CONTROL)
    wait_for(desk.qtbot, lambda: f"{len(desk.book.held())} kết quả" in desk.said())


def change_interval(desk: YearDesk, days: int) -> None:
    """The owner's check of MFZL4: what it would make overdue is said before Ctrl+Enter."""
    page = desk.page("settings", SettingsPage)
    page.show_target("intervals")
    section = page.tabs.part("intervals")
    model = section.model
    rows = [model.row_at(model.index(n, 0)) for n in range(model.rowCount())]
    row = next(one for one in rows if (one.kind_code, one.rule.clock) == ("MFZL4", "owner_check"))
    section.table.choose(row.id)
    its = [one for one in desk.book.cylinders.values() if one.kind == "MFZL4"]
    late = sum(one.due(days).get("owner_check", desk.today) < desk.today for one in its)
    desk.fill(section.form, count=str(days))
    wait_for(desk.qtbot, lambda: f"{days} ngày sẽ là {late} bình" in section.form.preview.text())
    press(KEYS.Key_Return, CONTROL)
    assert f"{days} ngày" in desk.said()


def routine_walk(desk: YearDesk, first: int) -> None:
    """A walk on which nothing happens, past some homes of each group."""
    desk.plan_walks()
    for group in GROUPS:
        desk.walk(group)
        desk.passes(group, *desk.book.held(f"TDP{group:02}")[first : first + 10])
    desk.end_walks("het gio")


def remind(desk: YearDesk) -> None:
    """The texts of all groups copied one after the other, and remembered."""
    late = len(desk.book.overdue(desk.today, "TDP07"))
    page = desk.page("inspections", InspectionsPage)
    press(KEYS.Key_R, CONTROL)
    panel = page.reminder
    wait_for(desk.qtbot, lambda: panel.group.count() == len(GROUPS))
    assert panel.group.itemText(0) == f"Tổ 7: {late} bình"
    for number in GROUPS:
        while focused() is not panel.copy:
            press(KEYS.Key_Tab)
        press(KEYS.Key_Space)
        assert str(number) in QGuiApplication.clipboard().text()
    assert list(reminders.last_reminded().values()) == [desk.today] * len(GROUPS)


def print_labels(desk: YearDesk, beginning: str) -> str:
    """What the stickers of these say: the list narrowed, Ctrl+A, Ctrl+P, Ctrl+Enter."""
    page = desk.page("extinguishers", ExtinguishersPage)
    narrow(desk.qtbot, page, beginning)
    page.table.setFocus()
    press(KEYS.Key_A, CONTROL)
    press(KEYS.Key_P, CONTROL)
    press(KEYS.Key_Return, CONTROL)
    return desk.words_of_pdf("tem.pdf")
