"""One cell of a list made good: what it is taken for, what was repaired on the way, and what is wrong.

A repair is kept with the text before and after, so that a clerk sees each one. Where digits were lost nothing
is guessed. A good cell comes back as its bare value: lists are long and most cells are good.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from firereg.domain.text import clean_line, excerpt, title_case_name
from firereg.exchange.legacy import NFD, TCVN3, UNICODE, VNI, to_unicode
from firereg.exchange.sheets import Cell
from firereg.i18n import _

_OWN_SCRIPT = re.compile("[\u0100-\u02af\u1e00-\u1eff]")
_LARGEST_EXACT = 2**53  # a spreadsheet keeps numbers as 64-bit floats
NOTHING = frozenset({"", "-", "--", "—", "–", ".", "không", "không có", "chưa có", "ko", "k", "0"})
"""What people write into a cell to say that it is empty."""


class RepairKind(StrEnum):
    """Why a cell is not stored as it stood."""

    NFD = NFD
    TCVN3 = TCVN3
    VNI = VNI
    SPACES = "spaces"
    CAPITALS = "capitals"
    LEADING_ZERO = "leading_zero"
    NUMBER = "number"
    PHONE = "phone"
    DATE = "date"
    GROUP = "group"
    RANGE = "range"
    AMOUNT = "amount"


def repair_label(kind: RepairKind) -> str:
    """What a kind of repair is called on the screen."""
    return {
        RepairKind.NFD: _("Decomposed Unicode"),
        RepairKind.TCVN3: _("TCVN3 (.VnTime) letters"),
        RepairKind.VNI: _("VNI letters"),
        RepairKind.SPACES: _("Spaces and line breaks"),
        RepairKind.CAPITALS: _("Capitals"),
        RepairKind.LEADING_ZERO: _("Leading zeros"),
        RepairKind.NUMBER: _("Form of the number"),
        RepairKind.PHONE: _("Form of the phone number"),
        RepairKind.DATE: _("Form of the date"),
        RepairKind.GROUP: _("Name of the group"),
        RepairKind.RANGE: _("Range of numbers"),
        RepairKind.AMOUNT: _("Form of the amount"),
    }[kind]


@dataclass(frozen=True, slots=True)
class Repair:
    """What was changed in one cell; `column` is the title in the list."""

    column: str
    before: str
    after: str
    kind: RepairKind


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell that needed work: its value, the steps that led there, and the sentence that stops the row."""

    value: Any
    repairs: tuple[Repair, ...] = ()
    problem: str = ""
    shown: str = ""
    column: str = ""


Reader = Callable[..., Any]
"""(cell, font or None) -> the value, or a Reading of it."""


@dataclass(slots=True)
class Bench:
    """One cell on the way to its value: its text as it is by now, and the repairs so far."""

    column: str
    cell: Cell
    text: str
    repairs: tuple[Repair, ...] = ()

    def change(self, after: str, kind: RepairKind) -> None:
        """Go on with `after`; a repair, where it differs."""
        if after != self.text:
            self.repairs += (Repair(self.column, self.text, after, kind),)
            self.text = after


def as_text(cell: Cell) -> str:
    """What a cell shows: whole numbers without ".0", dates as dd/mm/yyyy."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    if isinstance(cell, float) and isfinite(cell) and cell == int(cell) and abs(cell) < 1e21:
        return str(int(cell))
    return "" if cell is None else str(cell)


def reader(column: str, work: Callable[[Bench], Any], empty: Any = "") -> Reader:
    """A reader of any cell by `work`, which changes the text on the bench and returns the value."""

    def read(cell: Cell, font: str | None = None) -> Any:
        if cell is None:
            return empty
        bench = Bench(column, cell, as_text(cell))
        try:
            if isinstance(cell, str):
                meant, encoding = to_unicode(cell, font)
                if encoding != UNICODE:
                    bench.change(meant, RepairKind(encoding))
            value = work(bench)
        except ValueError as problem:
            return Reading(empty, bench.repairs, str(problem), excerpt(as_text(cell)), column)
        return Reading(value, bench.repairs) if bench.repairs else value

    return read


def is_settled(text: str, limit: int = 200) -> bool:
    """Whether `text` is a clean line of Unicode as it stands; when in doubt False."""
    plain = text.isascii() or (_OWN_SCRIPT.search(text) and unicodedata.is_normalized("NFC", text))
    return bool(
        plain and text.isprintable() and "  " not in text and text.strip() == text and len(text) <= limit
    )


def text_reader(column: str, limit: int = 200) -> Reader:
    """A reader of free text, "" where the cell is empty."""

    def work(bench: Bench) -> str:
        if isinstance(bench.cell, date):
            raise ValueError(
                _(
                    "A spreadsheet made the date {date} of what was typed here. "
                    "Type it again as text, with ' before it."
                ).format(date=bench.text)
            )
        tidy(bench, limit)
        return bench.text

    slow = reader(column, work)

    def read(cell: Cell, font: str | None = None) -> Any:
        if cell.__class__ is str and is_settled(cell, limit) and font is None:
            return cell
        return slow(cell, font)

    return read


def name_reader(column: str) -> Reader:
    """A reader of people's names: every syllable with a capital."""

    def work(bench: Bench) -> str:
        tidy(bench)
        if bench.text and not any(map(str.isalpha, bench.text)):
            raise ValueError(_("“{value}” is not a name.").format(value=excerpt(bench.text)))
        bench.change(title_case_name(bench.text), RepairKind.CAPITALS)
        return bench.text

    slow = reader(column, work)

    def read(cell: Cell, font: str | None = None) -> Any:
        if cell.__class__ is str and cell.istitle() and is_settled(cell) and font is None:
            return cell
        return slow(cell, font)

    return read


def tidy(bench: Bench, limit: int = 200) -> None:
    """One clean line; spaces at the ends go without a word, others are told."""
    if is_settled(bench.text, limit):
        return
    stripped = bench.text.strip()
    line = clean_line(bench.text, limit)
    if line == stripped:
        bench.text = line
    else:
        bench.change(line, RepairKind.SPACES)


def exact_digits(bench: Bench) -> str:
    """The digits of a number that a spreadsheet may have kept as a number; ValueError where some were lost."""
    cell = bench.cell
    if isinstance(cell, int | float):
        if (
            not isfinite(cell)
            or cell != int(cell)
            or not 0 <= cell < _LARGEST_EXACT
            or _is_rounded(str(int(cell)))
        ):
            raise _lost_digits(as_text(cell))
        return str(int(cell))
    text = re.sub(r"\.0$", "", bench.text.strip().lstrip("'`’"))
    if power := re.fullmatch(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})", text, re.ASCII):
        digits = power[1] + (power[2] or "")
        if len(digits) != int(power[3]) + 1 or _is_rounded(digits):
            raise _lost_digits(as_text(cell))
        return digits
    return text


def _is_rounded(digits: str) -> bool:
    return len(digits) > 9 and digits.endswith("00000")


def _lost_digits(shown: str) -> ValueError:
    return ValueError(
        _(
            "The spreadsheet has lost digits of this number ({value}). Type it again from the papers, as text."
        ).format(value=excerpt(shown))
    )
