"""The wait after too many wrong tries, where it is waited for."""

import pytest
from pytestqt.qtbot import QtBot

from firereg.ui.widgets.parts import InlineMessage
from firereg.ui.widgets.wait import Wait, duration_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 seconds"),
        (38, "38 seconds"),
        (59.5, "1 minutes"),
        (60, "1 minutes"),
        (252, "4 minutes 12 seconds"),
        (900, "15 minutes"),
    ],
)
def test_a_begun_second_counts(seconds: float, words: str) -> None:
    assert duration_words(seconds) == words


def test_it_counts_down_and_ends(qtbot: QtBot) -> None:
    message = InlineMessage()
    qtbot.addWidget(message)
    wait, told = Wait(message), []
    wait.changed.connect(lambda: told.append(wait.running))
    wait.begin(0)
    assert (told, message.text()) == ([], "")
    wait.begin(1.6)
    assert "2 seconds" in message.text()
    qtbot.waitUntil(lambda: "1 seconds" in message.text(), timeout=3_000)
    qtbot.waitUntil(lambda: not wait.running, timeout=3_000)
    assert (told, message.text()) == ([True, False], "")
