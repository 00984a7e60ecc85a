"""The reports of the ward on a programme, and on its Zalo groups, year by year."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox

from firereg.documents.programme_papers import ProgrammeReport, ZaloReport
from firereg.errors import ConflictError
from firereg.i18n import _
from firereg.services import programme_papers, programme_story, programmes
from firereg.ui.desk import Desk
from firereg.ui.pages.report_page import ReportPage
from firereg.ui.widgets.fields import choice

_YEARS = 6


class ProgrammeReportPage(ReportPage):
    """Báo cáo: a programme in a year."""

    name = "programme_report"

    def __init__(self, desk: Desk) -> None:
        self.title, self.chosen_words = _("Report on a programme"), _("Year")
        self.programme = choice(())
        self.programme.setAccessibleName(_("Programme"))
        self.programme.setMinimumWidth(280)
        super().__init__(desk)
        self.programme.activated.connect(lambda _index: self.refresh())

    def choices(self) -> Sequence[tuple[str, int]]:
        """Filled with the years of the programme that is chosen."""
        return ()

    def boxes(self) -> Sequence[QComboBox]:
        """The programme first, then the year."""
        return (self.programme, self.choice)

    def chosen(self) -> tuple[int, int] | None:
        """The programme and the year; None where there is no programme."""
        programme_id, year = self.programme.currentData(), self.choice.currentData()
        return None if programme_id is None or year is None else (programme_id, year)

    def show_target(self, target: int) -> None:
        """The report of the programme with that id, this year or the last one it ran."""
        self.programme.setCurrentIndex(self.programme.findData(target))
        self.refresh()

    def refresh(self) -> None:
        """The programmes and their years may be others by now; then the report."""
        self._fill()
        super().refresh()

    def figures(self, chosen: tuple[int, int] | None) -> ProgrammeReport:
        """The figures of a programme in a year."""
        if chosen is None:
            raise ConflictError(_("There is no programme yet. Enter one under “Programmes” first."))
        return programme_papers.report(self.desk.registry, *chosen)

    def pdf(self, told: ProgrammeReport) -> bytes:
        """The paper."""
        return programme_papers.report_pdf(told)

    def workbook(self, told: ProgrammeReport) -> bytes:
        """The workbook."""
        return programme_papers.report_workbook(told)

    def file_name(self, told: ProgrammeReport) -> str:
        """Named by the year."""
        return f"bao-cao-mo-hinh-{told.year}"

    def _fill(self) -> None:
        rows = programmes.programmes()
        _refill(self.programme, [(row.name, row.id) for row in rows])
        row = next((row for row in rows if row.id == self.programme.currentData()), None)
        years = programme_story.years_of(row, self.desk.registry.today()) if row else []
        _refill(self.choice, [(str(year), year) for year in years])


class ZaloReportPage(ReportPage):
    """Báo cáo: the Zalo groups of the ward in a year."""

    name = "zalo_report"

    def __init__(self, desk: Desk) -> None:
        self.title, self.chosen_words = _("Report on the Zalo groups"), _("Year")
        super().__init__(desk)

    def choices(self) -> Sequence[tuple[str, int]]:
        """The last years, this one first."""
        this_year = self.desk.registry.today().year
        return [(str(year), year) for year in range(this_year, this_year - _YEARS, -1)]

    def figures(self, chosen: int) -> ZaloReport:
        """The figures of a year."""
        return programme_papers.zalo_report(self.desk.registry, chosen)

    def pdf(self, told: ZaloReport) -> bytes:
        """The paper."""
        return programme_papers.zalo_report_pdf(told)

    def workbook(self, told: ZaloReport) -> bytes:
        """The workbook."""
        return programme_papers.zalo_report_workbook(told)

    def file_name(self, told: ZaloReport) -> str:
        """Named by the year."""
        return f"bao-cao-nhom-zalo-{told.year}"


def _refill(box: QComboBox, items: Sequence[tuple[str, Any]]) -> None:
    """Offer these; what was chosen stays chosen, and nobody is told."""
    before = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, value in items:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(before)) if items else -1)
    box.blockSignals(False)
