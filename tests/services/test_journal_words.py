from datetime import datetime

import pytest

from firereg.services import journal, journal_words
from firereg.services.journal import JournalRow


@pytest.mark.usefixtures("demo_registry")
def test_each_field_of_a_whole_ward_has_words() -> None:
    told = [
        (name, value, entry.detail)
        for entry in journal.entries()
        for name, value in journal_words.facts(_row(entry.detail), {})
    ]
    assert told
    assert not [name for name, _value, detail in told if name in detail]
    assert not [value for _name, value, _detail in told if "{" in value]


def _row(detail: dict) -> JournalRow:
    return JournalRow(1, datetime(2026, 1, 1), "lan", "x", "y", detail)


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ({"weekdays": "0,6"}, ("Weekdays", "Mon, Sun")),
        ({"weekdays": ["0,6", "6"]}, ("Weekdays", "Mon, Sun → Sun")),
        ({"role": ["viewer", "clerk"]}, ("Role", "view only → clerk")),
        ({"lost": ["hoa", "mai"]}, ("Lost their way in", "hoa, mai")),
        (
            {
                "criteria": '{"categories": ["near_poor"], "groups": [2], "without_extinguisher": true,'
                ' "not_helped_since": null}'
            },
            ("For whom", "Near-poor; Group 2; without an extinguisher"),
        ),
    ],
)
def test_what_was_set_is_told_as_the_window_says_it(detail: dict, told: tuple[str, str]) -> None:
    assert journal_words.facts(_row(detail), {2: "Group 2"}) == [told]
