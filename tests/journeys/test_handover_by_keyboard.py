"""A clerk's morning, by keyboard alone: from the sign-in to the PDF of the receipt."""

from pathlib import Path

import pdfplumber
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from firereg.domain.equipment import State
from firereg.services import clocks, equipment, health, overdue
from firereg.services import handover_list as receipts
from firereg.ui.dialogs.sign_in import SignInDialog
from firereg.ui.jobs import JobRunner
from firereg.ui.main_window import MainWindow
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from firereg.ui.print_preview import PrintPreview
from firereg.ui.widgets.pdf_preview import PdfPreview
from tests.demo_ward import now
from tests.file_dialog import type_into_file_dialog
from tests.journeys.desk_hands import CONTROL, press, show_window, write


def sign_in(qtbot: QtBot, folder: Path, jobs: JobRunner, settings: QSettings) -> MainWindow:
    dialog = SignInDialog(folder, jobs)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.name)
    write("demo")
    press(Qt.Key.Key_Return)
    write("demo")
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        press(Qt.Key.Key_Return)
    assert dialog.registry is not None
    dialog.registry.clock = now
    qtbot.wait(50)  # the dialog is gone from the screen before the window asks for the focus
    return show_window(qtbot, dialog.registry, settings)


def begin_handover(window: MainWindow) -> HandoversPage:
    """A new handover, by its key."""
    page = window.pages["handovers"]
    assert isinstance(page, HandoversPage)
    press(Qt.Key.Key_N, CONTROL)
    return page


def choose_nguyen_thi_hoa(qtbot: QtBot, page: HandoversPage) -> None:
    """Three people fit; the first of the list is she, and Enter takes her."""
    write("nguyen thi hoa to 7")
    press(Qt.Key.Key_Return)
    assert page.form.household.current() is None
    press(Qt.Key.Key_Return)


def test_a_handover_from_the_sign_in_to_the_pdf(
    qtbot: QtBot, ward_folder: Path, jobs: JobRunner, settings: QSettings, tmp_path: Path
) -> None:
    window = sign_in(qtbot, ward_folder, jobs, settings)
    page = begin_handover(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.form.household)
    choose_nguyen_thi_hoa(qtbot, page)
    assert page.form.household.text() == "Nguyễn Thị Hoa"
    assert QApplication.focusWidget() is page.form.serial
    write("A-00123")
    press(Qt.Key.Key_Return)
    write("A-00124")
    press(Qt.Key.Key_Return)
    assert [row.serial for row in page.form.items.extinguishers] == ["A-00123", "A-00124"]
    qtbot.waitUntil(lambda: page.preview.page_count() == 1, timeout=20_000)

    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.findChild(PrintPreview) is not None, timeout=20_000)
    preview = window.findChild(PrintPreview)
    assert preview is not None
    pdf = tmp_path / "biên bản.pdf"
    type_into_file_dialog(pdf)
    QTest.keyClick(preview, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(pdf.exists, timeout=10_000)
    preview.close()

    with pdfplumber.open(pdf) as paper:
        text = paper.pages[0].extract_text()
    for words in ("BIÊN BẢN", "Số: 01/BB-UBND", "Nguyễn Thị Hoa", "A-00123", "A-00124", "02 bình"):
        assert words in text
    row = receipts.by_number("1/2026", window.desk.registry.today())
    assert (row.head_name, row.printed) == ("Nguyễn Thị Hoa", 1)
    assert equipment.by_serial("A-00123").state is State.WITH_HOUSEHOLD
    assert health.check(window.desk.registry) == []
    assert page.form.household.text() == ""
    window.close()


def test_a_gift_of_the_round_is_one_key_and_given_once(
    qtbot: QtBot, ward_folder: Path, jobs: JobRunner, settings: QSettings
) -> None:
    window = sign_in(qtbot, ward_folder, jobs, settings)
    page = begin_handover(window)
    choose_nguyen_thi_hoa(qtbot, page)
    page.form.choose_round("Đợt 19/10/2023")
    press(Qt.Key.Key_F3)
    assert [gift.value_dong for gift in page.form.items.gifts] == [500_000]
    before = receipts.count()
    press(Qt.Key.Key_Return, CONTROL)
    assert receipts.count() == before
    assert "BG-2023-0003" in page.form.problem()
    window.close()


def test_undo_takes_the_receipt_back_and_keeps_its_number(
    qtbot: QtBot, ward_folder: Path, jobs: JobRunner, settings: QSettings
) -> None:
    window = sign_in(qtbot, ward_folder, jobs, settings)
    begin_handover(window)
    write("tdp07-0123")
    press(Qt.Key.Key_Return)
    write("A-00125")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert equipment.by_serial("A-00125").state is State.WITH_HOUSEHOLD
    window.toast.act()
    assert equipment.by_serial("A-00125").state is State.IN_STOCK
    assert receipts.by_number("1/2026", window.desk.registry.today()).voided
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=20_000)
    window.close()


def test_an_inspection_from_the_overdue_list_moves_the_clock(
    qtbot: QtBot, ward_folder: Path, jobs: JobRunner, settings: QSettings
) -> None:
    window = sign_in(qtbot, ward_folder, jobs, settings)
    today = window.desk.registry.today()
    before = sum(overdue.overdue_counts(today).values())
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    page = window.pages["inspections"]
    qtbot.waitUntil(page.isVisible)
    page.set_filter("clock", "owner_check")
    page.table.setFocus()
    page.table.selectRow(0)
    serial = page.table.current_row().serial
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_Return, CONTROL)
    assert sum(overdue.overdue_counts(today).values()) == before - 1
    assert clocks.due_of(equipment.by_serial(serial).id)["owner_check"] > today
    window.close()


def test_the_locked_window_shows_nothing_and_keeps_the_form(
    qtbot: QtBot, ward_folder: Path, jobs: JobRunner, settings: QSettings
) -> None:
    window = sign_in(qtbot, ward_folder, jobs, settings)
    page = begin_handover(window)
    write("tdp07-0123")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F12)
    assert not page.form.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert not page.form.isVisible()
    assert not window.search.isVisible()
    write("demo")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page.form.isVisible, timeout=20_000)
    assert page.form.household.text() == "Nguyễn Thị Hoa"
    window.close()


def test_a_paper_is_shown_in_its_preview(
    qtbot: QtBot, ward_folder: Path, jobs: JobRunner, settings: QSettings
) -> None:
    window = sign_in(qtbot, ward_folder, jobs, settings)
    window.show_page("handovers")
    page = window.pages["handovers"]
    assert isinstance(page, HandoversPage)
    page.list.table.setFocus()
    page.list.table.selectRow(0)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(PrintPreview) is not None, timeout=20_000)
    preview = window.findChild(PrintPreview)
    assert preview is not None
    assert preview.findChild(PdfPreview).page_count() == 1
    preview.close()
    window.close()
