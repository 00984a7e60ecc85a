"""The form of a handover: what a hand on the keyboard, or on a scanner, runs into."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from firereg.documents.papers import Receipt
from firereg.services import handover_list, households, journal, programmes, receipts, rounds
from firereg.services.handover_draft import Gift
from firereg.services.programmes import ProgrammeDraft
from firereg.services.rounds import RoundDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.handovers.handover_form import HandoverForm
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from firereg.ui.print_preview import PrintPreview
from tests.small_ward import give
from tests.ui import scanner
from tests.ui.conftest import Said, words_of

ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> Iterator[HandoversPage]:
    made = HandoversPage(desk)
    show(made)
    made.open_form(households.suggest(desk.registry, "dang thi hoa")[0])
    yield made
    made.form._typing.stop()  # no preview is drawn any more


def scan(qtbot: QtBot, form: HandoverForm, serial: str) -> None:
    qtbot.keyClicks(form.serial, serial)
    qtbot.keyClick(form.serial, ENTER)


def test_a_scan_that_is_refused_makes_way_for_the_next_one(qtbot: QtBot, page: HandoversPage) -> None:
    form = page.form
    scan(qtbot, form, "ZZZ-1")
    assert "ZZZ-1" in form.problem()
    scan(qtbot, form, "CO-0001")
    assert [row.serial for row in form.items.extinguishers] == ["CO-0001"]
    assert form.problem() == ""


def test_a_complaint_goes_when_its_text_is_changed(qtbot: QtBot, page: HandoversPage) -> None:
    scan(qtbot, page.form, "ZZZ-1")
    qtbot.keyClicks(page.form.serial, "C")
    assert page.form.problem() == ""


def test_escape_leads_to_the_list_and_back_nothing_is_lost(qtbot: QtBot, page: HandoversPage) -> None:
    scan(qtbot, page.form, "CO-0001")
    qtbot.keyClick(page.form.serial, Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert page.list.table.hasFocus()
    page.open_form()
    assert [row.serial for row in page.form.items.extinguishers] == ["CO-0001"]


def test_the_keys_go_to_what_is_shown(qtbot: QtBot, page: HandoversPage) -> None:
    page.setFocus()
    assert page.form.household.hasFocus()
    qtbot.keyClick(page.form.household, Qt.Key.Key_Escape)
    page.setFocus()
    assert page.list.table.hasFocus()


def test_tab_comes_to_the_things_on_the_receipt_in_reading_order(qtbot: QtBot, page: HandoversPage) -> None:
    for serial in ("CO-0001", "MI-0002"):
        scan(qtbot, page.form, serial)
    lines = page.form.items.buttons()
    qtbot.waitUntil(lambda: all(line.isVisible() for line in lines))
    for line in lines:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is line
    qtbot.keyClick(lines[-1], Qt.Key.Key_Delete)
    assert [row.serial for row in page.form.items.extinguishers] == ["CO-0001"]


def test_somebody_else_receives_by_keys_alone(qtbot: QtBot, page: HandoversPage) -> None:
    head = page.form.fields.in_person
    head.setFocus()
    qtbot.keyClick(head, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    qtbot.keyClicks(QApplication.focusWidget(), "Dang Van Nam")
    draft = page.form.draft()
    assert draft is not None
    assert draft.receiver_name == "Dang Van Nam"


def test_somebody_who_receives_for_the_head_is_named(qtbot: QtBot, page: HandoversPage) -> None:
    scan(qtbot, page.form, "CO-0001")
    page.form.fields.instead.setChecked(True)
    page.form.ask_to_save(False)
    assert "receives for the head" in page.form.fields.rows["receiver_name"].error()
    assert QApplication.focusWidget() is page.form.fields.receiver
    assert page.form.draft() is not None


def test_a_cancelled_receipt_cannot_be_cancelled_again(page: HandoversPage, desk: Desk) -> None:
    first = handover_list.handover_page()[0]
    page.show_target(first.id)
    assert page.list._void.isEnabled()
    page.list._cancel(first, "nhầm")
    assert not page.list._void.isEnabled()


def test_without_a_printer_the_paper_can_be_saved(qtbot: QtBot, desk: Desk) -> None:
    left: list[str] = []
    preview = PrintPreview(
        desk.window, "BG", b"", lambda: left.append("printed"), lambda: left.append("saved")
    )
    preview.without_printer("There is no printer.")
    preview.open()
    qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(preview.focusWidget(), ENTER)
    assert (left, preview.message.text()) == (["saved"], "There is no printer.")
    preview.reject()


def test_a_card_finds_its_household_and_fills_the_number(qtbot: QtBot, page: HandoversPage) -> None:
    page.form.next()
    page.form.household.setFocus()
    scanner.scan(scanner.CARD)
    assert page.form.draft().receiver_id_number == "031165001234"
    assert page.form.household.text() == "Đặng Thị Hoà"
    assert page.form.draft().receiver_relation == ""


def test_a_card_of_somebody_else_receives_for_the_head(qtbot: QtBot, page: HandoversPage) -> None:
    page.form.serial.setFocus()
    scanner.scan("031090000111||Đặng Văn Con|02051990|Nam|12/34 Chợ Hàng|10082021")
    draft = page.form.draft()
    assert (draft.receiver_name, draft.receiver_id_number) == ("Đặng Văn Con", "031090000111")
    assert page.form.household.text() == "Đặng Thị Hoà"
    assert page.form.serial.text() == ""
    assert page.form.problem() == ""


def test_a_number_that_is_on_record_is_masked_in_form_and_preview(
    qtbot: QtBot, page: HandoversPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Receipt] = []
    monkeypatch.setattr(
        "firereg.ui.pages.handovers.handovers_page._pdf", lambda paper: drawn.append(paper) or b""
    )
    page.open_form(households.by_id(1, desk.registry.today()))
    assert page.form.fields.id_number.text() == ""
    assert page.form.fields.id_number.placeholderText() == "031•••••1234"
    qtbot.waitUntil(lambda: bool(drawn))
    assert "031165001234" not in repr(drawn)
    assert "0912345678" not in repr(drawn)
    draft = page.form.draft()
    kept = households.by_id(1, desk.registry.today())
    assert receipts.compose(draft, kept, []).receiver.id_number == "031165001234"


def test_looking_at_a_receipt_stands_in_the_journal(page: HandoversPage, desk: Desk, qtbot: QtBot) -> None:
    page.list.table.choose(1)
    page.list._look_at_chosen()
    entry = journal.entries(limit=1)[0]
    assert (entry.action, entry.subject) == ("receipt.show", "BG-2023-0001")
    qtbot.waitUntil(lambda: desk.window.findChild(PrintPreview) is not None)
    desk.window.findChild(PrintPreview).close()


def test_a_second_share_asks_for_a_reason_and_enter_goes_on(qtbot: QtBot, page: HandoversPage) -> None:
    """Recorded with the reason, which stands in the journal; the next receipt asks for none."""
    form = page.form
    form.choose_round("Đợt 19/10/2023")
    rice = Gift("Gạo", 200_000)
    for _time in range(2):
        form.household.pick(form.fields.suggest_households("vu thi ngoc")[0])
        form.items.add_gift(rice)
        form.ask_to_save(False)
    reason = form.fields.rows["despite"]
    assert "already" in reason.error()
    assert reason.isVisible()
    assert form.fields.despite.hasFocus()
    before = handover_list.count()
    qtbot.keyClicks(form.fields.despite, "Bao dau bi uot")
    qtbot.keyClick(form.fields.despite, ENTER)
    qtbot.waitUntil(lambda: handover_list.count() == before + 1)
    assert journal.entries(limit=1)[0].detail["despite"] == "Bao dau bi uot"
    assert not reason.isVisible()
    assert form.fields.despite.text() == ""
    assert form.household.hasFocus()


def test_a_closed_round_is_not_offered(page: HandoversPage, desk: Desk) -> None:
    box = page.form.fields.round.box
    assert box.findText("Đợt 19/10/2023") == 1
    rounds.close(desk.registry, 1)
    page.open_form()
    assert box.findText("Đợt 19/10/2023") == -1


def test_the_programme_is_asked_for_where_the_round_does_not_say_it(
    qtbot: QtBot, page: HandoversPage, desk: Desk
) -> None:
    fields = page.form.fields
    row = fields.rows["programme"]
    assert row.isHidden()  # there is none to choose
    safe = programmes.add(desk.registry, ProgrammeDraft("Tổ an toàn", date(2023, 10, 19)))
    rounds.add(desk.registry, RoundDraft("Đợt của mô hình", date(2023, 11, 1), programme_id=safe))
    page.open_form()
    assert row.isVisible()
    scan(qtbot, page.form, "CO-0001")
    qtbot.keyClick(page.form.serial, Qt.Key.Key_F6)
    assert fields.programme.hasFocus()
    qtbot.keyClick(fields.programme, Qt.Key.Key_Down)
    page.form.choose_round("Đợt của mô hình")
    assert row.isHidden()
    assert page.form.draft().programme_id is None
    page.form.choose_round("Đợt 19/10/2023")
    assert page.form.draft().programme_id == safe
    page.form.ask_to_save(False)
    assert handover_list.handover_page()[0].programme_id == safe
    assert page.form.fields.programme.currentData() == safe  # the next household receives in it too


def test_the_programme_is_no_stop_on_the_way_of_tab(qtbot: QtBot, page: HandoversPage, desk: Desk) -> None:
    programmes.add(desk.registry, ProgrammeDraft("Tổ an toàn", date(2023, 10, 19)))
    page.open_form()
    fields = page.form.fields
    assert fields.programme.isVisible()
    fields.round.box.setFocus()
    qtbot.keyClick(fields.round.box, Qt.Key.Key_Tab)
    assert fields.day.hasFocus()


def test_a_receipt_is_put_into_a_programme_and_taken_back(
    qtbot: QtBot, page: HandoversPage, desk: Desk, said: Said
) -> None:
    safe = programmes.add(desk.registry, ProgrammeDraft("Tổ an toàn", date(2023, 10, 19)))
    page.show_target(1)
    listed = page.list
    listed._programme.trigger()
    form = listed.programme
    assert form.programme.hasFocus()
    form.programme.setCurrentIndex(1)
    form.submit()
    assert handover_list.by_id(1).programme_id == safe
    assert listed.side.currentWidget() is listed.panel
    assert "Tổ an toàn" in words_of(listed.panel)
    assert said.last == "BG-2023-0001 is in “Tổ an toàn”."
    said.undo()
    assert handover_list.by_id(1).programme_id is None
    listed._programme.trigger()
    form.programme.setCurrentIndex(1)
    form.submit()
    listed._programme.trigger()
    assert form.programme.currentData() == safe
    form.programme.setCurrentIndex(0)
    form.submit()
    assert handover_list.by_id(1).programme_name == ""


def test_a_receipt_of_a_round_in_a_programme_tells_it_and_is_in_no_other(
    page: HandoversPage, desk: Desk
) -> None:
    registry = desk.registry
    page.show_target(1)
    assert not page.list._programme.isEnabled()  # there is no programme
    safe = programmes.add(registry, ProgrammeDraft("Tổ an toàn", date(2023, 10, 19)))
    round_id = rounds.add(registry, RoundDraft("Đợt của mô hình", date(2023, 10, 19), programme_id=safe))
    row = give(registry, 6, "CO-0001", round_id=round_id)
    page.show_target(row.id)
    assert "Tổ an toàn" in words_of(page.list.panel)
    assert not page.list._programme.isEnabled()
    page.show_target(1)
    assert page.list._programme.isEnabled()
