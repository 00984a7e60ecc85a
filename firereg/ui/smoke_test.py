"""The day's work in one breath, to know that the program as it stands on this machine can do it."""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QSettings,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtPdf import QPdfDocument

from firereg.services import deliveries, equipment, households, receipts, scan_matching, setup, wards
from firereg.services.deliveries import ExtinguisherDraft
from firereg.services.handover_list import handover_page
from firereg.services.households import HouseholdDraft, HouseholdRow
from firereg.services.registry import Registry
from firereg.ui.app import application
from firereg.ui.dialogs.sign_in import SignInDialog
from firereg.ui.garbage import GarbageCollector
from firereg.ui.jobs import JobRunner
from firereg.ui.main_window import MainWindow
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from firereg.ui.preferences import Preferences
from firereg.ui.printing import print_to_file

SECONDS = 60
_USER, _PASSWORD, _SERIAL = "smoke", "bread and butter", "S-00001"


class _FailedError(Exception):
    """What was not as it must be."""


def run_smoke_test() -> int:
    """0 when a registry was made, signed in to and shown, a receipt recorded, printed and read back; else 1 and why."""
    folder = Path(tempfile.mkdtemp(prefix="firereg-smoke-"))
    watch = threading.Timer(SECONDS, _too_long, [folder])
    watch.daemon = True
    watch.start()
    problems: list[BaseException] = []
    qt_before = qInstallMessageHandler(_tell_unless_screenless)
    before, sys.excepthook = sys.excepthook, lambda _kind, error, _trace: problems.append(error)
    try:
        _work(folder)
        if problems:
            raise problems[0]
    except Exception as error:
        sys.stderr.write(f"smoke test: {type(error).__name__}: {error}\n")
        return 1
    finally:
        sys.excepthook = before
        qInstallMessageHandler(qt_before)
        watch.cancel()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _work(folder: Path) -> None:
    settings = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
    garbage = GarbageCollector(application(Preferences(settings)))
    household = _make_registry(folder / "registry")
    window = MainWindow(_sign_in(folder / "registry"), settings)
    window.show()
    try:
        for name in window.page_names():
            window.show_page(name)
            _wait(lambda: not window.desk.jobs.busy)
        handover_id = _hand_over(window, household)
        _wait(lambda: not window.desk.jobs.busy)
        printed = folder / "receipt.pdf"
        print_to_file(receipts.pdf_of(window.desk.registry, [handover_id]), printed, copies=2)
        _check(_pages(printed) == 2, "the receipt was not printed")
        found = scan_matching.match(window.desk.registry, [printed])
        _check(found[0].handover_id == handover_id, "the receipt was not read from its scan")
    finally:
        _wait(lambda: not window.desk.jobs.busy)
        window.close()
        garbage.close()
        settings.sync()  # or it writes its file again when it goes, into a folder that is gone


def _make_registry(folder: Path) -> HouseholdRow:
    ward = wards.Ward(
        "Phường Mẫu", "thành phố Mẫu", ("ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU"), "Mẫu", giver_name="Lê Mẫu"
    )
    made, _code = setup.new_registry(
        folder, setup.FirstUser(_USER, "Cán bộ mẫu", _PASSWORD), [ward], [setup.GroupDraft(1)]
    )
    household = households.add(made, HouseholdDraft("Nguyễn Thị Mẫu", wards.groups()[0].id))
    deliveries.receive(made, [ExtinguisherDraft(_SERIAL, equipment.kinds()[0].code)])
    made.close()
    return household


def _sign_in(folder: Path) -> Registry:
    jobs = JobRunner()
    dialog = SignInDialog(folder, jobs, _USER)
    dialog.show()
    dialog.password.setText(_PASSWORD)
    dialog.sign_in()
    _wait(lambda: dialog.registry is not None or bool(dialog.message.text()))
    jobs.close()
    _check(dialog.registry is not None, dialog.message.text())
    return cast(Registry, dialog.registry)


def _hand_over(window: MainWindow, household: HouseholdRow) -> int:
    """The id of a handover that went through the form."""
    page = window.pages["handovers"]
    assert isinstance(page, HandoversPage)
    page.open_form(household)
    page.form.items.add_extinguisher(equipment.by_serial(_SERIAL))
    page.form.ask_to_save(False)
    rows = handover_page()
    _check(len(rows) == 1, "the handover was not recorded")
    return rows[0].id


def _pages(path: Path) -> int:
    document = QPdfDocument()
    document.load(str(path))
    count = document.pageCount()
    document.close()
    return count


def _wait(until: Callable[[], bool]) -> None:
    """Let the events run until it is so; the watch ends what takes too long."""
    loop, look = QEventLoop(), QTimer(interval=20)
    look.timeout.connect(lambda: loop.quit() if until() else None)
    look.start()
    loop.exec()


def _tell_unless_screenless(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but not that the platform without a screen has none."""
    if "plugin does not support" not in text:
        sys.stderr.write(f"{text}\n")


def _check(right: bool, problem: str) -> None:
    if not right:
        raise _FailedError(problem)


def _too_long(folder: Path) -> None:
    sys.stderr.write(f"smoke test: not done after {SECONDS} seconds\n")
    shutil.rmtree(folder, ignore_errors=True)
    sys.stderr.flush()
    os._exit(1)
