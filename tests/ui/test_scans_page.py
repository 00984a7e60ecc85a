"""The pile of scans in the window: from the files to the receipts, and the signed paper of one receipt."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firereg.services import handover_list, handovers, journal, scans
from firereg.services.handover_list import HandoverFilter
from firereg.services.scan_filing import Existing
from firereg.services.scan_matching import Match
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.handovers.handover_list import HandoverListPage
from firereg.ui.pages.handovers.scans_page import ScansPage
from firereg.ui.print_preview import PrintPreview
from tests.file_dialog import type_into_file_dialog
from tests.scan_pictures import as_pdf, sheets
from tests.ui.conftest import Said, words_of

ENTER = Qt.Key.Key_Return


@pytest.fixture
def pile(desk: Desk, tmp_path: Path) -> Path:
    """Two receipts, one upside down, and one whose QR is torn off."""
    first, second, third = sheets(desk.registry, [1, 2, 3], dpi=150)
    torn = third.crop((0, 0, third.width, third.height // 2))
    return as_pdf(tmp_path / "xấp quét.pdf", [second.rotate(180), torn, first], dpi=150)


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> ScansPage:
    made = ScansPage(desk)
    show(made)
    return made


@pytest.fixture
def receipts_page(desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot) -> HandoverListPage:
    made = HandoverListPage(desk)
    show(made)
    made.refresh()
    made.show_target(2)
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    return made


def drop(page: DeskPage, *paths: Path) -> None:
    """Drag files onto the page and let go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 200), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPoint(50, 200), copy, data, left, none))


def test_a_pile_is_matched_named_and_saved_by_keyboard(
    qtbot: QtBot, desk: Desk, page: ScansPage, pile: Path, said: Said
) -> None:
    type_into_file_dialog(pile)
    qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.pages) == 3 and not desk.jobs.busy)
    assert [(one.match, one.receipt) for one in page.pages] == [
        (Match.FOUND, "BG-2023-0002"),
        (Match.NO_CODE, ""),
        (Match.FOUND, "BG-2023-0001"),
    ]
    assert page.table.current_row().match is Match.NO_CODE  # what is to be looked at comes first
    assert "Type the number" in words_of(page.side)
    qtbot.waitUntil(lambda: not page.side.picture.pixmap().isNull())
    qtbot.keyClick(page.table, ENTER)
    assert desk.window.focusWidget() is page.side.number
    qtbot.keyClicks(page.side.number, "99/2023")
    qtbot.keyClick(page.side.number, ENTER)
    assert "no receipt number 99" in page.side.message.text()
    page.side.number.clear()
    qtbot.keyClicks(page.side.number, "3/2023")
    qtbot.keyClick(page.side.number, ENTER)
    assert page.pages[1].match is Match.BY_HAND
    assert page.save_button.text() == "Save 3 pages"
    desk.window.activateWindow()  # the file dialog is gone
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(page, ENTER, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(said.sentences))
    assert said.last == "Saved 3 pages of 3 receipts. The files stay where they are."
    assert page.pages == []
    assert handover_list.count(HandoverFilter(unsigned=True)) == 1
    said.undo()
    assert handover_list.count(HandoverFilter(unsigned=True)) == 4


def test_what_is_not_matched_stays_listed_and_nothing_of_it_is_lost(
    qtbot: QtBot, page: ScansPage, pile: Path, said: Said
) -> None:
    (pile.parent / "hỏng.pdf").write_bytes(b"%PDF-1.7 broken")
    drop(page, pile, pile.parent / "hỏng.pdf")
    qtbot.waitUntil(lambda: len(page.pages) == 4)
    page.save_button.click()
    qtbot.waitUntil(lambda: bool(said.sentences))
    assert "Not saved, still listed here: 2." in said.last
    assert [one.match for one in page.pages] == [Match.NO_CODE, Match.UNREADABLE]
    page.table.choose(page.pages[1].id)
    assert "hỏng.pdf is damaged" in words_of(page.side)
    assert not page.side.number.isVisible()


def test_the_folder_of_the_scanner_is_remembered_and_known_papers_are_left_out(
    qtbot: QtBot, desk: Desk, page: ScansPage, pile: Path, said: Said
) -> None:
    desk.settings.setValue("scans/folder", str(pile.parent))
    assert not page.existing.isVisible()
    page.open_files([pile.parent])
    qtbot.waitUntil(lambda: len(page.pages) == 3)
    page.save.trigger()
    qtbot.waitUntil(lambda: len(page.pages) == 1)
    qtbot.keyClick(page, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: len(page.pages) == 3)
    assert [one.match for one in page.pages] == [Match.AGAIN, Match.NO_CODE, Match.AGAIN]
    assert page.existing.isVisible()
    assert not page.save_button.isEnabled()
    page.existing.setCurrentIndex(page.existing.findData(Existing.REPLACE))
    assert page.save_button.text() == "Save 2 pages"
    page.save.trigger()
    qtbot.waitUntil(lambda: len(page.pages) == 1)
    assert not said.can_undo
    assert len(scans.of_handover(1)) == len(scans.of_handover(2)) == 1


def test_a_look_through_a_pile_can_be_stopped(qtbot: QtBot, desk: Desk, page: ScansPage, pile: Path) -> None:
    page.open_files([pile])
    page.stop.click()
    qtbot.waitUntil(lambda: not desk.jobs.busy and page.message.text() != "")
    assert page.message.text() == "Stopped. Nothing was written."
    assert page.pages == []


def test_the_signed_paper_of_a_receipt_is_attached_shown_and_removed(
    qtbot: QtBot, desk: Desk, receipts_page: HandoverListPage, tmp_path: Path, said: Said
) -> None:
    page = receipts_page
    assert "not yet" in words_of(page.panel)
    path = as_pdf(tmp_path / "a.pdf", sheets(desk.registry, [2], dpi=150), dpi=150)
    drop(page, path)
    qtbot.waitUntil(lambda: bool(said.sentences))
    assert said.last == "Receipt BG-2023-0002 has its signed paper: 1 pages added."
    page.refresh()
    assert "1 pages, 20/05/2024" in words_of(page.panel)
    page.signed.look.trigger()
    qtbot.waitUntil(lambda: desk.window.findChild(PrintPreview) is not None)
    preview = desk.window.findChild(PrintPreview)
    assert preview.windowTitle() == "Signed paper BG-2023-0002"
    preview.reject()
    assert journal.entries(limit=1)[0].action == "scan.show"
    page.signed.remove.trigger()
    qtbot.keyClick(page.side.currentWidget()._done, ENTER)
    assert scans.of_handover(2) == []
    assert said.last == "The signed paper of BG-2023-0002 is removed."
    said.undo()
    assert len(scans.of_handover(2)) == 1


def test_a_scan_of_another_receipt_is_not_attached(
    qtbot: QtBot, desk: Desk, receipts_page: HandoverListPage, tmp_path: Path, said: Said
) -> None:
    drop(receipts_page, as_pdf(tmp_path / "a.pdf", sheets(desk.registry, [1], dpi=150), dpi=150))
    qtbot.waitUntil(lambda: bool(said.sentences))
    assert "is of receipt BG-2023-0001, not of BG-2023-0002" in said.last
    assert scans.of_handover(2) == []


def test_the_list_shows_whose_signed_paper_is_missing(
    qtbot: QtBot, desk: Desk, receipts_page: HandoverListPage, tmp_path: Path
) -> None:
    page = receipts_page
    scans.attach(desk.registry, 1, [as_pdf(tmp_path / "a.pdf", sheets(desk.registry, [1], 150), 150)])
    handovers.void(desk.registry, 4, "Nhập nhầm")
    page.replace_filters({"unsigned": True})
    assert [page.model.row_at(page.model.index(row, 0)).id for row in range(page.model.rowCount())] == [3, 2]
    assert page._words("unsigned") == "Without signed paper"
