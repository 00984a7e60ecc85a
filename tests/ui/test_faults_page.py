"""Faults in the window: the overdue ones on top, given to somebody, closed and opened again."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from firereg.domain.checklist import Item
from firereg.services import equipment, faults, inspections, photos
from firereg.services.faults import FaultFilter, FaultStatus
from firereg.services.inspections import InspectionDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.checks.faults_page import FaultsPage
from firereg.ui.pages.equipment.extinguishers_page import ExtinguishersPage
from firereg.ui.widgets.photos import PhotoDialog
from tests.ui.conftest import Said, words_of


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> FaultsPage:
    registry = desk.registry
    faults.report(registry, "PC-0001", date(2024, 5, 1), "Rỉ vỏ")
    faults.report(
        registry, "PC-0002", date(2024, 5, 2), "Mất chốt", responsible="Ông Mẫu", due_on=date(2024, 5, 10)
    )
    made = FaultsPage(desk)
    show(made)
    return made


def shown(page: FaultsPage, column: int) -> list[str]:
    return [str(page.model.data(page.model.index(row, column))) for row in range(page.model.rowCount())]


def choose(page: FaultsPage, what: str) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(shown(page, 1).index(what), 0))


def test_the_overdue_one_stands_on_top_with_word_and_shape(page: FaultsPage) -> None:
    assert shown(page, 1) == ["Mất chốt", "Rỉ vỏ"]
    assert shown(page, 4) == ["Overdue", "Not mended"]
    assert page.figures() == "2 open · 1 overdue"
    page.set_filter("status", FaultStatus.OVERDUE)
    assert shown(page, 1) == ["Mất chốt"]


def test_a_fault_is_given_to_somebody(page: FaultsPage, said: Said) -> None:
    choose(page, "Rỉ vỏ")
    page._assign.trigger()
    page.assign.responsible.setText("Tổ trưởng Mẫu")
    page.assign.due_on.set(date(2024, 6, 1))
    page.assign.submit()
    row = next(one for one in faults.fault_page(date(2024, 5, 20)) if one.what == "Rỉ vỏ")
    assert (row.responsible, row.due_on) == ("Tổ trưởng Mẫu", date(2024, 6, 1))
    said.undo()
    assert faults.by_id(row.id).responsible == ""


def test_a_fault_is_closed_only_with_what_was_done(page: FaultsPage, said: Said) -> None:
    choose(page, "Mất chốt")
    page._close.trigger()
    page.close_form.submit()
    assert "what was done" in page.close_form.form.rows["done"].error()
    page.close_form.done.setText("Thay chốt mới")
    page.close_form.submit()
    assert shown(page, 1) == ["Rỉ vỏ"]
    page.set_filter("status", FaultStatus.CLOSED)
    assert shown(page, 1) == ["Mất chốt"]
    choose(page, "Mất chốt")
    assert "Thay chốt mới" in words_of(page.panel)
    page._reopen.trigger()
    assert faults.count(date(2024, 5, 20), FaultFilter()) == 2
    said.undo()
    assert faults.count(date(2024, 5, 20), FaultFilter()) == 1


def test_an_inspection_that_passes_closes_the_fault_where_it_was_mended(
    desk: Desk, show: Callable[[DeskPage], None], said: Said
) -> None:
    registry = desk.registry
    inspections.inspect(
        registry, InspectionDraft("PC-0001", date(2024, 5, 3), False, failed_items=(Item.SEAL,))
    )
    page = ExtinguishersPage(desk)
    show(page)
    row = equipment.by_serial("PC-0001")
    for mended in (False, True):
        page.table.choose(row.id)
        page._inspect.trigger()
        assert page.inspection.form.rows["closes_faults"].isVisible()
        page.inspection.mended.setChecked(mended)
        page.inspection.submit()
        assert (faults.open_of([row.id]) == {}) is mended
    assert equipment.by_id(row.id).fault == ""


def test_co2_is_weighed_and_powder_is_not(desk: Desk, show: Callable[[DeskPage], None]) -> None:
    page = ExtinguishersPage(desk)
    show(page)
    for serial, weighed in (("CO-0001", True), ("PC-0001", False)):
        page.table.choose(equipment.by_serial(serial).id)
        page._inspect.trigger()
        assert page.inspection.form.rows["weight_g"].isVisible() is weighed
        assert len(page.inspection.points._boxes) == (6 if weighed else 7)


def test_a_photo_is_seen_in_the_story_and_opens_in_full(
    desk: Desk, show: Callable[[DeskPage], None], qtbot: QtBot, tmp_path
) -> None:
    from PIL import Image
    from PySide6.QtWidgets import QToolButton

    Image.new("RGB", (640, 480), "red").save(tmp_path / "anh.jpg")
    row = equipment.by_serial("PC-0001")
    photos.add(desk.registry, tmp_path / "anh.jpg", extinguisher_id=row.id)
    page = ExtinguishersPage(desk)
    show(page)
    page.table.choose(row.id)
    (small,) = page.panel._photos.findChildren(QToolButton)
    small.click()
    dialog = desk.window.findChild(PhotoDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
