"""A form beside a list: the keys go from field to field and then to its buttons."""

import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from firereg.ui.desk import Desk
from firereg.ui.pages.checks.fault_forms import AssignForm


def shown(desk: Desk, qtbot: QtBot) -> AssignForm:
    form = AssignForm(desk)
    desk.window.layout().addWidget(form)
    desk.window.show()
    qtbot.waitExposed(desk.window)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    return form


def test_the_buttons_come_after_the_last_field(desk: Desk, qtbot: QtBot) -> None:
    form = shown(desk, qtbot)
    form.responsible.setFocus()
    for field in (form.due_on, form.save_button, form.close_button):
        qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
        assert field.hasFocus()


def test_the_window_belongs_to_nobody_once_a_form_was_shown(desk: Desk, qtbot: QtBot) -> None:
    """Else what Qt has made in it is lost to Python as soon as some other widget is deleted."""
    shown(desk, qtbot)
    assert "\nparent" not in shiboken6.dump(desk.window)
