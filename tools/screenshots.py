"""Pictures of the main pages on the demo ward: `tools/screenshots.py DIR [light|dark]`, DIR holding a demo.

The real window with the real registry, drawn without a display; half a handover is entered to show the form, and
nothing is saved.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QSize, Qt, QTimer, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from firereg.domain.equipment import State
from firereg.services import demo, equipment
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.ui.app import application
from firereg.ui.main_window import MainWindow
from firereg.ui.preferences import Preferences

SCREEN = QSize(1366, 768)


def quiet(_kind: object, _where: object, text: str) -> None:
    """Qt's words, but for what the platform without a screen says of itself."""
    if "This plugin does not support" not in text:
        print(text, file=sys.stderr)


def take(folder: Path, theme: str = "light") -> list[Path]:
    """Save the pictures in `folder`/screens; their paths."""
    qInstallMessageHandler(quiet)
    settings = QSettings(str(folder / "screens.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    preferences.language, preferences.theme = "vi", theme
    app = application(preferences)  # noqa: F841 - Qt needs it to live as long as the window
    registry = open_registry(folder / "registry", demo.USER, demo.PASSWORD)
    window = MainWindow(registry, settings)
    window.resize(SCREEN)
    window.show()
    screens = folder / "screens"
    screens.mkdir(exist_ok=True)
    saved = []
    for name, show in _scenes(window, registry).items():
        show()
        wait(lambda: window.desk.jobs.busy)
        path = screens / f"{name}.png"
        window.grab().save(str(path))
        saved.append(path)
    window.close()
    (folder / "screens.ini").unlink(missing_ok=True)
    return saved


def wait(busy: Callable[[], bool], milliseconds: int = 400, most: int = 10_000) -> None:
    """Let the window work for a while, and on as long as it is busy."""
    passed = 0
    while passed < most and (passed == 0 or busy()):
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        passed += milliseconds


def _scenes(window: MainWindow, registry: Registry) -> dict[str, Callable[[], object]]:
    def page(name: str, row: int | None = None) -> None:
        window.show_page(name)
        table = getattr(window.pages[name], "table", None)
        if table is not None and row is not None:
            table.setFocus()
            table.selectRow(row)

    return {
        "1-tong-quan": lambda: page("overview"),
        "2-ho-dan": lambda: _household(window, registry),
        "3-binh-chua-chay": lambda: page("extinguishers", 3),
        "4-ban-giao-moi": lambda: _hand_over(window, registry),
        "5-kiem-tra": lambda: page("inspections", 2),
        "6-cai-dat": lambda: page("settings"),
        "7-ho-tro": lambda: page("support", 0),
        "8-chuong-trinh": lambda: page("programmes", 0),
    }


def _household(window: MainWindow, registry: Registry) -> None:
    from firereg.services import households

    window.show_page("households", households.suggest(registry, "nguyen thi hoa to 7")[0].id)


def _hand_over(window: MainWindow, registry: Registry) -> None:
    from firereg.services import households

    stock = equipment.extinguisher_page(equipment.ExtinguisherFilter(state=State.IN_STOCK))
    taker = next(row for row in households.suggest(registry, "pham thi to 7") if not row.extinguishers)
    window.show_page("handovers", taker)
    form = window.pages["handovers"].form
    for row in stock[:2]:
        _type(form.serial, row.serial)
    form.serial.setFocus()


def _type(field: QWidget, text: str) -> None:
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


if __name__ == "__main__":
    for picture in take(Path(sys.argv[1]), *sys.argv[2:]):
        print(picture)
