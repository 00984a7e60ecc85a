"""From what was typed to what can be kept: each wrong input is named with its field."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from firereg.domain.dates import format_date
from firereg.domain.text import clean_line
from firereg.errors import BadInputError
from firereg.i18n import _

T = TypeVar("T")
NAME_LIMIT = 100


def compact(text: str) -> str:
    """A code or serial number as it is kept and looked for: capitals, without spaces and unseen characters."""
    seen = (c for c in unicodedata.normalize("NFC", text) if c.isprintable() and not c.isspace())
    return "".join(seen).upper()


@contextmanager
def input_field(name: str) -> Iterator[None]:
    """Give a ValueError of the domain the name of the input it came from."""
    try:
        yield
    except ValueError as error:
        raise BadInputError(str(error), name) from error


def taken(parse: Callable[[str], T], text: str, field: str) -> T:
    """`parse(text)`, its ValueError told as the fault of `field`."""
    with input_field(field):
        return parse(text)


def line(text: str, field: str, *, limit: int = 200) -> str:
    """One clean line of text, which may be empty."""
    return taken(lambda raw: clean_line(raw, limit), text, field)


def required(text: str, field: str, missing: str, *, limit: int = NAME_LIMIT) -> str:
    """One clean line of text; `missing` is the sentence where there is none."""
    cleaned = line(text, field, limit=limit)
    if not cleaned:
        raise BadInputError(missing, field)
    return cleaned


def not_future(day: date, today: date, field: str = "day") -> date:
    """`day`, unless it lies after today."""
    if day > today:
        raise BadInputError(
            _("{day} lies in the future. Enter today's date or an earlier one.").format(day=format_date(day)),
            field,
        )
    return day


def paragraphs(text: str, field: str, missing: str, *, limit: int) -> str:
    """Some clean lines of text, each as `line` has it; `missing` is the sentence where there is none."""
    kept = "\n".join(line(part, field, limit=limit) for part in text.strip().splitlines()).strip()
    if not kept:
        raise BadInputError(missing, field)
    if len(kept) > limit:
        sentence = _("The text has {count} characters, but at most {limit} are allowed.")
        raise BadInputError(sentence.format(count=len(kept), limit=limit), field)
    return kept
