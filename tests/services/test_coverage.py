"""How many of the supported households have an extinguisher, checked against a count by hand."""

from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from firereg.domain.poverty import Category
from firereg.services import coverage, handovers, household_moves
from firereg.services.registry import Registry
from tests.documents.paper_reading import flowing
from tests.small_ward import CASH, give

TODAY = date(2023, 10, 20)


def test_by_group_the_best_first(registry: Registry) -> None:
    give(registry, 1, "PC-0001")
    report = coverage.coverage(registry, Category.NEAR_POOR, TODAY)
    assert [(one.households, one.covered) for one in report.groups] == [(1, 1), (1, 0)]
    assert report.groups[0].share == 100
    assert report.category == "hộ cận nghèo"


def test_over_the_years_with_what_was_given(registry: Registry) -> None:
    give(registry, 1, "PC-0001", "PC-0002", gifts=(CASH,))
    handovers.void(registry, give(registry, 5, "PC-0003", gifts=(CASH,)).id, "nhầm")
    give(registry, 3, gifts=(CASH,))
    years = coverage.coverage(registry, Category.NEAR_POOR, TODAY).years
    assert [(one.day.year, one.households, one.covered) for one in years] == [(2022, 0, 0), (2023, 2, 1)]
    last = years[-1]
    assert (last.receipts, last.helped, last.extinguishers, last.given_dong) == (2, 2, 2, 2 * CASH.value_dong)


def test_who_moved_away_is_not_counted_from_then_on(registry: Registry) -> None:
    household_moves.move_out(registry, 5, date(2023, 10, 15), "Quận Hải An")
    assert set(coverage.recognised_on(Category.NEAR_POOR, date(2023, 10, 14))) == {1, 5}
    assert set(coverage.recognised_on(Category.NEAR_POOR, date(2023, 10, 15))) == {1}


def test_nobody_of_a_category_is_a_report_too(registry: Registry) -> None:
    report = coverage.coverage(registry, Category.POLICY, TODAY)
    assert "toàn phường có 0 hộ chính sách" in flowing(coverage.pdf(report))


def test_paper_and_workbook_say_the_same(registry: Registry) -> None:
    give(registry, 1, "PC-0001", gifts=(CASH,))
    report = coverage.coverage(registry, Category.NEAR_POOR, TODAY)
    text = flowing(coverage.pdf(report))
    for words in (
        "toàn phường có 02 hộ cận nghèo; 01 hộ đã có bình chữa cháy, đạt 50,0%",
        "Tổng cộng 2 1 1 50,0",
    ):
        assert words in text
    book = CalamineWorkbook.from_filelike(BytesIO(coverage.workbook(report)))
    rows = book.get_sheet_by_name("Theo tổ dân phố").to_python()
    assert [row[1:5] for row in rows[-2:]] == [[1, 1, 0, 100], [1, 0, 1, 0]]
