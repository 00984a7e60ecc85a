"""The chosen page of a pile: what is known of it, how it looks, and a line to type its receipt."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout

from firereg.i18n import _
from firereg.services.scan_matching import Match, PageMatch, match_label
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.handovers.scan_words import LOOKS
from firereg.ui.widgets.parts import InlineMessage, button, label, set_role

_LONGEST = 1400
_LEAST = QSize(120, 110)


class PagePicture(QLabel):
    """A page as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleName(_("Picture of the page"))

    def show_jpeg(self, data: bytes) -> None:
        """Show this picture; b"" shows none."""
        self._whole = QPixmap()
        if data:
            self._whole.loadFromData(data)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As large as the new room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        fitted = self._whole.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(fitted)


class ScanSide(QFrame):
    """`named` tells the page and the number that was typed for it."""

    named = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._desk = desk
        self._page: PageMatch | None = None
        self._title, self._about = label("", "strong", wrap=True), label("", wrap=True)
        self.number = QLineEdit()
        self.number.setPlaceholderText(_("Number of the receipt, such as 15/2023"))
        self.number.setAccessibleName(_("Number of the receipt"))
        self._take = button(_("Is this one"), self._name, "check")
        self.message = InlineMessage()
        self.picture = PagePicture()
        self.number.returnPressed.connect(self._name)
        self._build()
        self.show_page(None)

    def show_page(self, page: PageMatch | None) -> None:
        """Show this page of the pile; None tells that none is chosen."""
        self._page = page
        self.message.clear()
        self.picture.show_jpeg(b"")
        self.number.clear()
        can_be_named = page is not None and page.match is not Match.UNREADABLE
        self.number.setVisible(can_be_named)
        self._take.setVisible(can_be_named)
        if page is None:
            self._title.setText(_("Choose a page to see it."))
            self._about.setText("")
            return
        title = page.path.name
        if page.page:
            title = _("{name}, page {n}").format(name=title, n=page.page)
        self._title.setText(title)
        self._about.setText(
            page.sentence or f"{match_label(page.match)}: {page.receipt} {page.head_name}".rstrip(": ")
        )
        set_role(self._about, LOOKS[page.match][1])
        if page.page:
            self._draw(page)

    def _draw(self, page: PageMatch) -> None:
        def work(_progress: Progress) -> tuple[PageMatch, bytes]:
            if self._page is not page:  # the next one was chosen meanwhile
                return page, b""
            from firereg.exchange.scans import preview  # brings PDFium and the code reader

            return page, preview(page.path, page.page, page.turned, _LONGEST)

        self._desk.jobs.run(
            work, self._drawn, lambda _problem: None
        )  # the list says what is wrong with a file

    def _drawn(self, answer: tuple[PageMatch, bytes]) -> None:
        page, data = answer
        if page is self._page:
            self.picture.show_jpeg(data)

    def _name(self) -> None:
        if self._page is not None and self.number.text().strip():
            self.named.emit(self._page, self.number.text())

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.number, 1)
        line.addWidget(self._take)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 12, 12, 12)
        lines.setSpacing(8)
        lines.addWidget(self._title)
        lines.addWidget(self._about)
        lines.addLayout(line)
        lines.addWidget(self.message)
        lines.addWidget(self.picture, 1)
