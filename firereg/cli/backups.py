"""backup, restore and rescue: one file that holds everything, and a registry made again, from it or a damaged one."""

import argparse
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firereg.cli.answer import Answer
from firereg.cli.inputs import out_file
from firereg.cli.session import named_folder, named_user, password_of, signed_in
from firereg.domain.money import format_dong
from firereg.errors import NotAllowedError
from firereg.i18n import _
from firereg.paths import default_registry

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

    saved = commands.add_parser(
        "rescue", parents=[common], help=_("save what can be read of a damaged registry into a new folder")
    )
    saved.add_argument("--into", metavar=_("FOLDER"), required=True, help=_("a new or an empty folder"))
    saved.set_defaults(run=rescue)


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

    user, secret = _who(args)
    into = Path(args.into).expanduser().absolute()
    made = made_again(Path(args.file).expanduser(), into, user, secret)
    return Answer(
        _value(made), _("The registry is in {folder}. {holds}").format(folder=made.path, holds=_holds(made))
    )


def rescue(args: Namespace) -> Answer:
    """What can be read of a damaged registry in a new folder; the password may be the recovery code."""
    from firereg.services.rescued import LIST, summary
    from firereg.services.rescuing import rescue as saved_from

    user, secret = _who(args)
    folder, into = named_folder(args) or default_registry(), Path(args.into).expanduser().absolute()
    made = saved_from(folder, into, user, secret)
    value = {
        "path": made.folder,
        "list": made.folder / LIST,
        "whole": made.whole,
        "households": made.counts.get("household", 0),
        "extinguishers": made.counts.get("extinguisher", 0),
        "handovers": made.counts.get("handover", 0),
        "lost": [
            {"table": one.table, "first": one.first, "last": one.last, "code": one.code, "why": one.why}
            for one in made.lost
        ],
        "receipts": made.receipts,
        "lost_changes": made.lost_commits,
        "backup": made.backup.path if made.backup else None,
    }
    return Answer(
        value, "\n".join((_("The registry is in {folder}.").format(folder=made.folder), *summary(made)))
    )


def _who(args: Namespace) -> tuple[str, str]:
    user = named_user(args)
    if not user:
        raise NotAllowedError(_("Say who you are: --user NAME, or the variable FIREREG_USER."))
    return user, password_of(_("Password of {user}, or the recovery code: ").format(user=user))


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
