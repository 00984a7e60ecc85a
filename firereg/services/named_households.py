"""Households that somebody names in lines of text or in a file: by code, by ID number, or by name and group."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from peewee import CharField, chunked

from firereg.domain.household import HouseholdState
from firereg.domain.text import excerpt, fold
from firereg.errors import BadInputError
from firereg.exchange.heads import find_header
from firereg.exchange.legacy import to_unicode
from firereg.exchange.repairs import as_text
from firereg.exchange.sheets import Sheet, read_sheets
from firereg.exchange.ward_columns import HOUSEHOLDS, Field
from firereg.exchange.ward_list import ListRow, read_rows
from firereg.i18n import _
from firereg.services.import_look import header_of
from firereg.services.registry import Registry
from firereg.store import models as t

MOST = 20_000
_CHUNK = 500
_NAMED = 5
_CODE = re.compile(r"[A-Z]+\d+-\d+")
_NUMBER = re.compile(r"\d{9}|\d{12}")
_GROUP = re.compile(r"(?:to dan pho|tdp|to|kp|khu pho)?\s*(?:so\s*)?(\d{1,3})")
_APART = re.compile(r"[;,\t]|\s[-–]\s|\s(?=tổ\s)", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """What a line says: the first of these that it has counts. A name needs its group where several are called so."""

    row: int
    text: str
    code: str = ""
    id_number: str = ""
    name: str = ""
    group: int | None = None


@dataclass(frozen=True)
class Named:
    """The household that a line names, or why it names none."""

    line: Line
    household_id: int | None
    problem: str = ""


def lines_of(text: str) -> list[Line]:
    """Typed or pasted lines, one household each: "TDP07-0012", an ID number, or "Nguyễn Văn An; 7"."""
    rows = enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1)
    return [_line(row, words.strip()) for row, words in rows if words.strip()]


def text_of_file(registry: Registry, path: Path) -> str:
    """The households of a list (.xlsx, .xls, .ods, .csv) as lines that `lines_of` reads, to be looked at first.

    BadInputError where the file cannot be read or names nobody.
    """
    written = [line for sheet in read_sheets(path) for line in _lines_of_sheet(registry, sheet)]
    if not written:
        raise BadInputError(_("{name} names no household.").format(name=path.name), "list")
    return "\n".join(written)


def find(lines: Sequence[Line]) -> list[Named]:
    """The household of each line; one that was merged is the one it is in now. BadInputError above MOST lines."""
    if len(lines) > MOST:
        raise BadInputError(
            _("These are more than {n} lines. Take them in several parts.").format(n=MOST), "list"
        )
    its = t.Household
    by_code = _by(its.code, {one.code for one in lines})
    by_number = _by(its.id_number, {one.id_number for one in lines})
    by_name = _by(its.name_fold, {fold(one.name) for one in lines})
    found = []
    for line in lines:
        if line.code:
            fitting = by_code.get(line.code, [])
        elif line.id_number:
            fitting = by_number.get(line.id_number, [])
        else:
            same = by_name.get(fold(line.name), [])
            fitting = [one for one in same if line.group in (None, one.group.number)]
        found.append(_named(line, fitting))
    return found


def all_of(named: Sequence[Named]) -> list[int]:
    """The households, each once. BadInputError tells of every line that names none; then it is none of them."""
    problems = [
        _("Line {row}: {problem}").format(row=one.line.row, problem=one.problem)
        for one in named
        if one.problem
    ]
    if problems:
        raise BadInputError("\n".join(problems), "list")
    if not named:
        raise BadInputError(_("Name at least one household."), "list")
    return list(dict.fromkeys(one.household_id for one in named if one.household_id is not None))


def _line(row: int, text: str) -> Line:
    code = _CODE.search(text.upper())
    if code:
        return Line(row, text, code=code[0])
    words = [part.strip() for part in _APART.split(text) if part.strip()]
    number = next((bare for part in words if _NUMBER.fullmatch(bare := re.sub(r"[\s.]", "", part))), "")
    if number:
        return Line(row, text, id_number=number)
    groups = {part: found for part in words if (found := _GROUP.fullmatch(fold(part)))}
    name = next((part for part in words if part not in groups), text)
    behind = (
        [found for part, found in groups.items() if words.index(part) > words.index(name)] if groups else []
    )
    return Line(row, text, name=name, group=int(behind[0][1]) if behind else None)


def _lines_of_sheet(registry: Registry, sheet: Sheet) -> Iterator[str]:
    """By the columns where they have titles with the names among them; else what stands in each row."""
    try:
        header = header_of(find_header(sheet, HOUSEHOLDS), {})
    except BadInputError:
        header = None
    if header is not None and Field.HEAD_NAME in header.columns:
        rows = read_rows(sheet, header, registry.today())
        yield from (_written(row) for row in rows if isinstance(row, ListRow))
        return
    for row in sheet.rows[header.data_starts - 1 if header else 0 :]:
        cells = [to_unicode(as_text(cell))[0].strip() for cell in row]
        if any(cells):
            yield "; ".join(filter(None, cells))


def _written(row: ListRow) -> str:
    if row.code or row.id_number:
        return row.code or row.id_number
    return f"{row.head_name}; {row.group.number}" if row.group.number else row.head_name


def _by(field: CharField, values: Iterable[str]) -> dict[str, list[t.Household]]:
    """The households that have one of these values, by it."""
    its = t.Household
    found: dict[str, list[t.Household]] = {}
    for some in chunked(filter(None, values), _CHUNK):
        for row in its.select(its, t.ResidentialGroup).join(t.ResidentialGroup).where(field.in_(some)):
            found.setdefault(row.__data__[field.name], []).append(row)
    return found


def _named(line: Line, fitting: Sequence[t.Household]) -> Named:
    text = f"“{excerpt(line.text)}”"
    ids = {row.merged_into_id or row.id for row in fitting if row.state != HouseholdState.MOVED}
    if len(ids) == 1:
        return Named(line, ids.pop())
    if ids:
        codes = ", ".join(sorted(row.code for row in fitting)[:_NAMED])
        problem = _("several households fit {text}: {codes}. Write the code.")
        return Named(line, None, problem.format(text=text, codes=codes))
    problem = _("household {text} has moved away.") if fitting else _("no household fits {text}.")
    return Named(line, None, problem.format(text=text))
