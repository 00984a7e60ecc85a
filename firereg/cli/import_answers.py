"""What all imports by command share: their options, their progress, and how they end."""

import argparse
import sys
from typing import Any

from firereg.cli.answer import say
from firereg.errors import BadInputError
from firereg.i18n import _

BAD_INPUT = 3
SHOWN = 20


def add_list_options(listed: argparse.ArgumentParser) -> None:
    """Which file, which of its sheets and columns, and how careful."""
    listed.add_argument("file", metavar=_("FILE"))
    listed.add_argument(
        "--sheet", metavar=_("NAME"), default="", help=_("only that sheet; else all that hold a list")
    )
    listed.add_argument(
        "--map",
        metavar=_("FIELD=COLUMN"),
        action="append",
        default=[],
        help=_("which column holds what: its title or letter; it is remembered"),
    )
    listed.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    listed.add_argument("--skip-wrong", action="store_true", help=_("import the rest where rows are wrong"))


def mapping_of(options: list[str]) -> dict[str, str]:
    """Field -> column, from options like head_name=C."""
    mapping = {}
    for option in options:
        field, equals, column = option.partition("=")
        if not equals:
            raise BadInputError(
                _("“{text}” must say a field and its column, such as head_name=C.").format(text=option[:40]),
                "map",
            )
        mapping[field.strip()] = column.strip()
    return mapping


def ending(batch: int | None, *, dry_run: bool, failed: bool) -> str:
    """The last line: what was written, or why nothing was."""
    if failed:
        return _("Nothing was imported. Correct the list, or leave the wrong rows out with --skip-wrong.")
    if dry_run:
        return _("Nothing was written: this was a dry run.")
    if batch is None:
        return _("The register has all of it already. Nothing was written.")
    return _("Imported as number {batch}. “firereg import undo {batch}” takes it back.").format(batch=batch)


def tell_wrong(plan: Any) -> None:
    """Say what is wrong with the rows of a plan, the first ones in full."""
    wrong = [(row.key, problem) for row in plan.rows for problem in row.problems]
    for key, problem in wrong[:SHOWN]:
        say(
            _("{file}, {place}, column “{column}”: {problem}").format(
                file=plan.file_name, place=plan.place(key), column=problem.column, problem=problem.sentence
            )
        )
    if len(wrong) > SHOWN:
        say(_("… and {count} more").format(count=len(wrong) - SHOWN))


def progress(done: int, total: int) -> None:
    """How far it is, on a terminal."""
    if sys.stderr and sys.stderr.isatty():
        sys.stderr.write(f"\r{done * 100 // max(total, 1):3} %" + ("\r     \r" if done >= total else ""))
