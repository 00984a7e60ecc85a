"""The journal in the window: readable, narrowed, exported, and nowhere a full number."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from firereg.domain.labels import action_label
from firereg.services import household_story, households, journal, journal_words
from firereg.services.households import HouseholdDraft
from firereg.services.journal import JournalRow
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.settings.journal_page import JournalPage
from tests.file_dialog import type_into_file_dialog
from tests.ui.conftest import Said, words_of
from tests.ward_fixtures import built_ward, clock, registry, ward_key  # noqa: F401 - there nothing is given out yet

NUMBERS = ("031165001234", "031165001239", "0912345678", "0912345679")


@pytest.fixture
def page(desk: Desk, show: Callable[[DeskPage], None]) -> JournalPage:
    household, seen = households.by_id(1, desk.registry.today()), households.note_of(1)[1]
    after = HouseholdDraft(
        household.head_name, 2, "15 Hồ Sen", 4, 1965, "female", "031165001239", "0912345679"
    )
    households.change(desk.registry, 1, after, seen)
    made = JournalPage(desk)
    show(made)
    return made


def newest(page: JournalPage) -> JournalRow:
    return page.model.row_at(page.model.index(0, 0))


def test_the_newest_is_told_before_and_after_without_numbers(page: JournalPage) -> None:
    page.table.choose(newest(page).id)
    told = words_of(page.panel)
    assert action_label("household.change") in told
    for words in ("Nguyễn Thị Mẫu", "12/34 Chợ Hàng → 15 Hồ Sen", "Group 7 → Group 70", "031•••••1239"):
        assert words in told
    assert not [number for number in NUMBERS if number in told]


def test_it_is_narrowed_by_words_person_deed_and_day(page: JournalPage, qtbot: QtBot) -> None:
    every = page.model.rowCount()
    page.set_filter("text", "ho sen")
    assert newest(page).action == "household.change"
    page.replace_filters({})
    page.set_filter("action", "round.add")
    assert page.model.rowCount() == 1
    page.set_filter("user", "nobody")
    assert page.model.rowCount() == 0
    page.replace_filters({})
    page.days["since"].set(date(2023, 10, 21))
    assert page.model.rowCount() == 0
    page.set_filter("since", None)
    assert (page.days["since"].text(), page.model.rowCount()) == ("", every)
    page.days["until"].set(date(2023, 10, 20))
    assert page.model.rowCount() == every


def test_an_unreadable_day_is_said(page: JournalPage, said: Said) -> None:
    page.days["since"].setText("35/1/2023")
    page.days["since"].commit()
    assert said.last


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({"from_the_future": {"a": 1}}, ("from_the_future", "{'a': 1}")),
        ({"state": "melted"}, ("State", "melted")),
        ({"group_id": 99}, ("Group", "99")),
        ({"valid_from": ["2023-01-01", None]}, ("Valid from", "01/01/2023 → –")),
        ({"serials": ["A-1", "A-2"]}, ("Serial numbers", "A-1, A-2")),
        ({"gifts": [["Gạo", 200_000], ["Chăn", None]]}, ("Gifts", "Gạo, 200.000 đ, Chăn, –")),
        ({"before": "in_stock"}, ("Before", "In stock")),
        ({"before": "Bà Mẫu"}, ("Before", "Bà Mẫu")),
        ({"items": ["seal", "gauge"]}, ("Points", "Seal and pin, Needle in the green")),
        ({"passed": False}, ("Passed", "no")),
        ({"category": "near_poor"}, ("Poverty status", "Near-poor")),
        ({"born_year": [1965, 1966]}, ("Year of birth", "1965 → 1966")),
    ],
)
def test_fields_are_told_in_words(detail, told) -> None:
    row = JournalRow(1, datetime(2023, 1, 1), "lan", "x", "y", detail)
    assert journal_words.facts(row, {}) == [told]


def test_what_leads_nowhere_is_left_out() -> None:
    row = JournalRow(1, datetime(2023, 1, 1), "lan", "x", "y", {"batch": 3, "walk": 4})
    assert journal_words.facts(row, {}) == []


def test_that_numbers_were_shown_stands_there(page: JournalPage, desk: Desk) -> None:
    household_story.note_shown(desk.registry, 1)
    page.refresh()
    assert newest(page).action == "household.show_numbers"
    assert len(journal.entries()) == page.model.rowCount()


def test_the_workbook_says_what_the_list_says(
    qtbot: QtBot, page: JournalPage, said: Said, tmp_path: Path
) -> None:
    path = tmp_path / "nhật ký.xlsx"
    type_into_file_dialog(path)
    page._export.trigger()
    qtbot.waitUntil(lambda: path.name in said.last, timeout=20_000)
    head, first, *_rest = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert (len(head), first[3]) == (5, "TDP07-0001")
    assert "031•••••1234 → 031•••••1239" in first[4]
    assert not [number for number in NUMBERS if any(number in str(cell) for cell in _rest)]
