"""What a list exports is what it shows, down to the last row."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from firereg.services import households, journal
from firereg.services.households import HouseholdDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.households.households_page import HouseholdsPage
from tests.file_dialog import type_into_file_dialog
from tests.ui.conftest import Said


@pytest.fixture
def page(desk: Desk, show: Callable[..., HouseholdsPage]) -> Iterator[HouseholdsPage]:
    made = HouseholdsPage(desk)
    show(made)
    return made


def save(qtbot: QtBot, said: Said, path: Path, act: Callable[[], object]) -> None:
    type_into_file_dialog(path)
    act()
    qtbot.waitUntil(lambda: path.name in said.last, timeout=20_000)


def test_a_workbook_holds_the_rows_of_the_list_in_its_order(
    qtbot: QtBot, page: HouseholdsPage, said: Said, tmp_path: Path
) -> None:
    page.set_filter("text", "nguyen van an")
    path = tmp_path / "hộ.xlsx"
    save(qtbot, said, path, page._export.trigger)
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    shown = [page.model.columns[n].title for n in page.table.wanted_columns()]
    assert head == shown
    assert [row[0] for row in rows] == ["Nguyễn Văn An", "Nguyễn Văn An", "Nguyễn Văn Anh"][: len(rows)]
    assert len(rows) == page.model.rowCount()
    assert journal.entries()[0].action == "list.export"


def test_more_rows_than_one_page_are_all_there(
    qtbot: QtBot, page: HouseholdsPage, said: Said, tmp_path: Path
) -> None:
    for number in range(205):
        households.add(page.desk.registry, HouseholdDraft(f"Hộ {number}", 1))
    page.refresh()
    path = tmp_path / "all.csv"
    save(qtbot, said, path, page._export.trigger)
    rows = list(csv.reader(StringIO(path.read_text("utf-8-sig"))))
    assert len(rows) - 1 == households.count(page.desk.registry)[0]


def test_the_list_as_it_stands_has_masked_numbers_and_the_public_gets_none(
    qtbot: QtBot, page: HouseholdsPage, said: Said, tmp_path: Path
) -> None:
    page.table.want_columns(range(len(page.model.columns)))
    path, public = tmp_path / "own.csv", tmp_path / "public.csv"
    save(qtbot, said, path, page._export.trigger)
    assert journal.entries()[0].detail["numbers"] == "masked"
    save(qtbot, said, public, page._export_public.trigger)
    assert journal.entries()[0].detail["numbers"] == "none"
    masked, without = path.read_text("utf-8-sig"), public.read_text("utf-8-sig")
    assert ("031•••••1234" in masked, "•••••••678" in masked) == (True, True)
    assert "1234" not in without.replace("12/34", "")
    assert "Đặng Thị Hoà" in without
    for text in (masked, without):
        assert "031165001234" not in text
        assert "0912345678" not in text


def test_full_numbers_are_exported_by_their_own_name_and_told_in_the_journal(
    qtbot: QtBot, page: HouseholdsPage, said: Said, tmp_path: Path
) -> None:
    path = tmp_path / "full.csv"
    save(qtbot, said, path, page._export_full.trigger)
    text = path.read_text("utf-8-sig")
    assert ("031165001234" in text, "0912345678" in text) == (True, True)
    assert "full ID and phone numbers" in said.last
    entry = journal.entries()[0]
    assert (entry.action, entry.detail["numbers"]) == ("list.export", "full")


def test_a_column_taken_out_is_not_exported(
    qtbot: QtBot, page: HouseholdsPage, said: Said, tmp_path: Path
) -> None:
    page.table.want_columns([0, 2])
    path = tmp_path / "two.csv"
    save(qtbot, said, path, page._export.trigger)
    assert path.read_text("utf-8-sig").splitlines()[0] == "Head of household,Address"
    assert page.table.isColumnHidden(1)
