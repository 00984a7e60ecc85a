"""The yearly report on the ward's extinguishers: seen as it will be printed, printed, saved."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import equipment_report
from firereg.services.equipment_report import Figures
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import button, label
from firereg.ui.widgets.pdf_preview import PdfPreview

_YEARS = 6


class ReportsPage(DeskPage):
    """Báo cáo."""

    name = "reports"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._told: Figures | None = None
        self._asked = 0
        self.year = choice([])
        self.year.setAccessibleName(_("Year"))
        self.year.setFixedWidth(128)
        self.preview = PdfPreview(_("The report is being worked out from the records…"))
        self._print = self.action(_("Print"), "printer", "Ctrl+P", self._print_report, right=Right.LOOK)
        self._save = self.action(
            _("Save as Excel"), "file-output", "Ctrl+E", self._save_workbook, right=Right.LOOK
        )
        self._fill_years()
        self.year.currentIndexChanged.connect(lambda _index: self.refresh())
        self._build()
        self.setFocusProxy(self.year)

    def refresh(self) -> None:
        """Work the report out again, in the background."""
        self._asked += 1
        asked, registry, year = self._asked, self.desk.registry, self.year.currentData()
        self.preview.show_pdf(b"")

        def work(_progress: Progress) -> tuple[int, Figures, bytes]:
            with registry.other_thread():
                told = equipment_report.figures(registry, year)
                return asked, told, equipment_report.pdf(told)

        self.desk.run(work, self._show)

    def _show(self, answer: tuple[int, Figures, bytes]) -> None:
        asked, told, pdf = answer
        if asked == self._asked:  # else another year was chosen meanwhile
            self._told = told
            self.preview.show_pdf(pdf)

    def _fill_years(self) -> None:
        this = self.desk.registry.today().year
        for year in range(this, this - _YEARS, -1):
            self.year.addItem(str(year), year)

    def _print_report(self) -> None:
        told = self._told
        if told is not None:
            name = f"bao-cao-binh-chua-chay-{told.report.year}.pdf"
            self.desk.print_pdf(lambda: equipment_report.pdf(told), _("Report on the extinguishers"), name)

    def _save_workbook(self) -> None:
        told = self._told
        if told is not None:
            name = f"bao-cao-binh-chua-chay-{told.report.year}.xlsx"
            self.desk.save_file(
                lambda: equipment_report.workbook(told), _("Save as Excel"), name, "Excel (*.xlsx)"
            )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(_("Report on the extinguishers"), "title"))
        head.addSpacing(8)
        head.addWidget(self.year)
        head.addStretch(1)
        for action, kind in ((self._save, ""), (self._print, "primary")):
            icon_name = {self._save: "file-output", self._print: "printer"}[action]
            made = button(action.text(), action.trigger, icon_name, kind)
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{action.text()} ({key})")
            head.addWidget(made)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        lines.addLayout(head)
        lines.addWidget(self.preview, 1)
