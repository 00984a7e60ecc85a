"""Bringing a ward's list of households in: looked at first, then all or nothing, and taken back if need be."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from firereg.errors import BadInputError
from firereg.exchange.sheets import Sheet, read_sheets
from firereg.exchange.ward_columns import Header, layout_key, map_columns
from firereg.exchange.ward_list import ListRow, SkippedRow, list_sheet, read_rows
from firereg.i18n import _
from firereg.services import history
from firereg.services.import_apply import apply
from firereg.services.import_match import seen
from firereg.services.import_plan import (
    TAKE_AS_NEW,
    Decision,
    ImportPlan,
    Kind,
    ListKind,
    PlannedRow,
)
from firereg.services.import_planning import Planner, with_progress
from firereg.services.registry import Registry
from firereg.store.models import Change, ColumnMapping, ImportBatch

__all__ = [
    "TAKE_AS_NEW",
    "Batch",
    "Decision",
    "ImportPlan",
    "Kind",
    "ListKind",
    "apply",
    "batches",
    "header_of",
    "plan",
    "undo",
]

Progress = Callable[[int, int], None]
_YEAR = re.compile(r"(?:năm|nam)\s*(20\d\d)", re.IGNORECASE)


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

    `mapping` says field -> column where the clerk knows better than the titles; what was said of a list with the
    same titles before holds too. `year` is the calendar year of what the list says of poverty, `group_id` the
    group of rows that name none. BadInputError names the file, sheet or column that cannot be read.
    """
    found, header = list_sheet(read_sheets(path), sheet)
    layout, mapping = layout_key(header), dict(mapping or {})
    header = header_of(header, mapping)
    year = year or year_of(found, header, registry.today().year)
    planner = Planner(registry, header, year, group_id)
    rows: list[PlannedRow] = []
    skipped: list[SkippedRow] = []
    total = len(found.rows)
    for row in with_progress(read_rows(found, header, registry.today()), total, progress):
        if row.__class__ is ListRow:
            rows.append(planner.plan(row))
        else:
            skipped.append(row)
    del found
    touched = {row.household_id for row in rows if row.household_id and row.kind is Kind.UPDATED}
    left = planner.left(rows) if kind is ListKind.POVERTY else ()
    touched |= {twin.household_id for row in rows for twin in row.twins if twin.household_id}
    touched |= {row.household_id for row in left}
    by_id = planner.register.by_id
    return ImportPlan(
        file_name=path.name,
        sheet=header.sheet,
        header=header,
        layout=layout,
        mapping=mapping,
        kind=kind,
        year=year,
        rows=tuple(rows),
        skipped=tuple(skipped),
        missing_groups=dict(planner.missing_groups),
        left=left,
        seen=seen(registry, {one: by_id[one].updated_at for one in touched if one is not None}),
    )


def header_of(header: Header, mapping: Mapping[str, str]) -> Header:
    """The head with what was said of lists with the same titles before, and with `mapping`, which wins."""
    row = ColumnMapping.get_or_none(ColumnMapping.layout == layout_key(header))
    remembered = json.loads(row.columns) if row else {}
    return map_columns(map_columns(header, remembered), mapping)


def year_of(sheet: Sheet, header: Header, otherwise: int) -> int:
    """The year that the lines above the list name, "năm 2024"; else `otherwise`."""
    above = " ".join(cell for row in sheet.rows[: header.row - 1] for cell in row if isinstance(cell, str))
    years = _YEAR.findall(above)
    return int(years[-1]) if years else otherwise


def undo(registry: Registry, batch_id: int) -> Batch:
    """The import, taken back; ConflictError, naming what it is, where something was built on it."""
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
