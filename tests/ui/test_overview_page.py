"""The first page: figures that are right, each a way to what it counts."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from firereg.services import households, overdue
from firereg.store import models as t
from firereg.ui.desk import Desk
from firereg.ui.pages.overview_page import OverviewPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, show: Callable[[OverviewPage], None]) -> OverviewPage:
    made = OverviewPage(desk)
    show(made)
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    return made


def test_the_tiles_say_what_the_registry_holds(page: OverviewPage, desk: Desk) -> None:
    counts = overdue.overdue_counts(desk.registry.today())
    near_poor = households.HouseholdFilter(category="near_poor")
    assert page.overdue.accessibleName().endswith(f"{counts['owner_check']}. owner's checks late")
    assert f": {households.count(desk.registry, near_poor)[0]}" in page.near_poor.accessibleName()
    assert sum(counts.values()) > 0


def test_bars_and_months_have_the_words_for_a_screen_reader(page: OverviewPage) -> None:
    assert "Group 7: 3" in page.bars.accessibleDescription()
    assert len(page.months.figures) == 12


def test_a_tile_leads_to_what_it_counts(page: OverviewPage, desk: Desk) -> None:
    wanted = []
    desk.wanted.connect(lambda name, target: wanted.append((name, target)))
    page.overdue.click()
    page.near_poor.click()
    assert wanted == [
        ("inspections", {"clock": "owner_check"}),
        ("households", {"category": "near_poor"}),
    ]


def test_an_empty_registry_says_where_to_begin(qtbot: QtBot, page: OverviewPage, desk: Desk) -> None:
    assert not page.first_step.isVisible()
    for model in (t.HandoverLine, t.Handover, t.DueDate, t.Extinguisher, t.PovertyStatus, t.Household):
        model.delete().execute()
    page.refresh()
    qtbot.waitUntil(page.first_step.isVisible)
    with qtbot.waitSignal(desk.wanted) as wanted:
        page.first_step.step.click()
    assert wanted.args[0] == "households"


def test_the_list_behind_a_tile_has_as_many_rows_as_the_tile_says(page: OverviewPage, desk: Desk) -> None:
    wanted = []
    desk.wanted.connect(lambda _name, target: wanted.append(target))
    today = desk.registry.today()
    for tile in (page.overdue, page.services_overdue):
        tile.click()
        which = overdue.OverdueFilter(**wanted[-1])
        assert f": {sum(overdue.overdue_counts(today, which).values())}." in tile.accessibleName()
        assert len(overdue.overdue_page(today, which)) == sum(overdue.overdue_counts(today, which).values())
    assert wanted[0] != wanted[1]
