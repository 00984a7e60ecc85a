"""A workbook of walk sheets as it comes back, filled in: each line read, or told of with its row and column."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from firereg.domain.checklist import Item
from firereg.domain.dates import format_date, parse_date
from firereg.domain.text import clean_line, excerpt, fold
from firereg.domain.walks import Outcome, read_code
from firereg.errors import BadInputError
from firereg.exchange.sheets import Cell, Sheet, read_sheets
from firereg.exchange.walk_book import COLUMNS, DAY_FOR_ALL, ITEM_WORDS, RESULT_WORDS, SEPARATOR
from firereg.i18n import _

_OUTCOMES = {fold(words): outcome for outcome, words in RESULT_WORDS.items()} | {
    "khong dat": Outcome.FAILED,
    "x": Outcome.PASSED,
}
_ITEMS = {fold(words): item for item, words in ITEM_WORDS.items()}
_HEADS = {name: fold(column.head) for name, column in COLUMNS.items()}
_NEEDED = ("code", "serial", "outcome")
_MOST_WORDS = 300
_MOST_GRAMS = 1_000_000


@dataclass(frozen=True)
class BookProblem:
    """What is wrong with a cell; `row` counts from 1, and is 0 where it is the sheet as a whole."""

    sheet: str
    row: int
    column: str
    value: str
    problem: str


@dataclass(frozen=True)
class ReadLine:
    """One line that somebody filled in; `day` is None where neither line nor sheet names one."""

    sheet: str
    row: int
    walk_id: int
    serial: str
    outcome: Outcome
    failed_items: tuple[Item, ...]
    words: str
    day: date | None
    inspector: str
    weight_g: int | None = None


@dataclass(frozen=True)
class ReadSheet:
    """One sheet: the walk it says it is of, what was filled in, what is wrong, and how many lines are still empty."""

    name: str
    walk_name: str
    lines: tuple[ReadLine, ...]
    problems: tuple[BookProblem, ...]
    empty: int


class _CellError(Exception):
    """What is wrong with one cell."""

    def __init__(self, column: str, value: Cell, problem: str) -> None:
        super().__init__(problem)
        self.column = COLUMNS[column].head
        self.value = excerpt(_text(value))
        self.problem = problem


def read_walk_book(path: Path, today: date) -> tuple[ReadSheet, ...]:
    """Every walk sheet in the file; BadInputError where it cannot be read or holds none."""
    found = [read for sheet in read_sheets(path) if (read := _read(sheet, today))]
    if not found:
        raise BadInputError(
            _(
                "{file} holds no walk sheet. Choose the workbook that was saved from the walk and filled in; "
                "its columns must keep their names."
            ).format(file=path.name),
            "file",
        )
    return tuple(found)


def _read(sheet: Sheet, today: date) -> ReadSheet | None:
    head_at, columns = _head(sheet.rows)
    if head_at is None:
        return None
    above = sheet.rows[:head_at]
    problems: list[BookProblem] = []
    lines: list[ReadLine] = []
    empty = 0
    try:
        for_all = _day_for_all(above, today)
    except _CellError as refused:
        for_all = None
        problems.append(_told(sheet, 3, refused))
    rows_of: dict[tuple[int, str], int] = {}
    for number, row in enumerate(sheet.rows[head_at + 1 :], start=head_at + 2):
        cells = {name: row[x] if x < len(row) else None for name, x in columns.items()}
        if not any(_text(cell) for cell in cells.values()):
            continue
        try:
            line = _line(sheet.name, number, cells, for_all, today)
            if line is None:
                empty += 1
                continue
            first = rows_of.setdefault((line.walk_id, line.serial), number)
            if first != number:
                raise _CellError(
                    "serial",
                    line.serial,
                    _("This extinguisher stands in row {row} already. Keep one of the two.").format(
                        row=first
                    ),
                )
            lines.append(line)
        except _CellError as refused:
            problems.append(_told(sheet, number, refused))
    return ReadSheet(
        sheet.name, _text(above[0][0]) if above and above[0] else "", tuple(lines), tuple(problems), empty
    )


def _head(rows: Iterable[list[Cell]]) -> tuple[int | None, dict[str, int]]:
    for y, row in enumerate(rows):
        at = {fold(_text(cell)): x for x, cell in enumerate(row) if _text(cell)}
        columns = {name: at[head] for name, head in _HEADS.items() if head in at}
        if all(name in columns for name in _NEEDED):
            return y, columns
    return None, {}


def _day_for_all(above: Iterable[list[Cell]], today: date) -> date | None:
    for row in above:
        label = next((x for x, cell in enumerate(row) if _text(cell).startswith(DAY_FOR_ALL)), None)
        if label is not None:
            given = (cell for cell in row[label + 1 :] if _text(cell))
            return _day(next(given, None), today)
    return None


def _line(
    sheet: str, number: int, cells: dict[str, Cell], for_all: date | None, today: date
) -> ReadLine | None:
    """The line of a row, None where nobody filled it in."""
    walk_id, serial = _identity(cells)
    outcome = _outcome(cells.get("outcome"))
    items, words = _what_is_wrong(cells)
    if outcome is None:
        if items or words:
            raise _CellError(
                "outcome", None, _("There is a remark but no result. Choose Đạt, Hỏng or Không thấy.")
            )
        return None
    if outcome is Outcome.FAILED and not (items or words):
        raise _CellError("failed_items", None, _("Say what is wrong with the extinguisher."))
    if outcome is not Outcome.FAILED and items:
        raise _CellError(
            "failed_items",
            cells.get("failed_items"),
            _("Something is wrong, but the result is not Hỏng. Correct one of the two."),
        )
    return ReadLine(
        sheet=sheet,
        row=number,
        walk_id=walk_id,
        serial=serial,
        outcome=outcome,
        failed_items=items,
        words=words,
        day=_day(cells.get("day"), today) or for_all,
        inspector=_clean("inspector", cells),
        weight_g=_weight(cells.get("weight_g")),
    )


def _identity(cells: dict[str, Cell]) -> tuple[int, str]:
    """The walk and the serial number of a row, by its hidden code; what stands in the open must agree with it."""
    code = _text(cells.get("code"))
    try:
        walk_id, (serial, *_others) = read_code(code)
    except ValueError:
        walk_id, serial = None, ""
    if walk_id is None:
        raise _CellError(
            "code",
            code,
            _("The hidden code of this line is missing or damaged. Enter this line by hand on the walk."),
        )
    shown = "".join(_text(cells.get("serial")).split()).upper()
    if shown != serial:
        raise _CellError(
            "serial",
            cells.get("serial"),
            _(
                "The serial number was changed: this line was printed for {serial}. Put that back, and enter "
                "another extinguisher by hand on the walk."
            ).format(serial=serial),
        )
    return walk_id, serial


def _outcome(cell: Cell) -> Outcome | None:
    text = fold(_text(cell))
    if text and text not in _OUTCOMES:
        raise _CellError(
            "outcome", cell, _("This is no result. Choose Đạt, Hỏng or Không thấy from the list.")
        )
    return _OUTCOMES.get(text)


def _what_is_wrong(cells: dict[str, Cell]) -> tuple[tuple[Item, ...], str]:
    """The points of the checklist, and the words: what is no point of it was typed instead of a remark."""
    parts = [part.strip() for part in _text(cells.get("failed_items")).split(SEPARATOR)]
    items = {_ITEMS[fold(part)] for part in parts if fold(part) in _ITEMS}
    own = [part for part in parts if part and fold(part) not in _ITEMS]
    words = _clean("words", cells, "; ".join([*own, _text(cells.get("words"))]).strip("; "))
    return tuple(item for item in Item if item in items), words


def _clean(column: str, cells: dict[str, Cell], text: str | None = None) -> str:
    try:
        return clean_line(_text(cells.get(column)) if text is None else text, _MOST_WORDS)
    except ValueError as error:
        raise _CellError(column, cells.get(column), str(error)) from error


def _day(cell: Cell, today: date) -> date | None:
    if not _text(cell):
        return None
    try:
        day = cell if isinstance(cell, date) else parse_date(_text(cell), today)
    except ValueError as error:
        raise _CellError("day", cell, str(error)) from error
    if day > today:
        raise _CellError("day", cell, _("{day} lies in the future.").format(day=format_date(day)))
    return day


def _weight(cell: Cell) -> int | None:
    """Grams of a weight in kilograms, "7,45" or 7.45."""
    if not _text(cell):
        return None
    try:
        grams = 0 if isinstance(cell, date) else round(float(_text(cell).replace(",", ".")) * 1000)
    except (ValueError, OverflowError):
        grams = 0
    if not 0 < grams <= _MOST_GRAMS:
        raise _CellError("weight_g", cell, _("Enter the weight in kilograms, for example 7,45."))
    return grams


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return format_date(cell) if isinstance(cell, date) else str(cell).strip()


def _told(sheet: Sheet, row: int, refused: _CellError) -> BookProblem:
    return BookProblem(sheet.name, row, refused.column, refused.value, refused.problem)
