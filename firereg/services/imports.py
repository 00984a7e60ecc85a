"""Bringing a ward's list of households in: looked at first, then all or nothing, and taken back if need be."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from firereg.domain.roles import Right
from firereg.errors import BadInputError
from firereg.exchange.caption import read_caption
from firereg.exchange.heads import Header, layout_key, list_sheets
from firereg.exchange.sheets import Sheet, read_sheets
from firereg.exchange.ward_columns import HOUSEHOLDS
from firereg.exchange.ward_list import ListRow, SkippedRow, read_rows
from firereg.i18n import _
from firereg.services import history
from firereg.services.import_apply import apply
from firereg.services.import_look import ListLook, header_of, look
from firereg.services.import_match import seen
from firereg.services.import_plan import (
    TAKE_AS_NEW,
    Decision,
    ImportPlan,
    Kind,
    LeftOut,
    LeftRow,
    ListKind,
    PlannedRow,
    PlannedSheet,
    Seen,
)
from firereg.services.import_planning import Planner
from firereg.services.registry import Registry
from firereg.store.models import Change, ImportBatch

__all__ = [
    "TAKE_AS_NEW",
    "Batch",
    "Decision",
    "ImportPlan",
    "Kind",
    "ListKind",
    "ListLook",
    "apply",
    "batches",
    "look",
    "plan",
    "undo",
]

Progress = Callable[[int, int], None]
_PROGRESS_EVERY = 500

Lists = Sequence[tuple[Sheet, Header]]
T = TypeVar("T")


@dataclass(frozen=True)
class Batch:
    """One import of the past; `at` is in UTC."""

    id: int
    at: datetime
    user: str
    kind: ListKind
    file_name: str
    counts: Mapping[str, int]
    undone: bool


def plan(
    registry: Registry,
    path: Path,
    sheet: str = "",
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    *,
    kind: ListKind = ListKind.HOUSEHOLDS,
    year: int | None = None,
    group_id: int | None = None,
) -> ImportPlan:
    """What the import of a list would do; nothing is written.

    All sheets that hold a list are read, or the one called `sheet`. `mapping` says field -> column where the
    clerk knows better than the titles; what was said of a list with the same titles before holds too. `year` is
    the calendar year of what the list says of poverty, `group_id` the group of rows that name none.
    BadInputError names the file, sheet or column that cannot be read.
    """
    registry.require(Right.RECORD)
    lists = list_sheets(read_sheets(path), HOUSEHOLDS, sheet)
    mapping = dict(mapping or {})
    layouts = [layout_key(header) for _sheet, header in lists]
    sheets = [
        PlannedSheet(header_of(header, mapping if layout == layouts[0] else {}), layout)
        for (_sheet, header), layout in zip(lists, layouts, strict=True)
    ]
    year = year or next(
        filter(None, (read_caption(header).year for _sheet, header in lists)), registry.today().year
    )
    planner = Planner(registry, year, group_id)
    rows: list[PlannedRow] = []
    skipped: list[LeftOut] = []
    for planned, row in _with_progress(_read(lists, sheets, registry), lists, progress):
        if isinstance(row, SkippedRow):
            skipped.append(LeftOut(planned.name, *row))
            continue
        if not rows or rows[-1].sheet != planned.name:
            planner.begin(planned.header)
        rows.append(planner.plan(row))
    left = planner.left(rows) if kind is ListKind.POVERTY else ()
    return ImportPlan(
        file_name=path.name,
        sheets=tuple(sheets),
        mapping=mapping,
        kind=kind,
        year=year,
        rows=tuple(rows),
        skipped=tuple(skipped),
        missing_groups=dict(planner.missing_groups),
        left=left,
        seen=_seen(planner, rows, left),
    )


def _read(
    lists: Lists, sheets: Sequence[PlannedSheet], registry: Registry
) -> Iterator[tuple[PlannedSheet, ListRow | SkippedRow]]:
    for (sheet, _header), planned in zip(lists, sheets, strict=True):
        for row in read_rows(sheet, planned.header, registry.today()):
            yield planned, row


def _with_progress(rows: Iterable[T], lists: Lists, progress: Progress | None) -> Iterator[T]:
    total = sum(len(sheet.rows) for sheet, _header in lists)
    for done, row in enumerate(rows):
        if progress and done % _PROGRESS_EVERY == 0:
            progress(done, total)
        yield row


def _seen(planner: Planner, rows: Iterable[PlannedRow], left: Iterable[LeftRow]) -> Seen:
    touched = {row.household_id for row in left}
    for row in rows:
        if row.household_id and row.kind is Kind.UPDATED:
            touched.add(row.household_id)
        touched.update(twin.household_id for twin in row.twins if twin.household_id)
    by_id = planner.register.by_id
    return seen({one: by_id[one].updated_at for one in touched})


def undo(registry: Registry, batch_id: int) -> Batch:
    """The import, taken back; ConflictError, naming what it is, where something was built on it.

    NotAllowedError where somebody else made it, unless the administrator asks.
    """
    row = ImportBatch.get_or_none(ImportBatch.id == batch_id)
    if row is None:
        raise BadInputError(
            _("There is no import {number}. See the list of imports for the right one.").format(
                number=batch_id
            ),
            "batch",
        )
    history.take_back(registry, row.change_id)
    return next(batch for batch in batches() if batch.id == batch_id)


def batches() -> list[Batch]:
    """The imports of the past, the newest first."""
    query = ImportBatch.select(ImportBatch, Change).join(Change).order_by(ImportBatch.id.desc())
    return [
        Batch(
            row.id,
            row.at,
            row.user,
            ListKind(row.kind),
            row.file_name,
            json.loads(row.counts),
            row.change.undone,
        )
        for row in query
    ]
