"""A stock list on its way through the window: looked at, corrected, imported, taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from firereg.exchange.stock_columns import StockField
from firereg.services import deliveries, equipment, imports
from firereg.services.import_plan import Kind
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.imports.import_page import ImportPage
from firereg.ui.pages.imports.import_steps import COLUMNS, DONE, FILE, PREVIEW
from firereg.ui.pages.imports.import_words import REPAIRED, SKIPPED
from firereg.ui.pages.imports.stock_import_page import StockImportPage
from tests.exchange.list_files import xlsx
from tests.stock_lists import (
    BY_WORDS,
    DIFFERS,
    FILLS,
    NEW,
    RANGE,
    SAME,
    TOTAL,
    TWICE,
    UNKNOWN_KIND,
    stock_list,
)
from tests.ui.conftest import Said, words_of

EVERYTHING = (NEW, BY_WORDS, RANGE, SAME, FILLS, DIFFERS, UNKNOWN_KIND, TWICE, TOTAL)


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> StockImportPage:
    made = StockImportPage(desk)
    show(made)
    return made


def reached(qtbot: QtBot, page: StockImportPage, step: int) -> None:
    qtbot.waitUntil(lambda: page.steps.currentIndex() == step and page._job is None, timeout=10_000)


def previewed(qtbot: QtBot, page: StockImportPage, path: Path) -> None:
    page.open_file(path)
    reached(qtbot, page, COLUMNS)
    page.go_on()
    reached(qtbot, page, PREVIEW)


def shown(page: StockImportPage, column: int) -> list[str]:
    model = page.preview.model
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def choose(page: StockImportPage, kind: str, row: int = 0) -> str:
    page.preview.show_kind(kind)
    page.preview.table.setCurrentIndex(page.preview.model.index(row, 0))
    return words_of(page.preview.panel)


def test_everything_that_would_happen_is_shown(page: StockImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    previewed(qtbot, page, stock_list(tmp_path, *EVERYTHING))
    assert shown(page, 1) == ["TM-0020", "TM-0001"]  # what is wrong comes first
    assert "MFZL4 (Bình bột ABC 4 kg)" in choose(page, Kind.WRONG)
    assert not page.next_button.isEnabled()
    story = choose(page, Kind.NEW, 0)
    assert all(words in story for words in ("TM-0001", "03/2023", "DHK-0101", "350.000", "Công ty Mẫu"))
    assert shown(page, 1) == ["TM-0001", "TM-0002", "TM-0011", "TM-0012", "TM-0013"]
    assert "– → DHK-0003" in choose(page, Kind.UPDATED)
    choose(page, Kind.UNCHANGED)
    assert "The list differs, the registry stays: Made, Kind" in shown(page, 4)[1]
    assert "The list says MT5" in choose(page, Kind.UNCHANGED, 1)
    assert "TM-0011 đến TM-0013 → TM-0011, TM-0012, TM-0013" in choose(page, REPAIRED, 1)
    assert "total" in choose(page, SKIPPED)
    assert "15/09/2023" in page.preview.note.text()


def test_a_list_comes_in_and_goes_again(
    page: StockImportPage, qtbot: QtBot, tmp_path: Path, said: Said
) -> None:
    page.open_file(stock_list(tmp_path, *EVERYTHING))
    reached(qtbot, page, COLUMNS)
    assert (page.columns.day.day(), page.columns.donor.text()) == (date(2023, 9, 15), "Công ty Mẫu")
    page.columns.day.setText("1/10/2023")
    page.columns.donor.setText("Ông Mẫu")
    page.go_on()
    reached(qtbot, page, PREVIEW)
    page.preview.skip_wrong.setChecked(True)
    page.go_on()
    reached(qtbot, page, DONE)
    (delivery,) = deliveries.deliveries()
    assert (delivery.day, delivery.donor, delivery.received) == (date(2023, 10, 1), "Ông Mẫu", 5)
    assert "5 new, 1 changed, 2 unchanged" in words_of(page.done)
    said.undo()
    reached(qtbot, page, DONE)
    assert deliveries.deliveries() == []
    assert imports.batches()[0].undone


def test_a_kind_is_said_where_the_list_names_none(
    page: StockImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["STT", "Mã", "Ghi chú"], [1, "TM-1", ""], [2, "TM-2", ""]])
    page.open_file(path)
    reached(qtbot, page, COLUMNS)
    assert page.columns.kind.isVisible()
    page.columns.kind.setCurrentIndex(page.columns.kind.findData("MT3"))
    page.go_on()
    reached(qtbot, page, PREVIEW)
    page.go_on()
    reached(qtbot, page, DONE)
    assert equipment.by_serial("TM-2").kind_code == "MT3"


def test_the_serial_column_must_be_named(page: StockImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.open_file(xlsx(tmp_path / "a.xlsx", [["Loại bình", "Năm SX", "Cột lạ"], ["MFZL4", "2023", "TM-1"]]))
    reached(qtbot, page, COLUMNS)
    assert "serial numbers" in page.columns.message.text()
    assert not page.columns.kind.isVisible()
    assert not page.next_button.isEnabled()
    box = page.columns.boxes[2]
    box.setCurrentIndex(box.findData(StockField.SERIAL))
    box.activated.emit(box.currentIndex())
    assert page.columns.mapping() == {"serial": "C"}
    page.go_on()
    reached(qtbot, page, PREVIEW)
    assert shown(page, 1) == ["TM-1"]


def test_each_page_lists_its_own_imports(
    page: StockImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    previewed(qtbot, page, stock_list(tmp_path, NEW))
    page.go_on()
    reached(qtbot, page, DONE)
    page.refresh()
    other = ImportPage(desk)
    other.refresh()
    assert (page.file.model.rowCount(), other.file.model.rowCount()) == (1, 0)
    other.deleteLater()


def test_what_is_no_stock_list_is_said(page: StockImportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.open_file(xlsx(tmp_path / "a.xlsx", [["Họ và tên", "Địa chỉ"], ["An", "5 Hồ Sen"]]))
    qtbot.waitUntil(lambda: "Số sê-ri" in page.message.text())
    assert page.steps.currentIndex() == FILE
