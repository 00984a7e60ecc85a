"""A list of which some can be ticked."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem


class TickList(QListWidget):
    """Names to tick, with Space or a click; `height` in pixels."""

    def __init__(self, height: int = 128) -> None:
        super().__init__()
        self.setProperty("kind", "ticks")
        self.setFixedHeight(height)

    def fill(self, among: Iterable[tuple[int, str]], ticked: Collection[int] = ()) -> None:
        """Offer these (id, name) in place of what was there, some of them ticked; the first of those is in sight."""
        self.clear()
        for one, name in among:
            item = QListWidgetItem(name, self)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setCheckState(Qt.CheckState.Checked if one in ticked else Qt.CheckState.Unchecked)
        if self.count():
            first = next((row for row, one in enumerate(self._items()) if _is_ticked(one)), 0)
            self.setCurrentRow(first)

    def ticked(self) -> tuple[int, ...]:
        """The ids of those that are ticked."""
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in self._items() if _is_ticked(item))

    def tick(self, ids: Collection[int]) -> None:
        """Tick these and no others."""
        for item in self._items():
            wanted = item.data(Qt.ItemDataRole.UserRole) in ids
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)

    def words(self) -> str:
        """The names that are ticked."""
        return ", ".join(item.text() for item in self._items() if _is_ticked(item))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() is Qt.CheckState.Checked
