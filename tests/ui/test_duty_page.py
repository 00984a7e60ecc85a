"""The page of duty as it is used: posts and people, the roster of a month, swaps, who came, hours, papers."""

from collections import Counter
from collections.abc import Callable
from datetime import date, time
from io import BytesIO

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from python_calamine import load_workbook

from firereg.domain.programmes import Body
from firereg.services import duty, history, programmes, roster_papers, rosters
from firereg.services.duty import PersonDraft, PostDraft
from firereg.services.programmes import ProgrammeDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.programmes.duty_page import DutyPage
from tests.documents.paper_reading import flowing
from tests.ui.conftest import Said, words_of

MAY = rosters.month(2024, 5)  # today is Monday, 20/5
NAMES = ("Ông Mẫu A", "Ông Mẫu B", "Ông Mẫu C", "Ông Mẫu D")
NO = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def programme(desk: Desk) -> int:
    body = Body("Hội Cựu chiến binh phường", "Đỗ Văn Mẫu", "Chủ tịch")
    return programmes.add(
        desk.registry, ProgrammeDraft("Phiên chợ Hàng an toàn", date(2023, 10, 19), bodies=(body,))
    )


@pytest.fixture
def manned(desk: Desk, programme: int) -> int:
    """A market on Sundays, a gate on Mondays, four people."""
    for name, days, starts, ends, people in (
        ("Chợ Hàng", {6}, time(5, 30), time(11), 2),
        ("Cổng trường", {0}, time(6, 45), time(7, 15), 1),
    ):
        duty.add_post(desk.registry, PostDraft(programme, name, frozenset(days), starts, ends, people))
    for number, name in enumerate(NAMES):
        duty.add_person(desk.registry, PersonDraft(programme, name, "Hội CCB", f"091200000{number}"))
    return programme


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None], manned: int, qtbot: QtBot) -> DutyPage:
    """May 2024 is planned."""
    rosters.make(desk.registry, manned, *MAY)
    made = DutyPage(desk)
    show(made)
    qtbot.waitUntil(desk.window.isActiveWindow)
    return made


def choose(page: DutyPage, *rows: int) -> None:
    page.table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for row in rows:
        index = page.model.index(row, 0)
        page.table.setCurrentIndex(index) if row == rows[0] else None
        page.table.selectionModel().select(index, flags.Select | flags.Rows)


def shown(page: DutyPage, row: int) -> list[str]:
    return [str(page.model.data(page.model.index(row, x))) for x in range(6)]


def test_from_an_empty_page_to_a_roster_step_by_step(
    desk: Desk, show: Callable[[DeskPage], None], programme: int, said: Said, qtbot: QtBot
) -> None:
    page = DutyPage(desk)
    show(page)
    qtbot.waitUntil(desk.window.isActiveWindow)
    page._make.trigger()
    form = page.posts
    assert page.side.currentWidget() is form
    form.name.setText("Chợ Hàng")
    form.submit()
    assert form.form.rows["starts"].error() == "Enter a time like 7:30."
    form.starts.setText("5h30")
    form.ends.setText("11")
    form.submit()
    assert form.form.rows["weekdays"].error()
    form.weekdays.set(frozenset({6}))
    QTest.keyClick(form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said.last == "Saved post Chợ Hàng."
    assert form.name.text() == ""  # ready for the next one
    page._make.trigger()
    people = page.people
    for name in NAMES[:3]:
        assert people.body.text() == "Hội Cựu chiến binh phường"
        people.name.setText(name)
        people.submit()
    page._make.trigger()
    page.making.first.setText("01/05/2024")
    second = duty.people(programme)[1]
    days = page.making.away.rows[f"person-{second.id}"]
    days.field.setText("5, 40")
    page.making.submit()
    assert days.error().startswith("“40” is no day from 01/05 to 31/05.")
    days.field.setText("5, 12-19")
    page.making.submit()
    assert said.last == "8 turns planned."
    turns = rosters.turns(programme, *MAY)
    assert {turn.day.day for turn in turns if turn.person == second.name} == {26}
    assert page.side.currentWidget() is page.panel
    assert page.figures() == "8 turns"
    said.undo()
    assert page.model.rowCount() == 0


def test_a_month_that_has_begun_is_planned_and_cleared_from_today_on(page: DutyPage, said: Said) -> None:
    page._clear()
    left = rosters.turns(page.choice.programme_id, *MAY)
    assert max(turn.day for turn in left) == date(2024, 5, 19)
    assert said.last == "4 turns taken out."
    page._make.trigger()
    assert page.making.first.day() == date(2024, 5, 20)
    page.making.submit()
    assert said.last == "4 turns planned."
    page._make.trigger()
    page.making.submit()
    assert said.last == "Every turn of these days is planned already."


def test_the_month_is_walked_through_and_narrowed(page: DutyPage) -> None:
    assert shown(page, 0) == ["Sun 05/05", "05:30–11:00", "Chợ Hàng", "Ông Mẫu A", "", ""]
    assert page.model.rowCount() == 12
    page.set_filter("text", "cong mau c")
    assert {shown(page, row)[2] for row in range(page.model.rowCount())} == {"Cổng trường"}
    page.set_filter("text", "")
    page.set_filter("person_id", duty.people(page.choice.programme_id)[0].id)
    assert {shown(page, row)[3] for row in range(page.model.rowCount())} == {"Ông Mẫu A"}
    page.choice.step(1)
    assert (page.model.rowCount(), page.filters) == (0, {})
    page.choice.step(-1)
    assert page.model.rowCount() == 12


def test_who_came_is_said_with_one_key_for_many_and_taken_back(page: DutyPage, said: Said) -> None:
    choose(page, 0, 1, 2)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F8, NO)
    assert said.last == "3 turns: Came"
    assert [shown(page, row)[4] for row in range(4)] == ["Came"] * 3 + [""]
    choose(page, 1)
    QTest.keyClick(page.table, Qt.Key.Key_F8, SHIFT)
    assert (shown(page, 1)[4], page.figures()) == ("Did not come", "12 turns · 2 came · 1 did not")
    said.undo()
    assert shown(page, 1)[4] == "Came"
    page._unsay.trigger()
    assert shown(page, 1)[4] == ""
    choose(page, 0, 11)
    page._came.trigger()
    assert "27/05/2024 has not come yet" in said.last
    assert shown(page, 0)[4] == "Came"


def test_two_swap_and_somebody_stands_in(page: DutyPage, said: Said) -> None:
    choose(page, 0)
    assert not page._swap.isEnabled()
    before = [shown(page, row)[3] for row in range(12)]
    other = next(
        row
        for row in range(2, 12)
        if before[row] not in before[:2]
        and before[0] not in [before[n] for n in range(12) if shown(page, n)[0] == shown(page, row)[0]]
    )
    choose(page, 0, other)
    assert page._swap.isEnabled()
    assert not page._stand_in.isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_F9)
    assert (shown(page, 0)[3], shown(page, 0)[5]) == (before[other], before[0])
    said.undo()
    assert [shown(page, row)[3] for row in range(12)] == before
    choose(page, 0)
    page._stand_in.trigger()
    form = page.other
    assert before[0] not in [form.person.itemText(n) for n in range(form.person.count())]
    form.person.setCurrentIndex(form.person.findText(before[1]))
    form.submit()
    assert f"{before[1]} has a turn on 05/05/2024 already" in form.message.text()
    free = next(name for name in NAMES if name not in before[:2])
    form.person.setCurrentIndex(form.person.findText(free))
    form.note.setText("Bị ốm")
    form.submit()
    assert said.last == f"{free} takes the turn of {before[0]}."
    words = words_of(page.panel)
    assert "Bị ốm" in words
    assert "•••••••00" in words  # the phone is masked
    assert "09120000" not in words


def test_a_post_that_somebody_else_changed_meanwhile_is_compared(page: DutyPage, desk: Desk) -> None:
    chosen = page.choice.programme_id
    page._open(page.posts)
    form = page.posts
    form.which.setCurrentIndex(form.which.findText("Chợ Hàng, 05:30–11:00"))
    form.which.activated.emit(form.which.currentIndex())
    assert form.people.value() == 2
    post = duty.posts(chosen)[0]
    theirs = PostDraft(chosen, post.name, post.weekdays, post.starts, time(10), 2)
    duty.change_post(desk.registry, post.id, theirs)
    form.people.setValue(3)
    form.submit()
    assert form.stale.isVisible()
    assert duty.posts(chosen)[0].people == 2
    form._take_out.click()
    assert duty.posts(chosen)[0].id == post.id  # it has turns, so it stays


def test_hours_stand_at_the_side_and_on_paper(page: DutyPage, desk: Desk, said: Said) -> None:
    chosen = page.choice.programme_id
    turns = rosters.turns(chosen, *MAY)
    rosters.say_attended(desk.registry, [turns[0].id], attended=True)
    page._show_hours()
    assert f"{turns[0].person}\n1 turns, 5,5 hours" in words_of(page.panel)
    page.table.selectRow(2)
    assert "Hours in" not in words_of(page.panel)
    summary = flowing(roster_papers.hours_pdf(roster_papers.hours_summary(desk.registry, chosen, MAY[0])))
    assert "BẢNG TỔNG HỢP GIỜ TRỰC THÁNG 05/2024" in summary
    assert f"{turns[0].person} Hội CCB 3 1 0 5,5" in summary
    assert "Tổng cộng 12 1 0 5,5" in summary
    page.choice.step(2)
    page._print.trigger()
    assert said.last == "Nobody is on duty in 07/2024 yet. Make the roster first."


def test_the_roster_is_printed_and_kept_as_a_workbook(page: DutyPage, desk: Desk) -> None:
    made: list[tuple[str, bytes]] = []
    desk.print_pdf = lambda make, title, name, on_done=None: made.append((name, make()))  # type: ignore[method-assign]
    chosen = page.choice.programme_id
    turn = rosters.turns(chosen, *MAY)[0]
    free = next(row for row in duty.people(chosen) if row.name not in {shown(page, 0)[3], shown(page, 1)[3]})
    rosters.stand_in(desk.registry, turn.id, free.id, "Bị ốm")
    page._print.trigger()
    ((name, pdf),) = made
    text = flowing(pdf)
    assert name == "lich-truc-202405.pdf"
    for words in (
        "LỊCH TRỰC THÁNG 05/2024",
        "Mô hình “Phiên chợ Hàng an toàn”",
        "05/05 (Chủ nhật)",
        "thay",
        "HỘI CỰU CHIẾN BINH PHƯỜNG",
        "Nguyễn Thị Mẫu",
        "Đỗ Văn Mẫu",
    ):
        assert words in text
    assert "Bị ốm" not in text
    first = roster_papers.roster(desk.registry, chosen, MAY[0]).days[0].shifts[0]
    assert first.note == f"{free.name} trực thay {turn.person}"
    book = load_workbook(BytesIO(roster_papers.workbook(desk.registry, chosen, MAY[0])))
    rows = book.get_sheet_by_name("Lịch trực").to_python()[3:]
    assert len(rows) == 8  # four Sundays, four Mondays
    assert Counter(row[1] for row in rows) == {"Chợ Hàng": 4, "Cổng trường": 4}
    hours = book.get_sheet_by_name("Giờ trực").to_python()[3:]
    assert sum(row[2] for row in hours) == 12
    assert history.undo(desk.registry).action == "duty.stand_in"
