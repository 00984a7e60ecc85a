"""Who may sign in: accounts made, changed, disabled, and their ways in.

An account is a row of the database, its way in is a slot of the key file, and no commit covers both. So a way in is
taken away before the row says so, and given after: whoever is stopped between leaves somebody without a way in, who can
be given a new password, and never a way in that the accounts do not show. A slot lets nobody in without an active
account.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from firereg.domain.roles import Right, Role
from firereg.errors import BadInputError, ConflictError, RegistryError
from firereg.i18n import _
from firereg.services import journal, key_file, tries
from firereg.services.inputs import line, required
from firereg.services.opening import check_new_password, check_password, user_key
from firereg.services.registry import Registry
from firereg.store import rekey
from firereg.store.database import key_of
from firereg.store.keyslots import new_key
from firereg.store.models import JournalEntry, User, WardProfile

_LONGEST_NAME = 64


@dataclass(frozen=True)
class AccountRow:
    """Somebody who may sign in; `last_sign_in` is in UTC, None for never.

    Without a way in, an active account waits for an administrator to set it a password.
    """

    name: str
    full_name: str
    role: Role
    active: bool
    has_way_in: bool
    last_sign_in: datetime | None


def accounts(registry: Registry) -> list[AccountRow]:
    """All accounts, those that are disabled last."""
    registry.require(Right.ADMINISTER)
    slots, entry = key_file.load(registry.folder), JournalEntry
    signed_in = (
        entry.select(entry.user, fn.MAX(entry.at)).where(entry.action == "sign_in").group_by(entry.user)
    )
    last = dict(signed_in.tuples())
    rows = User.select().order_by(User.active.desc(), User.name)
    return [
        AccountRow(
            row.name, row.full_name, Role(row.role), row.active, slots.has(row.name), last.get(row.name)
        )
        for row in rows
    ]


def add(  # noqa: PLR0917 - in the order in which they are asked for
    registry: Registry, my_password: str, name: str, full_name: str, role: Role, password: str
) -> AccountRow:
    """A new account that signs in with `password`.

    BadInputError for a name that cannot be one and for a password that is easily guessed, ConflictError for a name that
    is taken, NotAllowedError where `my_password` is wrong.
    """
    name, full_name = user_key(line(name, "name")), line(full_name, "full_name")
    required(name, "name", _("Enter the name to sign in with."))
    required(full_name, "full_name", _("Enter the full name; papers are signed with it."))
    if len(name) > _LONGEST_NAME:
        raise BadInputError(_("The name to sign in with is too long. Choose a shorter one."), "name")
    _check_password(name, password)
    with _confirmed(registry, my_password):
        if User.get_or_none(User.name == name):
            raise ConflictError(
                _("There is an account {name} already. Choose another name.").format(name=name)
            )
        User.create(name=name, full_name=full_name, role=role, created_at=registry.now())
        journal.append(registry, "account.add", name, full_name=full_name, role=role)
    _give_way_in(registry, name, password)
    return _row_of(registry, name)


def change_role(registry: Registry, name: str, role: Role) -> None:
    """Give an account another role. ConflictError for the last active administrator."""
    with registry.transaction(Right.ADMINISTER):
        account = _account(name)
        if account.role == role:
            return
        if role is not Role.ADMIN:
            _refuse_last_administrator(account)
        journal.append(registry, "account.role", account.name, before=account.role, after=role)
        account.role = role
        account.save()


def rename(registry: Registry, name: str, full_name: str) -> None:
    """Give an account another full name; what is printed already keeps the one before."""
    full_name = line(full_name, "full_name")
    required(full_name, "full_name", _("Enter the full name; papers are signed with it."))
    with registry.transaction(Right.ADMINISTER):
        account = _account(name)
        if account.full_name == full_name:
            return
        journal.append(registry, "account.rename", account.name, before=account.full_name, after=full_name)
        account.full_name = full_name
        account.save()
    if account.id == registry.user_id:
        registry.full_name = full_name


def disable(registry: Registry, name: str) -> None:
    """End an account: its way in is taken out of the key file, and what its open window does next is refused.

    ConflictError for one's own account and the last active administrator.
    """
    with registry.transaction(Right.ADMINISTER):
        account = _account(name)
        if account.id == registry.user_id:
            raise ConflictError(_("You cannot disable your own account. Ask another administrator."))
        _refuse_last_administrator(account)
        with key_file.changed(registry) as slots:
            slots.remove(account.name)
        if account.active:
            journal.append(registry, "account.disable", account.name)
            account.active = False
            account.save()


def enable(registry: Registry, my_password: str, name: str, password: str) -> None:
    """Let a disabled account sign in again, with a new password; else as `set_password`."""
    name = user_key(name)
    _check_password(name, password)
    with _confirmed(registry, my_password):
        account = _account(name)
        account.active = True
        account.save()
        journal.append(registry, "account.enable", name)
    _give_way_in(registry, name, password)


def set_password(registry: Registry, my_password: str, name: str, new: str) -> None:
    """Give another account a new password; the one before no longer works.

    NotAllowedError where `my_password` is wrong, BadInputError for a password that is easily guessed, ConflictError for
    an account that is disabled.
    """
    name = user_key(name)
    _check_password(name, new)
    with _confirmed(registry, my_password):
        if not _account(name).active:
            raise ConflictError(_("The account {name} is disabled. Enable it first.").format(name=name))
        journal.append(registry, "account.password", name)
    _give_way_in(registry, name, new)


def change_my_password(registry: Registry, old: str, new: str) -> None:
    """Change the password of whoever is signed in; errors as `set_password`."""
    _check_password(registry.user_name, new)
    with _confirmed(registry, old, Right.LOOK):
        journal.append(registry, "password.change", registry.user_name)
    _give_way_in(registry, registry.user_name, new)


def new_recovery_code(registry: Registry, my_password: str) -> str:
    """A new recovery code, to be shown once; the one before no longer works."""
    with _confirmed(registry, my_password):
        journal.append(registry, "recovery_code.new", registry.user_name)
    with key_file.changed(registry) as slots:
        return slots.set_recovery_code(key_of(registry.database))


def who_would_lose_access(registry: Registry) -> list[str]:
    """The active accounts whose way in cannot take a new key: they have not signed in since this version.

    Set them a new password before the key is changed, or after.
    """
    registry.require(Right.ADMINISTER)
    slots, key = key_file.load(registry.folder), key_of(registry.database)
    return [name for name in _active_names() if slots.has(name) and not slots.takes_new_key(name, key)]


def change_key(registry: Registry, my_password: str) -> tuple[list[str], str | None]:
    """Encrypt the registry with a new key; the accounts that lost their way in, and a new recovery code or None.

    None where the code that was in force still is. No other window, command or thread may have the registry open:
    ConflictError. Whatever stops it, the registry opens with the passwords of before. Backups made before keep the key
    of their time, see `about_old_backups`.
    """
    registry.require(Right.ADMINISTER)
    check_password(registry, my_password)
    lost = who_would_lose_access(registry)
    new = new_key()
    try:
        with rekey.alone(registry.database):
            _begin_change(registry, new, lost)
            rekey.encrypt_again(registry.database, new)
    except RegistryError:
        key_file.bring_up_to_date(registry, my_password)
        raise
    with key_file.changed(registry) as slots:
        return lost, None if slots.has_recovery_code() else slots.set_recovery_code(new)


def slot_problems(registry: Registry) -> Iterator[str]:
    """The slots of the key file that belong to no active account, and a recovery code that is missing."""
    slots = key_file.load(registry.folder)
    yield from slots.strangers(_active_names())
    if not slots.has_recovery_code():
        yield "recovery code"


def about_old_backups() -> str:
    """What whoever changes the key has to know."""
    return _(
        "Backups made before today still open with the passwords of their day. Make a new backup now, and keep the old "
        "ones locked away or delete them."
    )


def _begin_change(registry: Registry, new: bytes, lost: list[str]) -> None:
    with registry.transaction(Right.ADMINISTER):
        key_file.refuse_unwritable(registry.folder)
        journal.append(registry, "key.begin", registry.user_name, lost=lost)
    slots = key_file.load(registry.folder)
    slots.keep(_active_names())
    slots.add_key(key_of(registry.database), new)
    key_file.save(registry.folder, slots)


@contextmanager
def _confirmed(registry: Registry, my_password: str, right: Right = Right.ADMINISTER) -> Iterator[None]:
    """A transaction of somebody who has just given the password, where the key file can be written afterwards."""
    registry.require(right)
    check_password(registry, my_password)
    with registry.transaction(right):
        key_file.refuse_unwritable(registry.folder)
        yield


def _give_way_in(registry: Registry, name: str, password: str) -> None:
    with key_file.changed(registry) as slots:
        if not _account(name).active:  # disabled by somebody else meanwhile
            raise ConflictError(_("The account {name} is disabled. Enable it first.").format(name=name))
        slots.set_password(name, password, key_of(registry.database))
    tries.forget(registry.folder, slots.slot_id(name))


def _active_names() -> list[str]:
    return [name for (name,) in User.select(User.name).where(User.active).order_by(User.name).tuples()]


def _account(name: str) -> User:
    found = User.get_or_none(User.name == user_key(name))
    if found is None:
        raise BadInputError(_("There is no account {name}. Check the name.").format(name=name[:80]))
    return found


def _row_of(registry: Registry, name: str) -> AccountRow:
    return next(row for row in accounts(registry) if row.name == name)


def _refuse_last_administrator(account: User) -> None:
    others = User.select().where(User.role == Role.ADMIN, User.active, User.id != account.id)
    if account.role == Role.ADMIN and account.active and not others.exists():
        raise ConflictError(
            _("{name} is the last administrator. Make somebody else one first.").format(
                name=account.full_name
            )
        )


def _check_password(name: str, password: str) -> None:
    ward = WardProfile.select(WardProfile.name).order_by(WardProfile.valid_from.desc()).tuples().first()
    check_new_password(password, name, ward[0] if ward else "")
