"""Pages that stand under one entry of the sidebar, side by side."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTabBar


class PageTabs(QTabBar):
    """The pages `(name, title)` as tabs, the one it stands on chosen; choosing another one tells `go` its name."""

    def __init__(self, pages: Sequence[tuple[str, str]], own: str, go: Callable[[str], object]) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        names = [name for name, _title in pages]
        for _name, title in pages:
            self.addTab(title)
        self._own, self._names, self._go = names.index(own), names, go
        self.setCurrentIndex(self._own)
        self.currentChanged.connect(self._leave)

    def _leave(self, index: int) -> None:
        if index == self._own:
            return
        self._go(self._names[index])
        self.blockSignals(
            True
        )  # this row belongs to its own page, which shall stand on itself when it is seen again
        self.setCurrentIndex(self._own)
        self.blockSignals(False)
