"""Accounts, their ways in, and the key of the registry; also where somebody is stopped between two files."""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from firereg.domain.roles import Role
from firereg.errors import BadInputError, ConflictError, NotAllowedError, RegistryError, TooManyTriesError
from firereg.services import accounts, health, journal, tries
from firereg.services.key_file import KEY_FILE
from firereg.services.opening import check_password, create, open_registry, open_with_key
from firereg.services.recovery import reset_password
from firereg.services.registry import Registry
from firereg.store import models as t
from firereg.store import sealing
from firereg.store.database import key_of
from firereg.store.keyslots import RECOVERY, KeySlots
from tests.services.account_child import CHEAP, NEW
from tests.small_ward import PASSWORD, USER, Clock, give, small_ward

ROOT = Path(__file__).resolve().parent.parent.parent
OLD_REGISTRY = ROOT / "tests" / "data" / "registries" / "version-2"
MAI = "chiều trên bến Bính"
OURS = {"integrity", "encryption", "journal", "key_slot"}


@pytest.fixture(scope="module", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """New slots take as little time as the format allows: it is not Argon2 that is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", CHEAP)
        yield


@pytest.fixture(scope="module")
def staffed_ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ward") / "registry"
    made = small_ward(folder, Clock())
    accounts.add(made, PASSWORD, "mai", "Trần Mai", Role.CLERK, MAI)
    made.close()
    return folder


@pytest.fixture
def staffed(staffed_ward: Path, tmp_path: Path) -> Iterator[Registry]:
    """The small ward, where a clerk Mai signs in too."""
    shutil.copytree(staffed_ward, tmp_path / "registry")
    opened = open_registry(tmp_path / "registry", USER, PASSWORD, Clock())
    yield opened
    opened.close()


def wrong(registry: Registry) -> list[health.Problem]:
    """What the check finds of all that accounts and keys have to do with."""
    return [problem for problem in health.check(registry) if problem.kind in OURS]


def slots_of(registry: Registry) -> KeySlots:
    return KeySlots.load(registry.folder / KEY_FILE)


def account(registry: Registry, name: str) -> accounts.AccountRow:
    return next(row for row in accounts.accounts(registry) if row.name == name)


def opens(folder: Path, name: str, password: str) -> bool:
    try:
        open_registry(folder, name, password, Clock()).close()
    except NotAllowedError:
        return False
    return True


def actions(limit: int) -> list[str]:
    return [entry.action for entry in journal.entries(limit=limit)]


class TestAccounts:
    def test_a_new_account_signs_in(self, staffed):
        made = accounts.add(staffed, PASSWORD, " Hà ", "Lê  Hà", Role.VIEWER, MAI)
        assert made == accounts.AccountRow("hà", "Lê Hà", Role.VIEWER, True, True, None)
        assert actions(1) == ["account.add"]
        staffed.close()
        with_her = open_registry(staffed.folder, "HÀ", MAI, Clock())
        assert (with_her.role, with_her.full_name) == (Role.VIEWER, "Lê Hà")
        with_her.close()
        again = open_registry(staffed.folder, USER, PASSWORD, Clock())
        assert account(again, "hà").last_sign_in == again.now()
        assert account(again, "mai").last_sign_in is None
        again.close()

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"my_password": "wrong"}, NotAllowedError),
            ({"name": " LAN "}, ConflictError),
            ({"name": " "}, BadInputError),
            ({"name": "x" * 65}, BadInputError),
            ({"full_name": ""}, BadInputError),
            ({"password": "matkhau123"}, BadInputError),
            ({"password": "lechan2023"}, BadInputError),
        ],
    )
    def test_what_is_refused_leaves_nothing(self, change, problem, staffed):
        wanted = {
            "my_password": PASSWORD,
            "name": "mai",
            "full_name": "Mai",
            "role": Role.CLERK,
            "password": MAI,
        }
        before = slots_of(staffed)
        with pytest.raises(problem):
            accounts.add(staffed, **wanted | change)
        assert slots_of(staffed) == before
        assert t.User.select().count() == 2

    def test_names_roles_and_passwords_change(self, staffed):
        accounts.rename(staffed, "mai", "Trần Thị Mai")
        accounts.change_role(staffed, "mai", Role.ADMIN)
        accounts.set_password(staffed, PASSWORD, "mai", NEW)
        assert actions(3) == ["account.password", "account.role", "account.rename"]
        row = account(staffed, "mai")
        assert (row.full_name, row.role) == ("Trần Thị Mai", Role.ADMIN)
        staffed.close()
        assert not opens(staffed.folder, "mai", MAI)
        assert opens(staffed.folder, "mai", NEW)

    def test_what_is_so_already_is_no_change(self, staffed):
        before = journal.count()
        accounts.rename(staffed, "mai", "Trần Mai")
        accounts.change_role(staffed, "mai", Role.CLERK)
        assert journal.count() == before

    def test_a_disabled_account_has_no_slot_and_its_open_window_does_nothing_more(self, staffed):
        with_mai = Registry(**{**vars(staffed), "user_name": "mai", "user_id": 2, "role": Role.CLERK})
        give(with_mai, 1, "PC-0001")
        accounts.disable(staffed, "mai")
        assert not slots_of(staffed).has("mai")
        with pytest.raises(NotAllowedError, match="disabled"):
            give(with_mai, 1, "PC-0002")
        row = account(staffed, "mai")
        assert (row.active, row.has_way_in) == (False, False)
        assert not opens(staffed.folder, "mai", MAI)
        accounts.enable(staffed, PASSWORD, "mai", NEW)
        assert not opens(staffed.folder, "mai", MAI)
        assert opens(staffed.folder, "mai", NEW)

    def test_nobody_locks_the_registry(self, staffed):
        with pytest.raises(ConflictError, match="your own"):
            accounts.disable(staffed, USER)
        with pytest.raises(ConflictError, match="last administrator"):
            accounts.change_role(staffed, USER, Role.CLERK)
        accounts.change_role(staffed, "mai", Role.ADMIN)
        accounts.change_role(staffed, USER, Role.CLERK)
        with pytest.raises(NotAllowedError):
            accounts.change_role(staffed, "mai", Role.CLERK)

    def test_one_changes_ones_own_password_whatever_one_may(self, staffed):
        accounts.change_role(staffed, "mai", Role.VIEWER)
        staffed.close()
        with_mai = open_registry(staffed.folder, "mai", MAI, Clock())
        with pytest.raises(NotAllowedError):
            accounts.change_my_password(with_mai, "wrong", NEW)
        with pytest.raises(BadInputError):
            accounts.change_my_password(with_mai, MAI, "maimaimai")
        accounts.change_my_password(with_mai, MAI, NEW)
        check_password(with_mai, NEW)
        with pytest.raises(NotAllowedError):
            check_password(with_mai, MAI)
        with_mai.close()

    @pytest.mark.parametrize(
        "act",
        [
            accounts.accounts,
            lambda r: accounts.add(r, MAI, "ha", "Hà", Role.ADMIN, NEW),
            lambda r: accounts.change_role(r, "mai", Role.ADMIN),
            lambda r: accounts.rename(r, USER, "Ai đó"),
            lambda r: accounts.disable(r, USER),
            lambda r: accounts.enable(r, MAI, USER, NEW),
            lambda r: accounts.set_password(r, MAI, USER, NEW),
            lambda r: accounts.new_recovery_code(r, MAI),
            accounts.who_would_lose_access,
            lambda r: accounts.change_key(r, MAI),
        ],
    )
    def test_only_an_administrator_does_that(self, act, staffed):
        staffed.close()
        with_mai = open_registry(staffed.folder, "mai", MAI, Clock())
        before = slots_of(with_mai), journal.count()
        with pytest.raises(NotAllowedError, match="may not do this"):
            act(with_mai)
        assert (slots_of(with_mai), journal.count()) == before
        with_mai.close()

    def test_a_key_file_that_cannot_be_written_leaves_everything(self, staffed):
        (staffed.folder / "keys.new").mkdir()  # where the new key file would be written
        before = slots_of(staffed), journal.count()
        for act in (
            lambda: accounts.set_password(staffed, PASSWORD, "mai", NEW),
            lambda: accounts.disable(staffed, "mai"),
            lambda: accounts.add(staffed, PASSWORD, "ha", "Hà", Role.CLERK, NEW),
            lambda: accounts.new_recovery_code(staffed, PASSWORD),
            lambda: accounts.change_key(staffed, PASSWORD),
        ):
            with pytest.raises(RegistryError, match="Nothing was changed"):
                act()
        assert (slots_of(staffed), journal.count()) == before
        assert wrong(staffed) == []

    def test_a_new_password_forgives_the_wrong_tries(self, staffed):
        for _i in range(tries.FREE + 1):
            assert not opens(staffed.folder, "mai", "wrong")
        accounts.set_password(staffed, PASSWORD, "mai", NEW)
        assert opens(staffed.folder, "mai", NEW)


class TestRecoveryCode:
    def test_a_new_one_ends_the_old_one(self, tmp_path):
        registry, old = create(tmp_path / "r", user=USER, full_name="x", password=PASSWORD, clock=Clock())
        new = accounts.new_recovery_code(registry, PASSWORD)
        registry.close()
        with pytest.raises(NotAllowedError):
            reset_password(tmp_path / "r", USER, old, NEW, Clock())
        again, _code = reset_password(tmp_path / "r", USER, new, NEW, Clock())
        again.close()

    def test_without_one_the_check_says_so(self, staffed):
        slots = slots_of(staffed)
        del slots.slots[slots.slot_id(RECOVERY)]
        slots.save(staffed.folder / KEY_FILE)
        assert wrong(staffed) == [health.Problem("key_slot", 1, "recovery code")]


def test_a_slot_of_nobody_is_found(staffed):
    slots = slots_of(staffed)
    slots.set_password("ma", NEW, key_of(staffed.database))
    slots.save(staffed.folder / KEY_FILE)
    assert wrong(staffed) == [health.Problem("key_slot", 1, slots.slot_id("ma"))]
    assert not opens(staffed.folder, "ma", NEW)
    t.User.update(active=False).where(t.User.name == "mai").execute()
    assert [problem.count for problem in wrong(staffed)] == [2]
    assert not opens(staffed.folder, "mai", MAI)


class TestChangeOfTheKey:
    def test_a_slot_of_nobody_is_given_nothing(self, staffed):
        slots = slots_of(staffed)
        slots.set_password("ma", NEW, key_of(staffed.database))
        slots.save(staffed.folder / KEY_FILE)
        accounts.change_key(staffed, PASSWORD)
        assert not slots_of(staffed).has("ma")
        assert wrong(staffed) == []

    def test_everybody_comes_in_as_before_and_the_old_key_opens_nothing(self, staffed):
        old = key_of(staffed.database)
        assert accounts.change_key(staffed, PASSWORD) == ([], None)
        assert actions(2) == ["key.change", "key.begin"]
        give(staffed, 1, "PC-0001")
        assert key_of(staffed.database) != old
        assert wrong(staffed) == []
        assert staffed.database.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
        staffed.close()
        assert opens(staffed.folder, "mai", MAI)
        assert opens(staffed.folder, USER, PASSWORD)
        assert old.hex() not in (staffed.folder / KEY_FILE).read_text()
        with pytest.raises(RegistryError):
            open_with_key(staffed.folder, USER, old, Clock())

    def test_the_recovery_code_goes_on_working(self, tmp_path):
        registry, code = create(tmp_path / "r", user=USER, full_name="x", password=PASSWORD, clock=Clock())
        accounts.change_key(registry, PASSWORD)
        registry.close()
        again, _code = reset_password(tmp_path / "r", USER, code, NEW, Clock())
        again.close()

    def test_somebody_else_at_work_is_told(self, staffed):
        other = open_registry(staffed.folder, "mai", MAI, Clock())
        other.connect()
        before = slots_of(staffed), journal.count()
        with pytest.raises(ConflictError, match="Another window"):
            accounts.change_key(staffed, PASSWORD)
        assert (slots_of(staffed), journal.count()) == before
        give(other, 1, "PC-0001")
        other.close()
        staffed.database.bind(t.MODELS)
        give(staffed, 1, "PC-0002")
        accounts.change_key(staffed, PASSWORD)

    def test_slots_of_the_first_format_are_named_and_made_anew_at_sign_in(self, tmp_path):
        folder = tmp_path / "old"
        shutil.copytree(OLD_REGISTRY, folder)
        registry = open_registry(folder, USER, PASSWORD, Clock())
        key = key_of(registry.database)
        accounts.add(registry, PASSWORD, "mai", "Trần Mai", Role.CLERK, MAI)
        slots, old = slots_of(registry), KeySlots.load(OLD_REGISTRY / KEY_FILE)
        assert slots.takes_new_key(USER, key)  # made anew, as the password was known
        slots.slots[slots.slot_id("mai")] = old.slots[old.slot_id(USER)]  # as if of the first format
        slots.save(folder / KEY_FILE)
        assert accounts.who_would_lose_access(registry) == ["mai"]
        lost, code = accounts.change_key(registry, PASSWORD)
        assert lost == ["mai"]
        assert not account(registry, "mai").has_way_in
        accounts.set_password(registry, PASSWORD, "mai", NEW)
        registry.close()
        assert opens(folder, "mai", NEW)
        again, _code = reset_password(folder, USER, code or "", NEW, Clock())
        again.close()

    def test_a_key_file_that_cannot_be_renewed_lets_people_in_all_the_same(self, tmp_path):
        folder = tmp_path / "old"
        shutil.copytree(OLD_REGISTRY, folder)
        (folder / "keys.new").mkdir()
        open_registry(folder, USER, PASSWORD, Clock()).close()
        assert (folder / KEY_FILE).read_bytes() == (OLD_REGISTRY / KEY_FILE).read_bytes()


def killed(folder: Path, point: str, act: str, after: float | None = None) -> str:
    """What a child said that was killed at a point, or so many seconds after it began."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.services.account_child", str(folder), point, act],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    said = child.stdout.readline()
    if after is not None:
        time.sleep(after)
        child.kill()
    said += child.stdout.read()
    child.wait()
    child.stdout.close()
    return said


class TestKilled:
    """Accounts and key file agree after a kill: nobody has a way in that the accounts do not show."""

    @pytest.mark.parametrize("point", ["before the slots", "after the slots"])
    @pytest.mark.parametrize("act", ["add", "disable", "change_my_password"])
    def test_between_row_and_slot(self, act, point, staffed):
        folder, before = staffed.folder, journal.count()
        staffed.close()
        assert killed(folder, point, act) == "ready\n"
        mine = NEW if (act, point) == ("change_my_password", "after the slots") else PASSWORD
        again = open_registry(folder, USER, mine, Clock())
        assert wrong(again) == []
        told = journal.count() - before - 2  # less the two that signed in
        # Whatever came into force is told; a way in that is gone is seen in the accounts.
        assert told == (0 if act == "disable" else 1)
        if act == "disable":
            row = account(again, "mai")
            assert (row.active, row.has_way_in) == (True, point == "before the slots")
            accounts.disable(again, "mai")
            assert wrong(again) == []
        again.close()

    @pytest.mark.parametrize("point", ["after the slots", "after the pages"])
    def test_in_the_change_of_the_key(self, point, staffed):
        folder, old = staffed.folder, key_of(staffed.database)
        staffed.close()
        assert killed(folder, point, "change_key") == "ready\n"
        assert json.loads((folder / KEY_FILE).read_text())["changing_to"]
        again = open_registry(folder, "mai", MAI, Clock())
        assert (key_of(again.database) == old) == (point == "after the slots")
        assert slots_of(again).changing_to is None
        kept = "key.keep" if point == "after the slots" else "key.change"
        assert actions(3) == ["sign_in", kept, "key.begin"]
        assert wrong(again) == []
        again.close()
        assert opens(folder, USER, PASSWORD)

    def test_at_any_moment_of_the_change_of_the_key(self, staffed):
        chance = random.Random(20231019)
        folder = staffed.folder
        staffed.close()
        keys = set()
        for _i in range(4):
            killed(folder, "nowhere", "change_key", chance.uniform(0, 0.25))
            again = open_registry(folder, USER, PASSWORD, Clock())
            keys.add(key_of(again.database))
            assert wrong(again) == []
            again.close()
        assert opens(folder, "mai", MAI)


def test_the_first_tries_in_another_account_are_not_counted_here(staffed):
    for _i in range(tries.FREE + 1):
        assert not opens(staffed.folder, "mai", "wrong")
    with pytest.raises(TooManyTriesError):
        open_registry(staffed.folder, "mai", MAI, Clock())
    assert opens(staffed.folder, USER, PASSWORD)
