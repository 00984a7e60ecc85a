"""user: accounts and keys by commands."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firereg.services import tries
from firereg.services.key_file import KEY_FILE
from firereg.services.opening import open_registry
from firereg.services.recovery import reset_password
from firereg.store import sealing
from firereg.store.keyslots import KeySlots
from tests.cli.conftest import Done
from tests.services.account_child import CHEAP, NEW
from tests.small_ward import PASSWORD, USER

MAI = "chiều trên bến Bính"
Run = Callable[..., Done]


@pytest.fixture(scope="module", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """New slots take as little time as the format allows: it is not Argon2 that is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", CHEAP)
        yield


@pytest.fixture
def new_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password that the commands set."""
    monkeypatch.setenv("FIREREG_NEW_PASSWORD", MAI)


@pytest.fixture
def staffed(folder: Path, run: Run, new_password: None) -> Path:
    """The registry of `folder`, where a clerk Mai signs in too."""
    assert run("user", "add", "Mai", "--full-name", "Trần Mai").status == 0
    return folder


def opens(folder: Path, name: str, password: str) -> bool:
    try:
        open_registry(folder, name, password).close()
    except Exception:
        return False
    return True


def test_an_account_from_its_beginning_to_its_end(staffed, run, monkeypatch):
    rows = json.loads(run("user", "list", "--json").out)
    assert [(row["name"], row["role"], row["active"], row["has_way_in"]) for row in rows] == [
        ("lan", "admin", True, True),
        ("mai", "clerk", True, True),
    ]
    assert rows[0]["last_sign_in"].endswith("Z")
    assert rows[1]["last_sign_in"] is None
    monkeypatch.setenv("FIREREG_NEW_PASSWORD", NEW)
    assert json.loads(run("user", "password", "MAI", "--json").out) == {"name": "mai"}
    assert (opens(staffed, "mai", MAI), opens(staffed, "mai", NEW)) == (False, True)
    done = run("user", "disable", "mai", "--json")
    assert json.loads(done.out)["has_way_in"] is False
    assert "user key" in done.err
    assert not opens(staffed, "mai", NEW)
    assert "Disabled" in run("user", "list").out
    assert run("user", "enable", "mai").status == 0
    assert opens(staffed, "mai", NEW)


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        (("add", "Lan", "--full-name", "x"), 3, "There is an account lan already"),
        (("add", "ha", "--full-name", " "), 3, "--full-name: "),
        (("add", "x" * 65, "--full-name", "x"), 3, "The name to sign in with is too long"),
        (("add", "ha", "--full-name", "x", "--role", "boss"), 2, "boss"),
        (("add", "ha"), 2, "--full-name"),
        (("disable", "lan"), 3, "your own account"),
        (("disable", "nobody"), 3, "There is no account nobody"),
        (("enable", "nobody"), 3, "There is no account nobody"),
        (("password", "nobody"), 3, "There is no account nobody"),
        ((), 2, ""),
    ],
)
@pytest.mark.usefixtures("new_password")
def test_what_cannot_be_is_told(argv, status, said, folder, run):
    before = (folder / KEY_FILE).read_bytes()
    done = run("user", *argv)
    assert (done.status, done.out) == (status, "")
    assert said in done.err
    assert "--name" not in done.err
    assert (folder / KEY_FILE).read_bytes() == before


def test_an_easy_password_is_refused(folder, run, monkeypatch):
    monkeypatch.setenv("FIREREG_NEW_PASSWORD", "matkhau123")
    done = run("user", "add", "ha", "--full-name", "Hà")
    assert (done.status, "easily guessed" in done.err) == (3, True)


def test_without_a_new_password_and_a_terminal_it_ends_with_4(folder, run):
    done = run("user", "password", "lan")
    assert (done.status, "FIREREG_NEW_PASSWORD" in done.err) == (4, True)


def test_a_clerk_changes_his_own_password_only(staffed, run, monkeypatch):
    monkeypatch.setenv("FIREREG_USER", "mai")
    monkeypatch.setenv("FIREREG_PASSWORD", MAI)
    monkeypatch.setenv("FIREREG_NEW_PASSWORD", NEW)
    for argv in (("list",), ("password", "lan"), ("disable", "lan"), ("key",), ("recovery-code",)):
        assert run("user", *argv).status == 4
    assert run("user", "password", "mai").status == 0
    assert opens(staffed, "mai", NEW)
    assert opens(staffed, USER, PASSWORD)


def test_a_new_recovery_code_and_a_new_key(staffed, run):
    code = json.loads(run("user", "recovery-code", "--json").out)["recovery_code"]
    before = KeySlots.load(staffed / KEY_FILE)
    assert json.loads(run("user", "key", "--dry-run", "--json").out) == {"lost": []}
    assert KeySlots.load(staffed / KEY_FILE) == before
    done = run("user", "key", "--json")
    assert json.loads(done.out) == {"lost": [], "recovery_code": None}
    assert "Backups made before" in done.err
    assert opens(staffed, "mai", MAI)
    again, _code = reset_password(staffed, USER, code, NEW)
    again.close()


def test_wrong_passwords_cost_a_wait_from_process_to_process(folder, run, monkeypatch):
    monkeypatch.setenv("FIREREG_PASSWORD", "wrong")
    for _i in range(tries.FREE + 1):
        assert "is wrong" in run("check").err
    done = run("check")
    assert (done.status, "Try again in" in done.err) == (4, True)
