"""Giving at the desk by keyboard and scanner alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from firereg.domain.household import Relation
from firereg.domain.support import Outcome
from firereg.services import handover_list, handovers, journal, members, receipts, round_list, rounds
from firereg.services.members import MemberDraft
from firereg.store import models as t
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.support.support_desk_page import SupportDeskPage
from tests.small_ward import Clock
from tests.ui import scanner
from tests.ui.conftest import Said, words_of
from tests.ui.support_rounds import CYLINDER, DAY, MONEY, add_round

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
Open = Callable[..., tuple[SupportDeskPage, int]]


@pytest.fixture
def opened(desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot) -> Open:
    """A function that opens the desk of a round that gives these things, its list approved."""

    def open_desk(*items: object) -> tuple[SupportDeskPage, int]:
        round_id = add_round(desk.registry, *items, approved=True)
        made = SupportDeskPage(desk)
        show(made)
        made.show_target(round_id)
        made.setFocus()
        qtbot.waitUntil(desk.window.isActiveWindow)
        return made, round_id

    return open_desk


def at() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def scan(qtbot: QtBot, code: str) -> None:
    """As a scanner does: into whatever has the focus, with Enter."""
    qtbot.keyClicks(at(), code)
    qtbot.keyClick(at(), ENTER)


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(at(), key)


def place(round_id: int, household: int) -> round_list.EntitledRow:
    found = round_list.row_of(round_id, household)
    assert found is not None
    return found


def test_scan_scan_enter_and_the_next_one(opened: Open, qtbot: QtBot, said: Said) -> None:
    page, round_id = opened()
    scan(qtbot, "TDP07-0001")
    assert handover_list.count(handover_list.HandoverFilter(round_id=round_id)) == 0
    assert "Đặng Thị Hoà" in words_of(page.view.card)
    assert page.view.card.serial.hasFocus()
    scan(qtbot, "CO-0001")
    press(qtbot, ENTER)
    assert page.view.next.hasFocus()
    assert page.view.next.text() == ""
    row = place(round_id, 1)
    assert row.outcome is Outcome.GIVEN
    (given,) = handover_list.by_ids([row.handover_id])
    assert (given.things, given.total_dong, given.day) == (("MT3 CO-0001", "Tiền mặt"), 500_000, DAY)
    qtbot.waitUntil(lambda: "1/4" in words_of(page.tally))
    assert row.receipt in words_of(page.tally)
    scan(qtbot, "TDP07-0003")
    scan(qtbot, "MI-0002")
    press(qtbot, ENTER)
    assert place(round_id, 3).receipt
    said.undo()
    assert place(round_id, 3).outcome is Outcome.WAITING
    qtbot.waitUntil(lambda: not page.desk.jobs.busy)
    assert "1/4" in words_of(page.tally)


def test_the_tally_is_counted_by_the_worker(opened: Open, desk: Desk, qtbot: QtBot) -> None:
    page, _round_id = opened(MONEY)
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    page.refresh()
    assert desk.jobs.busy, "whoever stands at the desk does not wait for it"
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    assert "0/" in words_of(page.tally)


def test_a_scanner_alone_never_gives(opened: Open, qtbot: QtBot) -> None:
    page, round_id = opened(MONEY)
    for code in ("TDP07-0001", "TDP07-0001", "TDP07-0003"):
        scan(qtbot, code)
    assert handover_list.ids_of_round(round_id) == []
    assert page.view.told.text() == "Đặng Thị Hoà was looked up and got nothing. Scan it again."
    press(qtbot, ENTER)
    assert place(round_id, 3).receipt
    assert not place(round_id, 1).receipt


def test_the_next_household_waits_until_this_one_is_through(opened: Open, qtbot: QtBot) -> None:
    page, round_id = opened()
    scan(qtbot, "TDP07-0001")
    scan(qtbot, "TDP07-0003")
    assert "First press Enter to give to Đặng Thị Hoà" in page.view.told.text()
    scan(qtbot, "ZZ-1")
    assert "ZZ-1" in page.view.told.text()
    scan(qtbot, "PC-0001")
    assert "was given to household" in page.view.told.text()
    press(qtbot, ESCAPE)
    assert page.view.card.share is None
    assert handover_list.ids_of_round(round_id) == []


def test_what_is_missing_is_asked_for_and_the_rest_can_be_given(opened: Open, qtbot: QtBot) -> None:
    page, round_id = opened()
    scan(qtbot, "TDP07-0001")
    press(qtbot, ENTER)
    assert "Scan the extinguisher" in page.view.told.text()
    assert page.view.card.serial.hasFocus()
    qtbot.keyClick(at(), ENTER, Qt.KeyboardModifier.ControlModifier)
    page.view._part.trigger()  # the window gives the key to the action
    assert place(round_id, 1).receipt
    scan(qtbot, "TDP07-0001")
    scan(qtbot, "CO-0001")
    press(qtbot, ENTER)
    assert [
        row.things for row in handover_list.handover_page(handover_list.HandoverFilter(round_id=round_id))
    ] == [
        ("MT3 CO-0001",),
        ("Tiền mặt",),
    ]


def test_by_name_those_on_the_list_come_first(opened: Open, qtbot: QtBot) -> None:
    page, _round_id = opened(MONEY)
    qtbot.keyClicks(page.view.next, "nguyen van an")
    found = page.view.next._ask()
    assert [one.payload.id for one in found] == [2, 3, 5]
    assert "not on the list" in found[2].detail
    press(qtbot, ENTER)
    assert page.view.card.share is not None


def test_twice_asks_for_a_reason_and_enter_goes_on(opened: Open, qtbot: QtBot) -> None:
    page, round_id = opened(MONEY)
    for _time in range(2):
        scan(qtbot, "TDP07-0001")
        press(qtbot, ENTER)
    assert len(handover_list.ids_of_round(round_id)) == 1
    assert "already" in page.view.told.text()
    assert page.view.card.reason.hasFocus()
    press(qtbot, ENTER)
    assert len(handover_list.ids_of_round(round_id)) == 1  # still no reason
    scan(qtbot, "Phong bi dau bi mat")
    assert len(handover_list.ids_of_round(round_id)) == 2
    assert journal.entries(limit=1)[0].detail["despite"] == "Phong bi dau bi mat"
    assert page.view.next.hasFocus()
    scan(qtbot, "TDP70-0001")
    assert "Not on the list." in words_of(page.view.card)
    press(qtbot, ENTER)
    assert "not on the approved list" in page.view.told.text()
    press(qtbot, ESCAPE, ESCAPE)
    assert page.view.card.share is None


def test_nothing_is_given_and_the_reason_is_kept(opened: Open, qtbot: QtBot, said: Said) -> None:
    page, round_id = opened(MONEY)
    for household, (key, outcome) in enumerate(
        (
            (Qt.Key.Key_F6, Outcome.NOT_COLLECTED),
            (Qt.Key.Key_F7, Outcome.REFUSED),
            (Qt.Key.Key_F8, Outcome.MOVED),
            (Qt.Key.Key_F9, Outcome.DIED),
        ),
        start=1,
    ):
        scan(qtbot, f"TDP07-000{household}")
        press(qtbot, key)
        assert page.view.card.reason.hasFocus()
        press(qtbot, ENTER)
        assert place(round_id, household).outcome is Outcome.WAITING  # without a reason it is not kept
        scan(qtbot, "di vien")
        row = place(round_id, household)
        assert (row.outcome, row.outcome_note, row.outcome_on) == (outcome, "di vien", DAY)
    qtbot.waitUntil(lambda: "4 fell out" in words_of(page.tally))
    said.undo()
    assert place(round_id, 4).outcome is Outcome.WAITING


def test_one_of_the_household_receives_by_a_digit(opened: Open, desk: Desk, qtbot: QtBot) -> None:
    members.add(
        desk.registry, 1, MemberDraft("Lê Văn Chồng", Relation.SPOUSE, sex="male", id_number="031060001111")
    )
    page, round_id = opened(MONEY)
    scan(qtbot, "TDP07-0001")
    press(qtbot, Qt.Key.Key_F4)
    assert "1 Lê Văn Chồng (chồng)" in words_of(page.view.card)
    scan(qtbot, "1")
    press(qtbot, ENTER)
    (paper,) = receipts.issued(desk.registry, [place(round_id, 1).handover_id or 0])
    assert (paper.receiver.name, paper.receiver.relation) == ("Lê Văn Chồng", "chồng")
    assert paper.receiver.id_number == "031060001111"


def test_somebody_else_receives_by_name_and_relation(opened: Open, desk: Desk, qtbot: QtBot) -> None:
    page, round_id = opened(MONEY)
    scan(qtbot, "TDP07-0001")
    press(qtbot, Qt.Key.Key_F4)
    for typed in ("Dang Van Nam", "con"):
        scan(qtbot, typed)
    press(qtbot, ENTER)
    (row,) = handover_list.by_ids([place(round_id, 1).handover_id])
    assert row.receiver_name == "Dang Van Nam"
    assert page.view.card.receiver.receiver().name == ""


def test_somebody_without_a_name_receives_nothing(opened: Open, qtbot: QtBot) -> None:
    page, round_id = opened(MONEY)
    scan(qtbot, "TDP07-0001")
    press(qtbot, Qt.Key.Key_F4, ENTER, ENTER, ENTER)
    assert page.view.card.receiver_wanted
    assert "Enter the name" in words_of(page.view)
    assert page.view.card.receiver.name.hasFocus()
    assert place(round_id, 1).outcome is Outcome.WAITING


def test_a_card_finds_the_household_and_another_names_the_receiver(
    opened: Open, desk: Desk, qtbot: QtBot
) -> None:
    members.add(desk.registry, 2, MemberDraft("Đặng Thị Hoà Con", Relation.CHILD, id_number="031165001235"))
    page, round_id = opened(MONEY)
    scanner.scan(scanner.CARD)
    assert page.view.card.share is not None
    assert page.view.card.share.household.id == 1
    assert not page.view.card.receiver_wanted
    scanner.scan(scanner.CARD.replace("031165001234", "031165001235"))
    assert "First press Enter" in page.view.told.text()
    scanner.scan(scanner.CARD.replace("031165001234", "031165009999"))
    assert page.view.card.receiver_wanted
    assert page.view.card.receiver.relation.hasFocus()
    press(qtbot, ESCAPE, ESCAPE)
    scanner.scan(scanner.CARD.replace("031165001234", "031165001235"))
    assert page.view.card.share is not None
    assert page.view.card.share.household.id == 2
    assert page.view.card.receiver.relation.text() == "con"
    assert handover_list.ids_of_round(round_id) == []


def test_one_who_moved_is_told_and_refused(opened: Open, qtbot: QtBot) -> None:
    page, round_id = opened(MONEY)
    t.Household.update(state="moved", moved_on=DAY).where(t.Household.id == 2).execute()
    scan(qtbot, "TDP07-0002")
    assert "Moved away" in words_of(page.view.card)
    press(qtbot, ENTER)
    assert "moved away" in page.view.told.text()
    assert place(round_id, 2).outcome is Outcome.WAITING


def test_receipts_are_printed_afterwards_in_one_go(
    opened: Open, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, round_id = opened(MONEY)
    printed: list[list[int]] = []
    monkeypatch.setattr(
        page,
        "_print_receipts",
        lambda ids, _title, _name: printed.append(list(ids)) or receipts.count_print(desk.registry, ids),
    )
    for code in ("TDP07-0001", "TDP07-0002"):
        scan(qtbot, code)
        press(qtbot, ENTER)
    assert printed == []
    page._print.trigger()
    assert printed == [], "they are looked for by the worker"
    qtbot.waitUntil(lambda: printed != [])
    assert printed == [handover_list.ids_of_round(round_id)]
    page.tally.at_once.setChecked(True)
    scan(qtbot, "TDP07-0003")
    press(qtbot, ENTER)
    assert printed[1:] == [[place(round_id, 3).handover_id]]
    assert SupportDeskPage(desk).tally.at_once.isChecked()


def test_a_closed_round_is_not_offered_and_none_is_an_empty_page(opened: Open, desk: Desk) -> None:
    page, round_id = opened(MONEY)
    rounds.close(desk.registry, round_id)
    rounds.close(desk.registry, 1)
    page.refresh()
    assert page._page.currentWidget() is page._empty


def test_a_receipt_cancelled_elsewhere_leaves_the_tally(opened: Open, desk: Desk, qtbot: QtBot) -> None:
    page, round_id = opened(CYLINDER)
    scan(qtbot, "TDP07-0001")
    scan(qtbot, "CO-0001")
    press(qtbot, ENTER)
    handovers.void(desk.registry, place(round_id, 1).handover_id or 0, "nhầm")
    desk.written.emit()
    qtbot.waitUntil(lambda: "0/4" in words_of(page.tally))


def test_it_fits_an_old_screen_at_150_percent(opened: Open, qtbot: QtBot) -> None:
    page, _round_id = opened()
    scan(qtbot, "TDP07-0001")
    press(qtbot, Qt.Key.Key_F4, Qt.Key.Key_F6)
    assert page.minimumSizeHint().width() <= 900
    assert page.minimumSizeHint().height() <= 400


def test_what_is_said_does_not_hide_where_one_types(opened: Open, qtbot: QtBot) -> None:
    page, _round_id = opened()
    page.resize(850, 400)
    scan(qtbot, "TDP07-0001")
    press(qtbot, Qt.Key.Key_F6)
    reason = page.view.card.reason
    qtbot.wait(50)  # the line has its place, and is in sight
    page.resize(850, page.height() - page.view._scroll.height() + reason.height() + 8)
    qtbot.waitUntil(lambda: reason.visibleRegion().boundingRect().height() == reason.height())
    press(qtbot, ENTER)
    assert reason.hasFocus()
    assert page.view.told.text()
    qtbot.wait(50)  # so has what is said above
    qtbot.waitUntil(lambda: reason.visibleRegion().boundingRect().height() == reason.height())


def test_what_was_scanned_stays_when_the_household_is_typed_over(opened: Open, qtbot: QtBot) -> None:
    page, round_id = opened()
    scan(qtbot, "TDP07-0001")
    scan(qtbot, "CO-0001")
    scanner.scan(scanner.CARD.replace("031165001234", "031165009999"))
    assert page.view.card.receiver_wanted
    assert page.view.card.serials() == ("CO-0001",)
    scan(qtbot, "con")
    press(qtbot, ENTER)
    row = place(round_id, 1)
    assert row.receipt
    scan(qtbot, "TDP07-0001")
    assert page.view.card.serials() == ()


def test_a_code_takes_the_place_of_whoever_stands_here_after_a_look_at_another_page(
    opened: Open, qtbot: QtBot
) -> None:
    page, _round_id = opened()
    scan(qtbot, "TDP07-0001")
    page.choice.box.setFocus()
    page.setFocus()  # as the window does when the page is shown again
    scan(qtbot, "TDP07-0003")
    assert page.view.card.share is not None
    assert page.view.card.share.household.id == 3


def test_the_day_follows_the_clock_unless_another_was_chosen(
    opened: Open, desk: Desk, clock: Clock, qtbot: QtBot
) -> None:
    page, round_id = opened(MONEY)
    clock.now += timedelta(days=1)
    page.refresh()
    scan(qtbot, "TDP07-0001")
    press(qtbot, ENTER)
    assert place(round_id, 1).outcome_on == DAY + timedelta(days=1)
    page.day.set(DAY)
    page.refresh()
    scan(qtbot, "TDP07-0002")
    press(qtbot, ENTER)
    assert place(round_id, 2).outcome_on == DAY


def test_no_open_round_says_so_and_not_that_there_never_was_one(opened: Open, desk: Desk) -> None:
    page, round_id = opened(MONEY)
    for row in rounds.rounds():
        if row.closed_on is None:
            rounds.close(desk.registry, row.id)
    page.refresh()
    assert "No round is open" in words_of(page._empty)
    assert not page.choice.box.isVisible()
    rounds.reopen(desk.registry, round_id)
    page.refresh()
    assert page.choice.box.isVisible()
