"""A delivery scanned one after the other: nothing half, nothing twice, nothing lost, all kept together."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from firereg.domain.equipment import State
from firereg.services import deliveries, equipment
from firereg.ui.desk import Desk
from firereg.ui.icons import icon
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.pages.equipment.receive_form import ReceiveForm
from tests.ui.conftest import Said

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> ExtinguishersPage:
    made = ExtinguishersPage(desk)
    show(made)
    return made


@pytest.fixture
def form(page: ExtinguishersPage) -> ReceiveForm:
    page._receive.trigger()
    page.receive.serial.setFocus()
    return page.receive


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def scan(qtbot: QtBot, *codes: str) -> None:
    """What a scanner does: the code, then Enter."""
    for code in codes:
        qtbot.keyClicks(focused(), code)
        qtbot.keyClick(focused(), KEYS.Key_Return)


def told(form: ReceiveForm) -> dict[str, str]:
    return {key: row.error() for key, row in form.form.rows.items() if row.error()}


def serials(form: ReceiveForm) -> list[str]:
    return [draft.serial for draft in form.scanned.drafts()]


def marks(form: ReceiveForm) -> list[str]:
    """What the icons before the lines say."""
    doubt = icon("triangle-alert", "warning").pixmap(14).toImage()
    images = (form.scanned.item(row).icon().pixmap(14).toImage() for row in range(form.scanned.count()))
    return ["doubt" if image == doubt else "good" for image in images]


def test_what_is_scanned_is_kept_together_by_one_key(
    page: ExtinguishersPage, form: ReceiveForm, qtbot: QtBot, said: Said
) -> None:
    form.made_on.setText("SX 3/24")
    form.donor.setText("Công ty Mẫu")
    form.price.set(350_000)
    form.label_edit.setText("dhk-0099")
    scan(qtbot, "TM-1", "tm-2")
    form.kind.setCurrentIndex(form.kind.findData("MT3"))
    scan(qtbot, "TM-3")
    assert serials(form) == ["TM-1", "TM-2", "TM-3"]
    assert form.scanned.item(0).text() == "TM-3 · DHK-0101 · MT3 · 03/2024"
    assert "3" in form._count.text()
    assert equipment.count() == 6
    qtbot.keyClick(focused(), KEYS.Key_Return, CTRL)
    assert said.last == "3 extinguishers are in stock."
    (delivery,) = deliveries.deliveries()
    assert (delivery.day, delivery.donor, delivery.received) == (date(2024, 5, 20), "Công ty Mẫu", 3)
    row = equipment.by_serial("TM-2")
    assert (row.made_on, row.kind_code, row.donor, row.state) == (
        date(2024, 3, 1),
        "MFZL4",
        "Công ty Mẫu",
        State.IN_STOCK,
    )
    assert (row.label, row.price_dong, equipment.by_serial("TM-3").kind_code) == ("DHK-0100", 350_000, "MT3")
    assert page.table.current_row().serial == "TM-3"
    assert serials(form) == []
    assert (focused(), form.label_edit.text()) == (form.serial, "DHK-0102")
    said.undo()
    assert deliveries.deliveries() == []


def test_the_last_one_in_the_field_is_kept_too(form: ReceiveForm, qtbot: QtBot) -> None:
    scan(qtbot, "TM-1")
    qtbot.keyClicks(form.serial, "TM-2")
    qtbot.keyClick(form.serial, KEYS.Key_Enter, CTRL | Qt.KeyboardModifier.KeypadModifier)
    assert deliveries.deliveries()[0].received == 2


@pytest.mark.parametrize(
    ("code", "why"),
    [("pc-0001", "PC-0001 is in the registry"), ("tm-2", "as number 2"), ("", "Enter the serial")],
)
def test_a_number_that_cannot_be_is_said_at_once(
    form: ReceiveForm, qtbot: QtBot, code: str, why: str
) -> None:
    scan(qtbot, "TM-1", "TM-2", code)
    assert list(told(form)) == ["serial"]
    assert why in told(form)["serial"]
    assert serials(form) == ["TM-1", "TM-2"]
    assert form.serial.selectedText() == code
    scan(qtbot, "TM-3")
    assert told(form) == {}
    assert serials(form) == ["TM-1", "TM-2", "TM-3"]


def test_half_a_code_is_doubted_not_refused(form: ReceiveForm, qtbot: QtBot) -> None:
    scan(qtbot, "TM-0001", "TM-0002", "TM-0003")
    assert not form._doubt.isVisible()
    scan(qtbot, "TM-00")
    assert "TM-00 is longer or shorter" in form._doubt.text()
    assert form._doubt.isVisible()
    assert marks(form) == ["doubt", "good", "good", "good"]
    qtbot.keyClick(form.serial, KEYS.Key_Backspace, CTRL)
    assert (serials(form), form._doubt.isVisible()) == (["TM-0001", "TM-0002", "TM-0003"], False)
    scan(qtbot, "TM-0004")
    assert marks(form) == ["good"] * 4


def test_the_last_one_is_taken_back_with_its_label(form: ReceiveForm, qtbot: QtBot) -> None:
    form.label_edit.setText("DHK-7")
    form.serial.setFocus()
    scan(qtbot, "TM-1", "TM-2")
    assert form.label_edit.text() == "DHK-9"
    qtbot.keyClick(form.serial, KEYS.Key_Backspace, CTRL)
    assert (serials(form), form.label_edit.text(), focused()) == (["TM-1"], "DHK-8", form.serial)
    form.scanned.setCurrentRow(0)
    qtbot.keyClick(form.scanned, KEYS.Key_Delete)
    qtbot.keyClick(form.serial, KEYS.Key_Backspace, CTRL)
    assert (serials(form), form.scanned.isVisible()) == ([], False)


def test_what_was_scanned_survives_leaving_the_form(
    page: ExtinguishersPage, form: ReceiveForm, qtbot: QtBot
) -> None:
    scan(qtbot, "TM-1")
    qtbot.keyClick(form.serial, KEYS.Key_Escape)
    page._receive.trigger()
    assert serials(form) == ["TM-1"]


@pytest.mark.parametrize(
    ("field", "text", "serial", "why"),
    [
        ("made_on", "13/2024", "TM-1", "month"),
        ("made_on", "06/2024", "TM-1", "future"),
        ("received_on", "1/2", "", "serial"),
        ("received_on", "", "TM-1", "day it came"),
        ("price_dong", "500,000", "TM-1", "amount"),
        ("label", "DHK", "TM-1", "DHK-0101"),
    ],
)
def test_what_cannot_be_taken_is_told_beneath_its_field(
    form: ReceiveForm, field: str, text: str, serial: str, why: str
) -> None:
    row = form.form.rows[field]
    assert isinstance(row.field, QLineEdit)
    row.field.setText(text)
    form.serial.setText(serial)
    form.submit()
    assert list(told(form)) == ["serial" if not serial else field]
    assert why in next(iter(told(form).values()))
    assert form.serial.text() == serial
    assert equipment.count() == 6


def test_a_label_is_given_once(form: ReceiveForm, qtbot: QtBot) -> None:
    deliveries.receive(form.desk.registry, [deliveries.ExtinguisherDraft("ZZ-1", "MFZL4", label="DHK-1")])
    form.label_edit.setText("DHK-1")
    form.serial.setFocus()
    scan(qtbot, "TM-1")
    assert "DHK-1" in told(form)["label"]
    form.label_edit.setText("DHK-2")
    form.serial.setFocus()
    scan(qtbot, "TM-1")
    form.label_edit.setText("DHK-2")
    scan(qtbot, "TM-2")
    assert "TM-1" in told(form)["label"]
