"""The way between the pages."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from firereg.domain.money import format_dong
from firereg.ui.icons import app_icon, icon
from firereg.ui.widgets.parts import label, rule, set_role

WIDTH = 208
COMPACT_WIDTH = 60


class Sidebar(QFrame):
    """A column of pages, each with an icon, a name, a key (Alt+1 ...) and maybe a count; actions below."""

    chosen = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("kind", "sidebar")
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH)
        self._entries: dict[str, _Entry] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(2)
        self._name = label(title, "strong")
        column.addLayout(_head(self._name))
        self._pages, self._foot = QVBoxLayout(), QVBoxLayout()
        for part in (self._pages, self._foot):
            part.setSpacing(2)
        column.addLayout(self._pages)
        column.addStretch(1)
        column.addWidget(rule())
        column.addSpacing(4)
        column.addLayout(self._foot)

    def add_page(self, page: str, title: str, icon_name: str) -> None:
        """Add a page; its key is Alt and its number."""
        entry = _Entry(title, icon_name)
        entry.setCheckable(True)
        number = len(self._entries) + 1
        entry.setShortcut(f"Alt+{number}")
        entry.setToolTip(f"{title} (Alt+{number})")
        entry.clicked.connect(lambda: self.chosen.emit(page))
        self._group.addButton(entry)
        self._entries[page] = entry
        self._pages.addWidget(entry)

    def add_action(self, action: QAction, icon_name: str) -> None:
        """Add an action at the foot (settings, lock)."""
        entry = _Entry(action.text(), icon_name)
        key = action.shortcut().toString()
        entry.setToolTip(f"{action.text()} ({key})" if key else action.text())
        entry.clicked.connect(action.trigger)
        self._foot.addWidget(entry)

    def select(self, page: str) -> None:
        """Mark `page` as the one shown, without telling anybody."""
        self._entries[page].setChecked(True)

    def set_badge(self, page: str, count: int, role: str = "danger") -> None:
        """Show a count beside a page; 0 shows none."""
        self._entries[page].set_badge(count, role)

    def set_compact(self, compact: bool) -> None:
        """Show the icons alone, for windows too narrow to spare the room; tips and spoken names stay."""
        self.setFixedWidth(COMPACT_WIDTH if compact else WIDTH)
        self._name.setVisible(not compact)
        for entry in self.findChildren(_Entry):
            entry.set_compact(compact)


def _head(name: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(8, 0, 8, 12)
    row.setSpacing(8)
    picture = QLabel()
    picture.setPixmap(app_icon().pixmap(QSize(24, 24), 3.0))
    picture.setFixedSize(24, 24)
    picture.setScaledContents(True)
    row.addWidget(picture)
    row.addWidget(name, 1)
    return row


class _Entry(QPushButton):
    def __init__(self, title: str, icon_name: str) -> None:
        super().__init__(title)
        self.setProperty("kind", "page")
        self.setIcon(icon(icon_name))
        self.setIconSize(QSize(26, 18))
        self.setAccessibleName(title)
        self._title = title
        self._badge = label("", "badge")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._badge)

    def sizeHint(self) -> QSize:
        """Only as wide as the sidebar makes it."""
        return QSize(COMPACT_WIDTH - 16, 36)

    def set_compact(self, compact: bool) -> None:
        key = self.shortcut()
        self.setText("" if compact else self._title)
        self.setShortcut(key)  # Qt takes the shortcut away with the text
        self._badge.setVisible(not compact and bool(self._badge.text()))

    def set_badge(self, count: int, role: str) -> None:
        self._badge.setText(format_dong(count) if count else "")
        self._badge.setVisible(count > 0 and bool(self.text()))
        set_role(self._badge, role)
        self.setAccessibleName(f"{self._title}, {count}" if count else self._title)
