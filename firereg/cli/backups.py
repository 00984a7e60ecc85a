"""backup and restore: one file that holds everything, and a registry made again from it."""

import argparse
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firereg.cli.answer import Answer
from firereg.cli.inputs import out_file
from firereg.cli.session import named_user, password_of, signed_in
from firereg.domain.money import format_dong
from firereg.errors import NotAllowedError
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.backup_files import BackupRow


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    new = commands.add_parser("backup", parents=[common], help=_("make a checked backup of everything"))
    new.add_argument("--out", metavar="FILE.firereg", help=_("else among the backups of the registry"))
    new.set_defaults(run=backup)

    again = commands.add_parser(
        "restore", parents=[common], help=_("make a registry again from a backup, in a new folder")
    )
    again.add_argument("file", metavar="FILE.firereg")
    again.add_argument("--into", metavar=_("FOLDER"), required=True, help=_("a new or an empty folder"))
    again.set_defaults(run=restore)


def backup(args: Namespace) -> Answer:
    """A new backup, checked."""
    from firereg.services import backups
    from firereg.services.backup_files import SUFFIX

    target = out_file(args.out, SUFFIX) if args.out else None
    with signed_in(args) as registry:
        made = backups.make(registry, target)
    return Answer(
        _value(made), _("The backup is in {path}. {holds}").format(path=made.path, holds=_holds(made))
    )


def restore(args: Namespace) -> Answer:
    """A registry in a new folder; the password may be the recovery code."""
    from firereg.services.restoring import restore as made_again

    user = named_user(args)
    if not user:
        raise NotAllowedError(_("Say who you are: --user NAME, or the variable FIREREG_USER."))
    secret = password_of(_("Password of {user}, or the recovery code: ").format(user=user))
    into = Path(args.into).expanduser().absolute()
    made = made_again(Path(args.file).expanduser(), into, user, secret)
    return Answer(
        _value(made), _("The registry is in {folder}. {holds}").format(folder=made.path, holds=_holds(made))
    )


def _value(row: "BackupRow") -> dict[str, Any]:
    return {
        "path": row.path,
        "checked": row.checked,
        "at": f"{row.at.isoformat()}Z",
        "bytes": row.bytes,
        "households": row.households,
        "extinguishers": row.extinguishers,
        "handovers": row.handovers,
    }


def _holds(row: "BackupRow") -> str:
    return _(
        "Checked: {households} households, {extinguishers} extinguishers, {handovers} handovers."
    ).format(
        households=format_dong(row.households),
        extinguishers=format_dong(row.extinguishers),
        handovers=format_dong(row.handovers),
    )
