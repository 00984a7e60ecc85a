"""Killed while passwords are set again, accounts changed, and the whole registry encrypted with another key."""

import random
from collections.abc import Callable
from pathlib import Path

from firereg.domain.roles import Role
from firereg.errors import NotAllowedError
from firereg.services import accounts, journal, recovery, tries
from firereg.services.key_file import KEY_FILE
from firereg.services.making import DATABASE_FILE
from firereg.services.opening import open_registry
from firereg.services.registry import Registry
from firereg.store import rekey
from firereg.store.keyslots import KeySlots
from firereg.store.models import User
from tests.small_ward import CASH, PASSWORD, USER, Clock, give
from tests.torture.grounds import Ground, build, cheap_passwords, left_half_done, refuse_unsound
from tests.torture.killing import Killed, Teller, Told

_OTHERS = ("mai", "hung", "thao")


class Passwords:
    """The password set again with the recovery code: the old way in works, or the new one, and never none."""

    name = "password set again"

    def __init__(self, folder: Path) -> None:
        self._ground = build(folder / "registry")
        self._secrets = {"password": PASSWORD, "code": ""}
        self._new_code()

    def work(self, teller: Teller, chance: random.Random) -> None:
        """Forgotten again and again."""
        secrets = dict(self._secrets)
        with cheap_passwords():
            while True:
                password = f"bến Bính chiều {chance.randrange(10**9)}"
                teller.begins("reset", password=password)
                registry, code = recovery.reset_password(
                    self._ground.folder, USER, secrets["code"], password, Clock()
                )
                teller.done("reset", password=password, code=code)
                secrets = {"password": password, "code": code}
                registry.close()

    def check(self, killed: Killed) -> None:
        """AssertionError where nothing opens, or a password opens that was replaced."""
        if killed.done:
            self._secrets = {name: killed.done[-1][name] for name in ("password", "code")}
        slots = KeySlots.load(self._ground.folder / KEY_FILE)
        ways = {
            "old": _opens(lambda: slots.open_with_password(USER, self._secrets["password"])),
            "code": _opens(lambda: slots.open_with_recovery_code(self._secrets["code"])),
            "new": killed.begun is not None
            and _opens(lambda: slots.open_with_password(USER, killed.begun["password"])),  # type: ignore[index]
        }
        assert ways in (
            {"old": True, "code": True, "new": False},
            {"old": False, "code": False, "new": True},
        ), ways
        with self._ground.opened() as registry:
            refuse_unsound(registry)
        if ways["new"]:
            assert killed.begun is not None
            self._secrets["password"] = killed.begun["password"]
            self._new_code()
        assert not left_half_done(self._ground.folder)
        # A try that is cut off counts as a wrong one; nobody is to wait for it here.
        (self._ground.folder / tries.FILE).unlink(missing_ok=True)

    def _new_code(self) -> None:
        """The code of a reset that was killed was never shown; the administrator makes another one."""
        slots = KeySlots.load(self._ground.folder / KEY_FILE)
        with cheap_passwords():
            self._secrets["code"] = slots.set_recovery_code(self._ground.key)
        slots.save(self._ground.folder / KEY_FILE)


class Accounts:
    """Accounts made, given passwords, disabled and enabled, and the database key changed in between.

    Whatever was acknowledged lets in, whatever was taken away does not, and the registry always opens.
    """

    name = "accounts and keys"

    def __init__(self, folder: Path) -> None:
        self._folder = build(folder / "registry").folder
        self._passwords: dict[str, str | None] = {}
        self._receipts = 0

    def work(self, teller: Teller, chance: random.Random) -> None:
        """An administrator's day."""
        with cheap_passwords():
            registry = open_registry(self._folder, USER, PASSWORD, Clock())
            while True:
                self._one_act(registry, teller, chance)

    def _one_act(self, registry: Registry, teller: Teller, chance: random.Random) -> None:
        name, password = chance.choice(_OTHERS), f"{chance.randrange(10**9)} xe đạp cũ"
        account = User.get_or_none(User.name == name)
        teller.begins("give")
        give(registry, 1, gifts=(CASH,))
        teller.done("give")
        if chance.random() < 0.5:
            teller.begins("change the key")
            accounts.change_key(registry, PASSWORD)
            teller.done("change the key")
        elif account is not None and account.active and chance.random() < 0.5:
            teller.begins("disable", name=name, password=None)
            accounts.disable(registry, name)
            teller.done("disable", name=name, password=None)
        else:
            teller.begins("password", name=name, password=password)
            if account is None:
                accounts.add(registry, PASSWORD, name, "Người Mẫu", Role.CLERK, password)
            elif account.active:
                accounts.set_password(registry, PASSWORD, name, password)
            else:
                accounts.enable(registry, PASSWORD, name, password)
            teller.done("password", name=name, password=password)

    def check(self, killed: Killed) -> None:
        """AssertionError where somebody is locked out or let in who must not be, or the registry does not open."""
        for told in killed.done:
            self._remember(told)
        begun = killed.begun or {}
        with self._ground().opened() as registry:
            refuse_unsound(registry)
            slots = KeySlots.load(self._folder / KEY_FILE)
            active = {row.name for row in User.select().where(User.active)}
            assert {name for name in _OTHERS if slots.has(name)} <= active
            receipts = journal.count(journal.JournalFilter(action="handover.record"))
        assert receipts - self._receipts in ((0, 1) if begun.get("act") == "give" else (0,))
        self._receipts = receipts
        for name in _OTHERS:
            if begun.get("name") != name:
                assert self._lets_in(slots, name, self._passwords.get(name)), name
            else:
                self._settle(slots, name, begun["password"])
        assert not left_half_done(self._folder)
        (self._folder / tries.FILE).unlink(missing_ok=True)

    def _ground(self) -> Ground:
        """The registry with the key that is in force, which the administrator's password gives."""
        keys = KeySlots.load(self._folder / KEY_FILE).open_with_password(USER, PASSWORD)
        return Ground(self._folder, rekey.fitting(self._folder / DATABASE_FILE, keys))

    def _remember(self, told: Told) -> None:
        if told["act"] == "give":
            self._receipts += 1
        elif "name" in told:
            self._passwords[told["name"]] = told["password"]

    def _lets_in(self, slots: KeySlots, name: str, password: str | None) -> bool:
        """Whether this and nothing else opens: None is no way in at all."""
        if password is None:
            return not slots.has(name)
        return _opens(lambda: slots.open_with_password(name, password))

    def _settle(self, slots: KeySlots, name: str, wanted: str | None) -> None:
        """Of an act that was cut off: the way in of before, none, or the one that was wanted."""
        for password in (wanted, self._passwords.get(name), None):
            if self._lets_in(slots, name, password):
                self._passwords[name] = password
                return
        raise AssertionError(f"{name} is let in with another password")


def _opens(way: Callable[[], object]) -> bool:
    try:
        way()
    except NotAllowedError:
        return False
    return True
