"""The wait after too many wrong tries, where it is waited for."""

import pytest
from pytestqt.qtbot import QtBot

from firereg.ui.widgets.parts import InlineMessage
from firereg.ui.widgets.wait import Wait, duration_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s"),
        (38, "38 s"),
        (59.5, "1 min"),
        (60, "1 min"),
        (252, "4 min 12 s"),
        (900, "15 min"),
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
    assert "2 s" in message.text()
    qtbot.waitUntil(lambda: "1 s" in message.text(), timeout=3_000)
    qtbot.waitUntil(lambda: not wait.running, timeout=3_000)
    assert (told, message.text()) == ([True, False], "")
