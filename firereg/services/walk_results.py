"""Results of walks taken back from the workbook: looked at first, then all or nothing, as one change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from firereg.domain.checklist import Item
from firereg.domain.dates import format_date
from firereg.domain.labels import state_label
from firereg.domain.roles import Right
from firereg.domain.text import excerpt
from firereg.domain.walks import Outcome
from firereg.errors import BadInputError, ConflictError
from firereg.exchange.walk_book import COLUMNS
from firereg.exchange.walk_book_back import BookProblem, ReadLine, ReadSheet, read_walk_book
from firereg.i18n import _
from firereg.services.history import recording
from firereg.services.registry import Registry
from firereg.services.walk_entry import Finding, put
from firereg.services.walk_list import LineRow, WalkRow, lines, open_walk, walk
from firereg.services.walk_papers import book_line
from firereg.services.walk_words import GONE
from firereg.store import models as t


@dataclass(frozen=True)
class PlannedResult:
    """One line of the file and the line of the walk it fills in; `changes` says whether it differs."""

    read: ReadLine
    line: LineRow
    changes: bool


@dataclass(frozen=True)
class ResultsPlan:
    """What taking the file in would do; with problems nothing is taken in. `empty` lines were not filled in."""

    file_name: str
    walks: tuple[WalkRow, ...]
    rows: tuple[PlannedResult, ...]
    problems: tuple[BookProblem, ...]
    empty: int

    def count(self, outcome: Outcome) -> int:
        """How many lines would newly come to `outcome`."""
        return sum(row.changes and row.read.outcome is outcome for row in self.rows)

    @property
    def unchanged(self) -> int:
        """How many lines say what stands there already."""
        return sum(not row.changes for row in self.rows)


def read(
    registry: Registry, path: Path, *, walk_id: int | None = None, day: date | None = None
) -> ResultsPlan:
    """What the results in a workbook would change; nothing is written.

    With `walk_id` only the sheet of that walk is expected. `day` is that of lines that name none. BadInputError
    where the file cannot be read; what is wrong in it is told by row and column.
    """
    registry.require(Right.RECORD)
    sheets = read_walk_book(path, registry.today())
    asked = {one.walk_id for sheet in sheets for one in sheet.lines}
    known = {row.id: row for row in _known(asked)}
    by_code = {(line.walk_id, line.serial): line for line in lines(list(known))}
    rows: list[PlannedResult] = []
    problems: list[BookProblem] = []
    seen: dict[tuple[int, str], ReadLine] = {}
    for sheet in sheets:
        problems += sheet.problems
        wrong = _wrong_sheet(sheet, known, walk_id)
        if wrong:
            problems.append(wrong)
            continue
        for one in sheet.lines:
            one = replace(one, day=one.day or day)  # noqa: PLW2901
            line = by_code.get((one.walk_id, one.serial))
            twice = seen.setdefault((one.walk_id, one.serial), one)
            problem = _wrong_line(one, line, twice)
            if problem:
                problems.append(problem)
            elif line is not None:
                rows.append(PlannedResult(one, line, _changes(one, line)))
    problems += list(_too_early(rows))
    return ResultsPlan(
        path.name, tuple(known.values()), tuple(rows), tuple(problems), sum(sheet.empty for sheet in sheets)
    )


def apply(registry: Registry, plan: ResultsPlan) -> int:
    """Take the results in, all or none, as one change that can be taken back; how many lines changed.

    BadInputError where the plan has problems, ConflictError where one of its lines was entered since it was made.
    """
    if plan.problems:
        first = plan.problems[0]
        raise BadInputError(
            _("{file}: {place}: {problem} Correct it in the file, then choose the file again.").format(
                file=plan.file_name, place=place(first), problem=first.problem
            ),
            "file",
        )
    changed = [row for row in plan.rows if row.changes]
    with recording(registry, "walk.results", plan.file_name) as change:
        cylinders = {row.line.extinguisher_id: row for row in changed}
        its_walks = {row.id: open_walk(row.id) for row in plan.walks} if changed else {}
        _refuse_entered_since(changed)
        for row in changed:
            one = row.read
            cylinder = t.Extinguisher.get_by_id(row.line.extinguisher_id)
            finding = Finding(
                outcome=one.outcome,
                day=one.day or registry.today(),
                failed_items=one.failed_items,
                words=one.words,
                inspector=one.inspector,
                weight_g=one.weight_g,
            )
            put(registry, change, its_walks[one.walk_id], cylinder, finding)
        change.subject = plan.file_name
        change.detail = {"walks": [row.name for row in plan.walks], "lines": len(cylinders)}
    return len(changed)


def _refuse_entered_since(changed: Sequence[PlannedResult]) -> None:
    now = {line.id: line for line in lines(list({row.line.walk_id for row in changed}))}
    for row in changed:
        if now.get(row.line.id) != row.line:
            raise ConflictError(
                _(
                    "Somebody else entered {serial} in the meantime. Nothing was taken in. Choose the file again to "
                    "see both."
                ).format(serial=row.line.serial)
            )


def place(problem: BookProblem) -> str:
    """Where in the file a problem is: "sheet “Tổ 7”, row 12, column “Kết quả”"."""
    if not problem.row:
        return _("sheet “{sheet}”").format(sheet=problem.sheet)
    return _("sheet “{sheet}”, row {row}, column “{column}”").format(
        sheet=problem.sheet, row=problem.row, column=problem.column
    )


def _known(walk_ids: set[int]) -> Iterator[WalkRow]:
    its = t.InspectionRound
    for (walk_id,) in its.select(its.id).where(its.id.in_(walk_ids)).order_by(its.id).tuples():
        yield walk(walk_id)


def _wrong_sheet(sheet: ReadSheet, known: dict[int, WalkRow], wanted: int | None) -> BookProblem | None:
    """What is wrong with a sheet as a whole: the walk it is of."""
    ids = {one.walk_id for one in sheet.lines}
    for walk_id in sorted(ids):
        row = known.get(walk_id)
        if row is None or row.name != sheet.walk_name:
            told = _("This is a sheet of the walk “{name}”, which this registry does not have.")
            return BookProblem(sheet.name, 0, "", "", told.format(name=excerpt(sheet.walk_name)))
        if wanted not in (None, walk_id):
            told = _("This is a sheet of another walk, “{name}”. Take it in on that walk.")
            return BookProblem(sheet.name, 0, "", "", told.format(name=row.name))
        if row.closed_on:
            told = _("The walk “{name}” is closed. Open it again to take results in.")
            return BookProblem(sheet.name, 0, "", "", told.format(name=row.name))
    return None


def _wrong_line(one: ReadLine, line: LineRow | None, first: ReadLine) -> BookProblem | None:
    told: tuple[str, str] | None = None
    if line is None:
        told = "serial", _("No line of this walk has that serial number.")
    elif first is not one:
        words = _("This extinguisher stands in sheet “{sheet}”, row {row} already. Keep one of the two.")
        told = "serial", words.format(sheet=first.sheet, row=first.row)
    elif one.outcome is Outcome.NOT_FOUND:
        return None
    elif line.state in GONE and _changes(one, line):
        words = _("In the registry it is: {state}. Put it right on its own page, or scan it on the walk.")
        told = "outcome", words.format(state=state_label(line.state))
    elif one.day is None:
        told = "day", _("Say on which day it was looked at, in this line or once above the list.")
    elif Item.GAUGE in one.failed_items and not line.has_gauge:
        told = "failed_items", _("This kind of extinguisher has no needle.")
    return _problem(one, told[0], one.serial, told[1]) if told else None


def _too_early(rows: Sequence[PlannedResult]) -> Iterator[BookProblem]:
    """The lines dated before their extinguisher was made."""
    its = t.Extinguisher
    wanted = {row.line.extinguisher_id: row.read for row in rows if row.read.day}
    for eid, made_on in its.select(its.id, its.made_on).where(its.made_on.is_null(False)).tuples():
        one = wanted.get(eid)
        if one is not None and one.day and one.day < made_on:
            yield _problem(
                one, "day", format_date(one.day), _("That day is before the extinguisher was made.")
            )


def _changes(one: ReadLine, line: LineRow) -> bool:
    """Whether a line of the file says something else than the walk has."""
    now = book_line(line)
    if (one.outcome, one.failed_items, one.words) != (now.outcome, now.failed_items, now.words):
        return True
    return one.outcome is not Outcome.NOT_FOUND and (
        one.day != now.day
        or one.inspector not in ("", now.inspector)
        or one.weight_g not in (None, now.weight_g)
    )


def _problem(one: ReadLine, column: str, value: str, problem: str) -> BookProblem:
    return BookProblem(one.sheet, one.row, COLUMNS[column].head, value, problem)
