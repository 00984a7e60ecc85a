"""What keeps every other window of the program out of sight while the desk is locked."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
_MOST_POPUPS = 8  # one opens out of the other; no menu is as deep


class Curtain(QObject):
    """Hides dialogs, menus and lists of choices; dialogs come back with what was typed in them.

    A dialog that work in the background opens while it is drawn waits behind it. A question that the program waits
    for (which file, which printer) counts as left: Qt ends its wait when it is hidden.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._behind: list[QWidget] = []
        self._drawn = False

    def draw(self) -> None:
        """Leave nothing but the window itself."""
        self._drawn = True
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        for _each in range(_MOST_POPUPS):
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        for one in QApplication.topLevelWidgets():
            if one is not self._window and one.isVisible():
                self._hide(one)

    def open(self) -> None:
        """Show again what was hidden, the last one in front."""
        behind = self._behind
        self.take_down()
        for one in behind:
            if shiboken6.isValid(one):
                one.setAttribute(_UNSEEN, False)
                one.show()
                one.activateWindow()

    def take_down(self) -> None:
        """Hide nothing any more: the window behind it is going, and what comes next is not its affair."""
        self._drawn, self._behind = False, []
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See that a window that is shown now does not come on the screen."""
        if event.type() != QEvent.Type.Show or watched is self._window:
            return False
        if isinstance(watched, QWidget) and watched.isWindow():
            watched.setAttribute(_UNSEEN)
            QTimer.singleShot(0, watched, lambda: self._hide(watched))
        return False

    def _hide(self, one: QWidget) -> None:
        if not self._drawn or not shiboken6.isValid(one):
            return
        awaited = one.windowModality() == Qt.WindowModality.ApplicationModal
        if not awaited and one.windowType() not in _PASSING and one not in self._behind:
            self._behind.append(one)
        one.hide()


_UNSEEN = Qt.WidgetAttribute.WA_DontShowOnScreen
