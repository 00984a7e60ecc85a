"""walk: rounds of inspection planned, printed, entered, taken back from a workbook and closed."""

import argparse
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firereg.cli.answer import Answer, say, table
from firereg.cli.arguments import count
from firereg.cli.inputs import day_of, out_file, points_of
from firereg.cli.session import signed_in
from firereg.domain.checklist import Item
from firereg.domain.dates import format_date
from firereg.domain.labels import outcome_label
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.walk_results import ResultsPlan
    from firereg.services.walks import LineRow, Summary, WalkRow

_BAD_INPUT = 3
_RESULTS = (Outcome.PASSED, Outcome.FAILED, Outcome.NOT_FOUND)


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    walk = commands.add_parser("walk", parents=[common], help=_("rounds of inspection"))
    kinds = walk.add_subparsers(dest="walk_command", metavar=_("COMMAND"), required=True)
    _add_plan(kinds.add_parser("plan", parents=[common], help=_("plan a walk")))
    _add_enter(
        kinds.add_parser("enter", parents=[common], help=_("enter what was found of one extinguisher"))
    )

    listed = kinds.add_parser(
        "list", parents=[common], help=_("the walks that are open, and how far they are")
    )
    listed.add_argument("--closed", action="store_true", help=_("those that are closed"))
    listed.set_defaults(run=list_walks)

    printed = kinds.add_parser("sheets", parents=[common], help=_("save walk sheets to print or to fill in"))
    printed.add_argument("ids", metavar="ID", nargs="+", type=count)
    printed.add_argument("--out", metavar="FILE.pdf|.xlsx", required=True)
    printed.set_defaults(run=sheets)

    back = kinds.add_parser("results", parents=[common], help=_("take a filled-in workbook back"))
    back.add_argument("file", metavar=_("FILE"))
    back.add_argument("--walk", metavar="ID", type=count, help=_("expect the sheet of that walk alone"))
    back.add_argument("--date", metavar=_("DATE"), help=_("the day of lines that name none"))
    back.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    back.set_defaults(run=results)

    for name, run, text in (
        ("summary", summary, _("what a walk came to")),
        ("close", close, _("end a walk; the rest was not visited")),
        ("reopen", reopen, _("go on with a closed walk")),
        ("undo", undo, _("take the last entry on a walk back")),
    ):
        one = kinds.add_parser(name, parents=[common], help=text)
        one.add_argument("id", metavar="ID", type=count)
        if name == "close":
            one.add_argument(
                "--remark", metavar=_("TEXT"), default="", help=_("why the rest was not visited")
            )
        one.set_defaults(run=run)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", metavar=_("NAME"), required=True)
    parser.add_argument("--group", metavar="N", help=_("only that residential group"))
    parser.add_argument("--street", metavar=_("TEXT"), default="", help=_("only that street"))
    parser.add_argument("--all", action="store_true", help=_("one walk for each residential group"))
    parser.add_argument("--from", dest="first", metavar=_("DATE"), help=_("today where it is not given"))
    parser.add_argument("--to", dest="last", metavar=_("DATE"), help=_("the same day where it is not given"))
    parser.add_argument("--inspector", metavar=_("NAME"), default="", help=_("else the leader of the group"))
    parser.add_argument(
        "--due-only", action="store_true", help=_("only what the owner has to check by the last day")
    )
    parser.add_argument("--programme", metavar=_("NAME"), default="", help=_("the programme it belongs to"))
    parser.set_defaults(run=plan)


def _add_enter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=count)
    parser.add_argument("code", metavar=_("CODE"), help=_("code of the line, serial or label number"))
    parser.add_argument("--result", choices=[str(one) for one in _RESULTS], required=True)
    parser.add_argument("--date", metavar=_("DATE"), help=_("today where it is not given"))
    parser.add_argument("--fault", metavar=_("TEXT"), default="", help=_("what is wrong, or a remark"))
    parser.add_argument(
        "--failed",
        metavar=_("POINTS"),
        default="",
        help=_("points that are not in order, by commas: {points}").format(points=", ".join(Item)),
    )
    parser.add_argument("--weight", metavar=_("GRAMS"), type=count, help=_("what it weighs, with its shell"))
    parser.add_argument("--inspector", metavar=_("NAME"), default="", help=_("who looked"))
    parser.add_argument("--found-at", metavar=_("CODE"), help=_("code of the household where it hangs"))
    parser.set_defaults(run=enter)


def plan(args: Namespace) -> Answer:
    """New walks."""
    from firereg.services import programmes, walks
    from firereg.services.wards import group_named

    if args.all and (args.group or args.street):
        raise BadInputError(_("Choose --all, or a group and a street."), "group")
    with signed_in(args) as registry:
        first = day_of(args.first, registry.today(), "first_day")
        draft = walks.WalkDraft(
            name=args.name,
            first_day=first,
            last_day=day_of(args.last, registry.today(), "last_day") if args.last else first,
            group_id=group_named(args.group).id if args.group else None,
            street=args.street,
            inspector=args.inspector,
            due_only=args.due_only,
            programme_id=programmes.by_name(args.programme).id if args.programme else None,
        )
        ids = walks.plan_all(registry, draft) if args.all else [walks.plan(registry, draft)]
        rows = [walks.walk(walk_id) for walk_id in ids]
    return Answer([_walk_value(row) for row in rows], _walk_table(rows))


def list_walks(args: Namespace) -> Answer:
    """The walks that are open, or those that are closed."""
    from firereg.services import walks

    with signed_in(args):
        rows: list[WalkRow] = []
        page = walks.walks(closed=args.closed)
        while page:
            rows += page
            page = walks.walks(closed=args.closed, after=walks.walk_key(page[-1]))
    return Answer([_walk_value(row) for row in rows], _walk_table(rows) if rows else _("There is no walk."))


def sheets(args: Namespace) -> Answer:
    """The sheets of some walks, as one file."""
    from firereg.exchange.files import save_file
    from firereg.services import walk_papers, walks

    path = out_file(args.out, ".pdf", ".xlsx")
    with signed_in(args):
        ids = list(dict.fromkeys(args.ids))
        rows = [walks.walk(walk_id) for walk_id in ids]
        data = walk_papers.pdf(ids) if path.suffix.lower() == ".pdf" else walk_papers.workbook(ids)
    save_file(path, data)
    lines = sum(row.total for row in rows)
    text = _("{lines} lines of {walks} walks in {path}.").format(lines=lines, walks=len(rows), path=path)
    return Answer({"walks": len(rows), "lines": lines, "path": str(path)}, text)


def enter(args: Namespace) -> Answer:
    """What was found of one extinguisher."""
    from firereg.services import households, walk_entry

    with signed_in(args) as registry:
        day = day_of(args.date, registry.today())
        found = households.by_code(args.found_at, day).id if args.found_at else None
        kept = walk_entry.enter(
            registry,
            args.id,
            args.code,
            Outcome(args.result),
            day=day,
            failed_items=points_of(args.failed),
            words=args.fault,
            inspector=args.inspector,
            found_household_id=found,
            weight_g=args.weight,
        )
    for sentence in kept.warnings:
        say(sentence)
    return Answer({**_line_value(kept.row), "warnings": list(kept.warnings)}, kept.sentence)


def results(args: Namespace) -> Answer:
    """The results in a workbook."""
    from firereg.services import walk_results

    with signed_in(args) as registry:
        day = day_of(args.date, registry.today()) if args.date else None
        told = walk_results.read(registry, Path(args.file).expanduser(), walk_id=args.walk, day=day)
        if not (args.dry_run or told.problems):
            walk_results.apply(registry, told)
    for problem in told.problems:
        value = f" ({problem.value})" if problem.value else ""
        say(f"{walk_results.place(problem)}: {problem.problem}{value}")
    return Answer(_results_value(told), _results_text(told, args.dry_run), _BAD_INPUT if told.problems else 0)


def summary(args: Namespace) -> Answer:
    """What a walk came to."""
    from firereg.services import walks

    with signed_in(args):
        walks.walk(args.id)
        return _summed(walks.summary(args.id))


def close(args: Namespace) -> Answer:
    """A walk, closed."""
    from firereg.services import walks

    with signed_in(args) as registry:
        return _summed(walks.close(registry, args.id, args.remark))


def reopen(args: Namespace) -> Answer:
    """A walk, open again."""
    from firereg.services import walks

    with signed_in(args) as registry:
        walks.reopen(registry, args.id)
        row = walks.walk(args.id)
    return Answer(_walk_value(row), _walk_table([row]))


def undo(args: Namespace) -> Answer:
    """The last entry, taken back."""
    from firereg.services import walk_entry

    with signed_in(args) as registry:
        change = walk_entry.undo(registry, args.id)
    if change is None:
        return Answer({"undone": None}, _("Nothing was entered on this walk."))
    return Answer({"undone": change.subject}, _("Taken back: {subject}.").format(subject=change.subject))


def _walk_value(row: "WalkRow") -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "inspector": row.inspector,
        "closed_on": row.closed_on,
        "lines": row.total,
        "done": row.done,
        "passed": row.passed,
        "failed": row.failed,
        "not_found": row.not_found,
        "elsewhere": row.elsewhere,
    }


def _walk_table(rows: "list[WalkRow]") -> str:
    heads = [
        _("No."),
        _("Name"),
        _("From"),
        _("To"),
        _("Lines"),
        _("Done"),
        *(outcome_label(one) for one in (Outcome.FAILED, Outcome.NOT_FOUND, Outcome.ELSEWHERE)),
    ]
    cells = [
        (
            str(row.id),
            row.name,
            format_date(row.first_day),
            format_date(row.last_day),
            *map(str, (row.total, row.done, row.failed, row.not_found, row.elsewhere)),
        )
        for row in rows
    ]
    return table(heads, cells, right=[0, 4, 5, 6, 7, 8])


def _line_value(row: "LineRow") -> dict[str, Any]:
    return {
        "serial": row.serial,
        "household": row.household_code,
        "outcome": row.outcome,
        "passed": row.passed,
        "fault": row.fault,
        "items": list(row.failed_items),
        "remark": row.remark,
    }


def _summed(told: "Summary") -> Answer:
    parts = {
        "failed": told.failed,
        "not_found": told.not_found,
        "elsewhere": told.elsewhere,
        "not_visited": told.not_visited,
    }
    value = {"walk": _walk_value(told.walk)} | {
        name: [_line_value(row) for row in rows] for name, rows in parts.items()
    }
    from firereg.services import walk_words

    labels = (Outcome.FAILED, Outcome.NOT_FOUND, Outcome.ELSEWHERE, Outcome.OPEN)
    heads = [_("Result"), _("Serial number"), _("Head of household"), _("Address"), _("Remark")]
    cells = [
        (outcome_label(label), row.serial, row.head_name or "–", row.address, walk_words.told(row))
        for label, rows in zip(labels, parts.values(), strict=True)
        for row in rows
    ]
    text = _walk_table([told.walk])
    return Answer(value, f"{text}\n\n{table(heads, cells)}" if cells else text)


def _results_value(told: "ResultsPlan") -> dict[str, Any]:
    return {
        "passed": told.count(Outcome.PASSED),
        "failed": told.count(Outcome.FAILED),
        "not_found": told.count(Outcome.NOT_FOUND),
        "unchanged": told.unchanged,
        "empty": told.empty,
        "problems": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "problem": one.problem,
            }
            for one in told.problems
        ],
    }


def _results_text(told: "ResultsPlan", dry_run: bool) -> str:
    text = _(
        "{passed} passed, {failed} failed, {not_found} not found, {unchanged} unchanged, {empty} not filled in."
    ).format(**{name: n for name, n in _results_value(told).items() if name != "problems"})
    if told.problems:
        return text + " " + _("Nothing was taken in: correct what is told above, then take the file again.")
    return text + " " + (_("Nothing was written.") if dry_run else _("Taken in."))
