"""The paper itself beside the form."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from firereg.i18n import _
from firereg.ui.widgets.parts import EmptyState, icon_button, label

ZOOM_STEP = 1.25


class PdfPreview(QFrame):
    """Shows a PDF from memory, as wide as there is room; the place on the page stays when it changes."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(_("Preview of the paper"))
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._pages = label("", "muted")
        self._view = QPdfView(self)
        self._view.setAccessibleName(_("Preview of the paper"))
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setDocument(self._document)
        self._empty = EmptyState("file-text", placeholder)
        self._broken = EmptyState("circle-alert", _("This paper cannot be shown."))
        self._stack = QStackedWidget()
        for part in (self._empty, self._broken, self._view):
            self._stack.addWidget(part)
        self._build()

    def show_pdf(self, pdf: bytes) -> None:
        """Show these bytes; b"" shows the placeholder, bytes that are no PDF a sentence that says so."""
        if not pdf:
            self._set_part(self._empty)
            return
        bar = self._view.verticalScrollBar()
        place = bar.value()
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.status() != QPdfDocument.Status.Ready:
            self._set_part(self._broken)
            return
        self._set_part(self._view)
        bar.setValue(place)

    def page_count(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount() if self._stack.currentWidget() is self._view else 0

    def zoom(self, factor: float) -> None:
        """Make it larger or smaller."""
        shown = self._view.zoomFactor()
        if self._view.zoomMode() == QPdfView.ZoomMode.FitToWidth and self.page_count():
            points = self._document.pagePointSize(0).width()
            shown = self._view.viewport().width() / (points * self._view.logicalDpiX() / 72)
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(shown * factor, 0.25), 4.0))

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _set_part(self, part: QFrame | EmptyState) -> None:
        self._stack.setCurrentWidget(part)
        count = self.page_count()
        self._pages.setText(_("Pages: {count}").format(count=count) if count else "")
        for tool in self._tools:
            tool.setEnabled(bool(count))

    def _build(self) -> None:
        self._tools = (
            icon_button("zoom-out", _("Smaller"), lambda: self.zoom(1 / ZOOM_STEP)),
            icon_button("zoom-in", _("Larger"), lambda: self.zoom(ZOOM_STEP)),
            icon_button("file-text", _("Fit to width"), self.fit_width),
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 4, 4)
        bar.setSpacing(0)
        bar.addWidget(self._pages)
        bar.addStretch(1)
        for tool in self._tools:
            bar.addWidget(tool, alignment=Qt.AlignmentFlag.AlignVCenter)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(1, 1, 1, 1)
        lines.setSpacing(0)
        lines.addLayout(bar)
        lines.addWidget(self._stack, 1)
        self._set_part(self._empty)
