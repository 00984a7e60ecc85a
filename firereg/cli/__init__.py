"""The commands: the same work as in the window, without one (docs/commands.md)."""

import argparse
import io
import itertools
import os
import sys
from collections.abc import Sequence

from firereg import __version__, i18n
from firereg.cli import (
    backups,
    equipment_papers,
    extinguishers,
    handovers,
    imports,
    programmes,
    registry,
    scans,
    search,
    stock,
    users,
    walks,
)
from firereg.cli.answer import say, show
from firereg.cli.arguments import Parser, speak
from firereg.cli.inputs import OPTIONS
from firereg.cli.session import named_folder, named_user
from firereg.errors import BadInputError, UserError
from firereg.i18n import _

_BUG = 1
_INTERRUPTED = 130  # 128 + the number of the signal, as shells count
_PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status of the command in `argv`, or of the desk where there is none."""
    _speak_utf8()
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        if sys.stdout:
            sys.stdout.flush()
    except UserError as error:
        say(_sentence(error))
        return error.exit_status
    except SystemExit as leaving:  # argparse: help, version, wrong usage
        return int(leaving.code or 0)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe had enough. Nothing more goes there, not even at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except Exception as error:
        return _report(error)
    return status


def _run(argv: list[str]) -> int:
    _choose_language(argv)
    args = _parser().parse_args(argv)
    if args.command is None:
        from firereg.ui.app import run

        return run(named_folder(args), named_user(args), args.smoke_test)
    answer = args.run(args)
    show(answer, as_json=args.json)
    return answer.status


def _choose_language(argv: list[str]) -> None:
    """The help is in the language that is asked for, so that is read before the rest."""
    for option, value in itertools.pairwise((*argv, "")):
        name, _equals, joined = option.partition("=")
        if name == "--language" and (joined or value) in i18n.LANGUAGES:
            i18n.use(joined or value)
    speak()


def _parser() -> Parser:
    parser = Parser(
        prog="firereg",
        description=_(
            "The registry of fire extinguishers and support of a ward. No command opens the window."
        ),
    )
    _add_common(parser, default=None)
    parser.add_argument("--version", action="version", version=f"firereg {__version__}")
    parser.add_argument("--smoke-test", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))
    common = Parser(add_help=False)
    _add_common(common, default=argparse.SUPPRESS)  # after the command too, without undoing what stood before
    for room in (
        registry,
        imports,
        search,
        handovers,
        scans,
        extinguishers,
        stock,
        walks,
        programmes,
        equipment_papers,
        backups,
        users,
    ):
        room.add_commands(commands, common)
    return parser


def _add_common(parser: Parser, default: str | None) -> None:
    parser.add_argument(
        "--registry",
        metavar=_("FOLDER"),
        default=default,
        help=_("the folder of the registry (or FIREREG_REGISTRY)"),
    )
    parser.add_argument(
        "--user",
        metavar=_("NAME"),
        default=default,
        help=_("who signs in (or FIREREG_USER); the password is asked for, or FIREREG_PASSWORD"),
    )
    parser.add_argument(
        "--json", action="store_true", default=default or False, help=_("one JSON value instead of text")
    )
    parser.add_argument("--language", choices=tuple(i18n.LANGUAGES), default=default, help=_("vi or en"))


def _sentence(error: UserError) -> str:
    option = OPTIONS.get(error.field) if isinstance(error, BadInputError) else None
    return f"{option}: {error}" if option else str(error)


def _report(error: Exception) -> int:
    from firereg.reports import save_report

    try:
        place = _(
            "A report without personal data was saved in {path}; please send it to those who look after the program."
        ).format(path=save_report(error))
    except OSError:
        place = _("The report on it could not be saved either.")
    say(_("The program met an error of its own. {place}").format(place=place))
    return _BUG


def _speak_utf8() -> None:
    """Vietnamese on every console, those of Windows too; what it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
