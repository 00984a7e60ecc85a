"""People, statuses, moves, splits, heads: each opened, entered and taken back by keys."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from firereg.domain.equipment import State
from firereg.domain.household import HouseholdState, Relation
from firereg.domain.poverty import Category
from firereg.services import backups, equipment, handovers, households, journal, members, programmes, wards
from firereg.services.members import MemberDraft
from firereg.services.programmes import ProgrammeDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.households.households_page import HouseholdsPage
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.story import LinkLabel
from tests.ui.conftest import Said, words_of
from tests.ui.scanner import scan

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = Qt.Key


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot) -> HouseholdsPage:
    members.add(desk.registry, 1, MemberDraft("Nguyễn Văn Mẫu", Relation.SPOUSE, None, 1960, "male"))
    members.add(desk.registry, 1, MemberDraft("Nguyễn Thị Thử", Relation.CHILD, None, 1990, "female"))
    made = HouseholdsPage(desk)
    show(made)
    made.show_target(1)
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    return made


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def open_by_menu(page: HouseholdsPage, qtbot: QtBot, words: str) -> SideForm | None:
    """Down the menu "More" with the keys, to the entry with these words."""
    qtbot.keyClick(page.table, KEYS.Key_M, CTRL)
    menu = page.work.menu
    qtbot.waitUntil(menu.isVisible)
    names = [action.text() for action in menu.actions()]
    for _step in range(names.index(words)):
        qtbot.keyClick(menu, KEYS.Key_Down)
    qtbot.keyClick(menu, KEYS.Key_Return)
    form = page.side.currentWidget()
    return form if isinstance(form, SideForm) else None


def fill(form: SideForm, **texts: str) -> None:
    for key, text in texts.items():
        field = form.form.rows[key].field
        assert isinstance(field, QLineEdit)
        field.setText(text)


def save(qtbot: QtBot) -> None:
    qtbot.keyClick(focused(), KEYS.Key_Return, CTRL)


def of(page: HouseholdsPage, household_id: int = 1) -> households.HouseholdRow:
    return households.by_id(household_id, page.desk.registry.today())


def test_a_person_is_added_changed_and_taken_out(page: HouseholdsPage, qtbot: QtBot, said: Said) -> None:
    form = open_by_menu(page, qtbot, "People of the household…")
    assert form is page.work.people
    fill(form, name="Nguyễn Văn Út", born_year="2/5/2001", id_number="031201000001")
    save(qtbot)
    assert page.side.currentWidget() is page.panel
    assert "Nguyễn Văn Út, 02/05/2001" in words_of(page.panel)
    assert said.can_undo
    form = open_by_menu(page, qtbot, "People of the household…")
    assert focused() is page.work.people.who
    for _step in range(3):
        qtbot.keyClick(focused(), KEYS.Key_Down)
    assert page.work.people.name.text() == "Nguyễn Văn Út"
    page.work.people.remove_button.click()
    assert "Nguyễn Văn Út" not in words_of(page.panel)
    said.undo()
    assert "Nguyễn Văn Út" in words_of(page.panel)


def test_a_card_fills_a_person_too(page: HouseholdsPage, qtbot: QtBot) -> None:
    open_by_menu(page, qtbot, "People of the household…")
    page.work.people.name.setFocus()
    scan("031201000001||Nguyễn Văn Út|02052001|Nam|12/34 Chợ Hàng, Dư Hàng Kênh|01012022")
    save(qtbot)
    people = members.people_of(1)
    assert people[-1].name == "Nguyễn Văn Út"
    assert (people[-1].born_on, people[-1].sex) == (date(2001, 5, 2), "male")


def test_what_is_wrong_with_a_person_is_told_beneath_the_field(page: HouseholdsPage, qtbot: QtBot) -> None:
    form = open_by_menu(page, qtbot, "People of the household…")
    assert form is not None
    fill(form, name="Út", born_year="hôm nọ")
    save(qtbot)
    assert form.form.rows["born_year"].error()
    assert len(members.people_of(1)) == 3


def test_a_status_is_entered_and_one_of_the_story_is_corrected(
    page: HouseholdsPage, qtbot: QtBot, said: Said
) -> None:
    form = open_by_menu(page, qtbot, "Poverty status…")
    assert form is page.work.status
    box = page.work.status.category
    box.setCurrentIndex(box.findData(Category.POLICY))
    fill(form, valid_from="1/1/2024", valid_to="31/12/2024", certificate="GCN 5", decision="QĐ 7")
    save(qtbot)
    assert next((s.category, s.certificate, s.decision) for s in households.statuses(1)) == (
        Category.POLICY,
        "GCN 5",
        "QĐ 7",
    )
    link = next(one for one in page.panel.findChildren(LinkLabel) if one.text() == "Near-poor")
    link.setFocus()
    qtbot.keyClick(link, KEYS.Key_Return)
    assert page.side.currentWidget() is page.work.status
    assert page.work.status.first.text() == "01/01/2023"
    fill(page.work.status, valid_to="31/12/2023")
    save(qtbot)
    assert of(page).status.category is Category.POLICY
    said.undo()
    assert {s.valid_to for s in households.statuses(1)} == {None, date(2024, 12, 31)}


def test_two_statuses_of_a_kind_are_refused_in_a_sentence(page: HouseholdsPage, qtbot: QtBot) -> None:
    form = open_by_menu(page, qtbot, "Poverty status…")
    save(qtbot)
    assert "recognised" in form.message.text()
    assert len(households.statuses(1)) == 1


def test_moving_away_asks_what_becomes_of_the_extinguishers(
    page: HouseholdsPage, qtbot: QtBot, said: Said
) -> None:
    form = open_by_menu(page, qtbot, "Moved away…")
    assert form is page.work.move_out
    assert "PC-0001" in words_of(form)
    fill(form, where_to="phường An Biên")
    save(qtbot)
    assert "PC-0001" in form.message.text()
    assert of(page).state is HouseholdState.LIVING
    page.work.move_out.held.take_back.setFocus()
    qtbot.keyClick(page.work.move_out.held.take_back, KEYS.Key_Space)
    save(qtbot)
    assert "PC-0001" in said.last
    assert of(page).moved_to == "phường An Biên"
    assert equipment.by_serial("PC-0001").state is State.IN_STOCK
    assert page.table.current_row().id == 1
    assert "phường An Biên" in words_of(page.panel)
    assert not page._hand_over.isEnabled()
    open_by_menu(page, qtbot, "It lives here again")
    assert of(page).state is HouseholdState.LIVING
    assert page._hand_over.isEnabled()
    said.undo()
    assert of(page).state is HouseholdState.MOVED


def test_the_list_leaves_out_who_is_gone_until_asked(page: HouseholdsPage, qtbot: QtBot) -> None:
    open_by_menu(page, qtbot, "Moved away…")
    page.work.move_out.held.leave.setChecked(True)
    save(qtbot)
    page.replace_filters({})
    assert page.model.rowCount() == 7
    page.set_filter("state", HouseholdState.MOVED)
    assert page.model.rowCount() == 1
    page.set_filter("state", "all")
    assert page.model.rowCount() == 8
    page.show_target(1)
    assert "PC-0001" in words_of(page.panel)


def test_a_household_splits(page: HouseholdsPage, qtbot: QtBot, said: Said) -> None:
    form = open_by_menu(page, qtbot, "Split the household…")
    assert form is page.work.split
    save(qtbot)
    assert form.form.rows["members"].error()
    qtbot.keyClick(focused(), KEYS.Key_Down)
    page.work.split.people.boxes[1][1].setFocus()
    qtbot.keyClick(focused(), KEYS.Key_Space)
    fill(form, address="14 Chợ Hàng")
    save(qtbot)
    new = page.table.current_row()
    assert (new.head_name, new.address, new.persons) == ("Nguyễn Thị Thử", "14 Chợ Hàng", 1)
    assert of(page).persons == 3
    said.undo()
    assert households.count(page.desk.registry)[0] == 8


def test_enter_goes_from_the_last_field_to_the_button_that_saves(page: HouseholdsPage, qtbot: QtBot) -> None:
    form = open_by_menu(page, qtbot, "Poverty status…")
    assert form is not None
    page.work.status.decision.setFocus()
    qtbot.keyClick(focused(), KEYS.Key_Return)
    assert focused() is form.save_button


def test_a_household_without_people_cannot_split(page: HouseholdsPage, qtbot: QtBot) -> None:
    page.show_target(3)
    form = open_by_menu(page, qtbot, "Split the household…")
    assert form is not None
    assert "people" in form.message.text()


def test_another_head_and_what_the_others_are_to_them(page: HouseholdsPage, qtbot: QtBot, said: Said) -> None:
    form = open_by_menu(page, qtbot, "Another head…")
    assert form is page.work.head
    qtbot.keyClick(page.work.head.head, KEYS.Key_Down)
    assert page.work.head.head.currentText().startswith("Nguyễn Thị Thử")
    (spouse,) = page.work.head.relations.values()
    assert isinstance(spouse, QComboBox)
    assert spouse.currentData() == Relation.PARENT
    save(qtbot)
    row = of(page)
    assert (row.head_name, row.code, row.former_names) == ("Nguyễn Thị Thử", "TDP07-0001", "Đặng Thị Hoà")
    assert {(one.name, one.relation) for one in members.people_of(1)[1:]} == {
        ("Nguyễn Văn Mẫu", Relation.PARENT),
        ("Đặng Thị Hoà", Relation.PARENT),
    }
    assert "Đặng Thị Hoà" in words_of(page.panel)
    said.undo()
    assert of(page).head_name == "Đặng Thị Hoà"


def test_several_households_go_into_another_group_as_one_change(
    page: HouseholdsPage, qtbot: QtBot, said: Said
) -> None:
    page.replace_filters({})
    page.table.choose(page.model.row_at(page.model.index(0, 0)).id)
    for _row in range(2):
        qtbot.keyClick(page.table, KEYS.Key_Down, SHIFT)
    assert [row.group_number for row in page.table.chosen_rows()] == [7, 70, 7]
    assert "3 households" in words_of(page.panel)
    page.work.transfer.begin(page.table.chosen_rows())
    page.show_side(page.work.transfer)
    box = page.work.transfer.group
    box.setCurrentIndex(box.findData(2))
    box.setFocus()
    save(qtbot)
    assert households.count(page.desk.registry, households.HouseholdFilter(group_id=2))[0] == 6
    said.undo()
    assert households.count(page.desk.registry, households.HouseholdFilter(group_id=2))[0] == 4
    assert [row.group_number for row in page.table.chosen_rows()] == [7, 70, 7]
    page.table.choose(page.model.row_at(page.model.index(3, 0)).id)
    assert "households" not in words_of(page.panel)


def test_before_many_households_are_changed_a_backup_is_made(
    page: HouseholdsPage, qtbot: QtBot, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "MANY", 2)
    registry = page.desk.registry
    page.replace_filters({})
    page.table.choose(page.model.row_at(page.model.index(0, 0)).id)
    for _row in range(2):
        qtbot.keyClick(page.table, KEYS.Key_Down, SHIFT)
    transfer = page.work.transfer
    transfer.begin(page.table.chosen_rows())
    page.show_side(transfer)
    transfer.group.setCurrentIndex(transfer.group.findData(2))
    transfer.submit()
    transfer.begin(page.table.chosen_rows())
    assert transfer.save_button.isEnabled()  # it was not asked to save these
    transfer.group.setCurrentIndex(transfer.group.findData(2))
    for _twice in range(2):
        transfer.submit()
    assert "A backup is made first" in words_of(transfer)
    assert not transfer.save_button.isEnabled()
    assert households.count(registry, households.HouseholdFilter(group_id=2))[0] == 4
    qtbot.waitUntil(lambda: said.can_undo, timeout=20_000)
    assert households.count(registry, households.HouseholdFilter(group_id=2))[0] == 6
    assert [row.reason for row in backups.backups(registry)] == ["bulk"]
    assert journal.entries()[0].action == "household.change_many"


def test_several_households_are_recognised_at_once(page: HouseholdsPage, qtbot: QtBot) -> None:
    page.replace_filters({})
    page.table.setFocus()
    page.table.choose(page.model.row_at(page.model.index(0, 0)).id)
    qtbot.keyClick(page.table, KEYS.Key_Down, SHIFT)
    ids = [row.id for row in page.table.chosen_rows()]
    page.work.of_many[0].trigger()
    box = page.work.status.category
    box.setCurrentIndex(box.findData(Category.HARDSHIP))
    save(qtbot)
    assert all(households.statuses(one)[0].category is Category.HARDSHIP for one in ids)


def test_numbers_are_masked_until_somebody_looks_and_the_journal_tells(
    page: HouseholdsPage, qtbot: QtBot
) -> None:
    assert "031165001234" not in words_of(page.panel)
    assert "0912345678" not in words_of(page.panel)
    qtbot.keyClick(page.table, KEYS.Key_I, CTRL)
    assert "031165001234" in words_of(page.panel)
    assert "0912345678" in words_of(page.panel)
    newest = journal.entries()[0]
    assert (newest.action, newest.subject) == ("household.show_numbers", "TDP07-0001")
    page.show_target(2)
    page.show_target(1)
    assert "031165001234" not in words_of(page.panel)


def test_a_receipt_of_the_story_opens(page: HouseholdsPage, qtbot: QtBot, desk: Desk) -> None:
    link = next(one for one in page.panel.findChildren(LinkLabel) if "PC-0001" in one.text())
    link.setFocus()
    with qtbot.waitSignal(desk.wanted) as wanted:
        qtbot.keyClick(link, KEYS.Key_Return)
    assert wanted.args == ["handovers", 1]


def test_the_story_says_the_programme_of_a_handover(page: HouseholdsPage, desk: Desk) -> None:
    safe = programmes.add(desk.registry, ProgrammeDraft("Tổ an toàn", date(2023, 10, 19)))
    handovers.put_into(desk.registry, 1, safe)
    page.refresh()
    assert "BG-2023-0001 · Tổ an toàn" in words_of(page.panel)


def test_a_mistaken_household_is_taken_out_and_one_with_receipts_is_not(
    page: HouseholdsPage, qtbot: QtBot, said: Said
) -> None:
    open_by_menu(page, qtbot, "Entered by mistake: take it out")
    assert "receipts" in said.last
    page.show_target(3)
    open_by_menu(page, qtbot, "Entered by mistake: take it out")
    assert households.count(page.desk.registry)[0] == 7
    said.undo()
    assert households.count(page.desk.registry)[0] == 8


def test_a_view_is_saved_shown_again_and_deleted(page: HouseholdsPage, qtbot: QtBot, said: Said) -> None:
    page.replace_filters({"category": Category.NEAR_POOR, "state": "all"})
    page.table.want_columns({0, 2, 7})
    page.table.sort_by(2, Qt.SortOrder.DescendingOrder)
    menu = QMenu(page)
    page._fill_filter_menu(menu)
    next(one for one in menu.actions() if one.text() == "Save this view…").trigger()
    qtbot.keyClicks(focused(), "Can ngheo")
    qtbot.keyClick(focused(), KEYS.Key_Return)
    assert "Can ngheo" in said.last
    page.replace_filters({})
    page.table.want_columns({0, 1})
    page.table.sort_by(0)
    page._fill_filter_menu(menu)
    next(one for one in menu.actions() if one.text() == "Can ngheo").trigger()
    assert page.filters == {"category": Category.NEAR_POOR, "state": "all"}
    assert page.table.wanted_columns() == [0, 2, 7]
    source = page.model.source()
    assert (source.sort, source.descending) == ("address", True)
    page._fill_filter_menu(menu)
    deleting = next(one for one in menu.actions() if one.text() == "Delete a saved view").menu()
    assert isinstance(deleting, QMenu)
    deleting.actions()[0].trigger()
    page._fill_filter_menu(menu)
    assert "Can ngheo" not in [one.text() for one in menu.actions()]
    said.undo()
    page._fill_filter_menu(menu)
    assert "Can ngheo" in [one.text() for one in menu.actions()]


def test_addresses_sort_by_house_number(page: HouseholdsPage) -> None:
    page.replace_filters({})
    page.table.sort_by(2)
    addresses = [page.model.row_at(page.model.index(row, 0)).address for row in range(4)]
    assert addresses == ["1 Chợ Hàng", "3 Chợ Hàng", "12/34 Chợ Hàng", "8 Hồ Sen"]


def test_groups_that_share_a_number_are_told_apart(page: HouseholdsPage) -> None:
    wards.add_group(page.desk.registry, 7, "Hàng Kênh")
    names = [words for words, _value in page.choices()[0][2]]
    assert names == ["Group 7 (Dư Hàng Kênh)", "Group 7 (Hàng Kênh)", "Group 70"]
