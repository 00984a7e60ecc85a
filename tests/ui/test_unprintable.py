"""A letter that no paper can print is said while a handover is typed, and beneath its field when it is saved."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from firereg.services import handover_list, households
from firereg.services.registry import Registry
from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage
from firereg.ui.pages.handovers.handovers_page import HandoversPage
from tests.ui.conftest import words_of


def test_a_chinese_letter_is_said_while_it_is_typed(
    desk: Desk, registry: Registry, show: Callable[[DeskPage], None], qtbot: QtBot
) -> None:
    page = HandoversPage(desk)
    show(page)
    page.open_form(households.by_id(1, registry.today()))
    page.form.add_gift()
    page.form.fields.place.setText("漢字")
    qtbot.waitUntil(lambda: "漢字 (place) cannot be printed" in words_of(page.form))
    before = handover_list.count()
    page.form.ask_to_save(False)
    assert handover_list.count() == before
