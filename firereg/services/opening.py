"""The ways into a registry: made new, opened by whoever knows a password, and proving to be who is signed in."""

import unicodedata
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from firereg.domain import passwords
from firereg.domain.equipment import KINDS
from firereg.domain.roles import Role
from firereg.domain.schedule import default_rules
from firereg.errors import BadInputError, DamagedRegistryError, NotAllowedError, RegistryError
from firereg.i18n import _
from firereg.services import key_file, making, place, tries
from firereg.services.key_file import KEY_FILE
from firereg.services.making import DATABASE_FILE
from firereg.services.registry import Registry
from firereg.store import keyslots, rekey, soundness
from firereg.store.database import closed_on_failure, key_of, open_database, transaction
from firereg.store.engine import known_errors
from firereg.store.models import ExtinguisherKind, IntervalRule, User


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
    from firereg.services import backups  # seldom in the life of a registry

    backups.before_migration(folder, older, clock())


def _catch_up(registry: Registry) -> None:
    """What another version or somebody who was stopped has left to be done."""
    from firereg.services import anonymising, clocks, photos  # not before the password is asked for

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
