"""The window: the way between the pages at the left, one search on top, the page, and the line at the foot."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QSize, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from firereg.domain.labels import role_label
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import alerts, find, overdue, settings
from firereg.services.registry import Registry
from firereg.services.weekly_check import Checked
from firereg.ui.curtain import Curtain
from firereg.ui.desk import Act, Desk
from firereg.ui.dialogs.check_result import CheckDialog
from firereg.ui.dialogs.damage import DamageNotice
from firereg.ui.dialogs.help import HelpDialog, KeysDialog
from firereg.ui.icons import app_icon, icon
from firereg.ui.jobs import JobRunner
from firereg.ui.lock_screen import IdleWatch, LockScreen
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.by_name import PAGE_NAMES, make_page, page_class
from firereg.ui.session_watch import SessionWatch
from firereg.ui.surroundings import Surroundings
from firereg.ui.widgets.parts import button, label
from firereg.ui.widgets.sidebar import Sidebar
from firereg.ui.widgets.suggestions import SearchBox, Suggestion
from firereg.ui.widgets.toast import Toast

_FOUND_OF_EACH = 5
_NARROW = 1000
_BRING_IN = 1_000  # milliseconds after the window has opened
_BETWEEN = 20  # what was typed or clicked meanwhile comes first
_FOOT = 28  # a passing notice with its button lies here and covers nothing else
_ICONS = {"households": "house", "extinguishers": "fire-extinguisher", "handovers": "handshake"}


class _Pages(dict[str, DeskPage]):
    """The pages by name, each made when it is first asked for: the window opens with one of them."""

    def __init__(self, make: Callable[[str], DeskPage]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> DeskPage:
        self[name] = self._make(name)
        return self[name]


class MainWindow(QMainWindow):
    """The desk on one open registry; closing it lets the registry go.

    `signed_out` tells then whether somebody else wants to sign in, `afterwards` what is to be done before it comes
    back for the same user.
    """

    signed_out = False
    left_damaged = False
    afterwards: Callable[[Registry], object] | None = None

    def __init__(self, registry: Registry, preferences: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("firereg")
        self.setWindowIcon(app_icon())
        self._settings = preferences
        self.desk = Desk(registry, preferences, self)
        self.surroundings = Surroundings(self.desk)
        self.search = SearchBox(_("Find a household, serial number, receipt…") + "  (Ctrl+K)")
        self.sidebar = Sidebar("firereg")
        self.pages = _Pages(self._make_page)
        self._stack = QStackedWidget()
        self._foot = label("", "muted", wrap=True)  # it must not make the window wider than the screen
        self._whole = QStackedWidget()
        self._unlocking = JobRunner(self)  # of its own: an import under way must not keep its clerk out
        self._lock_screen = LockScreen(registry, self._unlocking)
        self._curtain, self._session = Curtain(self), SessionWatch(self)
        self._to_say: tuple[str, str, Act | None] | None = None
        self._add_pages()
        self._build()
        self.toast = Toast(self)
        self._add_actions()
        self._connect()
        self._restore_place()
        self.show_page("overview")
        QTimer.singleShot(_BRING_IN, self, self._bring_in)
        QTimer.singleShot(0, self, self._session.begin)

    def page_names(self) -> list[str]:
        """The names of all pages, in the order of the sidebar."""
        return list(PAGE_NAMES)

    def show_page(self, name: str, target: Any = None) -> None:
        """Show a page with fresh rows, and on it what `target` asks for; nothing where the user has no right to it."""
        if not self.desk.may(page_class(name).right):
            return
        page = self.pages[name]
        self._stack.setCurrentWidget(page)
        self.sidebar.select(page.stands_under or name)
        self._page_menu.clear()
        self._page_menu.addActions(page.actions_of_page)
        self._page_menu.menuAction().setVisible(any(one.isVisible() for one in page.actions_of_page))
        self.desk.attempt(page.refresh)
        page.setFocus()
        if target is not None:
            self.desk.attempt(lambda: page.show_target(target))

    @property
    def locked(self) -> bool:
        """Whether the password is asked for."""
        return self._whole.currentWidget() is self._lock_screen

    def lock(self) -> None:
        """Cover everything until the password is given again; what is half entered stays."""
        if self.locked:
            return
        for action in self.findChildren(QAction):
            action.setProperty("was_enabled", action.isEnabled())
            action.setEnabled(False)
        self.menuBar().hide()
        self.toast.hide()
        self._whole.setCurrentWidget(self._lock_screen)
        self._curtain.draw()
        self._lock_screen.begin()

    def unlock(self) -> None:
        """Show the desk again as it was."""
        for action in self.findChildren(QAction):
            action.setEnabled(bool(action.property("was_enabled")))
        self.menuBar().show()
        self._whole.setCurrentIndex(0)
        at = self._stack.focusWidget() or self._stack.currentWidget()
        if at is not None:
            at.setFocus()
        self._curtain.open()
        if self._to_say is not None:
            self.toast.say(*self._to_say)
            self._to_say = None

    def sign_out(self) -> None:
        """Close for somebody else to sign in; what is half entered waits for whoever entered it."""
        self.signed_out = True
        self.close()

    def leave_damaged(self) -> None:
        """Close for what can be done about a registry that is damaged."""
        self.left_damaged = True
        self.close()

    def close_for(self, act: Callable[[Registry], object]) -> None:
        """Close until `act` is done with the registry."""
        self.afterwards = act
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen (1366 pixels at 150 %) the names beside the icons make way."""
        super().resizeEvent(event)
        self.sidebar.set_compact(self.width() < _NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place on the screen, end the work, let the registry go."""
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._session.close()
        self._curtain.take_down()
        self.desk.closing.emit()
        for jobs in (self.desk.backups, self.desk.jobs, self._unlocking):
            jobs.close()
        self.desk.registry.close()
        super().closeEvent(event)

    def _add_pages(self) -> None:
        for name, title, icon_name in (
            ("overview", _("Overview"), "layout-dashboard"),
            ("households", _("Households"), "house"),
            ("extinguishers", _("Extinguishers"), "fire-extinguisher"),
            ("handovers", _("Handovers"), "handshake"),
            ("inspections", _("Checks"), "clipboard-check"),
            ("support", _("Support"), "hand-helping"),
            ("programmes", _("Programmes"), "megaphone"),
            ("reports", _("Reports"), "chart-column"),
            ("settings", _("Settings"), "settings"),
        ):
            self.sidebar.add_page(name, title, icon_name)

    def _bring_in(self, names: Sequence[str] = PAGE_NAMES) -> None:
        """Load the other pages one by one while nobody waits, so that the first look at one is quick too.

        Those with a place of their own in the sidebar are made as well.
        """
        if self.isHidden() or self.locked:  # what is made now would not know that it is locked
            QTimer.singleShot(_BRING_IN, self, lambda: self._bring_in(names))
            return
        kind = page_class(names[0])
        if not kind.stands_under and self.desk.may(kind.right):
            self.desk.attempt(lambda: self.pages[names[0]])
        if names[1:]:
            QTimer.singleShot(_BETWEEN, self, lambda: self._bring_in(names[1:]))

    def _make_page(self, name: str) -> DeskPage:
        page = make_page(name, self.desk)
        self._stack.addWidget(page)
        return page

    def _build(self) -> None:
        bar = QFrame()
        bar.setProperty("kind", "bar")
        top = QHBoxLayout(bar)
        top.setContentsMargins(16, 8, 16, 8)
        self.search.setMaximumWidth(460)
        top.addWidget(self.search, 1)
        top.addStretch(1)
        self._new = button(_("New handover"), lambda: self.desk.go("handovers", "new"), "plus", "primary")
        self._new.setToolTip(_("New handover") + " (Ctrl+N)")
        if self.desk.may(Right.RECORD):
            top.addWidget(self._new)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 2, 16, 6)
        self._foot.setMinimumHeight(_FOOT)
        foot.addWidget(self._foot, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(bar)
        right.addWidget(self._stack, 1)
        right.addLayout(foot)
        desk = QWidget()
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self._whole.addWidget(desk)
        self._whole.addWidget(self._lock_screen)
        self.setCentralWidget(self._whole)

    def _add_actions(self) -> None:
        work = self.menuBar().addMenu(_("Work"))
        self._page_menu = self.menuBar().addMenu(_("This page"))
        helping = self.menuBar().addMenu(_("Help"))
        record = Right.RECORD
        self._action(
            work, _("New handover"), "plus", "Ctrl+N", lambda: self.desk.go("handovers", "new"), right=record
        )
        self._action(work, _("Find"), "search", "Ctrl+K", self._focus_search)
        self._action(work, _("Undo"), "undo-2", "Ctrl+Z", self.desk.turning.undo, right=record)
        self._action(work, _("Redo"), "redo-2", "Ctrl+Y", self.desk.turning.redo, right=record)
        self._action(work, _("Fetch again"), "refresh-cw", "F5", self._refresh)
        work.addSeparator()
        lock = self._action(work, _("Lock"), "lock", "F12", self.lock)
        to_password = partial(self.desk.go, "accounts", "password")
        self._action(work, _("Change my password…"), "key-round", "", to_password)
        self._action(work, _("Another user…"), "users", "", self.sign_out)
        self._action(work, _("Quit"), "log-out", "Ctrl+Q", self.close)
        self._action(helping, _("Guide"), "circle-question-mark", "F1", lambda: HelpDialog(self).open())
        self._action(helping, _("Check of the registry…"), "clipboard-check", "", self._show_check)
        self._action(helping, _("Keys"), "keyboard", "Ctrl+/", self._show_keys)
        self.sidebar.add_action(lock, "lock")

    def _action(
        self, menu, text: str, icon_name: str, key: str, act, *, right: Right = Right.LOOK
    ) -> QAction:
        action = QAction(icon(icon_name), text, self)
        action.setShortcut(QKeySequence(key))
        action.setVisible(self.desk.may(right))
        if action.isVisible():
            action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        return action

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.show_page)
        self.search.searched.connect(self._find)
        self.search.opened.connect(self._open_found)
        self.desk.said.connect(self._say)
        self.desk.wanted.connect(self.show_page)
        self.desk.written.connect(self._written)
        self.desk.damaged.connect(self._tell_damage)
        self.desk.rescue_wanted.connect(self.leave_damaged)
        self._lock_screen.unlocked.connect(self.unlock)
        self._lock_screen.left.connect(self.sign_out)
        self.desk.sign_in_wanted.connect(self.sign_out)
        self.desk.close_wanted.connect(self.close_for)
        self._idle = IdleWatch(settings.get("lock_after_minutes"), self)
        self._idle.idle.connect(self.lock)
        self._session.left.connect(self.lock)
        self._state = _("Nothing changed yet")
        self._tell_foot()
        self.desk.backups.changed.connect(self._tell_foot)
        self.surroundings.changed.connect(self._tell_foot)
        self.surroundings.day_changed.connect(self._look_again)
        self.desk.checks.checked.connect(self._tell_check)
        self.desk.backups.failed.connect(self.desk.say)
        self._count_overdue()

    def _tell_check(self, checked: Checked) -> None:
        self._tell_foot()
        if checked.problems and not self.desk.registry.database.damaged:
            self.desk.say(self.desk.checks.sentence(), _("What to do…"), self._show_check)

    def _show_check(self) -> None:
        CheckDialog(self, self.desk.checks).open()

    def _tell_damage(self) -> None:
        notice = DamageNotice(self)
        notice.accepted.connect(self.leave_damaged)
        notice.open()

    def _say(self, sentence: str, action: str, on_action: Act | None) -> None:
        """What is said while the desk is locked may name somebody: it waits."""
        if self.locked:
            self._to_say = (sentence, action, on_action)
        else:
            self.toast.say(sentence, action, on_action)

    def _find(self, text: str) -> None:
        kinds = {
            "households": _("Households"),
            "extinguishers": _("Extinguishers"),
            "handovers": _("Handovers"),
        }
        found = find.find(self.desk.registry, text, limit=_FOUND_OF_EACH) if text.strip() else []
        self.search.show_results(
            [Suggestion(f.title, f.detail, f, _ICONS[f.kind], kinds[f.kind]) for f in found]
        )

    def _open_found(self, suggestion: Suggestion) -> None:
        self.search.clear()
        self.show_page(suggestion.payload.kind, suggestion.payload.id)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _refresh(self) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, DeskPage):
            self.desk.attempt(page.refresh)

    def _look_again(self) -> None:
        self._refresh()
        self._count_overdue()
        self._tell_foot()

    def _written(self) -> None:
        self._idle.set_minutes(settings.get("lock_after_minutes"))
        self._state = _("Saved at {time}").format(time=f"{self.desk.registry.clock():%H:%M}")
        self._look_again()

    def _tell_foot(self) -> None:
        registry = self.desk.registry
        who = f"{registry.full_name} ({role_label(registry.role)})"
        state = self.surroundings.words or self._state
        told = (state, self.desk.backups.sentence(), self.desk.checks.sentence(), who)
        self._foot.setText(" · ".join(told))

    def _count_overdue(self) -> None:
        today = self.desk.registry.today()
        counts = overdue.overdue_counts(today)
        self.sidebar.set_badge("inspections", sum(counts.values()))
        self.sidebar.set_badge("programmes", alerts.late(today))

    def _show_keys(self) -> None:
        actions = [*self.findChildren(QAction)]
        KeysDialog(
            self,
            [
                (a.text(), a.shortcut().toString())
                for a in actions
                if a.isVisible() and not a.shortcut().isEmpty()
            ],
        ).open()

    def _restore_place(self) -> None:
        """Where the window was, if that place is still on a screen."""
        room = self.screen().availableSize() - QSize(16, 48)  # the frame and the title bar are around it
        self.resize(QSize(1280, 720).boundedTo(room))
        geometry = self._settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        screens = QGuiApplication.screens()
        if not any(screen.availableGeometry().intersects(self.frameGeometry()) for screen in screens):
            self.move(screens[0].availableGeometry().topLeft())
