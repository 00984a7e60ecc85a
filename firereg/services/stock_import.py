"""A stock list of extinguishers brought in: looked at first, then all or nothing, as one delivery."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from firereg.domain.roles import Right
from firereg.errors import BadInputError, ConflictError
from firereg.exchange.heads import Header, layout_key, list_sheets
from firereg.exchange.other_rows import SkippedRow, shown
from firereg.exchange.sheets import Sheet, read_sheets
from firereg.exchange.stock_columns import STOCK
from firereg.exchange.stock_list import StockCaption, StockRow, read_stock_caption, read_stock_rows
from firereg.i18n import _
from firereg.services import history, history_effects, journal
from firereg.services.deliveries import DeliveryDraft, put_in
from firereg.services.equipment_draft import checked
from firereg.services.history import Recorder
from firereg.services.import_look import header_of, remember_columns
from firereg.services.import_plan import Kind, LeftOut, ListKind, PlannedSheet, refuse_wrong
from firereg.services.inputs import line, not_future
from firereg.services.registry import Registry
from firereg.services.stock_plan import PlannedExtinguisher, StockPlan, StockPlanner
from firereg.store import bulk
from firereg.store import models as t

__all__ = ["StockLook", "StockPlan", "apply", "look", "plan"]

Progress = Callable[[int, int], None]
_PROGRESS_EVERY = 500
_ROWS = 5


@dataclass(frozen=True)
class StockLook:
    """A sheet with a stock list, its head as it will be read, and what the lines above it say."""

    name: str
    header: Header
    rows: tuple[tuple[str, ...], ...]
    count: int
    caption: StockCaption


def look(path: Path, today: date) -> tuple[StockLook, ...]:
    """The sheets of a file that hold a stock list; BadInputError where there is none or it cannot be read."""
    found = []
    for sheet, header in list_sheets(read_sheets(path), STOCK):
        below = sheet.rows[header.data_starts - 1 :]
        filled = (row for row in below if any(cell is not None for cell in row))
        rows = tuple(tuple(map(shown, row)) for row in islice(filled, _ROWS))
        caption = read_stock_caption(header, today)
        found.append(StockLook(sheet.name, header_of(header, {}), rows, len(below), caption))
    return tuple(found)


def plan(
    registry: Registry,
    path: Path,
    sheet: str = "",
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    *,
    day: date | None = None,
    donor: str = "",
    kind_code: str = "",
) -> StockPlan:
    """What the import of a stock list would do; nothing is written.

    `day` and `donor` are those of the delivery; without them the lines above the list tell, else it came today.
    `kind_code` is the kind of rows that name none. BadInputError names the file, sheet or column that cannot
    be read.
    """
    registry.require(Right.RECORD)
    today, mapping = registry.today(), dict(mapping or {})
    lists = list_sheets(read_sheets(path), STOCK, sheet)
    layouts = [layout_key(header) for _sheet, header in lists]
    sheets = [
        PlannedSheet(header_of(header, mapping if layout == layouts[0] else {}), layout)
        for (_sheet, header), layout in zip(lists, layouts, strict=True)
    ]
    said = read_stock_caption(lists[0][1], today)
    delivery = DeliveryDraft(
        day=not_future(day or said.day or today, today, "day"),
        donor=line(donor or said.donor, "donor"),
        document=said.document,
    )
    _refuse_unknown_kind(kind_code)
    planner = StockPlanner(registry, delivery, kind_code)
    rows: list[PlannedExtinguisher] = []
    skipped: list[LeftOut] = []
    for planned, row in _read(lists, sheets, today, progress):
        if isinstance(row, SkippedRow):
            skipped.append(LeftOut(planned.name, *row))
            continue
        if not rows or rows[-1].sheet != planned.name:
            planner.begin(planned.header)
        rows.extend(planner.plan(row))
    donors = {row.draft.donor for row in rows if row.kind is Kind.NEW}
    if not delivery.donor and len(donors) == 1:
        delivery = replace(delivery, donor=donors.pop())
    seen = bulk.extent(t.Extinguisher)
    return StockPlan(path.name, tuple(sheets), mapping, delivery, tuple(rows), tuple(skipped), seen)


def apply(
    registry: Registry, plan: StockPlan, progress: Progress | None = None, *, skip_wrong: bool = False
) -> int | None:
    """The number of the import, None where there was nothing to write; `imports.undo` takes it back.

    `skip_wrong` leaves wrong rows out. BadInputError where a row is wrong, ConflictError where the register was
    changed since the plan was made. `progress` may raise: then nothing was written.
    """
    with registry.transaction():
        if bulk.extent(t.Extinguisher) != plan.seen:
            raise _stale()
        if not skip_wrong:
            refuse_wrong(plan, plan.rows)
        remember_columns(plan.sheets[0], plan.mapping)
        recorder = Recorder(registry, plan.file_name, {})
        _insert(registry, recorder, plan)
        _update(recorder, plan, progress)
        if not recorder.rows:
            return None
        history_effects.follow(registry, recorder.rows)
        return _keep(registry, recorder, plan)


def _read(
    lists: Sequence[tuple[Sheet, Header]],
    sheets: Sequence[PlannedSheet],
    today: date,
    progress: Progress | None,
) -> Iterator[tuple[PlannedSheet, StockRow | SkippedRow]]:
    total, done = sum(len(sheet.rows) for sheet, _header in lists), 0
    for (sheet, _header), planned in zip(lists, sheets, strict=True):
        for row in read_stock_rows(sheet, planned.header, today):
            if progress and done % _PROGRESS_EVERY == 0:
                progress(done, total)
            done += 1
            yield planned, row


def _refuse_unknown_kind(code: str) -> None:
    its = t.ExtinguisherKind
    if code and not its.select().where(its.code == code, its.active).exists():
        codes = ", ".join(
            code for (code,) in its.select(its.code).where(its.active).order_by(its.code).tuples()
        )
        raise BadInputError(
            _("There is no kind {code}. The kinds are: {codes}.").format(code=code[:20], codes=codes),
            "kind_code",
        )


def _insert(registry: Registry, recorder: Recorder, plan: StockPlan) -> None:
    new = [row.draft for row in plan.rows if row.kind is Kind.NEW]
    if not new:
        return
    delivery_id = recorder.insert(t.Delivery, **vars(plan.delivery))
    kind_ids = dict(t.ExtinguisherKind.select(t.ExtinguisherKind.code, t.ExtinguisherKind.id).tuples())
    today = registry.today()
    put_in(
        registry,
        recorder,
        [checked(replace(draft, delivery_id=delivery_id), kind_ids, today) for draft in new],
    )


def _update(recorder: Recorder, plan: StockPlan, progress: Progress | None) -> None:
    updated = [row for row in plan.rows if row.kind is Kind.UPDATED]
    for done, row in enumerate(updated):
        assert row.extinguisher_id is not None
        if progress and done % _PROGRESS_EVERY == 0:
            progress(done, len(updated))
        after = {change.field: getattr(row.draft, change.field) for change in row.changes}
        changed = recorder.update(t.Extinguisher, row.extinguisher_id, **after)
        if any(before not in (None, "") for before, _after in changed.values()) or len(changed) != len(after):
            raise _stale()


def _keep(registry: Registry, recorder: Recorder, plan: StockPlan) -> int:
    action = f"import.{ListKind.EXTINGUISHERS}"
    change = history.keep(registry, recorder, action)
    batch = t.ImportBatch.create(
        at=registry.now(),
        user=registry.user_name,
        kind=ListKind.EXTINGUISHERS,
        file_name=plan.file_name,
        counts=json.dumps(plan.counts),
        change=change,
    )
    journal.append(registry, action, plan.file_name, batch=batch.id, **plan.counts)
    return batch.id


def _stale() -> ConflictError:
    return ConflictError(_("The register was changed in the meantime. Read the list again, then import it."))
