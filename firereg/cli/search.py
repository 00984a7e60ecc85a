"""search: one line for each thing found."""

import argparse
from argparse import Namespace
from dataclasses import asdict

from firereg.cli.answer import Answer, table
from firereg.cli.arguments import count
from firereg.cli.session import signed_in
from firereg.i18n import _

KINDS = ("households", "extinguishers", "handovers")
_LIMIT = 20


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the command of this room."""
    parser = commands.add_parser(
        "search", parents=[common], help=_("find households, extinguishers and handovers")
    )
    parser.add_argument("text", metavar=_("TEXT"), help=_("words in any order, with or without accents"))
    parser.add_argument("--kind", choices=KINDS, help=_("only these"))
    parser.add_argument(
        "--limit", metavar="N", type=count, default=_LIMIT, help=_("at most so many of each kind")
    )
    parser.set_defaults(run=search)


def search(args: Namespace) -> Answer:
    """What matches the text."""
    from firereg.services.find import find

    with signed_in(args) as registry:
        found = find(registry, args.text, kind=args.kind, limit=args.limit)
    if not found:
        return Answer([], _("Nothing was found. Try fewer words."))
    rows = [(row.code, row.title, row.detail) for row in found]
    return Answer([asdict(row) for row in found], table([_("Code"), _("Name"), _("Details")], rows))
