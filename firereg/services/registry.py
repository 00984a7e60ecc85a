"""The registry in hand: an open database, who is signed in, and the clock. It is passed to every service."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from firereg.domain import passwords
from firereg.domain.equipment import KINDS
from firereg.domain.roles import Right, Role, may
from firereg.domain.schedule import default_rules
from firereg.errors import BadInputError, DamagedRegistryError, NotAllowedError, RegistryError
from firereg.i18n import _
from firereg.services import key_file, making, place, tries
from firereg.services.key_file import KEY_FILE
from firereg.services.making import DATABASE_FILE
from firereg.store import keyslots, rekey, soundness
from firereg.store.database import closed_on_failure, key_of, open_database, transaction
from firereg.store.engine import known_errors
from firereg.store.models import ExtinguisherKind, IntervalRule, User


@dataclass
class Registry:
    """One open registry. `clock` gives the local time; tests set it.

    `owed` are entries of the journal, action and detail, that could not be written when they were due.
    """

    folder: Path
    database: Any
    user_id: int
    user_name: str
    full_name: str
    clock: Callable[[], datetime]
    role: Role
    owed: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def today(self) -> date:
        """The day on the clerk's wall."""
        return self.clock().date()

    def now(self) -> datetime:
        """The moment in UTC, whole seconds, without zone, as the tables keep it."""
        return self.clock().astimezone(UTC).replace(tzinfo=None, microsecond=0)

    @contextmanager
    def transaction(self, right: Right | None = Right.RECORD) -> Iterator[None]:
        """All or nothing; the outermost one writes. NotAllowedError where the user has not that right (any more).

        None asks for none: what the program does by itself, whoever is signed in.
        """
        if self.owed and not self.database.in_transaction():
            self._write_owed()
        with transaction(self.database):
            if right is not None:
                self.require(right)
            yield

    def require(self, right: Right) -> None:
        """NotAllowedError where the account was disabled or its role has not that right."""
        account = User.select(User.role, User.active).where(User.id == self.user_id).tuples()
        found = account.first(self.database)
        # An account that is not in the tables is that of the program at work before anybody signs in.
        role, active = found or (self.role, True)
        self.role = Role(role)
        if not active:
            raise NotAllowedError(_("This account was disabled. Nothing was changed. Ask the administrator."))
        if not may(self.role, right):
            raise NotAllowedError(
                _("Your account may not do this. Nothing was changed. Ask the administrator.")
            )

    def tell(self, action: str, **detail: Any) -> None:
        """Put into the journal what the person does to the registry as a whole.

        Where nothing can be written now (disk full, another writer), it is before anything else is.
        """
        self.owed.append((action, detail))
        with suppress(RegistryError), self.connected():
            self._write_owed()

    def _write_owed(self) -> None:
        from firereg.services import journal  # which needs a Registry itself

        due, self.owed = self.owed, []
        try:
            with transaction(self.database):
                for action, detail in due:
                    journal.append(self, action, self.user_name, **detail)
        except BaseException:
            self.owed = due + self.owed
            raise

    @contextmanager
    def connected(self) -> Iterator[None]:
        """A connection for the thread that calls: the one it has, else one that is closed at the end."""
        if self.database.is_closed():
            with self.other_thread():
                yield
        else:
            yield

    @contextmanager
    def other_thread(self) -> Iterator[None]:
        """A connection for the thread that calls, closed at the end."""
        with known_errors(), self.database.connection_context():
            yield

    def connect(self) -> None:
        """Take the file in hand in the thread that calls: one that opened in a worker is closed there first."""
        with known_errors():
            self.database.connect(reuse_if_open=True)

    def close(self) -> None:
        """Let the file go."""
        if not self.database.is_closed():
            self.database.close()


def exists(folder: Path) -> bool:
    """Whether there is a registry in `folder`."""
    with suppress(OSError):  # a name that is too long, a folder nobody may look into
        there = (folder / DATABASE_FILE).exists() or (folder / KEY_FILE).exists()
        return there and not making.half_made(folder)
    return False


def create(
    folder: Path,
    *,
    user: str,
    full_name: str,
    password: str,
    fill: Callable[[Registry, str], object] = lambda _registry, _code: None,
    clock: Callable[[], datetime] = datetime.now,
) -> tuple[Registry, str]:
    """A new registry in `folder`, its first user signed in, and the recovery code to be shown once.

    The kinds of extinguisher and their intervals are filled in; `fill` does what else belongs to a whole one, with the
    code: whatever fails, in there too, or kills the process leaves no registry and the other files as they were.
    Where a person chose the password, `check_new_password` is up to the caller.
    """
    if exists(folder):
        raise BadInputError(
            _("There is a registry in {folder} already. Choose another folder.").format(folder=folder)
        )
    place.refuse(folder)
    user = user_key(user)
    key = keyslots.new_key()
    slots = keyslots.KeySlots()
    slots.set_password(user, password, key)
    code = slots.set_recovery_code(key)
    with making.taking_place(folder) as work:
        with known_errors():
            slots.save(work / KEY_FILE)
        with closing(open_database(work / DATABASE_FILE, key)) as database:
            with transaction(database):
                person = User.create(
                    name=user,
                    full_name=full_name,
                    role=Role.ADMIN,
                    created_at=datetime.now(UTC).replace(tzinfo=None),
                )
                _fill_kinds()
            made = Registry(work, database, person.id, person.name, person.full_name, clock, Role.ADMIN)
            _catch_up(made)
            fill(made, code)
    made.folder, made.database = folder, open_database(folder / DATABASE_FILE, key)
    return made, code


def open_registry(
    folder: Path, user: str, password: str, clock: Callable[[], datetime] = datetime.now
) -> Registry:
    """The registry in `folder` with `user` signed in.

    NotAllowedError for a wrong name or password, RegistryError where there is none or it cannot be used.
    """
    if not exists(folder):
        raise RegistryError(
            _("There is no registry in {folder}. Choose another folder or make a new registry.").format(
                folder=folder
            )
        )
    user, slots = user_key(user), key_file.load(folder)
    with tries.counted(folder, tries.name_of(slots, user), clock) as wrong:
        keys = slots.open_with_password(user, password)
        opened = open_with_key(folder, user, rekey.fitting(folder / DATABASE_FILE, keys), clock)
        with closed_on_failure(opened.database):
            key_file.bring_up_to_date(opened, password)
            opened.tell("sign_in")
            _tell_wrong_tries(opened, wrong)
    return opened


def open_with_key(
    folder: Path, user: str, key: bytes, clock: Callable[[], datetime] = datetime.now
) -> Registry:
    """The registry in `folder` for somebody who has shown to know its key; else as `open_registry`.

    DamagedRegistryError where it is damaged: nothing of it was changed then.
    """
    file = folder / DATABASE_FILE
    # The engine would take an empty file for a new database and fill it.
    if not file.exists() or file.stat().st_size == 0:
        raise DamagedRegistryError(
            _("The registry file {name} is missing or empty. Restore it from a backup.").format(
                name=DATABASE_FILE
            )
        )
    place.refuse(folder)
    soundness.refuse_damaged(file, key)
    database = open_database(file, key, lambda older: _backup_before_migration(folder, older, clock))
    with closed_on_failure(database):
        person = User.get_or_none(User.name == user_key(user))
        if person is None or not person.active:
            raise NotAllowedError(
                _("There is no active account with this name. Check the name or ask the administrator.")
            )
        opened = Registry(
            folder, database, person.id, person.name, person.full_name, clock, Role(person.role)
        )
        _catch_up(opened)
    return opened


def user_key(name: str) -> str:
    """A user name as it is kept: capitals, spaces around it and the input method do not matter."""
    return unicodedata.normalize("NFC", name.strip().casefold())


def check_password(registry: Registry, password: str) -> None:
    """NotAllowedError unless `password` is that of the user who is signed in (to unlock the window)."""
    slots = key_file.load(registry.folder)
    with tries.counted(registry.folder, tries.name_of(slots, registry.user_name), registry.clock) as wrong:
        keys = slots.open_with_password(registry.user_name, password)
        if key_of(registry.database) not in keys:
            raise key_file.foreign()
        with registry.connected():
            key_file.bring_up_to_date(registry, password)
            _tell_wrong_tries(registry, wrong)


def check_new_password(password: str, user_name: str = "", ward_name: str = "") -> None:
    """BadInputError where a new password is too short or easily guessed."""
    problem = passwords.problem_with(password, user_name, ward_name)
    if problem:
        raise BadInputError(problem, "password")


def _tell_wrong_tries(registry: Registry, wrong: int) -> None:
    if wrong:
        registry.tell("sign_in.wrong_tries", count=wrong)


def _backup_before_migration(folder: Path, older: Any, clock: Callable[[], datetime]) -> None:
    from firereg.services import backups  # which needs a Registry itself

    backups.before_migration(folder, older, clock())


def _catch_up(registry: Registry) -> None:
    """What another version or somebody who was stopped has left to be done."""
    from firereg.services import anonymising, clocks, photos  # which need a Registry themselves

    clocks.catch_up(registry)
    photos.sweep(registry)
    with suppress(RegistryError):  # it is tried again the next time
        anonymising.finish(registry)


def _fill_kinds() -> None:
    for kind in KINDS:
        row = ExtinguisherKind.create(
            code=kind.code,
            name=kind.name,
            agent=kind.agent,
            build=kind.build,
            mass_g=kind.mass_g,
            has_gauge=kind.has_gauge,
            rechargeable=kind.rechargeable,
            wheeled=kind.wheeled,
        )
        for rule in default_rules(kind):
            IntervalRule.create(
                kind=row,
                clock=rule.clock,
                count=rule.interval.count,
                unit=rule.interval.unit,
                source=rule.source,
                proven=rule.proven,
            )
