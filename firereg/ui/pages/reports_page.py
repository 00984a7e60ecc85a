"""The reports of the ward: on its extinguishers, year by year, and on the households it supports."""

from collections.abc import Sequence

from firereg.domain.labels import category_label
from firereg.domain.poverty import Category
from firereg.i18n import _
from firereg.services import coverage, equipment_report
from firereg.services.coverage import CoverageReport
from firereg.services.equipment_report import Figures
from firereg.ui.desk import Desk
from firereg.ui.pages.report_page import ReportPage

_YEARS = 6
_SUPPORTED = (
    Category.NEAR_POOR,
    Category.POOR,
    Category.ESCAPED_NEAR_POOR,
    Category.POLICY,
    Category.HARDSHIP,
)


class ReportsPage(ReportPage):
    """Báo cáo: the extinguishers in a year."""

    name = "reports"

    def __init__(self, desk: Desk) -> None:
        self.title, self.chosen_words = _("Report on the extinguishers"), _("Year")
        super().__init__(desk)

    def choices(self) -> Sequence[tuple[str, int]]:
        """The last years, this one first."""
        this_year = self.desk.registry.today().year
        return [(str(year), year) for year in range(this_year, this_year - _YEARS, -1)]

    def figures(self, chosen: int) -> Figures:
        """The figures of a year."""
        return equipment_report.figures(self.desk.registry, chosen)

    def pdf(self, told: Figures) -> bytes:
        """The paper."""
        return equipment_report.pdf(told)

    def workbook(self, told: Figures) -> bytes:
        """The workbook."""
        return equipment_report.workbook(told)

    def file_name(self, told: Figures) -> str:
        """Named by the year."""
        return f"bao-cao-binh-chua-chay-{told.report.year}"


class CoveragePage(ReportPage):
    """Báo cáo: which of the supported households have an extinguisher, by group and over the years."""

    name = "coverage"

    def __init__(self, desk: Desk) -> None:
        self.title, self.chosen_words = _("Report on support"), _("Poverty status")
        super().__init__(desk)

    def choices(self) -> Sequence[tuple[str, Category]]:
        """Who is supported."""
        return [(category_label(category), category) for category in _SUPPORTED]

    def figures(self, chosen: Category) -> CoverageReport:
        """The figures as of today."""
        return coverage.coverage(self.desk.registry, chosen, self.desk.registry.today())

    def pdf(self, told: CoverageReport) -> bytes:
        """The paper."""
        return coverage.pdf(told)

    def workbook(self, told: CoverageReport) -> bytes:
        """The workbook."""
        return coverage.workbook(told)

    def file_name(self, told: CoverageReport) -> str:
        """Named by the day."""
        return f"bao-cao-ho-tro-{told.day:%Y-%m-%d}"
