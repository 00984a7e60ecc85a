"""init, demo, check and journal: the registry as a whole."""

import argparse
from argparse import Namespace
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from firereg.cli.answer import Answer, say, table
from firereg.cli.arguments import count
from firereg.cli.inputs import day_of, out_file
from firereg.cli.session import named_folder, named_user, new_password, signed_in
from firereg.domain.labels import action_label
from firereg.domain.text import excerpt
from firereg.errors import BadInputError, RegistryError
from firereg.i18n import _
from firereg.paths import default_registry


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    new = commands.add_parser("init", parents=[common], help=_("make a new registry"))
    new.add_argument("--ward", metavar="FILE.toml", required=True, help=_("the ward, see docs/commands.md"))
    new.add_argument(
        "--full-name", metavar=_("NAME"), help=_("full name of the first user, if it is not --user")
    )
    new.add_argument(
        "--recovery-sheet",
        metavar="FILE.pdf",
        help=_("save the recovery code as a sheet to print and lock away"),
    )
    new.set_defaults(run=init)

    example = commands.add_parser(
        "demo", parents=[common], help=_("make the demo ward and do a day's work in it")
    )
    example.add_argument("folder", metavar=_("FOLDER"))
    example.set_defaults(run=demo)

    sound = commands.add_parser("check", parents=[common], help=_("check the whole registry"))
    sound.set_defaults(run=check)

    who = commands.add_parser("journal", parents=[common], help=_("who did what, the newest first"))
    who.add_argument("--since", metavar=_("DATE"), help=_("from that day on"))
    who.add_argument("--limit", metavar="N", type=count, help=_("at most so many"))
    who.set_defaults(run=journal)


def init(args: Namespace) -> Answer:
    """A new registry with its first user, and the recovery code, once."""
    from firereg.cli.ward_file import WardFile
    from firereg.services.setup import FirstUser, new_registry

    folder = (named_folder(args) or default_registry()).absolute()
    sheet = out_file(args.recovery_sheet, ".pdf") if args.recovery_sheet else None
    ward_file = WardFile(Path(args.ward).expanduser())
    profiles, groups = ward_file.profiles(), ward_file.groups()
    user = named_user(args)
    if not user:
        raise BadInputError(_("Name the first user: --user NAME."))

    def hand_over(code: str) -> None:
        if sheet:
            _save_recovery_sheet(sheet, profiles[-1].name, folder.name, code)

    made, code = new_registry(
        folder,
        FirstUser(user, user if args.full_name is None else args.full_name, new_password()),
        profiles,
        groups,
        hand_over_code=hand_over,
    )
    made.close()
    lines = [
        _("The new registry is in {folder}.").format(folder=folder),
        _("Recovery code: {code}").format(code=code),
        _("Write it down and lock it away; it is not shown again."),
    ]
    return Answer({"registry": str(folder), "recovery_code": code}, "\n".join(lines))


def _save_recovery_sheet(path: Path, ward_name: str, registry_name: str, code: str) -> None:
    from firereg.documents.recovery_sheet import recovery_sheet_pdf
    from firereg.exchange.files import save_file

    save_file(path, recovery_sheet_pdf(ward_name, registry_name, code, datetime.now().date()))


def demo(args: Namespace) -> Answer:
    """The demo ward and its papers."""
    from firereg.services.demo import demo_day

    made = demo_day(Path(args.folder).expanduser().absolute(), datetime.now, say)
    lines = [
        _("The demo registry is in {folder}; user demo, password demo.").format(folder=made.registry),
        _("{households} households, {persons} persons, {groups} residential groups.").format(
            households=made.households, persons=made.persons, groups=made.groups
        ),
        _("{handovers} handovers of 19/10/2023, each with its receipt:").format(handovers=made.handovers),
        *(f"  {path}" for path in made.receipts),
        _("All receipts: {path}").format(path=made.batch),
        _("Sign list: {path}").format(path=made.sign_list),
        _("{count} overdue today: {path}").format(count=made.overdue, path=made.overdue_list),
    ]
    return Answer(asdict(made), "\n".join(lines))


def check(args: Namespace) -> Answer:
    """What is wrong with the registry; status 5 where anything is."""
    from firereg.services.health import check as problems_of
    from firereg.services.weekly_check import notes as notes_of

    with signed_in(args) as registry:
        found, notes = problems_of(registry), notes_of(registry)
    value = {
        "ok": not found,
        "problems": [{"kind": p.kind, "count": p.count, "example": p.example} for p in found],
        "notes": notes,
    }
    if not found:
        return Answer(value, "\n".join([_("The registry is sound."), *notes]))
    rows = [(p.kind, str(p.count), p.example) for p in found]
    text = table([_("Problem"), _("Times"), _("Example")], rows, right=[1])
    return Answer(value, "\n".join([text, *notes]), RegistryError.exit_status)


def journal(args: Namespace) -> Answer:
    """Who did what."""
    from firereg.services.journal import entries
    from firereg.services.journal_words import masked

    with signed_in(args) as registry:
        since = day_of(args.since, registry.today(), "since") if args.since else None
        found = entries(since, args.limit)
    value = [
        {
            "id": e.id,
            "at": f"{e.at.isoformat()}Z",
            "user": e.user,
            "action": e.action,
            "subject": e.subject,
            "detail": masked(e.detail),
        }
        for e in found
    ]
    rows = [(_local(e.at), e.user, action_label(e.action), excerpt(e.subject, 80)) for e in found]
    return Answer(value, table([_("Time"), _("User"), _("Action"), _("Subject")], rows))


def _local(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"
