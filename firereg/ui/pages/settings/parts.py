"""The parts of a page of settings behind tabs, each made when it is first shown."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget


class Parts(QTabWidget):
    """Eight forms made at once would keep whoever opens the settings waiting; each has a `refresh`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._make: dict[str, Callable[[], Any]] = {}
        self._made: dict[str, Any] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self.currentChanged.connect(self._came)

    def add(self, name: str, title: str, make: Callable[[], Any]) -> None:
        """A part, and how it is made."""
        place = QWidget()
        self._make[name], self._places[name] = make, QVBoxLayout(place)
        self._places[name].setContentsMargins(0, 0, 0, 0)
        self.addTab(place, title)

    def names(self) -> list[str]:
        """The parts there are."""
        return list(self._make)

    def made(self) -> list[str]:
        """Those that were shown."""
        return list(self._made)

    def part(self, name: str) -> Any:
        """The part, made now if it was not."""
        if name not in self._made:
            self._made[name] = made = self._make[name]()
            self._places[name].addWidget(made)
            made.show()  # in its place by now; who is to have the focus at once must be
        return self._made[name]

    def shown(self) -> Any:
        """The part in sight."""
        return self.part(self.names()[self.currentIndex()])

    def show_part(self, name: str) -> Any:
        """The part, in sight from now on."""
        self.setCurrentIndex(self.names().index(name))
        return self.part(name)

    def refresh(self) -> None:
        """Fetch what the part in sight shows."""
        self.shown().refresh()

    def _came(self, _index: int) -> None:
        if self.isVisible():  # not while the parts are told
            self.refresh()
