import pytest

from firereg.errors import BadInputError, NotAllowedError, RegistryError
from firereg.services import journal, recovery
from firereg.services.key_file import KEY_FILE
from firereg.services.opening import create, open_registry
from firereg.services.recovery import reset_password

OLD, NEW = "old password", "new password"


@pytest.fixture
def lost(tmp_path):
    """A registry whose password nobody knows any more: its folder and its recovery code."""
    registry, code = create(tmp_path / "sổ", user="lan", full_name="Demo Clerk", password=OLD)
    registry.close()
    return registry.folder, code


def test_the_code_lets_the_user_in_with_a_new_password(lost):
    folder, code = lost
    registry, new_code = reset_password(folder, " Lan ", code.lower().replace("-", " "), NEW)
    assert (registry.user_name, journal.entries()[0].action) == ("lan", "password.reset")
    registry.close()
    with pytest.raises(NotAllowedError):
        open_registry(folder, "lan", OLD)
    open_registry(folder, "lan", NEW).close()
    assert new_code != code


def test_a_code_works_once(lost):
    folder, code = lost
    registry, new_code = reset_password(folder, "lan", code, NEW)
    registry.close()
    with pytest.raises(NotAllowedError):
        reset_password(folder, "lan", code, "another one")
    again, _code = reset_password(folder, "lan", new_code, "another one")
    again.close()


def test_of_two_at_once_one_gets_in(lost, monkeypatch):
    folder, code = lost
    opening = recovery.open_with_key

    def overtaken(*arguments):
        monkeypatch.setattr(recovery, "open_with_key", opening)
        faster, _code = reset_password(folder, "lan", code, NEW)
        faster.close()
        return opening(*arguments)

    monkeypatch.setattr(recovery, "open_with_key", overtaken)
    with pytest.raises(NotAllowedError, match="used meanwhile"):
        reset_password(folder, "lan", code, "another one")
    open_registry(folder, "lan", NEW).close()


@pytest.mark.parametrize(
    ("user", "right", "password", "problem"),
    [
        ("lan", False, NEW, NotAllowedError),
        ("nobody", True, NEW, NotAllowedError),
        ("lan", True, "short", BadInputError),
    ],
)
def test_what_is_refused_changes_nothing(lost, user, right, password, problem):
    folder, code = lost
    before = (folder / KEY_FILE).read_bytes()
    with pytest.raises(problem):
        reset_password(folder, user, code if right else "AAAAA-BBBBB", password)
    assert (folder / KEY_FILE).read_bytes() == before
    open_registry(folder, "lan", OLD).close()


def test_a_key_file_that_cannot_be_written_leaves_no_trace(lost):
    folder, code = lost
    (folder / "keys.new").mkdir()  # where the new key file would be written
    with pytest.raises(RegistryError, match="Nothing was changed"):
        reset_password(folder, "lan", code, NEW)
    registry = open_registry(folder, "lan", OLD)
    assert [entry.action for entry in journal.entries()] == ["sign_in"]
    registry.close()
