import ast
from pathlib import Path

import firereg
from firereg.domain.labels import action_label
from firereg.domain.schedule import RecordKind


def journalled() -> set[str]:
    """Every action that some line of the program writes into the journal."""
    trees = (ast.parse(path.read_text("utf-8")) for path in Path(firereg.__file__).parent.rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        constant.value
        for call in calls
        if ast.unparse(call.func) in ("journal.append", "recording", "history.recording")
        for argument in call.args[1:2]
        for constant in ast.walk(argument)
        if isinstance(constant, ast.Constant) and "." in str(constant.value).strip(".")
    }


def test_every_action_of_the_journal_has_its_words():
    actions = journalled() | {
        f"extinguisher.{kind}" for kind in RecordKind if kind is not RecordKind.INSPECTION
    }
    assert len(actions) > 15
    assert {action for action in actions if action_label(action) == action} == set()


def test_an_action_of_a_newer_version_is_shown_as_it_is():
    assert action_label("attachment.add") == "attachment.add"
