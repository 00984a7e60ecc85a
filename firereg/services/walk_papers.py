"""The sheets of walks, to be printed or to be filled in on a laptop."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from peewee import chunked, fn

from firereg.documents.equipment_papers import WalkLine, WalkSheet
from firereg.documents.wording import WalkSheetWords
from firereg.domain.dates import format_date
from firereg.domain.walks import Outcome, walk_code
from firereg.exchange.walk_book import BookLine, BookSheet, walk_book
from firereg.services import faults
from firereg.services.paper_words import words
from firereg.services.papers import group_on_paper
from firereg.services.printable import refuse_box
from firereg.services.receipts import letterhead
from firereg.services.walk_list import LineRow, WalkRow, lines, walk
from firereg.services.wards import GroupRow, groups, ward_on
from firereg.store import models as t

_CHUNK = 500


def sheets(walk_ids: Sequence[int]) -> tuple[WalkSheet, ...]:
    """The paper of each of these walks, in that order; what is open on an extinguisher stands among the remarks."""
    among = groups()
    by_walk = _lines_by_walk(walk_ids)
    ids = [line.extinguisher_id for its in by_walk.values() for line in its]
    said = words(WalkSheetWords)
    checks, notes = _last_checks(ids), _notes(ids)
    return tuple(
        WalkSheet(
            letterhead=letterhead(ward_on(row.first_day)),
            title=row.name,
            group_name=place_on_paper(row, among),
            first_day=row.first_day,
            last_day=row.last_day,
            inspector=row.inspector,
            words=said,
            lines=tuple(
                WalkLine(
                    position=line.position,
                    code=walk_code(row.id, line.serial),
                    head_name=line.head_name,
                    address=line.address,
                    kind_code=line.kind_code,
                    serial=line.serial,
                    label=line.label,
                    weighed=not line.has_gauge,
                    last_check=checks.get(line.extinguisher_id),
                    note=notes.get(line.extinguisher_id, ""),
                )
                for line in by_walk.get(row.id, ())
            ),
        )
        for row in map(walk, walk_ids)
    )


def pdf(walk_ids: Sequence[int]) -> bytes:
    """All walk sheets in one PDF. BadInputError names what cannot be printed."""
    from firereg.documents.walk_sheet import walk_sheets_pdf

    papers = sheets(walk_ids)
    refuse_box(papers)
    return walk_sheets_pdf(papers)


def workbook(walk_ids: Sequence[int]) -> bytes:
    """The same sheets as an .xlsx to be filled in; what has been entered already stands there."""
    among = groups()
    by_walk = _lines_by_walk(walk_ids)
    return walk_book(
        [
            BookSheet(
                name=row.name,
                place=place_on_paper(row, among),
                first_day=row.first_day,
                last_day=row.last_day,
                inspector=row.inspector,
                lines=tuple(book_line(line) for line in by_walk.get(row.id, ())),
            )
            for row in map(walk, walk_ids)
        ]
    )


def place_on_paper(row: WalkRow, among: list[GroupRow]) -> str:
    """What a walk goes past: "Tổ dân phố 7", "Chợ Hàng", or the street in the group."""
    group = next((group_on_paper(one, among) for one in among if one.id == row.group_id), "")
    return ", ".join(part for part in (row.street, group) if part)


def _lines_by_walk(walk_ids: Iterable[int]) -> dict[int, list[LineRow]]:
    """The lines somebody planned; what turned up on the way is on no sheet."""
    planned = (line for line in lines(list(walk_ids)) if line.household_id is not None)
    return {walk_id: list(its) for walk_id, its in groupby(planned, key=lambda line: line.walk_id)}


def book_line(line: LineRow) -> BookLine:
    """A line as the workbook has it now."""
    outcome = line.outcome
    if outcome is Outcome.ELSEWHERE and line.passed is not None:
        outcome = Outcome.PASSED if line.passed else Outcome.FAILED
    open_line = outcome in (Outcome.OPEN, Outcome.ELSEWHERE)
    return BookLine(
        code=walk_code(line.walk_id, line.serial),
        position=line.position,
        head_name=line.head_name,
        address=line.address,
        kind_code=line.kind_code,
        label=line.label,
        serial=line.serial,
        outcome=Outcome.OPEN if open_line else outcome,
        failed_items=line.failed_items,
        words="" if open_line else line.remark,
        day=line.day,
        inspector=line.inspector,
        weight_g=line.weight_g,
    )


def _last_checks(ids: Sequence[int]) -> dict[int, date]:
    its = t.Inspection
    found: dict[int, date] = {}
    for some in chunked(ids, _CHUNK):
        query = its.select(its.extinguisher, fn.MAX(its.day)).where(its.extinguisher.in_(some))
        found |= dict(query.group_by(its.extinguisher).tuples())
    return found


def _notes(ids: Sequence[int]) -> dict[int, str]:
    """What is open on these extinguishers already."""
    return {
        eid: f"Lỗi từ {format_date(rows[0].found_on)}: {rows[0].what}"
        for some in chunked(ids, _CHUNK)
        for eid, rows in faults.open_of(some).items()
    }
