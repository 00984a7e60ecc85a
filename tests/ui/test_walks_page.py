"""Walks in the window: planned, entered by scan with few keys, taken from a workbook, closed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firereg.domain.checklist import Item
from firereg.domain.walks import Outcome, walk_code
from firereg.services import equipment, faults, history, programmes, unfinished, walk_papers, walks
from firereg.services.programmes import ProgrammeDraft
from firereg.services.walks import WalkDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.checks.walks_page import WalksPage
from tests.ui.conftest import Said, words_of

KEYS = Qt.Key


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> WalksPage:
    made = WalksPage(desk)
    show(made)
    return made


@pytest.fixture
def walk_id(desk: Desk) -> int:
    """A walk past PC-0001, PC-0002 and MI-0001, the extinguishers of group 7."""
    draft = WalkDraft("Kiểm tra tháng 5", date(2024, 5, 20), date(2024, 5, 31), group_id=1)
    return walks.plan(desk.registry, draft)


def scan(qtbot: QtBot, page: WalksPage, code: str) -> None:
    page.entry.scan.setFocus()
    qtbot.keyClicks(page.entry.scan, code)
    qtbot.keyClick(page.entry.scan, KEYS.Key_Return)


def outcomes(walk_id: int) -> dict[str, Outcome]:
    return {line.serial: line.outcome for line in walks.lines([walk_id])}


def test_a_walk_for_every_group_is_planned_and_taken_back(page: WalksPage, said: Said) -> None:
    page.list._open_plan()
    page.list.plan.submit()
    assert said.last == "2 walks are planned."
    assert [row.total for row in walks.walks()] == [1, 3]
    assert page.list.model.rowCount() == 2
    said.undo()
    assert walks.walks() == []


def test_scan_and_enter_pass_one_after_the_other(page: WalksPage, walk_id: int, qtbot: QtBot) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, walk_code(walk_id, "PC-0001"))
    assert outcomes(walk_id)["PC-0001"] is Outcome.OPEN
    assert "PC-0001" in page.entry.serial.text()
    qtbot.keyClick(page.entry.scan, KEYS.Key_Return)
    assert outcomes(walk_id)["PC-0001"] is Outcome.PASSED
    assert "passed" in page.entry.told.text()
    qtbot.keyClick(page.entry.scan, KEYS.Key_Return)
    assert list(outcomes(walk_id).values()).count(Outcome.PASSED) == 1


def test_undo_by_key_takes_back_the_entry_not_the_scan(
    page: WalksPage, walk_id: int, desk: Desk, qtbot: QtBot
) -> None:
    undo = QAction("", desk.window, shortcut=QKeySequence(QKeySequence.StandardKey.Undo))
    undo.triggered.connect(lambda: (history.undo(desk.registry), desk.written.emit()))
    desk.window.addAction(undo)
    page.open_entry(walk_id)
    scan(qtbot, page, "PC-0001")
    qtbot.keyClick(page.entry.scan, KEYS.Key_Return)
    assert outcomes(walk_id)["PC-0001"] is Outcome.PASSED
    qtbot.keyClick(page.entry.scan, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert outcomes(walk_id)["PC-0001"] is Outcome.OPEN
    assert page.entry.scan.text() == ""


def test_the_next_scan_passes_nothing(page: WalksPage, walk_id: int, qtbot: QtBot) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, "PC-0001")
    scan(qtbot, page, "PC-0002")
    assert set(outcomes(walk_id).values()) == {Outcome.OPEN}
    assert "PC-0001" in page.entry.told.text()


def test_a_fault_takes_f9_and_a_digit(page: WalksPage, walk_id: int, qtbot: QtBot) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, "PC-0002")
    qtbot.keyClick(page.entry.scan, KEYS.Key_F9)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.entry.points.isAncestorOf(focused)
    qtbot.keyClick(focused, KEYS.Key_4)
    qtbot.keyClicks(page.entry.words, "mat chot")
    qtbot.keyClick(page.entry.words, KEYS.Key_Return)
    line = walks.line_of(walk_id, equipment.by_serial("PC-0002").id)
    assert line is not None
    assert (line.outcome, line.failed_items) == (Outcome.FAILED, ("seal",))
    (fault,) = faults.open_of([line.extinguisher_id])[line.extinguisher_id]
    assert "mat chot" in fault.what


def test_a_fault_half_described_comes_back(page: WalksPage, walk_id: int, qtbot: QtBot, desk: Desk) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, "PC-0002")
    page.entry._open_fault()
    page.entry.points.tick([Item.SEAL])
    page.entry.words.setText("mất chốt")
    page.entry.unfinished.keep_now()
    fresh = WalksPage(desk)
    (kept,) = unfinished.kept(desk.registry)
    fresh.show_target(kept)
    entry = fresh.entry
    assert (entry.sighted.serial, entry.points.wrong(), entry.words.text()) == (
        "PC-0002",
        (Item.SEAL,),
        "mất chốt",
    )
    entry._fail()
    entry.unfinished.keep_now()
    assert outcomes(walk_id)["PC-0002"] is Outcome.FAILED
    assert unfinished.kept(desk.registry) == []


def test_not_found_and_the_way_back(page: WalksPage, walk_id: int, qtbot: QtBot) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, "MI-0001")
    qtbot.keyClick(page.entry.scan, KEYS.Key_F7)
    assert outcomes(walk_id)["MI-0001"] is Outcome.NOT_FOUND
    qtbot.keyClick(page.entry.scan, KEYS.Key_F6)
    assert outcomes(walk_id)["MI-0001"] is Outcome.OPEN
    assert "MI-0001" in page.entry.told.text()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("KT99:PC-0001", "does not know"),
        ("KT", "part of a code"),
        ("PC-00", "no whole serial number"),
        ("X-1", "No extinguisher"),
    ],
)
def test_what_is_no_line_of_the_walk_is_said(
    page: WalksPage, walk_id: int, qtbot: QtBot, code: str, words: str
) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, code)
    assert words in page.entry.told.text()
    assert page.entry.sighted is None


def test_one_that_is_not_on_the_list_is_kept_as_found_elsewhere(
    page: WalksPage, walk_id: int, qtbot: QtBot
) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, "PC-0003")
    assert "Not on the list" in page.entry.doubt.text()
    qtbot.keyClick(page.entry.scan, KEYS.Key_Return)
    assert outcomes(walk_id)["PC-0003"] is Outcome.ELSEWHERE


def test_escape_leaves_the_fault_then_the_scan_then_the_walk(
    page: WalksPage, walk_id: int, qtbot: QtBot
) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, "PC-0001")
    qtbot.keyClick(page.entry.scan, KEYS.Key_F9)
    qtbot.keyClick(page.entry, KEYS.Key_Escape)
    assert page.entry.sighted is not None
    qtbot.keyClick(page.entry, KEYS.Key_Escape)
    assert page.entry.sighted is None
    qtbot.keyClick(page.entry, KEYS.Key_Escape)
    assert page.list.isVisible()


def test_a_closed_walk_tells_what_it_came_to(page: WalksPage, walk_id: int, qtbot: QtBot, said: Said) -> None:
    page.open_entry(walk_id)
    scan(qtbot, page, "PC-0001")
    qtbot.keyClick(page.entry.scan, KEYS.Key_Return)
    page.show_target(walk_id)
    page.list.refresh()
    page.list.table.choose(walk_id)
    page.list._close.trigger()
    focused = QApplication.focusWidget()
    qtbot.keyClicks(focused, "di vang")
    qtbot.keyClick(focused, KEYS.Key_Return)
    assert walks.walk(walk_id).closed_on == date(2024, 5, 20)
    assert "Closed" in words_of(page.list.panel)
    assert not page.list._enter.isEnabled()
    said.undo()
    assert walks.walk(walk_id).closed_on is None


def test_results_come_back_in_the_same_workbook(
    page: WalksPage, walk_id: int, qtbot: QtBot, said: Said, tmp_path: Path
) -> None:
    path = tmp_path / "phieu.xlsx"
    page.open_entry(walk_id)
    scan(qtbot, page, "PC-0001")
    qtbot.keyClick(page.entry.scan, KEYS.Key_Return)
    path.write_bytes(walk_papers.workbook([walk_id]))
    qtbot.keyClick(page.entry.scan, KEYS.Key_F6)
    assert outcomes(walk_id)["PC-0001"] is Outcome.OPEN
    form = page.list.results
    page.show_target(walk_id)
    page.list.show_side(form)
    form.open(path)
    qtbot.waitUntil(form.save_button.isEnabled)
    assert "passed: 1" in form.figures.text()
    form.submit()
    qtbot.waitUntil(lambda: said.can_undo and outcomes(walk_id)["PC-0001"] is Outcome.PASSED)
    said.undo()
    assert outcomes(walk_id)["PC-0001"] is Outcome.OPEN


def test_a_file_that_is_none_is_said(page: WalksPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    form = page.list.results
    page.list.show_side(form)
    form.open(path)
    qtbot.waitUntil(lambda: bool(form.message.text()))
    assert not form.save_button.isEnabled()


def test_a_planned_walk_is_put_into_a_programme(
    page: WalksPage, walk_id: int, desk: Desk, said: Said
) -> None:
    safe = programmes.add(desk.registry, ProgrammeDraft("Tổ an toàn", date(2023, 10, 19)))
    listed = page.list
    listed.refresh()
    listed.table.choose(walk_id)
    listed._programme.trigger()
    listed.programme.programme.setCurrentIndex(1)
    listed.programme.submit()
    assert walks.walk(walk_id).programme_id == safe
    assert "Tổ an toàn" in words_of(listed.panel)
    said.undo()
    assert walks.walk(walk_id).programme_id is None
    listed._programme.trigger()
    assert QApplication.focusWidget() is listed.programme.programme
    assert listed.programme.programme.currentData() is None
