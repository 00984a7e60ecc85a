"""inspect, service, overdue and due: the clocks of the extinguishers."""

import argparse
from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from firereg.cli.answer import Answer, say, table
from firereg.cli.inputs import day_of, out_file, points_of
from firereg.cli.session import signed_in
from firereg.domain.checklist import Item
from firereg.domain.dates import format_date
from firereg.domain.labels import clock_label
from firereg.domain.money import parse_dong
from firereg.domain.schedule import Clock, RecordKind, days_late
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.overdue import OverdueFilter, OverdueRow

_SERVICES = (RecordKind.MAINTENANCE, RecordKind.RECHARGE, RecordKind.HYDROSTATIC)


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    looked = commands.add_parser("inspect", parents=[common], help=_("record an inspection"))
    looked.add_argument("serial", metavar=_("SERIAL"))
    looked.add_argument("--date", metavar=_("DATE"), help=_("today where it is not given"))
    looked.add_argument("--result", choices=("pass", "fail"), required=True, help=_("whether it passed"))
    looked.add_argument(
        "--fault", metavar=_("TEXT"), default="", help=_("what is wrong, where it did not pass")
    )
    looked.add_argument(
        "--failed",
        metavar=_("POINTS"),
        default="",
        help=_("points that are not in order, by commas: {points}").format(points=", ".join(Item)),
    )
    looked.add_argument("--weight", metavar=_("GRAMS"), type=int, help=_("what it weighs, with its shell"))
    looked.add_argument("--mended", action="store_true", help=_("it passed: close its open faults"))
    looked.add_argument("--responsible", metavar=_("NAME"), default="", help=_("who mends the fault"))
    looked.add_argument("--mend-by", metavar=_("DATE"), help=_("by when the fault is mended"))
    looked.add_argument(
        "--photo",
        metavar=_("FILE"),
        type=Path,
        action="append",
        default=[],
        help=_("a photo; may be repeated"),
    )
    looked.add_argument("--inspector", metavar=_("NAME"), default="", help=_("who looked; else you"))
    looked.set_defaults(run=inspect)

    worked = commands.add_parser("service", parents=[common], help=_("record the work of a firm"))
    worked.add_argument("serial", metavar=_("SERIAL"))
    worked.add_argument(
        "--kind", choices=[str(kind) for kind in _SERVICES], required=True, help=_("what was done")
    )
    worked.add_argument("--date", metavar=_("DATE"), help=_("today where it is not given"))
    worked.add_argument("--firm", metavar=_("NAME"), required=True, help=_("the competent firm"))
    worked.add_argument("--certificate", metavar=_("TEXT"), default="", help=_("number of its certificate"))
    worked.add_argument("--cost", metavar=_("AMOUNT"), help=_("what it cost"))
    worked.add_argument("--keep-faults", action="store_true", help=_("open faults stay open"))
    worked.set_defaults(run=service)

    late = commands.add_parser("overdue", parents=[common], help=_("what is late, and by how many days"))
    late.add_argument("--as-of", metavar=_("DATE"), help=_("today where it is not given"))
    late.add_argument("--group", metavar="N", help=_("only that residential group"))
    late.add_argument("--clock", choices=[str(clock) for clock in Clock], help=_("only that clock"))
    late.add_argument("--out", metavar="FILE.pdf|.xlsx", help=_("save the list too"))
    late.set_defaults(run=overdue)

    one = commands.add_parser("due", parents=[common], help=_("every clock of one extinguisher"))
    one.add_argument("--serial", metavar=_("SERIAL"), required=True)
    one.add_argument("--as-of", metavar=_("DATE"), help=_("today where it is not given"))
    one.set_defaults(run=due)


def inspect(args: Namespace) -> Answer:
    """An inspection, recorded with its photos."""
    from firereg.services.clocks import due_of
    from firereg.services.equipment import by_serial
    from firereg.services.inspections import InspectionDraft, warnings
    from firereg.services.photos import keep_with_inspection

    with signed_in(args) as registry:
        today = registry.today()
        draft = InspectionDraft(
            args.serial,
            day_of(args.date, today),
            args.result == "pass",
            args.fault,
            args.inspector,
            failed_items=points_of(args.failed),
            weight_g=args.weight,
            closes_faults=args.mended,
            responsible=args.responsible,
            due_on=day_of(args.mend_by, today, "due_on") if args.mend_by else None,
        )
        for doubt in warnings(draft):
            say(doubt)
        keep_with_inspection(registry, draft, args.photo)
        return _recorded(args.serial, due_of(by_serial(args.serial).id), today)


def service(args: Namespace) -> Answer:
    """The work of a firm, recorded."""
    from firereg.services.inputs import taken
    from firereg.services.inspections import ServiceDraft
    from firereg.services.inspections import service as keep

    with signed_in(args) as registry:
        today = registry.today()
        draft = ServiceDraft(
            args.serial,
            RecordKind(args.kind),
            day_of(args.date, today),
            args.firm,
            args.certificate,
            cost_dong=taken(parse_dong, args.cost, "cost_dong") if args.cost else None,
            closes_faults=not args.keep_faults,
        )
        return _recorded(args.serial, keep(registry, draft), today)


def _recorded(serial: str, dues: Mapping[Clock, date | None], today: date) -> Answer:
    from firereg.services.inputs import compact

    kept = compact(serial)
    heading = _("Recorded for extinguisher {serial}. Due next:").format(serial=kept)
    return Answer({"serial": kept, "due": dict(dues)}, f"{heading}\n{_due_table(dues, today)}")


def due(args: Namespace) -> Answer:
    """Every clock of one extinguisher; null in JSON where its start is not known."""
    from firereg.services.clocks import due_of
    from firereg.services.equipment import by_serial

    with signed_in(args) as registry:
        as_of = day_of(args.as_of, registry.today(), "as_of")
        dues = due_of(by_serial(args.serial).id)
    return Answer(dict(dues), _due_table(dues, as_of))


def _due_table(dues: Mapping[Clock, date | None], as_of: date) -> str:
    rows = [
        (
            clock_label(clock),
            format_date(day) if day else _("not known"),
            str(days_late(day, as_of) or "") if day else "",
        )
        for clock, day in dues.items()
    ]
    return table([_("Clock"), _("Due on"), _("Days late")], rows, right=[2])


def overdue(args: Namespace) -> Answer:
    """What is late."""
    from firereg.services.overdue import OverdueFilter, overdue_all
    from firereg.services.wards import group_named

    path = out_file(args.out, ".pdf", ".xlsx") if args.out else None
    with signed_in(args) as registry:
        as_of = day_of(args.as_of, registry.today(), "as_of")
        group_id = group_named(args.group).id if args.group else None
        which = OverdueFilter(Clock(args.clock) if args.clock else None, group_id)
        rows = overdue_all(as_of, which)
        if path:
            _save_overdue(path, as_of, which)
    value = [
        {
            "serial": row.serial,
            "household": row.household_code,
            "group": row.group_number,
            "clock": row.clock,
            "due": row.due,
            "days_late": row.days_late,
        }
        for row in rows
    ]
    return Answer(value, _overdue_text(rows, as_of))


def _save_overdue(path: Path, as_of: date, which: "OverdueFilter") -> None:
    from firereg.exchange.files import save_file

    if path.suffix.lower() == ".pdf":
        from firereg.documents.overdue_list import overdue_pdf
        from firereg.services.papers import overdue_list

        data = overdue_pdf(overdue_list(as_of, which))
    else:
        from firereg.services.tables import overdue_workbook

        data = overdue_workbook(as_of, which)
    save_file(path, data)
    say(_("The list is in {path}.").format(path=path))


def _overdue_text(rows: "list[OverdueRow]", as_of: date) -> str:
    if not rows:
        return _("Nothing is overdue on {day}.").format(day=format_date(as_of))
    heads = [
        _("Serial number"),
        _("Overdue"),
        _("Due on"),
        _("Days late"),
        _("Group"),
        _("Household code"),
        _("Head of household"),
    ]
    cells = [
        (
            row.serial,
            clock_label(row.clock),
            format_date(row.due),
            str(row.days_late),
            str(row.group_number or "–"),
            row.household_code or "–",
            row.head_name or _("Ward's store"),
        )
        for row in rows
    ]
    return table(heads, cells, right=[3, 4])
