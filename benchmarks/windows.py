"""One window, from the start of its process to its first paint: `python -m benchmarks.windows KIND STARTED FOLDER`.

STARTED is the monotonic nanosecond at which the parent started this process. KIND is "desk", the main window on the
registry in FOLDER for the user of FIREREG_USER and FIREREG_PASSWORD, or "bare", an empty program with a table of a
hundred rows. Answers {"seconds", "key_seconds", "resident_mb"}; the derivation of the key is part of the seconds.
"""

import json
import os
import sys
import time
from pathlib import Path

from benchmarks.measure import resident_mb

_COLUMNS = 7
_ROWS = 100


def desk(folder: Path):
    """The main window, and the seconds that the derivation of the key took."""
    from PySide6.QtCore import QSettings

    from firereg.services import opening
    from firereg.services.key_file import KEY_FILE
    from firereg.store.keyslots import KeySlots
    from firereg.ui.app import application
    from firereg.ui.main_window import MainWindow
    from firereg.ui.preferences import Preferences

    settings = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
    app = application(Preferences(settings))
    user, password = os.environ["FIREREG_USER"], os.environ["FIREREG_PASSWORD"]
    start = time.perf_counter()
    key = KeySlots.load(folder / KEY_FILE).open_with_password(user, password)[0]
    took = time.perf_counter() - start
    return app, MainWindow(opening.open_with_key(folder, user, key), settings), took


def bare(_folder: Path):
    """A window with a table, as small as PySide6 makes one."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication([])
    model = QStandardItemModel()
    for row in range(_ROWS):
        model.appendRow([QStandardItem(f"{row} {column}") for column in range(_COLUMNS)])
    window, view = QMainWindow(), QTableView()
    view.setModel(model)
    model.setParent(view)
    window.setCentralWidget(view)
    window.resize(1280, 720)
    return app, window, 0.0


def main(kind: str, started: str, folder: str) -> None:
    """Show the window, wait until it is painted and idle, and print the answer."""
    app, window, key_seconds = {"desk": desk, "bare": bare}[kind](Path(folder))
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstPaint(QObject):
        """Tells once, when everything that waits after the first paint is done."""

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, tell)
            return False

    def tell() -> None:
        seconds = (time.monotonic_ns() - int(started)) / 1e9
        print(json.dumps({"seconds": seconds, "key_seconds": key_seconds, "resident_mb": resident_mb()}))
        window.close()

    watch = FirstPaint()
    window.installEventFilter(watch)
    window.show()
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
