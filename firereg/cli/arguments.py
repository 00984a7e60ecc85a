"""argparse that speaks to the clerk: in the language in use, and wrong usage in one sentence."""

import argparse
from typing import NoReturn

from firereg.i18n import _

WRONG_USAGE = 2


def speak() -> None:
    """Let argparse take its own words from the program's catalogue; it has one hook for that, its `_`."""
    words = _words()
    for hook, translate in {
        "_": lambda text: words.get(text, text),
        "ngettext": lambda one, many, n: words.get(one if n == 1 else many, many),
    }.items():
        setattr(argparse, hook, translate)


class Parser(argparse.ArgumentParser):
    """A parser that ends wrong usage with one sentence and how to see the help."""

    def __init__(self, **options) -> None:
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """One sentence on stderr, status 2."""
        advice = _("See “{command} --help”.").format(command=self.prog)
        self.exit(WRONG_USAGE, f"{self.prog}: {message.rstrip('.')}. {advice}\n")


def count(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isdecimal() or not 0 < int(text) <= 10**9:
        raise argparse.ArgumentTypeError(_("“{text}” is not a whole number from 1 on").format(text=text[:40]))
    return int(text)


def _words() -> dict[str, str]:
    """What argparse says in Python 3.11 to 3.14, to be found by those who collect the sentences."""
    return {
        "usage: ": _("usage: "),
        "options": _("options"),
        "positional arguments": _("positional arguments"),
        "show this help message and exit": _("show this help message and exit"),
        "show program's version number and exit": _("show program's version number and exit"),
        "argument %(argument_name)s: %(message)s": _("argument %(argument_name)s: %(message)s"),
        "the following arguments are required: %s": _("the following arguments are required: %s"),
        "unrecognized arguments: %s": _("unrecognized arguments: %s"),
        "expected one argument": _("expected one argument"),
        "expected at least one argument": _("expected at least one argument"),
        "ignored explicit argument %r": _("ignored explicit argument %r"),
        "invalid choice: %(value)r (choose from %(choices)s)": _(
            "invalid choice: %(value)r (choose from %(choices)s)"
        ),
    }
