"""import: a ward's list of households comes in, any import is taken back, and what such lists should look like."""

import argparse
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firereg.cli import stock
from firereg.cli.answer import Answer, table
from firereg.cli.arguments import count
from firereg.cli.import_answers import (
    BAD_INPUT,
    SHOWN,
    add_list_options,
    ending,
    mapping_of,
    progress,
    tell_wrong,
)
from firereg.cli.inputs import out_file
from firereg.cli.session import signed_in
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.import_plan import Decision, ImportPlan, RowKey


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    parser = commands.add_parser("import", help=_("bring a list in, or take an import back"))
    kinds = parser.add_subparsers(dest="what", metavar=_("WHAT"), required=True)

    listed = kinds.add_parser(
        "households", parents=[common], help=_("a list of households: .xlsx, .xls, .ods or .csv")
    )
    add_list_options(listed)
    listed.add_argument("--create-groups", action="store_true", help=_("create the groups that are missing"))
    listed.add_argument(
        "--duplicates",
        choices=("skip", "new", "update"),
        default="skip",
        help=_("what to do with rows that may be a household already there"),
    )
    listed.add_argument("--group", metavar="N", help=_("the group of rows that name none"))
    listed.add_argument(
        "--poverty", action="store_true", help=_("it is the yearly list of poor and near-poor households")
    )
    listed.add_argument("--year", metavar=_("YEAR"), type=count, help=_("the year that the list holds for"))
    listed.add_argument(
        "--end-left", action="store_true", help=_("with --poverty: end the status of those not in the list")
    )
    listed.set_defaults(run=households)

    stock.add_import(kinds, common)

    back = kinds.add_parser("undo", parents=[common], help=_("take a whole import back"))
    back.add_argument("batch", metavar=_("NUMBER"), type=count)
    back.set_defaults(run=undo)

    sample = kinds.add_parser("template", parents=[common], help=_("save a workbook to fill in"))
    sample.add_argument(
        "--kind", choices=("households", "extinguishers"), default="households", help=_("for which list")
    )
    sample.add_argument("--sample", action="store_true", help=_("with a few made-up rows, to try the import"))
    sample.add_argument("--out", metavar="FILE.xlsx", required=True)
    sample.set_defaults(run=template)


def households(args: Namespace) -> Answer:
    """What came in, or would."""
    from firereg.services import backups, imports
    from firereg.services.backup_files import Reason
    from firereg.services.wards import group_named

    with signed_in(args) as registry:
        plan = imports.plan(
            registry,
            Path(args.file).expanduser(),
            args.sheet,
            mapping_of(args.map),
            progress,
            kind=imports.ListKind.POVERTY if args.poverty else imports.ListKind.HOUSEHOLDS,
            year=args.year,
            group_id=group_named(args.group).id if args.group else None,
        )
        wrong = plan.counts["wrong"] and not args.skip_wrong
        batch = None
        if wrong:
            tell_wrong(plan)
        elif not args.dry_run:
            backups.before(registry, Reason.IMPORT)
            batch = imports.apply(
                registry,
                plan,
                _decisions(plan, args.duplicates),
                progress,
                create_groups=args.create_groups,
                skip_wrong=args.skip_wrong,
                end_left=args.end_left,
            )
    status = BAD_INPUT if wrong and not args.dry_run else 0
    return Answer(_value(plan) | {"batch": batch}, _text(plan, batch, args, failed=status != 0), status)


def undo(args: Namespace) -> Answer:
    """One import, taken back."""
    from firereg.services import imports

    with signed_in(args) as registry:
        batch = imports.undo(registry, args.batch)
    text = _("The import of {file} was taken back.").format(file=batch.file_name)
    return Answer({"batch": batch.id, "undone": True}, text)


def template(args: Namespace) -> Answer:
    """A workbook with the columns that an import knows, empty or with a few made-up rows."""
    from firereg.exchange.files import save_file
    from firereg.exchange.household_template import household_sample, household_template
    from firereg.exchange.stock_template import stock_sample, stock_template

    make = {
        "households": (household_template, household_sample),
        "extinguishers": (stock_template, stock_sample),
    }[args.kind][args.sample]
    path = save_file(out_file(args.out, ".xlsx"), make())
    return Answer({"path": path}, _("Saved {name}.").format(name=path.name))


def _decisions(plan: "ImportPlan", wanted: str) -> "Mapping[RowKey, Decision]":
    from firereg.services.imports import TAKE_AS_NEW, Decision

    if wanted == "new":
        return {row.key: TAKE_AS_NEW for row in plan.rows if row.twins}
    if wanted == "update":
        clear = (row for row in plan.rows if len(row.twins) == 1 and row.twins[0].household_id)
        return {row.key: Decision(row.twins[0].household_id) for row in clear}
    return {}


def _value(plan: "ImportPlan") -> dict[str, Any]:
    counts = plan.counts
    several = len(plan.sheets) > 1

    def where(key: "RowKey") -> dict[str, Any]:
        return {"row": key[1]} | ({"sheet": key[0]} if several else {})

    return {
        "rows": counts["rows"],
        "new": counts["new"],
        "updated": counts["updated"],
        "unchanged": counts["unchanged"],
        "skipped": [where((one.sheet, one.row_number)) | {"problem": one.reason} for one in plan.skipped],
        "duplicates": [
            where(row.key) | {"household": twin.code or None, "why": twin.why}
            for row in plan.rows
            for twin in row.twins
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
        "groups": [{"number": key.number, "ward": key.ward} for key in sorted(plan.missing_groups)],
        "left": [
            {"household": one.code, "category": one.category, "until": one.valid_to} for one in plan.left
        ],
    }


def _text(plan: "ImportPlan", batch: int | None, args: Namespace, *, failed: bool) -> str:
    names = {
        "rows": _("Rows"),
        "new": _("New"),
        "updated": _("Changed"),
        "unchanged": _("Unchanged"),
        "duplicate": _("Duplicates"),
        "wrong": _("Wrong"),
        "skipped": _("Left out"),
    }
    if plan.kind == "poverty":
        names["left"] = _("No longer in the list")
    counts = plan.counts
    lines = [
        table([_("What"), _("Count")], [(name, str(counts[key])) for key, name in names.items()], right=[1])
    ]
    if plan.has_statuses:
        lines.append(_("The list holds for the year {year}.").format(year=plan.year))
    if plan.missing_groups:
        groups = ", ".join(f"{key.number} {key.ward}" for key in sorted(plan.missing_groups))
        lines.append(_("Groups that are not there yet: {groups}").format(groups=groups))
    lines += list(_duplicates(plan))
    lines.append(ending(batch, dry_run=args.dry_run, failed=failed))
    return "\n".join(lines)


def _duplicates(plan: "ImportPlan") -> Iterator[str]:
    rows = [row for row in plan.rows if row.twins]
    for row in rows[:SHOWN]:
        twin = row.twins[0]
        yield f"{plan.place(row.key)}: {row.listed.head_name} – {twin.code} {twin.head_name}. {twin.why}"
    if len(rows) > SHOWN:
        yield _("… and {count} more").format(count=len(rows) - SHOWN)
