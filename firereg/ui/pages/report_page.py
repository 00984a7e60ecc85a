"""A report of the ward: chosen by a year or the like, seen as it will be printed, printed, saved as a workbook."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.base import MARGIN, DeskPage
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import button, label
from firereg.ui.widgets.pdf_preview import PdfPreview


class ReportPage(DeskPage):
    """A subclass says what can be chosen, and makes figures, paper and workbook of a choice."""

    title = ""
    chosen_words = ""  # what the choice is of, for a screen reader
    stands_under = "reports"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._told: Any = None
        self._asked = 0
        self.choice = choice(self.choices())
        self.choice.setAccessibleName(self.chosen_words)
        self.choice.setMinimumWidth(128)
        self.preview = PdfPreview(_("The report is being worked out from the records…"))
        self._print = self.action(_("Print"), "printer", "Ctrl+P", self._print_report, right=Right.LOOK)
        self._save = self.action(
            _("Save as Excel"), "file-output", "Ctrl+E", self._save_workbook, right=Right.LOOK
        )
        self.choice.currentIndexChanged.connect(lambda _index: self.refresh())
        self._build()
        self.setFocusProxy(self.choice)

    def choices(self) -> Sequence[tuple[str, Any]]:
        """What can be chosen: (words, value), the first one at first."""
        raise NotImplementedError

    def boxes(self) -> Sequence[QComboBox]:
        """The boxes to choose by, beside the title."""
        return (self.choice,)

    def figures(self, chosen: Any) -> Any:
        """The figures of a choice; runs in the worker."""
        raise NotImplementedError

    def pdf(self, told: Any) -> bytes:
        """The paper of these figures."""
        raise NotImplementedError

    def workbook(self, told: Any) -> bytes:
        """The .xlsx of these figures."""
        raise NotImplementedError

    def file_name(self, told: Any) -> str:
        """What its file is called, without an ending."""
        raise NotImplementedError

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The reports of the ward."""
        return (
            ("reports", _("Extinguishers")),
            ("coverage", _("Support")),
            ("programme_report", _("Programmes")),
            ("zalo_report", _("Zalo groups")),
        )

    def chosen(self) -> Any:
        """What is chosen now."""
        return self.choice.currentData()

    def refresh(self) -> None:
        """Work the report out again, in the background."""
        self._asked += 1
        asked, registry, chosen = self._asked, self.desk.registry, self.chosen()
        self.preview.show_pdf(b"")

        def work(_progress: Progress) -> tuple[int, Any, bytes]:
            with registry.other_thread():
                told = self.figures(chosen)
                return asked, told, self.pdf(told)

        self.desk.run(work, self._show)

    def _show(self, answer: tuple[int, Any, bytes]) -> None:
        asked, told, pdf = answer
        if asked == self._asked:  # else something else was chosen meanwhile
            self._told = told
            self.preview.show_pdf(pdf)

    def _print_report(self) -> None:
        told = self._told
        if told is not None:
            self.desk.print_pdf(lambda: self.pdf(told), self.title, f"{self.file_name(told)}.pdf")

    def _save_workbook(self) -> None:
        told = self._told
        if told is not None:
            make: Callable[[], bytes] = lambda: self.workbook(told)  # noqa: E731 - runs in the worker
            self.desk.save_file(make, _("Save as Excel"), f"{self.file_name(told)}.xlsx", "Excel (*.xlsx)")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.title, "title"))
        head.addSpacing(8)
        for box in self.boxes():
            head.addWidget(box)
        head.addStretch(1)
        for action, icon_name, kind in ((self._save, "file-output", ""), (self._print, "printer", "primary")):
            made = button(action.text(), action.trigger, icon_name, kind)
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{action.text()} ({key})")
            head.addWidget(made)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(MARGIN, 12, MARGIN, 8)
        lines.setSpacing(8)
        tabs = self.tab_row()
        if tabs is not None:
            lines.addWidget(tabs)
        lines.addLayout(head)
        lines.addWidget(self.preview, 1)
