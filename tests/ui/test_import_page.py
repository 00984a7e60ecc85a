"""A list comes in through the window: chosen or dropped, its columns seen, everything previewed, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from firereg.services import backups, households, imports
from firereg.services.import_plan import Kind
from firereg.services.registry import Registry
from firereg.ui.desk import Desk
from firereg.ui.pages.imports.import_page import ImportPage
from firereg.ui.pages.imports.import_steps import COLUMNS, DONE, FILE, PREVIEW
from firereg.ui.pages.imports.import_words import REPAIRED, SKIPPED
from tests.exchange.list_files import xlsx
from tests.file_dialog import type_into_file_dialog
from tests.import_lists import AN, HOA, LAN, NEW, OF_NEW_GROUP, TOTAL, WRONG, ward_list, with_field
from tests.small_ward import row_counts
from tests.ui.conftest import Said, words_of

EVERYTHING = (HOA, AN, NEW, LAN, WRONG, OF_NEW_GROUP, TOTAL)


@pytest.fixture
def page(desk: Desk, show: Callable[..., None]) -> ImportPage:
    made = ImportPage(desk)
    show(made)
    return made


def settle(qtbot: QtBot, page: ImportPage, step: int) -> None:
    qtbot.waitUntil(lambda: page._job is None and page.steps.currentIndex() == step, timeout=20_000)


def previewed(qtbot: QtBot, page: ImportPage, path: Path) -> None:
    page.open_file(path)
    settle(qtbot, page, COLUMNS)
    page.go_on()
    settle(qtbot, page, PREVIEW)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is: somewhere it has to be."""
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def offered(qtbot: QtBot, page: ImportPage) -> list[QRadioButton]:
    """What can be decided of the chosen row: leave it out, take it as new, update the one twin."""

    def found() -> list[QRadioButton]:
        return [one for one in page.preview.decision.findChildren(QRadioButton) if one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 3)
    return found()


def listed(page: ImportPage, kind: str) -> list[str]:
    page.preview.show_kind(kind)
    model = page.preview.model
    return [model.index(y, 1).data() for y in range(model.rowCount())]


def test_a_list_goes_from_file_to_household_by_keyboard(
    qtbot: QtBot, page: ImportPage, registry: Registry, tmp_path: Path
) -> None:
    path = ward_list(tmp_path, HOA, NEW)
    type_into_file_dialog(path)
    page.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    settle(qtbot, page, COLUMNS)
    page.window().activateWindow()  # a screen would give the focus back once the dialog is gone
    for step in (PREVIEW, DONE):
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, page, step)
    assert [row.head_name for row in households.suggest(registry, "le van moi")] == ["Lê Văn Mới"]
    assert "1 new, 1 changed" in words_of(page.done)
    assert [row.reason for row in backups.backups(registry)] == ["import"], "kept as it was before"


def test_a_dropped_file_is_opened(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ward_list(tmp_path, NEW)))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.file.card.dropEvent(drop)
    settle(qtbot, page, COLUMNS)


def test_columns_show_what_was_recognised_and_can_be_set(
    qtbot: QtBot, page: ImportPage, registry: Registry, tmp_path: Path
) -> None:
    rows = [["Họ và tên chủ hộ", "TDP", "Cột lạ"], ["Lê Văn Mới", "7", "0912000111"]]
    page.open_file(xlsx(tmp_path / "odd.xlsx", rows))
    settle(qtbot, page, COLUMNS)
    assert [box.currentData() for box in page.columns.boxes] == ["head_name", "group", None]
    assert page.columns.table.item(1, 2).text() == "0912000111"
    box = page.columns.boxes[2]
    box.setCurrentIndex(box.findData("phone"))
    assert page.columns.mapping() == {"phone": "C"}
    page.go_on()
    settle(qtbot, page, PREVIEW)
    page.go_on()
    settle(qtbot, page, DONE)
    assert households.suggest(registry, "le van moi")[0].phone == "0912000111"
    assert imports.look(tmp_path / "odd.xlsx")[0].header.columns["phone"] == 2


def test_a_field_is_in_one_column_only(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    page.open_file(ward_list(tmp_path, NEW))
    settle(qtbot, page, COLUMNS)
    box = page.columns.boxes[10]
    box.setCurrentIndex(box.findData("head_name"))
    box.activated.emit(box.currentIndex())
    assert page.columns.boxes[1].currentData() is None
    assert page.columns.mapping() == {"head_name": "K", "note": ""}


def test_without_a_name_column_it_does_not_go_on(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    page.open_file(ward_list(tmp_path, NEW))
    settle(qtbot, page, COLUMNS)
    box = page.columns.boxes[1]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert "head of the household" in page.columns.message.text()
    assert not page.next_button.isEnabled()


def test_the_tiles_count_and_filter(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    before = row_counts()
    previewed(qtbot, page, ward_list(tmp_path, *EVERYTHING))
    assert listed(page, Kind.NEW) == ["Lê Văn Mới", "Lê Văn Tổ"]
    assert listed(page, Kind.UPDATED) == ["Đặng Thị Hòa"]
    assert listed(page, Kind.WRONG) == ["Lê Văn Sai"]
    assert len(listed(page, REPAIRED)) == 3
    qtbot.mouseClick(page.preview.tiles[SKIPPED], Qt.MouseButton.LeftButton)
    assert page.preview.model.rowCount() == 1
    assert row_counts() == before


def test_a_row_tells_each_field_and_each_repair(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    previewed(qtbot, page, ward_list(tmp_path, HOA, NEW))
    listed(page, Kind.UPDATED)
    page.preview.table.setCurrentIndex(page.preview.model.index(0, 0))
    assert "4 → 5" in words_of(page.preview.panel)
    listed(page, Kind.NEW)
    page.preview.table.setCurrentIndex(page.preview.model.index(0, 0))
    words = words_of(page.preview.panel)
    assert "31070001234 → 031070001234" in words
    assert "TDP số 70 → 70" in words


def test_wrong_rows_and_missing_groups_must_be_agreed_to(
    qtbot: QtBot, page: ImportPage, registry: Registry, tmp_path: Path
) -> None:
    previewed(qtbot, page, ward_list(tmp_path, WRONG, OF_NEW_GROUP))
    assert not page.next_button.isEnabled()
    page.preview.skip_wrong.setChecked(True)
    assert not page.next_button.isEnabled()
    page.preview.create_groups.setChecked(True)
    page.go_on()
    settle(qtbot, page, DONE)
    assert households.suggest(registry, "le van to")[0].group_number == 71


@pytest.mark.parametrize("choice", [1, 2])
def test_a_duplicate_is_decided_at_the_side(
    qtbot: QtBot,
    page: ImportPage,
    registry: Registry,
    tmp_path: Path,
    choice: int,
) -> None:
    previewed(qtbot, page, ward_list(tmp_path, LAN))
    assert not page.next_button.isEnabled()
    page.preview.table.setCurrentIndex(page.preview.model.index(0, 0))
    choices = offered(qtbot, page)
    choices[choice].click()
    page.go_on()
    settle(qtbot, page, DONE)
    found = [row for row in households.suggest(registry, "pham thi lan") if row.born_year == 1980]
    assert len(found) == 1
    assert len(households.suggest(registry, "pham thi lan")) == (2 if choice == 1 else 1)


def test_one_decision_for_all(qtbot: QtBot, page: ImportPage, registry: Registry, tmp_path: Path) -> None:
    others = with_field(with_field(LAN, 1, "Nguyễn Văn Anh"), 2, 1970)
    previewed(qtbot, page, ward_list(tmp_path, LAN, others))
    page.preview.table.setCurrentIndex(page.preview.model.index(0, 0))
    choices = offered(qtbot, page)
    choices[2].click()
    page.preview.decision._for_all.click()
    page.go_on()
    settle(qtbot, page, DONE)
    assert [households.by_id(one, registry.today()).born_year for one in (3, 4)] == [1970, 1980]


def test_an_import_is_taken_back_from_the_result_and_from_the_list(
    qtbot: QtBot, page: ImportPage, registry: Registry, said: Said, tmp_path: Path
) -> None:
    path = ward_list(tmp_path, HOA, NEW)
    for way in (page.done.undo_button.click, said.undo, page.file.take_back.click):
        previewed(qtbot, page, path)
        page.go_on()
        settle(qtbot, page, DONE)
        page._show_step(FILE)
        page.file.table.setCurrentIndex(page.file.model.index(0, 0))
        assert page.file.take_back.isEnabled()
        way()
        qtbot.waitUntil(lambda: imports.batches()[0].undone and page._job is None, timeout=20_000)
        assert households.suggest(registry, "le van moi") == []
        assert backups.backups(registry)[0].reason == "bulk"
    assert "taken back" in said.last


def test_stopping_midway_writes_nothing(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    previewed(qtbot, page, ward_list(tmp_path, HOA, NEW))
    before = row_counts()
    page.go_on()
    page.stop_button.click()
    settle(qtbot, page, PREVIEW)
    assert "Nothing was written" in page.message.text()
    assert row_counts() == before
    page.go_on()
    settle(qtbot, page, DONE)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"%PDF-1.7"])
def test_a_file_that_is_no_list_is_one_sentence(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(content)
    page.open_file(path)
    qtbot.waitUntil(lambda: "bad.xlsx" in page.message.text(), timeout=20_000)
    assert page.steps.currentIndex() == FILE


def test_a_change_since_the_preview_is_told(
    qtbot: QtBot, page: ImportPage, registry: Registry, tmp_path: Path
) -> None:
    previewed(qtbot, page, ward_list(tmp_path, HOA))
    households.add(registry, households.HouseholdDraft("Lê Văn Xen", 1))
    page.go_on()
    qtbot.waitUntil(lambda: "meantime" in page.message.text(), timeout=20_000)


def test_escape_goes_back_and_keeps_what_was_chosen(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    page.open_file(ward_list(tmp_path, NEW))
    settle(qtbot, page, COLUMNS)
    box = page.columns.boxes[10]
    box.setCurrentIndex(0)
    page.go_on()
    settle(qtbot, page, PREVIEW)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.steps.currentIndex() == COLUMNS
    assert page.columns.mapping() == {"note": ""}


def test_a_yearly_list_asks_for_its_year_and_tells_who_left(
    qtbot: QtBot, page: ImportPage, registry: Registry, tmp_path: Path
) -> None:
    path = ward_list(tmp_path, with_field(NEW, 8, "x"), title="DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2024")
    page.open_file(path)
    settle(qtbot, page, COLUMNS)
    assert (page.columns.year.value(), page.columns.kind.currentData()) == (2024, "poverty")
    page.go_on()
    settle(qtbot, page, PREVIEW)
    assert len(listed(page, "left")) == 2
    page.preview.end_left.setChecked(True)
    page.go_on()
    settle(qtbot, page, DONE)
    assert households.statuses(1)[0].valid_to.isoformat() == "2023-12-31"


def test_the_sample_that_is_offered_can_be_tried_at_once(
    qtbot: QtBot, page: ImportPage, said: Said, tmp_path: Path
) -> None:
    path = tmp_path / "mau.xlsx"
    type_into_file_dialog(path)
    page.file.card.sample.click()
    qtbot.waitUntil(lambda: path.name in said.last, timeout=20_000)
    previewed(qtbot, page, path)
    assert page.preview.plan.counts["new"] == 3
