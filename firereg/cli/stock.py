"""import extinguishers and export: a stock list comes in, the lists of the registry go out."""

import argparse
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firereg.cli.answer import Answer, table
from firereg.cli.import_answers import (
    BAD_INPUT,
    SHOWN,
    add_list_options,
    ending,
    mapping_of,
    progress,
    tell_wrong,
)
from firereg.cli.inputs import day_of, out_file
from firereg.cli.session import signed_in
from firereg.domain.dates import format_date
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.stock_plan import PlannedExtinguisher, StockPlan

KINDS = (
    *("households", "extinguishers", "handovers", "overdue", "deliveries", "balance"),
    *("programmes", "zalo-groups", "notices", "alerts", "journal"),
)


def add_import(kinds, common: argparse.ArgumentParser) -> None:
    """Add `import extinguishers`."""
    listed = kinds.add_parser(
        "extinguishers", parents=[common], help=_("the stock list of a delivery: .xlsx, .xls, .ods or .csv")
    )
    add_list_options(listed)
    listed.add_argument("--donor", metavar=_("NAME"), default="", help=_("who gave them"))
    listed.add_argument(
        "--day", metavar=_("DATE"), help=_("the day they came; else as the list says, or today")
    )
    listed.add_argument("--kind", metavar=_("CODE"), default="", help=_("the kind of rows that name none"))
    listed.set_defaults(run=extinguishers)


def extinguishers(args: Namespace) -> Answer:
    """What came into stock, or would."""
    from firereg.services import backups, stock_import
    from firereg.services.backup_files import Reason

    with signed_in(args) as registry:
        plan = stock_import.plan(
            registry,
            Path(args.file).expanduser(),
            args.sheet,
            mapping_of(args.map),
            progress,
            day=day_of(args.day, registry.today()) if args.day else None,
            donor=args.donor,
            kind_code=args.kind,
        )
        wrong = plan.counts["wrong"] and not args.skip_wrong
        batch = None
        if wrong:
            tell_wrong(plan)
        elif not args.dry_run:
            backups.before(registry, Reason.IMPORT)
            batch = stock_import.apply(registry, plan, progress, skip_wrong=args.skip_wrong)
    status = BAD_INPUT if wrong and not args.dry_run else 0
    return Answer(_value(plan) | {"batch": batch}, _text(plan, batch, args, failed=status != 0), status)


def _value(plan: "StockPlan") -> dict[str, Any]:
    counts = plan.counts
    several = len(plan.sheets) > 1

    def where(key: tuple[str, int]) -> dict[str, Any]:
        return {"row": key[1]} | ({"sheet": key[0]} if several else {})

    return {
        **{name: counts[name] for name in ("rows", "new", "updated", "unchanged")},
        "skipped": [where((one.sheet, one.row_number)) | {"problem": one.reason} for one in plan.skipped],
        "duplicates": [
            where(row.key) | {"extinguisher": row.draft.serial, "why": row.problems[0].sentence}
            for row in plan.rows
            if row.twin
        ],
        "errors": [
            where(row.key) | {"column": problem.column, "value": problem.value, "problem": problem.sentence}
            for row in plan.rows
            for problem in row.problems
        ],
        "converted": plan.converted(),
        "repaired": [
            where(key) | {"column": repair.column, "from": repair.before, "to": repair.after}
            for key, repair in plan.repairs()
        ],
        "kept": [
            where(row.key)
            | {
                "extinguisher": row.draft.serial,
                "field": one.field,
                "registry": one.before,
                "list": one.after,
            }
            for row in plan.rows
            for one in row.kept
        ],
        "delivery": vars(plan.delivery),
    }


def _text(plan: "StockPlan", batch: int | None, args: Namespace, *, failed: bool) -> str:
    names = {
        "rows": _("Rows"),
        "new": _("New"),
        "updated": _("Changed"),
        "unchanged": _("Unchanged"),
        "wrong": _("Wrong"),
        "skipped": _("Left out"),
    }
    counts = plan.counts
    lines = [
        table([_("What"), _("Count")], [(name, str(counts[key])) for key, name in names.items()], right=[1])
    ]
    came = _("They came on {day}.") if not plan.delivery.donor else _("They came on {day} from {donor}.")
    lines.append(came.format(day=format_date(plan.delivery.day), donor=plan.delivery.donor))
    lines += list(_kept(plan))
    lines.append(ending(batch, dry_run=args.dry_run, failed=failed))
    return "\n".join(lines)


def _kept(plan: "StockPlan") -> Iterator[str]:
    rows = [row for row in plan.rows if row.kept]
    for row in rows[:SHOWN]:
        yield f"{plan.place(row.key)}: {row.draft.serial} – {_kept_words(row)}"
    if len(rows) > SHOWN:
        yield _("… and {count} more").format(count=len(rows) - SHOWN)


def _kept_words(row: "PlannedExtinguisher") -> str:
    words = _("the registry has “{registry}”, the list “{listed}”; it stays as it is.")
    return " ".join(words.format(registry=one.before, listed=one.after) for one in row.kept)


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add `export`."""
    out = commands.add_parser("export", parents=[common], help=_("save what a list shows"))
    out.add_argument("kind", choices=KINDS, help=_("which list"))
    out.add_argument("--out", metavar="FILE.xlsx|.csv", required=True)
    out.add_argument("--as-of", metavar=_("DATE"), help=_("of overdue and balance: the day; else today"))
    out.set_defaults(run=export)


def export(args: Namespace) -> Answer:
    """A list, saved."""
    from firereg.services import exports

    path = out_file(args.out, ".xlsx", ".csv")
    with signed_in(args) as registry:
        as_of = day_of(args.as_of, registry.today(), "as_of")
        rows = exports.export(registry, args.kind, path, as_of)
    text = _("{n} rows are in {name}.").format(n=rows, name=path.name)
    return Answer({"rows": rows, "path": path}, text)
