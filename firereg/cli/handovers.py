"""handover, receipt, receipts, void and support: what is given, and its papers."""

import argparse
import os
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firereg.cli.answer import Answer, say
from firereg.cli.inputs import day_of, out_file
from firereg.cli.session import signed_in
from firereg.domain.money import format_dong, parse_dong
from firereg.errors import BadInputError
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.handover_draft import Gift, HandoverDraft
    from firereg.services.registry import Registry

_PROGRESS_EVERY = 25


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    _add_handover(commands.add_parser("handover", parents=[common], help=_("record a handover")))

    one = commands.add_parser("receipt", parents=[common], help=_("save receipts as a PDF"))
    one.add_argument(
        "numbers", metavar=_("NUMBER"), nargs="+", help=_("BG-2023-0015, 15/2023, or 15 of this year")
    )
    one.add_argument("--out", metavar="FILE.pdf", required=True)
    one.set_defaults(run=receipt)

    all_of = commands.add_parser(
        "receipts", parents=[common], help=_("save all receipts of a round as one PDF, or one each")
    )
    all_of.add_argument("--round", metavar=_("NAME"), required=True)
    all_of.add_argument("--out", metavar=_("FILE.pdf|FOLDER/"), required=True)
    all_of.set_defaults(run=receipts)

    cancel = commands.add_parser("void", parents=[common], help=_("cancel a handover; its number is kept"))
    cancel.add_argument("number", metavar=_("NUMBER"))
    cancel.add_argument("--reason", metavar=_("TEXT"), required=True)
    cancel.set_defaults(run=void)

    signed = commands.add_parser("support", parents=[common], help=_("save the sign list of a round"))
    signed.add_argument("--round", metavar=_("NAME"), required=True)
    signed.add_argument("--out", metavar="FILE.pdf|.xlsx", required=True)
    signed.set_defaults(run=support)


def _add_handover(parser: argparse.ArgumentParser) -> None:
    options = {
        "--round": (_("NAME"), _("the round it belongs to")),
        "--programme": (_("NAME"), _("the programme it belongs to, where its round belongs to none")),
        "--receiver": (_("NAME"), _("who receives, where it is not the head")),
        "--relation": (_("TEXT"), _("what the receiver is to the head")),
        "--receiver-id": ("N", _("ID number of the receiver")),
        "--giver": (_("NAME"), _("who hands over; else the signer of the ward, else you")),
        "--giver-title": (_("TEXT"), _("office of the giver")),
        "--witness": (_("NAME"), _("a witness, such as the leader of the group")),
        "--witness-title": (_("TEXT"), _("office of the witness")),
        "--place": (_("TEXT"), _("where it was handed over")),
        "--number": (_("TEXT"), _("the number of the records office")),
    }
    parser.add_argument("--household", metavar=_("CODE"), required=True, help=_("code of the household"))
    parser.add_argument(
        "--extinguisher",
        metavar=_("SERIAL"),
        nargs="+",
        action="extend",
        default=[],
        help=_("serial numbers"),
    )
    parser.add_argument(
        "--gift",
        metavar=_("NAME=ĐỒNG"),
        nargs="+",
        action="extend",
        default=[],
        help=_("gifts and their value; without “=” no value is stated"),
    )
    parser.add_argument("--date", metavar=_("DATE"), help=_("today where it is not given"))
    for flag, (metavar, text) in options.items():
        parser.add_argument(flag, metavar=metavar, default="", help=text)
    parser.set_defaults(run=handover)


def handover(args: Namespace) -> Answer:
    """One handover, recorded."""
    from firereg.services.handover_draft import warnings
    from firereg.services.handovers import record

    with signed_in(args) as registry:
        draft = _draft(args, registry)
        for sentence in warnings(draft):
            say(sentence)
        row = record(registry, draft)
    text = _("Recorded as receipt {code}: {name}, {items}.").format(
        code=row.code, name=row.head_name, items=row.items
    )
    return Answer({"handover": row.id, "receipt": row.code}, text)


def _draft(args: Namespace, registry: "Registry") -> "HandoverDraft":
    from firereg.services import households, programmes, rounds
    from firereg.services.handover_draft import HandoverDraft
    from firereg.services.wards import ward_on

    day = day_of(args.date, registry.today())
    ward = ward_on(day)
    name, title = (args.giver, args.giver_title) if args.giver else (ward.giver_name, ward.giver_title)
    return HandoverDraft(
        household_id=households.by_code(args.household, day).id,
        day=day,
        serials=tuple(args.extinguisher),
        gifts=tuple(_gift(text) for text in args.gift),
        round_id=rounds.by_name(args.round).id if args.round else None,
        receiver_name=args.receiver,
        receiver_relation=args.relation,
        receiver_id_number=args.receiver_id,
        giver_name=name or registry.full_name,
        giver_title=args.giver_title or title,
        witness_name=args.witness,
        witness_title=args.witness_title,
        place=args.place,
        official_number=args.number,
        programme_id=programmes.by_name(args.programme).id if args.programme else None,
    )


def _gift(text: str) -> "Gift":
    from firereg.services.handover_draft import Gift

    name, equals, value = text.rpartition("=")
    if not equals:
        return Gift(text)
    try:
        return Gift(name, parse_dong(value))
    except ValueError as error:
        raise BadInputError(str(error), "gift") from error


def receipt(args: Namespace) -> Answer:
    """Some receipts in one PDF."""
    from firereg.services.handover_list import by_number

    path = out_file(args.out, ".pdf")
    with signed_in(args) as registry:
        ids = [by_number(text, registry.today()).id for text in args.numbers]
        return _print(registry, list(dict.fromkeys(ids)), path)


def receipts(args: Namespace) -> Answer:
    """All valid receipts of a round in one PDF, or a file for each in a folder."""
    from firereg.services.handover_list import ids_of_round
    from firereg.services.rounds import by_name

    each = args.out.endswith(("/", os.sep)) or Path(args.out).expanduser().is_dir()
    path = Path(args.out).expanduser().absolute() if each else out_file(args.out, ".pdf")
    with signed_in(args) as registry:
        its_round = by_name(args.round)
        ids = ids_of_round(its_round.id)
        if not ids:
            raise BadInputError(
                _("The round “{name}” has no receipts yet.").format(name=its_round.name), "round"
            )
        return _print_each(registry, ids, path) if each else _print(registry, ids, path)


def _progress(done: int, total: int) -> None:
    if done % _PROGRESS_EVERY == 0 and sys.stderr and sys.stderr.isatty():
        say(_("{done} of {total} receipts").format(done=done, total=total))


def _warn(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        say(sentence)


def _print_each(registry: "Registry", ids: Sequence[int], folder: Path) -> Answer:
    from firereg.services.receipt_files import save_each
    from firereg.services.receipts import boxes_on

    _warn(boxes_on(registry, ids))
    made = save_each(registry, ids, folder, _progress)
    text = _("{n} files in {folder}.").format(n=len(made), folder=folder)
    return Answer({"files": len(made), "path": str(folder)}, text)


def _print(registry: "Registry", ids: Sequence[int], path: Path) -> Answer:
    from firereg.services.receipt_files import save_together
    from firereg.services.receipts import boxes_on

    _warn(boxes_on(registry, ids))
    pdf = save_together(registry, ids, path, _progress)
    pages = _page_count(pdf)
    text = _("{pages} pages in {path}.").format(pages=pages, path=path)
    return Answer({"pages": pages, "path": str(path)}, text)


def _page_count(pdf: bytes) -> int:
    (pages,) = re.findall(rb"/Count (\d+)", pdf)
    return int(pages)


def void(args: Namespace) -> Answer:
    """A handover, cancelled."""
    from firereg.services import handovers
    from firereg.services.handover_list import by_number

    with signed_in(args) as registry:
        row = by_number(args.number, registry.today())
        returned = handovers.void(registry, row.id, args.reason)
    text = _("Receipt {code} is cancelled. Back in stock: {serials}.").format(
        code=row.code, serials=", ".join(returned) or "–"
    )
    return Answer({"receipt": row.code, "returned": returned}, text)


def support(args: Namespace) -> Answer:
    """The sign list of a round."""
    from firereg.exchange.files import save_file
    from firereg.services import exports
    from firereg.services.round_papers import sign_list, sign_list_workbook
    from firereg.services.rounds import by_name

    path = out_file(args.out, ".pdf", ".xlsx")
    with signed_in(args) as registry:
        its_round = by_name(args.round)
        paper = sign_list(registry, its_round.id, registry.full_name)
        if path.suffix.lower() == ".pdf":
            from firereg.documents.sign_list import sign_list_pdf

            data = sign_list_pdf(paper)
        else:
            data = sign_list_workbook(registry, its_round.id)
        told = _("Sign list: {name}").format(name=its_round.name)
        with exports.recording(registry, told, len(paper.rows), path.suffix.lower(), exports.Numbers.FULL):
            save_file(path, data)
    total = sum(row.amount_dong or 0 for row in paper.rows)
    text = _("{rows} rows, {total} đồng, in {path}.").format(
        rows=len(paper.rows), total=format_dong(total), path=path
    )
    return Answer({"rows": len(paper.rows), "total": total, "path": str(path)}, text)
