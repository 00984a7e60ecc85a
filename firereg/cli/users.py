"""user: who may sign in, and the keys of the registry."""

import argparse
from argparse import Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from firereg.cli.answer import Answer, say, table
from firereg.cli.session import NEW_PASSWORD, new_password, own_password, signed_in
from firereg.domain.labels import role_label
from firereg.domain.roles import Role
from firereg.errors import BadInputError
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.accounts import AccountRow


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    user = commands.add_parser("user", parents=[common], help=_("who may sign in, and the keys"))
    acts = user.add_subparsers(dest="act", metavar=_("ACT"), required=True)

    new = acts.add_parser("add", parents=[common], help=_("make an account; its password is asked for"))
    new.add_argument("name", metavar=_("NAME"))
    new.add_argument("--full-name", metavar=_("NAME"), required=True, help=_("as papers are signed"))
    new.add_argument("--role", choices=tuple(Role), default=Role.CLERK, help=_("what the person may do"))
    new.set_defaults(run=add)

    for name, run, words in (
        ("disable", disable, _("take somebody's way in away")),
        ("enable", enable, _("let somebody in again, with a new password")),
        ("password", password, _("a new password, for oneself or, as an administrator, for somebody else")),
    ):
        act = acts.add_parser(name, parents=[common], help=words)
        act.add_argument("name", metavar=_("NAME"))
        act.set_defaults(run=run)

    acts.add_parser("list", parents=[common], help=_("the accounts")).set_defaults(run=listed)
    code = acts.add_parser("recovery-code", parents=[common], help=_("a new recovery code, shown once"))
    code.set_defaults(run=recovery_code)
    key = acts.add_parser("key", parents=[common], help=_("encrypt the registry with a new key"))
    key.add_argument("--dry-run", action="store_true", help=_("only say who would lose the way in"))
    key.set_defaults(run=change_key)


def add(args: Namespace) -> Answer:
    """A new account."""
    from firereg.services import accounts

    mine = own_password(args)
    with signed_in(args, mine) as registry:
        new = new_password(NEW_PASSWORD)
        try:
            made = accounts.add(registry, mine, args.name, args.full_name, Role(args.role), new)
        except BadInputError as error:
            if error.field == "name":  # which is no option here
                error.field = ""
            raise
    return Answer(
        _value(made),
        _("{name} can sign in now, as {role}.").format(name=made.name, role=role_label(made.role)),
    )


def disable(args: Namespace) -> Answer:
    """An account without a way in."""
    from firereg.services import accounts

    with signed_in(args) as registry:
        accounts.disable(registry, args.name)
        row = _one(accounts.accounts(registry), args.name)
    say(_("Who had copied the key of the registry still has it. Change it with “user key”."))
    return Answer(_value(row), _("{name} cannot sign in any more.").format(name=row.name))


def enable(args: Namespace) -> Answer:
    """An account that has its way in again."""
    from firereg.services import accounts

    mine = own_password(args)
    with signed_in(args, mine) as registry:
        accounts.enable(registry, mine, args.name, new_password(NEW_PASSWORD))
        row = _one(accounts.accounts(registry), args.name)
    return Answer(
        _value(row), _("{name} can sign in now, as {role}.").format(name=row.name, role=role_label(row.role))
    )


def password(args: Namespace) -> Answer:
    """A new password."""
    from firereg.services import accounts
    from firereg.services.opening import user_key

    mine, name = own_password(args), user_key(args.name)
    with signed_in(args, mine) as registry:
        new = new_password(NEW_PASSWORD)
        if name == registry.user_name:
            accounts.change_my_password(registry, mine, new)
        else:
            accounts.set_password(registry, mine, name, new)
    return Answer({"name": name}, _("{name} has a new password.").format(name=name))


def listed(args: Namespace) -> Answer:
    """The accounts."""
    from firereg.services import accounts

    with signed_in(args) as registry:
        rows = accounts.accounts(registry)
    cells = [
        (row.name, row.full_name, role_label(row.role), _standing(row), _local(row.last_sign_in))
        for row in rows
    ]
    heads = [_("Name"), _("Full name"), _("Role"), _("Standing"), _("Last signed in")]
    return Answer([_value(row) for row in rows], table(heads, cells))


def recovery_code(args: Namespace) -> Answer:
    """A new recovery code, once."""
    from firereg.services import accounts

    mine = own_password(args)
    with signed_in(args, mine) as registry:
        code = accounts.new_recovery_code(registry, mine)
    return Answer({"recovery_code": code}, "\n".join(_code_lines(code)))


def change_key(args: Namespace) -> Answer:
    """The registry under a new key."""
    from firereg.services import accounts

    mine = own_password(args)
    with signed_in(args, mine) as registry:
        if args.dry_run:
            lost = accounts.who_would_lose_access(registry)
            return Answer({"lost": lost}, _lost_line(lost) or _("Nobody would lose the way in."))
        lost, code = accounts.change_key(registry, mine)
    lines = [_("The registry has a new key."), _lost_line(lost), *(_code_lines(code) if code else ())]
    say(accounts.about_old_backups())
    return Answer({"lost": lost, "recovery_code": code}, "\n".join(filter(None, lines)))


def _code_lines(code: str) -> list[str]:
    return [
        _("Recovery code: {code}").format(code=code),
        _("Write it down and lock it away; it is not shown again."),
    ]


def _lost_line(lost: list[str]) -> str:
    if not lost:
        return ""
    return _("They need a new password (“user password NAME”): {names}.").format(names=", ".join(lost))


def _one(rows: list["AccountRow"], name: str) -> "AccountRow":
    from firereg.services.opening import user_key

    return next(row for row in rows if row.name == user_key(name))


def _standing(row: "AccountRow") -> str:
    if not row.active:
        return _("Disabled")
    return _("Active") if row.has_way_in else _("Needs a new password")


def _local(moment: datetime | None) -> str:
    return f"{moment.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}" if moment else "–"


def _value(row: "AccountRow") -> dict[str, Any]:
    return {
        "name": row.name,
        "full_name": row.full_name,
        "role": row.role,
        "active": row.active,
        "has_way_in": row.has_way_in,
        "last_sign_in": f"{row.last_sign_in.isoformat()}Z" if row.last_sign_in else None,
    }
