"""Rounds of support in the window: entered, drawn up, changed by hand, approved, closed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from firereg.domain.poverty import Category
from firereg.domain.support import Form, Outcome
from firereg.services import drawing_up, round_balance, round_list, rounds, statuses
from firereg.services.registry import Registry
from firereg.services.statuses import StatusDraft
from firereg.store import models as t
from firereg.ui.desk import Desk
from firereg.ui.pages.ask_line import Ask, AskLine
from firereg.ui.pages.base import DeskPage, ListPage
from firereg.ui.pages.support.rounds_page import SupportPage
from firereg.ui.pages.support.support_list_page import SupportListPage
from firereg.ui.pages.support.support_words import money_words
from tests.exchange.list_files import xlsx
from tests.ui.conftest import Said, words_of
from tests.ui.support_rounds import CYLINDER, DAY, MONEY, add_round

Show = Callable[[DeskPage], None]


@pytest.fixture
def page(desk: Desk, show: Show) -> SupportPage:
    made = SupportPage(desk)
    show(made)
    return made


@pytest.fixture
def list_page(desk: Desk, show: Show) -> SupportListPage:
    made = SupportListPage(desk)
    show(made)
    return made


def idle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.jobs.busy)


def buttons_of(page: ListPage) -> list[str]:
    """What the story of the chosen row offers now."""
    words_of(page.panel)
    return [one.text() for one in page.panel.findChildren(QPushButton) if one.isEnabled()]


def listed(round_id: int, **which: object) -> set[int]:
    rows = round_list.whole_list(round_id, round_list.EntitledFilter(**which))
    return {row.household_id for row in rows}


def choose(page: ListPage, round_or_entitled: int) -> None:
    page.table.choose(round_or_entitled)
    assert page.table.current_row().id == round_or_entitled


def test_a_round_is_entered_and_taken_back(page: SupportPage, said: Said) -> None:
    page._new.trigger()
    form = page.form
    assert QApplication.focusWidget() is form.lines["name"]
    form.submit()
    assert form.form.rows["name"].error()
    form.lines["name"].setText("Đợt tháng 5")
    form.lines["donor"].setText("Công ty Mẫu; Hội Chữ thập đỏ")
    form.budget.setText("10tr")
    form.items._add.click()
    cylinder, money = form.items._all()
    assert not cylinder.value.isVisibleTo(cylinder)
    assert (money.chosen(), money.name.text()) == (Form.CASH, "Tiền mặt")
    form.submit()
    assert "Tiền mặt" in form.form.rows["items"].error()
    money.value.setText("500k")
    form.categories[Category.NEAR_POOR].setChecked(True)
    form.groups.item(1).setCheckState(Qt.CheckState.Checked)
    form.without.setChecked(True)
    form.since.setText("1/1/2024")
    form.submit()
    kept = rounds.by_name("Đợt tháng 5")
    assert (kept.day, kept.budget_dong, kept.donor) == (DAY, 10_000_000, "Công ty Mẫu; Hội Chữ thập đỏ")
    assert [(one.form, one.value_dong) for one in kept.items] == [
        (Form.EXTINGUISHER, None),
        (Form.CASH, 500_000),
    ]
    criteria = kept.criteria
    assert (criteria.categories, criteria.group_ids) == ((Category.NEAR_POOR,), (2,))
    assert (criteria.without_extinguisher, criteria.not_helped_since) == (True, date(2024, 1, 1))
    assert page.table.current_row().id == kept.id
    said.undo()
    assert [row.name for row in rounds.rounds()] == ["Đợt 19/10/2023"]


def test_tab_comes_from_the_budget_to_what_a_round_gives_and_on_to_whom(
    page: SupportPage, qtbot: QtBot
) -> None:
    page._new.trigger()
    form = page.form
    form.items._add.click()
    form.budget.setFocus()
    cylinder, money = form.items._all()
    way = [one for one in (*cylinder.fields(), *money.fields()) if one is not cylinder.value]
    for one in (*way, form.items._add, form.categories[Category.POOR]):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is one


def test_a_new_round_begins_at_its_top_once_more(page: SupportPage, qtbot: QtBot) -> None:
    page.resize(900, 400)
    page._new.trigger()
    name, bar = page.form.lines["name"], page.form._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert name.visibleRegion().isEmpty()
    page._new.trigger()
    qtbot.waitUntil(lambda: name.visibleRegion().boundingRect().height() == name.height())


def test_a_round_is_changed_and_keeps_what_was_not_touched(page: SupportPage, desk: Desk, said: Said) -> None:
    round_id = add_round(desk.registry)
    page.refresh()
    choose(page, round_id)
    before = rounds.round_by_id(round_id)
    page._change.trigger()
    page.form.submit()
    assert rounds.round_by_id(round_id) == before
    page._change.trigger()
    page.form.items._all()[0].removed.emit()
    page.form.lines["place"].setText("Trường Mẫu")
    page.form.submit()
    after = rounds.round_by_id(round_id)
    assert (after.items, after.place, after.criteria) == ((MONEY,), "Trường Mẫu", before.criteria)
    said.undo()
    assert rounds.round_by_id(round_id) == before


def test_an_approved_round_hides_what_stays_as_it_is(page: SupportPage, desk: Desk) -> None:
    round_id = add_round(desk.registry, approved=True)
    page.refresh()
    choose(page, round_id)
    page._change.trigger()
    assert not page.form.items.isVisible()
    page.form.lines["place"].setText("Trường Mẫu")
    page.form.submit()
    assert rounds.round_by_id(round_id).place == "Trường Mẫu"
    assert page.side.currentWidget() is page.panel


def test_the_programme_is_asked_for_once_there_is_one(page: SupportPage, desk: Desk) -> None:
    page._new.trigger()
    assert not page.form.programme.isVisible()
    programme = t.Programme.create(name="Khu phố an toàn", launched_on=DAY)
    page._new.trigger()
    assert page.form.programme.isVisible()
    page.form.lines["name"].setText("Đợt A")
    page.form.programme.setCurrentIndex(page.form.programme.findData(programme.id))
    page.form.submit()
    assert rounds.by_name("Đợt A").programme_id == programme.id
    page._tell(page.table.current_row())
    assert "Khu phố an toàn" in words_of(page.panel)


def test_step_by_step_to_the_end(page: SupportPage, desk: Desk, said: Said, qtbot: QtBot) -> None:
    gone: list[tuple[str, object]] = []
    desk.wanted.connect(lambda name, target: gone.append((name, target)))
    round_id = add_round(desk.registry)
    page.refresh()
    choose(page, round_id)
    assert buttons_of(page)[0] == "Draw up the list"
    page._draw.trigger()
    idle(qtbot, desk)
    assert said.last == "“Đợt tháng 5”: 4 added, 0 dropped, 4 on the list."
    assert gone == [("support_list", round_id)]
    assert buttons_of(page)[0] == "Approve the list…"
    page._approve.trigger()
    question = page.side.currentWidget()
    assert isinstance(question, Ask)
    assert question._done.text() == "Approve 4 households"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert rounds.round_by_id(round_id).approved_at is not None
    assert buttons_of(page)[0] == "Give out"
    assert "Nguyễn Thị Mẫu" in words_of(page.panel)
    assert "2 are missing" in words_of(page.panel)  # 4 needed, 2 in stock
    page._close.trigger()
    question = page.side.currentWidget()
    assert isinstance(question, Ask)
    assert question._done.text() == "Close it, 4 left out"
    question._done.click()
    assert rounds.round_by_id(round_id).closed_on == DAY
    assert buttons_of(page) == ["Show the list", "Open it again", "Change", "Its receipts"]
    page._reopen.trigger()
    assert rounds.round_by_id(round_id).closed_on is None
    said.undo()
    assert rounds.round_by_id(round_id).closed_on == DAY


def test_drawing_up_is_taken_back_by_the_worker(
    page: SupportPage, desk: Desk, said: Said, qtbot: QtBot
) -> None:
    round_id = add_round(desk.registry)
    page.refresh()
    choose(page, round_id)
    page._draw.trigger()
    idle(qtbot, desk)
    said.undo()
    idle(qtbot, desk)
    assert listed(round_id) == set()
    assert said.last.startswith("Taken back")


def test_a_round_for_nobody_says_so(page: SupportPage, said: Said, desk: Desk, qtbot: QtBot) -> None:
    choose(page, 1)
    page._draw.trigger()
    idle(qtbot, desk)
    assert "Say who the round is for" in said.last


def test_the_list_is_changed_by_hand(list_page: SupportListPage, desk: Desk, said: Said) -> None:
    registry = desk.registry
    round_id = add_round(registry, drawn=True)
    list_page.show_target(round_id)
    two = next(row for row in round_list.whole_list(round_id) if row.household_id == 2)
    choose(list_page, two.id)
    list_page.work._take.trigger()
    question = list_page.side.currentWidget()
    assert isinstance(question, AskLine)
    question._finish()
    assert listed(round_id) == {1, 2, 3, 4}  # without a reason it stays
    question._line.setText("Đã có bình")
    question._finish()
    assert listed(round_id) == {1, 3, 4}
    list_page.set_filter("state", "taken_out")
    choose(list_page, two.id)
    assert "Đã có bình" in words_of(list_page.panel)
    list_page.work._back.trigger()
    assert listed(round_id) == {1, 2, 3, 4}
    said.undo()
    assert listed(round_id, taken_out=True) == {2}


def test_a_button_of_the_story_that_goes_leaves_the_focus_to_the_list(
    list_page: SupportListPage, desk: Desk, qtbot: QtBot
) -> None:
    round_id = add_round(desk.registry, drawn=True)
    first = round_list.whole_list(round_id)[0]
    drawing_up.take_out(desk.registry, first.id, "Đã có bình")
    list_page.show_target(round_id)
    list_page.set_filter("state", "taken_out")
    choose(list_page, first.id)
    (back,) = [one for one in list_page.panel.findChildren(QPushButton) if one.text() == "Put back"]
    elsewhere = QPushButton("Elsewhere")
    desk.window.layout().addWidget(elsewhere)  # next in the order of the keys
    elsewhere.show()
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Space)
    assert listed(round_id) == {1, 2, 3, 4}
    assert list_page.table.hasFocus()


def test_households_are_put_on_by_search_and_by_lines(
    list_page: SupportListPage, desk: Desk, said: Said, qtbot: QtBot
) -> None:
    round_id = add_round(desk.registry, drawn=True)
    list_page.show_target(round_id)
    list_page._put_on.trigger()
    form = list_page.form
    qtbot.keyClicks(form.household, "vu thi ngoc")
    qtbot.keyClick(form.household, Qt.Key.Key_Return)
    qtbot.keyClick(form.household, Qt.Key.Key_Return)
    assert form.lines.toPlainText().startswith("TDP70-0002")
    form.lines.appendPlainText("TDP99-0001\nTDP07-0001\nNguyễn Văn An")
    form.why.setText("Khó khăn")
    form.submit()
    idle(qtbot, desk)
    told = form.form.rows["list"].error()
    assert "Line 2" in told
    assert "Line 4" in told
    assert listed(round_id) == {1, 2, 3, 4}
    form.lines.setPlainText("TDP70-0002\nTDP07-0001\nNguyễn Văn An; 70")
    form.why.clear()
    form.submit()
    idle(qtbot, desk)
    assert form.form.rows["why"].error()
    form.why.setText("Khó khăn")
    form.submit()
    idle(qtbot, desk)
    assert said.last == "2 put on the list. 1 were on it already."
    assert listed(round_id) == {1, 2, 3, 4, 5, 6}
    assert list_page.side.currentWidget() is list_page.panel
    said.undo()
    idle(qtbot, desk)
    assert listed(round_id) == {1, 2, 3, 4}


def test_a_file_comes_into_the_lines(
    list_page: SupportListPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    list_page.show_target(add_round(desk.registry, drawn=True))
    list_page._put_on.trigger()
    form = list_page.form
    form.lines.setPlainText("TDP07-0001")
    rows = [("STT", "Họ và tên chủ hộ", "Tổ dân phố"), (1, "Nguyễn Văn An", "Tổ 70")]
    form.take_file(xlsx(tmp_path / "ds.xlsx", rows))
    idle(qtbot, desk)
    assert form.lines.toPlainText() == "TDP07-0001\nNguyễn Văn An; 70"
    (tmp_path / "broken.xlsx").write_bytes(b"")
    form.take_file(tmp_path / "broken.xlsx")
    idle(qtbot, desk)
    assert form.form.rows["file"].error()
    assert form.lines.toPlainText() == "TDP07-0001\nNguyễn Văn An; 70"


def test_what_became_of_a_household_is_said_and_taken_back(
    list_page: SupportListPage, desk: Desk, said: Said
) -> None:
    round_id = add_round(desk.registry, approved=True)
    list_page.show_target(round_id)
    first = list_page.model.row_at(list_page.model.index(0, 0))
    choose(list_page, first.id)
    assert buttons_of(list_page)[:2] == ["Give out", "Not collected…"]
    list_page.work._outcomes[1].trigger()
    question = list_page.side.currentWidget()
    assert isinstance(question, AskLine)
    question._line.setText("Nhường hộ khác")
    question._finish()
    assert round_list.by_id(first.id).outcome is Outcome.REFUSED
    assert buttons_of(list_page) == ["It waits again", "Show the household"]
    list_page.work._again.trigger()
    assert round_list.by_id(first.id).outcome is Outcome.WAITING
    said.undo()
    assert round_list.by_id(first.id).outcome_note == "Nhường hộ khác"


def test_who_was_left_out_is_one_click(list_page: SupportListPage, desk: Desk) -> None:
    registry = desk.registry
    round_id = add_round(registry, approved=True)
    first = round_list.whole_list(round_id)[0]
    t.Entitled.update(outcome=Outcome.REFUSED).where(t.Entitled.id == first.id).execute()
    rounds.close(registry, round_id)
    list_page.show_target(round_id)
    list_page._waits.trigger()
    assert list_page.model.rowCount() == 3
    row = list_page.model.index(0, 3)
    assert row.data() == "Got nothing"
    list_page._waits.trigger()
    assert list_page.model.rowCount() == 4


def test_who_is_eligible_and_not_on_the_list(list_page: SupportListPage, desk: Desk, qtbot: QtBot) -> None:
    round_id = add_round(desk.registry, drawn=True)
    list_page.show_target(round_id)
    list_page._left.trigger()
    idle(qtbot, desk)
    assert "Nobody is missing" in words_of(list_page.panel)
    t.Household.update(group=1).where(t.Household.id == 6).execute()
    list_page._left.trigger()
    idle(qtbot, desk)
    told = words_of(list_page.panel)
    assert "1 eligible" in told
    assert "Vũ Thị Ngọc" in told
    assert "Draw up puts them on the list." in told


def test_an_approved_list_offers_no_more_changes(list_page: SupportListPage, desk: Desk) -> None:
    round_id = add_round(desk.registry, drawn=True)
    list_page.show_target(round_id)
    assert list_page._put_on.isEnabled()
    drawing_up.approve(desk.registry, round_id)
    list_page.refresh()
    for action in (list_page._put_on, list_page._draw, list_page._approve):
        assert not action.isEnabled()
    assert list_page._signs.isEnabled()


def test_the_list_is_narrowed(list_page: SupportListPage, desk: Desk, registry: Registry) -> None:
    statuses.add(registry, 3, StatusDraft(Category.POOR, DAY))
    list_page.show_target(add_round(registry, approved=True))
    list_page.set_filter("text", "lan")
    assert [list_page.model.index(row, 0).data() for row in range(list_page.model.rowCount())] == [
        "Phạm Thị Lan"
    ]
    list_page.replace_filters({"group_id": 2})
    assert list_page.model.rowCount() == 0
    list_page.replace_filters({"state": "GIVEN"})
    assert list_page.model.rowCount() == 0


def test_no_round_is_an_empty_page(list_page: SupportListPage, page: SupportPage) -> None:
    t.Round.delete().execute()
    for one in (list_page, page):
        one.refresh()
        assert one.model.rowCount() == 0
    assert list_page.figures() == ""


@pytest.mark.parametrize("kind", [SupportPage, SupportListPage])
def test_it_fits_an_old_screen_at_150_percent(desk: Desk, kind: type, show: Show, qtbot: QtBot) -> None:
    add_round(desk.registry, approved=True)
    made = kind(desk)
    show(made)
    qtbot.wait(1)
    assert made.minimumSizeHint().width() <= 850
    assert made.minimumSizeHint().height() <= 400


def test_the_figures_of_a_list_are_read_on_an_old_screen(
    desk: Desk, list_page: SupportListPage, qtbot: QtBot
) -> None:
    list_page.show_target(add_round(desk.registry, approved=True))
    waiting = next(one for one in list_page.findChildren(QPushButton) if one.text() == "Not given yet")
    list_page.resize(1150, 640)
    qtbot.waitUntil(waiting.isVisible)
    list_page.resize(850, 400)
    qtbot.waitUntil(waiting.isHidden)


def test_a_round_of_things_says_nothing_of_money_given(desk: Desk) -> None:
    its = rounds.round_by_id(add_round(desk.registry, CYLINDER))
    assert money_words(round_balance.balance(its)) == "1.200.000 đ of the budget are left"
