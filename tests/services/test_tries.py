"""Wrong passwords and the wait they cost."""

import json
import math
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.errors import NotAllowedError, RegistryError, TooManyTriesError
from firereg.services import journal, tries
from firereg.services.opening import check_password, create, open_registry
from firereg.services.recovery import reset_password
from firereg.store import database as store
from firereg.store import sealing
from tests.services.account_child import CHEAP
from tests.small_ward import PASSWORD, USER, Clock

NAME = "somebody"


class WrongPasswordError(NotAllowedError):
    """A wrong password."""


@pytest.fixture(scope="module", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """New slots take as little time as the format allows: it is not Argon2 that is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", CHEAP)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    opened, code = create(
        tmp_path_factory.mktemp("r") / "r", user=USER, full_name="x", password=PASSWORD, clock=Clock()
    )
    opened.close()
    return opened.folder, code


@pytest.fixture
def folder(made, tmp_path) -> Path:
    shutil.copytree(made[0], tmp_path / "r")
    return tmp_path / "r"


def fail(folder: Path, clock: Clock, name: str = NAME) -> None:
    with pytest.raises(WrongPasswordError), tries.counted(folder, name, clock):
        raise WrongPasswordError


def wait(folder: Path, clock: Clock, name: str = NAME) -> int:
    """The seconds to wait now; 0 where one may try, which is not counted."""
    try:
        with tries.counted(folder, name, clock):
            raise RegistryError("nothing was tried")
    except TooManyTriesError as early:
        return early.wait_seconds
    except RegistryError:
        return 0


def test_each_wrong_try_after_the_first_costs_twice_the_wait(tmp_path):
    clock, waits = Clock(), []
    for _i in range(16):
        fail(tmp_path, clock)
        waits.append(wait(tmp_path, clock))
        clock.now += timedelta(seconds=waits[-1])
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]
    assert tries.wait_after(10**9) == tries.LONGEST


def test_the_wait_goes_by(tmp_path):
    clock = Clock()
    for _i in range(tries.FREE):
        fail(tmp_path, clock)
    for _i in range(3):
        fail(tmp_path, clock)
        clock.now += timedelta(seconds=8)
    fail(tmp_path, clock)
    assert wait(tmp_path, clock) == 16
    clock.now += timedelta(seconds=15.5)
    assert wait(tmp_path, clock) == 1
    clock.now += timedelta(seconds=0.5)
    assert wait(tmp_path, clock) == 0


def test_what_comes_too_early_is_not_tried_and_not_counted(tmp_path):
    clock = Clock()
    for _i in range(tries.FREE + 1):
        fail(tmp_path, clock)
    for _i in range(5):
        with pytest.raises(TooManyTriesError, match="2 seconds"), tries.counted(tmp_path, NAME, clock):
            pytest.fail("this must not be tried")
    assert wait(tmp_path, clock) == 2


def test_the_sentence_says_how_long(tmp_path):
    clock = Clock()
    for _i in range(10):
        fail(tmp_path, clock)
        clock.now += timedelta(seconds=wait(tmp_path, clock))
    fail(tmp_path, clock)
    sentence = r"^Too many wrong tries\. Try again in 5 minutes\.$"
    with pytest.raises(TooManyTriesError, match=sentence), tries.counted(tmp_path, NAME, clock):
        pass


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(back=st.integers(1, 10**8), wrong=st.integers(tries.FREE + 1, 20))
def test_a_clock_set_back_does_not_shorten_the_wait(back, wrong, tmp_path):
    clock = Clock()
    path = tmp_path / tries.FILE
    path.write_text(json.dumps({"format": 1, "tries": {NAME: [wrong, clock().timestamp()]}}))
    clock.now -= timedelta(seconds=back)
    whole = tries.wait_after(wrong)
    assert wait(tmp_path, clock) == whole
    clock.now += timedelta(seconds=whole - 1)
    assert wait(tmp_path, clock) == 1
    clock.now += timedelta(seconds=1)
    assert wait(tmp_path, clock) == 0


def test_another_problem_is_no_try(tmp_path):
    for _i in range(10):
        with pytest.raises(RegistryError), tries.counted(tmp_path, NAME, Clock()):
            raise RegistryError("the disk is full")
    with tries.counted(tmp_path, NAME, Clock()) as wrong:
        assert wrong == 0


def test_a_try_that_was_killed_counts(tmp_path):
    with pytest.raises(KeyboardInterrupt), tries.counted(tmp_path, NAME, Clock()):
        raise KeyboardInterrupt
    with tries.counted(tmp_path, NAME, Clock()) as wrong:
        assert wrong == 1


DAMAGED = (
    "",
    "{",
    "[]",
    "null",
    '{"tries": 7}',
    '{"tries": {"a": [1]}}',
    '{"tries": {"a": ["x", 1]}}',
    '{"tries": {"a": [-1, 0]}}',
    '{"tries": {"a": [1, NaN]}}',
    '{"tries": {"a": [1, 1e999]}}',
    '{"tries": {"a": [1, {}]}}',
    "[" * 100_000,
    " " * 2_000_000,
    "\0\0\0",
)


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: repr(content[:30]))
def test_a_damaged_file_locks_nobody_out_and_gives_nothing_away(content, tmp_path):
    (tmp_path / tries.FILE).write_text(content)
    assert wait(tmp_path, Clock()) == 0
    (tmp_path / tries.FILE).write_text(content)
    fail(tmp_path, Clock())
    assert wait(tmp_path, Clock()) == 2  # no free ones


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the rights of a folder hold for us here")
def test_a_folder_that_is_read_only_counts_too(tmp_path):
    tmp_path.chmod(0o500)
    check_it_counts_unwritten(tmp_path)
    tmp_path.chmod(0o700)


def test_a_file_that_cannot_be_written_counts_too(tmp_path):
    (tmp_path / tries.FILE).mkdir()
    check_it_counts_unwritten(tmp_path)


def check_it_counts_unwritten(folder: Path) -> None:
    clock = Clock()
    for _i in range(tries.FREE + 2):
        fail(folder, clock)
        clock.now += timedelta(seconds=2)
    assert wait(folder, clock) == 2
    clock.now += timedelta(seconds=2)
    with tries.counted(folder, NAME, clock) as wrong:
        assert wrong == tries.FREE + 2
    assert wait(folder, clock) == 0


class TestSigningIn:
    def refused(self, folder, user, password, clock, problem=NotAllowedError):
        with pytest.raises(NotAllowedError) as error:
            open_registry(folder, user, password, clock)
        assert type(error.value) is problem

    def test_the_right_password_has_to_wait_too_and_is_told_what_was_tried(self, folder):
        clock = Clock()
        for _i in range(tries.FREE + 1):
            self.refused(folder, USER, "wrong", clock)
        self.refused(folder, USER, PASSWORD, clock, TooManyTriesError)
        clock.now += timedelta(seconds=2)
        opened = open_registry(folder, USER, PASSWORD, clock)
        newest, before = journal.entries()[:2]
        assert (before.action, newest.action) == ("sign_in", "sign_in.wrong_tries")
        assert newest.detail == {"count": tries.FREE + 1}
        opened.close()
        open_registry(folder, USER, PASSWORD, clock).close()
        assert not (folder / tries.FILE).exists()

    def test_it_is_refused_without_the_costly_work(self, folder, monkeypatch):
        for _i in range(tries.FREE + 1):
            self.refused(folder, USER, "wrong", Clock())
        monkeypatch.setattr(sealing, "stretched", lambda *_arguments: pytest.fail("a password was stretched"))
        self.refused(folder, USER, PASSWORD, Clock(), TooManyTriesError)

    def test_names_that_nobody_has_share_one_wait(self, folder):
        for name in ("a", "b", "c", "d"):
            self.refused(folder, name, "wrong", Clock())
        self.refused(folder, "e", "wrong", Clock(), TooManyTriesError)
        open_registry(folder, USER, PASSWORD, Clock()).close()

    def test_unlocking_waits_with_signing_in(self, folder):
        clock = Clock()
        opened = open_registry(folder, USER, PASSWORD, clock)
        for _i in range(tries.FREE + 1):
            with pytest.raises(NotAllowedError):
                check_password(opened, "wrong")
        self.refused(folder, USER, PASSWORD, clock, TooManyTriesError)
        with pytest.raises(TooManyTriesError):
            check_password(opened, PASSWORD)
        clock.now += timedelta(seconds=2)
        check_password(opened, PASSWORD)
        assert journal.entries()[0].detail == {"count": tries.FREE + 1}
        opened.close()

    def test_the_recovery_code_has_its_own_wait_and_ends_that_of_the_account(self, folder, made):
        clock = Clock()
        for _i in range(tries.FREE + 1):
            self.refused(folder, USER, "wrong", clock)
            with pytest.raises(NotAllowedError):
                reset_password(folder, USER, "AAAAA", "bến Bính sáng sớm", clock)
        with pytest.raises(TooManyTriesError):
            reset_password(folder, USER, made[1], "bến Bính sáng sớm", clock)
        clock.now += timedelta(seconds=1)
        with pytest.raises(TooManyTriesError):
            reset_password(folder, USER, made[1], "bến Bính sáng sớm", clock)
        clock.now += timedelta(seconds=1)
        opened, _code = reset_password(folder, USER, made[1], "bến Bính sáng sớm", clock)
        assert journal.entries()[0].detail == {"wrong_tries": tries.FREE + 1}
        check_password(opened, "bến Bính sáng sớm")
        opened.close()

    def test_the_file_names_nobody(self, folder):
        self.refused(folder, USER, "wrong", Clock())
        self.refused(folder, "nobody here", "wrong", Clock())
        kept = json.loads((folder / tries.FILE).read_text())
        assert len(kept["tries"]) == 2
        assert all(len(name) == 32 and int(name, 16) for name in kept["tries"])
        assert math.isclose(max(last for _n, last in kept["tries"].values()), Clock()().timestamp())


def test_every_sign_in_is_told_even_where_nothing_could_be_written(folder, monkeypatch):
    monkeypatch.setitem(store._PRAGMAS, "busy_timeout", 50)
    blocker = open_registry(folder, USER, PASSWORD, Clock())
    with blocker.transaction():
        opened = open_registry(folder, USER, PASSWORD, Clock())
        assert [action for action, _detail in opened.owed] == ["sign_in"]
    with opened.transaction():
        journal.append(opened, "setting.change", "x")
    assert [entry.action for entry in journal.entries()] == ["setting.change", "sign_in", "sign_in"]
    assert opened.owed == []
    opened.close()
    blocker.close()
