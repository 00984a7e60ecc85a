"""A clerk who is half through a handover when the power goes: `python -m tests.ui.half_filled FOLDER SETTINGS`.

Says "kept" once what was typed is in the registry, then waits to be killed.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from firereg import i18n
from firereg.services import opening, unfinished
from firereg.ui.app import application
from firereg.ui.main_window import MainWindow
from firereg.ui.preferences import Preferences
from tests.small_ward import PASSWORD, USER, Clock


def main(folder: Path, settings: Path) -> None:
    kept = QSettings(str(settings), QSettings.Format.IniFormat)
    app = application(Preferences(kept))
    i18n.use("en")
    opened = opening.open_registry(folder, USER, PASSWORD, Clock())
    window = MainWindow(opened, kept)
    window.show()
    window.desk.go("handovers", "new")
    form = window.pages["handovers"].form
    for field, text in ((form.household, "dang thi hoa"), (form.serial, "CO-0001"), (form.serial, "MI-0002")):
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    form.fields.instead.setChecked(True)
    QTest.keyClicks(form.fields.receiver, "Dang Van Mau")
    while not [one for one in unfinished.kept(opened) if "Van Mau" in str(one.content)]:
        QTest.qWait(20)
    sys.stdout.write("kept\n")
    sys.stdout.flush()
    app.processEvents()
    time.sleep(60)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
