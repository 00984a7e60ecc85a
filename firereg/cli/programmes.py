"""programme: the programmes of the ward, and what came of each."""

import argparse
from argparse import Namespace
from typing import Any

from firereg.cli.answer import Answer, table
from firereg.cli.session import signed_in
from firereg.domain.dates import format_date
from firereg.i18n import _


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    room = commands.add_parser("programme", parents=[common], help=_("programmes of the ward"))
    kinds = room.add_subparsers(dest="programme_command", metavar=_("COMMAND"), required=True)
    listed = kinds.add_parser("list", parents=[common], help=_("every programme, those that run first"))
    listed.set_defaults(run=list_programmes)
    shown = kinds.add_parser("show", parents=[common], help=_("what belongs to a programme, and its figures"))
    shown.add_argument("name", metavar=_("NAME"), help=_("its name, or words that no other has"))
    shown.set_defaults(run=show_programme)


def list_programmes(args: Namespace) -> Answer:
    """Every programme."""
    from firereg.services import programmes

    with signed_in(args):
        rows = programmes.programmes()
    data = [_row(row) for row in rows]
    lines = [
        (row.name, format_date(row.launched_on), row.lead, format_date(row.ended_on) if row.ended_on else "")
        for row in rows
    ]
    heads = [_("Name"), _("Launched"), _("Leads"), _("Ended")]
    return Answer(data, table(heads, lines) if lines else _("No programme."))


def show_programme(args: Namespace) -> Answer:
    """A programme with its figures and its time line."""
    from firereg.services import programme_story, programmes

    with signed_in(args):
        row = programmes.by_name(args.name)
        figures = vars(programme_story.figures(row.id))
        events = programme_story.time_line(row.id)
    counts = {name: value for name, value in figures.items() if name not in ("first", "last")}
    data = {
        **_row(row),
        "bodies": [vars(body) for body in row.bodies],
        "pledge": list(row.pledge),
        "figures": counts,
        "events": [
            {"day": one.day, "what": one.what, "name": one.name, "count": one.count} for one in events
        ],
    }
    words = _kinds()
    lines = [
        (format_date(one.day), words[one.what], one.name, str(one.count) if one.count else "")
        for one in events
    ]
    head = "\n".join([row.name, *(f"{body.name}: {body.signer_name or '–'}" for body in row.bodies)])
    told = table([_("Day"), _("What took place"), _("Name"), _("How many")], lines, right=[3])
    return Answer(data, f"{head}\n\n{told}")


def _kinds() -> dict[str, str]:
    return {
        "launched": _("Launched"),
        "round": _("Round of support"),
        "handovers": _("Handovers"),
        "walk": _("Inspection walk"),
        "notice": _("Notice"),
        "reminders": _("Reminded"),
        "alert": _("Report received"),
        "duty": _("Duty"),
        "ended": _("Ended"),
    }


def _row(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "decision": row.decision,
        "launched_on": row.launched_on,
        "ended_on": row.ended_on,
        "lead": row.lead,
    }
