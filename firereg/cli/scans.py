"""scans: the signed receipts that came back, matched by their QR and kept."""

import argparse
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firereg.cli.answer import Answer, say, table
from firereg.cli.session import signed_in
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.scan_matching import PageMatch

_EXISTING = ("skip", "add", "replace")
_LEFT_OUT = 3
_PROGRESS_EVERY = 10


def add_commands(commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room."""
    matched = commands.add_parser(
        "scans", parents=[common], help=_("match scanned, signed receipts by their QR and keep them")
    )
    matched.add_argument("files", metavar=_("FILE"), nargs="+", help=_("PDFs, pictures, or folders of them"))
    matched.add_argument(
        "--dry-run", action="store_true", help=_("only say what each page is; nothing is written")
    )
    matched.add_argument(
        "--existing",
        choices=_EXISTING,
        default=_EXISTING[0],
        help=_(
            "what becomes of a page whose receipt has a signed paper: left out (skip), added (add), put in its place "
            "(replace)"
        ),
    )
    matched.set_defaults(run=scans)


def scans(args: Namespace) -> Answer:
    """Every page with its receipt; those that have one are kept. Status 3 where a page was left out."""
    from firereg.services import scan_filing, scan_matching
    from firereg.services.scan_filing import Existing
    from firereg.services.scan_matching import Match

    paths = [Path(name).expanduser() for name in args.files]
    existing = Existing(args.existing)
    with signed_in(args) as registry:
        files = [one for path in paths for one in (scan_matching.files_in(path) if path.is_dir() else [path])]
        pages = scan_matching.match(registry, files, _progress)
        ready = scan_filing.ready(pages, existing)
        if ready and not args.dry_run:
            scan_filing.save(registry, pages, existing)
    places = {one.id for one in ready}
    left = [one for one in pages if one.id not in places and one.match is not Match.BLANK]
    kept = _("{pages} pages of {receipts} receipts kept; {left} left out.")
    if args.dry_run:
        kept = _("{pages} pages of {receipts} receipts can be kept; {left} not. Nothing was written.")
    words = kept.format(pages=len(ready), receipts=len({one.receipt for one in ready}), left=len(left))
    value = [_value(one, one.id in places and not args.dry_run) for one in pages]
    return Answer(value, f"{_table(pages)}\n{words}", _LEFT_OUT if left else 0)


def _progress(done: int, total: int) -> None:
    if done % _PROGRESS_EVERY == 0 and sys.stderr and sys.stderr.isatty():
        say(_("{done} of {total} pages").format(done=done, total=total))


def _value(page: "PageMatch", kept: bool) -> dict[str, Any]:
    return {
        "file": str(page.path),
        "page": page.page or None,
        "receipt": page.receipt or None,
        "sheet": page.sheet or None,
        "match": str(page.match),
        "kept": kept,
        "sentence": page.sentence,
    }


def _table(pages: Sequence["PageMatch"]) -> str:
    from firereg.services.scan_matching import match_label

    rows = [
        (
            one.path.name,
            str(one.page or ""),
            one.receipt,
            one.head_name,
            one.sentence or match_label(one.match),
        )
        for one in pages
    ]
    return table((_("File"), _("Page"), _("Receipt"), _("Household"), _("State")), rows, right=(1,))
