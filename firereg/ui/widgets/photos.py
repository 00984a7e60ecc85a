"""Photos as a row of small pictures; one opens in full."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from firereg.i18n import _
from firereg.ui.widgets.parts import button

_SMALL = QSize(88, 66)


class PhotoStrip(QWidget):
    """Small pictures from left to right; a click or Enter shows one in full."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setVisible(False)

    def show_photos(self, photos: Sequence[tuple[str, Callable[[], bytes]]]) -> None:
        """Show these `(title, how to get its JPEG)`; none hides the row."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for title, content in photos:
            self._row.addWidget(self._small(title, content))
        self._row.addStretch(1)
        self.setVisible(bool(photos))

    def _small(self, title: str, content: Callable[[], bytes]) -> QToolButton:
        picture = _picture(content())
        made = QToolButton()
        made.setProperty("kind", "quiet")
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setIconSize(_SMALL)
        fitted = picture.scaled(
            _SMALL * self.devicePixelRatioF(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        made.setIcon(QIcon(fitted))
        made.setToolTip(title)
        made.setAccessibleName(_("Photo: {title}").format(title=title))
        made.clicked.connect(lambda _checked=False: PhotoDialog(self.window(), title, picture).open())
        return made


class PhotoDialog(QDialog):
    """One photo, as large as the screen lets it be."""

    def __init__(self, parent: QWidget, title: str, picture: QPixmap) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        shown = QLabel()
        room = parent.size() - QSize(96, 128)
        fitted = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if fitted.width() < picture.width():
            picture = picture.scaled(fitted, mode=Qt.TransformationMode.SmoothTransformation)
        shown.setPixmap(picture)
        scroll = QScrollArea()
        scroll.setProperty("kind", "plain")
        scroll.setWidget(shown)
        lines = QVBoxLayout(self)
        lines.addWidget(scroll, 1)
        lines.addWidget(button(_("Close"), self.reject), alignment=Qt.AlignmentFlag.AlignRight)
        self.resize(picture.size() + QSize(40, 96))


def _picture(content: bytes) -> QPixmap:
    picture = QPixmap()
    picture.loadFromData(content)
    return picture
