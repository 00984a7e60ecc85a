"""The desk from its start to its end: the registry, who signs in, the window."""

import os
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from firereg import __version__, i18n
from firereg.errors import DamagedRegistryError, UserError
from firereg.paths import default_registry
from firereg.services.opening import exists, open_registry
from firereg.services.registry import Registry
from firereg.ui.dialogs.bug import BugWatch
from firereg.ui.dialogs.sign_in import SignInDialog
from firereg.ui.dialogs.steps import StartDialog
from firereg.ui.garbage import GarbageCollector
from firereg.ui.icons import app_icon
from firereg.ui.jobs import JobRunner
from firereg.ui.preferences import Preferences, open_settings
from firereg.ui.qt_translation import QtWords
from firereg.ui.single_instance import SingleInstance
from firereg.ui.theme import apply_theme


def run(folder: Path | None = None, user: str | None = None, smoke_test: bool = False) -> int:
    """The exit status of the desk on the registry in `folder`, else on the last one, else on the usual one.

    FIREREG_PASSWORD with a user's name signs in without asking.
    """
    if smoke_test:
        from firereg.ui.smoke_test import run_smoke_test

        return run_smoke_test()
    preferences = Preferences(open_settings())
    app = application(preferences)
    folder = folder or preferences.registry_folder or default_registry()
    start = Start(
        preferences, user or os.environ.get("FIREREG_USER", ""), os.environ.get("FIREREG_PASSWORD", "")
    )
    with BugWatch().watching():
        try:
            return start.run(app, folder)
        except UserError as problem:
            QMessageBox.warning(None, "firereg", str(problem))
            return problem.exit_status
        finally:
            start.close()


def application(preferences: Preferences) -> QApplication:
    """Qt's application in the language and looks that are preferred; the one there is, if there is one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough  # 150 % is 150 %, not 200 %
        )
        app = QApplication(["firereg"])
    i18n.use(preferences.language)
    app.setApplicationName("firereg")
    app.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("firereg")
    QLocale.setDefault(QLocale("vi_VN"))
    words = QtWords(app)
    app.installTranslator(words)
    apply_theme(app, preferences.theme)
    app.setWindowIcon(app_icon())
    return app


class Start:
    """What happens until a registry is open, and again after signing out."""

    def __init__(self, preferences: Preferences, user: str, password: str) -> None:
        self._preferences = preferences
        self._user, self._password = user, password
        self._jobs = JobRunner()
        self._garbage = GarbageCollector()
        self._instance: SingleInstance | None = None

    def run(self, app: QApplication, folder: Path) -> int:
        """Sign in and work until the window is closed; 0 also where another window has the registry."""
        from firereg.ui.main_window import MainWindow

        registry, page, status = self.sign_in(folder), "", 0
        last = registry
        while registry is not None:
            last = registry
            self._preferences.registry_folder = registry.folder
            window = MainWindow(registry, self._preferences.settings)
            window.show()
            if page:
                window.show_page(page)
            window.desk.backups.begin()
            window.surroundings.begin()
            status = app.exec()
            window.deleteLater()
            if window.afterwards is not None:
                window.afterwards(registry)
                registry.connect()
                page = "accounts"
            elif window.left_damaged:
                registry = self.rescued(registry)
            elif window.signed_out:
                self._user, page = "", ""
                registry = self.sign_in(registry.folder)
            else:
                break
        if last is not None and not last.database.damaged:
            back_up_what_was_changed(last, self._preferences)
        return status

    def close(self) -> None:
        """Let go of what was held."""
        self._jobs.close()
        self._garbage.close()
        if self._instance is not None:
            self._instance.release()

    def sign_in(self, folder: Path) -> Registry | None:
        """The open registry; None where the person left, or another window has it and was raised."""
        while self._claim(folder):
            if (registry := self._without_asking(folder)) is not None:
                return registry
            dialog: StartDialog
            if exists(folder):
                dialog = SignInDialog(folder, self._jobs, self._user)
            else:
                from firereg.ui.dialogs.first_run import FirstRunDialog  # once in the life of a registry

                dialog = FirstRunDialog(folder, self._jobs)
            left = not dialog.exec()
            registry, folder = dialog.registry, dialog.folder
            dialog.deleteLater()
            if left:
                return None
            if registry is not None:
                if self._claim(folder):
                    return registry
                registry.close()
        return None

    def rescued(self, damaged: Registry) -> Registry | None:
        """The registry to go on with in place of a damaged one; None where the person left."""
        from firereg.ui.dialogs.rescue import RescueDialog  # seldom in the life of a registry

        dialog = RescueDialog(damaged.folder, damaged.user_name)
        left = not dialog.exec()
        registry, folder = dialog.registry, dialog.folder
        dialog.deleteLater()
        if left or not self._claim(folder):
            return None
        return registry or self.sign_in(folder)

    def _claim(self, folder: Path) -> bool:
        """Whether this process has the registry now; another one is let go."""
        instance = SingleInstance(folder)
        if self._instance is not None:
            if self._instance.name == instance.name:
                return True
            self._instance.release()
        self._instance = instance
        instance.wanted.connect(come_forward)
        return instance.claim()

    def _without_asking(self, folder: Path) -> Registry | None:
        """The registry, opened with the password of the environment; it serves once."""
        password, self._password = self._password, ""
        if not (self._user and password and exists(folder)):
            return None
        try:
            return open_registry(folder, self._user, password)
        except DamagedRegistryError:
            return None  # what can be done is said where the password is asked for


def back_up_what_was_changed(registry: Registry, preferences: Preferences) -> None:
    """Keep what was changed, with a small window in place of the large one, which can be left at any time."""
    from firereg.services import backups
    from firereg.ui.backup_keeper import BackupKeeper
    from firereg.ui.dialogs.closing_backup import ClosingBackup

    with registry.other_thread():
        wanted = backups.changed(registry)
    if wanted:
        dialog = ClosingBackup(BackupKeeper(registry, preferences))
        dialog.exec()
        dialog.deleteLater()


def come_forward() -> None:
    """Show the window, or the dialog in front of it, to somebody who started the program again."""
    window = QApplication.activeModalWidget() or next(
        (one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()), None
    )
    if window is not None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
