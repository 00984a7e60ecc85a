"""The head of a list: where it is, and which column holds what, by the words of that kind of list.

Titles are known by their words without accents, so "Số CCCD/CMND", "SO CCCD" and "Số căn cước" are one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from firereg.domain.text import fold
from firereg.errors import BadInputError
from firereg.exchange.cell_fonts import column_index
from firereg.exchange.legacy import FONT_OF, to_unicode
from firereg.exchange.repairs import as_text
from firereg.exchange.sheets import Cell, Sheet
from firereg.i18n import _

_ROWS_LOOKED_AT = 60
_LONGEST_TITLE = 120
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?(?:\s*=.*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Vocabulary:
    """The words of one kind of list: what its columns can hold, and by which titles.

    `patterns` match titles in folded words, where "năm" (year) is written "nawm"; the first that fits counts.
    Below a column of `solid` no second line of titles stands. `kind` keeps what is remembered of such lists apart.
    """

    fields: type[StrEnum]
    patterns: tuple[tuple[StrEnum | None, re.Pattern[str]], ...]
    solid: frozenset[StrEnum]
    examples: str
    kind: str = ""

    def recognise(self, title: str) -> StrEnum | None:
        """The field that a title names, if it is one that such lists use."""
        words = re.sub(r"[/.,\-\s]+", " ", fold(re.sub("năm", "nawm", title.lower()))).strip()
        return next((field for field, pattern in self.patterns if pattern.fullmatch(words)), None)


@dataclass(frozen=True)
class Header:
    """Where the head of a list is: rows count from 1 as on the screen, columns from 0."""

    words: Vocabulary
    sheet: str
    row: int
    data_starts: int
    columns: Mapping[StrEnum, int]
    titles: tuple[str, ...]
    repeated: tuple[int, ...] = ()
    """Columns whose title means the same as one further left; that one counts."""
    caption: tuple[str, ...] = ()
    """The lines above the head."""

    @property
    def unknown(self) -> tuple[int, ...]:
        """Columns with a title that says nothing to this program, for the clerk to name."""
        known = {*self.columns.values(), *self.repeated}
        return tuple(x for x, title in enumerate(self.titles) if title and x not in known)

    def title(self, column: int) -> str:
        """What a column is called in the list; its letter where it has no title."""
        named = self.titles[column] if column < len(self.titles) else ""
        return named or column_letter(column)


def column_letter(column: int) -> str:
    """0 gives "A", 27 "AB"."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(ord("A") + rest) + letters
        column -= 1
    return letters


def find_header(sheet: Sheet, words: Vocabulary) -> Header:
    """The head of the list on `sheet`; BadInputError where there is none among the first rows."""
    rows, scores = _first_rows(sheet, words)
    best = max(range(len(rows)), key=lambda y: (scores[y], -y), default=0)
    if not rows or scores[best] < 2:
        raise BadInputError(
            _(
                "Sheet “{sheet}” has no row of column titles such as {titles}. "
                "Write the titles above the list, or choose another sheet."
            ).format(sheet=sheet.name, titles=words.examples),
            "sheet",
        )
    first, last = _head_lines(rows, scores, best, words)
    lines = [_spread(rows, y, last, sheet) for y in range(first, last + 1)]
    width = max(map(len, lines))
    titles = [[line[x] if x < len(line) else "" for line in lines] for x in range(width)]
    columns, repeated = _fields(titles, words)
    starts = last + 1
    while starts < len(rows) and _is_numbering(rows[starts]):
        starts += 1
    return Header(
        words=words,
        sheet=sheet.name,
        row=first + 1,
        data_starts=starts + 1,
        columns=columns,
        titles=tuple(" ".join(dict.fromkeys(filter(None, parts))) for parts in titles),
        repeated=tuple(repeated),
        caption=tuple(cell for row in rows[:first] for cell in row if cell),
    )


def list_sheets(
    sheets: Iterable[Sheet], words: Vocabulary, wanted: str = ""
) -> tuple[tuple[Sheet, Header], ...]:
    """The sheets that hold a list, or the one called `wanted`, each with its head.

    A ward often keeps one sheet for each group. BadInputError where there is none at all.
    """
    sheets = tuple(sheets)
    candidates = [sheet for sheet in sheets if wanted in ("", sheet.name)]
    if not candidates:
        raise BadInputError(
            _("There is no sheet “{sheet}” with a list. The sheets are: {sheets}.").format(
                sheet=wanted, sheets=", ".join(sheet.name for sheet in sheets) or "-"
            ),
            "sheet",
        )
    found = []
    for sheet in candidates:
        try:
            found.append((sheet, find_header(sheet, words)))
        except BadInputError:
            if sheet is candidates[-1] and not found:
                raise
    return tuple(found)


def _first_rows(sheet: Sheet, words: Vocabulary) -> tuple[list[list[str]], list[int]]:
    """The titles of the first rows and how many fields each row names, until well past a row of many."""
    rows: list[list[str]] = []
    scores: list[int] = []
    for row in sheet.rows[:_ROWS_LOOKED_AT]:
        rows.append(_titles(row))
        scores.append(len({words.recognise(title) for title in rows[-1] if title} - {None}))
        if len(scores) > 5 and max(scores[:-5]) > 3:
            break
    return rows, scores


def map_columns(header: Header, wanted: Mapping[str, str]) -> Header:
    """`header` with the clerk's own word on columns: field -> letter, number or title; "" lets a field go.

    BadInputError for a field or a column that does not exist.
    """
    columns = dict(header.columns)
    for name, column in wanted.items():
        fields = header.words.fields
        if name not in list(fields):
            raise BadInputError(
                _("There is no field {name}. The fields are: {fields}.").format(
                    name=name, fields=", ".join(fields)
                ),
                "map",
            )
        columns.pop(fields(name), None)
        if column:
            place = _column_named(header, column)
            columns = {field: x for field, x in columns.items() if x != place} | {fields(name): place}
    return replace(header, columns=columns)


def layout_key(header: Header) -> str:
    """The same for every list with the same titles in the same order, to remember a mapping by."""
    words = [header.words.kind] if header.words.kind else []
    return sha256("|".join([*words, *map(fold, header.titles)]).encode()).hexdigest()[:16]


def _column_named(header: Header, column: str) -> int:
    titles = [fold(title) for title in header.titles]
    if fold(column) in titles:
        return titles.index(fold(column))
    text = column.strip()
    place = (
        int(text) - 1
        if text.isdecimal()
        else column_index(text)
        if re.fullmatch("[A-Za-z]{1,3}", text)
        else -1
    )
    if not 0 <= place < len(titles):
        raise BadInputError(
            _("Sheet “{sheet}” has no column “{column}”. Its columns are: {columns}.").format(
                sheet=header.sheet, column=column, columns=", ".join(filter(None, header.titles))
            ),
            "map",
        )
    return place


def _titles(row: Sequence[Cell]) -> list[str]:
    """The cells of a row as text; where one is in an old encoding, the doubtful ones beside it are too."""
    texts = [as_text(cell) for cell in row]
    kinds = {to_unicode(text)[1] for text in texts} & FONT_OF.keys()
    font = FONT_OF[kinds.pop()] if len(kinds) == 1 else None
    return [
        " ".join(to_unicode(text, font)[0].split()) if len(text) <= _LONGEST_TITLE else "" for text in texts
    ]


def _head_lines(rows: list[list[str]], scores: list[int], best: int, words: Vocabulary) -> tuple[int, int]:
    """First and last line of a head that is more than one line high."""
    first = last = best
    if best > 0 and scores[best - 1] and len(list(filter(None, rows[best - 1]))) > 1:
        first -= 1
    while (
        last + 1 < len(rows)
        and last - first < 2
        and _continues(rows[first : last + 1], rows[last + 1], words)
    ):
        last += 1
    return first, last


def _continues(head: list[list[str]], line: list[str], words: Vocabulary) -> bool:
    """Whether `line` stands below joined titles: words only, and nothing below a solid column."""
    filled = [x for x, title in enumerate(line) if title]
    texts = [line[x] for x in filled]
    if len(filled) < 2 or any(any(letter.isdigit() for letter in text) for text in texts):
        return False
    above = [{words.recognise(row[x]) for row in head if x < len(row) and row[x]} for x in filled]
    return not any(words.solid & fields for fields in above)


def _spread(rows: list[list[str]], y: int, last: int, sheet: Sheet) -> list[str]:
    """The titles of line `y`, each also over the further columns that it is joined over."""
    line = list(rows[y])
    for (top, left), (bottom, right) in sheet.merged:
        if top <= y <= bottom and top == y and left < len(line):
            for x in range(left, min(right + 1, len(line))):
                line[x] = line[x] or line[left]
    if not sheet.merged and y < last:
        for x in range(1, len(line)):
            if not line[x] and x < len(rows[y + 1]) and rows[y + 1][x] and rows[y + 1][x - 1]:
                line[x] = line[x - 1]
    return line


def _fields(titles: Sequence[Sequence[str]], words: Vocabulary) -> tuple[dict[StrEnum, int], list[int]]:
    columns: dict[StrEnum, int] = {}
    repeated = []
    for x, parts in enumerate(titles):
        named = list(dict.fromkeys(filter(None, parts)))
        field = (words.recognise(named[-1]) or words.recognise(" ".join(named))) if named else None
        if field in columns:
            repeated.append(x)
        elif field:
            columns[field] = x
    return columns, repeated


def _is_numbering(line: list[str]) -> bool:
    """The line "(1) (2) (3)" or "A B 1 2" below a head."""
    filled = [title for title in line if title]
    return len(filled) > 2 and all(_NUMBERED.fullmatch(title) for title in filled)
