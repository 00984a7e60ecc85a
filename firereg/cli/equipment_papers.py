"""remind, report and labels: what goes out about the extinguishers."""

import argparse
from argparse import Namespace

from firereg.cli.answer import Answer
from firereg.cli.arguments import count
from firereg.cli.inputs import day_of, out_file
from firereg.cli.session import signed_in
from firereg.errors import BadInputError
from firereg.i18n import _

_NEXT_GROUP = "\n\n" + "-" * 20 + "\n\n"


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    told = commands.add_parser("remind", parents=[common], help=_("what to send to the chat of each group"))
    told.add_argument("--as-of", metavar=_("DATE"), help=_("today where it is not given"))
    told.add_argument("--group", metavar="N", help=_("only that residential group"))
    told.add_argument("--no-names", action="store_true", help=_("only how many households, without names"))
    told.add_argument("--record", action="store_true", help=_("keep that these groups were reminded today"))
    told.add_argument("--out", metavar="FILE.txt", required=True)
    told.set_defaults(run=remind)

    report = commands.add_parser("report", parents=[common], help=_("yearly reports"))
    kinds = report.add_subparsers(dest="report_command", metavar=_("KIND"), required=True)
    yearly = kinds.add_parser(
        "equipment", parents=[common], help=_("the extinguishers of the ward in a year")
    )
    yearly.add_argument("--year", metavar="YYYY", type=count, required=True)
    yearly.add_argument("--out", metavar="FILE.pdf|.xlsx", required=True)
    yearly.set_defaults(run=equipment)

    stickers = commands.add_parser("labels", parents=[common], help=_("save stickers for extinguishers"))
    stickers.add_argument("serials", metavar=_("SERIAL"), nargs="+")
    stickers.add_argument(
        "--stock", metavar=_("NAME"), default="24", help=_("the sheet, by the begin of its name")
    )
    stickers.add_argument("--start", metavar="N", type=count, default=1, help=_("the first free sticker"))
    stickers.add_argument("--symbol", choices=("qr", "code128", "both"), default="both")
    stickers.add_argument("--right", metavar="MM", type=float, default=0.0, help=_("moved to the right"))
    stickers.add_argument("--down", metavar="MM", type=float, default=0.0, help=_("moved down"))
    stickers.add_argument("--out", metavar="FILE.pdf", required=True)
    stickers.set_defaults(run=labels)


def remind(args: Namespace) -> Answer:
    """The message of each group that has something overdue."""
    from firereg.exchange.files import save_file
    from firereg.services import reminders
    from firereg.services.wards import group_named

    path = out_file(args.out, ".txt")
    with signed_in(args) as registry:
        as_of = day_of(args.as_of, registry.today(), "as_of")
        group_id = group_named(args.group).id if args.group else None
        told = reminders.texts(registry, as_of, group_id, names=not args.no_names)
        with registry.transaction():  # kept only when the file is there
            if args.record:
                for one in told:
                    reminders.remember(registry, way=reminders.Way.FILE, text=one.text, group_id=one.group_id)
            save_file(path, _NEXT_GROUP.join(one.text for one in told).encode("utf-8-sig"))
    value = [{"group": one.group_number, "text": one.text, "parts": list(one.parts)} for one in told]
    text = _("Messages for {n} residential groups in {path}.").format(n=len(told), path=path)
    return Answer(value, text)


def equipment(args: Namespace) -> Answer:
    """The report of a year."""
    from firereg.exchange.files import save_file
    from firereg.services import equipment_report

    path = out_file(args.out, ".pdf", ".xlsx")
    with signed_in(args) as registry:
        told = equipment_report.figures(registry, args.year)
        data = (
            equipment_report.pdf(told) if path.suffix.lower() == ".pdf" else equipment_report.workbook(told)
        )
    save_file(path, data)
    totals = told.report.totals
    text = _("{n} extinguishers, {overdue} of them overdue on the day of the report, in {path}.").format(
        n=totals.extinguishers, overdue=totals.overdue, path=path
    )
    return Answer(
        {
            "year": args.year,
            "extinguishers": totals.extinguishers,
            "overdue": totals.overdue,
            "path": str(path),
        },
        text,
    )


def labels(args: Namespace) -> Answer:
    """Stickers on sheets."""
    from firereg.documents.labels import labels_pdf
    from firereg.exchange.files import save_file
    from firereg.services import label_papers

    path = out_file(args.out, ".pdf")
    stock = label_papers.stock_named(args.stock)
    if args.start > stock.cells:
        raise BadInputError(
            _("A sheet of these stickers has only {n}. Start at 1 to {n}.").format(n=stock.cells), "start"
        )
    with signed_in(args) as registry:
        stickers = label_papers.labels(registry, args.serials)
    data = labels_pdf(
        stickers, stock, start=args.start, dx_mm=args.right, dy_mm=args.down, symbol=args.symbol
    )
    save_file(path, data)
    sheets = -(-(args.start - 1 + len(stickers)) // stock.cells)
    text = _("Stickers: {n}, sheets: {sheets}, in {path}.").format(n=len(stickers), sheets=sheets, path=path)
    return Answer({"labels": len(stickers), "sheets": sheets, "path": str(path)}, text)
